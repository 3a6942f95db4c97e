"""Comparing in the web page, in headless Chromium."""

# ruff: noqa: F401, F811 - the fixtures of all browser tests are taken from their file

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from test_web_browser import browser, home, no_error, page, shelf, site, still
from test_web_browser_results import choose

from serve.comparing import Layout
from serve.comparison_words import row_name, silence

pytestmark = pytest.mark.browser


def rows(page):
    return page.locator("table.comparison tbody tr")


def has(page, comparison):
    """Waits until the table has these rows, each with its passages or its silence."""
    expect(rows(page)).to_have_count(len(comparison.rows))
    for place, row in enumerate(comparison.rows):
        line = rows(page).nth(place)
        expect(line.locator(".comparison-row")).to_have_text(row_name(comparison, row))
        expect(line.locator("blockquote")).to_have_count(sum(len(cell.passages) for cell in row.cells))
        for cell in row.cells:
            for passage in cell.passages:
                expect(line).to_contain_text(passage.text.split("\n")[0].split("\u00ad")[0].strip())
            if not cell.passages:
                expect(line).to_contain_text(silence(cell))


def test_a_search_leads_to_its_comparison_by_country_and_an_empty_row_is_kept(page, shelf):
    page.goto("/?q=privacy")
    page.get_by_role("link", name="Compare by country").click()

    expect(page).to_have_url(re.compile(r"/compare\?.*q=privacy"))
    comparison = shelf.compare("privacy", {}, Layout())
    assert any(not row.cells[0].passages for row in comparison.rows)
    has(page, comparison)
    expect(page.get_by_text("Nothing found in 1 document, 3 pages.").first).to_be_visible()
    expect(rows(page).first.locator("mark").first).to_have_text(re.compile("privacy", re.IGNORECASE))
    no_error(page)


def test_results_in_groups_lead_to_a_comparison_of_these(page, shelf):
    page.goto("/?q=privacy&by=presenter&kind=presentation")
    page.get_by_role("link", name="Compare by presenter").click()

    has(page, shelf.compare("privacy", {"kind": ["presentation"]}, Layout("presenter")))


def test_rows_and_columns_are_chosen_and_the_address_is_a_permalink(page, shelf):
    page.goto("/compare?q=counter")
    choose(page, "Rows", "A row per presenter")
    expect(page).to_have_url(re.compile("by=presenter"))
    choose(page, "Columns", "Columns: languages")
    expect(page).to_have_url(re.compile("across=language"))
    choose(page, "Passages", "1 passage each")
    expect(page).to_have_url(re.compile("passages=1"))
    wanted = Layout("presenter", across="language", passages=1)
    comparison = shelf.compare("counter", {}, wanted)
    has(page, comparison)

    still(page)
    added = page.locator('[class*="st-key-compare-add-"] button').first
    name = added.inner_text().split("\n")[-1].split(" · ")[0].strip()
    added.click()
    expect(page).to_have_url(re.compile("row="))
    again = shelf.compare("counter", {}, Layout("presenter", (*comparison.layout.rows, name), "language", passages=1))
    has(page, again)
    page.reload()
    has(page, again)
    no_error(page)


def test_rows_of_another_kind_are_not_those_that_were_named_before(page, shelf):
    page.goto("/compare?q=privacy&row=DE&row=CA")
    has(page, shelf.compare("privacy", {}, Layout(rows=("DE", "CA"))))
    choose(page, "Rows", "A row per kind")
    expect(page).not_to_have_url(re.compile("row="))

    has(page, shelf.compare("privacy", {}, Layout("kind")))


def test_two_queries_stand_side_by_side(page, shelf):
    page.goto("/compare?q=privacy&row=DE&row=CA")
    choose(page, "Columns", "Columns: two queries")
    page.get_by_label("The second query").fill("identity")
    page.get_by_label("The second query").press("Enter")

    expect(page).to_have_url(re.compile("versus=identity"))
    expect(page.locator("table.comparison thead th")).to_have_text(["Country spoken of", "“privacy”", "“identity”"])
    has(page, shelf.compare("privacy", {}, Layout(rows=("DE", "CA"), across="query", versus=("identity",))))


def test_a_question_is_answered_row_by_row(page, shelf):
    question = "Who provides the number 115?"
    page.goto("/compare?q=Who+provides+the+number+115%3F&row=DE&row=AT")

    has(page, shelf.compare(question, {}, Layout(rows=("DE", "AT"))))
    expect(page.get_by_text("Read as a question")).to_be_visible()


