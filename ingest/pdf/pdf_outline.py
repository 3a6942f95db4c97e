"""The outline of a PDF with pypdf, bounded in depth, number and time: an outline may lead in circles or nowhere."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.records import Heading
from ingest.pdf.page_text import page_text

_DEEPEST = 6
_MOST = 2_000
_SECONDS = 3.0
_LONGEST = 300
_NO_HEADING = re.compile(
    r"(?:slide|folie|diapositive|page|seite|bookmark|sheet)?\s*(?:number|nummer)?\s*\W?\s*\d+|[\W\d_]+|_\w+|ole_link\d+|untitled|.*\.(?:indd|docx?|pptx?|pdf)",
    re.IGNORECASE,
)
_SLIDE_NUMBER = re.compile(r"(?:slide|folie|diapositive)\s+\d+\s*[:–-]\s*", re.IGNORECASE)


def read_outline(reader: PdfReader) -> tuple[Heading, ...]:
    """The headings in the order of their pages; () where there are none, or none that tell more than a page's number.

    Raises what pypdf raises on damaged files.
    """
    outlines = _object(reader.root_object.get("/Outlines"))
    if not isinstance(outlines, DictionaryObject):
        return ()
    pages = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
        if page.indirect_reference is not None
    }
    found = []
    for level, item in _items(outlines):
        title = _SLIDE_NUMBER.sub("", " ".join(page_text(str(_object(item.get("/Title")) or "")).split()))[:_LONGEST]
        number = _page_of(reader, item, pages)
        if number and title and not _NO_HEADING.fullmatch(title):
            found.append(Heading(level, title, number))
    return tuple(_in_page_order(found)) if _useful(found, len(pages)) else ()


def _in_page_order(found: Sequence[Heading]) -> list[Heading]:
    """A part that leads back to the cover, or to a list of contents, begins where the first of its entries leads on."""
    placed: list[Heading] = []
    reached = 0
    for at, heading in enumerate(found):
        if heading.page < reached:
            within = (below.page for below in _below(found, at) if below.page >= reached)
            heading = heading._replace(page=next(within, heading.page))
        reached = max(reached, heading.page)
        placed.append(heading)
    return sorted(placed, key=lambda heading: heading.page)


def _below(found: Sequence[Heading], at: int) -> Iterator[Heading]:
    return takewhile(lambda other: other.level > found[at].level, islice(found, at + 1, None))


def _useful(found: list[Heading], pages: int) -> bool:
    """Whether it tells pages apart."""
    return len(found) >= 2 and (pages <= 3 or len({heading.page for heading in found}) >= 2)


def _items(outlines: DictionaryObject) -> Iterator[tuple[int, DictionaryObject]]:
    """Every entry with its level from 1, each once, in order; stops at the bounds."""
    stop = time.monotonic() + _SECONDS
    seen: set[int] = set()
    stack: list[tuple[int, Any]] = [(1, outlines.get("/First"))]
    while stack and len(seen) < _MOST and time.monotonic() < stop:
        level, reference = stack.pop()
        item = _object(reference)
        mark = reference.idnum if isinstance(reference, IndirectObject) else id(item)
        if not isinstance(item, DictionaryObject) or mark in seen:
            continue
        seen.add(mark)
        yield level, item
        stack.append((level, item.raw_get("/Next") if "/Next" in item else None))
        if level < _DEEPEST and "/First" in item:
            stack.append((level + 1, item.raw_get("/First")))


def _page_of(reader: PdfReader, item: DictionaryObject, pages: dict[int, int]) -> int | None:
    """The number of the page that an entry leads to: a destination, a name of one, or an action."""
    destination = _object(item.get("/Dest"))
    action = _object(item.get("/A"))
    if destination is None and isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo":
        destination = _object(action.get("/D"))
    if isinstance(destination, str):
        named = reader.named_destinations.get(destination)
        page = named.get("/Page") if named is not None else None
    else:
        if isinstance(destination, DictionaryObject):
            destination = _object(destination.get("/D"))
        page = list.__getitem__(destination, 0) if isinstance(destination, ArrayObject) and destination else None
    if isinstance(page, IndirectObject):
        return pages.get(page.idnum)
    return int(page) + 1 if isinstance(page, int) and 0 <= page < len(pages) else None


def _object(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
