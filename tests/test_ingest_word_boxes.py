"""Ink that is known in pieces is shared out among the words that it stands for."""

import pytest

from core.records import Box
from ingest.pdf.word_boxes import word_boxes


def row(*edges: tuple[float, float], top: float = 0.0) -> list[Box]:
    return [Box(x0, top, x1, top + 10) for x0, x1 in edges]


def test_pieces_that_are_words_are_the_words_boxes():
    pieces = row((0, 20), (26, 60), top=0) + row((0, 44), top=14)
    assert word_boxes(["to", "each", "counter"], pieces[::-1]) == pieces


def test_letters_are_joined_to_words_at_the_widest_gaps():
    letters = row((0, 5), (6, 11), (16, 21), (22, 27), (28, 33))
    assert word_boxes(["of", "our"], letters) == [Box(0, 0, 11, 10), Box(16, 0, 33, 10)]


def test_commas_and_dots_belong_to_the_line_above_them():
    pieces = [*row((0, 20)), Box(21, 8, 23, 12), *row((30, 60)), *row((0, 30), top=14)]
    assert word_boxes(["One,", "two", "three"], pieces) == [Box(0, 0, 23, 12), Box(30, 0, 60, 10), Box(0, 14, 30, 24)]


def test_a_line_that_is_one_piece_is_cut_by_its_letters():
    assert word_boxes(["one", "three"], row((0, 90))) == [Box(0, 0, 30, 10), Box(40, 0, 90, 10)]


def test_a_paragraph_that_is_one_picture_is_cut_into_lines():
    said = ["word"] * 12
    found = word_boxes(said, [Box(0, 0, 100, 36)])
    assert sorted({round(box.top) for box in found}) == [0, 12, 24]
    assert [round(box.top) for box in found] == sorted(round(box.top) for box in found)
    assert all(box.x1 <= 100.001 for box in found)


def test_the_ground_that_words_are_painted_on_is_none_of_them():
    pieces = [Box(-5, -5, 105, 15), *row((0, 20), (26, 60))]
    assert word_boxes(["to", "each"], pieces) == pieces[1:]


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_every_word_has_a_box_whatever_the_pieces_are(count):
    for pieces in (row((0, 5)), row((0, 5), (7, 9)), row((0, 0)), [Box(0, 0, 0, 0), Box(3, 50, 4, 51)]):
        assert len(word_boxes(["word"] * count, pieces)) == count
