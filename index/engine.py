"""The protocol of an engine, in our records: what it is given, what it gives back, and what its words mean.

What a query means, on a page p in language L:
- a Word is on p when its stem in L is among the stems of p's text, or of the words about p: who has words on it, its
  document's organisations, the headings of its section, and on the first page the title and the event. It is *in the text* of
  p in the first case; on a document's first page, in both.
  In German, it is also where a compound stands that has it as a part; a compound that stands nowhere, where its parts
  stand near one another.
- a Phrase is in the text of p when its folded words stand next to one another there; a Prefix, when a folded word
  of the text begins with it (of very many beginnings, the most usual words count).
- a Near is in the text of p where as many places in a row as it has words and others hold all its words, each in any
  inflection in the languages of the query; a Fuzzy is a Word that has the stems of all words that are spelled alike.
- where the query is to be read in one language, its Words have stems and stop words of that language alone: they are in the
  text of pages in it. Words about a page, its title too, are understood in the language of the page.
- a word of a term (Either) is on p when it is, or when one of the term's equals is in the text of p: its words next to one
  another, in any inflections of its own language; an equal of one word is looked for on pages of that language (and of none).
- a Word that is a stop word in L is not looked for on p, and And takes it as present, unless all words of the query
  are stop words in L.
- p answers the query when the tree holds and at least one word, phrase or prefix that is not under Not is in its text.
- words in p's running heads and feet are not in its text, though they count as places and towards its length.
- pages stand best first; in an order that the reader chose (index/ranking/orders.py) by their documents' places in it, among
  equals best first. "Best" is by most words, where And let go of some, then by score; ties by document and page.
- when no page answers, And asks for as many of its members as the best page has, or one fewer; filters, fields and Not stay.
- the values of *presenter* and *from* (index/speakers.py) are those of who has the words. On a page they are those of
  everybody who has words there (core/interventions.py; who is merely reported has none). Where a query asks for words,
  phrases or prefixes, not under Not, only those count in whose words one of them begins, in fields, in filters and in counts;
  the words of the title, and the words about the first page, count as standing where that page begins. A selection does not
  depend on the query's words, nor do these values in it.
- frequencies by one of these count occurrences, and words, in the words of who has the value alone.
Documents of one work (copies, versions, language twins: Document.work) are counted as one document, wherever documents are
counted; their pages stay pages, each found for itself.
Scores are BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", eq. 3.15) over the text, to which the
title belongs on the first page, plus `META_WEIGHT` times the same idf for a word that is among the words about the page.
A term adds what its own words do, or `TERM_WEIGHT` times what they would if its best equal were they, where that is more:
never both. An equal is worth no more than the reader's words are, however rare it is itself.
Where not all words need be there (`any_word`, or none has them all), kin of the words (`index/ranking/kindred.py`) and what
the best pages have in common (`index/ranking/feedback.py`) add to that; neither lets a page in that does not answer. The order
is that of the scores, but no work crowds the others out (`index/ranking/crowding.py`); sorted by something else, scores decide
among equals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from core.records import Document, Page, PageEntry, Span
from index.portraits.roster import Roster
from index.queries.compiled import Compiled, TextLeaf
from index.queries.query import Query
from index.queries.reading import ORDERS
from index.queries.vocabulary import Vocabulary
from index.speakers import page_speakers
from index.words.names import Names

FACETS = ("presenter", "from", "about", "language", "kind", "year")
"""The facets that results count, in the order of their showing."""

COUNTED = (*FACETS, "document")
"""What is counted: the facets, and the pages of each document."""

Filters = Mapping[str, Sequence[str]]
"""Facet, "organisation" or "document" → the values wanted. Within one any of them, between them all."""


def without_countries(filters: Filters) -> dict[str, Sequence[str]]:
    """The filters but those by either country: what is counted by country is not narrowed by it."""
    return {facet: values for facet, values in filters.items() if facet not in ("from", "about")}


# Each has its row in evaluation/expected.toml.
K1 = 1.2
B = 0.75
META_WEIGHT = 0.4
TERM_WEIGHT = 0.8


class Count(NamedTuple):
    """How many of the results have a facet's value. The documents of one work are one document, their pages all pages.

    `interventions` is, for the facets *presenter* and *from*, how many interventions of who has the value have words on
    these pages: words of the query, where it has any. The n-th of each document of one work are one; 0 for other facets.
    """

    value: str
    documents: int
    pages: int
    interventions: int = 0


class Frequency(NamedTuple):
    """How often words stand on the pages that answer and have a facet's value: `occurrences` of each series.

    `documents` of one work are one. `words` are those of all pages of the selection that have the value, whether they
    answer or not.
    """

    value: str
    documents: int
    pages: int
    occurrences: tuple[int, ...]
    words: int


class Cell(NamedTuple):
    """How many of the results come from one country and speak of another; "" where no country is known, or none is named.

    `documents` of one work are one. `interventions` are those of speakers from there with such a page.
    """

    origin: str
    about: str
    documents: int
    pages: int
    interventions: int


class Crossing(NamedTuple):
    """The results by the country they come from and the country they speak of. A page that speaks of two is in two cells
    and once in the totals: `rows` by origin, `columns` by country spoken of, `total` of all; their other country is ""."""

    cells: tuple[Cell, ...]
    rows: tuple[Cell, ...]
    columns: tuple[Cell, ...]
    total: Cell


class Found(NamedTuple):
    """One page of the results."""

    document: str
    number: int
    score: float


class Selection(NamedTuple):
    """What filters and fields choose (`index/selection.py`): pages; of these, how many cannot be searched; and documents
    of which no page is known because they could not be read."""

    pages: int
    unsearchable: int
    unread: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer to one search, all of one generation. `pages` are those of the slice that was asked for, in its order.

    `total_documents` counts the documents of one work once. `relaxed` is (most words that one page has, words asked for)
    where no page has all of them, else None.
    `compiled` is the query as it was understood, `idf` says how rare each of its leaves is.
    `selection` is all that was looked through, whether it answers or not.
    `said_by` is whose words the query's are to be: the values that its filters, and its fields that every page must have, ask of
    *presenter* and *from*.
    `answers` tells of any page (document, number), within the slice or not, whether it answers.
    `by_meaning` are those of `pages` that do not have the words and were found by what they mean (`meaning/dense.py`), with the
    window of the page that speaks to the query; `pages_by_meaning` counts all such, which no other count does: None where
    meaning was not looked at.
    """

    pages: tuple[Found, ...]
    total_pages: int
    total_documents: int
    facets: Mapping[str, tuple[Count, ...]]
    relaxed: tuple[int, int] | None
    compiled: Compiled
    idf: Mapping[TextLeaf, float]
    selection: Selection
    answers: Callable[[str, int], bool] = field(default=lambda _document, _number: False, compare=False, repr=False)
    by_meaning: Mapping[tuple[str, int], Span] = field(default_factory=dict)
    pages_by_meaning: int | None = None
    said_by: Mapping[str, Collection[str]] = field(default_factory=dict)


