"""Results by group: one value of a facet, or one document with its copies, versions and translations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.records import Document
from index.engine import (
    Count,
    Filters,
    Matches,
    View,
    facet_values,
    order_counts,
    work_of,
)
from index.queries.query import Query
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.ranking.orders import PRESENTER, RELEVANCE, name_key
from index.search import Hit, Results, hit, results_of

GROUPED_BY = ("document", "presenter", "from", "about", "language", "kind", "year")
"""What results may be grouped by."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many of the results it has (`count.value` names it), the values of the facet that choose it, its best hits.

    `document` is that which names it, where groups are documents.
    """

    count: Count
    values: tuple[str, ...]
    hits: tuple[Hit, ...]
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """One slice of the groups of a search. `results` has the counts of all and no hits; `total` counts the groups."""

    results: Results
    groups: tuple[Group, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Bundle:
    count: Count
    values: tuple[str, ...]


def grouped(
    view: View,
    text: str,
    filters: Filters,
    facet: str,
    hits: int,
    limit: int,
    offset: int,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
) -> Grouped:
    """Groups by one of GROUPED_BY, on one generation, each with up to `hits` hits in the order of the reading.

    By relevance, groups with most pages stand first; in another order they stand as their first hits do, presenters by
    their own names. The documents of one work are one group, named by that of them which has most pages.
    """
    query = read(text, reading, terms)
    whole = view.search(query, filters, 0, order=reading.order)
    results = results_of(view, query, whole, filters, reading, terms)
    wanted = set(filters.get(facet, ()))
    counts = [count for count in results.facets[facet] if not wanted or count.value in wanted]
    bundles = _by_work(view.documents, counts) if facet == "document" else [_Bundle(c, (c.value,)) for c in counts]
    bundles = _in_order(view, query, filters, facet, bundles, reading.order)
    groups = []
    for bundle in bundles[offset : offset + limit]:
        narrowed = {**filters, facet: bundle.values}
        found = _hits(view, query, narrowed, whole, min(hits, bundle.count.pages), reading.order)
        named = view.documents[bundle.count.value] if facet == "document" else None
        groups.append(Group(bundle.count, bundle.values, found, named))
    return Grouped(results, tuple(groups), len(bundles))


def _hits(view: View, query: Query, narrowed: Filters, whole: Matches, most: int, order: str) -> tuple[Hit, ...]:
    """The best hits of a group, of the pages that answer the whole search: where that lets words go, the group alone may
    let go of more."""
    found = view.search(query, narrowed, most, counted=(), order=order)
    if found.relaxed != whole.relaxed:
        found = view.search(query, narrowed, found.total_pages, counted=(), order=order)
    answering = [page for page in found.pages if whole.answers(page.document, page.number)]
    return tuple(hit(view, found, page) for page in answering[:most])


def _by_work(documents: Mapping[str, Document], counts: Sequence[Count]) -> list[_Bundle]:
    works: dict[str, list[Count]] = {}
    for count in counts:
        works.setdefault(work_of(documents[count.value]), []).append(count)
    bundles = {
        own[0].value: _Bundle(Count(own[0].value, 1, sum(count.pages for count in own)), tuple(c.value for c in own))
        for own in works.values()
    }
    return [bundles[count.value] for count in order_counts(bundle.count for bundle in bundles.values())]


def _in_order(
    view: View, query: Query, filters: Filters, facet: str, bundles: list[_Bundle], order: str
) -> list[_Bundle]:
    if order == RELEVANCE:
        return bundles
    if order == PRESENTER and facet == "presenter":
        bodies = {name for document in view.documents.values() for name in document.organisations}
        return sorted(bundles, key=lambda bundle: name_key(bundle.count.value, bodies))
    total = sum(bundle.count.pages for bundle in bundles)
    found = view.search(query, filters, total, counted=(), order=order)
    first: dict[str, int] = {}
    for place, one in enumerate(found.pages):
        for value in _values(view.documents[one.document], one.number, facet):
            first.setdefault(value, place)
    return sorted(bundles, key=lambda bundle: min(first.get(value, total) for value in bundle.values))


def _values(document: Document, number: int, facet: str) -> tuple[str, ...]:
    return facet_values(document, number)[facet]
