"""Typesets the pages of the load set into PDFs, one a document, the same bytes every time; kept for the next run."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import typst

SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data"
PAGES = SHARED / "load" / "pages.jsonl.xz"
"""One JSON object a line: document, page, text."""

_DAY = datetime(2011, 10, 21, tzinfo=UTC)
_SHEET = """
#set document(title: sys.inputs.title, date: datetime(year: 2011, month: 10, day: 21))
#set page(paper: "a4", margin: 1.5cm, numbering: "1")
#set text(font: "Libertinus Serif", size: 8pt, hyphenate: true)
#set par(justify: true, leading: 0.4em)
#let pages = json(bytes(sys.inputs.pages))
#for (number, page) in pages.enumerate() {
  if number > 0 { pagebreak() }
  page.split("\\n").join(linebreak())
}
"""


def read_load(path: Path = PAGES) -> Iterator[tuple[str, list[str]]]:
    """(document, texts of its pages), in the order of the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for name, rows in groupby(map(json.loads, lines), key=lambda row: str(row["document"])):
            yield name, [str(row["text"]) for row in rows]


def typeset_load(folder: Path, path: Path = PAGES) -> int:
    """Fills `folder` with a PDF of each document; those that are there stay. Returns how many there are.

    A page of the load set begins a page of the PDF; one whose text is too long for a sheet goes on to the next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, (name, texts) in enumerate(read_load(path), 1):
        target = folder / f"{name}.pdf"
        if not target.exists():
            partial = target.with_suffix(".part")
            partial.write_bytes(typeset(name, texts))
            partial.rename(target)
    return count


def typeset(title: str, texts: list[str]) -> bytes:
    """A PDF with the texts, each from the top of a page. No system fonts and no clock: the bytes repeat."""
    pages = json.dumps([_settable(text) for text in texts])
    made: bytes = typst.compile(
        _SHEET.encode(), format="pdf", ignore_system_fonts=True, sys_inputs={"title": title, "pages": pages},
        timestamp=_DAY,
    )  # fmt: skip
    return made


def _settable(text: str) -> str:
    """The text without what is no character to set: control characters, surrogates."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
