"""Pages by the country they come from and the country they speak of, counted with vector operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from core.interventions import countries_of
from core.records import Intervention
from index.arrays.page_table import Mask, PageTable, Rows
from index.engine import Cell, Crossing


class _Pairs(NamedTuple):
    """Things and the values that each has, as numbers; by `of` rising."""

    of: Rows
    value: Rows


class Crossings:
    """What one generation has: every page's countries of either kind, its interventions, and where these come from."""

    def __init__(self, table: PageTable, interventions: Mapping[str, Sequence[Intervention]]) -> None:
        self._table = table
        pages, origins, countries = _held(table, interventions)
        found = table.facets.get("from")
        self._names = sorted({*(found.values if found else ()), *countries} - {""})
        self._origins = _with_none(_facet(table, "from", self._names), table.live, len(self._names))
        self._abouts_names = list(table.facets["about"].values) if "about" in table.facets else []
        self._abouts = _with_none(_facet(table, "about", self._abouts_names), table.live, len(self._abouts_names))
        place = {code: number for number, code in enumerate(self._names)}
        self._on_pages = pages
        codes = np.array([place.get(code, len(self._names)) for code in countries], np.int64)
        self._from = _Pairs(origins, codes)

    def of(self, results: Mask) -> Crossing:
        """Of the pages in the mask."""
        origins, abouts, held = (_kept(pairs, results) for pairs in (self._origins, self._abouts, self._on_pages))
        everywhere = np.zeros(len(abouts.of), np.int64)
        once = _Pairs(np.flatnonzero(results), np.zeros(int(results.sum()), np.int64))
        cells = self._cells(origins, abouts, held)
        rows = self._cells(origins, once, held)
        columns = self._cells(_Pairs(abouts.of, everywhere), abouts, held, once)
        (total,) = self._cells(once, once, held, once) or [(0, 0, 0, 0, 0)]
        names, spoken = [*self._names, ""], [*self._abouts_names, ""]
        return Crossing(
            tuple(Cell(names[f], spoken[a], *rest) for f, a, *rest in cells),
            tuple(Cell(names[f], "", *rest) for f, _, *rest in rows),
            tuple(Cell("", spoken[a], *rest) for _, a, *rest in columns),
            Cell("", "", *total[2:]),
        )

    def _cells(
        self, origins: _Pairs, abouts: _Pairs, held: _Pairs, anywhere: _Pairs | None = None
    ) -> list[tuple[int, int, int, int, int]]:
        """(origin, about, documents, pages, interventions) of every cell with a page; `anywhere`: all have one origin."""
        width = max(len(self._names), len(self._abouts_names)) + 1
        page, origin, about = _joined(_unique(origins), abouts)
        cells, pages = np.unique(origin * width + about, return_counts=True)
        works = np.unique((origin * width + about) * (self._table.works + 1) + self._table.work_of[page])
        documents = np.unique(works // (self._table.works + 1), return_counts=True)[1]
        _, number, spoken = _joined(held, abouts)
        spoken_by = np.unique(number * width + spoken)
        by = _Pairs(spoken_by // width, spoken_by % width)
        if anywhere is None:
            _, origin, about = _joined(self._from, by)
        else:
            origin, about = np.zeros(len(by.of), np.int64), by.value
        having = dict(
            zip(*(each.tolist() for each in np.unique(origin * width + about, return_counts=True)), strict=True)
        )
        counted = zip(cells.tolist(), documents.tolist(), pages.tolist(), strict=True)
        return [(cell // width, cell % width, d, p, having.get(cell, 0)) for cell, d, p in counted]


def _held(table: PageTable, interventions: Mapping[str, Sequence[Intervention]]) -> tuple[_Pairs, Rows, list[str]]:
    """Which interventions have words on each page; and every pair of an intervention and a country it comes from, in the
    order of the interventions ("" for none)."""
    rows, numbers = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    owners: list[int] = []
    countries: list[str] = []
    number = 0
    for document in table.documents:
        own = table.rows[document.id]
        for one in interventions.get(document.id, ()):
            where = own[one.first.page - 1 : one.last.page]
            rows.append(where)
            numbers.append(np.full(len(where), number))
            origins = countries_of(document, one) or ("",)
            owners += [number] * len(origins)
            countries += origins
            number += 1
    pages, held = np.concatenate(rows), np.concatenate(numbers)
    order = np.argsort(pages, kind="stable")
    return _Pairs(pages[order], held[order]), np.array(owners, np.int64), countries


def _facet(table: PageTable, facet: str, names: Sequence[str]) -> _Pairs:
    known = table.facets.get(facet)
    if known is None:
        return _Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    place = {name: number for number, name in enumerate(names)}
    codes = np.array([place[value] for value in known.values], np.int64)
    return _unique(_Pairs(known.rows, codes[known.codes]))


def _with_none(pairs: _Pairs, live: Mask, none: int) -> _Pairs:
    """The pairs, and one more for every page that has no value."""
    lacking = live.copy()
    lacking[pairs.of] = False
    rows = np.flatnonzero(lacking)
    return _unique(_Pairs(np.append(pairs.of, rows), np.append(pairs.value, np.full(len(rows), none))))


def _unique(pairs: _Pairs) -> _Pairs:
    """Each pair once, by what has the value."""
    width = int(pairs.value.max(initial=0)) + 1
    both = np.unique(pairs.of * width + pairs.value)
    return _Pairs(both // width, both % width)


def _kept(pairs: _Pairs, mask: Mask) -> _Pairs:
    inside = mask[pairs.of]
    return _Pairs(pairs.of[inside], pairs.value[inside])


def _joined(one: _Pairs, other: _Pairs) -> tuple[Rows, Rows, Rows]:
    """(what has both, its value of one, its value of the other), for all pairs of values; `one` is by `of` rising."""
    first = np.searchsorted(one.of, other.of, "left")
    count = np.searchsorted(one.of, other.of, "right") - first
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(other.of, count), one.value[np.repeat(first, count) + within], np.repeat(other.value, count)
