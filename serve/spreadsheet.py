"""Tables for spreadsheets: CSV (RFC 4180), row by row, whatever their number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

SEPARATORS = {"comma": ",", "semicolon": ";"}
"""What stands between cells: a comma, as the standard has it; a semicolon for spreadsheets of countries with decimal commas."""

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def csv_rows(columns: Sequence[str], rows: Iterable[Sequence[str | int]], separator: str = "comma") -> Iterator[str]:
    """A table, its head first, then a row a piece; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    piece = io.StringIO()
    writer = csv.writer(piece, delimiter=SEPARATORS[separator], lineterminator="\r\n")
    writer.writerow(columns)
    yield _BYTE_ORDER_MARK + _taken(piece)
    for row in rows:
        writer.writerow([cell_text(value) if isinstance(value, str) else value for value in row])
        yield _taken(piece)


def names(several: Iterable[str]) -> str:
    """Several names in one cell, separated as in the catalogue."""
    return " | ".join(several)


def _taken(piece: io.StringIO) -> str:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text


def cell_text(text: str) -> str:
    """A text that no spreadsheet computes: https://owasp.org/www-community/attacks/CSV_Injection."""
    plainly = _CONTROLS.sub("", text).encode("utf-8", "replace").decode("utf-8")
    return f"'{plainly}" if plainly.lstrip(" ").startswith(_ACTIVE) else plainly


def text_of_cell(cell: str) -> str:
    """The text that was written as a cell here: without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ").startswith(_ACTIVE) else cell
