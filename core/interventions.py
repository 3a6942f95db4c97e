"""Whose words a document's pages are: the turns its text tells, and what its presenters or authors hold beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from core.records import Document, Intervention, Place, Role, Span

PRESENTATIONS = ("presentation", "deck", "slides", "webinar")
"""Kinds of documents, as the catalogue calls them, whose presenters speak; those of other kinds write."""

TO_THE_END = 2**31 - 1
"""The offset before which an intervention ends that has its last page to the end; how long a text is, no entry knows."""

_BY_CATALOGUE = "Its presenters, by the catalogue"


class Stretch(NamedTuple):
    """The characters of a page from `start` to the next stretch, and whose words they are; None where nobody is known."""

    start: int
    intervention: Intervention | None


def interventions(document: Document) -> tuple[Intervention, ...]:
    """All of a document's interventions, in the order of their beginnings; the whole comes before its parts.

    The presenters of a deck have the pages that no part of it gives to others; the authors of any other document
    have all its pages, and turns stand within them.
    """
    return _in_order((*_whole(document), *document.turns))


def _in_order(found: Iterable[Intervention]) -> tuple[Intervention, ...]:
    return tuple(sorted(found, key=lambda one: (one.first, (-one.last.page, -one.last.offset))))


def _whole(document: Document) -> Iterator[Intervention]:
    return _presented(document) if document.kind in PRESENTATIONS else _written(document)


def _written(document: Document) -> Iterator[Intervention]:
    if document.presenters and document.pages:
        yield _held(document, 1, len(document.pages), Role.AUTHOR, "Its authors, by the catalogue")


def _presented(document: Document) -> Iterator[Intervention]:
    """The stretches of pages that no part is said to be somebody's."""
    parts = [turn for turn in document.turns if turn.role == Role.PRESENTER]
    if not parts:  # as nearly all decks
        if document.presenters and document.pages:
            yield _held(document, 1, len(document.pages), Role.PRESENTER, _BY_CATALOGUE)
        return
    taken = {number for part in parts for number in range(part.first.page, part.last.page + 1)}
    begun = None
    for number in range(1, len(document.pages) + 2):
        left = document.presenters and number <= len(document.pages) and number not in taken
        if left and begun is None:
            begun = number
        elif not left and begun is not None:
            yield _held(document, begun, number - 1, Role.PRESENTER, _BY_CATALOGUE)
            begun = None


def _held(document: Document, first: int, last: int, role: Role, evidence: str) -> Intervention:
    written = document.written_presenters or document.presenters
    return Intervention(
        Place(first, 0), Place(last, TO_THE_END), role, written, document.presenters, document.countries_from,
        document.organisations, document.event, evidence,
    )  # fmt: skip


def on_page(document: Document, number: int) -> tuple[Intervention, ...]:
    """The interventions that have words on a page."""
    there = [one for one in (*_whole(document), *document.turns) if one.first.page <= number <= one.last.page]
    return _in_order(there) if len(there) > 1 else tuple(there)


def span_on(intervention: Intervention, number: int, length: int) -> Span:
    """The characters of an intervention on one of its pages, whose text has `length`."""
    start = intervention.first.offset if number == intervention.first.page else 0
    return Span(start, min(intervention.last.offset, length) if number == intervention.last.page else length)


def speaking_at(document: Document, number: int, offset: int) -> Intervention | None:
    """The innermost intervention with named speakers at a place; None where nobody is certain."""
    place = Place(number, offset)
    around = [one for one in on_page(document, number) if one.first <= place < one.last]
    innermost = around[-1] if around else None
    return innermost if innermost and innermost.speakers else None


def has_turns(document: Document) -> bool:
    """Whether somebody beside its presenters has words in it: a person whom somebody reports has none of his own."""
    return any(turn.role != Role.REPORTED for turn in document.turns)


