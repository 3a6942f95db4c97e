"""Puts the speaker's notes beneath each slide on its page, so that images and boxes cover them too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

_BOXES = ("mediabox", "cropbox", "trimbox", "bleedbox", "artbox")


def put_below(slides: Path, strips: Path, noted: Sequence[int], target: Path) -> list[float | None]:
    """Writes the slides to `target`, each slide of `noted` (page indices) with its strip of notes beneath it.

    Returns for each page where its notes begin, in points from its top, None where it has none.
    """
    writer = PdfWriter(clone_from=PdfReader(slides))
    edges: list[float | None] = [None] * len(writer.pages)
    for index, strip in zip(noted, PdfReader(strips).pages, strict=True):
        edges[index] = float(writer.pages[index].mediabox.height)
        _append(writer.pages[index], strip)
    with target.open("wb") as stream:
        writer.write(stream)
    return edges


def _append(page: PageObject, strip: PageObject) -> None:
    left, bottom, right, top = map(float, page.mediabox)
    height = float(strip.mediabox.height)
    page.merge_transformed_page(strip, Transformation().translate(left, bottom - height), expand=False)
    for box in _BOXES:
        setattr(page, box, RectangleObject((left, bottom - height, right, top)))
