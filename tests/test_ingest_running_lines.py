"""Running heads and feet: what is one, what only looks like one, and what they must never take away."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdfs import HEIGHT, Sheet, Text, pdf

from core.records import Page
from ingest.extract import extract
from ingest.pdf import pdf_page
from ingest.pdf.running_lines import edge_lines, running_lines

HEAD, FOOT = HEIGHT - 25, 20


def sheet(number: int, *lines: str, head: str = "", foot: str = "", size: float = 9, **more: object) -> Sheet:
    """A page with a head, a foot, and lines of text that are its own."""
    body = lines or tuple(f"Walrus {chr(97 + number)}{chr(97 + line)} on the shore" for line in range(12))
    texts = [Text(line, 40, HEIGHT - 90 - 15 * place, 10) for place, line in enumerate(body)]
    texts += [Text(head, 40, HEAD, size)] if head else []
    texts += [Text(foot, 40, FOOT, size)] if foot else []
    return Sheet(texts, **more)  # type: ignore[arg-type]


@pytest.fixture
def running(tmp_path: Path):
    """A function: pages → the words of the running lines of each."""

    def read(*sheets: Sheet) -> list[list[str]]:
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(*sheets))
        pages = list(pdf_page.read_pages(path))
        return [
            [span.of(page.text) for span in own]
            for page, own in zip(pages, running_lines(pages, edge_lines(pages)), strict=True)
        ]

    return read


def test_a_line_that_repeats_is_running_from_its_second_page_on(running):
    found = running(*(sheet(n, head="Annual report", foot=f"Page {n} of 6") for n in range(1, 7)))
    assert found[0] == []
    assert [set(own) for own in found[1:]] == [{"Annual report", f"Page {n} of 6"} for n in range(2, 7)]


def test_heads_of_left_and_right_pages_are_two_heads(running):
    found = running(*(sheet(n, head=("Annual report", "Front offices")[n % 2]) for n in range(8)))
    assert found == [[], [], *([["Annual report"], ["Front offices"]] * 3)]


def test_heads_that_change_with_the_section_are_running_but_each_stays_once(running):
    found = running(*(sheet(n, head=("Germany", "Canada")[n // 4]) for n in range(8)))
    assert found == [[], *[["Germany"]] * 3, [], *[["Canada"]] * 3]


def test_a_cover_and_a_landscape_page_without_heads_change_nothing(running):
    pages = [sheet(n, head="Annual report") for n in range(6)]
    pages[0] = sheet(0)
    pages[3] = Sheet([Text("A wide table", 40, 200)], width=800, height=400)
    assert [len(own) for own in running(*pages)] == [0, 0, 1, 0, 1, 1]


def test_turned_pages_have_their_heads_where_a_reader_sees_them(running):
    turned = [
        Sheet([*(Text(f"Seal {chr(97 + n)}{chr(97 + k)}", 90 + 20 * k, 40, 10, angle=90) for k in range(9)),
               Text("Annual report", 25, 40, 9, angle=90)], rotate=90)
        for n in range(4)
    ]  # fmt: skip
    assert running(*turned) == [[], *[["Annual report"]] * 3]


def test_the_header_row_of_a_table_is_no_running_head(running):
    rows = [("Name Value Remark", *(f"{chr(97 + n)}{chr(97 + k)} walrus" for k in range(20))) for n in range(4)]
    tables = [Sheet([Text(line, 40, HEIGHT - 60 - 14 * k, 10) for k, line in enumerate(page)]) for page in rows]
    assert not any(running(*tables))


def test_a_slide_title_that_comes_again_is_no_running_head(running):
    slides = [
        Sheet([Text("Results", 40, 370, 28), *(Text(f"{chr(97 + n)}{chr(97 + k)}", 40, 250 - 40 * k, 16) for k in range(4))],
              width=600, height=400)
        for n in range(3)
    ]  # fmt: skip
    others = [Sheet([Text(f"Slide {chr(97 + n)}", 40, 370, 28), Text("x y z", 40, 200, 16)], width=600, height=400)
              for n in range(5)]  # fmt: skip
    assert not any(running(*slides, *others))


def test_two_pages_are_too_few_to_tell(running):
    assert running(sheet(1, head="Annual report"), sheet(2, head="Annual report")) == [[], []]


def test_a_page_with_nothing_else_keeps_its_head_as_its_text(running):
    pages = [sheet(n, head="Annual report") for n in range(5)]
    pages[2] = Sheet([Text("Annual report", 40, HEAD, 9)])
    assert [len(own) for own in running(*pages)] == [0, 1, 0, 1, 1]


def test_extraction_hands_the_running_lines_on_and_leaves_the_text_as_it_is(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*(sheet(n, head="Annual report", foot=f"- {n} -") for n in range(3, 9))))
    facts, *batches = extract(path, "a")
    pages: list[Page] = [page for batch in batches for page in batch]
    assert facts.page_count == 6
    assert all("Annual report" in page.text for page in pages)
    found = [{span.of(page.text) for span in page.running} for page in pages]
    assert found == [set(), *({"Annual report", f"- {n} -"} for n in range(4, 9))]
    assert [page.label for page in pages] == [str(n) for n in range(3, 9)]
