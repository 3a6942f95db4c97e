"""The words, phrases and prefixes of queries on one generation: which pages have them, and what they add to the score.

What was looked up is kept, most recently used first, up to a bound: a generation never changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays.page_table import PageTable, Rows
from index.engine import K1, B
from index.queries.compiled import EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.store.kept import Kept
from index.store.whoosh_codec import NO_POSTINGS, Postings

Scores = NDArray[np.float64]

_MANY = 3
"""A leaf that more than one of so many pages has is added up as an array of all pages: two bytes for one, in half the time."""


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
    """`stems` and `words` give a term's postings, `beginning` the words with a prefix, `family` those of a term; `most`
    bounds the bytes kept."""

    def __init__(
        self,
        table: PageTable,
        stems: Callable[[str], Postings],
        words: Callable[[str], Postings],
        beginning: Callable[[str], Sequence[str]],
        family: Callable[[str], Iterable[str]],
        most: int,
    ) -> None:
        self._table = table
        self._stems, self._words, self._beginning, self._family = stems, words, beginning, family
        self._kept: Kept[TextLeaf, Occurrences] = Kept(most, _bytes)
        self.norm = K1 * (1 - B + B * table.lengths / (table.average_length or 1.0))

    def get(self, leaf: TextLeaf) -> Occurrences:
        """The occurrences of one leaf."""
        return self._kept.of(leaf, lambda: self._weighed(leaf, *self._look_up(leaf)))

    @property
    def nbytes(self) -> int:
        """Bytes that are kept; at most `most`, but for one leaf that is larger."""
        return self._kept.nbytes

    def counts(self, leaf: TextLeaf) -> tuple[Rows, Rows]:
        """The rows of the pages whose text has a leaf, and how often."""
        return self._look_up(leaf, titled=False)

    def scores(self, leaf: TextLeaf) -> tuple[Rows, Scores]:
        """The rows of the pages whose text or title has a leaf, and its BM25 on each; not kept here."""
        rows, counts = self._look_up(leaf)
        return rows, self._bm25(rows, counts)[1]

    def _look_up(self, leaf: TextLeaf, titled: bool = True) -> tuple[Rows, Rows]:
        """The rows of the pages that have a leaf, and how often; `titled`: the title belongs to the first page's text."""
        match leaf:
            case WordLeaf(_, stems, _, further):
                parts = [*map(self._stems, sorted(stems)), *map(self._words, sorted(further))]
                parts += [Postings(*self._table.titled_with(stems), NO_POSTINGS.positions)] if titled else []
                rows, counts = union(parts, self._table.size)
            case PrefixLeaf():
                rows, counts = union(self._begun(leaf), self._table.size)
            case PhraseLeaf() | NearLeaf():
                rows, counts = _counted(self._places(leaf))
            case EqualLeaf(_, _, languages):
                rows, counts = _counted(self._places(leaf))
                if languages:
                    spoken = self._table.in_language(languages)[rows]
                    rows, counts = rows[spoken], counts[spoken]
        live = self._table.live[rows]
        return (rows, counts) if live.all() else (rows[live], counts[live])

    def _begun(self, leaf: PrefixLeaf) -> list[Postings]:
        words = self._beginning(leaf.start) if leaf.words is None else sorted(leaf.words)
        return [self._words(word) for word in words]

    def _places(self, leaf: PhraseLeaf | NearLeaf | EqualLeaf) -> Rows:
        """Where some words begin that belong together, as row * 2³² + position, rising."""
        match leaf:
            case PhraseLeaf(words):
                return _side_by_side([[self._words(word)] for word in words])
            case EqualLeaf(_, forms, _):
                return _side_by_side([[self._words(word) for word in sorted(choice)] for choice in forms])
        found = {form: [self._words(word) for word in sorted(form)] for form in leaf.forms}
        common = _having_all(found.values())
        return _within({form: _places(parts, common) for form, parts in found.items()}, Counter(leaf.forms), leaf.width)

    def places(self, leaf: TextLeaf, rows: Rows) -> Rows:
        """Where on some pages (ascending) a leaf begins, as row * 2³² + position, as often as it counts there.

        Of a word it is where the words of its families stand: on a page where some of these are spelled with other accents,
        and have other stems, that is more than `counts` says.
        """
        if isinstance(leaf, PhraseLeaf | NearLeaf | EqualLeaf):
            found = self._places(leaf)
            return found[_among(found >> 32, rows)]
        if isinstance(leaf, WordLeaf):
            family = {word for term in leaf.stems for word in self._family(term)}
            parts = [self._words(word) for word in sorted(family)] + [self._words(word) for word in sorted(leaf.words)]
        else:
            parts = self._begun(leaf)
        standing = [_places_of(part, rows[_among(rows, part.documents)]) for part in parts]
        return np.concatenate(standing) if standing else NO_POSTINGS.documents

    def _weighed(self, leaf: TextLeaf, rows: Rows, counts: Rows) -> Occurrences:
        table = self._table
        idf, scores = self._bm25(rows, counts)
        dense = np.bincount(rows, scores, table.size).astype(np.float64) if len(rows) * _MANY > table.size else None
        return Occurrences(rows, scores, idf, self._meta(leaf), dense)

    def _bm25(self, rows: Rows, counts: Rows) -> tuple[float, Scores]:
        """The idf of what stands so often on these pages, and its score on each."""
        idf = float(np.log(1 + (self._table.pages - len(rows) + 0.5) / (len(rows) + 0.5)))
        return idf, (idf * (K1 + 1)) * counts / (counts + self.norm[rows])

    def _meta(self, leaf: TextLeaf) -> Rows:
        if not isinstance(leaf, WordLeaf):
            return NO_POSTINGS.documents
        parts = [self._table.meta[term] for term in leaf.stems if term in self._table.meta]
        return np.unique(np.concatenate(parts)) if parts else NO_POSTINGS.documents


