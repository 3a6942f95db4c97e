"""What is said about a document's pages beside their text: who speaks, what whole and sections are called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from core.records import Document
from index.analysis import fold, stem, tokens
from index.speakers import spoken_pages


def meta_stems(document: Document, page: int, language: str) -> set[str]:
    """The stems, in the page's language, of the words about a page of a document that may stand in for words of its text.

    Who speaks belongs to the pages where they do, a heading to those of its section; the event belongs to the first page
    alone, and so does the title (`title_words`): else all pages of a report called "Joint Service Delivery" would have
    these words.
    """
    words = {word for text, first, last in described(document) if first <= page <= last for word in words_of(text)}
    return {stem(word, language) for word in words}


def title_words(document: Document) -> list[str]:
    """The words of the title, in order. They count as words of the first page's text."""
    return [word for word, _, _ in tokens(document.title)]


class TitleWord(NamedTuple):
    """A word of a title: folded, and its stem in the language of the first page."""

    word: str
    term: str


def titled(document: Document, page: int, language: str) -> list[TitleWord]:
    """The words of the title that count on a page: all on the first, none on the others."""
    words = title_words(document) if page == 1 else []
    return [TitleWord(fold(word), stem(word, language)) for word in words]


def described(document: Document) -> Iterator[tuple[str, int, int]]:
    """What is said about a document's pages: (text, first page, last page). A name comes with its other spellings."""
    for text, first, last in _named(document):
        yield text, first, last
        yield from ((one.written, first, last) for one in document.spellings if one.name == text)
    yield document.event, 1, 1
    yield from headed(document)


def _named(document: Document) -> Iterator[tuple[str, int, int]]:
    yield from spoken_pages(document)
    for text in document.organisations:
        yield text, 1, len(document.pages)


def headed(document: Document) -> Iterator[tuple[str, int, int]]:
    """Each heading and the pages of its section: (title, first page, last page)."""
    since: dict[int, int] = {}
    upto = 0
    for first, last, path in document.sections():
        for place in [place for place in since if place not in path]:
            yield document.outline[place].title, since.pop(place), upto
        for place in path:
            since.setdefault(place, first)
        upto = last
    for place, first in since.items():
        yield document.outline[place].title, first, upto


@lru_cache(maxsize=100_000)
def words_of(text: str) -> frozenset[str]:
    """The words of a title or a name."""
    return frozenset(word for word, _, _ in tokens(text))
