"""The words, phrases and prefixes of queries on one generation: which pages have them, and what they add to the score.

What was looked up is kept, most recently used first, up to a bound: a generation never changes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.compiled import PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.engine import K1, B
from index.page_table import PageTable, Rows
from index.whoosh_codec import NO_POSTINGS, Postings

Scores = NDArray[np.float64]

_MANY = 8
"""A leaf that more than one of so many pages has is added up faster as an array of all pages."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The rows of the pages whose text has a leaf (ascending), its BM25 on each, its idf, and the rows of the
    pages whose document it describes. `dense` are the scores of all pages, kept for a leaf that many have."""

    rows: Rows
    scores: Scores
    idf: float
    meta: Rows
    dense: Scores | None = None


class LeafStore:
    """`stems` and `words` give a term's postings, `beginning` the words with a prefix; `most` bounds the bytes kept."""

    def __init__(
        self,
        table: PageTable,
        stems: Callable[[str], Postings],
        words: Callable[[str], Postings],
        beginning: Callable[[str], Sequence[str]],
        most: int,
    ) -> None:
        self._table = table
        self._stems, self._words, self._beginning = stems, words, beginning
        self._kept: OrderedDict[TextLeaf, Occurrences] = OrderedDict()
        self._bytes, self._most = 0, most
        self._lock = threading.Lock()
        self.norm = K1 * (1 - B + B * table.lengths / (table.average_length or 1.0))

    def get(self, leaf: TextLeaf) -> Occurrences:
        """The occurrences of one leaf."""
        with self._lock:
            known = self._kept.get(leaf)
            if known is not None:
                self._kept.move_to_end(leaf)
                return known
        found = self._weighed(leaf, *self._look_up(leaf))
        with self._lock:
            if leaf not in self._kept:
                self._kept[leaf] = found
                self._bytes += _bytes(found)
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= _bytes(self._kept.popitem(last=False)[1])
        return found

    @property
    def nbytes(self) -> int:
        """Bytes that are kept; at most `most`, but for one leaf that is larger."""
        return self._bytes

    def _look_up(self, leaf: TextLeaf) -> tuple[Rows, Rows]:
        match leaf:
            case WordLeaf(_, stems, _, further):
                parts = [*map(self._stems, sorted(stems)), *map(self._words, sorted(further))]
                parts.append(Postings(*self._table.titled_with(stems), NO_POSTINGS.positions))
                rows, counts = _union(parts)
            case PhraseLeaf(words):
                rows, counts = _adjacent([self._words(word) for word in words])
            case PrefixLeaf(start):
                rows, counts = _union([self._words(word) for word in self._beginning(start)])
        live = self._table.live[rows]
        return (rows, counts) if live.all() else (rows[live], counts[live])

    def _weighed(self, leaf: TextLeaf, rows: Rows, counts: Rows) -> Occurrences:
        table = self._table
        idf = float(np.log(1 + (table.pages - len(rows) + 0.5) / (len(rows) + 0.5)))
        scores = (idf * (K1 + 1)) * counts / (counts + self.norm[rows])
        dense = np.bincount(rows, scores, table.size).astype(np.float64) if len(rows) * _MANY > table.size else None
        return Occurrences(rows, scores, idf, self._meta(leaf), dense)

    def _meta(self, leaf: TextLeaf) -> Rows:
        if not isinstance(leaf, WordLeaf):
            return NO_POSTINGS.documents
        parts = [self._table.meta[term] for term in leaf.stems if term in self._table.meta]
        return np.unique(np.concatenate(parts)) if parts else NO_POSTINGS.documents


def _bytes(found: Occurrences) -> int:
    dense = 0 if found.dense is None else found.dense.nbytes
    return found.rows.nbytes + found.scores.nbytes + found.meta.nbytes + dense + 500


def _union(parts: Sequence[Postings]) -> tuple[Rows, Rows]:
    """The pages of several terms, and how often each page has any of them."""
    kept = [part for part in parts if len(part.documents)]
    if not kept:
        return NO_POSTINGS.documents, NO_POSTINGS.counts
    if len(kept) == 1:
        return kept[0].documents, kept[0].counts
    rows, inverse = np.unique(np.concatenate([part.documents for part in kept]), return_inverse=True)
    counts = np.bincount(inverse, weights=np.concatenate([part.counts for part in kept]))
    return rows, counts.astype(np.int64)


def _adjacent(parts: Sequence[Postings]) -> tuple[Rows, Rows]:
    """Where words stand next to one another: a place is row * 2³² + position, so that adjacency is one intersection."""
    places = None
    for offset, part in enumerate(parts):
        own = (np.repeat(part.documents, part.counts) << 32) + part.positions - offset
        places = own if places is None else np.intersect1d(places, own, assume_unique=True)
    assert places is not None
    rows, counts = np.unique(places >> 32, return_counts=True)
    return rows, counts
