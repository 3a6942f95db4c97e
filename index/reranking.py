"""The second look at a query's results: what their words' kin and the best pages' common terms add to the scores.

It orders the pages that answer and lets none in. Kin are scored as one word whose count on a page is the sum of theirs,
each counted by its share; a page has as much of that word as the best of it, at most once, in the count of its pages.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from core.records import Page
from index.compiled import Compiled, TextLeaf, WordLeaf
from index.engine import K1
from index.feedback import FEEDBACK_PAGES, FEEDBACK_WEIGHT, LEAST_ASKED, asked_words, common_terms, rounded, shares
from index.kindred import KIN_WEIGHT, WRITTEN_WEIGHT, Kin, kindred, written
from index.leaves import LeafStore, Scores
from index.page_table import Mask, PageTable, Rows
from index.vocabulary import Vocabulary
from index.whoosh_codec import NO_POSTINGS, Postings

_MOST_WORDS, _MOST_PAGES = 2_000, 2_000


class _Share(NamedTuple):
    rows: Rows
    scores: Scores


Key = TypeVar("Key")
Value = TypeVar("Value")


class _Kept(OrderedDict[Key, Value]):
    """The values asked for last."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most, self._lock = most, threading.Lock()

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self:
                self.move_to_end(key)
                return self[key]
        made = make()
        with self._lock:
            self[key] = made
            while len(self) > self._most:
                self.popitem(last=False)
        return made


class Reranking:
    """For one generation; safe to share between threads. `words` gives a folded word's postings."""

    def __init__(self, index: Vocabulary, table: PageTable, store: LeafStore, words: Callable[[str], Postings],
                 page: Callable[[str, int], Page]) -> None:  # fmt: skip
        self._index, self._table, self._store, self._words, self._page = index, table, store, words, page
        self._kin: _Kept[TextLeaf, _Share] = _Kept(_MOST_WORDS)
        self._pages: _Kept[int, Mapping[str, float]] = _Kept(_MOST_PAGES)

    def scores(self, compiled: Compiled, first: Scores, results: Mask) -> Scores:
        """The scores of the first look, and what the second adds to them."""
        total = first.copy()
        for leaf in compiled.leaves:
            share = self._kin.of(leaf, lambda leaf=leaf: self._kin_of(leaf))  # type: ignore[misc]
            total[share.rows] += share.scores
        asked = asked_words(compiled.leaves)
        if asked >= LEAST_ASKED:
            self._feed_back(total, results, asked)
        return total

    def _feed_back(self, total: Scores, results: Mask, asked: int) -> None:
        rows = np.flatnonzero(results)
        if len(rows) > FEEDBACK_PAGES:
            held = total[rows]
            floor = np.partition(held, len(held) - FEEDBACK_PAGES)[len(held) - FEEDBACK_PAGES]
            rows = rows[held >= floor - 1e-8]
        table = self._table
        best = sorted(
            rows.tolist(), key=lambda row: (-rounded(float(total[row])), table.document_of[row], table.number_of[row])
        )
        pages = [(float(total[row]), self._shares(row)) for row in best[:FEEDBACK_PAGES]]
        for term, weight in common_terms(pages):
            found = self._store.get(WordLeaf("", frozenset([term]), frozenset()))
            total[found.rows] += (FEEDBACK_WEIGHT * asked * weight) * found.scores

    def _shares(self, row: int) -> Mapping[str, float]:
        document, number = self._table.documents[self._table.document_of[row]].id, int(self._table.number_of[row])
        return self._pages.of(row, lambda: shares(self._page(document, number)))

    def _kin_of(self, leaf: TextLeaf) -> _Share:
        parts = [
            (self._weighed(kin), weight)
            for kin, weight in (
                (kindred(leaf, self._index, self._table.languages), KIN_WEIGHT),
                (written(leaf), WRITTEN_WEIGHT),
            )
        ]
        rows = np.concatenate([part.rows for part, _ in parts])
        scores = np.concatenate([part.scores * weight for part, weight in parts])
        where, inverse = np.unique(rows, return_inverse=True)
        return _Share(where, np.bincount(inverse, scores, len(where)).astype(np.float64))

    def _weighed(self, kin: Sequence[Kin]) -> _Share:
        """BM25 of some words that count as one."""
        lists = [(found, share) for word, share in kin for found in self._having(word)]
        rows = np.concatenate([NO_POSTINGS.documents, *(found.documents for found, _ in lists)])
        counts = np.concatenate([np.empty(0), *(found.counts * share for found, share in lists)])
        having = np.concatenate([np.empty(0), *(np.full(len(found.documents), share) for found, share in lists)])
        live = self._table.live[rows]
        where, inverse = np.unique(rows[live], return_inverse=True)
        count = np.bincount(inverse, counts[live], len(where))
        pages = float(np.minimum(np.bincount(inverse, having[live], len(where)), 1).sum())
        idf = float(np.log(1 + (self._table.pages - pages + 0.5) / (pages + 0.5)))
        return _Share(where, idf * count * (K1 + 1) / (count + self._store.norm[where]))

    def _having(self, word: str) -> Sequence[Postings]:
        """The pages whose text has a word, and those whose title has."""
        return self._words(word), Postings(*self._table.titled([word]), NO_POSTINGS.positions)
