"""Writes what a person says of one document into the catalogue; every other row stays byte for byte."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from core.errors import BadInput
from core.one_writer import one_writer
from ingest.metadata.catalogue import (
    COLUMNS,
    Row,
    append_rows,
    cell_of,
    cells_of,
    dialect_of,
    lines_of,
    parsed,
    read_catalogue,
    replace_table,
    text_of,
    with_columns,
    write_catalogue,
)

_ATTEMPTS = 3
_LOOK_AGAIN = "Look at it again, then say it once more: nothing was written."


class _Record(NamedTuple):
    """A row of the table: its characters in the text, and its cells."""

    start: int
    end: int
    cells: list[str]


def set_row(path: Path, said: Mapping[str, str], before: Row | None) -> Row:
    """Writes cells (column → text) into the row that reads `before`, else (None) into a new one; gives the row as it reads now.

    The row's other cells stay, also those of columns that are not known. Raises BadInput where a cell cannot be
    understood, where the row is no longer as it was, or a new one is there already; CatalogueUnreadable.
    """
    cells = {name: cell_of(text) for name, text in said.items()}
    row = _understood(cells, before)
    with one_writer(path):
        for _ in range(_ATTEMPTS):
            content = path.read_bytes() if path.exists() else None
            if before is None:
                _add(path, row)
                return row
            changed = _changed(path, cells, before)
            if content == path.read_bytes():  # nobody wrote it meanwhile
                mark = "\ufeff" if content.startswith(codecs.BOM_UTF8) else ""
                replace_table(path, mark + changed)
                return row
    raise BadInput(f"{path.name} is being changed by something else.", "Try again in a moment.")


def _understood(cells: Mapping[str, str], before: Row | None) -> Row:
    known = dict(zip(COLUMNS, (before or Row()).cells(), strict=True))
    row, complaints = parsed({**known, **cells})
    if complaints:
        what, remedy, _ = complaints[0]
        raise BadInput(
            f"{what[0].upper()}{what[1:]}.".replace("; it is left out", ""), f"{remedy} Nothing was written."
        )
    return row


def _add(path: Path, row: Row) -> None:
    if not path.exists():
        write_catalogue(path, [row])
    elif read_catalogue(path).row(row.file):
        raise BadInput(f"{path.name} has a row for {row.file!r} meanwhile.", _LOOK_AGAIN)
    else:
        append_rows(path, [row])


def _changed(path: Path, cells: Mapping[str, str], before: Row) -> str:
    text, header = with_columns(path, text_of(path), {name for name, cell in cells.items() if cell})
    records = records_of(path, text)
    next(records)
    for record in records:
        if parsed(dict(zip(header, record.cells, strict=False)))[0] == before:
            break
    else:
        raise BadInput(f"The row of {before.file or before.title!r} in {path.name} was changed meanwhile.", _LOOK_AGAIN)
    row = [*record.cells, *[""] * (len(header) - len(record.cells))]
    for name, cell in cells.items():
        if name in header:
            row[len(header) - 1 - header[::-1].index(name)] = cell  # of columns of one name the last one is read
    old = text[record.start : record.end]
    line_end = old[len(old.rstrip("\r\n")) :]
    return text[: record.start] + lines_of([row], dialect_of(text), line_end) + text[record.end :]


def records_of(path: Path, text: str) -> Iterator[_Record]:
    """The rows in order, the header first, each with where it stands. Raises CatalogueUnreadable."""
    list(cells_of(path, text))
    lines = io.StringIO(text, newline="")
    reader = csv.reader(iter(lines.readline, ""), dialect_of(text))
    start = 0
    for cells in reader:
        end = lines.tell()
        yield _Record(start, end, cells)
        start = end
