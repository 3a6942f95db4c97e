"""Printed page numbers: the PDF's own, those read from the page, and those that are not claimed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfs import HEIGHT, Sheet, Text, pdf

from ingest.extract import extract


def sheet(number: int, printed: str, at: float = 20, x: float = 180) -> Sheet:
    """A page of text with a number (or nothing) at its edge."""
    texts = [Text(f"Walrus {chr(97 + number)}{chr(97 + k)} sleeps", 40, HEIGHT - 100 - 14 * k, 10) for k in range(10)]
    return Sheet([*texts, *([Text(printed, x, at, 9)] if printed else [])])


@pytest.fixture
def labels(tmp_path: Path):
    """A function: printed numbers → the labels of the pages."""

    def read(printed: list[str], given: dict[int, str] | None = None, **place: float) -> list[str]:
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(*(sheet(n, text, **place) for n, text in enumerate(printed)), labels=given))
        _, *batches = extract(path, "a")
        return [page.label for batch in batches for page in batch]

    return read


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "– {} –", "[{}]", "Page {} of 60", "Seite {}/60", "p. {}", "{} | Annual report",
             "Annual report 2011 {}", "Annual report | Page {}"],
)  # fmt: skip
def test_numbers_that_count_up_are_the_labels(labels, form):
    assert labels(["", *(form.format(n) for n in range(9, 15))]) == ["1", *map(str, range(9, 15))]


def test_numbers_in_the_outer_corners_and_at_the_head_are_read(labels):
    assert labels([f"{n} Report" if n % 2 else f"Report {n}" for n in range(5, 12)], at=HEIGHT - 20) == [
        str(n) for n in range(5, 12)
    ]


def test_roman_front_matter_comes_before_arabic_pages(labels):
    assert labels(["", "ii", "iii", "iv", "1", "2", "3", "4"]) == ["1", "ii", "iii", "iv", "1", "2", "3", "4"]


def test_capital_roman_numbers_stay_capital(labels):
    assert labels(["IV", "V", "VI", "VII"]) == ["IV", "V", "VI", "VII"]


def test_chapters_that_number_their_own_pages_keep_their_prefix(labels):
    assert labels(["A-1", "A-2", "A-3", "A-4"]) == ["A-1", "A-2", "A-3", "A-4"]


def test_a_page_without_a_number_between_two_that_agree_is_inferred(labels):
    assert labels(["7", "8", "", "10", "11"]) == ["7", "8", "9", "10", "11"]


def test_a_page_that_says_another_number_is_not_claimed(labels):
    assert labels(["7", "8", "77", "10", "11", "12"]) == ["7", "8", "3", "10", "11", "12"]


def test_pages_before_and_after_the_counting_are_not_claimed(labels):
    assert labels(["", "", "5", "6", "7", "8", "", ""]) == ["1", "2", "5", "6", "7", "8", "7", "8"]


def test_numbers_that_do_not_count_up_are_no_labels(labels):
    assert labels(["2011", "2011", "2011", "2011"]) == ["1", "2", "3", "4"]
    assert labels(["17", "4", "90", "33"]) == ["1", "2", "3", "4"]
    assert labels(["12 13", "14 15", "16 17", "18 19"]) == ["1", "2", "3", "4"]


def test_the_own_labels_of_the_file_win(labels):
    assert labels(["7", "8", "9", "10"], {0: "/S /r", 2: "/S /D"}) == ["i", "ii", "1", "2"]


def test_own_labels_that_only_count_from_one_yield_to_most_pages_saying_otherwise(labels):
    assert labels(["7", "8", "9", "10"], {0: "/S /D"}) == ["7", "8", "9", "10"]
    assert labels(["", "", "", "", "9", "10", "11"], {0: "/S /D"}) == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_number_in_the_middle_of_a_page_is_none(labels):
    assert labels(["7", "8", "9", "10"], at=300) == ["1", "2", "3", "4"]
