"""Whether what has no answer is declined, and what has one is answered: `python -m evaluation.declining [--learn]`.

Writes the whole curve into declining.csv: for each set and language, and each likelihood that could be asked of the best quote,
the share of the questions with an answer that stay answered, and of those without one that are declined. Prints the areas under
the curves and the shares at the shipped threshold; 1 where one of these is below its row in expected.toml. `--learn` prints the
weights that logistic regression finds, and what they reach on questions that they were not learned from. The shared data are
those of RAPPORTEUR_SHARED (default ../shared); without them the demonstration library alone is measured.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from zlib import crc32

from answer.choosing import candidates
from answer.deciding import LEAST, Decision, likelihood
from answer.grounds import Grounds, Weigher
from answer.question import understood
from evaluation.declining_sets import (
    APART,
    DEMONSTRATION,
    JUDGED,
    REAL,
    REMOVED,
    TOPICS,
    Asked,
    copied,
    judged,
    plain,
    written,
)
from evaluation.logistic import area, learned

_HOME = Path(__file__).parent
_CURVE = _HOME / "declining.csv"
_STEPS = [step / 20 for step in range(21)]
_FOLDS = 5
_MOST = 200
_WORTH_OF_JUDGED, _WORTH_OF_REMOVED, _WORTH_OF_TOPICS = 2.0, 0.1, 0.3
"""Of questions of the judged sets, beside written ones: with their answer, and without it, where passages of the same article are
left; and of topics."""


class Told(NamedTuple):
    """What was told of one question: how likely its best quote is evidence and by which grounds, and whether it has the answer
    (`first`; None where none is known)."""

    set: str
    language: str
    question: str
    answerable: bool
    likelihood: float
    grounds: Grounds | None
    first: bool | None = None


def main(arguments: Sequence[str]) -> int:
    """Measures; prints a line a set and language."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.declining", description=__doc__)
    parser.add_argument("--learn", action="store_true", help="learn the weights anew and print them")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where what was ingested stays for the next time")
    parser.add_argument("--most", type=int, default=_MOST, help="questions of each judged set")
    chosen = parser.parse_args(arguments)
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data"
    with tempfile.TemporaryDirectory() as home:
        told = [tell(one) for one in asked(shared, chosen.keep or Path(home), chosen.most)]
    if chosen.learn:
        print_learned(told)
        return 0
    curve = list(points(told))
    with _CURVE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("set", "language", "likelihood", "answered", "declined"), *curve]
        )
    return print_measured(told)


def asked(shared: Path, home: Path, most: int) -> Iterator[Asked]:
    """All questions that can be asked here."""
    yield from written(DEMONSTRATION, _HOME.parent / "corpus", home / DEMONSTRATION)
    if not shared.is_dir():
        print(f"{shared} is not there: the demonstration library alone is measured")
        return
    yield from written(REAL, copied(shared / "pdfs", home / "corpus"), home / REAL)
    for name in JUDGED:
        yield from judged(name, shared / "ir" / name, home / name, most)


def tell(one: Asked) -> Told:
    """What is found for one question, and how likely it is evidence."""
    question = understood(one.view, one.question, one.terms)
    decision = Decision(Weigher(one.view, question), candidates(one.view, question, one.filters))
    best, can = decision.best, bool(one.answers)
    if best is None:
        return Told(one.set, one.language, one.question, can, 0.0, None)
    text = plain(decision.told[best].quote.text)
    first = any(plain(answer) in text for answer in one.answers) if any(one.answers) else None
    return Told(one.set, one.language, one.question, can, decision.likelihood(best), decision.grounds(best), first)


def points(told: Sequence[Told]) -> Iterator[tuple[str, str, float, float, float]]:
    """The curve of every set and language: at each likelihood, what is answered of what can be, and declined of what cannot."""
    for name, language in groups(told):
        can, cannot = parted(told, name, language)
        for least in _STEPS:
            yield name, language, least, round(share_from(can, least), 4), round(1 - share_from(cannot, least), 4)


def groups(told: Sequence[Told]) -> list[tuple[str, str]]:
    """The sets, each with its languages; "" stands for all of them."""
    names = list(dict.fromkeys(one.set for one in told if not one.answerable))
    languages = {name: sorted({one.language for one in told if one.set == name}) for name in names}
    return [(name, language) for name in names for language in ("", *languages[name][len(languages[name]) == 1 :])]


def parted(told: Sequence[Told], name: str, language: str) -> tuple[list[float], list[float]]:
    """The likelihoods of the questions of a set that can be answered, and of those that cannot."""
    own = [one for one in told if language in ("", one.language)]
    can = [one.likelihood for one in own if one.answerable and one.set == name.removesuffix(REMOVED)]
    return can, [one.likelihood for one in own if not one.answerable and one.set == name]


def share_from(likelihoods: Sequence[float], least: float) -> float:
    """The share that is at least so likely."""
    return sum(value >= least for value in likelihoods) / max(1, len(likelihoods))


def print_measured(told: Sequence[Told]) -> int:
    """A line a set and language at the shipped threshold; 1 where a set is below its row."""
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))["declining"]
    fallen = 0
    for name, language in groups(told):
        can, cannot = parted(told, name, language)
        answered, declined = share_from(can, LEAST), 1 - share_from(cannot, LEAST)
        row = expected.get(name, {}) if not language else {}
        fell = answered < row.get("answered", 0.0) or declined < row.get("declined", 0.0)
        fallen += fell
        print(
            f"{name:30} {language:3} answered {answered:.3f} of {len(can)}, declined {declined:.3f} of {len(cannot)}, "
            f"area {area(can, cannot):.3f}{' FELL' if fell else ''}",
            flush=True,
        )
    return int(bool(fallen))


def print_learned(told: Sequence[Told]) -> None:
    """The weights learned from all, and the areas that those reach which were learned from other questions."""
    known = [one for one in told if one.grounds is not None]
    for name, weight in zip(("none", *Grounds._fields), _learned(known), strict=True):
        print(f"{name:12} {weight:+.3f}")
    crossed: list[Told] = [one for one in told if one.grounds is None]
    for fold in range(_FOLDS):
        weights = _learned([one for one in known if _fold(one) != fold])
        own = [one for one in known if _fold(one) == fold and one.grounds is not None]
        crossed += [one._replace(likelihood=likelihood(one.grounds, weights)) for one in own if one.grounds]
    areas = []
    for name in dict.fromkeys(name for name, _ in groups(told)):
        can, cannot = parted(crossed, name, "")
        areas.append(area(can, cannot))
        kept = sorted(can)[int(0.15 * len(can))]
        print(f"{name:30} area {areas[-1]:.3f}, declined where 0.85 are answered {1 - share_from(cannot, kept):.3f}")
    print(f"mean area {fmean(areas):.3f}")


def _learned(told: Iterable[Told]) -> list[float]:
    """Each set counts for what it is worth, with an answer and without."""
    known = [one for one in told if one.grounds is not None and one.set != APART]
    sizes = Counter((one.set, one.answerable) for one in known)
    counts = [_worth(one) * len(known) / len(sizes) / sizes[one.set, one.answerable] for one in known]
    return learned([one.grounds or () for one in known], [one.answerable for one in known], counts)


def _worth(one: Told) -> float:
    if one.set.removesuffix(REMOVED) in JUDGED:
        return _WORTH_OF_JUDGED if one.answerable else _WORTH_OF_REMOVED
    return _WORTH_OF_TOPICS if one.set == TOPICS else 1.0


def _fold(one: Told) -> int:
    return crc32(one.question.encode()) % _FOLDS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
