"""All vectors of one view in one matrix: which pages are nearest to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.records import Span
from index.engine import View
from index.meaning.fusion import PageName
from index.meaning.vectors import Encoder, VectorFiles, Vectors, readable

_BLOCK = 8192
_MOST_BYTES = 512 * 1024**2
"""Of a view's vectors in memory; where they would need more, they are held in half the precision."""


class Near(NamedTuple):
    """One page near what is asked: its cosine, and the characters of its nearest window."""

    page: PageName
    similarity: float
    window: Span


class PageVectors:
    """`unread` are the pages without a vector; `waiting` of the `wanted` documents have none yet."""

    def __init__(self, view: View, files: VectorFiles, encoder: Encoder) -> None:
        self._names: list[PageName] = []
        self.unread: set[PageName] = set()
        self.waiting = self.wanted = 0
        parts, starts, size = [], [], 0
        for identifier in sorted(view.documents):
            document = view.documents[identifier]
            self.unread |= {(identifier, number) for number in range(1, len(document.pages) + 1)}
            if not readable(document, encoder):
                continue
            self.wanted += 1
            found = files.read(document)
            self.waiting += found is None
            if found is not None and len(found):
                pages, first = np.unique(found["page"], return_index=True)
                self._names += [(identifier, int(page)) for page in pages]
                starts.append(first + size)
                parts.append(found)
                size += len(found)
        self.unread -= set(self._names)
        self._first = np.concatenate([*starts, [size]]).astype(np.int64)
        self._spans = [
            span for part in parts for span in zip(part["start"].tolist(), part["end"].tolist(), strict=True)
        ]
        self._matrix = _matrix(parts, size, encoder.size)

    @property
    def nbytes(self) -> int:
        """Memory of the vectors."""
        return self._matrix.nbytes

    def nearest(
        self, vector: NDArray[np.float32], most: int, allowed: Callable[[str, int], bool] | None = None
    ) -> Iterator[Near]:
        """The pages nearest to a vector, nearest first; those alone that are `allowed`, where that is given.

        A page is as near as its nearest window.
        """
        if not self._names:
            return
        near = self._similarities(vector)
        pages = np.maximum.reduceat(near, self._first[:-1])
        every = allowed is not None or most >= len(pages)
        best = np.arange(len(pages)) if every else np.argpartition(-pages, most)[:most]
        ordered = best[np.argsort(-pages[best], kind="stable")].tolist()
        passing = (place for place in ordered if allowed is None or allowed(*self._names[place]))
        for place in islice(passing, most):
            start, end = self._first[place], self._first[place + 1]
            row = int(start + near[start:end].argmax())
            yield Near(self._names[place], float(near[row]), Span(*self._spans[row]))

    def _similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        near = np.empty(len(self._matrix), np.float32)
        for start in range(0, len(near), _BLOCK):
            rows = self._matrix[start : start + _BLOCK]
            # not by BLAS, whose threads wait for one another where others work too
            near[start : start + _BLOCK] = np.vecdot(rows.astype(np.float32, copy=False), vector)
        return near


def _matrix(parts: list[Vectors], size: int, width: int) -> NDArray[np.floating]:
    exact = size * width * 4 <= _MOST_BYTES
    matrix = np.empty((size, width), np.float32 if exact else np.float16)
    at = 0
    for part in parts:
        matrix[at : at + len(part)] = part["vector"]
        at += len(part)
    return matrix
