"""What is said about a document's pages without standing in their text: who speaks, what whole and sections are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.records import Document
from index.analysis import stem, tokens


def meta_stems(document: Document, page: int, languages: Iterable[str]) -> set[str]:
    """The stems, in each language, of the words about a page of a document that may stand in for words of its text.

    Who speaks belongs to every page, a heading to those of its section; what the whole is called (title, event) belongs
    to the first page alone: else all pages of a report called "Joint Service Delivery" would have these words.
    """
    words = {word for text, first, last in described(document) if first <= page <= last for word in words_of(text)}
    return {stem(word, language) for word in words for language in languages}


def described(document: Document) -> Iterator[tuple[str, int, int]]:
    """What is said about a document's pages: (text, first page, last page)."""
    for text in (*document.presenters, *document.organisations):
        yield text, 1, len(document.pages)
    for text in (document.title, document.event):
        yield text, 1, 1
    yield from headed(document)


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
