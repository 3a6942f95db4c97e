"""Makes minimal PDFs as bytes, by hand, so that a test knows where every word stands."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pypdf

WIDTH, HEIGHT = 400.0, 600.0
ADVANCE = 0.6
"""Every letter of Courier advances by this much of the type size."""

_FONTS = ("Courier", "Helvetica", "Times-Roman")


@dataclass(frozen=True)
class Text:
    """Words whose first letter stands at (x, y) in PDF user space: points, origin bottom left, before any rotation."""

    text: str
    x: float = 40
    y: float = 500
    size: float = 12
    font: str = "Courier"
    angle: int = 0
    """Degrees counter-clockwise: 0, 90, 180 or 270."""

    @property
    def width(self) -> float:
        """How far the text advances, in points (Courier only)."""
        return len(self.text) * ADVANCE * self.size


@dataclass(frozen=True)
class Sheet:
    """One page: texts, perhaps a picture that fills it, and its geometry. `crop` is left, bottom, right, top."""

    texts: Sequence[Text] = ()
    picture: bool = False
    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: bytes = b""
    """Further operators, as they are."""


@dataclass
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: bytes | str) -> int:
        self.bodies.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.bodies)

    def stream(self, entries: str, content: bytes) -> int:
        head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode("latin-1")
        return self.add(head + content + b"\nendstream")

    def file(self, trailer: str) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        offsets = []
        for number, body in enumerate(self.bodies, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = len(out)
        out += f"xref\n0 {len(self.bodies) + 1}\n0000000000 65535 f \n".encode()
        out += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode()
        out += f"trailer\n<< /Size {len(self.bodies) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode("latin-1")
        return bytes(out)


def pdf(
    *sheets: Sheet,
    labels: Mapping[int, str] | None = None,
    title: str | None = None,
    author: str | None = None,
    outline: Sequence[tuple[str, int]] = (),
    reads: Mapping[str, str] | None = None,
    times: int = 1,
    tags: Sequence[Sequence[str]] = (),
) -> bytes:
    """A PDF of these pages.

    `labels`: page index → a label dictionary's entries ("/S /r", "/S /D /St 5", "/P (A-)"). `outline`: (title, page index).
    `reads`: letters of the text → what they stand for in Unicode (a ToUnicode map), for letters no standard font has.
    `tags`: of each page, the entries of the structure elements ("/ActualText (word)") for its marked content from 0 up.
    `times`: how often the page tree names these pages, one round after the other.
    """
    objects = _Objects()
    catalog, tree = objects.add(""), objects.add("")
    unicode_map = f" /ToUnicode {objects.stream('', _to_unicode(reads))} 0 R" if reads else ""
    fonts = {
        name: objects.add(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding{unicode_map} >>"
        )
        for name in _FONTS
    }
    picture = objects.stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
        b"\x00\xff\xff\x00",
    )
    resources = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
    resources = f"/Font << {resources} >>"
    pictured = f"{resources} /XObject << /Picture {picture} 0 R >>"
    pages = [_page(objects, sheet, tree, pictured if sheet.picture else resources) for sheet in sheets]
    kids = " ".join(f"{number} 0 R" for number in pages)
    count = len(pages)
    if times > 1:
        branch = objects.add(f"<< /Type /Pages /Parent {tree} 0 R /Kids [{kids}] /Count {count} >>")
        kids, count = " ".join([f"{branch} 0 R"] * times), count * times
    objects.bodies[tree - 1] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    root = f"/Type /Catalog /Pages {tree} 0 R"
    if tags:
        root += f" /MarkInfo << /Marked true >> /StructTreeRoot {_structure(objects, tags, pages)} 0 R"
    if labels:
        root += " /PageLabels << /Nums [" + " ".join(f"{at} << {entry} >>" for at, entry in labels.items()) + "] >>"
    if outline:
        root += f" /Outlines {_outline(objects, outline, pages)} 0 R"
    objects.bodies[catalog - 1] = f"<< {root} >>".encode("latin-1")
    about = {"Title": title, "Author": author}
    info = " ".join(f"/{key} {_string(value)}" for key, value in about.items() if value is not None)
    return objects.file(f"/Root {catalog} 0 R /Info {objects.add(f'<< {info} >>')} 0 R")


def words(*lines: str, size: float = 12, **sheet: object) -> Sheet:
    """A page of lines of text, from the top, 1.2 times the type size apart."""
    texts = [Text(line, 40, HEIGHT - 60 - index * 1.2 * size, size) for index, line in enumerate(lines)]
    return Sheet(texts, **sheet)  # type: ignore[arg-type]


def protected(content: bytes, password: str, algorithm: str = "AES-256") -> bytes:
    """The same PDF, to be opened with `password` only; "" as password leaves it open to everybody."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, "the owner's", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _page(objects: _Objects, sheet: Sheet, tree: int, resources: str) -> int:
    drawn = b"q %g 0 0 %g 0 0 cm /Picture Do Q\n" % (sheet.width, sheet.height) if sheet.picture else b""
    drawn += b"".join(map(_show, sheet.texts)) + sheet.content
    crop = f" /CropBox [{' '.join(f'{edge:g}' for edge in sheet.crop)}]" if sheet.crop else ""
    return objects.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {sheet.width:g} {sheet.height:g}]{crop} /Rotate {sheet.rotate}"
        f" /Resources << {resources} >> /Contents {objects.stream('', drawn)} 0 R >>"
    )


