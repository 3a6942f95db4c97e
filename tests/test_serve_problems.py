"""Problems put together for people."""

from __future__ import annotations

import pytest

from core.records import Problem
from serve.problems import grouped_problems, pages_name


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        ([], ""),
        ([7], "page 7"),
        ([3, 4], "pages 3–4"),
        ([125, 3, 4, 5, 4], "pages 3–5 and 125"),
        ([1, 3, 5, 6], "pages 1, 3 and 5–6"),
        (range(1, 801), "pages 1–800"),
    ],
)
def test_page_numbers_are_named_as_ranges(numbers: list[int], name: str) -> None:
    assert pages_name(numbers) == name


def test_two_hundred_pages_with_one_problem_are_one_line() -> None:
    scan = [Problem("scan.pdf", number, "It needs OCR.", "Make a copy.") for number in range(1, 201)]
    broken = Problem("scan.pdf", 50, "It cannot be read.", "Save it again.")
    lost = Problem("lost.pdf", None, "It is empty.", "Ask for it.")

    groups = grouped_problems([*scan, broken, lost])

    assert [group.line for group in groups] == [
        "scan.pdf, pages 1–200: It needs OCR. Make a copy.",
        "scan.pdf, page 50: It cannot be read. Save it again.",
        "lost.pdf: It is empty. Ask for it.",
    ]


def test_the_whole_file_and_its_pages_are_told_apart() -> None:
    both = [Problem("a.pdf", None, "Odd.", "Look."), Problem("a.pdf", 2, "Odd.", "Look.")]
    assert [group.where for group in grouped_problems(both)] == ["", "page 2"]
