"""One answer for each country or presenter, empty ones kept."""

from __future__ import annotations

from index.engine import Filters, View
from index.queries.parser import parse

_MOST_ROWS = 30


def values(view: View, filters: Filters, by: str | None) -> list[tuple[str, str]]:
    """The (facet, value) pairs that rows are made for: countries of the catalogue, else those most spoken of."""
    if by is None:
        return []
    facet = "presenter" if by == "presenter" else "about"
    if filters.get(facet):
        return [(facet, value) for value in filters[facet]]
    counts = view.search(parse(""), filters, 0).facets[facet]
    if facet == "about":
        named = {code for d in view.documents.values() for code in d.countries_about}
        counts = tuple(count for count in counts if count.value in named) or counts
    return [(facet, count.value) for count in counts[:_MOST_ROWS]]