def _show(text: Text) -> bytes:
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[text.angle]
    place = f"{cos} {sin} {-sin} {cos} {text.x:g} {text.y:g} Tm"
    return f"BT /{text.font} {text.size:g} Tf {place} ".encode() + _literal(text.text) + b" Tj ET\n"


def _literal(text: str) -> bytes:
    return b"<" + text.encode("cp1252").hex().encode() + b">"


def _string(text: str) -> str:
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")).hex() + ">"


def _to_unicode(reads: Mapping[str, str]) -> bytes:
    pairs = "".join(
        f"<{letter.encode('cp1252').hex()}> <{meant.encode('utf-16-be', 'surrogatepass').hex()}>\n"
        for letter, meant in {**{chr(c): chr(c) for c in range(32, 127)}, **reads}.items()
    )
    count = pairs.count("\n")
    assert count <= 100, "a bfchar section holds at most 100 pairs"
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{count} beginbfchar\n{pairs}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _structure(objects: _Objects, tags: Sequence[Sequence[str]], pages: Sequence[int]) -> int:
    top = objects.add("")
    elements = []
    for index, (page, entries) in enumerate(zip(pages, tags, strict=True)):
        body = objects.bodies[page - 1]
        objects.bodies[page - 1] = body.replace(b" /Resources", b" /StructParents %d /Resources" % index)
        elements.append(
            [
                objects.add(f"<< /Type /StructElem /S /Span /P {top} 0 R /Pg {page} 0 R /K {number} {entry} >>")
                for number, entry in enumerate(entries)
            ]
        )
    kids = " ".join(f"{number} 0 R" for each in elements for number in each)
    parents = " ".join(f"{at} [{' '.join(f'{number} 0 R' for number in each)}]" for at, each in enumerate(elements))
    objects.bodies[top - 1] = f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree << /Nums [{parents}] >> >>".encode()
    return top


def _outline(objects: _Objects, outline: Sequence[tuple[str, int]], pages: Sequence[int]) -> int:
    top = objects.add("")
    items = range(top + 1, top + 1 + len(outline))
    for number, (title, page) in zip(items, outline, strict=True):
        before = f" /Prev {number - 1} 0 R" if number > items[0] else ""
        after = f" /Next {number + 1} 0 R" if number < items[-1] else ""
        objects.add(f"<< /Title {_string(title)} /Parent {top} 0 R /Dest [{pages[page]} 0 R /Fit]{before}{after} >>")
    objects.bodies[top - 1] = (
        f"<< /Type /Outlines /First {items[0]} 0 R /Last {items[-1]} 0 R /Count {len(items)} >>".encode()
    )
    return top
