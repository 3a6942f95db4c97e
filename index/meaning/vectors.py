"""The vectors of pages: one small file a document below the data folder, found by what the document's pages are.

A page is cut into windows that a model can read, each of which has a vector; running heads and feet are left out, and
the first page's windows begin with the document's title. A file is written whole or not at all, never changed, and named for
its document's content: another reading of the same file is another name. So a view of any generation finds its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from core.errors import RapporteurError
from core.records import Document, Page, Span
from index.engine import View

_RECIPE = 1
"""Counts up with every change of how windows are cut or vectors made."""
_OVERLAP = 8
"""One piece of words in so many is shared by two windows, so that few sentences are cut in both."""
_TITLE = 5
"""One piece in so many of a window may be the title's."""
_MOST_WINDOWS = 24
"""Of one page: more than any page of a report has (some 3,500 words)."""
_BROKEN = re.compile("\u00ad\n?")
_UNKNOWN = "und"
_AT_ONCE = 64
"""Windows between two looks at whether to stop."""

Vectors = NDArray[Any]
"""Records of (page, start, end, vector): the window is the characters [start, end) of the page's text."""


class Encoder(Protocol):
    """What a sentence model offers (`index/meaning/sentence_model.py`)."""

    @property
    def identity(self) -> str:
        """Tells it from every other one."""

    @property
    def size(self) -> int:
        """Numbers a vector."""

    @property
    def window(self) -> int:
        """Pieces of words that it reads at once, two marks of its own included."""

    @property
    def languages(self) -> frozenset[str]:
        """Those it was made for; empty: any."""

    def pieces(self, text: str) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
        """The pieces of words of a text, and the characters of each."""

    def of_query(self, text: str) -> NDArray[np.float32]:
        """The vector of what a reader asks, of length 1."""

    def of_windows(self, windows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The vectors of windows, a row each, of length 1."""


class Window(NamedTuple):
    """The characters `span` of a page's text, as pieces of words."""

    page: int
    span: Span
    pieces: Sequence[int]


def readable(document: Document, encoder: Encoder) -> list[int]:
    """The numbers of the pages that the model can read: those with words, in a language that it knows."""
    known = encoder.languages and {*encoder.languages, _UNKNOWN}
    return [n for n, page in enumerate(document.pages, 1) if page.length and (not known or page.language in known)]


class VectorFiles:
    """The files of one model below `home`."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._home, self._folder = home, home / f"{encoder.identity}.{_RECIPE}"
        self._record = np.dtype([("page", "<i4"), ("start", "<i4"), ("end", "<i4"), ("vector", "<f2", encoder.size)])

    def read(self, document: Document) -> Vectors | None:
        """A document's vectors; None where there are none yet, or none that can be read."""
        try:
            found = np.load(self._path(document), allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return found if found.dtype == self._record else None

    def write(self, document: Document, windows: Sequence[Window], vectors: NDArray[np.float32]) -> None:
        """Keeps a document's vectors. Raises RapporteurError where the disk refuses."""
        rows = np.zeros(len(windows), self._record)
        rows["page"] = [window.page for window in windows]
        rows["start"] = [window.span.start for window in windows]
        rows["end"] = [window.span.end for window in windows]
        rows["vector"] = vectors
        path = self._path(document)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as stream:
                np.save(stream, rows, allow_pickle=False)
            part.replace(path)
        except OSError as exc:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            problem = f"The vectors of {document.title!r} cannot be written ({exc.strerror or exc})."
            raise RapporteurError(problem, "The index is up to date. Check space and rights, then ingest.") from exc

    def only_this_model(self) -> None:
        """Removes the vectors of other models."""
        for folder in _entries(self._home):
            if folder != self._folder:
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, document: Document) -> Path:
        return self._folder / f"{_key(document)}.npy"


def sweep_vectors(home: Path, documents: Iterable[Document]) -> None:
    """Removes the vectors, of any model, of documents that are not among these, and what broken-off runs left."""
    folders = _entries(home)
    kept = {f"{_key(document)}.npy" for document in documents} if folders else set()
    for file in (file for folder in folders for file in _entries(folder) if file.name not in kept):
        with suppress(OSError):
            file.unlink()


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _key(document: Document) -> str:
    """What vectors depend on: the file's content, how its pages were read (their lengths tell), and the title."""
    pages = [(page.language, page.state, page.length, page.confidence) for page in document.pages]
    told = json.dumps([document.fingerprint.content, document.id, document.title, pages])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def windows(page: Page, title: str, encoder: Encoder) -> Iterator[Window]:
    """A page cut into windows that overlap; on a first page each begins with the title."""
    text, removed = _flowing(page.text, page.running)
    pieces, places = encoder.pieces(text)
    head = list(encoder.pieces(title)[0][: encoder.window // _TITLE]) if title and page.number == 1 else []
    room = max(1, encoder.window - 2 - len(head))
    step = room - room // _OVERLAP
    start = 0
    while start < min(len(pieces), step * _MOST_WINDOWS):
        end = min(start + room, len(pieces))
        first, last = _original(places[start][0], removed), _original(places[end - 1][1], removed)
        yield Window(page.number, Span(first, min(last, len(page.text))), [*head, *pieces[start:end]])
        if end == len(pieces):
            break
        start += step


def _flowing(text: str, running: Sequence[Span]) -> tuple[str, list[tuple[int, int]]]:
    """The text with running heads blanked and broken words joined; and where how many characters were taken out."""
    for span in running:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    removed, taken = [], 0
    for match in _BROKEN.finditer(text):
        removed.append((match.start() - taken, len(match.group())))
        taken += len(match.group())
    return _BROKEN.sub("", text), removed


def _original(place: int, removed: Sequence[tuple[int, int]]) -> int:
    """Where a character of the flowing text stands in the page's own."""
    return place + sum(length for at, length in removed if at <= place)


def fill(
    view: View, files: VectorFiles, encoder: Encoder, tell: Callable[[int, int], None], stopped: Callable[[], bool]
) -> int:
    """Makes the vectors that a view's documents lack, some documents at a time: what is done is kept, however it ends.

    `tell` is told how many pages of how many are done. Gives how many documents still lack theirs because it was `stopped`.
    Raises what the model and the disk raise.
    """
    lacking = [(document, pages) for document in view.documents.values() if (pages := readable(document, encoder))]
    lacking = [(document, pages) for document, pages in lacking if files.read(document) is None]
    total, done = sum(len(pages) for _, pages in lacking), 0
    cut: list[tuple[Document, list[Window]]] = []
    for place, (document, pages) in enumerate(lacking):
        if stopped():
            return len(lacking) - place + len(cut)
        read = (view.page(document.id, number) for number in pages)
        cut.append((document, [window for page in read for window in windows(page, document.title, encoder)]))
        if place + 1 < len(lacking) and sum(len(own) for _, own in cut) < _AT_ONCE:
            continue
        for part in _encoded(cut, files, encoder):
            if stopped():
                return len(lacking) - place - 1 + len(cut)
            done += part
            tell(done, total)
        cut = []
    files.only_this_model()
    return 0


def _encoded(cut: Sequence[tuple[Document, list[Window]]], files: VectorFiles, encoder: Encoder) -> Iterator[int]:
    """Makes the vectors of some documents and writes them; yields how many pages more are done, as it goes."""
    everything = [(document.id, window) for document, own in cut for window in own]
    vectors = np.zeros((len(everything), encoder.size), np.float32)
    for start in range(0, len(everything), _AT_ONCE):
        part = everything[start : start + _AT_ONCE]
        vectors[start : start + len(part)] = encoder.of_windows([window.pieces for _, window in part])
        before = everything[start - 1 : start]
        pages = {(name, window.page) for name, window in part} - {(name, window.page) for name, window in before}
        yield len(pages)
    at = 0
    for document, own in cut:
        files.write(document, own, vectors[at : at + len(own)])
        at += len(own)
