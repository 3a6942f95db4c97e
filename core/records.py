"""The frozen records that the rooms hand to one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, `[start, end)`, of one page's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span."""
        return text[self.start : self.end]


class Box(NamedTuple):
    """A rectangle on a page as displayed: PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageState(StrEnum):
    """Whether a page's words can be searched."""

    TEXT = "text"
    EMPTY = "empty"
    NEEDS_OCR = "needs OCR"
    UNREADABLE = "unreadable"


class DocumentState(StrEnum):
    """What became of a document in the last ingest."""

    READY = "ready"
    PARTIAL = "partly readable"
    NEEDS_OCR = "needs OCR"
    FAILED = "failed"
    AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the corpus that needs a person: which file, which page (None: the whole file), what, and the remedy."""

    file: str
    page: int | None
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text is never edited after extraction; everything later is a Span into it.

    `number` is the PDF's page number from 1, `label` the printed one ("xii"). `about` holds the ISO 3166-1
    alpha-2 codes of the countries that the page names. `width` and `height` are PDF points as displayed.
    """

    document: str
    number: int
    label: str
    language: str
    text: str
    about: tuple[str, ...] = ()
    state: PageState = PageState.TEXT
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Tells whether a file changed: size in bytes, modification time in ns, SHA-256 of its bytes and of its catalogue row."""

    size: int
    modified: int
    content: str
    row: str


class PageEntry(NamedTuple):
    """What a document remembers of one of its pages without the page's text."""

    label: str
    language: str
    about: tuple[str, ...]
    state: PageState
    length: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus, or a row of the catalogue whose file is awaited.

    `date` is ISO 8601, to the year, month or day. `countries_from` are the presenters' countries, `countries_about`
    those spoken of (both ISO 3166-1 alpha-2). `reviewed` is false where the catalogue is silent.
    """

    id: str
    file: str
    title: str
    kind: str = ""
    date: str = ""
    language: str = ""
    presenters: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    countries_from: tuple[str, ...] = ()
    countries_about: tuple[str, ...] = ()
    event: str = ""
    source: str = ""
    note: str = ""
    reviewed: bool = False
    state: DocumentState = DocumentState.READY
    problems: tuple[Problem, ...] = ()
    fingerprint: Fingerprint = Fingerprint(0, 0, "", "")
    pages: tuple[PageEntry, ...] = field(default=(), repr=False)

    @property
    def year(self) -> int | None:
        """The year of the date, if there is one."""
        return int(self.date[:4]) if self.date[:4].isdecimal() else None

    @property
    def indexed(self) -> bool:
        """Whether the document has pages in the index."""
        return self.state in (DocumentState.READY, DocumentState.PARTIAL, DocumentState.NEEDS_OCR)

    def about(self, page: PageEntry | Page) -> tuple[str, ...]:
        """The countries that a page of this document speaks of.

        Those it names; and where the catalogue gives the document one country, that one too: a deck on Germany
        speaks of Germany on every slide, named or not.
        """
        if len(self.countries_about) != 1 or self.countries_about[0] in page.about:
            return page.about
        return (*self.countries_about, *page.about)
