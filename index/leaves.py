"""The words, phrases and prefixes of queries on one generation: which pages have them, and what they add to the score.

What was looked up is kept, most recently used first, up to a bound: a generation never changes.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from index.compiled import EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.engine import K1, B
from index.page_table import PageTable, Rows
from index.whoosh_codec import NO_POSTINGS, Postings

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The rows of the pages whose text has a leaf (ascending), its BM25 on each, its idf, and the rows of the
    pages whose document it describes."""

    rows: Rows
    scores: Scores
    idf: float
    meta: Rows


class LeafStore:
    """`stems` and `words` give a term's postings, `beginning` the words with a prefix."""

    def __init__(
        self,
        table: PageTable,
        stems: Callable[[str], Postings],
        words: Callable[[str], Postings],
        beginning: Callable[[str], Sequence[str]],
        most: int = 64 * 1024**2,
    ) -> None:
        self._table = table
        self._stems, self._words, self._beginning = stems, words, beginning
        self._kept: OrderedDict[TextLeaf, Occurrences] = OrderedDict()
        self._bytes, self._most = 0, most
        self._lock = threading.Lock()

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

    def _look_up(self, leaf: TextLeaf) -> tuple[Rows, Rows]:
        match leaf:
            case WordLeaf(_, stems, _, further):
                parts = [*map(self._stems, sorted(stems)), *map(self._words, sorted(further))]
                rows, counts = _union(parts)
            case PhraseLeaf(words):
                rows, counts = _adjacent([self._words(word) for word in words])
            case NearLeaf(_, forms, _):
                found = {form: [self._words(word) for word in sorted(form)] for form in forms}
                common = _having_all(found.values())
                places = {form: _places(parts, common) for form, parts in found.items()}
                rows, counts = _within(places, Counter(forms), leaf.width)
            case PrefixLeaf(start, words):
                beginning = self._beginning(start) if words is None else sorted(words)
                rows, counts = _union([self._words(word) for word in beginning])
            case EqualLeaf(_, forms, languages):
                rows, counts = _side_by_side([[self._words(word) for word in sorted(choice)] for choice in forms])
                if languages:
                    spoken = self._table.in_language(languages)[rows]
                    rows, counts = rows[spoken], counts[spoken]
        live = self._table.live[rows]
        return (rows, counts) if live.all() else (rows[live], counts[live])

    def _weighed(self, leaf: TextLeaf, rows: Rows, counts: Rows) -> Occurrences:
        table = self._table
        idf = float(np.log(1 + (table.pages - len(rows) + 0.5) / (len(rows) + 0.5)))
        norm = K1 * (1 - B + B * table.lengths[rows] / (table.average_length or 1.0))
        return Occurrences(rows, idf * counts * (K1 + 1) / (counts + norm), idf, self._meta(leaf))

    def _meta(self, leaf: TextLeaf) -> Rows:
        if not isinstance(leaf, WordLeaf):
            return NO_POSTINGS.documents
        parts = [self._table.meta[term] for term in leaf.stems if term in self._table.meta]
        return np.unique(np.concatenate(parts)) if parts else NO_POSTINGS.documents


def _bytes(found: Occurrences) -> int:
    return found.rows.nbytes + found.scores.nbytes + found.meta.nbytes + 500


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


def _having_all(choices: Iterable[Sequence[Postings]]) -> Rows:
    """The pages that have a word of every choice."""
    rows = (np.unique(np.concatenate([part.documents for part in parts])) for parts in choices)
    return reduce(partial(np.intersect1d, assume_unique=True), rows)


def _places(parts: Sequence[Postings], rows: Rows) -> Rows:
    """Where any of some words stands on these pages, as row * 2³² + position, in rising order."""
    found = []
    for part in parts:
        inside = np.repeat(np.isin(part.documents, rows), part.counts)
        found.append((np.repeat(part.documents, part.counts)[inside] << 32) + part.positions[inside])
    return _merged(found)


def _merged(rising: Sequence[Rows]) -> Rows:
    """What stands in any of some rising lists, each once; a stable sort merges runs, which takes a part of a sort's time."""
    if len(rising) == 1:
        return rising[0]
    merged = np.sort(np.concatenate(rising), kind="stable")
    return merged[np.append(True, merged[1:] != merged[:-1])] if len(merged) else merged


def _within(
    places: Mapping[frozenset[str], Rows], times: Mapping[frozenset[str], int], width: int
) -> tuple[Rows, Rows]:
    """How many windows of `width` places begin at one of them and hold each so many times; as `index/near.py` has it."""
    starts = _merged(list(places.values()))
    for form, asked in times.items():
        own = places[form]
        ends = np.searchsorted(own, starts) + asked - 1
        starts, ends = starts[ends < len(own)], ends[ends < len(own)]
        starts = starts[own[ends] - starts < width]
    rows, counts = np.unique(starts >> 32, return_counts=True)
    return rows, counts


def _side_by_side(choices: Sequence[Sequence[Postings]]) -> tuple[Rows, Rows]:
    """Where one word of every choice stands next to one of the next choice."""
    places = None
    for offset, choice in enumerate(choices):
        own = np.unique(
            np.concatenate([(np.repeat(p.documents, p.counts) << 32) + p.positions - offset for p in choice])
        )
        places = own if places is None else np.intersect1d(places, own, assume_unique=True)
    assert places is not None
    rows, counts = np.unique(places >> 32, return_counts=True)
    return rows, counts
