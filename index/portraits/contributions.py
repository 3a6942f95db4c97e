"""One intervention as a portrait shows it: its pages, a snippet of its own words, and where the query stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.records import Document, Intervention, Page, Span
from core.speaking_of import names_on
from index.engine import Filters, Matches, View
from index.marks import Mark, marks
from index.portraits.distinctive import Passage, spans_within
from index.portraits.roster import Held
from index.queries.query import Query
from index.search import notes_of
from index.snippets import LENGTH, Snippet, snippet

_MOST_MARKED = 40
"""Pages of one intervention whose marks are counted; of a long report that answers throughout, the count is a least one."""
_FEW_WORDS = 120
"""Characters from which a page says something by itself: a title slide does not."""
_LOOKED_THROUGH = 4
"""Pages that are looked at for one that says something."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """An intervention. `snippet` is of `page`, of its own words there, with the query's marks; None where it has no words.

    `matching` are the numbers of its pages on which the query's words stand in its own words, `matches` how often, at least
    so often where `more`.
    """

    document: Document
    intervention: Intervention
    page: Page | None
    snippet: Snippet | None
    matching: tuple[int, ...] = ()
    matches: int = 0
    more: bool = False


class OwnWords:
    """The words of interventions on one generation, marked for a query; each page is read and marked once."""

    def __init__(self, view: View, query: Query, filters: Filters, order: str) -> None:
        self.view, self.roster = view, view.roster
        self.asked = query.root is not None
        self._matches: Matches | None = view.search(query, filters, 0, counted=("presenter",)) if self.asked else None
        self.notes = notes_of(query, self._matches, order) if self._matches else query.notes
        self._pages: dict[tuple[str, int], Page] = {}
        self._marks: dict[tuple[str, int], Sequence[Mark]] = {}

    def page(self, document: Document, number: int) -> Page:
        """One page."""
        key = document.id, number
        if key not in self._pages:
            self._pages[key] = self.view.page(*key)
        return self._pages[key]

    def answering(self, one: Held) -> list[int]:
        """The numbers of its pages that answer the query; whether in its own words or in another's."""
        found = self._matches
        return [number for number in one.numbers if found.answers(one.document.id, number)] if found else []

    def pages_by(self, name: str) -> int | None:
        """On how many pages that answer the query's words are a presenter's; None where no page has words of theirs."""
        counts = self._matches.facets["presenter"] if self._matches else ()
        return next((count.pages for count in counts if count.value == name), None)

    def matching(self, one: Held, most: int = _MOST_MARKED) -> Iterator[tuple[int, Sequence[Mark]]]:
        """Its pages that answer, with the marks in its own words, of the first `most` of them."""
        for number in self.answering(one)[:most]:
            page = self.page(one.document, number)
            inside = within(self._lit(page), self.roster.own(one, page))
            if inside or not self._leaves:
                yield number, inside

    def pages_with(self, one: Held) -> list[int]:
        """The numbers of its pages that answer the query in its own words; beyond the first that are looked into, those that
        answer."""
        return (
            [*(number for number, _ in self.matching(one)), *self.answering(one)[_MOST_MARKED:]] if self.asked else []
        )

    def named(self, one: Held, number: int) -> list[str]:
        """The countries that its own words on a page name."""
        page = self.page(one.document, number)
        spans = self.roster.own(one, page)
        found = names_on(one.document, page)
        return [name.code for name in found if any(span.start <= name.span.start < span.end for span in spans)]

    def passage(self, one: Held, number: int) -> Passage:
        """Its own words on one of its pages."""
        page = self.page(one.document, number)
        return Passage(page, self.roster.own(one, page))

    def contribution(self, one: Held) -> Contribution:
        """What a portrait shows of it: the page with most of the query's words, else the first that says something."""
        answering = self.answering(one)
        found = dict(self.matching(one))
        number = max(
            found, key=lambda each: (len({mark.leaf for mark in found[each]}), len(found[each]), -each), default=None
        )
        shown = self._first_words(one) if number is None else self.passage(one, number)
        if not any(map(len, self._texts(shown))):
            return Contribution(one.document, one.intervention, None, None)
        window = self._window(shown, found.get(shown.page.number, []))
        more = len(answering) > _MOST_MARKED
        matching = (*found, *answering[_MOST_MARKED:])
        return Contribution(
            one.document, one.intervention, shown.page, window, matching, sum(map(len, found.values())), more
        )

    @property
    def _leaves(self) -> Sequence[object]:
        return self._matches.compiled.leaves if self._matches else ()

    def _lit(self, page: Page) -> Sequence[Mark]:
        key = page.document, page.number
        if key not in self._marks:
            assert self._matches is not None
            self._marks[key] = marks(self._matches.compiled, page.text, page.language, page.running)
        return self._marks[key]

    def _first_words(self, one: Held) -> Passage:
        numbers = one.numbers[1:_LOOKED_THROUGH] if len(one.numbers) > 1 else one.numbers
        passages = [self.passage(one, number) for number in numbers]
        telling = (each for each in passages if sum(map(len, self._texts(each))) >= _FEW_WORDS)
        return next(telling, None) or max(passages, key=lambda each: sum(map(len, self._texts(each))))

    @staticmethod
    def _texts(passage: Passage) -> list[str]:
        return [span.of(passage.page.text).strip() for span in passage.spans]

    def _window(self, shown: Passage, lit: Sequence[Mark]) -> Snippet:
        """The best window of the passage, within one stretch of its own words."""
        text = shown.page.text
        best = _stripped(
            max(shown.spans, key=lambda span: (len(within(lit, [span])), len(span.of(text).strip()))), text
        )
        own = [Mark(_moved(mark.span, -best.start), mark.leaf) for mark in within(lit, [best])]
        if best.end - best.start <= LENGTH:
            return Snippet(best, best.of(text), tuple(mark.span for mark in own))
        weights = [self._matches.idf[leaf] for leaf in self._matches.compiled.leaves] if self._matches else []
        found = snippet(best.of(text), own, weights, spans_within(shown.page.running, best))
        return replace(found, span=_moved(found.span, best.start))


def _stripped(span: Span, text: str) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def within(lit: Sequence[Mark], spans: Sequence[Span]) -> list[Mark]:
    """The marks that stand within some spans."""
    return [mark for mark in lit if any(span.start <= mark.span.start and mark.span.end <= span.end for span in spans)]
