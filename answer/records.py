"""What an answer is made of: quotes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from answer.question import Question
from core.interventions import organisations_at, speaking_at
from core.records import Document, Intervention, Page, Span
from core.speaking_of import passage_about
from index.speakers import voice_at


class Status(StrEnum):
    """Silence is a valid answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of one page that speak to the question: `text` is `page.text[span.start:span.end]`, verified.

    `support` in [0, 1] is how much of the question's weight the quote and its surroundings carry; `marks` are spans of
    the page's text within the quote: the question's words; `answer` likewise: the parts that answer it, () where none can be
    told.
    """

    text: str
    document: Document
    page: Page
    span: Span
    support: float
    marks: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()

    @property
    def _place(self) -> int:
        """Where its words stand that speak to the question: a sentence may begin before a speaker does."""
        return self.marks[0].start if self.marks else self.span.start

    @property
    def speaker(self) -> Intervention | None:
        """The innermost intervention whose words it is, where its speakers are known by name."""
        return speaking_at(self.document, self.page.number, self._place)

    @property
    def presenters(self) -> tuple[str, ...]:
        """Whose words it is: who has the floor where its words stand that speak to the question; () where that is not known."""
        return voice_at(self.document, self.page.number, self._place).presenters

    @property
    def about(self) -> tuple[str, ...]:
        """The countries that its words speak of, most named first; () where that is not certain."""
        return passage_about(self.document, self.page, self.span)

    @property
    def origin(self) -> tuple[str, ...]:
        """The countries that its words come from: those of who has the floor; () where that is not known."""
        return voice_at(self.document, self.page.number, self._place).countries

    @property
    def organisations(self) -> tuple[str, ...]:
        """What its words are spoken for; () where that is not known."""
        return organisations_at(self.document, self.page.number, self._place)

    @property
    def country(self) -> str | None:
        """The country that its words speak of first, else the speaker's; None where neither is known."""
        return next(iter((*self.about, *self.origin)), None)


@dataclass(frozen=True, slots=True)
class Searched:
    """What a "not found" speaks of: documents and pages looked through, and what of the selection cannot be searched:
    pages, and documents that could not be read at all."""

    documents: int
    pages: int
    unreadable_pages: int
    unreadable_documents: int


@dataclass(frozen=True, slots=True)
class TriedWord:
    """A word of a question as it was written: in how many documents it stands, in any of its forms, within the filters and
    `anywhere`; the other `forms` of it that the corpus has; where it stands nowhere, the `nearest` words that do."""

    word: str
    documents: int
    anywhere: int
    forms: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried for a question without an answer: how it was `understood`, the equal terms that were looked for as well
    (`equals`, "" where there are none), its words, and the question that may have been `meant`, "" where none seems so."""

    understood: str
    equals: str
    words: tuple[TriedWord, ...]
    meant: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer for one country or presenter, best quote first; a row without quotes is kept. `searched` is what was looked
    through for it."""

    value: str
    status: Status
    quotes: tuple[Quote, ...]
    searched: Searched = Searched(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, as it was understood, on one generation of the index.

    `related` are quotes that are near the question and no answer, and `tried` says what was looked for: of an answer that is
    "not found". `filters` are those it was looked for within, the question's own among them; `by` is what its `rows` are made
    of ("country", "presenter", or ""), `rows_left` how many values more there are than rows.
    """

    asked: Question
    status: Status
    quotes: tuple[Quote, ...]
    rows: tuple[AnswerRow, ...]
    searched: Searched
    generation: int
    related: tuple[Quote, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    by: str = ""
    rows_left: int = 0
    tried: Tried | None = None

    @property
    def question(self) -> str:
        """The question as it was put."""
        return self.asked.text
