"""Reads PowerPoint presentations slide by slide, with the speaker's notes. Owner of python-pptx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml

from core.errors import FileUnreadable
from ingest.formats.manuscript import Block, Deck, Kind, Slide, table

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_NOT_SAID = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.FOOTER)
"""Placeholders of a notes page that are no notes."""
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_POINT = 12_700
"""English metric units a point."""
_DAMAGE = (PythonPptxError, KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, RecursionError,
           NotImplementedError, OSError)  # fmt: skip


def read_pptx(path: Path) -> Deck:
    """The slides in their order. Raises FileUnreadable."""
    try:
        with path.open("rb") as stream:
            presentation = pptx.Presentation(stream)
        slides = tuple(map(_slide, presentation.slides))
        width, height = int(presentation.slide_width or 9_144_000), int(presentation.slide_height or 6_858_000)
        title = " ".join((presentation.core_properties.title or "").split())
    except _DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged or is no PowerPoint presentation.", "Open it in its program and save it again."
        ) from exc
    if not slides:
        raise FileUnreadable("The presentation has no slides.", "Ask for a fresh copy of the file.")
    return Deck(title, slides, width / _POINT, height / _POINT)


def _slide(slide: Any) -> Slide:
    title = slide.shapes.title
    words = " ".join(title.text_frame.text.split()) if title is not None else ""
    blocks = [*_shapes(slide.shapes), *_alternatives(slide), *_diagrams(slide)]
    return Slide(words, tuple(blocks), _notes(slide), slide._element.get("show") in ("0", "false"))


def _shapes(shapes: Any) -> Iterator[Block]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        elif getattr(shape, "has_table", False):
            yield table([[cell.text.replace("\v", "\n") for cell in row.cells] for row in shape.table.rows])
        elif getattr(shape, "has_chart", False):
            yield from _chart(shape.chart)
        elif shape.has_text_frame:
            yield from _text(shape)


def _text(shape: Any) -> Iterator[Block]:
    role = shape.placeholder_format.type if shape.is_placeholder else None
    if role in _TITLES:
        text = " ".join(shape.text_frame.text.split())
        yield from [Block(Kind.HEADING, text)] if text else []
        return
    kind = Kind.PARAGRAPH if role is None or role == PP_PLACEHOLDER.SUBTITLE else Kind.ITEM
    for paragraph in shape.text_frame.paragraphs:
        text = paragraph.text.replace("\v", "\n")
        if text.strip():
            yield Block(kind, text, min(9, paragraph.level + 1))


def _chart(chart: Any) -> Iterator[Block]:
    """Its words: titles, the names of series and categories."""
    root = chart._chartSpace
    said = [element.text for element in root.iter(f"{_A}t")]
    said += [value.text for held in root.iter(f"{_C}strCache") for value in held.iter(f"{_C}v")]
    yield from (Block(Kind.PARAGRAPH, text) for text in dict.fromkeys(said) if text and text.strip())


def _alternatives(slide: Any) -> Iterator[Block]:
    """Text in shapes of newer programs, which python-pptx passes over."""
    for choice in slide._element.iter(_CHOICE):
        yield from _paragraphs(choice)


def _diagrams(slide: Any) -> Iterator[Block]:
    """The words of SmartArt, which lie in parts of their own."""
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/diagramData"):
            yield from _paragraphs(parse_xml(relation.target_part.blob))


def _paragraphs(element: Any) -> Iterator[Block]:
    for paragraph in element.iter(f"{_A}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
        if text.strip():
            yield Block(Kind.PARAGRAPH, text)


def _notes(slide: Any) -> str:
    if not slide.has_notes_slide:
        return ""
    said = [
        shape.text_frame.text.replace("\v", "\n").strip()
        for shape in slide.notes_slide.shapes
        if shape.has_text_frame and not (shape.is_placeholder and shape.placeholder_format.type in _NOT_SAID)
    ]
    return "\n".join(text for text in said if text)
