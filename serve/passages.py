"""A passage of a page: the whole sentences around a query's words, all of them one speaker's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from answer.records import Quote
from answer.sentences import sentences
from core.interventions import floor_on, span_on, speaking_at
from core.records import Document, Intervention, Page, Span
from core.speaking_of import glimpsed_about, glimpsed_names
from index.engine import Found, Matches, View, work_of
from index.marks import Mark, marks
from index.passage import passage
from index.queries.reading import PLAIN, Reading
from serve.citation import LONGEST, Citation, around, citation_of
from serve.render import plain

_SHORT = 100
"""Characters: a shorter passage without a full stop, a heading as a rule, says more with the sentence that follows it."""
_FULL_STOPS = (".", "!", "?", "…", "。")
_LEADERS = re.compile(r"(?:\. ?){6}")
"""The dots of a table of contents, which says where something is said, not what."""
LOOKED_THROUGH = 12
"""The best pages of a cell, which alone are looked through for passages that speak of a country."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a page's text, the marks within it (spans of the page), and whose words it is where that is certain.

    `of_it` says whether it is known to speak of the country that is asked for, `spoken_of` of which ones it does; () where none
    is asked for.
    """

    document: Document
    page: Page
    span: Span
    marks: tuple[Span, ...] = ()
    speaker: Intervention | None = None
    of_it: bool = True
    spoken_of: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words to the letter, line ends and all."""
        return self.span.of(self.page.text)

    @property
    def telling(self) -> bool:
        """Whether it has words of the query, speaks of what is asked for, and is no line of a table of contents."""
        return bool(self.marks) and self.of_it and not self.lists

    @property
    def lists(self) -> bool:
        """Whether it is of a table of contents."""
        return bool(_LEADERS.search(self.text))

    @property
    def inner_marks(self) -> tuple[Span, ...]:
        """The marks as spans of `text`."""
        return tuple(Span(mark.start - self.span.start, mark.end - self.span.start) for mark in self.marks)


class Passages:
    """Finds passages that speak of any of some countries (of none in particular: of whatever they do). Keeps the sentences of
    pages: they may stand in several rows."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[str, int], list[Span]] = {}

    def on(self, view: View, matches: Matches, found: Found, countries: Collection[str] = ()) -> Passage | None:
        """The best passage of a page that answers a query; None where it speaks of other countries alone.

        On a page that answers by its title alone, or to fields alone, it is the beginning, without marks.
        """
        document, page = view.documents[found.document], view.page(found.document, found.number)
        lit = marks(matches.compiled, page.text, page.language, page.running)
        best = self._best(matches, document, page, lit, countries)
        if not countries or (best and best.spoken_of and set(best.spoken_of) <= set(countries)):
            return best
        naming = self._naming(page, lit, countries)
        return self._best(matches, document, page, naming, ()) if naming else best

    def _best(
        self, matches: Matches, document: Document, page: Page, lit: Sequence[Mark], countries: Collection[str]
    ) -> Passage | None:
        """The best passage for some marks of a page."""
        weights = [matches.idf[leaf] for leaf in matches.compiled.leaves]
        window = passage(document, page, lit, weights, matches.said_by).snippet
        start = window.span.start
        own = tuple(Span(start + mark.start, start + mark.end) for mark in window.marks)
        return self._made(document, page, _whole(page, own, window.span) if own else window.span, own, countries)

    def of(self, quote: Quote, countries: Collection[str] = ()) -> Passage | None:
        """A quote as a passage; None where it speaks of other countries alone."""
        return self._made(quote.document, quote.page, quote.span, quote.marks, countries)

    def _naming(self, page: Page, lit: Sequence[Mark], countries: Collection[str]) -> Sequence[Mark]:
        """The marks in sentences that name one of the countries."""
        if not lit or set(page.about).isdisjoint(countries):
            return ()
        key = page.document, page.number
        if key not in self._sentences:
            self._sentences[key] = [*sentences(page.text, page.running)]
        held = [s for s in self._sentences[key] if any(s.start <= mark.span.start < s.end for mark in lit)]
        naming = [s for s in held if not set(glimpsed_names(page, s)).isdisjoint(countries)]
        return [mark for mark in lit if any(s.start <= mark.span.start < s.end for s in naming)]

    def _made(
        self, document: Document, page: Page, span: Span, lit: Sequence[Span], countries: Collection[str]
    ) -> Passage | None:
        """The part of a span that one speaker holds; None where that is no words, or speaks of other countries alone."""
        at = lit[0].start if lit else span.start
        speaker = speaking_at(document, page.number, at)
        kept = _stripped(page, _clipped(span, _floor(document, page, at), speaker, page))
        if kept.start >= kept.end:
            return None
        spoken_of = glimpsed_about(document, page, kept) if countries else ()
        if spoken_of and set(spoken_of).isdisjoint(countries):
            return None
        inside = tuple(mark for mark in lit if kept.start <= mark.start and mark.end <= kept.end)
        return Passage(document, page, kept, inside, speaker, bool(spoken_of) or not countries, spoken_of)


def _floor(document: Document, page: Page, offset: int) -> Span:
    """The characters around one that are of the same intervention."""
    stretches = floor_on(document, page.number)
    start = max((one.start for one in stretches if one.start <= offset), default=0)
    return Span(start, min((one.start for one in stretches if one.start > offset), default=len(page.text)))


def _clipped(span: Span, floor: Span, speaker: Intervention | None, page: Page) -> Span:
    """What of a span one speaker has; a reported statement is shown without what stands around it."""
    own = span_on(speaker, page.number, len(page.text)) if speaker else floor
    return Span(max(span.start, own.start, floor.start), min(span.end, own.end, floor.end))


def _stripped(page: Page, span: Span) -> Span:
    text = span.of(page.text)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _whole(page: Page, own: Sequence[Span], window: Span) -> Span:
    """The whole sentences around some marks, and the next one after a heading; the window where these are too long."""
    whole = around(page, own[0], own[-1])
    if whole.end - whole.start > LONGEST:
        return window
    if whole.end - whole.start >= _SHORT or whole.of(page.text).endswith(_FULL_STOPS):
        return whole
    following = next((span for span in sentences(page.text, page.running) if span.start >= whole.end), None)
    if following is None or following in page.running or following.end - whole.start > LONGEST:
        return whole
    return Span(whole.start, following.end)


def distinct(passages: Iterable[Passage | None], most: int) -> Iterator[Passage]:
    """At most so many, those that are telling first, and tables of contents only where there is nothing else.

    Of one work only the document that comes first speaks, and nothing is said twice.
    """
    speaks: dict[str, str] = {}
    seen: set[str] = set()
    bare: list[Passage] = []
    shown = 0
    for found in filter(None, passages):
        words = plain(found.text).casefold()
        first = speaks.setdefault(work_of(found.document), found.document.id)
        if first != found.document.id or words in seen:
            continue
        seen.add(words)
        if not found.telling:
            bare.append(found)
            continue
        yield found
        shown += 1
        if shown == most:
            return
    worth = [found for found in bare if not found.lists] or ([] if shown else bare)
    yield from worth[: most - shown]


def citation(found: Passage, site: str = "", query: str = "", reading: Reading = PLAIN) -> Citation:
    """A passage as it is cited; its permalink marks the words of `query`."""
    return citation_of(found.document, found.page, found.span, site, query, reading)
