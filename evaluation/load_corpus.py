"""Typesets the pages of the load set into PDFs, each text from the top of a page: the same bytes every time, made once."""

from __future__ import annotations

import json
import lzma
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import typst

SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data"
PAGES = SHARED / "load" / "pages.jsonl.xz"
"""One JSON object a line: document, page, text."""

_REPORTS, _REPORT_PAGES = 3, 150
_LEAFLETS, _LEAFLET_PAGES = 350, 7

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


@dataclass(frozen=True, slots=True)
class Corpora:
    """Folders of PDFs: `large` has some 25,000 pages, the shared born-digital PDFs among them; `small` the first
    2,450 of those in 350 files; `reports` a few more, of 150 pages each, which neither has.
    """

    large: Path
    small: Path
    reports: Path


def read_load(path: Path = PAGES) -> Iterator[tuple[str, list[str]]]:
    """(document, texts of its pages), in the order of the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for name, rows in groupby(map(json.loads, lines), key=lambda row: str(row["document"])):
            yield name, [str(row["text"]) for row in rows]


def build(bench: Path) -> Corpora:
    """Makes all corpora in `bench`; what is there already stays. Minutes the first time."""
    documents = list(read_load())
    long = [(name, texts) for name, texts in documents if len(texts) >= _REPORT_PAGES]
    held_out = dict(long[-_REPORTS:])
    corpora = Corpora(bench / "large", bench / "small", bench / "reports")
    kept = [(name, texts) for name, texts in documents if name not in held_out]
    _fill(corpora.large, kept)
    _copy_real(corpora.large)
    _fill(corpora.small, _leaflets([text for _, texts in kept for text in texts]))
    _fill(corpora.reports, ((name, texts[:_REPORT_PAGES]) for name, texts in held_out.items()))
    return corpora


def _leaflets(texts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The first pages as many small documents."""
    for number in range(_LEAFLETS):
        yield f"leaflet-{number + 1:03}", texts[number * _LEAFLET_PAGES : (number + 1) * _LEAFLET_PAGES]


def _fill(folder: Path, documents: Iterable[tuple[str, list[str]]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, texts in documents:
        target = folder / f"{name}.pdf"
        if not target.exists():
            partial = target.with_suffix(".part")
            partial.write_bytes(typeset(name, texts))
            partial.rename(target)


def _copy_real(folder: Path) -> None:
    for path in sorted((SHARED / "pdfs").glob("rep_*/*.pdf")):
        target = folder / f"{path.parent.name}-{path.name}"
        if not target.exists():
            shutil.copyfile(path, target)


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
