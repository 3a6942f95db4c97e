"""What share of a page's words each of its terms is, kept as numbers for the pages that were among the best."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ranking.feedback import most_common, weights
from index.store.kept import Kept

_TERM = 150
"""Bytes of a term, its number and its place in the table, about."""


class _Shares(NamedTuple):
    numbers: NDArray[np.int32]
    shares: NDArray[np.float64]


class _Numbered:
    """Terms by numbers, and the pages that are kept in them. Numbers only ever come to be."""

    def __init__(self, most: int) -> None:
        self.terms: list[str] = []
        self._number: dict[str, int] = {}
        self._lock = threading.Lock()
        self.pages: Kept[int, _Shares] = Kept(most, lambda page: page.numbers.nbytes + page.shares.nbytes + 400)

    def in_numbers(self, shares: Mapping[str, float]) -> _Shares:
        """Terms and shares as arrays."""
        with self._lock:
            for term in shares:
                if term not in self._number:
                    self._number[term] = len(self.terms)
                    self.terms.append(term)
        numbers = np.fromiter(map(self._number.__getitem__, shares), np.int32, len(shares))
        return _Shares(numbers, np.fromiter(shares.values(), np.float64, len(shares)))

    @property
    def nbytes(self) -> int:
        """Of terms and pages."""
        return len(self.terms) * _TERM + self.pages.nbytes


class PageShares:
    """`shares` gives those of the page in a row; at most some `most` bytes are kept, half of them of terms."""

    def __init__(self, shares: Callable[[int], Mapping[str, float]], most: int) -> None:
        self._shares, self._most = shares, most // 2
        self._kept = _Numbered(self._most)

    @property
    def nbytes(self) -> int:
        """Bytes that are kept."""
        return self._kept.nbytes

    def common(self, best: Sequence[tuple[float, int]]) -> list[tuple[str, float]]:
        """(score, row) of the best pages → what `feedback.common_terms` says of them."""
        if not best:
            return []
        kept = self._kept
        pages = [kept.pages.of(row, lambda row=row: kept.in_numbers(self._shares(row))) for _, row in best]  # type: ignore[misc]
        if len(kept.terms) * _TERM > self._most:
            self._kept = _Numbered(self._most)
        each = zip(weights([score for score, _ in best]), pages, strict=True)
        worth = np.concatenate([page.shares * weight for weight, page in each])
        numbers, inverse = np.unique(np.concatenate([page.numbers for page in pages]), return_inverse=True)
        total = np.bincount(inverse, worth, len(numbers)).astype(np.float64)
        return most_common(total, lambda place: kept.terms[numbers[place]])
