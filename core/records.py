"""The frozen records that the rooms hand to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, `[start, end)`, of one page's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Box(NamedTuple):
    """A rectangle on a page as displayed: PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageState(StrEnum):
    """Whether a page's words can be searched."""

    TEXT = "text"
    OCR = "recognised"
    EMPTY = "empty"
    NEEDS_OCR = "needs OCR"
    GARBLED = "garbled"
    UNREADABLE = "unreadable"

    @property
    def searchable(self) -> bool:
        """Whether all that the page shows can be found: an empty page shows nothing that could be missed."""
        return self in (PageState.TEXT, PageState.OCR, PageState.EMPTY)


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


class Heading(NamedTuple):
    """A heading of a document's outline: its level from 1, its words, and the number of the page where it stands."""

    level: int
    title: str
    page: int


class Proposal(NamedTuple):
    """What a file seems to say of itself where the catalogue is silent: a field of Document, its values, and the evidence.

    `evidence` is a short sentence on where it was read; `page` is the page it stands on, None where it is no page. The
    field "file" proposes that the document is the one that a catalogue row awaits: its value is that row's title.
    """

    field: str
    values: tuple[str, ...]
    evidence: str
    page: int | None = None


class Term(NamedTuple):
    """A word or a few that stand for something, in a language (ISO 639-1); "" for an acronym, which is of none."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms that stand for the same thing, within and across languages: a row of terms.csv."""

    terms: tuple[Term, ...]


class Acronym(NamedTuple):
    """An acronym that a document defines: its long form and the language of that, the page and the span of its text where
    it is defined first, and on how many pages it is defined."""

    short: str
    long: str
    language: str
    page: int
    span: Span
    pages: int = 1


class Role(StrEnum):
    """As what somebody has the words of an intervention."""

    PRESENTER = "presenter"
    AUTHOR = "author"
    CHAIR = "chair"
    SPEAKER = "speaker"
    REPORTED = "reported"


class Place(NamedTuple):
    """A place in a document: the number of a page, and an offset into its text."""

    page: int
    offset: int


class Intervention(NamedTuple):
    """A stretch of a document, from `first` to before `last`, that holds somebody's words: a deck or its part, a turn in
    minutes, a report, a reported statement.

    `written` are the speakers' names as the document has them, `speakers` as they are known (reviewed aliases applied); both
    () for a speaker who is not named ("A participant"). `countries` and `organisations` are the speakers', where the document
    says them here. `session` is the part of the event it belongs to, `evidence` a short sentence on how it is known. `told` are
    the names that the document itself gives them ("Ms Lee", who is Ann Lee in its list), before aliases; () as it is read.
    """

    first: Place
    last: Place
    role: Role
    written: tuple[str, ...]
    speakers: tuple[str, ...]
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    session: str = ""
    evidence: str = ""
    told: tuple[str, ...] = ()


class Spelling(NamedTuple):
    """A name by which somebody is known, and another spelling of it, by which it can be asked for."""

    name: str
    written: str


class Kinship(StrEnum):
    """How two documents belong together."""

    SAME_FILE = "same file"
    VERSION = "version"
    LANGUAGE_TWIN = "language twin"


