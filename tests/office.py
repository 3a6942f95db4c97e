"""Makes presentations and documents of other formats than PDF as bytes, with the libraries that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import docx
import odfdo
import pptx

SLIDE_WIDTH, SLIDE_HEIGHT = 720.0, 540.0
"""A slide of python-pptx's own template, in points."""
UNDRAWABLE = "\U00010600\U00010601\U00010602"
"""Letters of Linear A, which hardly any font has."""


@dataclass(frozen=True)
class Slide:
    """A title, lines, notes."""

    title: str
    lines: Sequence[str] = ()
    notes: str = ""
    hidden: bool = False


def pptx_bytes(*slides: Slide, title: str = "") -> bytes:
    """A PowerPoint presentation."""
    presentation = pptx.Presentation()
    presentation.core_properties.title = title
    for slide in slides:
        made = presentation.slides.add_slide(presentation.slide_layouts[1])
        made.shapes.title.text = slide.title
        made.placeholders[1].text = "\n".join(slide.lines)
        if slide.notes:
            made.notes_slide.notes_text_frame.text = slide.notes
        if slide.hidden:
            made._element.set("show", "0")
    return _saved(presentation)


def docx_bytes(*paragraphs: str, title: str = "", heading: str = "") -> bytes:
    """A Word document: a heading, if any, and paragraphs."""
    document = docx.Document()
    document.core_properties.title = title
    if heading:
        document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def odt_bytes(*elements: odfdo.Element, title: str = "") -> bytes:
    """An OpenDocument text of these elements."""
    document = odfdo.Document("odt")
    document.body.clear()
    for element in elements:
        document.body.append(element)
    document.meta.title = title
    return _saved(document)


def odp_bytes(*slides: Slide) -> bytes:
    """An OpenDocument presentation; a hidden slide has a style that says so."""
    document = odfdo.Document("odp")
    document.body.clear()
    document.insert_style(
        odfdo.Element.from_tag(
            '<style:style style:name="dpHidden" style:family="drawing-page">'
            '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
        ),
        automatic=True,
    )
    for number, slide in enumerate(slides, 1):
        page = odfdo.DrawPage(f"page{number}", name=f"Slide {number}")
        if slide.hidden:
            page.set_attribute("draw:style-name", "dpHidden")
        page.append(_frame("title", "2cm", [slide.title]))
        page.append(_frame("outline", "8cm", slide.lines))
        if slide.notes:
            notes = odfdo.Element.from_tag("presentation:notes")
            notes.append(_frame("notes", "2cm", slide.notes.splitlines()))
            page.append(notes)
        document.body.append(page)
    return _saved(document)


def _frame(role: str, top: str, lines: Sequence[str]) -> odfdo.Element:
    frame = odfdo.Element.from_tag(
        f'<draw:frame presentation:class="{role}" svg:x="2cm" svg:y="{top}" svg:width="20cm" svg:height="4cm"/>'
    )
    box = odfdo.Element.from_tag("draw:text-box")
    for line in lines:
        box.append(odfdo.Paragraph(line))
    frame.append(box)
    return frame


def with_parts(package: bytes, parts: dict[str, bytes]) -> bytes:
    """The same package, some of its parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return buffer.getvalue()


def part(package: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
