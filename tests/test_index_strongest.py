"""The rows with the highest scores are found without sorting, and none of them is missed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays.strongest import strongest


def the_plain_way(scores: np.ndarray, among: np.ndarray, keep: int) -> list[int]:
    """All rows whose score is one of the `keep` highest, ties included."""
    rows = sorted(np.flatnonzero(among).tolist(), key=lambda row: -scores[row])
    if len(rows) <= keep:
        return sorted(rows)
    return sorted(row for row in rows if scores[row] >= scores[rows[keep - 1]])


@given(st.integers(0, 3_000), st.integers(1, 60), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_no_row_with_one_of_the_highest_scores_is_missed(size: int, keep: int, different: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, different, size).astype(np.float64)
    among = chance.random(size) < chance.random()
    found = strongest(scores, among, keep)
    assert set(the_plain_way(scores, among, keep)) <= set(found.tolist())
    assert among[found].all()
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize("keep", [1, 10, 100])
def test_few_others_are_kept_where_scores_differ(keep: int) -> None:
    scores = np.random.default_rng(7).random(25_000)
    found = strongest(scores, np.ones(25_000, bool), keep)
    assert keep <= len(found) <= 2 * keep
