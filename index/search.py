"""A reader's search: query text in, hits with snippets and marks, notes and counts out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.records import Document, Page, Span
from index.compiled import (
    AllOf,
    AnyOf,
    FacetLeaf,
    NoneOf,
    PhraseLeaf,
    PrefixLeaf,
    Tree,
    WordLeaf,
)  # fmt: skip
from index.engine import Count, Filters, Found, Matches, Selection, View
from index.marks import marks
from index.reading import PLAIN, Reading, read
from index.selection import selection_notes
from index.snippets import Snippet, snippet
from index.suggestion import suggest


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers: its document, where the query's words stand in the page, and the best window."""

    document: Document
    page: Page
    score: float
    marks: tuple[Span, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Results:
    """One slice of the hits of one search on one generation, and the counts of all.

    `notes` end with what of the selection cannot be searched; `selection` says how much that is.
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

    @property
    def notes_on_query(self) -> tuple[str, ...]:
        """The notes but for those on the selection."""
        return self.notes[: len(self.notes) - len(self.notes_on_selection)]

    @property
    def notes_on_selection(self) -> tuple[str, ...]:
        """What of the selection cannot be searched; "nothing found" means less where it says something."""
        return tuple(selection_notes(self.selection))


def search(
    view: View, text: str, filters: Filters, limit: int = 10, offset: int = 0, reading: Reading = PLAIN
) -> Results:
    """Searches one generation. Any text is a query; `limit` and `offset` choose the slice."""
    query = read(text, reading)
    matches = view.search(query, filters, limit, offset)
    notes = [*query.notes, *matches.compiled.notes, *_relaxed_note(matches)]
    if query.root is None and text.strip():
        notes.append("Nothing in the query can be looked for: all pages are shown.")
    notes += selection_notes(matches.selection)
    return Results(
        text, understood(matches.compiled.tree), tuple(notes), suggest(view, text, filters, reading, matches),
        matches.total_pages, matches.total_documents,
        tuple(_hit(view, matches, found) for found in matches.pages), matches.facets, view.generation,
        matches.selection,
    )  # fmt: skip


def _hit(view: View, matches: Matches, found: Found) -> Hit:
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit = marks(matches.compiled, page.text, page.language, page.running)
    weights = [matches.idf[leaf] for leaf in matches.compiled.leaves]
    window = snippet(page.text, lit, weights, page.running)
    return Hit(document, page, found.score, tuple(mark.span for mark in lit), window)


def _relaxed_note(matches: Matches) -> Iterator[str]:
    if matches.relaxed:
        best, asked = matches.relaxed
        yield f"No page has all {asked} words. Shown are the pages with most of them ({best} of {asked} first)."


def understood(tree: Tree | None) -> str:
    """The query as it was understood, in words."""
    match tree:
        case None:
            return "all pages"
        case WordLeaf(text):
            return text
        case PhraseLeaf(words):
            return f"“{' '.join(words)}”"
        case PrefixLeaf(start):
            return f"words beginning with “{start}”"
        case FacetLeaf(_, _, asked):
            return asked
        case NoneOf(child):
            return f"without {_grouped(child)}"
        case AllOf(children):
            return " + ".join(_grouped(child) for child in children if not _is_stop_word(child))
        case AnyOf(children):
            return " or ".join(_grouped(child) for child in children)


def _grouped(tree: Tree) -> str:
    shown = understood(tree)
    return f"({shown})" if isinstance(tree, AllOf | AnyOf) else shown


def _is_stop_word(tree: Tree) -> bool:
    return isinstance(tree, WordLeaf) and bool(tree.stop_in)
