"""Reads OpenDocument texts and presentations: headings, lists, tables, footnotes, slides with notes. Owner of odfdo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import odfdo

from core.errors import FileUnreadable
from ingest.formats.manuscript import Block, Deck, Kind, Manuscript, Slide, table

_UNREAD = {"text:tracked-changes", "office:annotation", "office:forms", "presentation:notes", "svg:title", "svg:desc",
           "text:sequence-decls", "text:variable-decls", "office:event-listeners", "text:table-of-content-source"}  # fmt: skip
"""Deleted text, reviewers' comments, and what nobody sees."""
_FRAMES = ("draw:", "dr3d:")
_MOST_REPEATED = 100
"""Cells that one cell stands for; empty ones at a table's edge come by the thousand."""
_TITLES = ("title",)
_SIZE = (720.0, 540.0)
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}
_DAMAGE = (BadZipFile, KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, RecursionError, OSError,
           NotImplementedError)  # fmt: skip


def read_odt(path: Path) -> Manuscript:
    """The document in its order, footnotes last. Raises FileUnreadable."""
    try:
        document = odfdo.Document(path)
        reader = _Reader()
        blocks = list(reader.blocks(document.body))
        return Manuscript(_title(document), (*blocks, *reader.notes))
    except _DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged or is no OpenDocument text.", "Open it in its program and save it again."
        ) from exc


def read_odp(path: Path) -> Deck:
    """The slides in their order. Raises FileUnreadable."""
    try:
        document = odfdo.Document(path)
        hidden = _hidden_styles(document)
        pages = [child for child in document.body.children if child.tag == "draw:page"]
        slides = tuple(_slide(page, hidden) for page in pages)
        width, height = _size(document)
        title = _title(document)
    except _DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged or is no OpenDocument presentation.", "Open it in its program and save it again."
        ) from exc
    if not slides:
        raise FileUnreadable("The presentation has no slides.", "Ask for a fresh copy of the file.")
    return Deck(title, slides, width, height)


def _title(document: Any) -> str:
    return " ".join(str(document.meta.title or "").split())


def _hidden_styles(document: Any) -> set[str]:
    """The names of the styles that hide a slide."""
    return {
        str(style.attributes.get("style:name"))
        for style in document.get_styles()
        for part in style.children
        if part.attributes.get("presentation:visibility") == "hidden"
    }


def _size(document: Any) -> tuple[float, float]:
    """A slide's width and height in points."""
    for style in document.get_styles():
        for part in style.children if style.tag == "style:page-layout" else ():
            sides = [_LENGTH.fullmatch(str(part.attributes.get(f"fo:page-{side}"))) for side in ("width", "height")]
            if str(part.attributes.get("style:print-orientation")) == "landscape" and all(sides):
                width, height = (float(side[1]) * _POINTS[side[2]] for side in sides if side)
                return width, height
    return _SIZE


def _slide(page: Any, hidden: set[str]) -> Slide:
    titles = [frame for frame in page.children if frame.attributes.get("presentation:class") in _TITLES]
    words = " ".join(" ".join(_inner(frame) for frame in titles).split())
    others = [child for child in page.children if child.attributes.get("presentation:class") not in _TITLES]
    reader = _Reader()
    heading = [Block(Kind.HEADING, words)] if words else []
    blocks = [*heading, *(block for other in others for block in reader.block(other))]
    notes = (note for child in page.children if child.tag == "presentation:notes" for note in child.children)
    said = [_inner(note) for note in notes if note.attributes.get("presentation:class") in ("notes", None)]
    style = str(page.attributes.get("draw:style-name"))
    return Slide(words, tuple(blocks), "\n".join(text for text in said if text), style in hidden)


def _inner(element: Any) -> str:
    return "\n".join(block.words for block in _Reader().block(element)).strip()


@dataclass
class _Reader:
    """Walks the elements of a text; `notes` are the footnotes that it met."""

    notes: list[Block] = field(default_factory=list)

    def blocks(self, container: Any, level: int = 0) -> Iterator[Block]:
        for element in container.children:
            yield from self.block(element, level)

    def block(self, element: Any, level: int = 0) -> Iterator[Block]:
        """The blocks of one element; `level` is that of the list it stands in, 0 outside lists."""
        tag = element.tag
        if tag in _UNREAD:
            return
        if tag in ("text:p", "text:h"):
            yield from self._paragraph(element, level)
        elif tag == "table:table":
            yield table([list(self._cells(row)) for row in _rows(element)])
        else:
            yield from self.blocks(element, min(9, level + 1) if tag == "text:list" else level)

    def _paragraph(self, element: Any, level: int) -> Iterator[Block]:
        apart: list[Any] = []
        text = "".join(self._characters(element, apart)).strip()
        if text and element.tag == "text:h":
            rank = str(element.attributes.get("text:outline-level", "1"))
            yield Block(Kind.HEADING, " ".join(text.split()), int(rank) if rank.isdecimal() and int(rank) else 1)
        elif text:
            yield Block(Kind.ITEM if level else Kind.PARAGRAPH, text, max(1, level))
        for frame in apart:
            yield from self.block(frame)

    def _characters(self, element: Any, apart: list[Any]) -> Iterator[str]:
        """The text of a paragraph, blanks folded as the format says; frames in it are put `apart`."""
        yield _folded(element.text)
        for child in element.children:
            tag = child.tag
            if tag == "text:s":
                yield " " * min(200, int(child.attributes.get("text:c", 1)))
            elif tag in ("text:tab", "text:line-break"):
                yield "\t" if tag == "text:tab" else "\n"
            elif tag == "text:note":
                yield self._note(child)
            elif tag.startswith(_FRAMES):
                apart.append(child)
            elif tag not in _UNREAD:
                yield from self._characters(child, apart)
            yield _folded(child.tail)

    def _note(self, element: Any) -> str:
        cited = next((child for child in element.children if child.tag == "text:note-citation"), None)
        mark = f"[{(cited.text or '').strip() if cited is not None else ''}]"
        body = [block for child in element.children if child.tag == "text:note-body" for block in self.blocks(child)]
        self.notes.append(Block(Kind.PARAGRAPH, f"{mark} " + "\n".join(block.words for block in body)))
        return mark

    def _cells(self, row: Any) -> Iterator[str]:
        for cell in row.children:
            if cell.tag in ("table:table-cell", "table:covered-table-cell"):
                text = "\n".join(block.words for block in self.blocks(cell))
                repeated = int(cell.attributes.get("table:number-columns-repeated", 1))
                yield from [text] * (min(repeated, _MOST_REPEATED) if text else 1)


def _rows(element: Any) -> Iterator[Any]:
    for child in element.children:
        if child.tag == "table:table-row":
            yield child
        elif child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            yield from _rows(child)


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
