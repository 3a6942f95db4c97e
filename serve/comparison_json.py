"""The JSON of a comparison: as much a contract as as_json.py."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from serve.as_json import Json, page_address
from serve.citation import pick_of
from serve.comparing import Cell, Comparison, is_question
from serve.comparison_words import column_name, doubt, query_of, row_name, silence
from serve.passages import Passage


def comparison_json(comparison: Comparison) -> Json:
    """`rapporteur compare --json`: every row has a cell for each of `columns`, in their order; one where there are none.

    `pages` of a cell are those that answer (null for a question), `searched` is what was looked through; `silence` says so where
    there are no passages. `others` are values that would make rows and answer too.
    """
    layout = comparison.layout
    return {
        "query": comparison.query,
        "question": is_question(comparison.query),
        "by": layout.by,
        "across": layout.across or None,
        "columns": [{"value": column, "name": column_name(comparison, column)} for column in layout.columns],
        "notes": list(comparison.notes),
        "rows": [
            {
                "value": row.value,
                "name": row_name(comparison, row),
                "searched": asdict(row.searched),
                "cells": [_cell_json(comparison, cell) for cell in row.cells],
            }
            for row in comparison.rows
        ],
        "others": [count._asdict() for count in comparison.others],
    }


def _cell_json(comparison: Comparison, cell: Cell) -> Json:
    return {
        "pages": cell.pages,
        "searched": asdict(cell.searched),
        "silence": None if cell.passages else silence(cell),
        "passages": [_passage_json(comparison, cell, passage) for passage in cell.passages],
    }


def _passage_json(comparison: Comparison, cell: Cell, passage: Passage) -> Json:
    document, page, held = passage.document, passage.page, passage.speaker
    said: dict[str, Any] = {
        "text": passage.text,
        "marks": [list(mark) for mark in passage.inner_marks],
        "start": passage.span.start,
        "end": passage.span.end,
        "speakers": list(held.speakers) if held else [],
        "role": held.role.value if held else None,
        "document": document.id,
        "title": document.title,
        "date": document.date,
        "page": page.number,
        "page_label": page.label,
        "language": page.language,
        "doubt": doubt(passage) or None,
        "pick": pick_of(document.id, page.number, passage.span),
        "url": page_address(document.id, page.number, query_of(comparison, cell), comparison.reading),
    }
    return said
