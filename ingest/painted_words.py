"""Tells whether a page may show words that are no text: pictures of pages, words painted as curves. Reads with pdfium."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

FEW_LETTERS = 120
"""A page with more has its words as text."""
MOST_PICTURED = 0.35
"""Share of such a page that one picture may cover before the picture is looked at for words."""
MOST_PIECES = 60
"""Lines, curves and pictures of such a page before they are looked at for words: programs paint a word as some of these."""
_LINES_OF_A_PICTURE = 4
"""A picture may be a whole word, for which so many more lines are needed."""
_OBJECT_DEPTH = 3


def shows_more(page: Any, text: str) -> bool:
    """Whether a page with few letters is covered by a picture, or drawn of many pieces, which may be words."""
    if sum(1 for _ in islice(filter(str.isalnum, text), FEW_LETTERS + 1)) > FEW_LETTERS:
        return False
    width, height = page.get_size()
    pictured, pieces = 0.0, 0
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
    for drawn in page.get_objects(filter=kinds, max_depth=_OBJECT_DEPTH):
        pieces += 1
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pieces += _LINES_OF_A_PICTURE
            left, bottom, right, top = drawn.get_bounds()
            pictured = max(pictured, (right - left) * (top - bottom) / max(1.0, width * height))
    return pictured > MOST_PICTURED or pieces > MOST_PIECES
