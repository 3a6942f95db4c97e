"""A facet's values as spans of rows, so that counting a mask costs a subtraction a span: neighbours are mostly alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays.voices import Pairs
from index.engine import Count

_Rows = NDArray[np.int64]


class _Grouped(NamedTuple):
    """Which group each span is one of, and which value each group has."""

    group: _Rows
    values: _Rows

    def counted(self, inside: _Rows, values: int) -> _Rows:
        """How many groups of each value have a span with rows inside."""
        having = np.zeros(len(self.values), bool)
        having[self.group[inside > 0]] = True
        return np.bincount(self.values[having], minlength=values)


class FacetSpans(NamedTuple):
    """Each span holds rows of one work with one value: from `starts` to before `ends`; values are places in `values`, which
    are in their order. `works` groups them by work, `said` by intervention (None: who has words is no matter; the spans that
    are none's are a group beyond the others).

    The last spans are single rows, a span for every stretch of a shared page: `stretches` says which, and `firsts` at which of
    these spans those of another row or value begin.
    """

    values: Sequence[str]
    starts: _Rows
    ends: _Rows
    of: _Rows
    works: _Grouped
    said: _Grouped | None = None
    stretches: _Rows = np.empty(0, np.int64)
    firsts: _Rows = np.empty(0, np.int64)

    def counted(self, before: _Rows, heard: NDArray[np.bool_] | None = None) -> tuple[Count, ...]:
        """Works, pages and interventions of each value, most pages first, then by value; `before` is what `running_count` says
        of a mask. Of shared pages only the stretches that are `heard` count."""
        inside = before[self.ends] - before[self.starts]
        single, size = len(self.stretches), len(self.values)
        if single and heard is not None:
            inside[-single:] *= heard[self.stretches]
        once = inside
        if single:  # a page on which somebody has several stretches is one
            once = inside.copy()
            once[-single:] = 0
            once[len(inside) - single + self.firsts] = np.maximum.reduceat(inside[-single:], self.firsts)
        pages = np.bincount(self.of, once, size).astype(np.int64)
        works = self.works.counted(inside, size)
        said = self.said.counted(inside, size + 1) if self.said else np.zeros(size, np.int64)
        present = np.flatnonzero(pages)
        present = present[np.argsort(-pages[present], kind="stable")]
        names = map(self.values.__getitem__, present.tolist())
        return tuple(map(Count, names, *(each[present].tolist() for each in (works, pages, said))))


def facet_spans(values: Sequence[str], rows: _Rows, of: _Rows, work_of: _Rows) -> FacetSpans:
    """The spans of the pairs of a row and the value that it has; `work_of` gives the work of every row of the index."""
    order = np.lexsort((rows, of))
    rows, of = rows[order], of[order]
    firsts, lasts = _runs(rows, of, work_of[rows])
    return FacetSpans(values, rows[firsts], rows[lasts] + 1, of[firsts], _grouped(of[firsts], work_of[rows[firsts]]))


def spoken_spans(pairs: Pairs, work_of: _Rows) -> FacetSpans:
    """The same of who has words, who may have some of a page alone."""
    values, *columns = pairs
    order = np.lexsort((columns[0], columns[1], pairs.stretches >= 0))
    rows, of, interventions, stretches = (column[order] for column in columns)
    single = int(np.count_nonzero(stretches >= 0))
    alone = len(rows) - single
    firsts, lasts = _runs(rows[:alone], of[:alone], work_of[rows[:alone]], interventions[:alone])
    firsts = np.append(firsts, np.arange(alone, len(rows)))
    lasts = np.append(lasts, np.arange(alone, len(rows)))
    own, interventions = of[firsts], interventions[firsts]
    known = interventions >= 0
    said = _grouped(np.where(known, own, len(values)), np.where(known, interventions, 0))
    pages = np.diff(rows[alone:], prepend=-1) | np.diff(of[alone:], prepend=-1)
    works = _grouped(own, work_of[rows[firsts]])
    return FacetSpans(values, rows[firsts], rows[lasts] + 1, own, works, said, stretches[alone:], np.flatnonzero(pages))


def _runs(rows: _Rows, *alike: _Rows) -> tuple[_Rows, _Rows]:
    """The first and the last place of every run of rows that count up by one and are alike."""
    begins = np.ones(len(rows), bool)
    begins[1:] = rows[1:] != rows[:-1] + 1
    for numbers in alike:
        begins[1:] |= numbers[1:] != numbers[:-1]
    firsts = np.flatnonzero(begins)
    return firsts, np.append(firsts[1:], len(rows)) - 1 if len(rows) else firsts


def _grouped(of: _Rows, by: _Rows) -> _Grouped:
    most = int(by.max(initial=0)) + 1
    pairs, group = np.unique(of * most + by, return_inverse=True)
    return _Grouped(group, pairs // most)


def running_count(mask: NDArray[np.bool_]) -> _Rows:
    """How many rows before each are in the mask, and how many there are."""
    before = np.zeros(len(mask) + 1, np.int64)
    np.cumsum(mask, out=before[1:])
    return before
