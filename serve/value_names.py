"""What the values of facets are called, for people."""

from __future__ import annotations

from collections.abc import Mapping

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
