"""Makes scans: pages of words as pictures without any text, turned or skewed as a scanner leaves them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from pdfs import pdf as typeset
from pdfs import words
from PIL import Image, ImageDraw, ImageFont

from ingest.pdf_page import image

RESOLUTION = 150
"""Dots an inch."""


def scan(folder: Path, *lines: str, turned: int = 0, skew: float = 0.0) -> bytes:
    """A PDF of one page, a picture of lines of text; degrees counter-clockwise. `folder` is for what is made on the way."""
    page = folder / "to be scanned.pdf"
    page.write_bytes(typeset(words(*lines, size=11)))
    picture = Image.open(io.BytesIO(image(page, 1, RESOLUTION / 72))).convert("L")
    picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255).rotate(turned, expand=True)
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=RESOLUTION)
    page.unlink()
    return buffer.getvalue()


def bound(*parts: bytes, outline: str = "", label: str = "") -> bytes:
    """One PDF of the pages of several; `outline` leads to its last page, `label` begins the labels of its pages."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part), import_outline=False)
    if outline:
        writer.add_outline_item(title=outline, page_number=len(writer.pages) - 1)
    if label:
        writer.set_page_label(page_index_from=0, page_index_to=len(writer.pages) - 1, prefix=label, style="/D")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def painted(*lines: str, size: float = 14.0) -> bytes:
    """Operators that paint each word of some lines as a picture of its own, as programs do that have no text to give."""
    font = ImageFont.load_default(size * 4)
    drawn = b""
    for row, line in enumerate(lines):
        x, y = 60.0, 480 - row * 2 * size
        for word in line.split():
            left, _, right, _ = (int(edge) for edge in font.getbbox(word))
            picture = Image.new("L", (right - left + 8, int(size * 6)), 255)
            ImageDraw.Draw(picture).text((4 - left, 0), word, font=font, fill=0)
            width, height = picture.width / 4, picture.height / 4
            place = f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm"
            head = f"{place} BI /W {picture.width} /H {picture.height} /CS /G /BPC 8 /F /AHx ID "
            drawn += head.encode() + picture.tobytes().hex().encode() + b"> EI Q\n"
            x += width + size / 3
    return drawn
