"""All results as CSV: what a spreadsheet reads back, and what it must not compute."""

import csv
import io

import pytest
from corpora import entry, fill

from index.reference.memory_backend import MemoryEngine
from index.search import all_hits
from serve.render import card_html
from serve.results_table import COLUMNS, csv_table

SITE = "http://library.example:8501/"


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


@pytest.mark.parametrize("separator", [("comma", ","), ("semicolon", ";")])
def test_every_result_is_a_row_in_the_order_of_the_search(demonstration, separator):
    name, sign = separator
    results = demonstration.search("service", {"language": ["en"]}, 10_000)
    every = demonstration.all_hits("service", {"language": ["en"]})

    found = rows("".join(csv_table(every.hits, "service", SITE, name)), sign)

    assert every.total_pages == len(found) == results.total_pages > 50
    assert tuple(found[0]) == COLUMNS
    assert [(row["document"], int(row["pdf_page"])) for row in found] == [
        (hit.document.id, hit.page.number) for hit in results.hits
    ]
    for row, hit in zip(found, results.hits, strict=True):
        assert row["address"] == f"{SITE}document?id={hit.document.id}&page={hit.page.number}&q=service"
        assert row["page_label"] == hit.page.label
        assert row["title"] == hit.document.title
        assert row["presenters"] == " | ".join(hit.voice.presenters)
        assert row["language"] == "English"
        assert float(row["score"]) == pytest.approx(hit.score, abs=1e-4)
        assert "\n" not in row["snippet"]
        assert row["snippet"]


def made(**facts):
    view = fill(MemoryEngine(), entry("a", facts.pop("text", "walrus"), **facts))
    hits = all_hits(view, "walrus", {}).hits
    (row,) = rows("".join(csv_table(hits, "walrus")))
    return row


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t", "\r", " ="])
def test_no_cell_begins_as_a_formula(start):
    hostile = f'{start}HYPERLINK("http://evil.example","walrus")'

    row = made(
        text=hostile, title=hostile, presenters=(hostile,), organisations=(hostile,), event=hostile, kind=hostile
    )

    for column in ("title", "event", "presenters", "organisations", "kind", "snippet"):
        assert not row[column].lstrip(" \t\r\n").startswith(("=", "+", "-", "@", "＝"))


def test_quotes_separators_and_odd_characters_survive():
    row = made(title='A “title”, with "quotes"; and\x00 more', text="a \ud800 walrus; one, two")

    assert row["title"] == 'A “title”, with "quotes"; and more'
    assert "walrus; one, two" in row["snippet"]


def test_without_results_there_is_a_head_alone():
    text = "".join(csv_table([]))

    assert text == "\ufeff" + ",".join(COLUMNS) + "\r\n"


def test_rows_are_made_as_they_are_taken(demonstration):
    hits = demonstration.all_hits("service", {}).hits
    taken = []
    pieces = csv_table(taken.append(hit) or hit for hit in hits)

    next(pieces)
    assert taken == []
    next(pieces)
    assert len(taken) == 1


def test_names_in_one_cell_are_separated_as_in_the_catalogue():
    row = made(presenters=("Ada Elm", "Bo Ash"), countries_from=("DE", "CA"))

    assert (row["presenters"], row["from"]) == ("Ada Elm | Bo Ash", "Germany | Canada")


def test_a_passage_stands_under_its_own_heading_not_under_the_last_of_its_page(demonstration):
    (hit,) = demonstration.search("Datenschutzcockpit", {"document": ["minutes"]}).hits
    assert hit.document.section(hit.page.number) == ("Item 3: Turf protection and visibility",)
    assert hit.section == ("Item 2: Privacy and the sharing of data",)
    assert "Item 2" in card_html(hit)
    assert "Item 3" not in card_html(hit)
