"""The jobs of a worker: name → function, each yielding its messages. Imported by worker processes only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.passwords import Source, unlocked
from ingest.pdf.pdf_page import boxes, image


def _once(function: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    def messages(*arguments: Any) -> Iterator[Any]:
        yield function(*arguments)

    return messages


def _extract(*arguments: Any) -> Iterator[Any]:
    from ingest.extract import extract  # seconds to import, which a reader who waits for an image is spared

    yield from extract(*arguments)


def _unpack(*arguments: Any) -> Iterator[Any]:
    from ingest.files.unpack import unpack

    unpack(*arguments)
    yield None


def _recognise(*arguments: Any) -> Iterator[Any]:
    from ingest.recognition.searchable_copy import recognise_pages

    yield from recognise_pages(*arguments)


def _searchable(*arguments: Any) -> Iterator[Any]:
    from ingest.recognition.searchable_copy import searchable

    yield from searchable(*arguments)


def _with_its_password(job: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """The job, whose first argument is a Source where its file may need a password."""

    def messages(first: Any, *arguments: Any) -> Iterator[Any]:
        path, secret = first if isinstance(first, Source) else Source(first)
        with unlocked(secret):
            yield from job(path, *arguments)

    return messages


_READING: dict[str, Callable[..., Iterator[Any]]] = {
    "extract": _extract,
    "unpack": _unpack,
    "recognise": _recognise,
    "searchable": _searchable,
    "image": _once(image),
    "boxes": _once(boxes),
}
JOBS = {name: _with_its_password(job) for name, job in _READING.items()}
