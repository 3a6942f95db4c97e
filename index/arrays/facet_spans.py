"""A facet's values as spans of rows, so that counting a mask costs a subtraction a span: neighbours are mostly alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.engine import Count

_Rows = NDArray[np.int64]


class FacetSpans(NamedTuple):
    """Each span holds rows of one work with one value: from `starts` to before `ends`. `pair` says which (value, work) it
    is one of, `pair_values` which value each pair has; values are places in `values`, which are in their order."""

    values: Sequence[str]
    starts: _Rows
    ends: _Rows
    of: _Rows
    pair: _Rows
    pair_values: _Rows

    def counted(self, before: _Rows) -> tuple[Count, ...]:
        """Works and pages of each value, most pages first, then by value; `before` is what `running_count` says of a mask."""
        inside = before[self.ends] - before[self.starts]
        pages = np.bincount(self.of, inside, len(self.values)).astype(np.int64)
        having = np.zeros(len(self.pair_values), bool)
        having[self.pair[inside > 0]] = True
        works = np.bincount(self.pair_values[having], minlength=len(self.values))
        present = np.flatnonzero(pages)
        present = present[np.argsort(-pages[present], kind="stable")]
        names = map(self.values.__getitem__, present.tolist())
        return tuple(map(Count, names, works[present].tolist(), pages[present].tolist()))


def facet_spans(values: Sequence[str], rows: _Rows, of: _Rows, work_of: _Rows) -> FacetSpans:
    """The spans of the pairs of a row and the value that it has; `work_of` gives the work of every row of the index."""
    order = np.lexsort((rows, of))
    rows, of = rows[order], of[order]
    works = work_of[rows]
    begins = np.ones(len(rows), bool)
    begins[1:] = (of[1:] != of[:-1]) | (rows[1:] != rows[:-1] + 1) | (works[1:] != works[:-1])
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(rows)) - 1 if len(rows) else firsts
    most = int(works.max(initial=0)) + 1
    pairs, pair = np.unique(of[firsts] * most + works[firsts], return_inverse=True)
    return FacetSpans(values, rows[firsts], rows[lasts] + 1, of[firsts], pair, pairs // most)


def running_count(mask: NDArray[np.bool_]) -> _Rows:
    """How many rows before each are in the mask, and how many there are."""
    before = np.zeros(len(mask) + 1, np.int64)
    np.cumsum(mask, out=before[1:])
    return before
