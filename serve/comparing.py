"""One query or question, one row per country, presenter, document…: the best passages of each, side by side.

A text that ends with a question mark is a question: its passages are the quotes that answer it, as `answer/ask.py` decides, for
countries and presenters as in the rows of an answer; so where that says nothing, nothing is shown.
Any other is a query: its passages are the sentences around its words, on the pages that answer it. A row without any is kept,
and says what was looked through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from answer.ask import PAGES_OF_A_ROW, quotes
from answer.choosing import Known
from answer.grounds import Weigher
from answer.question import understood
from answer.records import Quote, Searched
from answer.rows import Own, answer_rows, most_certain, own_within
from core.errors import BadInput
from core.records import Document
from index.engine import COUNTED, Count, Filters, Matches, View, work_of
from index.queries.query import And, Field, Query
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.search import notes_of
from index.selection import selection_notes
from serve.answer_words import FACETS_APART
from serve.passages import LOOKED_THROUGH, Passage, Passages, distinct
from serve.value_names import FACET_NAMES, value_name

COMPARED = ("about", "from", "presenter", "document", "language", "kind", "year")
"""What rows may be made of, and columns."""
QUERIES = "query"
"""Of columns: one for each of several queries."""
MOST_ROWS, MOST_COLUMNS = 8, 4
"""Made where a reader names none."""
MOST_CELLS = 200
MOST_PASSAGES = 10
_MANY = ("presenter", "document")
"""There are so many of these that without names those stand first that answer; of the others, those that the selection has."""
_FIRST_LOOK = 24
"""Pages of a cell that are looked through before all of them are."""
_NOTHING = Searched(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a comparison is laid out: `rows` are values of the facet `by`, `columns` of the facet `across`.

    `across` is "" for one column, QUERIES for one of the query and one of each of `versus`. Values that are not named are
    chosen: of the filter by the same facet, else of the selection. `passages` is how many a cell has at most.
    """

    by: str = COMPARED[0]
    rows: tuple[str, ...] = ()
    across: str = ""
    columns: tuple[str, ...] = ()
    versus: tuple[str, ...] = ()
    passages: int = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """The passages of a row in a column (its value, or its query). `pages` answer the query; None for a question, of which
    they are not counted."""

    column: str
    passages: tuple[Passage, ...]
    pages: int | None
    searched: Searched


