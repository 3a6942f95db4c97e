"""Digits that are set smaller and higher than the word they stand behind: the numbers of notes, as superscript characters.

"services¹²" is what the page shows, where its text has "services12". A superscript is one character as the digit was, so every
place in the text stays what it was. A few calls of pdfium for each word with digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from core.superscripts import RAISED

_RAISED = str.maketrans("0123456789", RAISED)
_LOWERED = str.maketrans(RAISED, "0123456789")
_DIGITS = re.compile(r"[0-9]+(?![^\W_])")
_BLANK = re.compile(r"[\s\ufffe]")
_FIRST = re.compile(r"[^\W_]")
_POWER = re.compile(r"(?<![0-9.,])(?<=[A-Zm])[23](?![0-9])")
"""A square or a cube, or part of a name: "km2", "ISA2"; not a note."""
_LONGEST_NUMBER = 3
_LONGEST_WORD = 60
_PLAIN = 4
"""Digits, up to which a number that stands alone is one: a year with the number of a note has more."""
_SMALLER, _HIGHER = 0.82, 0.15
"""Of the height of its word's first letter: how high a raised digit is at most, and how far above its foot it begins at least."""
_UPRIGHT = 0.02
"""Radians that a line may lean."""


def with_raised(textpage: Any, units: str) -> str:
    """The units of a page with raised digits as superscripts."""
    raised = [unit for run in _DIGITS.finditer(units) for unit in _raised(textpage, units, *run.span())]
    if not raised:
        return units
    letters = [*units]
    for unit in raised:
        letters[unit] = letters[unit].translate(_RAISED)
    return "".join(letters)


def lowered(text: str) -> str:
    """A text with its superscripts as digits."""
    return text.translate(_LOWERED)


def _raised(textpage: Any, units: str, start: int, end: int) -> Iterator[int]:
    """The raised ones of some digits."""
    if (not start or units[start - 1].isspace()) and end - start <= _PLAIN:
        return
    blanks = [*_BLANK.finditer(units, max(0, start - _LONGEST_WORD), start)]
    first = _FIRST.search(units, blanks[-1].end() if blanks else max(0, start - _LONGEST_WORD), end)
    if first is None or _POWER.fullmatch(units, start, end):
        return
    foot = _box(textpage, first.start())
    for unit in range(end - 1, max(start, first.end(), end - _LONGEST_NUMBER) - 1, -1):
        if foot is None or not _is_raised(textpage, unit, foot):
            break
        yield unit


def _is_raised(textpage: Any, unit: int, foot: tuple[float, float]) -> bool:
    own, height = _box(textpage, unit), foot[1] - foot[0]
    if own is None or height <= 0:
        return False
    small, high = own[1] - own[0] <= _SMALLER * height, own[0] - foot[0] >= _HIGHER * height
    return small and high and abs(pdfium.FPDFText_GetCharAngle(textpage, _index(textpage, unit))) < _UPRIGHT


def _box(textpage: Any, unit: int) -> tuple[float, float] | None:
    """The foot and the head of a character's type, in PDF user space."""
    loose, index = pdfium.FS_RECTF(), _index(textpage, unit)
    return (loose.bottom, loose.top) if index >= 0 and pdfium.FPDFText_GetLooseCharBox(textpage, index, loose) else None


def _index(textpage: Any, unit: int) -> int:
    return int(pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, unit))
