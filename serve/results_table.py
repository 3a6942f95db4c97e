"""All results of a search as a table for spreadsheets: CSV (RFC 4180), row by row, whatever their number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from core.countries import country_name
from core.languages import language_name
from core.records import Document
from index.queries.reading import PLAIN, Reading
from index.search import Hit
from index.speakers import Voice
from serve.as_json import page_address
from serve.render import plain

COLUMNS = (
    "document", "title", "event", "date", "presenters", "organisations", "from", "about", "language", "kind", "pdf_page",
    "page_label", "section", "score", "snippet", "address",
)  # fmt: skip

SEPARATORS = {"comma": ",", "semicolon": ";"}
"""What stands between cells: a comma, as the standard has it; a semicolon for spreadsheets of countries with decimal commas."""

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def csv_table(
    hits: Iterable[Hit], query: str = "", site: str = "", separator: str = "comma", reading: Reading = PLAIN
) -> Iterator[str]:
    """The table, its head first, then a hit a piece. `site` is the server's address, before every page's own.

    Several names in one cell are separated by " | ", as in the catalogue.
    """
    return csv_rows(COLUMNS, (_row(hit, query, site, reading) for hit in hits), separator)


def csv_rows(columns: Sequence[str], rows: Iterable[Sequence[str | int]], separator: str = "comma") -> Iterator[str]:
    """Any table, its head first, then a row a piece; cells that a spreadsheet would take for a formula begin with an
    apostrophe."""
    piece = io.StringIO()
    writer = csv.writer(piece, delimiter=SEPARATORS[separator], lineterminator="\r\n")
    writer.writerow(columns)
    yield _BYTE_ORDER_MARK + _taken(piece)
    for row in rows:
        writer.writerow([_cell(value) if isinstance(value, str) else value for value in row])
        yield _taken(piece)


def _taken(piece: io.StringIO) -> str:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text


def _row(hit: Hit, query: str, site: str, reading: Reading) -> list[str | int]:
    document, page = hit.document, hit.page
    said: list[str | int] = [
        *of_passage(document, hit.voice), names(map(country_name, hit.about)), language_name(page.language),
        document.kind, page.number, page.label, names(document.section(page.number)), f"{hit.score:.4f}",
        plain(hit.snippet.text),
        urljoin(site, page_address(document.id, page.number, query, reading)),
    ]  # fmt: skip
    return said


def of_passage(document: Document, voice: Voice) -> tuple[str, ...]:
    """The first seven of COLUMNS, of words that are somebody's."""
    return (
        document.id, document.title, document.event, document.date, names(voice.presenters),
        names(document.organisations), names(map(country_name, voice.countries)),
    )  # fmt: skip


def names(several: Iterable[str]) -> str:
    """Several names in one cell."""
    return " | ".join(several)


def _cell(text: str) -> str:
    """A text that no spreadsheet computes: https://owasp.org/www-community/attacks/CSV_Injection."""
    plainly = _CONTROLS.sub("", text).encode("utf-8", "replace").decode("utf-8")
    return f"'{plainly}" if plainly.lstrip(" ").startswith(_ACTIVE) else plainly
