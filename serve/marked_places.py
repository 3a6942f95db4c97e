"""Where a query's marks stand in a document: worked out once for all who turn from one to the next."""

from __future__ import annotations

from collections.abc import Iterator

from index.engine import View
from index.marks import marks
from index.queries.query import Query
from index.queries.reading import Reading, read
from index.queries.terms import TermTable

MOST_KEPT = 256
_MOST_PAGES = 1_000
"""Pages of one document that are looked through for the marks before and after the one shown."""

Places = tuple[tuple[int, int], ...]
"""(page number, how many marks) of each page of a document that is a result and has any, in order."""


class MarkedPlaces:
    """The places of the last queries and documents that were asked for. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, str, str, Reading], Places] = {}

    def of(self, view: View, identifier: str, query: str, reading: Reading, terms: TermTable) -> Places:
        """The places of one query in one document; another thread may forget what is kept at any moment."""
        key = (view.generation, terms.version, identifier, query, reading)
        found = self._kept.get(key)
        if found is None:
            found = tuple(_marked_pages(view, identifier, read(query, reading, terms)))
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found


def _marked_pages(view: View, identifier: str, query: Query) -> Iterator[tuple[int, int]]:
    found = view.search(query, {"document": [identifier]}, _MOST_PAGES, counted=())
    for number in sorted(match.number for match in found.pages):
        page = view.page(identifier, number)
        if count := len(marks(found.compiled, page.text, page.language, page.running)):
            yield number, count
