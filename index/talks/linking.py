"""Which slides of a deck and which pages of a document tell of the same talk: certain rather than many.

A page is looked at where the slide's presenter speaks on it or is named on it; it is linked where it shares enough of the
slide's rare words. A word is rare that few pages of the library have and few of the pages that are compared (inverse document
frequency, Spärck Jones 1972, "A statistical interpretation of term specificity"); rare words that stand next to one another
on both count more. The title slide is linked with the pages that name the deck's title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.records import Document, Page
from index.engine import View
from index.talks.naming import pages_naming, presenters, presenting, spans_of
from index.talks.people import apart, person
from index.talks.words import Rarity, Shared, Words, folded_text, shared, words_of_page

# Each has its row in evaluation/expected.toml.
LEAST_SCORE = 6.0
"""Rare words that a slide and a page of one language share, each worth up to 1, at least."""
LEAST_PART = 0.2
"""The part of the slide's rare words that these are, at least."""
LEAST_IN_TURNS = 3.0
"""The same where the page's words are told apart by who speaks: less stands there by chance, whatever part of the slide it is."""
LEAST_ACROSS = 2.5
"""Names, numbers and words spelled alike that a slide and a page of two languages share, at least."""
WITHOUT_EVENT = 1.5
"""How many times as much is asked where it is not known that both are of one event."""
AS_GOOD = 0.5
"""A slide's further pages share this part of what its best one does, at least."""
MOST_PAGES = 3
"""Pages of one document that a slide is linked with."""
_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """A slide and a page of another document that tells of it: the presenters both have, whether the page names the deck's
    title, and the rare words they share, rarest first."""

    slide: int
    page: int
    presenters: tuple[str, ...]
    titled: bool
    words: tuple[str, ...]
    score: float


class _Asked(NamedTuple):
    """How many times as much is asked, and of which pages the words are told apart by who speaks."""

    stricter: float
    in_turns: frozenset[int]

    def enough(self, slide: Words, page: Words, number: int, both: Shared) -> bool:
        """Whether what a slide and a page share is more than chance."""
        if slide.language != page.language:
            return both.score >= LEAST_ACROSS * self.stricter and len(both.words) > 1
        if number in self.in_turns:
            return both.score >= LEAST_IN_TURNS * self.stricter
        return both.score >= LEAST_SCORE * self.stricter and both.part >= LEAST_PART * self.stricter


def links(view: View, deck: Document, teller: Document, same_event: bool) -> tuple[Link, ...]:
    """The links between a deck and another document, by slide, best first. `same_event`: both are of one event."""
    people = apart(map(person, presenters(deck)))
    naming = {one.name: pages_naming(view, teller, one, same_event) for one in people}
    pages = {number: view.page(teller.id, number) for number in sorted(set().union(*naming.values()))}
    if not pages:
        return ()
    slides = {number: view.page(deck.id, number) for number in range(1, len(deck.pages) + 1)}
    left_out = _described(deck) | _described(teller) | _words(deck.title)
    spans = {number: spans_of(teller, page, people) for number, page in pages.items()}
    told = {number: words_of_page(page, spans[number], left_out) for number, page in pages.items()}
    in_turns = frozenset(number for number in pages if spans[number] is not None)
    shown = {number: words_of_page(page, None, left_out) for number, page in slides.items()}
    rarity = Rarity(view, [*told.values(), *shown.values()])
    found = list(_titled(deck, pages, naming))
    for number in slides:
        own = {name for one in presenting(deck, number) for name in one.speakers}
        who = {page: tuple(name for name in naming if name in own and page in naming[name]) for page in pages}
        if number > 1 or not _is_title(slides[1], deck):
            stricter = 1.0 if same_event else WITHOUT_EVENT
            found += _of_slide(number, shown[number], told, who, rarity, _Asked(stricter, in_turns))
    return tuple(found)


def _of_slide(
    number: int,
    own: Words,
    told: Mapping[int, Words],
    who: Mapping[int, tuple[str, ...]],
    rarity: Rarity,
    asked: _Asked,
) -> list[Link]:
    """The links of one slide; `who` says which of its presenters each page names."""
    compared = {page: shared(own, told[page], rarity) for page in told if who[page]}
    enough = {page: both for page, both in compared.items() if asked.enough(own, told[page], page, both)}
    best = max((both.score for both in enough.values()), default=0.0)
    ranked = sorted(enough, key=lambda page: (-enough[page].score, page))
    return [
        Link(number, page, who[page], False, enough[page].words, enough[page].score)
        for page in ranked[:MOST_PAGES]
        if enough[page].score >= AS_GOOD * best
    ]


def _described(document: Document) -> frozenset[str]:
    """The folded words of who presents, for whom, and at what event: they tell nothing of a slide."""
    texts = (*document.presenters, *document.written_presenters, *document.organisations, document.event)
    return frozenset(word for text in texts for word in _words(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(folded_text(text).split())


def _titled(deck: Document, pages: Mapping[int, Page], named: Mapping[str, set[int]]) -> Iterator[Link]:
    """The first slide, with the pages that name the title of the deck, or what stands before its colon, and a presenter."""
    titles = _titles(deck)
    for number, page in pages.items():
        text = folded_text(page.text)
        who = tuple(name for name, where in named.items() if number in where)
        if who and any(f" {title} " in f" {text} " for title in titles):
            yield Link(1, number, who, True, (), 0.0)


def _is_title(first: Page, deck: Document) -> bool:
    """Whether the first slide shows the deck's title: what else it shows are names."""
    return f" {folded_text(deck.title.partition(':')[0])} " in f" {folded_text(first.text)} "


def _titles(deck: Document) -> set[str]:
    parts = (folded_text(part) for part in (deck.title, deck.title.partition(":")[0]))
    return {title for title in parts if len(title.split()) >= _TITLE_WORDS}
