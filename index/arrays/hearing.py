"""In whose words a query's words stand, on the pages that several people share: told from postings, with vector operations.

A page's text is read once, for where its stretches begin among its words; and where folded words do not tell stems apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from core.records import Page
from index.arrays.leaves import LeafStore
from index.arrays.page_table import PageTable
from index.arrays.voices import Mask, Rows
from index.occurring import begins_at, places_of
from index.queries.compiled import TextLeaf, WordLeaf


class Hearing:
    """Listens on one generation. Safe to share between threads: at worst a page is read twice."""

    def __init__(self, table: PageTable, store: LeafStore, page: Callable[[str, int], Page]) -> None:
        self._table, self._store, self._page = table, store, page
        self._voices = table.voices
        self._places = np.zeros(len(self._voices.rows), np.int64)
        self._known = np.zeros(len(self._voices.shared), bool)

    def heard(self, leaves: Iterable[TextLeaf], rows: Rows) -> Mask:
        """The stretches of some shared pages (ascending) in which one of the leaves begins. The title, and the words about a
        document's first page, stand where that page begins."""
        words = [leaf for leaf in leaves if isinstance(leaf, WordLeaf)]
        heads = [self._in_head(leaf, rows) << 32 for leaf in words]
        found = self.counts(leaves, rows) > 0
        found[self._stretches(np.concatenate([*heads, rows[:0]]))] = True
        return found

    def counts(self, leaves: Iterable[TextLeaf], rows: Rows) -> Rows:
        """How often leaves begin in each stretch of some shared pages (ascending); 0 in those of other pages."""
        self._read(rows)
        found = np.zeros(len(self._places), np.int64)
        for leaf in leaves:
            having, counts = self._store.counts(leaf)
            shared = np.isin(having, rows, assume_unique=True)
            if shared.any():
                places = self._standing(leaf, having[shared], counts[shared])
                found += np.bincount(self._stretches(places), minlength=len(found))
        return found

    def lengths(self) -> Rows:
        """The words of each stretch."""
        self._read(self._voices.shared)
        rows = self._voices.rows
        ends = np.append(self._places[1:], 0)
        last = np.append(rows[1:] != rows[:-1], True)
        ends[last] = self._table.text_lengths[rows[last]]
        return ends - self._places

    def _in_head(self, leaf: WordLeaf, rows: Rows) -> Rows:
        table = self._table
        about = self._store.get(leaf).meta
        head = np.concatenate([table.titled_with(leaf.stems)[0], about[table.first_pages[about]]])
        return head[np.isin(head, rows)]

    def _standing(self, leaf: TextLeaf, rows: Rows, counts: Rows) -> Rows:
        """Where a leaf begins on pages that have it so often; from their texts where the postings tell of more places."""
        places = self._store.places(leaf, rows)
        own = np.bincount(np.searchsorted(rows, places >> 32), minlength=len(rows))
        doubtful = rows[own != counts]
        if not len(doubtful):
            return places
        told = [(row << 32) + at for row in doubtful.tolist() for at in begins_at(leaf, self._page_of(row))]
        return np.append(places[~np.isin(places >> 32, doubtful)], np.array(told, np.int64))

    def _stretches(self, places: Rows) -> Rows:
        """Which stretch has each of some places."""
        return np.searchsorted((self._voices.rows << 32) + self._places, places, "right") - 1

    def _read(self, rows: Rows) -> None:
        """Makes sure that it is known where among the words of some shared pages their stretches begin."""
        at = np.searchsorted(self._voices.shared, rows)
        for number in at[~self._known[at]].tolist():
            row = self._voices.shared[number]
            first, last = np.searchsorted(self._voices.rows, (row, row + 1))
            text = self._page_of(int(row)).text
            self._places[first:last] = places_of(self._voices.starts[first:last].tolist(), text)
            self._known[number] = True

    def _page_of(self, row: int) -> Page:
        document = self._table.documents[self._table.document_of[row]]
        return self._page(document.id, int(self._table.number_of[row]))
