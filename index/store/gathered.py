"""The words of many pages gathered as flat arrays, and all postings made of them at once by numpy.

A word is analysed once for all pages of its language, not once a page.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import PageWords, terms_of
from index.store.gathered_rows import rows_of, together
from index.store.segment_lexicon import Row

_Numbers = NDArray[np.uint32]
_FIELDS = ("words", "stems", "spellings")
"""In the order of what `terms_of` says."""
_BAND = 1_000_000
"""Words whose postings are made at once: some 50 bytes each."""


class TermList(NamedTuple):
    """One term's postings: documents in rising order, counts, and the positions of all in turn (none: not kept)."""

    term: bytes
    documents: NDArray[Any]
    counts: NDArray[Any]
    positions: NDArray[Any]


class _Numbered(dict[str, int]):
    """The words of one language, each with its number among those of all languages."""

    def __init__(self, language: str, names: list[tuple[str, str]]) -> None:
        self._language, self._names = language, names

    def __missing__(self, word: str) -> int:
        number = len(self._names)
        self._names.append((word, self._language))
        self[word] = number
        return number


class GatheredWords:
    """The words of the pages of one segment, in the order of their coming."""

    def __init__(self) -> None:
        self._names: list[tuple[str, str]] = []
        self._numbers: dict[str, _Numbered] = {}
        self._words, self._places = array("I"), array("I")
        self._documents, self._sizes = array("I"), array("I")
        self._merged: dict[str, dict[bytes, list[TermList]]] = {field: {} for field in _FIELDS}
        self._rows: list[Iterator[Row]] = []

    def add(self, document: int, language: str, page: PageWords) -> None:
        """The words of one page; `document` is higher than those before."""
        numbers = self._numbers.get(language)
        if numbers is None:
            numbers = self._numbers[language] = _Numbered(language, self._names)
        self._words.extend(map(numbers.__getitem__, page.words))
        self._places.extend(page.places)
        self._documents.append(document)
        self._sizes.append(len(page.words))

    def add_list(self, field: str, merged: TermList) -> None:
        """A term's postings from an earlier segment; its documents are higher than those before."""
        self._merged[field].setdefault(merged.term, []).append(merged)

    def add_rows(self, merged: Iterator[Row]) -> None:
        """The lexicon of an earlier segment."""
        self._rows.append(merged)

    def nbytes(self) -> int:
        """Bytes that are held until the postings are made, about, with what making them takes."""
        return 12 * len(self._words)

    def lists(self, field: str) -> Iterator[TermList]:
        """The postings of a field, in the order of the terms' bytes."""
        earlier = (merged for _, lists in sorted(self._merged[field].items()) for merged in lists)
        both = heapq.merge(self._own(field), earlier, key=lambda each: each.term)  # of equal terms, our own come first
        for _, lists in groupby(both, key=lambda each: each.term):
            yield _joined(list(lists))

    def rows(self, standing: Sequence[tuple[bytes, int]]) -> Iterator[Row]:
        """The lexicon; `standing` are the words and on how many pages each stands, in the order of their bytes: it takes
        out what merging has made of words that only deleted pages had."""
        known = None if self._rows else dict(standing)
        own = rows_of(self._names, _view(self._words), _view(self._sizes), known)
        return together([iter(own), *self._rows], standing) if self._rows else iter(own)

    def _own(self, field: str) -> Iterator[TermList]:
        terms, ranks = _ranked([terms_of(word, language)[_FIELDS.index(field)] for word, language in self._names])
        if not terms:
            return
        owners = ranks[_view(self._words)]
        ends = np.cumsum(_view(self._sizes), dtype=np.int64)
        for first, last in _bands(_counted(owners, len(terms))):
            yield from self._band(field, terms, owners, ends, first, last)

    def _band(
        self, field: str, terms: list[bytes], owners: NDArray[np.int32], ends: NDArray[np.int64], first: int, last: int
    ) -> Iterator[TermList]:
        """The lists of the terms from `first` to before `last`; `ends` is where the words of each page end."""
        order = np.flatnonzero((owners >= first) & (owners < last))
        owners = owners[order]
        by_owner = np.argsort(owners, kind="stable")
        order, owners = order[by_owner], owners[by_owner]
        documents = _view(self._documents)[np.searchsorted(ends, order, "right")]
        places = _view(self._places)[order]
        begins = _changes(owners) | _changes(documents)
        if field == "words":  # two spellings of a word may stand at one place
            kept = begins | _changes(places)
            owners, documents, places, begins = owners[kept], documents[kept], places[kept], begins[kept]
        starts = np.flatnonzero(begins)
        counts = np.diff(starts, append=len(owners)).astype(np.uint32)
        if field == "spellings":
            counts = np.ones_like(counts)
        owners, documents = owners[starts], documents[starts]
        firsts = np.searchsorted(owners, np.arange(first, last + 1)).tolist()
        bounds = np.append(starts, len(places))[firsts].tolist() if field == "words" else [0] * len(firsts)
        for number, term in enumerate(terms[first:last]):
            a, b = firsts[number], firsts[number + 1]
            yield TermList(term, documents[a:b], counts[a:b], places[bounds[number] : bounds[number + 1]])


def _counted(owners: NDArray[np.int32], terms: int) -> NDArray[np.int64]:
    """How many words each term has; part by part, for numpy makes eight bytes of each number that it counts."""
    counts = np.zeros(terms + 1, np.int64)
    for start in range(0, len(owners), _BAND):
        counts += np.bincount(owners[start : start + _BAND] + 1, minlength=terms + 1)
    return counts[1:]


def _bands(counts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Runs of terms that have so many words together that sorting them takes little memory; one term may have more."""
    ends = np.cumsum(counts)
    first = done = 0
    while first < len(ends):
        last = max(first + 1, int(np.searchsorted(ends, done + _BAND, "right")))
        yield first, last
        first, done = last, int(ends[last - 1])


def _ranked(terms: Sequence[str]) -> tuple[list[bytes], NDArray[np.int32]]:
    """The terms in the order of their bytes, each once; and the place of each that is given, -1 for the empty one."""
    ordered = sorted({term.encode() for term in terms if term})
    places = {term: place for place, term in enumerate(ordered)}
    return ordered, np.array([places[term.encode()] if term else -1 for term in terms], np.int32)


def _changes(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a number differs from the one before; the first one does."""
    changed = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changed[1:])
    return changed


def _joined(lists: Sequence[TermList]) -> TermList:
    if len(lists) == 1:
        return lists[0]
    documents, counts, positions = (np.concatenate(parts) for parts in list(zip(*lists, strict=True))[1:])
    return TermList(lists[0].term, documents, counts, positions)


def _view(numbers: array[int]) -> _Numbers:
    return np.frombuffer(numbers, np.uint32)
