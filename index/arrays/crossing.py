"""Pages by the country they come from and the country they speak of: the counts of *from* on the pages that speak of each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.arrays.page_table import Mask, PageTable
from index.engine import Cell, Crossing
from index.speakers import SPOKEN


def crossed(table: PageTable, results: Mask, heard: Mask | None) -> Crossing:
    """Of the pages in the mask; `heard` are the stretches of shared pages in which the query's words are, None: all."""
    whence = _Whence(table, heard)
    cells, columns = [], []
    for about, mask in _columns(table, results):
        cells += whence.cells(mask, about)
        columns.append(whence.whole(mask, "", about))
    return Crossing(
        tuple(sorted(cells, key=_order)),
        tuple(whence.cells(results, "")),
        tuple(columns),
        whence.whole(results, "", ""),
    )


def _order(cell: Cell) -> tuple[bool, str, bool, str]:
    return not cell.origin, cell.origin, not cell.about, cell.about


def _columns(table: PageTable, results: Mask) -> Iterator[tuple[str, Mask]]:
    """The pages that speak of each country, then those that speak of none, where there are any."""
    facet = table.facets.get("about")
    left = results.copy()
    for value in facet.values if facet else ():
        mask = table.facet_mask("about", [value])
        left &= ~mask
        mask &= results
        if mask.any():
            yield value, mask
    if left.any():
        yield "", left


class _Whence:
    """Counts pages by where their words come from."""

    def __init__(self, table: PageTable, heard: Mask | None) -> None:
        self._table, self._heard = table, heard
        facet = table.facets.get("from")
        self._known = np.zeros(table.size, bool)
        if facet:
            self._known[facet.rows] = True
        if facet and heard is not None:
            self._known = table.voices.narrowed(self._known, "from", facet.values, heard)

    def cells(self, mask: Mask, about: str) -> list[Cell]:
        """One for each country of origin, in their order, and one for pages of which none is known."""
        counts = sorted(self._table.count("from", mask, None, self._heard))
        found = [Cell(count.value, about, *count[1:]) for count in counts]
        unknown = mask & ~self._known
        return [*found, self.whole(unknown, "", about)] if unknown.any() else found

    def whole(self, mask: Mask, origin: str, about: str) -> Cell:
        """All pages of the mask together."""
        return Cell(
            origin, about, self._table.document_count(mask), int(np.count_nonzero(mask)), self._interventions(mask)
        )

    def _interventions(self, mask: Mask) -> int:
        """How many have words there of somebody whose name or country is known."""
        found = []
        for facet in SPOKEN:
            pairs = self._table.voices.pairs[facet]
            there = mask[pairs.rows] & (pairs.interventions >= 0)
            if self._heard is not None:
                there &= (pairs.stretches < 0) | self._heard[pairs.stretches]
            found.append(pairs.interventions[there])
        return len(np.unique(np.concatenate(found)))
