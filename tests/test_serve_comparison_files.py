"""Comparisons as files: what a spreadsheet, a browser and a Markdown reader make of them, and what they must not."""

from __future__ import annotations

import csv
import io
import json

import pytest
from asgi import get
from bs4 import BeautifulSoup
from corpora import entry, fill
from markdown_it import MarkdownIt
from test_serve_comparing import told

from core.errors import BadInput
from index.reference.memory_backend import MemoryEngine
from serve.citation import cited
from serve.comparing import Layout, compare
from serve.comparison_files import COLUMNS, FORMS, as_csv, as_html, as_markdown, form_of_file

SITE = "http://library.example:8501/"


@pytest.fixture(scope="module")
def found(demonstration):
    return demonstration.compare("privacy", {}, Layout(rows=("DE", "CA", "AT")))


def records(text, delimiter=","):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def passages(comparison):
    return [passage for row in comparison.rows for cell in row.cells for passage in cell.passages]


def hostile(start, **facts):
    """A comparison in which everything that a file could hold begins so."""
    text = f"{start} the walrus {start}"
    said = {"title": text, "presenters": (text,), "organisations": (text,), "event": text, "kind": text, **facts}
    view = fill(MemoryEngine(), told(*entry("a", f"{text}\nAnd more of it.", **said)))
    return compare(view, "walrus", {}, Layout("kind"))


def test_a_table_has_a_row_a_passage_and_one_for_each_silence(found):
    for separator, sign in (("comma", ","), ("semicolon", ";")):
        rows = records("".join(as_csv(found, SITE, separator)), sign)

        assert tuple(rows[0]) == COLUMNS
        assert [row["row"] for row in rows] == ["Germany", "Germany", "Canada", "Canada", "Austria"]
        for row, passage in zip(rows, passages(found), strict=False):
            assert row["quote"] == " ".join(passage.text.replace("\u00ad\n", "").split())
            assert (row["document"], int(row["pdf_page"])) == (passage.document.id, passage.page.number)
            assert row["address"] == f"{SITE}document?id={passage.document.id}&page={passage.page.number}&q=privacy"
            assert row["citation"].startswith(f"“{row['quote']}” — ")
            assert row["nothing_found"] == ""
        assert rows[-1]["quote"] == ""
        assert rows[-1]["nothing_found"].startswith("Nothing found in 1 document, ")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "\t=1"])
def test_no_cell_begins_as_a_formula(start):
    (row,) = records("".join(as_csv(hostile(start))))

    for column, text in row.items():
        assert not text.lstrip(" \t\r\n").startswith(("=", "+", "-", "@", "＝")), column


MARKUP = "<script>alert(1)</script> & \"quotes\" 'too' <b>"


def test_html_has_the_words_and_none_of_their_markup():
    comparison = hostile(MARKUP)
    page = BeautifulSoup("".join(as_html(comparison, SITE)), "html.parser")

    assert page.find("script") is None
    assert page.find("title").text.startswith("“walrus”")
    assert [mark.text for mark in page.select("b.mark")] == ["walrus"]
    assert f"{MARKUP} the walrus" in page.find("table").text
    assert all(link["href"].startswith(SITE) for link in page.find_all("a"))


def test_html_is_a_whole_document_with_a_full_citation_for_every_passage(found):
    text = "".join(as_html(found, SITE))
    page = BeautifulSoup(text, "html.parser")

    assert text.startswith("<!DOCTYPE html>")
    assert page.find("meta")["charset"] == "utf-8"
    assert [row.find("th").find(string=True) for row in page.select("tbody tr")] == ["Germany", "Canada", "Austria"]
    assert "Nothing found in 1 document" in page.select("tbody tr")[-1].text
    numbers = [f"[{place}]" for place in range(1, len(passages(found)) + 1)]
    assert [where.text[-3:] for where in page.select("p.where")] == numbers
    citations = [item.text for item in page.select("ol li")]
    assert len(citations) == len(passages(found))
    for citation, passage in zip(citations, passages(found), strict=True):
        assert passage.document.title in citation
        assert passage.document.presenters[0] in citation
        assert f"id={passage.document.id}&page={passage.page.number}&q=privacy" in citation


MARKDOWN = "# *not* _markup_ [link](http://evil.example) <b>x</b> `code` ![i](j) |a|"


def test_markdown_has_the_words_and_none_of_their_markup():
    text = "".join(as_markdown(hostile(MARKDOWN), SITE))
    html = BeautifulSoup(MarkdownIt("commonmark").render(text), "html.parser")

    assert [mark.text for mark in html.find_all("strong")] == ["walrus"]
    assert html.find("blockquote").text.strip().startswith(f"{MARKDOWN} the walrus")
    assert [link["href"].startswith(SITE) for link in html.find_all("a")] == [True]
    assert html.find(["code", "img", "em", "b"]) is None
    assert len(html.find_all("h1")) == 1


def test_markdown_has_a_heading_a_row_and_a_citation_a_quote(found):
    html = BeautifulSoup(MarkdownIt("commonmark").render("".join(as_markdown(found, SITE))), "html.parser")

    assert [heading.text for heading in html.find_all("h2")] == ["Germany", "Canada", "Austria"]
    assert html.find("em").text.startswith("Nothing found in 1 document")
    quotes = html.find_all("blockquote")
    assert len(quotes) == len(passages(found))
    for quote, passage in zip(quotes, passages(found), strict=True):
        assert quote.text.strip() == " ".join(passage.text.replace("\u00ad\n", "").split())
        citation = quote.find_next_sibling("p")
        assert passage.document.title in citation.text
        assert citation.find("a")["href"].endswith(f"id={passage.document.id}&page={passage.page.number}&q=privacy")


