"""The rows with the highest scores, found without sorting: the best of each of many blocks bound the others from below."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLOCK = 64
"""Rows a block: so many passes over all rows that are as fast as one addition each."""


def strongest(scores: NDArray[np.float64], among: NDArray[np.bool_], keep: int) -> NDArray[np.int64]:
    """Rows of `among`, ascending: the `keep` with the highest scores (0 or more), all that equal the last, and few others.

    The k-th highest of the blocks' maxima is no higher than the k-th highest score: what lies below it is passed over, as
    Block-Max WAND passes over blocks (Ding & Suel 2011). A block takes every n-th row, since pages of a document are alike.
    """
    blocks = len(scores) // _BLOCK
    if keep >= blocks:
        return np.flatnonzero(among)
    rows = _at_least(_floor(scores, blocks, keep), scores, among)
    if len(rows) < keep:  # others than those of `among` have the high scores
        rows = _at_least(_floor(scores * among, blocks, keep), scores, among)
    return rows


def _floor(scores: NDArray[np.float64], blocks: int, keep: int) -> float:
    best = scores[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
    return float(np.partition(best, blocks - keep)[blocks - keep])


def _at_least(floor: float, scores: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.int64]:
    if floor <= 0:
        return np.flatnonzero(among)
    rows = np.flatnonzero(scores >= floor)
    return rows[among[rows]]
