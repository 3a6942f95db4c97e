"""Whose words a document's pages are: the turns its text tells, and what its presenters or authors hold beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.records import Document, Intervention, Place, Role, Span

PRESENTATIONS = ("presentation", "deck", "slides", "webinar")
"""Kinds of documents, as the catalogue calls them, whose presenters speak; those of other kinds write."""

TO_THE_END = 2**31 - 1
"""The offset before which an intervention ends that has its last page to the end; how long a text is, no entry knows."""


def interventions(document: Document) -> tuple[Intervention, ...]:
    """All of a document's interventions, in the order of their beginnings; the whole comes before its parts.

    The presenters of a deck have the pages that no part of it gives to others; the authors of any other document
    have all its pages, and turns stand within them.
    """
    whole = _presented(document) if document.kind in PRESENTATIONS else _written(document)
    return tuple(sorted((*whole, *document.turns), key=lambda one: (one.first, (-one.last.page, -one.last.offset))))


def _written(document: Document) -> Iterator[Intervention]:
    if document.presenters and document.pages:
        yield _held(document, 1, len(document.pages), Role.AUTHOR, "Its authors, by the catalogue")


def _presented(document: Document) -> Iterator[Intervention]:
    """The stretches of pages that no part is said to be somebody's."""
    parts = [turn for turn in document.turns if turn.role == Role.PRESENTER]
    taken = {number for part in parts for number in range(part.first.page, part.last.page + 1)}
    begun = None
    for number in range(1, len(document.pages) + 2):
        left = document.presenters and number <= len(document.pages) and number not in taken
        if left and begun is None:
            begun = number
        elif not left and begun is not None:
            yield _held(document, begun, number - 1, Role.PRESENTER, "Its presenters, by the catalogue")
            begun = None


def _held(document: Document, first: int, last: int, role: Role, evidence: str) -> Intervention:
    written = document.written_presenters or document.presenters
    return Intervention(
        Place(first, 0), Place(last, TO_THE_END), role, written, document.presenters, document.countries_from,
        document.organisations, document.event, evidence,
    )  # fmt: skip


def on_page(document: Document, number: int) -> tuple[Intervention, ...]:
    """The interventions that have words on a page."""
    return tuple(one for one in interventions(document) if one.first.page <= number <= one.last.page)


def span_on(intervention: Intervention, number: int, length: int) -> Span:
    """The characters of an intervention on one of its pages, whose text has `length`."""
    start = intervention.first.offset if number == intervention.first.page else 0
    return Span(start, min(intervention.last.offset, length) if number == intervention.last.page else length)


def speaking_at(document: Document, number: int, offset: int) -> Intervention | None:
    """The innermost intervention with named speakers at a place; None where nobody is certain."""
    place = Place(number, offset)
    around = [one for one in interventions(document) if one.first <= place < one.last]
    innermost = around[-1] if around else None
    return innermost if innermost and innermost.speakers else None


def countries_of(document: Document, intervention: Intervention) -> tuple[str, ...]:
    """The countries that an intervention comes from: its speakers', else the document's where they are its presenters."""
    if intervention.countries or set(intervention.speakers).isdisjoint(document.presenters):
        return intervention.countries
    return document.countries_from


def own_spans(held: Sequence[Intervention], place: int, number: int, length: int) -> tuple[Span, ...]:
    """The characters of one of a document's interventions (`held`, all in their order) on a page whose text has `length`,
    without those of interventions that stand within it: a turn in minutes is not their author's words."""
    one = held[place]
    left = [span_on(one, number, length)]
    for inner in held[place + 1 :]:
        if inner.first >= one.last:
            break
        if inner.first.page <= number <= inner.last.page:
            taken = span_on(inner, number, length)
            left = [part for span in left for part in _without(span, taken)]
    return tuple(span for span in left if span.start < span.end)


def _without(span: Span, taken: Span) -> Iterator[Span]:
    yield Span(span.start, max(span.start, min(span.end, taken.start)))
    yield Span(min(span.end, max(span.start, taken.end)), span.end)
