"""Reads the text of Word documents: headings, paragraphs, lists, tables, text boxes, footnotes. Owner of python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from core.errors import FileUnreadable
from ingest.formats.manuscript import Block, Kind, Manuscript, table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = {f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}moveFrom", _FALLBACK}
"""What is no text of the paragraph itself: text boxes are read after it; a fallback says the same again."""
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_DAMAGE = (OpcError, KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, RecursionError, OSError)
# SyntaxError: what lxml raises for XML that is not well formed.


def read_docx(path: Path) -> Manuscript:
    """The document in its order; running heads first and feet last, once each. Raises FileUnreadable."""
    try:
        with path.open("rb") as stream:
            document = docx.Document(stream)
        levels = _heading_levels(document)
        heads, feet = _running(document)
        body = list(_blocks(document.element.body, levels))
        notes = list(_notes(document, "footnotes")) + list(_notes(document, "endnotes"))
        title = " ".join((document.core_properties.title or "").split())
        return Manuscript(title, (*heads, *body, *notes, *feet), _limits(document))
    except _DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged or is no Word document.", "Open it in its program and save it again."
        ) from exc


def _heading_levels(document: Any) -> dict[str, int]:
    """Style id → level of the heading that it makes."""
    levels: dict[str, int] = {}
    for style in document.styles:
        named = _HEADING_STYLE.fullmatch(style.name or "")
        if named or style.name == "Title":
            levels[style.style_id] = int(named[1]) if named else 1
    return levels


def _blocks(container: Any, levels: dict[str, int]) -> Iterator[Block]:
    for element in container:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, levels)
        elif element.tag == f"{_W}tbl":
            yield table([[_cell(cell) for cell in row.iter(f"{_W}tc")] for row in element.findall(f"{_W}tr")])
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _blocks(element, levels)


def _paragraph(element: Any, levels: dict[str, int]) -> Iterator[Block]:
    text = "".join(_characters(element)).strip("\n")
    if text.strip():
        yield _block(element, text, levels)
    for box in element.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None and next(box.iterancestors(f"{_W}p"), None) is element:
            yield from _blocks(box, levels)


def _block(element: Any, text: str, levels: dict[str, int]) -> Block:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val", "")) if style is not None else None
    outlined = element.find(f"{_W}pPr/{_W}outlineLvl")
    if level is None and outlined is not None and outlined.get(f"{_W}val", "9") in "012345678":
        level = int(outlined.get(f"{_W}val")) + 1
    if level is not None:
        return Block(Kind.HEADING, " ".join(text.split()), level)
    listed = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    if listed is not None:
        return Block(Kind.ITEM, text, min(9, int(listed.get(f"{_W}val", "0")) + 1))
    return Block(Kind.PARAGRAPH, text)


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _APART or not isinstance(child.tag, str):
            continue
        name = child.tag.rsplit("}", 1)[-1]
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name in ("footnoteReference", "endnoteReference"):
            yield f"[{child.get(f'{_W}id', '')}]"
        else:
            yield from _characters(child)


def _cell(cell: Any) -> str:
    texts = ("".join(_characters(p)) for p in cell.iter(f"{_W}p") if next(p.iterancestors(_FALLBACK), None) is None)
    return "\n".join(text for text in texts if text.strip())


def _notes(document: Any, kind: str) -> Iterator[Block]:
    """Footnotes or endnotes, with the numbers that stand in the text."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            for note in parse_xml(relation.target_part.blob):
                text = "\n".join("".join(_characters(p)) for p in note.iter(f"{_W}p")).strip()
                if text:
                    yield Block(Kind.PARAGRAPH, f"[{note.get(f'{_W}id', '')}] {text}")


def _running(document: Any) -> tuple[list[Block], list[Block]]:
    heads: dict[Block, None] = {}
    feet: dict[Block, None] = {}
    for section in document.sections:
        for found, part in ((heads, section.header), (feet, section.footer)):
            if not part.is_linked_to_previous:
                found.update(dict.fromkeys(_blocks(part._element, {})))
    return list(heads), list(feet)


def _limits(document: Any) -> tuple[str, ...]:
    kinds = {relation.reltype.rsplit("/", 1)[-1] for relation in document.part.rels.values()}
    return ("The reviewers' comments in the file are not searched.",) if "comments" in kinds else ()
