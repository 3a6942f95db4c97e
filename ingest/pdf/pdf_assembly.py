"""Takes PDFs apart and puts them together with pypdf: single pages out, recognised pages in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, RectangleObject

from core.errors import FileUnreadable
from ingest.passwords import given, locked
from ingest.pdf.pdf_structure import DAMAGE, opens

_CONFIDENCE = "/RapporteurConfidence"
_OWNER_ONLY, _AS_USUAL = 0o600, 0o666
_DRAWN = ("/Contents", "/Resources", "/Group")
"""What makes a page look as it does, besides its geometry."""
_OF_THE_OLD_TEXT = ("/StructParents", "/Thumb", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DAMAGE as exc:
        raise FileUnreadable(
            "The searchable copy of the file cannot be put together.",
            "Open the file in a PDF reader and save it again.",
        ) from exc


def copy_pages(source: Path, numbers: Sequence[int], target: Path) -> None:
    """A PDF of some pages of a PDF, for files that pdfium refuses. Raises FileUnreadable."""
    with _translated(), source.open("rb") as stream:
        reader, writer = _open(stream), PdfWriter()
        for number in numbers:
            writer.add_page(reader.pages[number - 1])
        _write(writer, target)


def split(source: Path, targets: Sequence[Path], confidences: Sequence[float | None]) -> None:
    """Writes each page of a PDF that has a confidence to a file of its own, with that in the metadata. Raises FileUnreadable."""
    with _translated(), source.open("rb") as stream:
        reader = _open(stream)
        for page, target, confidence in zip(reader.pages, targets, confidences, strict=True):
            if confidence is None:
                continue
            writer = PdfWriter()
            writer.add_page(page)
            writer.add_metadata({_CONFIDENCE: f"{confidence:.3f}"})
            _write(writer, target)


def confidence(path: Path) -> float:
    """The confidence that `split` wrote into a page's file. Raises FileUnreadable."""
    with _translated(), path.open("rb") as stream:
        about = PdfReader(stream).metadata
        return float(str(about[_CONFIDENCE])) if about else 0.0


def replace_pages(source: Path, recognised: Mapping[int, Path], target: Path) -> None:
    """A copy of a PDF in which some pages (by number) look and read as the one page of another file does.

    All else stays: outline, labels, links, the other pages. Raises FileUnreadable.
    """
    with _translated(), source.open("rb") as stream:
        writer = PdfWriter(clone_from=_open(stream))
        for number, path in recognised.items():
            _replace(writer, writer.pages[number - 1], PdfReader(path).pages[0])
        _write(writer, target)


def _replace(writer: PdfWriter, page: PageObject, by: PageObject) -> None:
    for key in (*_DRAWN, *_OF_THE_OLD_TEXT):
        if key in page:
            del page[key]
    for key in _DRAWN:
        if key in by:
            page[NameObject(key)] = by.raw_get(key).clone(writer)
    page[NameObject("/MediaBox")] = page[NameObject("/CropBox")] = RectangleObject(by.cropbox)
    page[NameObject("/Rotate")] = NumberObject(by.rotation)
    if "/UserUnit" in by:
        page[NameObject("/UserUnit")] = by["/UserUnit"].clone(writer)


def _open(stream: object) -> PdfReader:
    reader = PdfReader(stream)  # type: ignore[arg-type]
    if not opens(reader):
        raise locked()
    return reader


def _write(writer: PdfWriter, target: Path) -> None:
    """Whole or not at all, also when the process is ended; what a password protected, only for the owner's eyes."""
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)
    mode = _OWNER_ONLY if given() else _AS_USUAL
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        writer.write(stream)
    partial.replace(target)
