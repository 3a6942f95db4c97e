"""A reader's search: query text in, hits with snippets and marks, notes and counts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from core.records import Document, Intervention, Page, Span, Term
from core.speaking_of import headings_above
from index.engine import Count, Filters, Found, Matches, Selection, View
from index.guidance.suggestion import suggest
from index.guidance.understanding import understood
from index.marks import marks
from index.meaning.dense import BY_WORDS, Ranking
from index.passage import passage
from index.queries.compiled import UsedTerm
from index.queries.equals import found_by
from index.queries.query import Query
from index.queries.reading import ORDERS, PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.selection import selection_notes
from index.snippets import Snippet
from index.speakers import Voice, voice_at

_EVERYTHING = 1_000_000
"""More pages than a spreadsheet has rows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers: its document, where the query's words stand in the page, and the best window.

    `found_by` are the equal terms on it, where it has them instead of the query's own words.
    `speaker` is the innermost intervention whose words the snippet is, where its speakers are known by name: a reported
    statement too. `about` are the countries that the passage speaks of.
    `by_meaning`: it does not have the words that are asked for, nor equals of them, and was found by what it means.
    """

    document: Document
    page: Page
    score: float
    marks: tuple[Span, ...]
    snippet: Snippet
    found_by: tuple[Term, ...] = ()
    by_meaning: bool = False
    speaker: Intervention | None = None
    about: tuple[str, ...] = ()

    @property
    def voice(self) -> Voice:
        """Whose words the snippet is, as filters have it: of a reported statement, who reports it; where its document has no
        turns, its presenters."""
        return voice_at(self.document, self.page.number, self._place)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings under which the snippet stands, from the outermost; a later one of its page is not its own."""
        return headings_above(self.document, self.page, self._place)

    @property
    def _place(self) -> int:
        window, marks = self.snippet.span, self.snippet.marks
        return window.start + (marks[0].start if marks else 0)


@dataclass(frozen=True, slots=True)
class Results:
    """One slice of the hits of one search on one generation, and the counts of all.

    `notes` end with what of the selection cannot be searched; `selection` says how much that is. `terms` are those of the
    query whose equals were looked for too.
    `pages_by_meaning` counts the pages that were found by meaning alone, which no other count does; None where meaning
    was not looked at.
    """

    query: str
    understood: str
    notes: tuple[str, ...]
    suggestion: str | None
    total_pages: int
    total_documents: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Count, ...]]
    generation: int
    selection: Selection
    terms: tuple[UsedTerm, ...] = ()
    pages_by_meaning: int | None = None

    @property
    def notes_on_query(self) -> tuple[str, ...]:
        """The notes but for those on the selection."""
        return self.notes[: len(self.notes) - len(self.notes_on_selection)]

    @property
    def notes_on_selection(self) -> tuple[str, ...]:
        """What of the selection cannot be searched; "nothing found" means less where it says something."""
        return tuple(selection_notes(self.selection))


@dataclass(frozen=True, slots=True)
class AllHits:
    """Every hit of one search, to be taken once in turn, and how many there are; `notes` as those of Results."""

    total_pages: int
    notes: tuple[str, ...]
    hits: Iterator[Hit]


def search(
    view: View,
    text: str,
    filters: Filters,
    limit: int = 10,
    offset: int = 0,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
    ranking: Ranking = BY_WORDS,
) -> Results:
    """Searches one generation. Any text is a query; `limit` and `offset` choose the slice."""
    query = read(text, reading, terms)
    ranking = ranking if reading.meaning else BY_WORDS
    matches = ranking.search(view, query, filters, limit, offset, order=reading.order)
    return results_of(view, query, matches, filters, reading, terms)


def results_of(
    view: View, query: Query, matches: Matches, filters: Filters, reading: Reading = PLAIN, terms: TermTable = NO_TERMS
) -> Results:
    """What a view's matches of a query are to a reader."""
    suggestion = suggest(view, query.text, filters, partial(read, reading=reading, terms=terms), matches)
    return Results(
        query.text, understood(matches.compiled, view), _all_notes(query, matches, reading.order), suggestion,
        matches.total_pages, matches.total_documents,
        tuple(hit(view, matches, found) for found in matches.pages), matches.facets, view.generation,
        matches.selection, matches.compiled.terms, matches.pages_by_meaning,
    )  # fmt: skip


def all_hits(view: View, text: str, filters: Filters, reading: Reading = PLAIN, terms: TermTable = NO_TERMS) -> AllHits:
    """Every page that answers by its words, all of one generation; what a hit costs is due when it is taken."""
    query = read(text, reading, terms)
    matches = view.search(query, filters, _EVERYTHING, counted=(), order=reading.order)
    hits = (hit(view, matches, found) for found in matches.pages)
    return AllHits(matches.total_pages, _all_notes(query, matches, reading.order), hits)


def hit(view: View, matches: Matches, found: Found) -> Hit:
    """One page of a view's matches as a reader sees it."""
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit = marks(matches.compiled, page.text, page.language, page.running)
    weights = [matches.idf[leaf] for leaf in matches.compiled.leaves]
    near = matches.by_meaning.get((found.document, found.number))
    own, window, speaker, about = passage(document, page, lit, weights, matches.said_by, near)
    equals = () if near else found_by(matches.compiled, page)
    return Hit(document, page, found.score, own, window, equals, near is not None, speaker, about)


def notes_of(query: Query, matches: Matches, order: str) -> tuple[str, ...]:
    """What could not be used of a query, what its words were taken for, and which of them no page has all of."""
    return (*query.notes, *matches.compiled.notes, *_relaxed_note(matches, order))


def _all_notes(query: Query, matches: Matches, order: str) -> tuple[str, ...]:
    nothing = query.root is None and query.text.strip()
    everything = ["Nothing in the query can be looked for: all pages are shown."] if nothing else []
    return (*notes_of(query, matches, order), *everything, *selection_notes(matches.selection))


def _relaxed_note(matches: Matches, order: str) -> Iterator[str]:
    if matches.relaxed:
        best, asked = matches.relaxed
        if matches.pages_by_meaning is not None:
            yield f"No page has all {asked} words. Shown are pages with most of them, {best} at most."
            return
        most = f"{best} of {asked} first" if order == ORDERS[0] else f"up to {best} of {asked}"
        yield f"No page has all {asked} words. Shown are the pages with most of them ({most})."