class View(Vocabulary, Protocol):
    """One generation of the index; never changes, safe to share between threads."""

    @property
    def generation(self) -> int:
        """Counts up with every commit."""

    def page(self, document: str, number: int) -> Page:
        """One page with its text. Raises NotFound."""

    @property
    def names(self) -> Names:
        """The names of its documents."""

    def search(
        self,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = ORDERS[0],
    ) -> Matches:
        """The pages that answer the query. `any_word`: one word is enough, the score decides (for questions).

        `counted` names the facets whose values are counted; what nobody looks at need not be. `order` is one of ORDERS.
        """

    def frequency(self, query: Query, series: Sequence[Query], filters: Filters, facet: str) -> tuple[Frequency, ...]:
        """How often the words of each of `series` stand on the pages that answer the query, per value of one of COUNTED.

        As in the counts of a facet, all filters hold but the facet's own. Every word, phrase and prefix counts where it
        stands, also within another one. Values without any page in the selection are left out; in no order.
        """

    def apart(self, query: Query, filters: Filters, facet: str, by: str) -> Mapping[str, tuple[Count, ...]]:
        """What `search` counts of a facet, apart for each value of another one: `by`; under "" the pages that have none.

        As in the counts of a facet, all filters hold but the facet's own. Both are of COUNTED. Interventions are not counted.
        """

    @property
    def roster(self) -> Roster:
        """Who has which interventions in its documents."""

    def crossed(self, query: Query, filters: Filters) -> Crossing:
        """The pages that answer, by where they come from and what they speak of; filters by either do not hold here."""

    def occurrences(self, terms: Sequence[str], filters: Filters) -> Mapping[str, tuple[int, int]]:
        """How often each index term stands in the text of the pages within the filters, and in that of all."""

    def words(self, filters: Filters) -> Mapping[str, int]:
        """Language → how many words the pages within the filters have."""

    def pages_in(self, language: str) -> int:
        """How many pages are in a language."""

    def holding(self, terms: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each index term stands."""

    def weighted(self, weights: Mapping[str, float], least: int, filters: Filters, limit: int) -> tuple[Found, ...]:
        """The pages whose text has at least so many of some index terms, best first: the sum of each term's BM25 times
        its weight."""


class Writer(Protocol):
    """Collects the changes of one run."""

    def remove(self, document: str) -> None:
        """Takes a document of an earlier generation out, with its pages."""

    def add(self, document: Document, pages: Iterable[Page]) -> None:
        """Puts a document in, with all its pages in their order. One of the same id is to be removed before."""

    def describe(self, document: Document) -> None:
        """Puts a new record in the place of one of an earlier generation or of this run; its pages stay as they are."""


class Engine(Protocol):
    """A store of documents and pages. Every commit that changes something is one new generation, and so is the first."""

    def view(self) -> View:
        """The last committed generation. Raises NoIndex where there is none, IndexUnusable where it cannot be read."""

    def writing(self, fresh: bool = False) -> AbstractContextManager[Writer]:
        """A writer; commits when the block ends well, leaves everything as it was when it does not.

        `fresh` drops all that was there before in the same commit. Raises IngestRunning where another one writes.
        """

    def close(self) -> None:
        """Lets go of files and caches."""


PAGE_FACETS = ("about", "language")
"""The facets whose values a page's text tells: they are not known of a page that cannot be searched."""


def document_values(document: Document) -> dict[str, tuple[str, ...]]:
    """The values of the filters that are said of a document as a whole. All its pages share them, but for *presenter* and
    *from*."""
    return {
        "presenter": document.presenters,
        "from": document.countries_from,
        "kind": (document.kind,) if document.kind else (),
        "year": (str(document.year),) if document.year else (),
        "organisation": document.organisations,
        "document": (document.id,),
    }


def work_of(document: Document) -> str:
    """What a document is counted as: its work, or itself."""
    return document.work or document.id


def page_values(document: Document, page: PageEntry, facet: str) -> tuple[str, ...]:
    """The values of one of PAGE_FACETS on one page."""
    return document.about(page) if facet == "about" else (page.language,)


def facet_values(document: Document, number: int) -> dict[str, tuple[str, ...]]:
    """The values of every filter on one page, whichever of its words a query asks for."""
    page = document.pages[number - 1]
    told = {facet: page_values(document, page, facet) for facet in PAGE_FACETS}
    return {**document_values(document), **told, **page_speakers(document, number)}


def order_counts(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Most pages first, then by value."""
    return tuple(sorted(counts, key=lambda count: (-count.pages, count.value)))
