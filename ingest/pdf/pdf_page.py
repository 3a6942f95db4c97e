"""Reads pages with pdfium: text, boxes, images. Owner of pypdfium2, which is not thread-safe: only inside workers.

The text of a page and the boxes on it come from the same reader, so an offset into the text always leads back to ink.
"""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from core.errors import FileUnreadable
from core.records import Box, PageState, Span
from ingest.metadata.title_page import TitlePage, TypeLine
from ingest.passwords import given, locked
from ingest.pdf.ink import Ink, line_boxes
from ingest.pdf.page_text import LINE_HYPHEN, page_text, same_text, unit_offsets
from ingest.pdf.painted_words import few_letters, shows_more
from ingest.pdf.pdf_attachments import attached_to, pinned_to
from ingest.pdf.pdf_lines import NO_LINES, PageLines, page_lines
from ingest.pdf.pdf_tags import NO_WORDS, TaggedWords, may_be_tagged, object_identity, tagged_words
from ingest.pdf.raised import lowered, with_raised
from ingest.recognition.legibility import is_unprintable
from ingest.whereabouts import at_page

_DEVICE_UNITS = 100
"""pdfium converts to integer device units; this many a point keep two decimals."""
_LARGEST_SIDE = 4000
"""Pixels; a five-metre poster is shown smaller, not refused."""
_OBJECT_DEPTH = 3
_MOST_OF_A_TITLE_PAGE = 4_000
"""Characters of a first page that are looked at for its title, authors and date."""
_LONGEST_TITLE = 200
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as pdfium reads it. `attachments` are the names of files that are pinned to it; other readers know
    nothing of its `lines`."""

    number: int
    text: str
    width: float
    height: float
    state: PageState
    attachments: tuple[str, ...] = ()
    doubtful: bool = False
    """It has a text, but may show more words than that."""
    lines: PageLines = NO_LINES


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The file as a pdfium document, with a password that was given for it where it needs one.

    Raises FileUnreadable: damaged, or protected by a password.
    """
    try:
        document = next(_openings(path))
    except StopIteration:
        raise locked() from None
    except pypdfium2.PdfiumError as exc:
        raise FileUnreadable(
            "The file is damaged or is not a PDF.",
            "Open it in a PDF reader and save it again, or ask for a fresh copy.",
        ) from exc
    except OSError as exc:
        raise FileUnreadable(
            f"The file cannot be opened ({exc.strerror or exc}).", "Check that it can be read."
        ) from exc
    with closing(document):
        yield document


def _openings(path: Path) -> Iterator[Any]:
    """The document, once without a password and once with each that was given, where it opens."""
    for password in (None, *given()):
        try:
            yield pypdfium2.PdfDocument(path, password=password)
        except pypdfium2.PdfiumError as exc:
            if "password" not in str(exc).lower():
                raise


def read_pages(path: Path, left_out: Collection[int] = ()) -> Iterator[RawPage]:
    """Every page in order. One that cannot be read, or is to be `left_out`, comes as UNREADABLE, without text."""
    with opened(path) as document:
        if not len(document):
            raise FileUnreadable("The PDF has no pages.", "Ask for a fresh copy of the file.")
        for number in range(1, len(document) + 1):
            if number in left_out:
                yield unreadable(number)
                continue
            with at_page(number):
                raw = _read_page(document, number)
            yield raw


def unreadable(number: int) -> RawPage:
    """A page of which nothing is known."""
    return RawPage(number, "", 0.0, 0.0, PageState.UNREADABLE)


def _read_page(document: Any, number: int) -> RawPage:
    try:
        with closing(document[number - 1]) as page:
            return _read(page, number)
    except (pypdfium2.PdfiumError, ValueError):
        return unreadable(number)


def attachments(path: Path) -> tuple[str, ...]:
    """The names of the files that are embedded in the document itself."""
    with opened(path) as document:
        return attached_to(document)


def read_page(path: Path, number: int) -> RawPage:
    """One page, as `read_pages` reads it. Raises FileUnreadable."""
    with opened(path) as document, closing(_page(document, number)) as page:
        return _read(page, number)


def copy_pages(path: Path, numbers: Sequence[int], target: Path, turns: Sequence[int] = ()) -> None:
    """A PDF of some pages of a PDF, each turned by so many degrees clockwise. Raises FileUnreadable."""
    with opened(path) as document, closing(pypdfium2.PdfDocument.new()) as some:
        try:
            some.import_pages(document, [number - 1 for number in numbers])
            for index, turn in enumerate(turns):
                with closing(some[index]) as page:
                    page.set_rotation((page.get_rotation() + turn) % 360)
            some.save(target)
        except pypdfium2.PdfiumError as exc:
            raise FileUnreadable("Pages cannot be taken out of the file.", "Save it again in a PDF reader.") from exc


