"""Names of presenters and countries, and pages, as links; escaped like all that render.py makes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from core.countries import country_name
from core.records import Document
from index.queries.reading import PLAIN, Reading
from serve.addresses import country_address, presenter_address
from serve.as_json import page_address


class Linked:
    """Links that keep a query and how it is read."""

    def __init__(self, query: str = "", reading: Reading = PLAIN) -> None:
        self.query, self.reading = query, reading

    def presenter(self, name: str) -> str:
        """A presenter's name, which leads to their portrait."""
        return link_to(presenter_address(name, self.query, self.reading), name)

    def country(self, code: str) -> str:
        """A country's name, which leads to its portrait."""
        return link_to(country_address(code, self.query, self.reading), country_name(code), "country")

    def countries(self, codes: Iterable[str]) -> str:
        """Several, with commas."""
        return ", ".join(map(self.country, codes))

    def page(self, document: Document, number: int, words: str) -> str:
        """Some words that lead to a page of a document."""
        return link_to(page_address(document.id, number, self.query, self.reading), words)


def link_to(address: str, words: str, kind: str = "") -> str:
    """A link within the web page, in the tab where it is."""
    of = f' class="{escape(kind)}"' if kind else ""
    return f'<a{of} href="{escape(address)}" target="_self">{escape(words)}</a>'
