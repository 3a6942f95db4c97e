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
    held = scores * among
    whole = blocks * _BLOCK
    best = held[:whole].reshape(_BLOCK, blocks).max(axis=0)
    floor = np.partition(best, blocks - keep)[blocks - keep]
    return np.flatnonzero(held >= floor) if floor > 0 else np.flatnonzero(among)