def test_a_passage_leads_to_its_page_with_the_query_marked_and_to_its_citation(page, shelf):
    comparison = shelf.compare("privacy", {}, Layout(rows=("DE",)))
    (passage, *_) = comparison.rows[0].cells[0].passages
    page.goto("/compare?q=privacy&row=DE")
    page.locator(".comparison-where a").first.click()
    expect(page).to_have_url(re.compile(f"id={passage.document.id}&page={passage.page.number}&q=privacy"))
    expect(page.locator(".page-image img")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Cite", exact=True).first.click()

    expect(page.get_by_role("heading", name="Cite 1 passage")).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_contain_text(passage.document.title)


def test_a_row_leads_to_all_its_pages(page, shelf):
    total = shelf.search("privacy", {"about": ["DE"]}).total_pages
    page.goto("/compare?q=privacy&row=DE")
    page.get_by_role("link", name=f"All {total} pages").click()

    expect(page.get_by_text(f"{total} pages", exact=True).first).to_be_visible()
    expect(page).to_have_url(re.compile("about=DE"))


def test_filters_hold_for_all_rows(page, shelf):
    page.goto("/compare?q=privacy&kind=presentation&about=DE&row=DE&row=CA")

    has(page, shelf.compare("privacy", {"kind": ["presentation"]}, Layout(rows=("DE", "CA"))))
    expect(page.locator(".st-key-chips")).to_contain_text("Kind: presentation")
    expect(page.locator(".st-key-chips")).not_to_contain_text("Germany")
    page.get_by_role("button", name="Kind: presentation").click()
    has(page, shelf.compare("privacy", {}, Layout(rows=("DE", "CA"))))


def test_the_files_have_the_rows_that_are_shown(page, shelf, site):
    page.goto("/compare?q=privacy&row=DE&row=AT&passages=1")
    comparison = shelf.compare("privacy", {}, Layout(rows=("DE", "AT"), passages=1))
    (passage,) = comparison.rows[0].cells[0].passages
    permalink = f"{site}/document?id={passage.document.id}&page={passage.page.number}&q=privacy"
    files = {}
    for name in ("CSV", "Word", "Markdown"):
        with page.expect_download() as coming:
            page.get_by_role("link", name=f"Download as {name}").click()
        files[coming.value.suggested_filename] = coming.value.path().read_bytes().decode("utf-8")

    assert list(files) == ["comparison.csv", "comparison.html", "comparison.md"]
    table = list(csv.DictReader(io.StringIO(files["comparison.csv"].removeprefix("\ufeff"), newline="")))
    assert [(row["row"], row["address"]) for row in table] == [("Germany", permalink), ("Austria", "")]
    assert table[1]["nothing_found"] == silence(comparison.rows[1].cells[0])
    for text in (files["comparison.html"].replace("&amp;", "&"), files["comparison.md"]):
        assert permalink in text
        assert "Nothing found in 1 document, 3 pages" in text


def test_what_is_shown_with_a_passage_is_chosen(page):
    page.goto("/compare?q=privacy&row=DE&passages=1")
    where = page.locator(".comparison-where")
    expect(where.locator("strong")).to_have_count(1)
    expect(where).not_to_contain_text("Demonstration Roundtable")
    page.goto("/compare?q=privacy&row=DE&passages=1&show=event")
    expect(where).to_contain_text("Demonstration Roundtable")
    expect(where.locator("strong")).to_have_count(0)
    page.get_by_role("button", name="Details").click()
    page.get_by_role("button", name="Speaker", exact=True).click()
    expect(where.locator("strong")).to_have_count(1)
    expect(page).to_have_url(re.compile("show=speaker"))


def test_on_a_phone_cells_stand_one_below_the_other(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/compare?q=privacy&row=DE&passages=2")
    expect(rows(page).locator("mark").first).to_be_visible()
    still(page)

    tops = rows(page).first.locator("th, td").evaluate_all("cells => cells.map(c => c.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    assert len(tops) == 3


def test_without_a_query_the_view_says_what_it_does(page):
    page.goto("/compare")
    expect(page.get_by_text("One row per country, presenter or document")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["by=colour", "across=about", "passages=99", "row=%FF", "by=year&row=x", "show=nothing"]
)
def test_an_odd_address_shows_a_comparison_all_the_same(page, address):
    page.goto(f"/compare?q=privacy&{address}")
    expect(page.locator("table.comparison").or_(page.get_by_text("is unknown"))).to_be_visible()
