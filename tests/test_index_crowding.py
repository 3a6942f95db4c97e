"""The order of the results: no work crowds the others out, nothing is lost, and slices fit together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from corpora import ask, entry, fill, ranked
from hypothesis import given
from hypothesis import strategies as st

from index.arrays.strongest import strongest
from index.engine import Engine
from index.ranking.crowding import COMPARABLE, MOST_OF_ONE, Ranked, candidates, in_order, ordered
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)


def test_many_pages_of_one_document_stand_behind_others_that_answer_comparably(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", *["tariff tariff ferry"] * 8, title=""),
        entry("b", "tariff tariff ferry boat", title=""),
        entry("c", "tariff " + "other " * 300, title=""),
    )
    whole = ranked(view, "tariff")
    assert whole == ["a/1", "a/2", "a/3", "b/1", "a/4", "a/5", "a/6", "a/7", "a/8", "c/1"]
    assert ask(view, "tariff").total_pages == 10
    assert [page for start in range(0, 12, 3) for page in ranked(view, "tariff", limit=3, offset=start)] == whole


def test_copies_and_versions_crowd_like_one_document(engine: Engine) -> None:
    copies = [entry(name, "tariff tariff ferry", title="", work="a") for name in "abcde"]
    view = fill(engine, *copies, entry("z", "tariff tariff ferry boat", title=""))
    assert ranked(view, "tariff") == ["a/1", "b/1", "c/1", "z/1", "d/1", "e/1"]


def test_within_one_document_the_order_is_that_of_the_scores(engine: Engine) -> None:
    view = fill(engine, entry("a", *["tariff " * n + "ferry" for n in range(1, 9)], title=""), entry("b", "tariff"))
    pages = ask(view, "tariff", {"document": ["a"]}).pages
    assert [page.score for page in pages] == sorted((page.score for page in pages), reverse=True)


pages = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=300)


@given(pages, st.integers(1, 20))
def test_arrays_give_the_order_of_the_plain_rule_and_its_beginning_is_found_among_the_candidates(
    drawn: list[tuple[int, int]], keep: int
) -> None:
    scores = np.array([score / 10 for score, _ in drawn], np.float64)
    works = np.array([work for _, work in drawn], np.int64)
    numbers = np.arange(len(drawn))
    plain = in_order([Ranked(0, score / 10, work, f"{work}", n) for n, (score, work) in enumerate(drawn)])
    assert ordered(None, scores, works, works, numbers).tolist() == plain
    among = np.ones(len(drawn), bool)
    rows = candidates(scores, among, strongest(scores, among, keep), keep)
    places = ordered(None, scores[rows], works[rows], works[rows], numbers[rows])
    assert rows[places][:keep].tolist() == plain[:keep]


@given(pages)
def test_a_page_is_passed_only_by_pages_that_answer_comparably(drawn: list[tuple[int, int]]) -> None:
    order = in_order([Ranked(0, score, work, f"{work}", n) for n, (score, work) in enumerate(drawn)])
    assert sorted(order) == list(range(len(drawn)))
    for place, page in enumerate(order):
        for later in order[place + 1 :]:
            score, other = drawn[page][0], drawn[later][0]
            assert score >= other * COMPARABLE
            if score < other:
                before = [n for n in order[:place] if drawn[n][1] == drawn[later][1]]
                assert len(before) >= MOST_OF_ONE
