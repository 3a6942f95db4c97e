"""The second look at a query's results: what their words' kin and the best pages' common terms add to the scores.

It orders the pages that answer and lets none in. Kin are scored as one word whose count on a page is the sum of theirs,
each counted by its share; in the count of its pages, a page counts by the sum of the shares of those it has, at most as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.records import Page
from index.arrays.leaves import LeafStore, Scores, union
from index.arrays.page_table import Mask, PageTable, Rows
from index.arrays.strongest import strongest
from index.engine import K1
from index.queries.compiled import Compiled, TextLeaf, term_leaf
from index.queries.vocabulary import Vocabulary
from index.ranking.feedback import FEEDBACK_PAGES, FEEDBACK_WEIGHT, LEAST_ASKED, asked_words, shares
from index.ranking.kindred import KIN_WEIGHT, WRITTEN_WEIGHT, Kin, kindred, written
from index.ranking.page_shares import PageShares
from index.ranking.rounding import rounded
from index.store.kept import Kept
from index.store.whoosh_codec import NO_POSTINGS, Postings

_MANY = 3
"""What more than one of so many pages has is kept and added as an array of all pages: two bytes for one, in half the time."""
_PAGES = 0.1
"""The share of the bytes that the terms of the best pages have."""


class _Share(NamedTuple):
    """What pages' scores gain; without `rows`, that of every page."""

    rows: NDArray[np.int32] | None
    scores: Scores

    def add_to(self, total: Scores, weight: float = 1.0) -> None:
        if self.rows is None:
            total += self.scores * weight
        else:
            np.add.at(total, self.rows, self.scores * weight)


class Reranking:
    """For one generation; safe to share between threads. `words` gives a folded word's postings, `most` bounds the
    bytes kept."""

    def __init__(self, index: Vocabulary, table: PageTable, store: LeafStore, words: Callable[[str], Postings],
                 page: Callable[[str, int], Page], most: int) -> None:  # fmt: skip
        self._index, self._table, self._store, self._words, self._page = index, table, store, words, page
        of_pages = int(most * _PAGES)
        self._kept: Kept[TextLeaf | str, _Share] = Kept(most - of_pages, _bytes)
        self._pages = PageShares(self._shares, of_pages)

    @property
    def nbytes(self) -> int:
        """Bytes that are kept."""
        return self._kept.nbytes + self._pages.nbytes

    def scores(self, compiled: Compiled, first: Scores, results: Mask) -> Scores:
        """The scores of the first look, and what the second adds to them."""
        total = first.copy()
        for leaf in compiled.leaves:
            self._kept.of(leaf, lambda leaf=leaf: self._kin_of(leaf)).add_to(total)  # type: ignore[misc]
        asked = asked_words(compiled.leaves)
        if asked >= LEAST_ASKED:
            for term, weight in self._pages.common(self._best(total, results)):
                share = self._kept.of(term, lambda term=term: self._term(term))  # type: ignore[misc]
                share.add_to(total, FEEDBACK_WEIGHT * asked * weight)
        return total

    def _best(self, total: Scores, results: Mask) -> list[tuple[float, int]]:
        """The best pages, as score and row."""
        rows = strongest(total, results, FEEDBACK_PAGES)
        if len(rows) > FEEDBACK_PAGES:
            last = np.partition(total[rows], len(rows) - FEEDBACK_PAGES)[len(rows) - FEEDBACK_PAGES]
            rows = np.flatnonzero(total >= last - 1e-8)
            rows = rows[results[rows]]
        table = self._table
        best = sorted(
            rows.tolist(), key=lambda row: (-rounded(float(total[row])), table.document_of[row], table.number_of[row])
        )
        return [(float(total[row]), row) for row in best[:FEEDBACK_PAGES]]

    def _shares(self, row: int) -> Mapping[str, float]:
        document, number = self._table.documents[self._table.document_of[row]].id, int(self._table.number_of[row])
        return shares(self._page(document, number))

    def _term(self, term: str) -> _Share:
        rows, scores = self._store.scores(term_leaf(term))
        return _share(self._table.size, rows, scores)

    def _kin_of(self, leaf: TextLeaf) -> _Share:
        parts = [
            (self._weighed(kin), weight)
            for kin, weight in (
                (kindred(leaf, self._index, self._table.languages), KIN_WEIGHT),
                (written(leaf), WRITTEN_WEIGHT),
            )
        ]
        rows = np.concatenate([rows for (rows, _), _ in parts])
        scores = np.concatenate([scores * weight for (_, scores), weight in parts])
        where, inverse = np.unique(rows, return_inverse=True)
        return _share(self._table.size, where, np.bincount(inverse, scores, len(where)).astype(np.float64))

    def _weighed(self, kin: Sequence[Kin]) -> tuple[Rows, Scores]:
        """BM25 of some words that count as one."""
        lists = [(*self._having(word), share) for word, share in kin]
        rows = np.concatenate([NO_POSTINGS.documents, *(rows for rows, _, _ in lists)])
        counts = np.concatenate([np.empty(0), *(counts * share for _, counts, share in lists)])
        having = np.concatenate([np.empty(0), *(np.full(len(rows), share) for rows, _, share in lists)])
        live = self._table.live[rows]
        where, inverse = np.unique(rows[live], return_inverse=True)
        count = np.bincount(inverse, counts[live], len(where))
        pages = float(np.minimum(np.bincount(inverse, having[live], len(where)), 1).sum())
        idf = float(np.log(1 + (self._table.pages - pages + 0.5) / (pages + 0.5)))
        return where, idf * count * (K1 + 1) / (count + self._store.norm[where])

    def _having(self, word: str) -> tuple[Rows, Rows]:
        """The rows of the pages that have a word, in their text or their title, each once, and how often."""
        in_title = Postings(*self._table.titled([word]), NO_POSTINGS.positions)
        return union([self._words(word), in_title], self._table.size)


def _share(size: int, rows: Rows, scores: Scores) -> _Share:
    if len(rows) * _MANY > size:
        return _Share(None, np.bincount(rows, scores, size).astype(np.float64))
    return _Share(rows.astype(np.int32), scores)


def _bytes(share: _Share) -> int:
    return share.scores.nbytes + (0 if share.rows is None else share.rows.nbytes) + 1_000
