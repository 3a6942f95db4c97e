"""What stands how often on which pages, with vector operations: counts per value of a facet, pages by weighted terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays.hearing import Hearing
from index.arrays.leaves import LeafStore, Scores
from index.arrays.page_table import PageTable
from index.arrays.voices import Mask, Rows
from index.engine import Found, Frequency
from index.queries.compiled import TextLeaf, term_leaf


class Looked(NamedTuple):
    """The pages that answer, and all that were looked through, as masks."""

    answering: Mask
    chosen: Mask


def count_by(
    table: PageTable, store: LeafStore, looked: Looked, series: Sequence[Iterable[TextLeaf]], facet: str
) -> tuple[Frequency, ...]:
    """The counts with vector operations; `series` gives the leaves of each."""
    values = table.facets.get(facet)
    if values is None:
        return ()
    size = len(values.values)
    inside = looked.answering[values.rows]
    codes, rows = values.codes[inside], values.rows[inside]
    words = np.bincount(values.codes, table.text_lengths[values.rows] * looked.chosen[values.rows], size)
    counts = [np.bincount(codes, _occurrences(table, store, leaves)[rows], size) for leaves in series]
    return _frequencies(table, values.values, codes, rows, counts, words)


def count_said(
    table: PageTable,
    hearing: Hearing,
    store: LeafStore,
    looked: Looked,
    series: Sequence[Iterable[TextLeaf]],
    facet: str,
    heard: Mask | None,
) -> tuple[Frequency, ...]:
    """The same by who has the words: on shared pages those of his own stretches alone, on pages where one is `heard`."""
    values, rows, codes, _, stretches = table.voices.pairs[facet]
    size, shared = max(1, len(values)), stretches >= 0
    inside = looked.answering[rows]
    if heard is not None:
        audible = ~shared
        audible[shared] = heard[stretches[shared]]
        pages = rows * size + codes
        inside &= np.isin(pages, pages[audible])
    own = table.text_lengths[rows]
    own[shared] = hearing.lengths()[stretches[shared]]
    words = np.bincount(codes, own * looked.chosen[rows], size)
    counts = []
    for leaves in map(tuple, series):
        stand = _occurrences(table, store, leaves)[rows]
        stand[shared] = hearing.counts(leaves, table.voices.shared)[stretches[shared]]
        counts.append(np.bincount(codes[inside], stand[inside], size))
    once = np.unique(rows[inside] * size + codes[inside])
    return _frequencies(table, values, once % size, once // size, counts, words)


def _frequencies(
    table: PageTable,
    values: Sequence[str],
    codes: Rows,
    rows: Rows,
    counts: Sequence[NDArray[Any]],
    words: NDArray[Any],
) -> tuple[Frequency, ...]:
    """`codes` and `rows` are the values and the pages that answer, each pair once."""
    size = len(values)
    pages = np.bincount(codes, minlength=size)
    pairs = np.unique(codes * table.works + table.work_of[rows])  # those that there are: by document, all would be n²
    documents = np.bincount(pairs // max(1, table.works), minlength=size)
    return tuple(
        Frequency(
            value, int(documents[at]), int(pages[at]), tuple(round(float(own[at])) for own in counts), round(words[at])
        )
        for at, value in enumerate(values)
        if pages[at] or words[at]
    )


def _occurrences(table: PageTable, store: LeafStore, leaves: Iterable[TextLeaf]) -> Scores:
    total = np.zeros(table.size)
    for leaf in leaves:
        rows, counts = store.counts(leaf)
        total[rows] += counts
    return total


def best_weighted(
    table: PageTable, store: LeafStore, weights: Mapping[str, float], least: int, chosen: Mask, limit: int
) -> tuple[Found, ...]:
    """The chosen pages that have at least so many of some index terms, by the sum of each term's BM25 times its weight."""
    scores, having = np.zeros(table.size), np.zeros(table.size, np.int64)
    for term, weight in weights.items():
        found = store.get(term_leaf(term))
        scores[found.rows] += weight * found.scores
        having[found.rows] += 1
    rows = np.flatnonzero((scores > 0) & (having >= least) & chosen)
    in_order = np.lexsort((table.number_of[rows], table.document_of[rows], -scores[rows]))[:limit]
    return tuple(
        Found(table.documents[table.document_of[row]].id, int(table.number_of[row]), float(scores[row]))
        for row in rows[in_order]
    )