@dataclass(frozen=True, slots=True)
class Row:
    """A value of the facet that rows are made of; `searched` is all that was looked through for it."""

    value: str
    cells: tuple[Cell, ...]
    searched: Searched


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison on one generation. `filters` are those of all cells, `layout` has the rows and columns that were made,
    `others` are the values that would make rows and answer too, `known` (facet → counts, whatever the words) those that rows
    and columns can be made of."""

    query: str
    filters: Filters
    reading: Reading
    layout: Layout
    rows: tuple[Row, ...]
    others: tuple[Count, ...]
    known: Mapping[str, tuple[Count, ...]]
    notes: tuple[str, ...]
    documents: Mapping[str, Document]
    generation: int


def is_question(text: str) -> bool:
    """Whether a text is compared as a question: it ends with a question mark."""
    return text.rstrip().endswith(("?", "？"))


def compare(
    view: View, text: str, filters: Filters, layout: Layout, reading: Reading = PLAIN, terms: TermTable = NO_TERMS
) -> Comparison:
    """Compares on one generation. The filters hold for all cells, but for those by the facets of rows and columns, whose
    values are the rows and columns. Raises BadInput for a layout that cannot be."""
    _check(layout)
    base = {facet: values for facet, values in filters.items() if facet not in (layout.by, layout.across)}
    asked = [_Asked(view, one, base, reading, terms, (layout.by, layout.across)) for one in (text, *layout.versus)]
    layout = _filled(asked[0], layout, filters)
    rows = tuple(_row(asked, layout, value) for value in layout.rows)
    others = tuple(count for count in asked[0].answering(layout.by) if count.value not in layout.rows)
    notes = tuple(dict.fromkeys(note for one in asked for note in one.notes()))
    return Comparison(
        text, base, reading, layout, rows, others, asked[0].everything.facets, notes, view.documents, view.generation
    )


def _check(layout: Layout) -> None:
    if layout.by not in COMPARED:
        raise BadInput(f"Rows cannot be made of {layout.by[:40]!r}.", f"Give one of: {', '.join(COMPARED)}.")
    if layout.across not in ("", QUERIES, *COMPARED) or layout.across == layout.by:
        others = ", ".join(facet for facet in (*COMPARED, QUERIES) if facet != layout.by)
        raise BadInput(f"Columns cannot be made of {layout.across[:40]!r}.", f"Give one of: {others}.")
    if layout.versus and layout.across != QUERIES:
        raise BadInput(
            "Columns are either values or queries.", "Leave the second query out, or make columns of queries."
        )
    if not 1 <= layout.passages <= MOST_PASSAGES:
        raise BadInput("So many passages cannot be shown side by side.", f"Ask for 1 to {MOST_PASSAGES}.")
    if max(1, len(layout.rows)) * max(1, len(layout.columns) + len(layout.versus)) > MOST_CELLS:
        raise BadInput("These are too many rows and columns.", f"Compare up to {MOST_CELLS} cells at once.")


class _Asked:
    """One of the queries, with the filters that hold for all cells."""

    def __init__(
        self, view: View, text: str, base: Filters, reading: Reading, terms: TermTable, free: Collection[str] = ()
    ) -> None:
        self.view, self.text, self.order = view, text, reading.order
        self.question = is_question(text)
        used = terms if reading.terms else NO_TERMS
        self.asked = understood(view, text, used, reading.language)
        self.query = self.asked.query if self.question else read(text, reading, terms)
        held = self.asked.filters.items() if self.question else ()
        self.named = {facet: values for facet, values in held if facet not in (*free, *base)}
        self.base = {**self.named, **base}
        self._fields = Query("", None if self.question else _fields(self.query))
        self._known = Known()
        self._weigher = Weigher(view, self.asked)
        self._looked = Passages()

    @cached_property
    def whole(self) -> Matches:
        """All pages that answer, whatever their row."""
        return self.view.search(self.query, self.base, 0, order=self.order)

    @cached_property
    def everything(self) -> Matches:
        """All that is looked through, whatever the words."""
        return self.view.search(self._fields, self.base, 0)

    def answering(self, facet: str) -> Sequence[Count]:
        """The values of a facet with pages that answer a query, most pages first."""
        return () if self.question else self.whole.facets[facet]

    def notes(self) -> Iterator[str]:
        """What is to be said of all cells."""
        if self.question:
            yield "Read as a question: shown are sentences that answer it. Without its question mark, all words are wanted."
            for facet, values in self.named.items():
                shown = ", ".join(value_name(facet, value) for value in values)
                yield f"Narrowed as the question says: {FACET_NAMES[facet]}: {shown}."
        else:
            yield from notes_of(self.query, self.whole, self.order)
        yield from selection_notes(self.everything.selection)

    def cell(self, column: str, filters: Filters, most: int) -> Cell:
        """What stands in a cell."""
        narrowed, searched = {**self.base, **filters}, self.searched(filters)
        if self.question:
            return Cell(column, tuple(distinct(self._quoted(filters, narrowed), most)), None, searched)
        pages, found = self._found(narrowed)
        return Cell(column, tuple(distinct(found, most)), pages, searched)

    def _quoted(self, filters: Filters, narrowed: Filters) -> Iterator[Passage | None]:
        """The quotes of a cell. A country's, or a presenter's, are those that an answer told apart by these has; any other
        cell's those that an answer within the filters has."""
        by = next((by for by, facet in FACETS_APART.items() if facet in filters), None)
        if by is None:
            told = quotes(self._weigher, narrowed, known=self._known, own=own_within(narrowed))
            certain = most_certain(told, narrowed)
            yield from (self._looked.of(quote, narrowed.get("about", ())) for quote in certain)
            return
        (row,), _ = answer_rows(self.view, narrowed, by, self._own, lambda _: _NOTHING, ())
        yield from map(self._looked.of, row.quotes)

    def _own(self, within: Filters, own: Own) -> Iterator[Quote]:
        return quotes(self._weigher, within, known=self._known, own=own, pages=PAGES_OF_A_ROW)

    def searched(self, filters: Filters) -> Searched:
        """What is looked through for a row or a cell."""
        found = self.view.search(self._fields, {**self.base, **filters}, 0, counted=())
        pages, blind, unread = found.selection
        return Searched(found.total_documents, pages - blind, blind, unread)

    def _found(self, narrowed: Filters) -> tuple[int, Iterator[Passage | None]]:
        """How many pages of a cell answer, and their passages, best first, made as they are taken.

        Where the cell alone would let go of more words than all cells together, those pages don't answer.
        """
        first = self.view.search(self.query, narrowed, _FIRST_LOOK, counted=(), order=self.order)
        if first.relaxed == self.whole.relaxed:
            return first.total_pages, self._passages(first, narrowed, first.total_pages)
        every = self.view.search(self.query, narrowed, first.total_pages, counted=(), order=self.order)
        answer = tuple(page for page in every.pages if self.whole.answers(page.document, page.number))
        every = replace(every, pages=answer)
        return len(answer), self._passages(every, narrowed, len(answer))

    def _passages(self, found: Matches, narrowed: Filters, total: int) -> Iterator[Passage | None]:
        about = narrowed.get("about", ())
        best = found.pages[:LOOKED_THROUGH] if about else found.pages
        yield from (self._looked.on(self.view, found, page, about) for page in best)
        if len(found.pages) < total and not about:
            rest = self.view.search(self.query, narrowed, total, len(found.pages), counted=(), order=self.order)
            yield from (self._looked.on(self.view, rest, page, about) for page in rest.pages)


