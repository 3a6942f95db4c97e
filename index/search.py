"""A reader's search: query text in, hits with snippets and marks, notes and counts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from core.records import Document, Page, Span, Term
from index.compiled import UsedTerm
from index.engine import Count, Filters, Found, Matches, Selection, View
from index.equals import found_by
from index.marks import marks
from index.reading import ORDERS, PLAIN, Reading, read
from index.selection import selection_notes
from index.snippets import Snippet, snippet
from index.suggestion import suggest
from index.terms import NO_TERMS, TermTable
from index.understanding import understood

_EVERYTHING = 1_000_000
"""More pages than a spreadsheet has rows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers: its document, where the query's words stand in the page, and the best window.

    `found_by` are the equal terms on it, where it has them instead of the query's own words.
    """

    document: Document
    page: Page
    score: float
    marks: tuple[Span, ...]
    snippet: Snippet
    found_by: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One slice of the hits of one search on one generation, and the counts of all.

    `notes` end with what of the selection cannot be searched; `selection` says how much that is. `terms` are those of the
    query whose equals were looked for too.
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

    @property
    def notes_on_query(self) -> tuple[str, ...]:
        """The notes but for those on the selection."""
        return self.notes[: len(self.notes) - len(self.notes_on_selection)]

    @property
    def notes_on_selection(self) -> tuple[str, ...]:
        """What of the selection cannot be searched; "nothing found" means less where it says something."""
        return tuple(selection_notes(self.selection))


def search(
    view: View,
    text: str,
    filters: Filters,
    limit: int = 10,
    offset: int = 0,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
) -> Results:
    """Searches one generation. Any text is a query; `limit` and `offset` choose the slice."""
    query = read(text, reading, terms)
    matches = view.search(query, filters, limit, offset, order=reading.order)
    notes = [*query.notes, *matches.compiled.notes, *_relaxed_note(matches, reading.order)]
    if query.root is None and text.strip():
        notes.append("Nothing in the query can be looked for: all pages are shown.")
    notes += selection_notes(matches.selection)
    suggestion = suggest(view, text, filters, partial(read, reading=reading, terms=terms), matches)
    return Results(
        text, understood(matches.compiled, view), tuple(notes), suggestion,
        matches.total_pages, matches.total_documents,
        tuple(_hit(view, matches, found) for found in matches.pages), matches.facets, view.generation,
        matches.selection, matches.compiled.terms,
    )  # fmt: skip


def all_hits(
    view: View, text: str, filters: Filters, reading: Reading = PLAIN, terms: TermTable = NO_TERMS
) -> tuple[int, Iterator[Hit]]:
    """How many pages answer, and each of them in turn, all of one generation; what a hit costs is due when it is taken."""
    query = read(text, reading, terms)
    matches = view.search(query, filters, _EVERYTHING, counted=(), order=reading.order)
    return matches.total_pages, (_hit(view, matches, found) for found in matches.pages)


def _hit(view: View, matches: Matches, found: Found) -> Hit:
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit = marks(matches.compiled, page.text, page.language, page.running)
    weights = [matches.idf[leaf] for leaf in matches.compiled.leaves]
    window = snippet(page.text, lit, weights, page.running)
    spans = tuple(mark.span for mark in lit)
    return Hit(document, page, found.score, spans, window, found_by(matches.compiled, page))


def _relaxed_note(matches: Matches, order: str) -> Iterator[str]:
    if matches.relaxed:
        best, asked = matches.relaxed
        most = f"{best} of {asked} first" if order == ORDERS[0] else f"up to {best} of {asked}"
        yield f"No page has all {asked} words. Shown are the pages with most of them ({most})."