def floor_on(document: Document, number: int) -> tuple[Stretch, ...]:
    """Who has the floor on a page, from its beginning to its end: the innermost intervention everywhere.

    A reported statement has no floor: its words are those of who reports it.
    """
    return _floor(number, [one for one in on_page(document, number) if one.role != Role.REPORTED])


def floors(document: Document) -> list[tuple[Stretch, ...]]:
    """The same of all pages, in their order; each intervention is one object wherever it has words."""
    pages = len(document.pages)
    held: list[list[Intervention]] = [[] for _ in range(pages)]
    for one in interventions(document):
        for number in range(max(1, one.first.page), min(one.last.page, pages) + 1) if one.role != Role.REPORTED else ():
            held[number - 1].append(one)
    return [_floor(number, there) for number, there in enumerate(held, 1)]


def _floor(number: int, held: Sequence[Intervention]) -> tuple[Stretch, ...]:
    """`held` are the interventions on a page, the innermost last."""
    spans = [(span_on(one, number, TO_THE_END), one) for one in held]
    ends = {end for span, _ in spans for end in span if 0 < end < TO_THE_END}
    found: list[Stretch] = []
    for start in sorted({0, *ends}):
        owner = next((one for span, one in reversed(spans) if span.start <= start < span.end), None)
        if not found or found[-1].intervention is not owner:
            found.append(Stretch(start, owner))
    return tuple(found)


def presenters_of(intervention: Intervention | None) -> tuple[str, ...]:
    """Its speakers by their known names, each once; () where they are not known."""
    return tuple(dict.fromkeys(intervention.speakers)) if intervention else ()


def countries_of(document: Document, intervention: Intervention | None) -> tuple[str, ...]:
    """The countries that the words of an intervention come from: those said of it; of the document's own presenters, the
    document's, where it is certain whose that is: there is one, or all of them speak.

    Words that are nobody's (None) are the document's own, where that has no presenters.
    """
    if intervention is None:
        return () if document.presenters else document.countries_from
    if intervention.countries:
        return tuple(dict.fromkeys(intervention.countries))
    speakers, own = set(intervention.speakers), set(document.presenters)
    certain = speakers == own or len(document.countries_from) == 1
    return document.countries_from if speakers and speakers <= own and certain else ()


def organisations_of(document: Document, intervention: Intervention | None) -> tuple[str, ...]:
    """What the words of an intervention are spoken for: said of it; of the document's own presenters, the document's.

    Words that are nobody's (None) are the document's own, where that has no presenters.
    """
    if intervention is None:
        return () if document.presenters else document.organisations
    if intervention.organisations:
        return tuple(dict.fromkeys(intervention.organisations))
    speakers = set(intervention.speakers)
    return document.organisations if speakers and speakers <= set(document.presenters) else ()


def organisations_at(document: Document, number: int, offset: int) -> tuple[str, ...]:
    """The same of the words at a place of a page."""
    if not has_turns(document):
        return document.organisations
    held = [stretch.intervention for stretch in floor_on(document, number) if stretch.start <= offset]
    return organisations_of(document, held[-1] if held else None)


def own_spans(held: Sequence[Intervention], place: int, number: int, length: int) -> tuple[Span, ...]:
    """The characters of one of a document's interventions (`held`, all in their order) on a page whose text has `length`,
    without those of interventions that stand within it: a turn in minutes is not their author's words; what is merely
    reported is who reports it speaking."""
    one = held[place]
    left = [span_on(one, number, length)]
    for inner in held[place + 1 :]:
        if inner.first >= one.last:
            break
        if inner.role != Role.REPORTED and inner.first.page <= number <= inner.last.page:
            taken = span_on(inner, number, length)
            left = [part for span in left for part in _without(span, taken)]
    return tuple(span for span in left if span.start < span.end)


def _without(span: Span, taken: Span) -> Iterator[Span]:
    yield Span(span.start, max(span.start, min(span.end, taken.start)))
    yield Span(min(span.end, max(span.start, taken.end)), span.end)
