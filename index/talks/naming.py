"""Who presents in a deck, and on which pages of other documents they are named or speak."""

from __future__ import annotations

from collections.abc import Sequence

from core.interventions import PRESENTATIONS, interventions, on_page, span_on
from core.records import Document, Intervention, Page, Role, Span
from index.analysis import fold
from index.engine import View
from index.queries.parser import parse
from index.talks.people import Person, initials_of, named_in_full, names, orders

IN_TURNS = 0.5
"""The part of a page that turns take up, at least, where its words are told apart by who speaks."""
_MOST_NAMED = 400
"""Pages of one document on which a person is looked for."""


def presents(document: Document) -> bool:
    """Whether somebody presents in a document: it is a deck, or has parts that are."""
    return document.kind in PRESENTATIONS or any(turn.role == Role.PRESENTER for turn in document.turns)


def presenters(deck: Document) -> tuple[str, ...]:
    """Who presents in a deck, in the order of its pages."""
    spoken = (name for one in interventions(deck) if one.role == Role.PRESENTER for name in one.speakers)
    return tuple(dict.fromkeys(spoken))


def presenting(deck: Document, number: int) -> list[Intervention]:
    """The interventions of presenters on one slide."""
    return [one for one in on_page(deck, number) if one.role == Role.PRESENTER]


def pages_naming(view: View, document: Document, one: Person, same_event: bool) -> set[int]:
    """The pages of a document on which a person is named, or speaks.

    A document of the same event may know the person by the family name alone, or by initials that it explains; any other has
    to have the whole name somewhere.
    """
    spoken = [turn for turn in document.turns if one.name in turn.speakers]
    speaking = {number for turn in spoken for number in range(turn.first.page, turn.last.page + 1)}
    whole = _named_in_full(view, document, one)
    if not whole and not same_event:
        return set()
    family = {number: view.page(document.id, number).text for number in _pages(view, document, one.family)}
    found = {number for number, text in family.items() if names(text, one)}
    for initials in {initials_of(view.page(document.id, number).text, one) for number in whole} - {""}:
        found |= set(_pages(view, document, (fold(initials),)))
    return found | speaking


def _named_in_full(view: View, document: Document, one: Person) -> list[int]:
    """The pages of a document on which the whole name stands."""
    possible = {number for words in orders(one) for number in _pages(view, document, words)}
    return [number for number in sorted(possible) if named_in_full(view.page(document.id, number).text, one)]


def _pages(view: View, document: Document, words: Sequence[str]) -> list[int]:
    """The pages of a document that have some words next to one another."""
    phrase = parse(f'"{" ".join(words)}"')
    found = view.search(phrase, {"document": [document.id]}, _MOST_NAMED, counted=())
    return sorted(hit.number for hit in found.pages)


def spans_of(document: Document, page: Page, people: Sequence[Person]) -> list[Span] | None:
    """Of a page of turns those of the people, and those that name one of them; None where most of a page is nobody's turn."""
    turns = [one for one in document.turns if one.first.page <= page.number <= one.last.page]
    spans = [(turn, span_on(turn, page.number, len(page.text))) for turn in turns]
    if sum(span.end - span.start for _, span in spans) <= IN_TURNS * len(page.text):
        return None
    known = {one.name for one in people}
    return [
        span
        for turn, span in spans
        if known & set(turn.speakers) or any(names(span.of(page.text), one) for one in people)
    ]