class Kin(NamedTuple):
    """A document (its id) that belongs together with another one, and how."""

    document: str
    kinship: Kinship


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its text is never edited after extraction; everything later is a Span into it.

    `number` is the PDF's page number from 1, `label` the printed one ("xii"). `about` holds the ISO 3166-1
    alpha-2 codes of the countries that the page names. `width` and `height` are PDF points as displayed.
    `confidence` in [0, 1] is how sure text recognition is of its words, None where the page has a text of its own; an empty
    page has 0.0 where it is a picture in which recognition found no word.
    `running` are running heads and feet that an earlier page has too: shown, but not searched. `notes` is the offset
    from which the text is the speaker's notes to a slide, None where there are none.
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
    confidence: float | None = None
    running: tuple[Span, ...] = ()
    notes: int | None = None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Tells whether a file changed: size in bytes, modification time in ns, SHA-256 of its bytes and of its catalogue row.

    `passwords` is "" but for a file that wants its password: which table of passwords it was tried with.
    """

    size: int
    modified: int
    content: str
    row: str
    passwords: str = ""


class PageEntry(NamedTuple):
    """What a document remembers of one of its pages without the page's text."""

    label: str
    language: str
    about: tuple[str, ...]
    state: PageState
    length: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus, or a row of the catalogue whose file is awaited.

    `date` is ISO 8601, to the year, month or day. `countries_from` are the presenters' countries, `countries_about`
    those spoken of (both ISO 3166-1 alpha-2). `reviewed` is false where the catalogue is silent.

    `copy` names the reading copy in the data folder from which pages, images and boxes come, "" where they come from
    the file itself. `outline` are its headings in order, `acronyms` those it defines, `attachments` the names of files
    within it, `limits` what its format cannot give, `proposals` what it seems to say of itself. `sketch` tells how much
    of its text it shares with others.
    `kin` are the documents it belongs together with; those of one `work` (the id of one of them, "" for its own) are
    counted as one document. `own_title` is the title that the file names itself ("" for none), `given_language` the language
    that the catalogue had given when the pages were read: a cell that is emptied again brings back what the file says.

    `presenters` and `organisations` are the names by which they are known; `written_presenters` and `written_organisations`
    those of the catalogue, before reviewed aliases were applied. `spellings` are other spellings of these names, and of the
    speakers' in `turns`. `turns` are the interventions that its text tells; those of
    its presenters beside them are in `core/interventions.py`.
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
    copy: str = ""
    outline: tuple[Heading, ...] = field(default=(), repr=False)
    attachments: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sketch: str = field(default="", repr=False)
    work: str = ""
    kin: tuple[Kin, ...] = ()
    own_title: str = ""
    given_language: str = ""
    acronyms: tuple[Acronym, ...] = field(default=(), repr=False)
    turns: tuple[Intervention, ...] = field(default=(), repr=False)
    written_presenters: tuple[str, ...] = ()
    written_organisations: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = field(default=(), repr=False)

    @property
    def year(self) -> int | None:
        """The year of the date, if there is one."""
        return int(self.date[:4]) if self.date[:4].isdecimal() else None

    @property
    def indexed(self) -> bool:
        """Whether the document has pages in the index."""
        return self.state in (DocumentState.READY, DocumentState.PARTIAL, DocumentState.NEEDS_OCR)

    def section(self, number: int) -> tuple[str, ...]:
        """The headings, from the outermost, under which page `number` stands; () before the first one.

        On a page where several begin, those that lead to the first of them that is not beside or above another.
        """
        path: list[Heading] = []
        begun = False
        for heading in self.outline:
            if heading.page > number or (begun and heading.level <= path[-1].level):
                break
            begun = heading.page == number
            path = [*(above for above in path if above.level < heading.level), heading]
        return tuple(heading.title for heading in path)

    def sections(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """What `section` says of all pages at once: (first page, last page, places of the headings in the outline).

        Pages before the first heading are left out; the outline is in the order of its pages.
        """
        path: tuple[int, ...] = ()
        after = 1
        for page, places in groupby(range(len(self.outline)), lambda place: self.outline[place].page):
            if path and after < page:
                yield after, page - 1, path
            led = None
            for place in places:
                above = tuple(other for other in path if self.outline[other].level < self.outline[place].level)
                if led is None and after == page + 1 and len(above) < len(path):
                    led = path
                path, after = (*above, place), page + 1
            yield page, page, path if led is None else led
        if path and after <= len(self.pages):
            yield after, len(self.pages), path

    def about(self, page: PageEntry | Page) -> tuple[str, ...]:
        """The countries that a page of this document speaks of.

        Those it names; and where the catalogue gives the document one country, that one too: a deck on Germany
        speaks of Germany on every slide, named or not.
        """
        if len(self.countries_about) != 1 or self.countries_about[0] in page.about:
            return page.about
        return (*self.countries_about, *page.about)
