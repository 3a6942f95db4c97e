"""All results of a search as a table for spreadsheets: CSV (RFC 4180), row by row, whatever their number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from core.countries import country_name
from core.languages import language_name
from index.queries.reading import PLAIN, Reading
from index.search import Hit
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

    Cells that a spreadsheet would take for a formula begin with an apostrophe. Several names in one cell are
    separated by " | ", as in the catalogue.
    """
    piece = io.StringIO()
    writer = csv.writer(piece, delimiter=SEPARATORS[separator], lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield _BYTE_ORDER_MARK + _taken(piece)
    for hit in hits:
        writer.writerow(_row(hit, query, site, reading))
        yield _taken(piece)


def _taken(piece: io.StringIO) -> str:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text


def _row(hit: Hit, query: str, site: str, reading: Reading) -> list[str | int]:
    document, page = hit.document, hit.page
    said: list[str | int] = [
        *map(_cell, _said(hit)), _cell(_names(map(country_name, hit.about))),
        language_name(page.language), _cell(document.kind), page.number, _cell(page.label),
        _cell(_names(document.section(page.number))), f"{hit.score:.4f}", _cell(plain(hit.snippet.text)),
        urljoin(site, page_address(document.id, page.number, query, reading)),
    ]  # fmt: skip
    return said


def _said(hit: Hit) -> tuple[str, ...]:
    document, voice = hit.document, hit.voice
    return (
        document.id, document.title, document.event, document.date, _names(voice.presenters),
        _names(document.organisations), _names(map(country_name, voice.countries)),
    )  # fmt: skip


def _names(names: Iterable[str]) -> str:
    return " | ".join(names)


def _cell(text: str) -> str:
    """A text that no spreadsheet computes: https://owasp.org/www-community/attacks/CSV_Injection."""
    plainly = _CONTROLS.sub("", text).encode("utf-8", "replace").decode("utf-8")
    return f"'{plainly}" if plainly.lstrip(" ").startswith(_ACTIVE) else plainly
