"""Pages by the country they come from and the country they speak of: the counts of *from* on the pages that speak of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.arrays.page_table import Mask, PageTable, Rows
from index.engine import Cell, Crossing
from index.speakers import SPOKEN


class _Said(NamedTuple):
    """Which interventions of somebody whose name or country is known have words on which rows, by row."""

    rows: Rows
    interventions: Rows
    stretches: Rows


class Crossings:
    """What one generation's table has for it, put in order once."""

    def __init__(self, table: PageTable) -> None:
        self._table = table
        self._about = _by_value(table)
        self._said = _said(table)

    def of(self, results: Mask, heard: Mask | None) -> Crossing:
        """Of the pages in the mask; `heard` are the stretches of shared pages in which the query's words are, None: all."""
        known = self._known(heard)
        cells, columns = [], []
        for about, mask in self._columns(results):
            cells += self._cells(mask, about, known, heard)
            columns.append(self._whole(mask, about, heard))
        rows = self._cells(results, "", known, heard)
        whole = self._whole(results, "", heard)
        return Crossing(tuple(sorted(cells, key=_order)), tuple(rows), tuple(columns), whole)

    def _columns(self, results: Mask) -> Iterator[tuple[str, Mask]]:
        """The pages that speak of each country, then those that speak of none, where there are any."""
        left = results.copy()
        for value, rows in self._about:
            left[rows] = False
            mask = np.zeros(len(results), bool)
            mask[rows] = results[rows]
            if mask.any():
                yield value, mask
        if left.any():
            yield "", left

    def _known(self, heard: Mask | None) -> Mask:
        """The pages of which a country of origin is known."""
        known = np.zeros(self._table.size, bool)
        facet = self._table.facets.get("from")
        if facet is None:
            return known
        known[facet.rows] = True
        return known if heard is None else self._table.voices.narrowed(known, "from", facet.values, heard)

    def _cells(self, mask: Mask, about: str, known: Mask, heard: Mask | None) -> list[Cell]:
        """One for each country of origin, in their order, and one for pages of which none is known."""
        counts = sorted(self._table.count("from", mask, None, heard))
        found = [Cell(count.value, about, *count[1:]) for count in counts]
        unknown = mask & ~known
        return [*found, self._whole(unknown, about, heard)] if unknown.any() else found

    def _whole(self, mask: Mask, about: str, heard: Mask | None) -> Cell:
        """All pages of the mask together."""
        rows = np.flatnonzero(mask)
        return Cell("", about, len(np.unique(self._table.work_of[rows])), len(rows), self._interventions(rows, heard))

    def _interventions(self, rows: Rows, heard: Mask | None) -> int:
        """How many have words on some rows."""
        first, last = (np.searchsorted(self._said.rows, rows, side) for side in ("left", "right"))
        count = last - first
        at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
        if heard is not None:
            stretches = self._said.stretches[at]
            at = at[(stretches < 0) | heard[stretches]]
        return len(np.unique(self._said.interventions[at]))


def _order(cell: Cell) -> tuple[bool, str, bool, str]:
    return not cell.origin, cell.origin, not cell.about, cell.about


def _by_value(table: PageTable) -> Sequence[tuple[str, Rows]]:
    """Every country spoken of, and the rows of its pages."""
    facet = table.facets.get("about")
    if facet is None:
        return ()
    order = np.argsort(facet.codes, kind="stable")
    ends = np.cumsum(np.bincount(facet.codes, minlength=len(facet.values)))
    return [*zip(facet.values, np.split(facet.rows[order], ends[:-1]), strict=True)]


def _said(table: PageTable) -> _Said:
    found = [table.voices.pairs[facet] for facet in SPOKEN]
    rows, interventions, stretches = (
        np.concatenate([getattr(pairs, name)[pairs.interventions >= 0] for pairs in found])
        for name in ("rows", "interventions", "stretches")
    )
    order = np.argsort(rows, kind="stable")
    return _Said(rows[order], interventions[order], stretches[order])
