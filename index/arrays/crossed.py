"""Two facets crossed: what the values of one have on the pages of each value of another, with sums over pairs of both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays.page_table import FacetTable, Mask, PageTable, Rows
from index.engine import Count, order_counts

_NONE = FacetTable((), np.empty(0, np.int64), np.empty(0, np.int64))


def crossed(table: PageTable, mask: Mask, facet: str, by: str) -> dict[str, tuple[Count, ...]]:
    """Works and pages of each value of `facet` among the pages of the mask, apart for each value of `by`, under "" of the
    pages without one. Values without any page are left out."""
    counted, apart = table.facets.get(facet, _NONE), table.facets.get(by, _NONE)
    within = mask[counted.rows]
    rows, codes = counted.rows[within], counted.codes[within]
    place, columns = _columns(apart, rows, table.size)
    rows, codes = rows[place], codes[place]
    cell = codes * (len(apart.values) + 1) + columns
    works = np.unique(cell * (table.works + 1) + table.work_of[rows]) // (table.works + 1)
    cells, pages = np.unique(cell, return_counts=True)
    documents = np.unique(works, return_counts=True)[1]
    return _told(counted.values, (*apart.values, ""), cells, documents, pages)


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
