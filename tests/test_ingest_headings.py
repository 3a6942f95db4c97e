"""Headings told by their type, and the outline of the file where it has one."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from pdfs import HEIGHT, Sheet, Text, pdf, words
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, NumberObject, TextStringObject

from core.records import Heading
from ingest.extract import extract
from ingest.pdf import pdf_page
from ingest.pdf.headings import headings
from ingest.pdf.pdf_structure import read_structure

BODY = tuple(f"The walrus {chr(97 + k)} sleeps on the shore and dreams of fish" for k in range(16))


def page(*lines: tuple[str, float] | str, width: float = 400, height: float = HEIGHT) -> Sheet:
    """A page from the top: lines of 10 points, or (words, size)."""
    texts, y = [], height - 60.0
    for line in lines:
        text, size = (line, 10.0) if isinstance(line, str) else line
        y -= 1.5 * size
        texts.append(Text(text, 40, y, size))
    return Sheet(texts, width=width, height=height)


@pytest.fixture
def found(tmp_path: Path):
    """A function: pages → the headings told by type."""

    def read(*sheets: Sheet) -> list[Heading]:
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(*sheets))
        pages = list(pdf_page.read_pages(path))
        return list(headings(pages, [[] for _ in pages]))

    return read


def test_larger_lines_are_headings_and_sizes_are_levels(found):
    assert found(page(("Annual report", 30)), page(("Germany", 18), *BODY, ("Front offices", 14), *BODY[:8]),
                 page(*BODY, ("Canada", 18), *BODY[:4])) == [
        Heading(1, "Germany", 2), Heading(2, "Front offices", 2), Heading(1, "Canada", 3),
    ]  # fmt: skip


def test_numbers_say_the_level_whatever_the_size(found):
    got = found(page(("3 Germany", 14), *BODY, ("3.2 Front offices", 14), *BODY[:5], ("3.2.1 Counters", 14), *BODY[:5]),
                page(*BODY, ("Annex A", 14)))  # fmt: skip
    assert [(heading.level, heading.title) for heading in got] == [
        (1, "3 Germany"), (2, "3.2 Front offices"), (3, "3.2.1 Counters"), (1, "Annex A"),
    ]  # fmt: skip


def test_on_a_recognised_page_a_heading_is_much_larger_than_the_text(tmp_path: Path):
    path = tmp_path / "h.pdf"
    path.write_bytes(pdf(page(("Germany", 18), *BODY, ("letters that came out large", 12), *BODY[:5]), page(*BODY)))
    pages = list(pdf_page.read_pages(path))
    assert [heading.title for heading in headings(pages, [[], []], {1})] == ["Germany"]
    assert len(headings(pages, [[], []])) == 2


def test_a_heading_of_two_lines_is_one(found):
    assert found(page(*BODY, ("Front offices of the", 16), ("smaller towns", 16), *BODY[:6]), page(*BODY)) == [
        Heading(1, "Front offices of the smaller towns", 1)
    ]


def test_sentences_contents_and_scraps_are_no_headings(found):
    assert (
        found(page(*BODY, ("It was a large sentence.", 14), ("Germany ........ 12", 14), ("99 %", 20)), page(*BODY))
        == []
    )


def test_a_document_of_one_size_has_no_headings(found):
    assert found(page(*BODY), page(*BODY)) == []


def test_a_slide_is_headed_by_its_title(found):
    slides = [
        page((f"Slide on {name}", 28), ("first point", 16), ("second point", 16), width=600, height=400)
        for name in ("seals", "walruses")
    ]
    assert found(*slides) == [Heading(1, "Slide on seals", 1), Heading(1, "Slide on walruses", 2)]


def test_the_outline_of_the_file_comes_before_what_type_tells(tmp_path: Path):
    path = tmp_path / "a.pdf"
    sheets = [page(("Large", 20), *BODY), page(*BODY)]
    path.write_bytes(pdf(*sheets, outline=[("1 Germany", 0), ("2 Canada", 1)]))
    assert next(iter(extract(path, "a"))).outline == (Heading(1, "1 Germany", 1), Heading(1, "2 Canada", 2))
    path.write_bytes(pdf(*sheets, outline=[("Slide 1", 0), ("Slide 2", 1)]))
    assert next(iter(extract(path, "a"))).outline == (Heading(1, "Large", 1),)


# Outlines as files have them


def outlined(tmp_path: Path, *entries: dict[str, object], root: dict[str, object] | None = None) -> Path:
    """A file of three pages whose outline has these entries (First, Next: numbers of entries)."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*(words(f"page {n}") for n in range(3)))))
    items = [DictionaryObject() for _ in entries]
    links = [writer._add_object(item) for item in items]
    for item, entry in zip(items, entries, strict=True):
        for key, value in entry.items():
            linked = links[value] if key in ("/First", "/Next") else value
            item[NameObject(key)] = TextStringObject(linked) if isinstance(linked, str) else linked
    top = DictionaryObject({NameObject("/First"): links[0]})
    writer.root_object[NameObject("/Outlines")] = writer._add_object(top)
    for key, value in (root or {}).items():
        writer.root_object[NameObject(key)] = value
    path = tmp_path / "o.pdf"
    with path.open("wb") as stream:
        writer.write(stream)
    return path


