"""What the values of facets are called, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.countries import codes, country_name
from core.languages import language_name
from core.records import Document

FACET_NAMES = {
    "presenter": "Presenter",
    "from": "Presenter's country",
    "about": "Country spoken of",
    "language": "Language",
    "kind": "Kind",
    "year": "Year",
    "document": "Document",
}


def value_name(facet: str, value: str, documents: Mapping[str, Document] | None = None) -> str:
    """A facet's value: a country's or a language's name, a document's title where it is known, else the value itself."""
    if facet in ("from", "about"):
        return country_name(value) if value in codes() else value
    if facet == "language":
        return language_name(value)
    known = documents.get(value) if documents and facet == "document" else None
    return known.title if known else value


def no_page_of(filters: Sequence[tuple[str, str]]) -> str:
    """What is said of filters (facet, value) that no page of the library has."""
    named = " or ".join(f"{FACET_NAMES[facet].lower()} “{value_name(facet, value)}”" for facet, value in filters)
    taken = "this filter is" if len(filters) == 1 else "these filters are"
    return f"The library has no page with {named}. Nothing can be found until {taken} taken away."