def _fields(query: Query) -> And | None:
    """The fields that a query asks of every page: what is looked through."""
    members = query.root.children if isinstance(query.root, And) else (query.root,)
    fields = tuple(member for member in members if isinstance(member, Field))
    return And(fields) if fields else None


def _filled(asked: _Asked, layout: Layout, filters: Filters) -> Layout:
    """The layout with the values of all rows and columns."""
    rows = layout.rows or filters.get(layout.by) or _chosen(asked, layout.by, MOST_ROWS)
    columns: Sequence[str] = (asked.text, *layout.versus) if layout.across == QUERIES else layout.columns
    if layout.across and not columns:
        columns = filters.get(layout.across) or _chosen(asked, layout.across, MOST_COLUMNS)
    return replace(layout, rows=tuple(dict.fromkeys(rows)), columns=tuple(dict.fromkeys(columns)))


def _chosen(asked: _Asked, facet: str, most: int) -> list[str]:
    """The values that have most pages of the selection; of presenters and documents, those first of which most answer, and
    of each work one document. Years stand in time order."""
    counts = [*(asked.answering(facet) if facet in _MANY else ()), *asked.everything.facets[facet]]
    values = list(dict.fromkeys(count.value for count in counts))
    if facet == "document":
        documents = asked.view.documents
        values = list({work_of(documents[value]): value for value in reversed(values)}.values())[::-1]
    chosen = values[:most]
    return sorted(chosen) if facet == "year" else chosen


def _row(asked: Sequence[_Asked], layout: Layout, value: str) -> Row:
    filters = {layout.by: [value]}
    if layout.across == QUERIES:
        by_text = {one.text: one for one in asked}
        cells = tuple(by_text[column].cell(column, filters, layout.passages) for column in layout.columns)
    elif layout.across:
        cells = tuple(
            asked[0].cell(column, {**filters, layout.across: [column]}, layout.passages) for column in layout.columns
        )
    else:
        cells = (asked[0].cell("", filters, layout.passages),)
    return Row(value, cells, asked[0].searched(filters))


assert set(COMPARED) == set(COUNTED)
