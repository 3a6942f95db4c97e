"""What an answer is made of: quotes first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.records import Document, Page, Span


class Status(StrEnum):
    """Silence is a valid answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of one page that speak to the question: `text` is `page.text[span.start:span.end]`, verified.

    `support` in [0, 1] is how much of the question's weight the quote and its surroundings carry; `marks` are spans of
    the page's text within the quote.
    """

    text: str
    document: Document
    page: Page
    span: Span
    support: float
    marks: tuple[Span, ...] = ()

    @property
    def country(self) -> str | None:
        """The country that the page speaks of first, else the presenter's; None where neither is known."""
        countries = (*self.document.about(self.page), *self.document.countries_from)
        return countries[0] if countries else None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer for one country or presenter; a row without quotes is kept."""

    value: str
    status: Status
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What a "not found" speaks of: documents and pages looked through, and what of the selection cannot be searched:
    pages, and documents that could not be read at all."""

    documents: int
    pages: int
    unreadable_pages: int
    unreadable_documents: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question on one generation of the index."""

    question: str
    status: Status
    quotes: tuple[Quote, ...]
    rows: tuple[AnswerRow, ...]
    searched: Searched
    generation: int
