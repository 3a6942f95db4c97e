"""Reads a PDF's structure with pypdf: metadata, page labels. Owner of pypdf; also the second text extractor."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from core.errors import FileUnreadable
from core.records import Heading, PageState
from ingest.passwords import given, locked
from ingest.pdf.page_text import page_text
from ingest.pdf.pdf_outline import read_outline
from ingest.pdf.pdf_page import RawPage, unreadable
from ingest.whereabouts import at_page

_SECONDS = 20
"""Structure is worth a short wait only; a page tree that loops must not cost the document its pages."""
_AGAIN = 0.2
"""Seconds until the time limit is raised again, should the first have been dropped."""

# What pypdf is known to raise on damaged files besides its own errors.
DAMAGE = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError,
           NotImplementedError, ZeroDivisionError, OSError)  # fmt: skip

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Structure:
    """What a PDF says of itself. `labels` and `outline` are empty when it gives none."""

    title: str = ""
    author: str = ""
    labels: tuple[str, ...] = ()
    creator: str = ""
    """The program it was made with."""
    outline: tuple[Heading, ...] = ()


class _TookTooLong(BaseException):
    """Not an Exception: pypdf catches those in places and would go on."""


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raises _TookTooLong in the block, again and again: Python drops an exception that meets a destructor or a
    callback of the garbage collector, and only reports it to `sys.unraisablehook`."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TookTooLong

    def report(unraisable: sys.UnraisableHookArgs) -> None:
        if not isinstance(unraisable.exc_value, _TookTooLong):
            hook_before(unraisable)

    handler_before, hook_before = signal.signal(signal.SIGALRM, stop), sys.unraisablehook
    sys.unraisablehook = report
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler_before)
        sys.unraisablehook = hook_before


def read_structure(path: Path, seconds: int = _SECONDS) -> Structure:
    """Metadata, printed page labels and outline; an empty Structure where pypdf cannot read them in time. Main thread only."""
    try:
        with _within(seconds), path.open("rb") as stream:
            reader = PdfReader(stream)
            if not opens(reader):
                return Structure()
            about = reader.metadata
            labels = tuple(map(_clean, reader.page_labels)) if "/PageLabels" in reader.root_object else ()
            title, author, creator = (about.title, about.author, about.creator) if about else ("", "", "")
            return Structure(_clean(title), _clean(author), labels, _clean(creator), _outline(reader))
    except (*DAMAGE, _TookTooLong):
        return Structure()


def _outline(reader: PdfReader) -> tuple[Heading, ...]:
    """A broken outline does not cost the labels."""
    try:
        return read_outline(reader)
    except DAMAGE:
        return ()


def read_pages(path: Path, left_out: Collection[int] = ()) -> Iterator[RawPage]:
    """Every page by pypdf, for files that pdfium refuses; those `left_out` come as UNREADABLE.

    Raises FileUnreadable where pypdf cannot read it either.
    """
    try:
        with path.open("rb") as stream:
            reader = PdfReader(stream)
            if not opens(reader):
                raise locked()
            if not len(reader.pages):
                raise FileUnreadable("The PDF has no pages.", "Ask for a fresh copy of the file.")
            for number in range(1, len(reader.pages) + 1):
                if number in left_out:
                    yield unreadable(number)
                    continue
                with at_page(number):
                    raw = _read(reader.pages[number - 1], number)
                yield raw
    except DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged or is not a PDF.",
            "Open it in a PDF reader and save it again, or ask for a fresh copy.",
        ) from exc


def opens(reader: PdfReader) -> bool:
    """Opens an encrypted file with no password, or with one that was given for it."""
    return not reader.is_encrypted or any(reader.decrypt(password) for password in ("", *given()))


def _read(page: PageObject, number: int) -> RawPage:
    text = page_text(page.extract_text())
    sides = float(page.cropbox.width), float(page.cropbox.height)
    width, height = sides if page.rotation % 180 == 0 else sides[::-1]
    return RawPage(number, text, width, height, _state(page, text))


def _state(page: PageObject, text: str) -> PageState:
    if any(character.isalnum() for character in text):
        return PageState.TEXT
    return PageState.NEEDS_OCR if len(page.images) else PageState.EMPTY


def _clean(text: str | None) -> str:
    return " ".join(page_text(str(text or "")).split())
