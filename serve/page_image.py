"""Draws a query's boxes on a page image, and cuts out the part that has them. Owner of Pillow's drawing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from core.records import Box

_MARK = (255, 226, 89)
_MARK_EDGE = (196, 150, 0)
_ACTIVE = (255, 170, 92)
_ACTIVE_EDGE = (200, 74, 0)
_AROUND = 36
"""Points shown above and below the boxes in a part of a page: two or three lines."""
_MARGIN = 1.2
"""Points that a box is wider than its ink."""


def with_boxes(png: bytes, width: float, boxes: Sequence[Sequence[Box]], active: int | None = None) -> bytes:
    """The page image with each mark's boxes; `width` is the page's, in points; `active` is the mark to stand out."""
    page = Image.open(io.BytesIO(png)).convert("RGB")
    if not any(boxes):
        return png
    scale = page.width / width
    paint = Image.new("RGB", page.size, (255, 255, 255))
    brush = ImageDraw.Draw(paint)
    for number, lines in enumerate(boxes):
        for line in lines:
            brush.rounded_rectangle(_pixels(line, scale), scale, fill=_ACTIVE if number == active else _MARK)
    marked = ImageChops.multiply(page, paint)
    pen = ImageDraw.Draw(marked)
    for number, lines in enumerate(boxes):
        edge, thickness = (_ACTIVE_EDGE, 1.2) if number == active else (_MARK_EDGE, 0.6)
        for line in lines:
            pen.rounded_rectangle(_pixels(line, scale), scale, outline=edge, width=max(1, round(thickness * scale)))
    buffer = io.BytesIO()
    marked.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def part_around(png: bytes, width: float, boxes: Sequence[Sequence[Box]]) -> bytes:
    """The part of a page image that has the boxes, as wide as the page, with some lines above and below; all of it where there
    are none on it. `width` is the page's, in points."""
    lines = [line for mark in boxes for line in mark]
    if not lines:
        return png
    page = Image.open(io.BytesIO(png))
    scale = page.width / width
    top, bottom = min(line.top for line in lines) - _AROUND, max(line.bottom for line in lines) + _AROUND
    buffer = io.BytesIO()
    first, last = max(0, round(top * scale)), min(page.height, round(bottom * scale))
    if first >= last:  # words beside the page
        return png
    cut = page.crop((0, first, page.width, last))
    cut.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _pixels(box: Box, scale: float) -> tuple[float, float, float, float]:
    return (
        (box.x0 - _MARGIN) * scale,
        (box.top - _MARGIN) * scale,
        (box.x1 + _MARGIN) * scale,
        (box.bottom + _MARGIN) * scale,
    )
