"""The judged questions with and without an answer, the regression on them, and the curve."""

from collections import Counter

import pytest

from evaluation.declining import Told, points, share_from
from evaluation.declining_sets import DEMONSTRATION, REAL, REMOVED, plain, read_rows, written_rows
from evaluation.logistic import area, learned


@pytest.mark.parametrize("name", ["answerable", "unanswerable"])
def test_there_are_many_written_questions_in_three_languages_about_both_libraries(name):
    rows = list(read_rows(name))

    assert len(rows) >= 60
    assert len({row["question"] for row in rows}) == len(rows)
    assert Counter(row["corpus"] for row in rows).keys() == {DEMONSTRATION, REAL}
    assert min(Counter(row["language"] for row in rows).values()) >= 20


def test_every_question_without_an_answer_says_why_there_is_none():
    assert all(row["reason"] and "answer" not in row for row in read_rows("unanswerable"))


def test_the_answers_of_the_demonstrations_questions_stand_on_their_pages(demonstration):
    view = demonstration.view()
    documents = {document.file: document for document in demonstration.documents()}
    rows = [row for row in written_rows(DEMONSTRATION) if row.get("answer")]

    assert rows
    for row in rows:
        text = view.page(documents[row["file"]].id, row["page"]).text
        assert plain(row["answer"]) in plain(text), row["question"]


def test_regression_finds_what_tells_two_kinds_apart():
    rows = [(1.0, 0.3), (0.9, 0.1), (0.8, 0.4), (0.2, 0.2), (0.1, 0.4), (0.3, 0.1)]

    nothing, telling, noise = learned(rows, [True] * 3 + [False] * 3, [1.0] * 6)

    assert telling > 1 > abs(noise)
    assert nothing < 0


def test_the_area_is_one_where_all_are_told_apart_and_a_half_where_none_are():
    assert area([0.8, 0.9], [0.1, 0.2]) == 1.0
    assert area([0.5, 0.5], [0.5]) == 0.5


def test_the_curve_has_what_is_answered_and_what_is_declined_of_each_set():
    told = [
        Told("one", "en", "a", True, 0.9, None),
        Told("one", "en", "b", True, 0.3, None),
        Told("one", "en", "c", False, 0.4, None),
        Told(f"one{REMOVED}", "en", "a", False, 0.1, None),
    ]

    curve = {(name, least): (answered, declined) for name, _, least, answered, declined in points(told)}

    assert curve["one", 0.5] == (0.5, 1.0)
    assert curve["one", 0.35] == (0.5, 0.0)
    assert curve[f"one{REMOVED}", 0.2] == (1.0, 1.0)
    assert share_from([], 0.5) == 0.0