def _read(page: Any, number: int) -> RawPage:
    with closing(page.get_textpage()) as textpage:
        units = _units(textpage)
        own = page_text(units)
        lines = page_lines(page, textpage, units, own, _displayed)
        tagged = _tagged(page, textpage, own)
    width, height = page.get_size()
    state = _state(page, units, own, tagged)
    doubtful = state == PageState.TEXT and shows_more(page, own, tagged.objects)
    return RawPage(number, _with_tagged(own, tagged), width, height, state, pinned_to(page), doubtful, lines)


def _tagged(page: Any, textpage: Any, own: str) -> TaggedWords:
    """Words that the page paints and its tags read; looked for where the page's own text may not be all."""
    few = few_letters(own)
    return tagged_words(page, textpage, _displayed, few) if few or may_be_tagged(page) else NO_WORDS


def _with_tagged(own: str, tagged: TaggedWords) -> str:
    """The page's text: its own, and beneath it the words of its tags, which begin at `_tags_begin`."""
    return own + "\n" * (_tags_begin(own) - len(own)) + tagged.text if tagged.text else own


def _tags_begin(own: str) -> int:
    return len(own) + 1 if own and not own.endswith("\n") else len(own)


def _state(page: Any, units: str, own: str, tagged: TaggedWords) -> PageState:
    if is_unprintable(units + tagged.text):
        return PageState.GARBLED
    if any(character.isalnum() for character in own):
        return PageState.TEXT
    drawn = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=_OBJECT_DEPTH)
    pictured = any(object_identity(each.raw) not in tagged.objects for each in drawn)
    if (pictured and not tagged.text) or shows_more(page, own, tagged.objects):
        return PageState.NEEDS_OCR
    return PageState.TEXT if tagged.text else PageState.EMPTY


def _units(textpage: Any) -> str:
    """pdfium's text, one character a UTF-16 unit, as it counts them; raised digits as superscripts."""
    count = textpage.count_chars()
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")
    units = text if len(text) == written - 1 else "".join(map(chr, buffer[: max(0, written - 1)]))
    return with_raised(textpage, units)


def title_on_first_page(path: Path, left_out: Collection[int] = ()) -> str:
    """The words of the largest type on the first page that has words, at most 200 characters; "" when there are none."""
    return _on_first_pages(path, left_out, lambda _, __, textpage: _largest_type(textpage)) or ""


def title_page(path: Path, left_out: Collection[int] = ()) -> TitlePage:
    """The first of the first pages that has words, its lines from top to bottom with their type; empty where none has."""
    return _on_first_pages(path, left_out, _as_title_page) or TitlePage()


def _on_first_pages(
    path: Path, left_out: Collection[int], read: Callable[[int, Any, Any], _Found | None]
) -> _Found | None:
    """What `read` first makes of one of the first three pages: given its number, page and text page."""
    with opened(path) as document:
        for number in sorted({1, 2, 3}.intersection(range(1, len(document) + 1)).difference(left_out)):
            with (
                at_page(number),
                suppress(pypdfium2.PdfiumError),
                closing(document[number - 1]) as page,
                closing(page.get_textpage()) as textpage,
            ):
                if found := read(number, page, textpage):
                    return found
    return None


def _as_title_page(number: int, page: Any, textpage: Any) -> TitlePage | None:
    lines = sorted(_type_lines(page, textpage), key=lambda placed: placed[0])
    width, height = page.get_size()
    return TitlePage(number, tuple(line for _, line in lines), width > height) if lines else None


