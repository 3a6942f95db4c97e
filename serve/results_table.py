"""All results of a search as a table for spreadsheets, row by row, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from core.countries import country_name
from core.interventions import organisations_at
from core.languages import language_name
from core.records import Document
from index.queries.reading import PLAIN, Reading
from index.search import Hit
from index.speakers import Voice
from serve.as_json import page_address
from serve.render import plain
from serve.spreadsheet import csv_rows, names

COLUMNS = (
    "document", "title", "event", "date", "presenters", "organisations", "from", "about", "language", "kind", "pdf_page",
    "page_label", "section", "score", "snippet", "address",
)  # fmt: skip


def csv_table(
    hits: Iterable[Hit], query: str = "", site: str = "", separator: str = "comma", reading: Reading = PLAIN
) -> Iterator[str]:
    """The table, its head first, then a hit a piece. `site` is the server's address, before every page's own.

    Several names in one cell are separated by " | ", as in the catalogue.
    """
    return csv_rows(COLUMNS, (_row(hit, query, site, reading) for hit in hits), separator)


def _row(hit: Hit, query: str, site: str, reading: Reading) -> list[str | int]:
    document, page = hit.document, hit.page
    said: list[str | int] = [
        *of_passage(document, hit.voice, page.number, hit.snippet.span.start), names(map(country_name, hit.about)),
        language_name(page.language), document.kind, page.number, page.label, names(hit.section), f"{hit.score:.4f}",
        plain(hit.snippet.text),
        urljoin(site, page_address(document.id, page.number, query, reading)),
    ]  # fmt: skip
    return said


def of_passage(document: Document, voice: Voice, page: int, offset: int) -> tuple[str, ...]:
    """The first seven of COLUMNS, of words at a place of a page that are somebody's."""
    return (
        document.id, document.title, document.event, document.date, names(voice.presenters),
        names(organisations_at(document, page, offset)), names(map(country_name, voice.countries)),
    )  # fmt: skip
