"""The same talk elsewhere: from a slide to the pages that tell of it, and from such a page back to the slides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.records import Document, Page
from index.engine import View
from index.store.kept import Kept
from index.talks.linking import Link, links
from index.talks.naming import presents
from index.talks.partners import Decks, Partner

WORDS_SHOWN = 8
"""Shared words that the evidence names."""

_LINK_BYTES = 400


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A page of another document on the same talk: who presents on the one and is named or speaks on the other, the event of
    both ("" where it is not known to be one), whether the deck's title is named there, the rare words both have, rarest
    first, and how much these are (0 where the title alone links them)."""

    document: Document
    number: int
    presenters: tuple[str, ...]
    event: str
    titled: bool
    words: tuple[str, ...]
    score: float

    @property
    def evidence(self) -> str:
        """A sentence on how it is known: "Same presenter: Ann Lee. Same event. Shares: wraparound, Datenschutzcockpit."."""
        said = [f"Same presenter: {', '.join(self.presenters)}"]
        said += [f"Same event: {self.event}"] if self.event else []
        said += ["Names the talk’s title"] if self.titled else []
        said += [f"Shares: {', '.join(self.words)}"] if self.words else []
        return ". ".join(said) + "."


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The pages elsewhere on the same talk as a page, by document, best first; and the documents that were looked through."""

    document: Document
    page: Page
    found: tuple[Counterpart, ...]
    looked: tuple[Document, ...]
    generation: int

    @property
    def nothing(self) -> str:
        """Where none was found, a sentence on what was looked through; "" where some were."""
        if self.found:
            return ""
        if not self.looked:
            whom = "a presenter of this slide" if presents(self.document) else "a talk whose slides are here"
            return f"No document of the same event or later names {whom}."
        pages = sum(len(document.pages) for document in self.looked)
        number, noun = len(self.looked), "document" if len(self.looked) == 1 else "documents"
        return f"Nothing certain in {number} {noun}, {pages} pages."


@dataclass
class Talks:
    """Finds counterparts; links between two documents are made once a generation, at most some `most` bytes are kept."""

    most: int = 8_000_000
    _decks: Decks | None = field(default=None, init=False)
    _links: Kept[tuple[int, str, str], tuple[Link, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._links = Kept(self.most, lambda made: 200 + _LINK_BYTES * len(made))

    def decks(self, view: View) -> Decks:
        """The decks of a generation."""
        known = self._decks
        if known is None or known.generation != view.generation:
            known = self._decks = Decks(view)
        return known

    def links(self, view: View, deck: Document, partner: Partner) -> tuple[Link, ...]:
        """The links between a deck and a document that may tell of it."""
        key = (view.generation, deck.id, partner.document.id)
        return self._links.of(key, lambda: links(view, deck, partner.document, partner.same_event))

    def counterparts(self, view: View, identifier: str, number: int) -> Counterparts:
        """The pages elsewhere on the same talk as one page: of a deck the pages that tell of the slide, of any other document
        the slides that it tells of. Raises NotFound."""
        page = view.page(identifier, number)
        document = view.documents[identifier]
        if presents(document):
            partners = self.decks(view).telling_of(view, document)
            found = [
                _counterpart(partner.document, link.page, link, partner, document)
                for partner in partners
                for link in self.links(view, document, partner)
                if link.slide == number
            ]
        else:
            partners = self.decks(view).told_on(document, page)
            found = [
                _counterpart(deck.document, link.slide, link, deck, document)
                for deck in partners
                for link in self.links(view, deck.document, Partner(document, deck.same_event))
                if link.page == number
            ]
        looked = tuple(partner.document for partner in partners)
        return Counterparts(document, page, _by_document(found), looked, view.generation)


def _counterpart(other: Document, number: int, link: Link, partner: Partner, document: Document) -> Counterpart:
    event = document.event if partner.same_event else ""
    return Counterpart(other, number, link.presenters, event, link.titled, link.words[:WORDS_SHOWN], link.score)


def _by_document(found: Iterable[Counterpart]) -> tuple[Counterpart, ...]:
    """Those of one document together, the document with the best first; a document's own best first."""
    ordered = sorted(found, key=lambda one: (-one.score, one.document.id, one.number))
    best: dict[str, int] = {}
    for place, one in enumerate(ordered):
        best.setdefault(one.document.id, place)
    return tuple(sorted(ordered, key=lambda one: best[one.document.id]))
