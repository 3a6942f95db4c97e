"""Learns the weights of answer/scoring.py from the judged sets that have answers: `python -m evaluation.learn_answers`.

All windows of the pages found for a question are looked at; those with a judged answer are to be likely among them (a softmax
over the windows of each question, the probability of its answering windows added up: Cao et al. 2007, "Learning to rank: from
pairwise approach to listwise approach"). One set of weights is learned for all languages, each set counting the same. The
first line of each set tells what the weights of the code reach, the second what weights reach that were learned without the
part of the pages (one of five) that a question is asked of.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer import scoring
from answer.choosing import Known, considered
from answer.features import Features
from answer.joining import shortest
from answer.question import understood
from answer.retrieval import retrieved
from core.records import Span
from evaluation.beir import index, qrels_path, read_lines, read_qrels
from evaluation.evaluate import plain
from index.engine import View

SETS = {"xquad_en": "en", "xquad_de": "de", "piaf_fr": "fr"}
"""Set → language."""
RULES = ("asks", "unended", "contents", "own_language")
"""Features whose weights are rules: these sets have no headings, and one language."""
_MOST = 1_500
_FOLDS = 5
_STEPS = 400
_RATE = 0.3
_DECAY = 1e-4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its page, and of each window the place, the features, and whether it has a judged answer."""

    page: str
    places: Sequence[tuple[str, int, Span]]
    features: Floats
    answers: NDArray[np.bool_]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what the weights of the code reach, what is reached across, and the weights that are learned from all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many questions of a set")
    every = parser.parse_args(arguments).every
    home = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    sets = {name: list(asked(home / name, code, every)) for name, code in SETS.items() if (home / name).is_dir()}
    across = {fold: learned(sets, fold) for fold in range(_FOLDS)}
    for name, own in sets.items():
        print(f"{name:10} as it is       {_told([hits(one, known_weights()) for one in own])}")
        print(f"{name:10} learned across {_told([hits(one, across[_fold(one)]) for one in own])}", flush=True)
    for feature, weight in zip(Features._fields, learned(sets), strict=True):
        print(f"{feature:14} {weight:.3f}")
    return 0


def asked(folder: Path, language: str, every: int) -> Iterator[Asked]:
    """The questions of a set that have answers."""
    pages = {entry.query_id: entry.doc_id for entry in read_qrels(qrels_path(folder))}
    rows = [row for row in read_lines(folder / "queries.jsonl") if row.get("answers")][:_MOST:every]
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", language, Path(data))
        for row in rows:
            yield _asked(view, row, pages.get(str(row["_id"]), ""))


def _asked(view: View, row: dict[str, Any], page: str) -> Asked:
    question = understood(view, str(row["text"]))
    judged = [plain(str(answer)) for answer in row["answers"]]
    told = list(considered(view, question, retrieved(view, question, {}), Known()))
    quoted = [plain(shortest(one.window, one.page).span.of(one.page.text)) for one in told]
    return Asked(
        page,
        [(one.document.id, one.page.number, one.window.span) for one in told],
        np.array([one.features for one in told], np.float64).reshape(-1, len(Features._fields)),
        np.array([any(answer in quote for answer in judged) for quote in quoted], np.bool_),
    )


def known_weights() -> Floats:
    """The weights of the code, in the order of the features: 0 of one that it does not weigh."""
    known = {"CARRIED": 1.0, **vars(scoring)}
    return np.array([known.get(name.upper(), 0.0) for name in Features._fields])


def learned(sets: dict[str, list[Asked]], without: int | None = None) -> Floats:
    """The weights that are learned from all questions, or those that are not of one of the parts; `carried` weighs 1."""
    known = [(one, 1 / len(own)) for own in sets.values() for one in own if one.answers.any() and _fold(one) != without]
    features = np.concatenate([one.features for one, _ in known])
    answers = np.concatenate([one.answers for one, _ in known])
    lengths = [len(one.answers) for one, _ in known]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    share = np.repeat([weight for _, weight in known], lengths) / len(sets)
    given = known_weights()
    features[:, [not given[place] or name in RULES for place, name in enumerate(Features._fields)]] = 0.0
    weights = _descended(features, answers, starts, np.array(lengths), share)
    weights /= weights[Features._fields.index("carried")]
    return np.array([given[place] if name in RULES else weights[place] for place, name in enumerate(Features._fields)])


def _descended(
    features: Floats, answers: NDArray[np.bool_], starts: NDArray[np.int64], lengths: NDArray[np.int64], share: Floats
) -> Floats:
    """Gradient descent with moments (Kingma & Ba 2015, "Adam"), over all windows at once."""
    weights, first, second = (np.zeros(features.shape[1]) for _ in range(3))
    for step in range(1, _STEPS + 1):
        scores = features @ weights
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        whole = np.repeat(np.add.reduceat(raised, starts), lengths)
        right = np.repeat(np.add.reduceat(raised * answers, starts), lengths) + 1e-30
        slope = features.T @ (share * raised * (1 / whole - answers / right)) + _DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def hits(one: Asked, weights: Floats) -> list[bool]:
    """Whether the first, the second and the third window that do not overlap have an answer."""
    taken: list[int] = []
    for place in np.argsort(-(one.features @ weights), kind="stable").tolist():
        if len(taken) < 3 and not any(_overlap(one.places[place], one.places[other]) for other in taken):
            taken.append(place)
    return [bool(one.answers[place]) for place in taken]


def _overlap(one: tuple[str, int, Span], other: tuple[str, int, Span]) -> bool:
    return one[:2] == other[:2] and one[2].overlaps(other[2])


def _fold(one: Asked) -> int:
    return zlib.crc32(one.page.encode()) % _FOLDS


def _told(found: Sequence[list[bool]]) -> str:
    first, three = (sum(any(own[:most]) for own in found) / max(1, len(found)) for most in (1, 3))
    return f"first {first:.4f}  one of three {three:.4f}"


if __name__ == "__main__":
    sys.exit(main())
