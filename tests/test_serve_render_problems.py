"""Problems as HTML: each kind once, every file and page, all of it escaped."""

from __future__ import annotations

import re

from core.records import Problem
from serve.problems import grouped_problems
from serve.render_problems import problems_html


def test_a_kind_of_problem_is_told_once_with_all_its_files_and_the_rare_ones_first() -> None:
    scans = [
        Problem(f"scan{number}.pdf", page, "It needs OCR.", "Make a copy.") for number in range(3) for page in (1, 2)
    ]
    html = problems_html(grouped_problems([*scans, Problem("bad.pdf", None, "It is damaged.", "Ask for it.")]), {})

    assert re.findall("<strong>([^<]+)</strong> ([^<]+)", html) == [
        ("It is damaged.", "Ask for it."), ("It needs OCR.", "Make a copy."),
    ]  # fmt: skip
    assert re.findall("<li>(.*?)</li>", html) == [
        "<span>bad.pdf</span>", *(f"<span>scan{number}.pdf</span>, pages 1–2" for number in range(3)),
    ]  # fmt: skip


def test_what_a_file_is_called_is_text() -> None:
    nasty = "<img src=x onerror=alert(1)>.pdf"
    html = problems_html(grouped_problems([Problem(nasty, None, nasty, nasty)]), {})
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;.pdf") == 3


def test_a_file_that_is_a_document_leads_to_the_first_page_that_has_the_problem() -> None:
    problems = [Problem("a & b.pdf", page, "It needs OCR.", "Make a copy.") for page in (7, 3)]
    html = problems_html(
        grouped_problems([*problems, Problem("notes.zip", None, "It is damaged.", "")]), {"a & b.pdf": "a-b"}
    )
    assert '<li><a href="/document?id=a-b&amp;page=3">a &amp; b.pdf</a>, pages 3 and 7</li>' in html
    assert "<li><span>notes.zip</span></li>" in html
