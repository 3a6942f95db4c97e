"""The readability map as markup: a cell for every page, in its colour, with its words; and all of it escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOME
from markup import Tags

from core.records import Document, DocumentState, PageEntry, PageState, Problem
from serve.readability import language_counts, total_counts
from serve.readability_picture import (
    MOST_COLOURS,
    languages_legend_html,
    map_html,
    overview_html,
    states_legend_html,
    table_html,
)

STYLE = (HOME / "web" / "readability.css").read_text(encoding="utf-8")


class Cells(Tags):
    """The cells of the map besides."""

    @property
    def cells(self) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.found if tag == "a" and attrs.get("tabindex") == "-1"]


def page(state: PageState, label: str = "1", language: str = "en", confidence: float | None = None) -> PageEntry:
    return PageEntry(label, language if state.searchable else "und", (), state, 0, confidence)


def document(pages: Sequence[PageEntry], **facts: object) -> Document:
    return Document("doc", "doc.pdf", "The Report", pages=tuple(pages), **facts)  # type: ignore[arg-type]


def test_every_page_is_one_cell_that_says_what_it_is_and_opens_it() -> None:
    seen = Cells(map_html([document([page(PageState.TEXT, "i"), page(PageState.OCR, "ii", "de", 0.93)])]))
    assert [cell["href"] for cell in seen.cells] == ["/document?id=doc&page=1", "/document?id=doc&page=2"]
    assert [cell["title"] for cell in seen.cells] == [
        "p. i (PDF 1): text of its own, English",
        "p. ii (PDF 2): text recognised, confidence 93\u00a0%, German",
    ]


def test_every_state_has_a_look_of_its_own_that_the_style_knows() -> None:
    cells = Cells(map_html([document([page(state) for state in PageState])])).cells
    kinds = [cell["class"] or "" for cell in cells]
    assert len(set(kinds)) == len(PageState)
    for kind in kinds:
        assert all(re.search(rf"> \.{part}[ ,]", STYLE) for part in kind.split()), kind


@pytest.mark.parametrize(
    ("confidence", "kind"),
    [(1.0, "seen s0"), (0.95, "seen s0"), (0.94, "seen s1"), (0.7, "seen s2"), (0.2, "seen s3"), (None, "seen s3")],
)
def test_the_less_sure_recognition_is_the_paler_the_cell(confidence: float | None, kind: str) -> None:
    (cell,) = Cells(map_html([document([page(PageState.OCR, confidence=confidence)])])).cells
    assert cell["class"] == kind


def test_eight_hundred_pages_are_eight_hundred_cells_and_one_page_is_one() -> None:
    long, short = document([page(PageState.TEXT)] * 800), document([page(PageState.TEXT)])
    assert [len(Cells(map_html([each])).cells) for each in (long, short)] == [800, 1]
    assert len(map_html([long])) < 150 * 800


def test_languages_have_their_colours_in_the_order_of_their_pages() -> None:
    codes = ["en"] * 9 + ["fr"] * 8 + ["de"] * 7 + ["es"] * 6 + ["it"] * 5 + ["nl"] * 4 + ["pt"] * 3 + ["pl"] * 2
    known = document([*(page(PageState.TEXT, language=code) for code in codes), page(PageState.GARBLED)])
    languages = language_counts([known])
    cells = Cells(map_html([known], languages)).cells
    kinds = list(dict.fromkeys(cell["class"] for cell in cells))
    assert kinds == [*(f"l{place}" for place in range(MOST_COLOURS)), "other", "blind"]
    assert all(re.search(rf"> \.{kind}[ ,]", STYLE) for kind in kinds)
    legend = Cells(languages_legend_html(languages, blind=1)).text
    assert "English 9" in legend
    assert "Other languages 5" in legend
    assert "Cannot be searched 1" in legend
    assert "Without words" not in legend


def test_the_legend_names_the_states_there_are_with_their_pages() -> None:
    counts = total_counts([document([page(PageState.TEXT)] * 1_200 + [page(PageState.NEEDS_OCR)])])
    legend = Cells(states_legend_html(counts)).text
    assert "Text 1,200" in legend
    assert "Picture, needs OCR 1" in legend
    assert "Garbled" not in legend
    assert "less sure" not in legend


def test_the_head_says_how_much_can_be_searched_and_rounds_to_the_honest_side() -> None:
    counts = total_counts([document([page(PageState.TEXT)] * 999 + [page(PageState.NEEDS_OCR)])])
    assert "999 of 1,000 pages can be searched (99\u00a0%)." in Tags(overview_html(counts, 0)).text
    assert "2 documents could not be read at all." in Tags(overview_html(counts, 2)).text
    assert "0 of 0 pages" in Tags(overview_html(dict.fromkeys(PageState, 0), 0)).text


def test_trouble_is_told_in_words_with_links_for_those_who_see_no_colours() -> None:
    states = [PageState.NEEDS_OCR] * 3 + [PageState.TEXT, PageState.GARBLED, PageState.NEEDS_OCR]
    seen = Cells(map_html([document([page(state) for state in states])]))
    assert "needs OCR: pages 1–3, 6" in seen.text
    assert "text garbled: page 5" in seen.text
    spoken = [attrs["href"] for tag, attrs in seen.found if tag == "a" and "tabindex" not in attrs]
    assert spoken == [f"/document?id=doc&page={number}" for number in (1, 1, 6, 5)]
    assert [attrs for tag, attrs in seen.found if attrs.get("class") == "map-cells"] == [
        {"class": "map-cells", "aria-hidden": "true"}
    ]


def test_many_runs_of_trouble_are_cut_short_and_counted() -> None:
    states = [PageState.NEEDS_OCR, PageState.TEXT] * 20
    assert "13, 15 and 12 more" in Tags(map_html([document([page(state) for state in states])])).text


def test_a_document_that_failed_stands_with_its_reason() -> None:
    failed = document((), state=DocumentState.FAILED)
    failed = replace(failed, problems=(Problem("doc.pdf", None, "The file is encrypted.", "Give its password."),))
    seen = Cells(map_html([failed]))
    assert "could not be read" in seen.text
    assert "The file is encrypted. Give its password." in seen.text
    assert seen.cells == []


def test_the_table_has_the_same_numbers() -> None:
    known = document([page(PageState.TEXT), page(PageState.TEXT, language="fr"), page(PageState.UNREADABLE)])
    table = table_html([known])
    row = re.findall(r"<t[hd][^>]*>([^<]*)", table.split("<tbody>")[1])
    assert row == ["The Report", "3", "2", "", "", "", "", "1", "English, French"]
    heads = re.findall(r'<th scope="col">([^<]*)', table)
    assert len(heads) == len(row)
    assert "<caption>" in table


def test_titles_labels_and_reasons_are_escaped() -> None:
    nasty = '<img src=x onerror="alert(1)">'
    known = replace(document([page(PageState.NEEDS_OCR, nasty)]), title=nasty, id="a\"><b>&'")
    lost = replace(document((), state=DocumentState.FAILED), title=nasty, problems=(Problem("f", None, nasty, nasty),))
    for html in (map_html([known, lost]), table_html([known, lost])):
        tags = Cells(html)
        assert not {"img", "b"} & {tag for tag, _ in tags.found}
        assert not [attrs for _, attrs in tags.found if "onerror" in attrs]
    assert nasty in Tags(map_html([known])).text


def test_every_colour_of_the_map_stands_out_from_both_grounds() -> None:
    grounds = ("#fcfcfa", "#12181d")
    config = Path(HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert all(f'backgroundColor = "{ground}"' in config for ground in grounds)
    colours = set(re.findall("#[0-9a-f]{6}", STYLE))
    assert len(colours) >= 7
    for colour in colours:
        assert min(contrast(colour, ground) for ground in grounds) >= 3, f"WCAG 2.2, 1.4.11: {colour}"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: the ratio of two colours' relative luminances, from 1."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
