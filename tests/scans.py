"""Makes scans: pages of words as pictures without any text, turned or skewed as a scanner leaves them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from pdfs import pdf as typeset
from pdfs import words
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from ingest.pdf.pdf_page import image

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


def photograph() -> bytes:
    """A PDF of one page, a picture of soft light without any word."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((600, 900)).save(buffer, "PDF", resolution=RESOLUTION)
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


def painted(*lines: str, size: float = 14.0, tagged: bool = False) -> bytes:
    """Operators that paint each word of some lines as a picture of its own, as programs do that have no text to give.

    Where `tagged`, each word is marked content, numbered from 0.
    """
    font = ImageFont.load_default(size * 4)
    drawn = b""
    number = 0
    for row, line in enumerate(lines):
        x, y = 60.0, 480 - row * 2 * size
        for word in line.split():
            left, _, right, _ = (int(edge) for edge in font.getbbox(word))
            picture = Image.new("L", (right - left + 8, int(size * 6)), 255)
            ImageDraw.Draw(picture).text((4 - left, 0), word, font=font, fill=0)
            width, height = picture.width / 4, picture.height / 4
            place = f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm"
            head = f"{place} BI /W {picture.width} /H {picture.height} /CS /G /BPC 8 /F /AHx ID "
            word_drawn = head.encode() + picture.tobytes().hex().encode() + b"> EI Q\n"
            drawn += b"/Span << /MCID %d >> BDC %sEMC\n" % (number, word_drawn) if tagged else word_drawn
            number += 1
            x += width + size / 3
    return drawn


def coded(*lines: str, size: float = 16.0) -> bytes:
    """A PDF of one page in a font that draws letters and says of none which it is: its codes are 1 to 8 and 14 to 31."""
    letters = sorted({letter for line in lines for letter in line} - {" "})
    codes = dict(zip(letters, (*range(1, 9), *range(14, 32)), strict=False))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(typeset(words())))
    page = writer.pages[0]
    glyphs = {f"/g{codes[letter]}": _stream(writer, _glyph(letter)) for letter in letters}
    names = {code: f"/g{code}" for code in codes.values()}
    differences = [item for code, name in sorted(names.items()) for item in (NumberObject(code), NameObject(name))]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): ArrayObject(map(NumberObject, (0, -300, 600, 900))),
            NameObject("/FontMatrix"): ArrayObject(map(FloatObject, (0.001, 0, 0, 0.001, 0, 0))),
            NameObject("/FirstChar"): NumberObject(1),
            NameObject("/LastChar"): NumberObject(31),
            NameObject("/Widths"): ArrayObject([NumberObject(600)] * 31),
            NameObject("/Resources"): DictionaryObject(),
            NameObject("/CharProcs"): DictionaryObject({NameObject(name): ref for name, ref in glyphs.items()}),
            NameObject("/Encoding"): DictionaryObject(
                {NameObject("/Type"): NameObject("/Encoding"), NameObject("/Differences"): ArrayObject(differences)}
            ),
        }
    )
    page["/Resources"]["/Font"][NameObject("/Coded")] = writer._add_object(font)
    drawn = b""
    for row, line in enumerate(lines):
        x = 40.0
        for word in line.split():
            place = f"BT /Coded {size:g} Tf {x:g} {540 - row * 1.6 * size:g} Td <".encode()
            drawn += place + bytes(codes[letter] for letter in word).hex().encode() + b"> Tj ET\n"
            x += (len(word) + 1) * 0.6 * size
    page[NameObject("/Contents")] = _stream(writer, drawn)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _glyph(letter: str) -> bytes:
    """A letter as a stencil in a box from 0, -300 to 600, 900."""
    font = ImageFont.load_default(80)
    picture = Image.new("1", (60, 120), 1)
    ImageDraw.Draw(picture).text((30, 90), letter, font=font, fill=0, anchor="ms")
    head = b"600 0 0 -300 600 900 d1 q 600 0 0 1200 0 -300 cm BI /W 60 /H 120 /IM true /BPC 1 /F /AHx ID "
    return head + picture.tobytes().hex().encode() + b"> EI Q"


def _stream(writer: pypdf.PdfWriter, content: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream)
