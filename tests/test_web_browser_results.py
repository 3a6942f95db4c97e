"""What the web page does with results, in headless Chromium: sorting, the frequency picture, chips, CSV, pages like a page."""

# ruff: noqa: F401, F811 - the fixtures of all browser tests are taken from their file

import csv
import io
import re
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as Waited
from test_web_browser import PATIENCE, browser, counted, home, page, shelf, site, still

from index.queries.reading import Reading

pytestmark = pytest.mark.browser


def asked(page: Page) -> dict[str, list[str]]:
    """The state that the address holds."""
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a list that opens; one that closes while the page is drawn anew is opened again."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(5):
        still(page)
        page.get_by_role("combobox", name=label).click()
        with suppress(Waited):
            return wanted.click(timeout=PATIENCE / 5)
    raise AssertionError(f"{option} cannot be chosen")


def titles(page: Page):
    return page.locator('[class*="st-key-hit-"] [data-testid="stPageLink"] strong')


def bar(page: Page, value: str):
    return page.locator(f'a[data-value="{value}"]')


def test_results_are_sorted_as_asked_and_the_address_says_so(page, shelf):
    page.goto("/?q=service")
    choose(page, "Sort", "Oldest first")
    expect(page).to_have_url(re.compile("sort=oldest"))

    wanted = [hit.document.title for hit in shelf.search("service", {}, 10, 0, Reading(order="oldest")).hits]

    expect(page.locator('[class*="st-key-hit-"]').first).to_contain_text(wanted[0])
    page.reload()
    expect(page.locator('[class*="st-key-hit-"]').first).to_contain_text(wanted[0])
    expect(titles(page)).to_have_text(wanted)
    choose(page, "Sort", "Most relevant first")
    expect(page).not_to_have_url(re.compile("sort="))


def test_a_click_on_a_bar_narrows_the_results_and_another_one_undoes_it(page, shelf):
    page.goto("/?q=service")
    choose(page, "How often", "How often, by year")
    expect(page).to_have_url(re.compile("often=year"))
    rows = {row.value: row for row in shelf.frequency("service", {}, "year").rows}
    whole = shelf.search("service", {}, 0)
    narrowed = shelf.search("service", {"year": ["2024"]}, 0)
    assert 0 < narrowed.total_pages < whole.total_pages

    expect(bar(page, "2024")).to_contain_text(f"{rows['2024'].occurrences[0]}")
    page.evaluate("window.stays = true")
    bar(page, "2024").click()

    expect(page).to_have_url(re.compile("year=2024"))
    counted(page, narrowed.total_pages, narrowed.total_documents)
    expect(bar(page, "2024")).to_have_attribute("aria-current", "true")
    expect(bar(page, "2023")).to_be_visible()
    expect(page.get_by_role("button", name="Year: 2024")).to_be_visible()
    assert page.evaluate("window.stays"), "the page was not loaded anew"
    bar(page, "2024").click()
    expect(page).not_to_have_url(re.compile("year="))
    counted(page, whole.total_pages, whole.total_documents)


def test_a_chip_takes_its_filter_away(page, shelf):
    page.goto("/?q=service&year=2023&year=2024&language=en")
    page.get_by_role("button", name="Year: 2024").click()
    expect(page).not_to_have_url(re.compile("year=2024"))

    narrowed = shelf.search("service", {"year": ["2023"], "language": ["en"]}, 0)

    counted(page, narrowed.total_pages, narrowed.total_documents)
    assert (asked(page)["year"], asked(page)["language"]) == (["2023"], ["en"])


def test_a_bar_needs_no_mouse(page, shelf):
    page.goto("/?q=service&often=from")
    expect(bar(page, "DE")).to_be_visible()
    bar(page, "DE").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=DE"))
    narrowed = shelf.search("service", {"from": ["DE"]}, 0)
    counted(page, narrowed.total_pages, narrowed.total_documents)


def test_a_bar_opened_in_another_tab_leads_to_the_same_place(page):
    page.goto("/?q=service&often=language&sort=title")
    address = bar(page, "fr").get_attribute("href")
    assert parse_qs(urlsplit(address).query) == {
        "q": ["service"], "often": ["language"], "sort": ["title"], "language": ["fr"],
    }  # fmt: skip


def test_alternatives_have_a_colour_each_and_the_table_says_the_same(page, shelf):
    page.goto("/?q=privacy+OR+counter&often=presenter&measure=rate")
    found = shelf.frequency("privacy OR counter", {}, "presenter")
    expect(page.locator(".freq-legend li")).to_have_text(list(found.series))

    said = bar(page, found.rows[0].value).get_attribute("aria-label")
    first, second = found.rows[0].occurrences
    assert f"“privacy” {first:,} time" in said
    assert f"“counter” {second:,} time" in said

    page.get_by_text("The same as a table").click()
    expect(page.locator(".freq-table tbody tr")).to_have_count(len(found.rows))


def test_nothing_is_counted_where_no_words_are_asked_for(page):
    page.goto("/?year=2023&often=year")
    expect(page.get_by_text("Type words to see how often they stand.")).to_be_visible()


def test_all_results_are_downloaded_as_a_table_not_one_page_of_them(page, shelf, site):
    page.goto("/?q=service&language=en&sort=title")
    results = shelf.search("service", {"language": ["en"]}, 10_000, 0, Reading(order="title"))
    assert results.total_pages > 20

    with page.expect_download() as coming:
        page.get_by_role("link", name="All results as CSV").click()

    text = coming.value.path().read_text(encoding="utf-8")
    assert coming.value.suggested_filename == "results.csv"
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["document"], int(row["pdf_page"])) for row in rows] == [
        (hit.document.id, hit.page.number) for hit in results.hits
    ]
    page.goto(rows[0]["address"])
    assert rows[0]["address"].startswith(site)
    expect(page.get_by_role("heading", name=results.hits[0].document.title)).to_be_visible()


def test_a_hit_and_its_page_lead_to_pages_like_it(page, shelf):
    page.goto("/?q=jobcenter&language=en")
    hit = shelf.search("jobcenter", {"language": ["en"]}).hits[0]
    card = page.locator(f'[class*="st-key-like-"][class*="-{hit.document.id}-{hit.page.number}"]').first
    card.get_by_role("link", name="More like this page").click()
    expect(page).to_have_url(re.compile("/similar"))
    assert (asked(page)["id"], asked(page)["page"]) == ([hit.document.id], [str(hit.page.number)])

    found = shelf.similar(hit.document.id, hit.page.number, {"language": ["en"]})

    assert found.elsewhere
    for alike in found.elsewhere:
        card = page.locator(f".st-key-hit-{alike.hit.document.id}-{alike.hit.page.number}")
        expect(card).to_contain_text(f"Alike in: {', '.join(alike.words)}")
        expect(card.locator("mark").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="In other documents")).to_be_visible()
    page.get_by_role("link", name="Back to p.").click()
    expect(page.get_by_role("heading", name=hit.document.title)).to_be_visible()
    expect(page.get_by_role("link", name="More like this page")).to_be_visible()