def to(number: int) -> ArrayObject:
    """A destination by a page's number, as some programs write it."""
    return ArrayObject([NumberObject(number), NameObject("/Fit")])


def test_levels_and_pages_of_nested_entries(tmp_path: Path):
    path = outlined(
        tmp_path,
        {"/Title": "Germany", "/Dest": to(0), "/First": 1, "/Next": 2},
        {"/Title": "Front offices", "/Dest": to(1)},
        {"/Title": "Canada", "/Dest": to(2)},
    )
    assert read_structure(path).outline == (
        Heading(1, "Germany", 1), Heading(2, "Front offices", 2), Heading(1, "Canada", 3),
    )  # fmt: skip


def test_a_part_that_leads_back_to_the_cover_begins_where_its_entries_lead_on(tmp_path: Path):
    path = outlined(
        tmp_path,
        {"/Title": "English", "/Dest": to(0), "/First": 1, "/Next": 2},
        {"/Title": "Index", "/Dest": to(1)},
        {"/Title": "Français", "/Dest": to(0), "/First": 3, "/Next": 4},
        {"/Title": "Répertoire", "/Dest": to(2)},
        {"/Title": "Cover", "/Dest": to(0)},
    )
    assert read_structure(path).outline == (
        Heading(1, "English", 1), Heading(1, "Cover", 1), Heading(2, "Index", 2), Heading(1, "Français", 3),
        Heading(2, "Répertoire", 3),
    )  # fmt: skip


def test_an_outline_that_runs_in_circles_is_read_once(tmp_path: Path):
    path = outlined(
        tmp_path,
        {"/Title": "Germany", "/Dest": to(0), "/First": 1, "/Next": 0},
        {"/Title": "Canada", "/Dest": to(1), "/First": 0, "/Next": 1},
    )
    assert read_structure(path).outline == (Heading(1, "Germany", 1), Heading(2, "Canada", 2))


def test_actions_and_names_lead_to_pages_and_what_leads_nowhere_is_left_out(tmp_path: Path):
    action = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): to(1)})
    elsewhere = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("x:y")})
    path = outlined(
        tmp_path,
        {"/Title": "By action", "/A": action, "/Next": 1},
        {"/Title": "To the web", "/A": elsewhere, "/Next": 2},
        {"/Title": "Beyond the end", "/Dest": to(30), "/Next": 3},
        {"/Title": "To nothing", "/Dest": ArrayObject([NullObject()]), "/Next": 4},
        {"/Title": "By an unknown name", "/Dest": "nowhere", "/Next": 5},
        {"/Title": "By name", "/Dest": NameObject("/chapter"), "/Next": 6},
        {"/Title": "Last", "/Dest": to(2)},
        root={"/Dests": DictionaryObject({NameObject("/chapter"): to(1)})},
    )
    read = {heading.title: heading.page for heading in read_structure(path).outline}
    assert read.pop("By name", 2) == 2
    assert read == {"By action": 2, "Last": 3}


def test_a_very_deep_outline_is_cut_and_costs_nothing_else(tmp_path: Path):
    entries = [{"/Title": f"Depth {chr(97 + n % 26)}", "/Dest": to(n % 3), "/First": n + 1} for n in range(60)]
    path = outlined(tmp_path, *entries, {"/Title": "Bottom", "/Dest": to(2)})
    outline = read_structure(path).outline
    assert max(heading.level for heading in outline) == len(outline) == 6


def test_pages_named_by_reference_are_found(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*(words(f"page {n}") for n in range(3)), outline=[("One", 0), ("Three", 2)]))
    assert read_structure(path).outline == (Heading(1, "One", 1), Heading(1, "Three", 3))
