"""Where a page's lines stand and how large their type is: what running heads, page numbers and headings are told by.

A few calls of pdfium a line, none for every character: a page must stay cheap.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from core.records import Box

_MOST_LINES = 400
"""Of one page: a table of thousands of scraps is no place for headings."""
_EDGE = 8
"""Lines kept at the top and at the bottom of a page, whatever they are."""
_MOST_KEPT = 60
_LONGEST = 160
"""Characters of a line that could be a heading."""
_BREAK = re.compile("\r\n|\r|\n|\ufffe")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_UPRIGHT = 0.02
"""Radians that a line may lean."""


class Line(NamedTuple):
    """One line of a page's text: its characters `[start, end)` and the type of its first one (bold: of its last one too).

    `left`, `top`, `bottom` and `size` are points on the page as displayed, origin top left. Only lines that run across
    the page are told of.
    """

    start: int
    end: int
    left: float
    top: float
    bottom: float
    size: float
    bold: bool


class PageLines(NamedTuple):
    """The lines of a page that could be running heads or headings, in the order of the text; `sizes` counts the
    characters of all its lines by type size, rounded to half a point."""

    lines: tuple[Line, ...] = ()
    sizes: tuple[tuple[float, int], ...] = ()


NO_LINES = PageLines()

Displayed = Callable[[Any, float, float, float, float], Box]
"""From PDF user space to the page as displayed."""


def page_lines(page: Any, textpage: Any, units: str, text: str, displayed: Displayed) -> PageLines:
    """`units` is pdfium's text, `text` the page's text made of it, line for line."""
    measured = list(_measured(textpage.raw, units, text, _Frame(page, displayed)))
    sizes: Counter[float] = Counter()
    for line in measured:
        sizes[line.size] += line.end - line.start
    return PageLines(tuple(_worth_keeping(measured, sizes)), tuple(sizes.most_common(6)))


class _Frame:
    """The conversion to the page as displayed, asked for once a page: it is affine, so three corners tell it."""

    def __init__(self, page: Any, displayed: Displayed) -> None:
        left, bottom, right, top = page.get_bbox()
        origin, along, up = (displayed(page, x, y, x, y) for x, y in ((left, bottom), (right, bottom), (left, top)))
        across, high = (right - left) or 1.0, (top - bottom) or 1.0
        self.a, self.b = (along.x0 - origin.x0) / across, (along.top - origin.top) / across
        self.c, self.d = (up.x0 - origin.x0) / high, (up.top - origin.top) / high
        self.x, self.y = origin.x0 - self.a * left - self.c * bottom, origin.top - self.b * left - self.d * bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.x + self.a * x + self.c * y, self.y + self.b * x + self.d * y

    def runs_across(self, along_x: float, along_y: float) -> bool:
        """Whether a direction in PDF user space is from left to right as displayed."""
        return abs(math.atan2(self.b * along_x + self.d * along_y, self.a * along_x + self.c * along_y)) < _UPRIGHT


def _measured(textpage: Any, units: str, text: str, frame: _Frame) -> Iterator[Line]:
    loose, matrix, name = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.create_string_buffer(80)
    at = unit = 0
    breaks = [*(found.span() for found in _BREAK.finditer(units)), (len(units), len(units))]
    for line, (end_unit, next_unit) in zip(text.split("\n")[:_MOST_LINES], breaks, strict=False):
        words = line.strip()
        start, first_unit = at + len(line) - len(line.lstrip()), unit + len(line) - len(line.lstrip())
        at, unit = at + len(line) + 1, next_unit
        if not words or first_unit >= end_unit:
            continue
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, first_unit)
        if (
            index < 0
            or not pdfium.FPDFText_GetLooseCharBox(textpage, index, loose)
            or not pdfium.FPDFText_GetMatrix(textpage, index, matrix)
            or not frame.runs_across(matrix.a, matrix.b)
        ):
            continue
        (left, one), (_, other) = frame.place(loose.left, loose.bottom), frame.place(loose.left, loose.top)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        bold = (
            len(words) <= _LONGEST
            and not (words[0].islower() or words[-1] in ".,;")  # no heading anyway
            and _is_bold(textpage, index, name)
            and _is_bold(textpage, index + len(words) - 1, name)
        )
        yield Line(start, start + len(words), left, min(one, other), max(one, other), round(2 * size) / 2, bold)


def _is_bold(textpage: Any, index: int, name: Any) -> bool:
    """Whether a character's type is bold by its weight or its font's name, for which `name` is room."""
    if pdfium.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    written = pdfium.FPDFText_GetFontInfo(textpage, index, name, len(name), None)
    return bool(written and _BOLD.search(name.value))


def _worth_keeping(lines: list[Line], sizes: Counter[float]) -> Iterator[Line]:
    """The outermost lines, and those that differ from most of the page in size or weight, or begin with a number."""
    by_height = sorted(lines, key=lambda line: line.top)
    kept = {line.start for line in (*by_height[:_EDGE], *by_height[-_EDGE:], *lines[:2])}
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    more = (line for line in lines if line.end - line.start <= _LONGEST and (line.bold or line.size > usual))
    kept |= {line.start for line, _ in zip(more, range(_MOST_KEPT), strict=False)}
    return (line for line in lines if line.start in kept)
