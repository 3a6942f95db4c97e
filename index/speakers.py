"""Whose words are where, as the engines count and filter them: the facets *presenter* and *from* of pages and passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.interventions import countries_of, floor_on, floors, has_turns, presenters_of
from core.records import Document, Intervention

SPOKEN = ("presenter", "from")
"""The facets whose values are those of who has the words."""


class Voice(NamedTuple):
    """Whose the words of a page are from the character `start` on: the values of SPOKEN in turn, and which of its document's
    interventions it is, in the order in which they have words; -1 where it is none that is known."""

    start: int
    intervention: int
    values: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def presenters(self) -> tuple[str, ...]:
        """Who speaks, by their known names."""
        return self.values[0]

    @property
    def countries(self) -> tuple[str, ...]:
        """Where they speak from."""
        return self.values[1]


def voices(document: Document) -> list[tuple[Voice, ...]]:
    """Those of every page, in order; each page has at least one, which begins with it."""
    if not has_turns(document):  # as nearly all documents
        alone = 0 if document.presenters else -1
        one = Voice(
            0, alone, (tuple(dict.fromkeys(document.presenters)), tuple(dict.fromkeys(document.countries_from)))
        )
        return [(one,)] * len(document.pages)
    numbers: dict[int, int] = {}
    values: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    found = []
    for stretches in floors(document):
        there = []
        for start, held in stretches:
            if held is not None:
                numbers.setdefault(id(held), len(numbers))
            if id(held) not in values:
                values[id(held)] = _values(document, held)
            there.append(Voice(start, -1 if held is None else numbers[id(held)], values[id(held)]))
        found.append(tuple(there))
    return found


def _values(document: Document, intervention: Intervention | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return presenters_of(intervention), tuple(dict.fromkeys(countries_of(document, intervention)))


def voices_on(document: Document, number: int) -> tuple[Voice, ...]:
    """Those of one page; their interventions are not numbered."""
    if not has_turns(document):
        return (Voice(0, -1, (document.presenters, document.countries_from)),)
    return tuple(Voice(start, -1, _values(document, held)) for start, held in floor_on(document, number))


def voice_at(document: Document, number: int, offset: int) -> Voice:
    """Whose words stand at a character of a page."""
    there = voices_on(document, number)
    return there[bisect_right([voice.start for voice in there], offset) - 1]


def page_speakers(document: Document, number: int) -> Mapping[str, tuple[str, ...]]:
    """The values of SPOKEN of all who have words on a page, in the order in which they have them."""
    there = voices_on(document, number)
    return {
        facet: tuple(dict.fromkeys(value for voice in there for value in voice.values[n]))
        for n, facet in enumerate(SPOKEN)
    }


def spoken_values(document: Document, facet: str) -> Mapping[str, int]:
    """The values of one of SPOKEN that pages of a document have, and how many pages have each."""
    at = SPOKEN.index(facet)
    if not has_turns(document):
        return dict.fromkeys((document.presenters, document.countries_from)[at], len(document.pages))
    pages: dict[str, int] = {}
    for there in voices(document):
        for value in dict.fromkeys(value for voice in there for value in voice.values[at]):
            pages[value] = pages.get(value, 0) + 1
    return pages


def spoken_pages(document: Document) -> Iterator[tuple[str, int, int]]:
    """Runs of pages on which somebody has words: (presenter, first page, last page)."""
    if not has_turns(document):
        yield from ((name, 1, len(document.pages)) for name in document.presenters)
        return
    since: dict[str, int] = {}
    numbered = [*enumerate(voices(document), 1), (len(document.pages) + 1, ())]
    for number, there in numbered:
        here = {name for voice in there for name in voice.values[0]}
        for name in [name for name in since if name not in here]:
            yield name, since.pop(name), number - 1
        for name in here:
            since.setdefault(name, number)
