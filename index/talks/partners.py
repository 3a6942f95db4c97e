"""Which documents may tell of which decks: those of the same event, and those that name a presenter in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.interventions import on_page
from core.records import Document, Page
from index.analysis import terms_of, written_words
from index.engine import View, work_of
from index.queries.parser import parse
from index.talks.naming import presenters, presents
from index.talks.people import names, person
from index.talks.words import folded_text

_MOST_DOCUMENTS = 200


class Partner(NamedTuple):
    """A document that may tell of a talk, and whether it is of the same event as the deck."""

    document: Document
    same_event: bool


class Decks:
    """The decks of a generation by a word of their presenters' family names, by their presenters' initials and by their event."""

    def __init__(self, view: View) -> None:
        self.generation = view.generation
        self._by_word: dict[str, list[Document]] = {}
        self._others: dict[str, list[Document]] = {}
        for document in view.documents.values():
            if not document.pages:
                continue
            if not presents(document):
                self._others.setdefault(_event(document), []).append(document)
                continue
            for key in {key for name in presenters(document) for key in _keys(name)}:
                self._by_word.setdefault(key, []).append(document)

    def told_on(self, document: Document, page: Page) -> list[Partner]:
        """The decks of which a page may tell, by the names on it and by who speaks there."""
        written = {terms_of(word, "und")[0] for word, _ in written_words(page.text)}
        spoken = {key for one in on_page(document, page.number) for name in one.speakers for key in _keys(name)}
        near = {deck.id: deck for key in written | spoken for deck in self._by_word.get(key, ())}
        return [
            Partner(deck, same_event(deck, document))
            for deck in near.values()
            if may_tell(document, deck) and (same_event(deck, document) or _named(page.text, deck))
        ]

    def telling_of(self, view: View, deck: Document) -> list[Partner]:
        """The documents that may tell of a deck: of its event, or with the whole name of one of its presenters."""
        own = self._others.get(_event(deck), []) if _event(deck) else []
        naming = (view.documents[one] for name in presenters(deck) for one in _documents_naming(view, name))
        known = {document.id: document for document in (*own, *naming)}
        return [
            Partner(document, same_event(deck, document))
            for document in known.values()
            if not presents(document) and may_tell(document, deck)
        ]


def _keys(name: str) -> tuple[str, ...]:
    one = person(name)
    initials = "".join(word[0] for word in one.words)
    return (*one.family[:1], *((initials,) if len(initials) > 1 else ()))


def _named(text: str, deck: Document) -> bool:
    return any(names(text, person(name)) for name in presenters(deck))


def _documents_naming(view: View, name: str) -> Iterable[str]:
    words = person(name).words
    if len(words) < 2:
        return ()
    found = view.search(parse(f'"{" ".join(words)}"'), {}, _MOST_DOCUMENTS, counted=())
    return dict.fromkeys(hit.document for hit in found.pages)


def same_event(one: Document, other: Document) -> bool:
    """Whether two documents are of one event, as the catalogue calls it."""
    return bool(_event(one)) and _event(one) == _event(other)


def may_tell(document: Document, deck: Document) -> bool:
    """Whether a document can tell of a talk: it is another work, no older than the talk, and not of another event."""
    events = [event for event in (_event(document), _event(deck)) if event]
    return work_of(document) != work_of(deck) and not _older(document.date, deck.date) and len(set(events)) < 2


def _older(date: str, other: str) -> bool:
    shorter = min(len(date), len(other))
    return date[:shorter] < other[:shorter]


def _event(document: Document) -> str:
    return folded_text(document.event)
