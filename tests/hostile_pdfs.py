"""Makes PDFs that mean no good, by hand: pages that never end, loops where trees should be, bombs, pages of five metres."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pdfs import _Objects

FIVE_METRES = 5000 / 25.4 * 72


def with_pages(
    *contents: str, forms: Sequence[str] = (), side: float = 400, catalog: str = "", more: Sequence[str] = ()
) -> bytes:
    """A PDF of one page for each content stream. `forms`: further streams, drawn as /F0, /F1 …, each within the next.

    Objects: 1 the catalog (with the entries `catalog`), 2 the page tree, 3 the resources, then `more`.
    """
    objects = _Objects()
    root, tree, resources = objects.add(""), objects.add(""), objects.add("")
    for body in more:
        objects.add(body)
    font = objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    box = f"/BBox [0 0 {side:g} {side:g}] /Resources {resources} 0 R"
    drawn = [objects.stream(f"/Type /XObject /Subtype /Form {box}", form.encode()) for form in forms]
    pages = []
    for content in contents:
        stream = objects.stream("", content.encode())
        pages.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {side:g} {side:g}] /Resources {resources} 0 R"
                f" /Contents {stream} 0 R >>"
            )
        )
    named = " ".join(f"/F{number} {form} 0 R" for number, form in enumerate(drawn))
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects.bodies[resources - 1] = f"<< /Font << /Courier {font} 0 R >> /XObject << {named} >> >>".encode()
    objects.bodies[tree - 1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects.bodies[root - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>".encode()
    return objects.file(f"/Root {root} 0 R")


def says(text: str) -> str:
    """A content stream that shows one line."""
    return f"BT /Courier 12 Tf 1 0 0 1 40 300 Tm ({text}) Tj ET\n"


def endless_page(before: Sequence[str], after: Sequence[str], levels: int = 12, times: int = 12) -> bytes:
    """Between good pages one that draws a form that draws another one `times` times, and so on: times ** levels letters."""
    forms = [says("x"), *(f"/F{level} Do\n" * times for level in range(levels))]
    return with_pages(*map(says, before), f"/F{levels} Do\n", *map(says, after), forms=forms)


def bomb(size: int) -> bytes:
    """A page whose content stream unpacks to `size` bytes of blanks after its words, twice compressed."""
    packer = zlib.compressobj(9)
    words, block = says("before the bomb").encode(), b" " * 2**20
    packed = packer.compress(words) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.adler32(words)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)  # says the same wherever it stands
    packed += again * (size // len(block))
    for _ in range(size // len(block)):
        checksum = zlib.adler32(block, checksum)
    twice = zlib.compress(packed + packer.flush()[:-4] + checksum.to_bytes(4, "big"), 9)
    objects = _Objects()
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    objects.add("<< /Type /Catalog /Pages 2 0 R >>")
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R"
        f" /Resources << /Font << /Courier {font} >> >> >>"
    )
    objects.stream("/Filter [/FlateDecode /FlateDecode]", twice)
    return objects.file("/Root 1 0 R")


def recursive_outline() -> bytes:
    """An outline whose only item is its own neighbour, parent and child."""
    item = "<< /Title (Round) /Parent 4 0 R /First 5 0 R /Last 5 0 R /Next 5 0 R /Prev 5 0 R /Count 1 /Dest [9 0 R /Fit] >>"
    outline = "<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>"
    return with_pages(says("words on it"), catalog="/Outlines 4 0 R", more=[outline, item])


def looping_tree() -> bytes:
    """A page tree that has itself among its kids, beside a good page."""
    good = with_pages(says("words on it"))
    kids = good[good.index(b"/Kids [") : good.index(b"] /Count")]
    return good.replace(kids + b"] /Count 1 ", kids + b" 2 0 R] /Count 2 ")


def looping_labels() -> bytes:
    """Page labels in a number tree that is its own child."""
    return with_pages(
        says("words on it"), catalog="/PageLabels 4 0 R", more=["<< /Kids [4 0 R 4 0 R] /Limits [0 9] >>"]
    )


def five_metres() -> bytes:
    """A poster."""
    return with_pages(says("a large sheet"), side=FIVE_METRES)
