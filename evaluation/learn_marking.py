"""Learns which part of a quote answers, from the judged sets: `python -m evaluation.learn_marking`.

Prints answer/data/marking.csv anew. Learned from are the first quotes of each question, those without a judged answer too (none
of their parts answers), of all questions but every third, by which `evaluation.marked --every 3` measures. One column of weights
is learned for each group of kinds (`answer.marking.mark.GROUPS`), all languages together.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from answer.choosing import Known, best_windows
from answer.marking.bearing import Bearing, bearings
from answer.marking.mark import GROUPS
from answer.question import understood
from answer.retrieval import retrieved
from answer.telling import tells
from evaluation.beir import index, read_lines
from evaluation.marked import MOST, SETS, THIRD, within
from index.engine import View

_QUOTES = 3
"""First quotes of a question that are learned from."""
_STEPS, _RATE = 1_500, 0.05
_RIDGE = 2.0

Floats = NDArray[np.float64]


class Choice(NamedTuple):
    """The parts of a quote: how each stands to its question, and which answer."""

    group: str
    parts: Floats
    right: NDArray[np.bool_]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="learn from every question")
    everything = parser.parse_args(arguments).all
    sets = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    choices = [
        choice
        for name, language in SETS.items()
        if (sets / name).is_dir()
        for choice in choices_of(sets / name, language, everything)
    ]
    columns = {
        group: learned([one for one in choices if one.group == group]) for group in dict.fromkeys(GROUPS.values())
    }
    print(as_table(columns), end="")
    return 0


def choices_of(folder: Path, language: str, everything: bool) -> Iterator[Choice]:
    """The first quotes of a set's questions that ask for a part, but of every third."""
    rows = [row for row in read_lines(folder / "queries.jsonl") if row.get("answers")][:MOST]
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", language, Path(data))
        for number, row in enumerate(rows):
            if everything or number % THIRD:
                yield from _choices(view, str(row["text"]), [str(answer) for answer in row["answers"]])


def _choices(view: View, text: str, answers: Sequence[str]) -> Iterator[Choice]:
    question = understood(view, text)
    if question.kind not in GROUPS:
        return
    found = retrieved(view, question, {})
    best = (one for _, one in best_windows(view, question, found, Known()))
    telling = (one for one in best if tells(one.document, one.page, (told.span for told in one.window.sentences)))
    for one in islice(telling, _QUOTES):
        told = bearings(found, question, one.page, one.window)
        if told:
            places = [*within(one.page.text, one.window.span, answers)]
            yield Choice(
                GROUPS[question.kind],
                np.array([bearing for _, bearing in told], np.float64),
                np.array([any(part.overlaps(place) for place in places) for part, _ in told], np.bool_),
            )


def learned(choices: Sequence[Choice]) -> Floats:
    """The weights under which what answers is likeliest to be chosen, with a ridge; by gradient descent with moments."""
    starts = np.cumsum([0, *(len(one.parts) for one in choices)])[:-1].astype(np.int64)
    lengths = np.array([len(one.parts) for one in choices])
    parts, right = np.concatenate([one.parts for one in choices]), np.concatenate([one.right for one in choices])
    answered = np.array([one.right.any() for one in choices])
    ridge = np.full(parts.shape[1], _RIDGE)
    ridge[0] = 0.0
    weights, first, second = (np.zeros(parts.shape[1]) for _ in range(3))
    for step in range(1, _STEPS + 1):
        raised = np.exp(parts @ weights)
        whole = 1 + np.add.reduceat(raised, starts)
        good = np.where(answered, np.add.reduceat(raised * right, starts), 1.0)
        of_whole, of_good = (np.repeat(1 / total, lengths) * raised for total in (whole, good))
        slope = (parts.T @ (of_whole - of_good * right) + ridge * weights) / len(choices)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def as_table(columns: Mapping[str, Floats]) -> str:
    """Weights as the text of answer/data/marking.csv."""
    lines = [",".join(["bearing", *columns])]
    for place, name in enumerate(Bearing._fields):
        lines.append(",".join([name, *(f"{column[place]:.2f}" for column in columns.values())]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