def _bytes(found: Occurrences) -> int:
    dense = 0 if found.dense is None else found.dense.nbytes
    return found.rows.nbytes + found.scores.nbytes + found.meta.nbytes + dense + 500


def union(parts: Sequence[Postings], size: int) -> tuple[Rows, Rows]:
    """The pages of several terms, and how often each page has any of them; `size` is the rows that there are."""
    kept = [part for part in parts if len(part.documents)]
    if not kept:
        return NO_POSTINGS.documents, NO_POSTINGS.counts
    if len(kept) == 1:
        return kept[0].documents, kept[0].counts
    documents, counted = (np.concatenate(each) for each in zip(*((p.documents, p.counts) for p in kept), strict=True))
    counts = np.bincount(documents, counted, size).astype(np.int64)
    rows = np.flatnonzero(counts)
    return rows, counts[rows]


def _side_by_side(choices: Sequence[Sequence[Postings]]) -> Rows:
    """Where a word of every choice stands next to one of the next, rising: a place is row * 2³² + position, so that adjacency
    is one look-up a choice.

    Only pages that have all are looked at, the rarest choice first: what a phrase costs, its rarest words say.
    """
    in_turn = sorted(enumerate(choices), key=lambda each: sum(len(part.documents) for part in each[1]))
    rows = _having_all([choice for _, choice in in_turn])
    places: dict[tuple[int, ...], Rows] = {}
    for _, choice in in_turn:
        if (key := tuple(map(id, choice))) not in places:
            places[key] = _places(choice, rows)
    offset, rarest = in_turn[0]
    begins = places[tuple(map(id, rarest))] - offset
    for offset, choice in in_turn[1:]:
        begins = begins[_among(begins + offset, places[tuple(map(id, choice))])]
    return begins


def _having_all(choices: Iterable[Sequence[Postings]]) -> Rows:
    """The pages that have a word of every choice; the rarest is best the first."""
    first, *others = choices
    rows = _merged([part.documents for part in first])
    for choice in others:
        on_any = np.zeros(len(rows), bool)
        for part in choice:
            on_any |= _among(rows, part.documents)
        rows = rows[on_any]
    return rows


def _places(parts: Sequence[Postings], rows: Rows) -> Rows:
    """Where any of some words stands on these pages, as row * 2³² + position, in rising order."""
    return _merged([_places_of(part, rows[_among(rows, part.documents)]) for part in parts])


def _places_of(part: Postings, rows: Rows) -> Rows:
    """Where a word stands on some of its pages, ascending."""
    chosen = np.searchsorted(part.documents, rows)
    counts = part.counts[chosen]
    firsts = (np.cumsum(part.counts) - part.counts)[chosen]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    places: Rows = (np.repeat(rows, counts) << 32) + part.positions[np.repeat(firsts, counts) + within]
    return places


def _among(numbers: Rows, others: Rows) -> NDArray[np.bool_]:
    """Which numbers are among some others, which ascend."""
    if not len(others):
        return np.zeros(len(numbers), bool)
    at = np.minimum(np.searchsorted(others, numbers), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == numbers
    return found


def _merged(rising: Sequence[Rows]) -> Rows:
    """What stands in any of some rising lists, each once; a stable sort merges runs, which takes a part of a sort's time."""
    if len(rising) == 1:
        return rising[0]
    merged = np.sort(np.concatenate(rising), kind="stable")
    return merged[np.append(True, merged[1:] != merged[:-1])] if len(merged) else merged


def _within(places: Mapping[frozenset[str], Rows], times: Mapping[frozenset[str], int], width: int) -> Rows:
    """Where windows of `width` places begin, at one of them, that hold each so many times; as `index/queries/near.py` has it."""
    starts = _merged(list(places.values()))
    for form, asked in times.items():
        own = places[form]
        ends = np.searchsorted(own, starts) + asked - 1
        starts, ends = starts[ends < len(own)], ends[ends < len(own)]
        starts = starts[own[ends] - starts < width]
    return starts


def _counted(places: Rows) -> tuple[Rows, Rows]:
    """The rows of rising places, and how many each has."""
    rows = places >> 32
    begins = np.flatnonzero(np.append(True, rows[1:] != rows[:-1])) if len(rows) else np.empty(0, np.int64)
    return rows[begins], np.diff(begins, append=len(rows))
