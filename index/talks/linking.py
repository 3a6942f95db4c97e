"""Which slides of a deck and which pages of a document tell of the same talk: certain rather than many.

A page is looked at where the slide's presenter speaks on it or is named on it; it is linked where it shares enough of the
slide's rare words. A word is rare that few pages of the library have and few of the pages that are compared (inverse document
frequency, Spärck Jones 1972, "A statistical interpretation of term specificity"); rare words that stand next to one another
on both count more. The title slide is linked with the pages that name the deck's title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.interventions import interventions, on_page, span_on
from core.records import Document, Intervention, Page, Role, Span
from index.analysis import fold, tokens
from index.engine import View
from index.queries.parser import parse
from index.talks.people import Person, apart, initials_of, named_in_full, names, person
from index.talks.words import Rarity, Shared, Words, shared, words_of_page

LEAST_SCORE = 6.0
LEAST_PART = 0.2
LEAST_ACROSS = 2.5
WITHOUT_EVENT = 1.5
AS_GOOD = 0.5
MOST_PAGES = 3
_MOST_NAMED = 400
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


def links(view: View, deck: Document, teller: Document, same_event: bool) -> tuple[Link, ...]:
    """The links between a deck and another document, by slide, best first. `same_event`: both are of one event."""
    people = {name: one for name in _presenters(deck) for one in [person(name)]}
    people = dict(zip(people, apart(people.values()), strict=True))
    named = {name: found for name, one in people.items() if (found := pages_naming(view, teller, one, same_event))}
    if not named:
        return ()
    numbers = sorted({number for found in named.values() for number in found})
    pages = {number: view.page(teller.id, number) for number in numbers}
    slides = {number: view.page(deck.id, number) for number in range(1, len(deck.pages) + 1)}
    left_out = _described(deck) | _described(teller)
    told = {
        number: words_of_page(page, _spans(teller, page, list(people.values())), left_out)
        for number, page in pages.items()
    }
    shown = {number: words_of_page(page, None, left_out) for number, page in slides.items()}
    rarity = Rarity(view, [*told.values(), *shown.values()])
    found: list[Link] = []
    for slide in list(slides)[_is_title(slides.get(1), deck) :]:
        own = [name for name in named if any(name in one.speakers for one in _presenting(deck, slide))]
        where = {page: tuple(name for name in own if page in named[name]) for page in numbers}
        candidates = {page: who for page, who in where.items() if who}
        found += _of_slide(slide, shown[slide], told, candidates, rarity, same_event)
    return (*_titled(deck, pages, named), *found)


def _of_slide(
    slide: int,
    own: Words,
    told: Mapping[int, Words],
    candidates: Mapping[int, tuple[str, ...]],
    rarity: Rarity,
    same_event: bool,
) -> list[Link]:
    compared = {page: shared(own, told[page], rarity) for page in candidates}
    stricter = 1.0 if same_event else WITHOUT_EVENT
    enough = [page for page in candidates if _enough(own, told[page], compared[page], stricter)]
    best = max((compared[page].score for page in enough), default=0.0)
    kept = sorted(
        (page for page in enough if compared[page].score >= AS_GOOD * best), key=lambda page: -compared[page].score
    )
    return [
        Link(slide, page, candidates[page], False, compared[page].words, compared[page].score)
        for page in kept[:MOST_PAGES]
    ]


def _enough(slide: Words, page: Words, both: Shared, stricter: float) -> bool:
    if slide.language != page.language:
        return both.score >= LEAST_ACROSS * stricter and len(both.words) > 1
    return both.score >= LEAST_SCORE * stricter and both.part >= LEAST_PART * stricter


def presents(document: Document) -> bool:
    """Whether somebody presents in a document: it is a deck, or has parts that are."""
    return any(one.role == Role.PRESENTER for one in interventions(document))


def _presenters(deck: Document) -> tuple[str, ...]:
    found = {name: None for one in interventions(deck) if one.role == Role.PRESENTER for name in one.speakers}
    return tuple(found)


def _presenting(deck: Document, number: int) -> list[Intervention]:
    return [one for one in on_page(deck, number) if one.role == Role.PRESENTER]


def pages_naming(view: View, document: Document, one: Person, same_event: bool) -> set[int]:
    """The pages of a document on which a person is named, or speaks.

    A document of the same event may know the person by the family name alone; any other has to have the whole name somewhere.
    """
    speaking = {
        number
        for turn in document.turns
        if one.name in turn.speakers
        for number in range(turn.first.page, turn.last.page + 1)
    }
    full = _pages(view, document, one.words)
    whole = [number for number in full if named_in_full(view.page(document.id, number).text, one)]
    if not whole and not same_event:
        return set()
    given = {initials_of(view.page(document.id, number).text, one) for number in whole} - {""}
    found = {n for n in _pages(view, document, one.family) if names(view.page(document.id, n).text, one)}
    for initials in given:
        found |= {
            n
            for n in _pages(view, document, (fold(initials),))
            if initials in {t.span.of(view.page(document.id, n).text) for t in tokens(view.page(document.id, n).text)}
        }
    return found | speaking


def _pages(view: View, document: Document, words: Sequence[str]) -> list[int]:
    phrase = parse(f'"{" ".join(words)}"')
    found = view.search(phrase, {"document": [document.id]}, _MOST_NAMED, counted=())
    return sorted(hit.number for hit in found.pages)


def _spans(document: Document, page: Page, people: Sequence[Person]) -> list[Span] | None:
    """Of a page with turns those of the people, and those that name one of them; None where the page has no turns."""
    turns = [one for one in on_page(document, page.number) if one in document.turns and one.speakers]
    if not turns:
        return None
    known = {one.name for one in people}
    spans = [(turn, span_on(turn, page.number, len(page.text))) for turn in turns]
    return [
        span
        for turn, span in spans
        if known & set(turn.speakers) or any(names(span.of(page.text), one) for one in people)
    ]


def _described(document: Document) -> frozenset[str]:
    """The folded words of who presents, for whom, and at what event: they tell nothing of a slide."""
    texts = (*document.presenters, *document.written_presenters, *document.organisations, document.event)
    return frozenset(fold(word) for text in texts for word, _, _ in tokens(text))


def _titled(deck: Document, pages: Mapping[int, Page], named: Mapping[str, set[int]]) -> Iterator[Link]:
    """The first slide, with the pages that name the title of the deck, or what stands before its colon, and a presenter."""
    titles = _titles(deck)
    for number, page in pages.items():
        text = _folded(page.text)
        who = tuple(name for name, where in named.items() if number in where)
        if who and any(f" {title} " in f" {text} " for title in titles):
            yield Link(1, number, who, True, (), 0.0)


def _is_title(first: Page | None, deck: Document) -> bool:
    """Whether the first slide shows the deck's title: what else it shows are names."""
    return first is not None and f" {_folded(deck.title.partition(':')[0])} " in f" {_folded(first.text)} "


def _titles(deck: Document) -> set[str]:
    parts = (_folded(part) for part in (deck.title, deck.title.partition(":")[0]))
    return {title for title in parts if len(title.split()) >= _TITLE_WORDS}


def _folded(text: str) -> str:
    return " ".join(fold(word) for word, _, _ in tokens(text))
