"""Precision and recall of the proposals that two spellings are one person's or organisation's: `python -m evaluation.people`.

The judged spellings are those of people.csv, and those of people_apart.csv, which were kept apart; each has its bearer, and
what documents say around it. Most are invented, some are facts of the reports of ../shared. Every pair of spellings of one bearer
is to be proposed (`recall`), or at least to be reached once a person has accepted the right ones among the others (`reached`),
and no other pair. 1 where a score is below its row in expected.toml.
"""

from __future__ import annotations

import csv
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from core.countries import country_code
from ingest.people.likely import Context, Pair, likely_bodies, likely_people

_HOME = Path(__file__).parent
_MANY = 5_000
SETS = ("people", "people_apart")
"""The judged sets; by the errors of the second one nothing was changed."""
KINDS: Mapping[str, Callable[[Mapping[str, Context]], Sequence[Pair]]] = {
    "person": likely_people,
    "organisation": likely_bodies,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A spelling, whose it is, and what stands around it."""

    kind: str
    bearer: str
    spelling: str
    context: Context


def main() -> int:
    """Prints the scores, what is wrong or missed, and how long many names take."""
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))
    short = [_told(name, expected[name]) for name in SETS]
    print(f"{_MANY:,} made-up people: {_cost(_MANY):.1f} s of processor time; twice as many: {_cost(2 * _MANY):.1f} s")
    return 1 if any(short) else 0


def _told(name: str, expected: Mapping[str, Mapping[str, float]]) -> bool:
    """Prints the scores of one judged set; whether one is below what is expected."""
    judged, short = list(read_judged(_HOME / f"{name}.csv")), False
    for kind, likely in KINDS.items():
        own = [one for one in judged if one.kind == kind]
        scores, wrong, missed = scores_of(own, likely)
        least = expected[kind]
        said = ", ".join(f"{score} {value:.3f} (at least {least[score]})" for score, value in scores.items())
        print(f"{name}, {kind}: {len(own)} spellings of {len({one.bearer for one in own})}: {said}")
        for what, pairs in (("wrong", wrong), ("missed", missed)):
            for one, other in pairs:
                print(f"  {what}: {one} | {other}")
        short = short or any(value < least[score] for score, value in scores.items())
    return short


def read_judged(path: Path) -> Iterable[Judged]:
    """The judged spellings."""
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            here = _some(row["document"])
            countries = _some(country_code(row["country"]) or "" if row["country"] else "")
            context = Context(here, here, _some(row["event"]), _some(row["organisation"]), countries)
            yield Judged(row["kind"], row["bearer"], row["spelling"], context)


def _some(text: str) -> frozenset[str]:
    return frozenset([text] if text else [])


def scores_of(
    judged: Sequence[Judged], likely: Callable[[Mapping[str, Context]], Sequence[Pair]]
) -> tuple[dict[str, float], list[tuple[str, str]], list[tuple[str, str]]]:
    """Precision, recall, and recall once all right proposals are accepted; the wrong pairs, and the missed ones."""
    bearer = {one.spelling: one.bearer for one in judged}
    found = {(min(pair[:2]), max(pair[:2])) for pair in likely({one.spelling: one.context for one in judged})}
    pairs = combinations(sorted(bearer), 2)
    true = {(one, other) for one, other in pairs if bearer[one] == bearer[other]}
    joined = _joined(found & true)
    reached = {pair for pair in true if joined.get(pair[0], pair[0]) == joined.get(pair[1], pair[1])}
    scores = {
        "precision": len(found & true) / len(found), "recall": len(found & true) / len(true), "reached": len(reached) / len(true),
    }  # fmt: skip
    return scores, sorted(found - true), sorted(true - found)


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Spelling → one that stands for all that pairs lead to from it."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    top: dict[str, str] = {}
    for start in sorted(near):
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here not in top:
                top[here] = start
                waiting += near[here]
    return top


def _cost(many: int) -> float:
    """Seconds of processor time for so many names: four of each of many families, one of them with initials."""
    syllables = (
        "ka",
        "re",
        "lo",
        "min",
        "tha",
        "ver",
        "son",
        "berg",
        "ler",
        "win",
        "dor",
        "mul",
        "ste",
        "fan",
        "quil",
        "bren",
    )
    families = ["".join(parts).title() for parts in combinations(syllables, 5)][: many // 4]
    names = {f"{given} {family}": Context() for family in families for given in ("Ann", "Bert", "A.", "Carl Dan")}
    began = time.process_time()
    likely_people(names)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
