"""Real documents, where there are any: spans of their pages lead back to their words, boxes lie on their page and cover them."""

import os
import re
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import FileUnreadable
from core.records import Box, PageState, Span
from ingest.pdf import pdf_page
from ingest.pdf.page_text import LINE_HYPHEN
from ingest.pdf.pdf_page import boxes, read_pages
from ingest.pdf.raised import lowered

_HERE = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", _HERE.parent / "shared")) / "data" / "pdfs"
SAMPLE = sorted(SHARED.glob("*/*.pdf"))
MOST_PAGES, MOST_WORDS = 3, 150
AROUND = 0.5
"""Points around a box within which pdfium is asked for its text."""
# Its type size is no number: pdfium draws letters as high as the page, one upon another.
ODD = {"pdf-handbuilt-test-corpus__T02-05-01_007_invalid-font-size-operator.pdf"}

pytestmark = pytest.mark.skipif(not SAMPLE, reason="no sample of real PDFs in RAPPORTEUR_SHARED or ../shared")


def pages_of(path: Path) -> list[pdf_page.RawPage]:
    """Some readable pages from all over the file; none where pdfium refuses it."""
    try:
        pages = [page for page in read_pages(path) if page.state is not PageState.UNREADABLE]
    except FileUnreadable:
        return []
    return pages[:: max(1, len(pages) // MOST_PAGES)][:MOST_PAGES]


def letters(text: str) -> str:
    """Letters and digits alone; digits that we write raised are plain ones to pdfium."""
    return re.sub(r"[\W_]", "", lowered(text))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem[:60])
def test_the_boxes_of_real_words_lie_on_their_page_and_hold_them(path):
    for page in pages_of(path):
        page.text.encode()
        words = [Span(*match.span()) for match in re.finditer(rf"\w+(?:{LINE_HYPHEN}\w+)?", page.text)][:MOST_WORDS]
        found = boxes(path, page.number, page.text, words)
        for box in (box for of_word in found for box in of_word):
            assert 0 <= box.x0 < box.x1 <= page.width
            assert 0 <= box.top < box.bottom <= page.height
        if path.name in ODD:
            continue
        for span, seen in zip(words, texts_in(path, page.number, found), strict=True):
            assert not seen or all(
                part in letters(seen) for part in map(letters, span.of(page.text).split(LINE_HYPHEN))
            )


def texts_in(path: Path, number: int, found: list[list[Box]]) -> list[str]:
    """pdfium's own text within the boxes of each word, asked for in PDF user space."""
    with pdf_page.opened(path) as document, closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        return [
            "".join(text.get_text_bounded(*in_user_space(box, page.get_bbox(), page.get_rotation())) for box in boxes)
            for boxes in found
        ]


def in_user_space(box: Box, page: tuple[float, ...], rotation: int) -> tuple[float, ...]:
    left, bottom, right, top = page
    x0, y0, x1, y1 = {
        0: (left + box.x0, top - box.bottom, left + box.x1, top - box.top),
        90: (left + box.top, bottom + box.x0, left + box.bottom, bottom + box.x1),
        180: (right - box.x1, bottom + box.top, right - box.x0, bottom + box.bottom),
        270: (right - box.bottom, top - box.x1, right - box.top, top - box.x0),
    }[rotation]
    return x0 - AROUND, y0 - AROUND, x1 + AROUND, y1 + AROUND
