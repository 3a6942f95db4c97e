"""Typesets plain pages for formats that have none of their own. Owner of typst; reads no file but its own layouts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from core.errors import FileUnreadable
from ingest.formats.manuscript import Block, Deck, Kind, Manuscript

NOTES_HEADING = "Speaker notes"
MOST_CHARACTERS = 2_000_000
"""Of one document; typesetting them takes seconds, and memory that grows with them."""

_LAYOUTS = Path(__file__).with_name("layouts")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINES = 50
"""Of a literal text that are set as one."""
_MOST_COLUMNS = 12
"""A wider table is set as lines, its cells separated by blanks."""


def typeset(manuscript: Manuscript, target: Path) -> None:
    """Writes a PDF of A4 pages, its headings as bookmarks. Raises FileUnreadable."""
    _compile("flow.typ", {"title": _plain(manuscript.title), "blocks": _set(manuscript.blocks)}, target)


def typeset_slides(deck: Deck, target: Path) -> None:
    """Writes a PDF with a page for each slide, without the notes. Raises FileUnreadable."""
    slides = [_set(slide.blocks) for slide in deck.slides]
    _compile("slides.typ", {"title": _plain(deck.title), **_size(deck), "slides": slides}, target)


def typeset_notes(deck: Deck, target: Path) -> None:
    """Writes a PDF with a strip for each slide that has notes, as wide as the slides. Raises FileUnreadable."""
    notes = [
        [_plain(line) for line in slide.notes.splitlines() if line.strip()] for slide in deck.slides if slide.notes
    ]
    _compile("notes.typ", {"heading": NOTES_HEADING, **_size(deck), "notes": notes}, target)


def _size(deck: Deck) -> dict[str, float]:
    return {"width": deck.width, "height": deck.height}


def _set(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_as_data(part) for block in blocks for part in _parts(block)]


def _parts(block: Block) -> list[Block]:
    """A literal text in short parts, one set tightly after the other: typst's time grows with a part's square."""
    lines = block.text.split("\n") if block.kind == Kind.LITERAL else []
    if len(lines) <= _LINES:
        return [block]
    return [block._replace(text="\n".join(lines[at : at + _LINES])) for at in range(0, len(lines), _LINES)]


def _as_data(block: Block) -> dict[str, Any]:
    if block.rows and len(block.rows[0]) <= _MOST_COLUMNS:
        cells = [_plain(cell) for row in block.rows for cell in row]
        return {"kind": block.kind, "columns": len(block.rows[0]), "cells": cells}
    if block.kind == Kind.TABLE:
        return {"kind": Kind.PARAGRAPH, "text": _plain(block.words)}
    return {"kind": block.kind, "text": _plain(block.text), "level": block.level}


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _compile(layout: str, content: dict[str, Any], target: Path) -> None:
    try:
        typst.compile(
            str(_LAYOUTS / layout), output=str(target), root=str(_LAYOUTS),
            sys_inputs={"manuscript": json.dumps(content)}, timestamp=0,
        )  # fmt: skip
    except (typst.TypstError, RuntimeError, ValueError) as exc:
        raise FileUnreadable(
            "The file's text cannot be typeset.", "Save it as PDF and put that into the corpus."
        ) from exc
