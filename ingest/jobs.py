"""The jobs of a worker: name → function, each yielding its messages. Imported by worker processes only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.pdf_page import boxes, image


def _once(function: Callable[..., Any]) -> Callable[..., Iterator[Any]]:
    def messages(*arguments: Any) -> Iterator[Any]:
        yield function(*arguments)

    return messages


def _extract(*arguments: Any) -> Iterator[Any]:
    from ingest.extract import extract  # seconds to import, which a reader who waits for an image is spared

    yield from extract(*arguments)


JOBS: dict[str, Callable[..., Iterator[Any]]] = {"extract": _extract, "image": _once(image), "boxes": _once(boxes)}
