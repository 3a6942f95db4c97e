"""Puts a person's word on two terms into `terms.csv`: a row below the others, which stay byte for byte."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from core.errors import BadInput
from core.one_writer import one_writer
from core.records import Term
from ingest.metadata.catalogue import append_cells, cell_of, cells_of, lines_of, replace_table, text_of
from ingest.metadata.terms import COLUMNS, USE, WINDOWS, as_cells, head_of, read_terms


def add_terms(path: Path, terms: Sequence[Term], used: bool = True) -> None:
    """Adds a row that says that the terms are equal, or (not `used`) that they are not to be.

    Raises BadInput where a term is none, or the table has such a row; CatalogueUnreadable.
    """
    clean = [Term(cell_of(term.text.replace("|", " ").replace(";", " ")), term.language) for term in terms]
    if len(set(clean)) < 2 or not all(any(map(str.isalnum, term.text)) for term in clean):
        raise BadInput("Two terms are needed.", "Give an acronym and its long form. Nothing was written.")
    with one_writer(path):
        if not path.exists() or not text_of(path).strip():
            replace_table(
                path, "\ufeff" + lines_of([COLUMNS], csv.excel, "\r\n")
            )  # the mark tells spreadsheets of UTF-8
        if any(set(clean) <= set(row.terms) for row in read_terms(path).rows):
            raise BadInput(f"{path.name} has a row with these terms already.", "Change it there.")
        header = [cell.strip().casefold() for cell in next(cells_of(path, text_of(path)), [])]
        names = {head_of(name): name for name in header if head_of(name)}
        if not names:
            raise BadInput(
                f"{path.name} has no header row.", f"Its first row must name the columns: {', '.join(COLUMNS)}."
            )
        cells = as_cells(clean, {} if used else {USE: "no"})
        rows = [{names.get(head, head): cell for head, cell in cells.items()}]
        append_cells(path, rows, [head for head in cells if head not in names], WINDOWS)
