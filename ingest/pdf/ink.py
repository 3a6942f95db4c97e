"""Ink on a page as displayed: characters' boxes merged into one a line. Geometry only; knows no PDF library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.records import Box


class Ink(NamedTuple):
    """A character's ink on the page as displayed, the height that its type takes there, and whether its line runs up or down.

    An underscore and the letter before it share no height, but their types do.
    """

    box: Box
    type: Box
    vertical: bool

    def along(self, box: Box) -> Box:
        """One of the boxes as it were on a line that runs across: x along the line."""
        return Box(box.top, box.x0, box.bottom, box.x1) if self.vertical else box

    def joined(self, other: Ink) -> Ink:
        """Both as one."""
        return Ink(_around(self.box, other.box), _around(self.type, other.type), self.vertical)


def line_boxes(ink: Iterable[Ink]) -> list[Box]:
    """Boxes of characters merged into one a line: one whose ink or type overlaps the last one's height joins it."""
    merged: list[Ink] = []
    for each in ink:
        if merged and _on_one_line(merged[-1], each):
            merged[-1] = merged[-1].joined(each)
        else:
            merged.append(each)
    return [each.box for each in merged]


def _around(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom))


def _on_one_line(one: Ink, other: Ink) -> bool:
    if one.vertical != other.vertical:
        return False
    return any(_beside(one.along(a), other.along(b)) for a, b in ((one.box, other.box), (one.type, other.type)))


def _beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
    return shared >= 0.5 * lower and apart <= 3 * max(one.bottom - one.top, other.bottom - other.top)
