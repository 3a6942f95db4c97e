"""Tells whether a page may show words that are no text: pictures of pages, words painted as curves. Reads with pdfium."""

from __future__ import annotations

from collections.abc import Container
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdf.pdf_tags import object_identity

FEW_LETTERS = 120
"""A page with more has its words as text."""
MOST_PICTURED = 0.35
"""Share of such a page that one picture may cover before the picture is looked at for words."""
MOST_PIECES = 60
"""Lines, curves and pictures of such a page before they are looked at for words: programs paint a word as some of these."""
_LINES_OF_A_PICTURE = 4
"""A picture may be a whole word, for which so many more lines are needed."""
_OBJECT_DEPTH = 3


def few_letters(text: str) -> bool:
    """Whether a page's text is so short that its words may be elsewhere."""
    return sum(1 for _ in islice(filter(str.isalnum, text), FEW_LETTERS + 1)) <= FEW_LETTERS


def shows_more(page: Any, text: str, read: Container[int] = ()) -> bool:
    """Whether a page with few letters is covered by a picture, or drawn of many pieces, which may be words.

    `read` are the page objects whose words are known from elsewhere.
    """
    if not few_letters(text):
        return False
    width, height = page.get_size()
    pieces = 0
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
    for drawn in page.get_objects(filter=kinds, max_depth=_OBJECT_DEPTH):
        if read and object_identity(drawn.raw) in read:
            continue
        pieces += 1
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pieces += _LINES_OF_A_PICTURE
            left, bottom, right, top = drawn.get_bounds()
            if (right - left) * (top - bottom) > MOST_PICTURED * max(1.0, width * height):
                return True
        if pieces > MOST_PIECES:
            return True
    return False
