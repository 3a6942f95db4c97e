"""How often a query's words stand, per value of a facet: occurrences, pages, and words to measure them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.engine import Filters, Frequency, View
from index.guidance.understanding import understood
from index.queries.query import Or, Query
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.search import notes_of

PER_WORDS = 10_000
"""A rate counts occurrences in so many words, so that a long report does not win by its length."""

_MOST_SERIES = 5
"""Alternatives of a query that are counted apart: more cannot be told apart in a picture."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often the words of a query stand on the pages that answer it.

    `series` names what is counted apart: the alternatives of a query that joins some by OR, else the query itself.
    `notes` say what could not be used of the query, and whether words were let go.
    `rows` are in time order by year, else those with most occurrences first; also values of which no page answers.
    """

    query: str
    by: str
    notes: tuple[str, ...]
    series: tuple[str, ...]
    rows: tuple[Frequency, ...]
    generation: int


def frequency(
    view: View, text: str, filters: Filters, by: str, reading: Reading = PLAIN, terms: TermTable = NO_TERMS
) -> Frequencies:
    """Counts on one generation; `by` is one of COUNTED."""
    query = read(text, reading, terms)
    whole = view.search(query, filters, 0, counted=())
    parts = series_of(query) if whole.compiled.leaves else ()
    compiled = [whole.compiled if part is query else view.search(part, {}, 0, counted=()).compiled for part in parts]
    rows = view.frequency(query, parts, filters, by)
    names = tuple(understood(one) for one in compiled)
    return Frequencies(text, by, notes_of(query, whole, reading.order), names, _in_order(rows, by), view.generation)


def series_of(query: Query) -> tuple[Query, ...]:
    """What is counted apart; () where nothing is looked for."""
    if query.root is None:
        return ()
    if isinstance(query.root, Or) and len(query.root.children) <= _MOST_SERIES:
        return tuple(replace(query, root=child) for child in query.root.children)
    return (query,)


def rate(count: int, words: int) -> float:
    """Occurrences in PER_WORDS words; 0 where there are no words."""
    return PER_WORDS * count / words if words else 0.0


def _in_order(rows: Iterable[Frequency], by: str) -> tuple[Frequency, ...]:
    if by == "year":
        return tuple(sorted(rows, key=lambda row: row.value))
    return tuple(sorted(rows, key=lambda row: (-sum(row.occurrences), -row.pages, row.value)))