def _type_lines(page: Any, textpage: Any) -> Iterator[tuple[int, TypeLine]]:
    """Each line with words, behind its distance from the page's top in points."""
    units = lowered(_units(textpage)[:_MOST_OF_A_TITLE_PAGE])
    for line in re.finditer(r"[^\r\n]+", units):
        inked = [unit for unit in range(line.start(), line.end()) if units[unit].isalnum()]
        if not inked:
            continue
        heights = sorted(_type_height(textpage, unit) for unit in inked)
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, inked[0])
        loose = _loose(textpage, index) if index >= 0 else None
        top = _displayed(page, loose.left, loose.bottom, loose.right, loose.top).top if loose else 0.0
        text = " ".join(page_text(line.group()).replace(LINE_HYPHEN, "-").split())
        yield round(top), TypeLine(text, heights[len(heights) // 2])


def _largest_type(textpage: Any) -> str:
    units = lowered(_units(textpage)[:3000])
    heights = [_type_height(textpage, unit) if c.isalnum() else 0.0 for unit, c in enumerate(units)]
    if not heights or not max(heights):
        return ""
    floor = max(heights) * 0.93
    kept: list[str] = []
    for line in re.finditer(r"[^\r\n]+", units):
        inked = [h for h in heights[line.start() : line.end()] if h]
        if inked and sorted(inked)[len(inked) // 2] >= floor:
            kept.append(line.group())
        elif kept:
            break
    return _short(" ".join(page_text(" ".join(kept)).replace(LINE_HYPHEN, "").split()))


def _short(title: str) -> str:
    """A title as it is; of running text, where all is of one type, the first sentence, or as many whole words as a title has."""
    if len(title) <= _LONGEST_TITLE:
        return title
    sentence = re.match(rf".{{10,{_LONGEST_TITLE}}}?(?=[.!?]\s)", title)
    return sentence[0] if sentence else title[:_LONGEST_TITLE].rpartition(" ")[0] + " …"


def _type_height(textpage: Any, unit: int) -> float:
    """How tall the type is across its line: upwards, or sideways where the line runs up or down."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, unit)
    loose = _loose(textpage, index) if index >= 0 else None
    if loose is None:
        return 0.0
    sideways = _quarters(textpage, index) % 2
    return float(max(loose.right - loose.left if sideways else loose.top - loose.bottom, 0.0))


def _loose(textpage: Any, index: int) -> Any:
    """The rectangle that a character's type takes, ascenders and descenders included; None where it has none."""
    rectangle = pdfium.FS_RECTF()
    return rectangle if pdfium.FPDFText_GetLooseCharBox(textpage, index, rectangle) else None


def _quarters(textpage: Any, index: int) -> int:
    """The quarter turns of a character in PDF user space, to the nearest one."""
    angle = float(pdfium.FPDFText_GetCharAngle(textpage, index))
    return round(max(0.0, angle) / (math.pi / 2)) % 4


def boxes(path: Path, number: int, expected: str, spans: Sequence[Span]) -> list[list[Box]]:
    """For each span of page `number`'s text, its boxes on the page as displayed, one a line.

    `expected` is the text that the index holds. Raises FileUnreadable where the file's page reads otherwise now.
    """
    with opened(path) as document, closing(_page(document, number)) as page, closing(page.get_textpage()) as textpage:
        units = _units(textpage)
        own = page_text(units)
        tagged = _tagged(page, textpage, own)
        if not same_text(lowered(_with_tagged(own, tagged)), lowered(expected)):
            raise FileUnreadable(
                "The file has changed since it was ingested.", "Run an ingest to bring the index up to date."
            )
        offsets, begin = unit_offsets(units), _tags_begin(own)
        found = []
        for start, end in spans:
            inked = [at for at in offsets[start:end] if not units[at].isspace()]
            painted = (Ink(box, box, False) for box in tagged.boxes(start - begin, end - begin))
            found.append(line_boxes((*_ink(page, textpage, inked), *painted)))
        return found


def _page(document: Any, number: int) -> Any:
    if not 1 <= number <= len(document):
        raise FileUnreadable(f"The file has no page {number}.", "Run an ingest to bring the index up to date.")
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as exc:
        raise FileUnreadable(
            f"Page {number} cannot be read.", "Open the file in a PDF reader and save it again."
        ) from exc


def _ink(page: Any, textpage: Any, units: Sequence[int]) -> Iterator[Ink]:
    turned = page.get_rotation() // 90
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for unit in dict.fromkeys(units):
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, unit)
        if index >= 0 and pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            box = _displayed(page, left.value, bottom.value, right.value, top.value)
            if box.x1 > box.x0 and box.bottom > box.top:
                loose = _loose(textpage, index)
                type_box = _displayed(page, loose.left, loose.bottom, loose.right, loose.top) if loose else box
                yield Ink(box, type_box, (_quarters(textpage, index) + turned) % 2 == 1)


def _displayed(page: Any, left: float, bottom: float, right: float, top: float) -> Box:
    """From PDF user space (origin bottom left, unrotated, uncropped) to the page as displayed (origin top left).

    The one place where units and origins are converted: pdfium applies the rotation and the crop box.
    """
    width, height = page.get_size()
    corners = []
    for x, y in ((left, bottom), (right, top)):
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        across, down = round(width * _DEVICE_UNITS), round(height * _DEVICE_UNITS)
        pdfium.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, device_x, device_y)
        corners.append((device_x.value / _DEVICE_UNITS, device_y.value / _DEVICE_UNITS))
    (ax, ay), (bx, by) = corners
    return Box(max(0.0, min(ax, bx)), max(0.0, min(ay, by)), min(width, max(ax, bx)), min(height, max(ay, by)))


def image(path: Path, number: int, scale: float) -> bytes:
    """Page `number` as PNG bytes, `scale` pixels a point (fewer where a side would pass 4,000 pixels)."""
    with opened(path) as document, closing(_page(document, number)) as page:
        scale = min(scale, _LARGEST_SIDE / max(1.0, *page.get_size()))
        try:
            picture = page.render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as exc:
            raise FileUnreadable(f"Page {number} cannot be drawn.", "Open the PDF itself instead.") from exc
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "PNG", compress_level=3)
        return buffer.getvalue()


def offset_below(path: Path, number: int, edge: float) -> int | None:
    """Where in page `number`'s text what lies below `edge` (points from the top) begins, to the end; None: nowhere."""
    with opened(path) as document, closing(_page(document, number)) as page, closing(page.get_textpage()) as textpage:
        units = _units(textpage)
        first = len(units)
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for unit in range(len(units) - 1, -1, -1):
            index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, unit)
            if units[unit].isspace() or index < 0:
                continue
            if pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
                if _displayed(page, left.value, bottom.value, right.value, top.value).bottom < edge:
                    break
                first = unit
        return None if first == len(units) else unit_offsets(units).index(first)
