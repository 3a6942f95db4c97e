"""Reciprocal rank fusion, worked out by hand."""

import pytest

from index.engine import Found
from index.meaning.fusion import MEANING_WEIGHT, RRF_K, fused, score_by_words


def by_words(*names):
    return [Found(name, 1, 9.0 - rank) for rank, name in enumerate(names)]


def test_a_page_counts_by_its_place_in_both_rankings():
    found = fused(by_words("a", "b", "c"), [("c", 1), ("d", 1)], ())

    assert [page.document for page in found] == ["c", "a", "b", "d"]
    assert {page.document: page.score for page in found} == pytest.approx(SCORES)


SCORES = {
    "a": 1 / (RRF_K + 1),
    "b": 1 / (RRF_K + 2),
    "c": 1 / (RRF_K + 3) + MEANING_WEIGHT / (RRF_K + 1),
    "d": MEANING_WEIGHT / (RRF_K + 2),
}


def test_pages_that_the_model_does_not_know_keep_their_place_among_themselves_and_are_not_lowered():
    everything = [("a", 1), ("b", 1), ("c", 1)]

    assert [page.document for page in fused(by_words("a", "b", "c"), [], everything)] == ["a", "b", "c"]
    first = fused(by_words("a", "b"), [("b", 1)], [("a", 1)])
    assert [page.document for page in first] == ["a", "b"]
    assert first[0].score == pytest.approx((1 + MEANING_WEIGHT) / (RRF_K + 1))


def test_equal_scores_are_ordered_by_name():
    assert [page.document for page in fused(by_words("b", "a"), [("a", 1), ("b", 1)], ())] == ["a", "b"]


def test_pages_too_far_down_to_be_fused_come_after_those_that_are():
    last = fused(by_words(*(f"{n:03}" for n in range(200))), [("zzz", 1)], ())[-1]

    assert score_by_words(201) < last.score
