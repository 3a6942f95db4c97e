"""Reads words that a page paints as pictures or curves from its tags: /ActualText, where pdfium's page text does not look.

Programs that paint words so say what they read, in the structure tree or at the marked content itself. Descriptions of
figures (/Alt) are no words of the page and are not read.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from core.records import Box, Span
from ingest.pdf.pdf_lines import Displayed
from ingest.pdf.word_boxes import word_boxes

_MOST_ELEMENTS = 20_000
"""Of one page's structure tree that are looked at."""
_MOST_OBJECTS = 20_000
_MOST_CHARACTERS = 20_000
"""Of one page's tags that are read."""
_OBJECT_DEPTH = 4
_FEWEST_LETTERS = 4
"""Tags of text that pdfium cannot read have more; fewer are ligatures and hyphens."""
_BLANK = 0.12
"""Of the height of a line between two tagged pieces from which there is a blank between them."""
_SIGNS = re.compile(r"[\W_]+")
_TEXT, _FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM


class TaggedWords(NamedTuple):
    """The words that a page's tags add to its text, each with its place in `text` and its box on the page as displayed.

    `objects` are the page objects that paint them.
    """

    text: str = ""
    words: tuple[tuple[Span, Box], ...] = ()
    objects: frozenset[int] = frozenset()

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of the words that the characters `[start, end)` of `text` belong to."""
        return (box for span, box in self.words if span.start < end and start < span.end)


NO_WORDS = TaggedWords()


@dataclass(slots=True)
class _Painted:
    """What one tag reads, and the objects it is about: their kinds, identities and bounds in PDF user space."""

    text: str
    kinds: set[int] = field(default_factory=set)
    objects: list[int] = field(default_factory=list)
    bounds: list[tuple[float, float, float, float]] = field(default_factory=list)

    def add(self, found: _Object) -> None:
        self.kinds.add(found.kind)
        self.objects.append(found.identity)
        self.bounds.append(found.bounds())


class _Object(NamedTuple):
    """A page object, the form objects' transformations that lead from it to the page, and how deep it lies in them."""

    raw: Any
    kind: int
    matrices: tuple[Any, ...]

    @property
    def identity(self) -> int:
        return object_identity(self.raw)

    def bounds(self) -> tuple[float, float, float, float]:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(self.raw, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
        for m in self.matrices:
            corners = [(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f) for x, y in corners]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def object_identity(raw: Any) -> int:
    """Tells a page's object from its other ones, as long as the page is open."""
    return int(ctypes.cast(raw, ctypes.c_void_p).value or 0)


def may_be_tagged(page: Any) -> bool:
    """Whether a page of a tagged document paints something that is neither text nor mere decoration.

    Asked of every page, so it must be cheap: reading the tags themselves takes pdfium half a millisecond.
    """
    if not pdfium.FPDFCatalog_IsTagged(page.pdf.raw):
        return False
    raw = page.raw
    for index in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(raw))):
        drawn = pdfium.FPDFPage_GetObject(raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != _TEXT and pdfium.FPDFPageObj_GetMarkedContentID(drawn) >= 0:
            return True
    return False


def tagged_words(page: Any, textpage: Any, displayed: Displayed, few: bool) -> TaggedWords:
    """The words of a page's tags that its text lacks, in the order of the tags.

    `few` says that the page has few letters of its own: then marked content outside the structure tree is read, too.
    """
    lines = _Lines()
    objects: set[int] = set()
    elements = list(_elements(page))
    for painted in _painted(page, elements, few) if elements or few else ():
        if len(lines.text) > _MOST_CHARACTERS or not _adds(textpage, painted):
            continue
        words = painted.text.split()
        boxes = word_boxes(words, [displayed(page, *bounds) for bounds in painted.bounds])
        lines.add(words, boxes)
        objects.update(painted.objects)
    return TaggedWords(lines.text, tuple(lines.words), frozenset(objects))


class _Lines:
    """Puts tags one after the other: what stands on one line, and as one word what stands close together."""

    def __init__(self) -> None:
        self.text = ""
        self.words: list[tuple[Span, Box]] = []

    def add(self, words: Sequence[str], boxes: Sequence[Box]) -> None:
        for index, (word, box) in enumerate(zip(words, boxes, strict=True)):
            between = "" if not self.text else " " if index else _between(self.words[-1][1], box)
            start = len(self.text) + len(between)
            self.text += between + word
            self.words.append((Span(start, start + len(word)), box))


def _between(before: Box, after: Box) -> str:
    height = min(before.bottom - before.top, after.bottom - after.top)
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    if shared < 0.5 * height or after.x0 < before.x0:
        return "\n"
    return " " if after.x0 - before.x1 > _BLANK * max(before.bottom - before.top, after.bottom - after.top) else ""


def _adds(textpage: Any, painted: _Painted) -> bool:
    """Whether the page's own text in the tag's place lacks most of the tag's words."""
    words = [squeezed for word in painted.text.split() if (squeezed := _squeezed(word))]
    if painted.kinds <= {_TEXT} and sum(map(len, words)) < _FEWEST_LETTERS:
        return False
    own = _squeezed(" ".join(_bounded(textpage, *bounds) for bounds in painted.bounds))
    return sum(word not in own for word in words) > len(words) / 2


def _squeezed(text: str) -> str:
    """Letters and figures alone: ligatures taken apart, hyphens and blanks gone."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _bounded(textpage: Any, left: float, bottom: float, right: float, top: float) -> str:
    count = pdfium.FPDFText_GetBoundedText(textpage, left, top, right, bottom, None, 0)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * count)()
    written = pdfium.FPDFText_GetBoundedText(textpage, left, top, right, bottom, buffer, count)
    return bytes(buffer)[: 2 * written].decode("utf-16-le", "replace")


def _painted(page: Any, elements: Sequence[tuple[str, list[int]]], marks: bool) -> list[_Painted]:
    """Tags with words and what they are about: those of the structure tree, then those of the marked content itself."""
    tagged = [(_Painted(text), ids) for text, ids in elements]
    of_id = {number: painted for painted, ids in tagged for number in ids}
    inner: dict[int, list[_Object]] = defaultdict(list)
    marked: dict[int, _Painted] = {}
    for found in _objects(page):
        painted = of_id.get(pdfium.FPDFPageObj_GetMarkedContentID(found.raw)) if of_id else None
        if painted and not found.matrices:
            painted.add(found)
        elif painted:
            inner[id(painted)].append(found)
        elif marks and found.kind != _TEXT and (mark := _mark(found.raw)):
            marked.setdefault(mark[0], _Painted(mark[1])).add(found)
    for painted, _ in tagged:
        if not painted.bounds:  # a form object counts its marked content anew
            for found in inner[id(painted)]:
                painted.add(found)
    return [painted for painted in (*(one for one, _ in tagged), *marked.values()) if painted.bounds]


def _objects(page: Any) -> Iterator[_Object]:
    """All objects of a page in the order in which they are drawn, form objects before what is in them."""
    pending: list[tuple[Callable[[Any, int], Any], Any, int, int, tuple[Any, ...]]]
    pending = [(pdfium.FPDFPage_GetObject, page.raw, pdfium.FPDFPage_CountObjects(page.raw), 0, ())]
    left = _MOST_OBJECTS
    while pending and left:
        get, holder, count, at, matrices = pending.pop()
        while at < count and left:
            raw, at, left = get(holder, at), at + 1, left - 1
            if not raw:
                continue
            kind = pdfium.FPDFPageObj_GetType(raw)
            yield _Object(raw, kind, matrices)
            if kind == _FORM and len(matrices) < _OBJECT_DEPTH:
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(raw, matrix)
                pending.append((get, holder, count, at, matrices))
                number = pdfium.FPDFFormObj_CountObjects(raw)
                pending.append((pdfium.FPDFFormObj_GetObject, raw, number, 0, (matrix, *matrices)))
                break


def _mark(raw: Any) -> tuple[int, str] | None:
    """The marked content with words of its own that an object belongs to: its identity, and the words."""
    for index in range(pdfium.FPDFPageObj_CountMarks(raw)):
        mark = pdfium.FPDFPageObj_GetMark(raw, index)
        if text := _text_of_mark(mark):
            return object_identity(mark), text
    return None


def _text_of_mark(mark: Any) -> str:
    size = ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, size):
        return ""

    def fill(buffer: Any, length: int) -> int:
        return int(pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, length, size))

    return _read(fill, size.value)


def _elements(page: Any) -> Iterator[tuple[str, list[int]]]:
    """The outermost elements of the structure tree that say what they read, and the numbers of their marked content."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        pending = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in reversed(range(count))]
        left = _MOST_ELEMENTS
        while pending and left:
            element, left = pending.pop(), left - 1
            if not element:
                continue
            if text := _actual_text(element):
                yield text, _content(element)
            else:
                pending += reversed(_children(element))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _children(element: Any) -> list[Any]:
    count = min(_MOST_ELEMENTS, pdfium.FPDF_StructElement_CountChildren(element))
    return [pdfium.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(count)]


def _content(element: Any) -> list[int]:
    """The numbers of the marked content of an element and of all below it."""
    numbers: list[int] = []
    pending, left = [element], _MOST_ELEMENTS
    while pending and left:
        each, left = pending.pop(), left - 1
        children = _children(each)
        ids = (pdfium.FPDF_StructElement_GetChildMarkedContentID(each, index) for index in range(len(children)))
        numbers += (number for number in ids if number >= 0)
        pending += (child for child in reversed(children) if child)
    return numbers


def _actual_text(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetActualText(element, None, 0)
    return _read(lambda buffer, length: pdfium.FPDF_StructElement_GetActualText(element, buffer, length), size)


def _read(fill: Callable[[Any, int], int], size: int) -> str:
    """UTF-16 that a function of pdfium writes, its end counted in, as words with single blanks; "" for none, or too many."""
    if not 2 < size <= 2 * _MOST_CHARACTERS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    if not fill(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size):
        return ""
    text = buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\u00ad", "")
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if any(map(str.isalnum, text)) else ""
