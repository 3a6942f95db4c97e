"""A passage as it is cited: its words to the letter, whose they are, of which work, on which page, and its permalink."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from answer.sentences import sentences
from core.interventions import speaking_at
from core.records import Document, Page, Role, Span
from index.queries.reading import PLAIN, Reading
from index.search import Hit
from serve.as_json import page_address
from serve.quoted_span import quoted_span
from serve.render import date_name, numbered, plain

LONGEST = 600
"""Characters of a quote: longer than that, it is the snippet alone."""

_PARTICLES = frozenset(
    "af al da das de degli del della den der di do dos du el la le ten ter van von y zu zum zur".split()  # noqa: SIM905
)
_ADDED = re.compile(r",?\s+(?:jr|sr|ii|iii|ph\.?\s?d|md|mp|ma|msc)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A presenter's name in its parts; an organisation, or a name of one word, has a family name alone."""

    family: str
    given: str = ""
    body: bool = False

    @property
    def inverted(self) -> str:
        """ "Hasenkamp, Friedlinde"; an organisation's name as it is."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage, or a page as a whole where `quote` is "".

    `quote` is what stands on the page in `span`, with line ends as blanks and words that are broken at them joined;
    `language` is the page's. `speakers` and `role` say whose words the quote is, where these are not simply the document's
    `presenters`. `address` is the permalink.
    """

    document: str
    title: str
    kind: str
    presenters: tuple[Name, ...]
    organisations: tuple[str, ...]
    event: str
    date: str
    page: int
    label: str
    language: str
    quote: str
    span: Span | None
    speakers: tuple[str, ...]
    role: Role | None
    address: str

    @property
    def where(self) -> str:
        """The page, printed and in the PDF: "p. xii (PDF 14)"."""
        return numbered(self.label, self.page)


def citation_of(
    document: Document, page: Page, span: Span | None = None, site: str = "", query: str = "", reading: Reading = PLAIN
) -> Citation:
    """The citation of a span of a page, or of the page. `site` is the server's address, before the page's own; the
    permalink marks the words of `query`."""
    held = speaking_at(document, page.number, span.start) if span else None
    told = held if held and held.speakers != document.presenters else None
    return Citation(
        document.id, document.title, document.kind,
        tuple(name_of(name, document.organisations) for name in document.presenters), document.organisations,
        document.event, document.date, page.number, page.label, page.language,
        plain(span.of(page.text)) if span else "", span, told.speakers if told else (), told.role if told else None,
        urljoin(site, page_address(document.id, page.number, query, reading)),
    )  # fmt: skip


def citation_at(
    document: Document, page: Page, span: Span | None, site: str = "", query: str = "", reading: Reading = PLAIN
) -> Citation:
    """Likewise, of a quote that somebody chose: its permalink has the quote itself marked, and keeps the query beside it."""
    told = citation_of(document, page, span, site, query, reading)
    place = quoted_span(span, span.of(page.text)) if span else None
    return replace(told, address=urljoin(site, page_address(document.id, page.number, query, reading, place)))


def cited(hit: Hit, site: str = "", query: str = "", reading: Reading = PLAIN) -> Citation:
    """The citation of a hit: the sentences of its snippet that hold the query's words."""
    return citation_of(hit.document, hit.page, quoted(hit), site, query, reading)


def quoted(hit: Hit) -> Span | None:
    """The whole sentences around the marks of a hit's snippet, else the snippet; None on a page without words."""
    window, marks = hit.snippet.span, hit.snippet.marks
    if window.start == window.end:
        return None
    if not marks:
        return window
    first, last = (Span(window.start + mark.start, window.start + mark.end) for mark in (marks[0], marks[-1]))
    whole = around(hit.page, first, last)
    return whole if whole.end - whole.start <= LONGEST else window


def around(page: Page, first: Span, last: Span) -> Span:
    """The whole sentences of a page from that of one span to that of another."""
    held = [span for span in sentences(page.text, page.running) if span.start < last.end and first.start < span.end]
    return Span(held[0].start, held[-1].end) if held else Span(first.start, last.end)


def name_of(name: str, organisations: tuple[str, ...] = ()) -> Name:
    """The parts of a name: what stands before a comma is the family name, else the last word with its particles
    ("von der Leyen"). One that is among `organisations` is a body."""
    if name in organisations:
        return Name(name, body=True)
    plainly = _ADDED.sub("", name).strip()
    family, comma, given = (part.strip() for part in plainly.partition(","))
    if comma and family:
        return Name(family, given)
    words = plainly.split()
    at = max(len(words) - 1, 0)
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at])) if words else Name(name)


def in_words(citation: Citation) -> str:
    """The citation as a sentence to paste: “quote” — who, title, event, date, page, permalink."""
    people = [" ".join(filter(None, (name.given, name.family))) for name in citation.presenters]
    by = ", ".join(people or citation.organisations)
    body = f" ({', '.join(citation.organisations)})" if people and citation.organisations else ""
    spoken = f"{', '.join(citation.speakers)}{_as(citation.role)}, in: " if citation.speakers else ""
    kind = f" [{citation.kind}]" if citation.kind else ""
    parts = [
        f"{by}{body}" if by else "",
        f"{citation.title}{kind}",
        citation.event,
        date_name(citation.date),
        citation.where,
    ]
    where = f"{spoken}{', '.join(filter(None, parts))}. {citation.address}"
    return f"“{citation.quote}” — {where}" if citation.quote else where


def _as(role: Role | None) -> str:
    return f" ({role.value})" if role in (Role.CHAIR, Role.REPORTED) else ""


def pick_of(document: str, page: int, span: Span | None = None) -> str:
    """A passage in one word, for addresses: "deck-germany:5:120-260", or "deck-germany:5" for the page."""
    return f"{document}:{page}" + (f":{span.start}-{span.end}" if span else "")
