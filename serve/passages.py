"""A passage of a page: the whole sentences around a query's words, all of them one speaker's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.records import Quote
from answer.sentences import sentences
from core.interventions import on_page, span_on
from core.records import Document, Intervention, Page, Place, Span
from index.engine import Filters, Found, Matches, View, work_of
from index.marks import Mark, marks
from index.queries.reading import PLAIN, Reading
from index.snippets import snippet
from serve.citation import LONGEST, Citation, around, citation_of
from serve.render import plain

_SHORT = 100
"""Characters: a shorter passage, a heading as a rule, says more with the sentence that follows it."""
_LEADERS = re.compile(r"(?:\. ?){6}")
"""The dots of a table of contents, which says where something is said, not what."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a page's text, the marks within it (spans of the page), and whose words it is where that is certain."""

    document: Document
    page: Page
    span: Span
    marks: tuple[Span, ...] = ()
    speaker: Intervention | None = None

    @property
    def text(self) -> str:
        """Its words to the letter, line ends and all."""
        return self.span.of(self.page.text)

    @property
    def telling(self) -> bool:
        """Whether it has words of the query, and is no line of a table of contents."""
        return bool(self.marks) and not _LEADERS.search(self.text)

    @property
    def inner_marks(self) -> tuple[Span, ...]:
        """The marks as spans of `text`."""
        return tuple(Span(mark.start - self.span.start, mark.end - self.span.start) for mark in self.marks)


class _Voices:
    """Whose words stand where on one page, and whether these are wanted: filters by presenter and by their country hold
    for the words of a passage, not only for its page."""

    def __init__(self, document: Document, page: Page, filters: Filters) -> None:
        self._document, self._page = document, page
        self._held = on_page(document, page.number)
        self._wanted = {facet: set(filters[facet]) for facet in ("presenter", "from") if filters.get(facet)}

    def at(self, offset: int) -> Intervention | None:
        """The innermost intervention at a place of the page."""
        place = Place(self._page.number, offset)
        return next((one for one in reversed(self._held) if one.first <= place < one.last), None)

    def wants(self, held: Intervention | None) -> bool:
        """Whether words of this intervention are to be shown."""
        has = {"presenter": held.speakers if held else (), "from": self._countries(held)}
        return all(not values.isdisjoint(has[facet]) for facet, values in self._wanted.items())

    def _countries(self, held: Intervention | None) -> Sequence[str]:
        """The countries of whoever speaks; the document's, where it is its own presenters or nobody is named."""
        if held and held.countries:
            return held.countries
        own = held is None or not set(held.speakers).isdisjoint(self._document.presenters)
        return self._document.countries_from if own else ()


def passage_on(view: View, matches: Matches, found: Found, filters: Filters) -> Passage | None:
    """The best passage of a page that answers a query; None where its words are those of somebody who is not wanted.

    On a page that answers by its title alone, or to fields alone, it is the beginning, without marks.
    """
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit, voices = marks(matches.compiled, page.text, page.language, page.running), _Voices(document, page, filters)
    said = [(mark, voices.at(mark.span.start)) for mark in lit]
    wanted = [(mark, held) for mark, held in said if voices.wants(held)]
    if lit and not wanted:
        return None
    weights = [matches.idf[leaf] for leaf in matches.compiled.leaves]
    window = snippet(page.text, [mark for mark, _ in wanted], weights, page.running).span
    if not lit:
        held = voices.at(window.start)
        return _clipped(document, page, window, (), held) if voices.wants(held) else None
    held, own = _one_voice(window, wanted)
    return _clipped(document, page, _whole(page, own, window), own, held)


def _whole(page: Page, own: Sequence[Span], window: Span) -> Span:
    """The whole sentences around some marks, and the next one after a heading; the window where these are too long."""
    whole = around(page, own[0], own[-1])
    if whole.end - whole.start > LONGEST:
        return window
    if whole.end - whole.start >= _SHORT:
        return whole
    following = next((span for span in sentences(page.text, page.running) if span.start >= whole.end), None)
    if following is None or following in page.running or following.end - whole.start > LONGEST:
        return whole
    return Span(whole.start, following.end)


def _one_voice(
    window: Span, said: Sequence[tuple[Mark, Intervention | None]]
) -> tuple[Intervention | None, tuple[Span, ...]]:
    """Of the words in a window, those of whoever has most of them."""
    inside = [each for each in said if window.start <= each[0].span.start and each[0].span.end <= window.end]
    inside = inside or list(said[:1])
    held = Counter(held for _, held in inside).most_common(1)[0][0]
    return held, tuple(mark.span for mark, other in inside if other == held)


def passage_of(quote: Quote, filters: Filters) -> Passage | None:
    """A quote as a passage; None where it is the words of somebody who is not wanted."""
    voices = _Voices(quote.document, quote.page, filters)
    held = voices.at(quote.marks[0].start if quote.marks else quote.span.start)
    return _clipped(quote.document, quote.page, quote.span, quote.marks, held) if voices.wants(held) else None


def _clipped(
    document: Document, page: Page, span: Span, lit: Iterable[Span], held: Intervention | None
) -> Passage | None:
    """The part of a span that one speaker holds; None where that is no words."""
    own = span_on(held, page.number, len(page.text)) if held else span
    start, end = max(span.start, own.start), min(span.end, own.end)
    text = page.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    if start >= end:
        return None
    inside = tuple(mark for mark in lit if start <= mark.start and mark.end <= end)
    return Passage(document, page, Span(start, end), inside, held if held and held.speakers else None)


def distinct(passages: Iterable[Passage | None], most: int) -> Iterator[Passage]:
    """At most so many, those that are telling first. Of one work only the document that comes first speaks, and nothing is
    said twice."""
    speaks: dict[str, str] = {}
    seen: set[str] = set()
    bare: list[Passage] = []
    shown = 0
    for passage in filter(None, passages):
        words = plain(passage.text).casefold()
        first = speaks.setdefault(work_of(passage.document), passage.document.id)
        if first != passage.document.id or words in seen:
            continue
        seen.add(words)
        if not passage.telling:
            bare.append(passage)
            continue
        yield passage
        shown += 1
        if shown == most:
            return
    yield from bare[: most - shown]


def citation(passage: Passage, site: str = "", query: str = "", reading: Reading = PLAIN) -> Citation:
    """A passage as it is cited; its permalink marks the words of `query`."""
    return citation_of(passage.document, passage.page, passage.span, site, query, reading)
