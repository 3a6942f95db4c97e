"""What each country, or each presenter, has of the pages that answer a query: documents and pages, in all and by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.engine import FACETS, Count, Filters, Selection, View
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.search import notes_of
from index.selection import selection_notes

AXES = ("about", "from")
"""The two ways in which a page has a country."""

COVERED_BY = (*AXES, "presenter")
"""What coverage is told of."""

UNDATED = ""
"""The year of pages whose document has no date."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One country or presenter: its count of all years, and those of each year that it has pages of.

    Documents of one work are one; where they are of two years, each of these counts it. Interventions are counted in all alone.
    """

    total: Count
    by_year: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a query by one of COVERED_BY.

    `rows` have those with most pages first, counted with all filters but their own; `years` are those in the rows, in
    time order, UNDATED last. `without` counts the pages that answer and have no value, 0 where a filter asks for values.
    `facets` are counted as in a search, `notes` end with what cannot be searched, `selection` is what was looked through.
    """

    query: str
    by: str
    notes: tuple[str, ...]
    total_documents: int
    total_pages: int
    rows: tuple[Covered, ...]
    years: tuple[str, ...]
    without: int
    facets: Mapping[str, tuple[Count, ...]]
    selection: Selection
    generation: int

    @property
    def notes_on_selection(self) -> tuple[str, ...]:
        """What of the selection cannot be searched."""
        return tuple(selection_notes(self.selection))

    @property
    def notes_on_query(self) -> tuple[str, ...]:
        """The notes but for those on the selection."""
        return self.notes[: len(self.notes) - len(self.notes_on_selection)]


def coverage(
    view: View, text: str, filters: Filters, by: str, reading: Reading = PLAIN, terms: TermTable = NO_TERMS
) -> Coverage:
    """Counts on one generation, by the query's words alone; `by` is one of COVERED_BY."""
    query = read(text, reading, terms)
    whole = view.search(query, filters, 0, counted=FACETS)
    years = view.apart(query, filters, by, "year")
    apart: dict[str, dict[str, Count]] = {}
    for year, counts in years.items():
        for count in counts:
            apart.setdefault(count.value, {})[year] = count
    rows = tuple(Covered(total, apart.get(total.value, {})) for total in whole.facets[by])
    notes = (*notes_of(query, whole, reading.order), *selection_notes(whole.selection))
    by_language = {} if filters.get(by) else view.apart(query, filters, "language", by)  # every page has one
    without = sum(count.pages for count in by_language.get("", ()))
    return Coverage(
        text, by, notes, whole.total_documents, whole.total_pages, rows,
        tuple(sorted(years, key=lambda year: (year == UNDATED, year))), without, whole.facets, whole.selection,
        view.generation,
    )  # fmt: skip
