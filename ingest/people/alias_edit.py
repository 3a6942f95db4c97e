"""Puts a person's word on names into `people.csv` or `organisations.csv`; every other row stays byte for byte."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from core.countries import country_code, country_name
from core.errors import BadInput
from core.one_writer import one_writer
from ingest.metadata.catalogue import (
    append_cells,
    cell_of,
    cells_of,
    dialect_of,
    is_utf8,
    lines_of,
    replace_table,
    text_of,
)
from ingest.metadata.catalogue_edit import records_of
from ingest.metadata.terms import WINDOWS, decoded
from ingest.people.alias_table import (
    COLUMNS,
    COUNTRY,
    NAME,
    ORGANISATION,
    SAME,
    WRITTEN,
    AliasRow,
    head_of,
    read_aliases,
)


def add_alias(path: Path, said: AliasRow, key: Callable[[str], str]) -> None:
    """Writes a row's word down: into the row that its name, organisation and country have already, else as a row of its own.

    Spellings that stand there already are left out. Raises BadInput where a name is none, or nothing is new; CatalogueUnreadable.
    """
    said = _clean(said)
    with one_writer(path):
        if not path.exists() or not text_of(path).strip():
            replace_table(
                path, "\ufeff" + lines_of([COLUMNS], csv.excel, "\r\n")
            )  # the mark tells spreadsheets of UTF-8
        rows = [row for row in read_aliases(path, key).rows if row.same == said.same and _one(row, said, key)]
        known = {key(text) for row in rows for text in row.spellings}
        new = [text for text in said.written if key(text) not in known]
        if rows and not new:
            raise BadInput(f"{path.name} says so already.", "Look at its row: nothing was written.")
        if rows and said.same and is_utf8([text_of(path)]):
            _extend(path, rows[0].number, new)
        else:
            _append(path, replace(said, written=tuple(new)))


def _clean(said: AliasRow) -> AliasRow:
    """The row as it can be written. Raises BadInput."""

    def text(cell: str) -> str:
        return cell_of(cell.replace("|", " ").replace(";", " "))

    name, written = text(said.name), tuple(map(text, said.written))
    if not all(any(map(str.isalpha, one)) for one in (name, *written)):
        raise BadInput("A name is needed.", "Give it with its letters. Nothing was written.")
    countries = tuple(country_code(code) or "" for code in said.countries)
    if not all(countries):
        raise BadInput("The country is unknown.", "Give its name in English, French or German, or its two-letter code.")
    return AliasRow(0, name, written, tuple(map(text, said.organisations)), countries, said.same)


def _one(row: AliasRow, said: AliasRow, key: Callable[[str], str]) -> bool:
    """Whether two rows speak of one bearer of a name."""
    same_bearer = (set(row.organisations), set(row.countries)) == (set(said.organisations), set(said.countries))
    return key(row.name) == key(said.name) and same_bearer


def _append(path: Path, said: AliasRow) -> None:
    header = [decoded(cell).strip().casefold() for cell in next(cells_of(path, text_of(path)), [])]
    names = {head_of(name): name for name in header if head_of(name)}
    if NAME not in names:
        raise BadInput(f"{path.name} has no column “{NAME}”.", f"Its first row must name: {', '.join(COLUMNS)}.")
    cells = {
        NAME: said.name, WRITTEN: " | ".join(said.written), ORGANISATION: " | ".join(said.organisations),
        COUNTRY: " | ".join(map(country_name, said.countries)), SAME: "" if said.same else "no",
    }  # fmt: skip
    rows = [{names.get(head, head): cell for head, cell in cells.items() if cell}]
    append_cells(path, rows, [head for head, cell in cells.items() if cell and head not in names], WINDOWS)


def _extend(path: Path, number: int, new: Sequence[str]) -> None:
    """Puts further spellings into a row's own cell."""
    text = text_of(path)
    records = list(records_of(path, text))
    heads = [head_of(cell) for cell in records[0].cells]
    if WRITTEN not in heads:
        _append(path, AliasRow(0, decoded(records[number - 1].cells[heads.index(NAME)]).strip(), tuple(new)))
        return
    record = records[number - 1]
    row = [*record.cells, *[""] * (len(heads) - len(record.cells))]
    at = heads.index(WRITTEN)
    row[at] = " | ".join(filter(None, (row[at].strip(), *new)))
    old = text[record.start : record.end]
    changed = (
        text[: record.start] + lines_of([row], dialect_of(text), old[len(old.rstrip("\r\n")) :]) + text[record.end :]
    )
    mark = "\ufeff" if path.read_bytes().startswith(codecs.BOM_UTF8) else ""
    replace_table(path, mark + changed)
