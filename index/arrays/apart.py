"""What the values of a facet have on the pages of each value of another one, with sums over pairs of both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays.page_table import FacetTable, Mask, PageTable, Rows
from index.arrays.voices import Pairs
from index.engine import Count, order_counts
from index.speakers import SPOKEN

_NONE = FacetTable((), np.empty(0, np.int64), np.empty(0, np.int64))


def counted_apart(
    table: PageTable, mask: Mask, facet: str, by: str, heard: Mask | None
) -> dict[str, tuple[Count, ...]]:
    """Works and pages of each value of `facet` among the pages of the mask, apart for each value of `by`, under "" of the
    pages without one. Values without any page are left out. `heard` as in PageTable.count."""
    counted, apart = (_pairs(table, one, heard) for one in (facet, by))
    within = mask[counted.rows]
    rows, codes = counted.rows[within], counted.codes[within]
    place, columns = _columns(apart, rows, table.size)
    rows, codes = rows[place], codes[place]
    cell = codes * (len(apart.values) + 1) + columns
    works = np.unique(cell * (table.works + 1) + table.work_of[rows]) // (table.works + 1)
    cells, pages = np.unique(cell, return_counts=True)
    documents = np.unique(works, return_counts=True)[1]
    return _told(counted.values, (*apart.values, ""), cells, documents, pages)


def _pairs(table: PageTable, facet: str, heard: Mask | None) -> FacetTable:
    """A facet's table; of who has words on shared pages, those that are heard alone."""
    if facet not in SPOKEN or heard is None or not len(heard):
        return table.facets.get(facet, _NONE)
    pairs = table.voices.pairs[facet]
    kept = (pairs.stretches < 0) | heard[pairs.stretches]
    return FacetTable(pairs.values, *Pairs(pairs.values, *(column[kept] for column in pairs[1:])).once())


def _columns(apart: FacetTable, rows: Rows, size: int) -> tuple[Rows, Rows]:
    """For each of some rows all codes that it has, and one more code if it has none: (place among the rows, code)."""
    having = np.bincount(apart.rows, minlength=size)
    in_order = apart.codes[np.argsort(apart.rows, kind="stable")]
    first = np.cumsum(having) - having
    counts = np.maximum(having[rows], 1)
    place = np.repeat(np.arange(len(rows)), counts)
    nth = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
    own = rows[place]
    codes = np.full(len(place), len(apart.values), np.int64)
    known = having[own] > 0
    codes[known] = in_order[(first[own] + nth)[known]]
    return place, codes


def _told(
    values: Sequence[str], columns: Sequence[str], cells: Rows, documents: Rows, pages: Rows
) -> dict[str, tuple[Count, ...]]:
    found: dict[str, list[Count]] = {}
    for cell, works, count in zip(cells.tolist(), documents.tolist(), pages.tolist(), strict=True):
        value, column = divmod(cell, len(columns))
        found.setdefault(columns[column], []).append(Count(values[value], works, count))
    return {column: order_counts(counts) for column, counts in found.items()}
