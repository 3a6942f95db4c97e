"""The order of the results, in which no document crowds the others out.

From a work's fourth page on (a work: a document with its copies, versions and language twins), its pages stand behind
those of others that answer comparably. All pages stay, and the order is one, whichever slice of it is asked for.
Within one document it is the order of the scores. The idea is that of maximal marginal relevance (Carbonell & Goldstein
1998) with the plainest measure of likeness there is: the same work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ranking import rounding
from index.ranking.rounding import rounded

# Each has its row in evaluation/expected.toml.
MOST_OF_ONE = 3
COMPARABLE = 0.75


class Ranked(NamedTuple):
    """What the order of a page depends on. `held` is how many of the words it has, where that comes first."""

    held: int
    score: float
    work: Hashable
    document: str
    number: int


def in_order(pages: Sequence[Ranked]) -> list[int]:
    """The places of the pages, best first; ties by document and page."""
    places = sorted(range(len(pages)), key=lambda n: (-pages[n].held, -rounded(pages[n].score), *pages[n][3:]))
    seen: Counter[Hashable] = Counter()
    keys = {}
    for place in places:
        seen[pages[place].work] += 1
        behind = COMPARABLE if seen[pages[place].work] > MOST_OF_ONE else 1.0
        keys[place] = -pages[place].held, -rounded(pages[place].score) * behind
    return sorted(places, key=keys.__getitem__)


Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


def ordered(
    held: NDArray[np.generic] | None, scores: Scores, works: Numbers, documents: Numbers, numbers: Numbers
) -> Numbers:
    """The same with arrays, one entry a page; `documents` are numbered in the order of their names."""
    alike = np.round(scores, rounding.DIGITS)
    first = np.zeros(len(scores)) if held is None else np.asarray(held, np.float64)
    places = np.lexsort((numbers, documents, -alike, -first))
    if not alike.any():
        return places
    by_work = np.argsort(works[places], kind="stable")
    grouped = works[places][by_work]
    starts = np.flatnonzero(np.diff(grouped, prepend=-2))
    nth = np.empty(len(places), np.int64)
    nth[by_work] = np.arange(len(places)) - np.repeat(starts, np.diff(np.append(starts, len(places))))
    keys = alike[places] * np.where(nth >= MOST_OF_ONE, COMPARABLE, 1.0)
    return places[np.lexsort((np.arange(len(places)), -keys, -first[places]))]


def candidates(scores: Scores, among: NDArray[np.bool_], strongest: Numbers, keep: int) -> Numbers:
    """The rows among which the first `keep` of the order are, given those with the highest scores.

    Who stands among them has at least COMPARABLE of the last one's score, and so have the pages of its work before it.
    """
    if len(strongest) < keep:
        return np.flatnonzero(among)
    last = float(np.partition(scores[strongest], len(strongest) - keep)[len(strongest) - keep])
    return np.flatnonzero(among & (scores >= last * COMPARABLE - 10.0**-rounding.DIGITS))