def test_markdown_has_a_smaller_heading_a_column(demonstration):
    comparison = demonstration.compare("privacy", {}, Layout(rows=("DE",), across="kind", columns=("report", "brief")))
    html = BeautifulSoup(MarkdownIt("commonmark").render("".join(as_markdown(comparison))), "html.parser")

    assert [heading.text for heading in html.find_all("h3")] == ["report", "brief"]


def test_halves_of_characters_and_controls_do_not_break_a_file():
    comparison = hostile("a \ud800 \x00 b")

    for form in FORMS.values():
        "".join(form.write(comparison, SITE, "comma")).encode("utf-8")


def test_the_ending_of_a_file_tells_the_form():
    assert {form_of_file(f"A{form.suffix.upper()}").title for form in FORMS.values()} == {"CSV", "Word", "Markdown"}
    with pytest.raises(BadInput):
        form_of_file("a.docx")


# The command and the routes


def test_the_command_tells_rows_quotes_and_silence(run):
    code, out, _ = run("compare", "privacy", "--row", "Germany", "--row", "AT", "--passages", 1)

    assert code == 0
    assert out.startswith("Germany (9 documents, 76 pages)\n")
    assert "    Nothing found in 1 document, 3 pages." in out
    assert "Found too, and added by --row: Canada" in out


def test_the_command_writes_the_file_that_its_ending_asks_for(run, tmp_path):
    for name, start in (("a.csv", "\ufeffrow,column"), ("a.html", "<!DOCTYPE html>"), ("a.md", "# “privacy”")):
        code, out, _ = run(
            "compare", "privacy", "--by", "presenter", "--across", "kind", "--out", tmp_path / name, "--json"
        )
        assert (code, json.loads(out)["file"]) == (0, str(tmp_path / name))
        assert (tmp_path / name).read_bytes().decode("utf-8").startswith(start)
    assert run("compare", "privacy", "--out", tmp_path / "a.docx")[0] == 2
    assert run("compare", "privacy", "--out", tmp_path / "no" / "a.md")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [["--column", "report"], ["--across", "kind", "--versus", "x"], ["--row", "Nowhere"], ["--passages", "99"],
     ["--by", "kind", "--across", "kind"]],
)  # fmt: skip
def test_the_command_refuses_what_cannot_be_laid_out(run, arguments):
    code, out, notes = run("compare", "privacy", *arguments)
    assert (code, out) == (2, "")
    assert notes


def test_json_of_command_and_route_are_the_same(run, app):
    arguments = ["--row", "DE", "--row", "AT", "--versus", "identity", "--passages", "1", "--kind", "report"]
    told_by_command = json.loads(run("compare", "privacy", *arguments, "--json")[1])
    address = "/api/compare?q=privacy&row=DE&row=AT&across=query&versus=identity&passages=1&kind=report"
    answered = get(app, address)

    assert answered.json == told_by_command
    assert [column["name"] for column in answered.json["columns"]] == ["“privacy”", "“identity”"]
    (passage,) = answered.json["rows"][0]["cells"][0]["passages"]
    assert passage["text"][slice(*passage["marks"][0])].casefold() == "privacy"
    assert passage["url"].endswith("&q=privacy")
    assert answered.json["rows"][1]["cells"][0]["silence"]


def test_a_question_is_told_as_one(run):
    found = json.loads(run("compare", "What is a Jobcenter?", "--row", "DE", "--json")[1])

    assert found["question"]
    assert found["rows"][0]["cells"][0]["pages"] is None
    assert "Jobcenter" in found["rows"][0]["cells"][0]["passages"][0]["text"]


def test_every_form_comes_over_http_as_a_download(app):
    for name, form in FORMS.items():
        answered = get(app, f"/api/compare.{name}?q=privacy&by=document&separator=semicolon", host="library.example")
        assert answered.status == 200
        assert answered.headers["content-disposition"] == f'attachment; filename="comparison{form.suffix}"'
        assert answered.headers["content-type"] == f"{form.media_type}; charset=utf-8"
        assert "http://library.example/document?id=" in answered.body.decode("utf-8").replace("&amp;", "&")


@pytest.mark.parametrize(
    "asked",
    ["by=colour", "by=about&across=about", "row=Nowhere", "passages=0", "passages=x", "versus=x&across=kind&by=kind"],
)
def test_a_route_refuses_what_cannot_be_laid_out(app, asked):
    answered = get(app, f"/api/compare?q=privacy&{asked}")
    assert answered.status == 400
    assert answered.json["error"]["remedy"]


def test_a_citation_of_a_comparison_is_that_of_the_search(demonstration):
    (hit,) = demonstration.search("“tell us once”", {"document": ["deck-uk"]}, 1).hits
    comparison = demonstration.compare("“tell us once”", {}, Layout("document", ("deck-uk",), passages=1))

    (row,) = records("".join(as_csv(comparison, SITE)))
    assert row["address"] == cited(hit, SITE, "“tell us once”").address
