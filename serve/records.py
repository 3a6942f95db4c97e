"""What the façade tells of the library and of one page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.records import Box, Document, Page, Problem, Span


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """The state of the index: counts (documents of one work are one of `works`), what is awaited, what needs a person."""

    documents: int
    pages: int
    awaited: tuple[Document, ...]
    failed: tuple[Problem, ...]
    languages: Mapping[str, int]
    generation: int
    works: int
    duplicates: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """One page of a document with the marks of a query: spans of its text, and boxes on it, a list for each span."""

    document: Document
    page: Page
    marks: tuple[Span, ...]
    boxes: tuple[tuple[Box, ...], ...]
    note: str = ""
