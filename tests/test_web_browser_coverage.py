"""The world map and the tables of coverage, in headless Chromium: links, keyboard, years, axes, tables, CSV, phone, print."""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Waited
from test_web_browser import (  # fixtures and helpers of the browser tests
    browser,
    counted,
    home,
    no_error,
    opened,
    page,
    shelf,
    site,
)

from serve.coverage_picture import sentence

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]


def asked(page: Page) -> dict[str, list[str]]:
    """The state that the address holds."""
    return parse_qs(urlsplit(page.url).query)


def country(page: Page, code: str, facet: str = "about") -> Locator:
    return page.locator(f'.world a[data-value="{facet}={code}"]')


def rows(page: Page) -> Locator:
    return page.locator(".coverage-table tbody tr")


def clicked(link: Locator, effect: Locator) -> None:
    """Clicks until the effect shows: a click while Streamlit draws anew is lost."""
    for _ in range(6):
        with suppress(Waited):  # the link is gone where the effect is on its way
            link.dispatch_event("click", timeout=5_000)
        with suppress(AssertionError):
            expect(effect).to_be_visible(timeout=10_000)
            return
    expect(effect).to_be_visible()


def test_the_map_shows_what_each_country_has_and_a_click_leads_to_its_results(page, shelf):
    found = shelf.coverage("privacy", {}, "about")
    page.goto("/coverage?q=privacy")

    expect(page.locator(".world a")).to_have_count(len(found.rows))
    for row in found.rows:
        expect(country(page, row.total.value)).to_have_attribute("aria-label", re.compile(sentence(row.total)))
    expect(page.locator(".coverage-total")).to_contain_text(f"{found.total_pages} pages in {found.total_documents}")
    page.evaluate("window.stays = true")
    clicked(country(page, "DE"), page.locator('[class*="st-key-hit-"]').first)
    narrowed = shelf.search("privacy", {"about": ["DE"]}, 0)
    counted(page, narrowed.total_pages, narrowed.total_documents)
    assert asked(page) == {"q": ["privacy"], "about": ["DE"]}
    assert page.evaluate("window.stays"), "the page was not loaded anew"


def test_a_country_needs_no_mouse_and_says_what_it_has(page, shelf):
    page.goto("/coverage")
    link = page.get_by_role("link", name=re.compile("^Canada: .* documents, .* pages")).first
    expect(link).to_be_visible()
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("about=CA"))
    narrowed = shelf.search("", {"about": ["CA"]}, 0)
    counted(page, narrowed.total_pages, narrowed.total_documents)


def test_a_link_opened_in_another_tab_leads_to_the_same_results(page, shelf):
    page.goto("/coverage?q=privacy&axis=from&measure=documents&year=2023")
    link = country(page, "CA", "from").get_attribute("href")
    assert parse_qs(urlsplit(link).query) == {"q": ["privacy"], "year": ["2023"], "from": ["CA"]}
    page.goto(link)
    narrowed = shelf.search("privacy", {"from": ["CA"], "year": ["2023"]}, 0)
    counted(page, narrowed.total_pages, narrowed.total_documents)


def test_the_other_axis_and_the_other_measure_are_in_the_address(page, shelf):
    found = shelf.coverage("service", {}, "from")
    page.goto("/coverage?q=service")
    page.get_by_role("radio", name="Presenters’ countries").click()
    expect(page.locator('.world a[data-value^="from="]')).to_have_count(len(found.rows))
    page.get_by_role("radio", name="Documents").click()
    expect(page.locator(".world-legend .measure")).to_have_text("Documents:")
    assert asked(page) == {"q": ["service"], "axis": ["from"], "measure": ["documents"]}
    page.reload()
    expect(page.locator(".world-legend .measure")).to_have_text("Documents:")
    no_error(page)


def test_the_slider_narrows_to_years_and_the_address_keeps_them(page, shelf):
    page.goto("/coverage?q=service")
    expect(rows(page).first).to_be_visible()
    years = sorted(count.value for count in shelf.search("service", {}, 0).facets["year"])
    first = page.get_by_role("slider").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"year={years[1]}"))
    found = shelf.coverage("service", {"year": years[1:]}, "about")
    expect(page.locator(".coverage-total")).to_contain_text(f"{found.total_pages} pages")
    expect(page.locator(".coverage-table thead th")).to_have_text(
        ["Country spoken of", "Documents", "Pages", *years[1:]]
    )
    assert asked(page)["year"] == years[1:]


def test_the_table_of_presenters_has_a_column_a_year_and_its_numbers_lead_to_results(page, shelf):
    found = shelf.coverage("service", {}, "presenter")
    page.goto("/coverage?q=service&table=presenter")

    expect(rows(page)).to_have_count(len(found.rows))
    first = found.rows[0].total
    expect(rows(page).first).to_contain_text(first.value)
    year, count = max(found.rows[0].by_year.items(), key=lambda each: each[1].pages)
    link = rows(page).first.get_by_role("link", name=f"{count.pages}", exact=True).first
    clicked(link, page.locator('[class*="st-key-hit-"]').first)
    assert asked(page) == {"q": ["service"], "presenter": [first.value], "year": [year]}
    counted(page, count.pages, count.documents)


def test_the_table_can_be_kept_as_csv(page, shelf):
    page.goto("/coverage?q=service&table=presenter&year=2023")
    expect(rows(page).first).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="This table as CSV").click()

    head, *kept = list(csv.reader(Path(coming.value.path()).read_text("utf-8-sig").splitlines()))

    assert head[0] == "presenter"
    assert head[-1] == "2023: pages"
    assert [row[0] for row in kept] == [
        row.total.value for row in shelf.coverage("service", {"year": ["2023"]}, "presenter").rows
    ]


def test_nothing_found_says_what_was_looked_through(page):
    page.goto("/coverage?q=zeppelin")
    expect(page.locator(".coverage-total")).to_have_text("Nothing found in 181 pages looked through.")
    expect(page.locator(".world")).to_have_count(0)
    no_error(page)


def test_results_lead_to_the_map_of_the_same_query(page, shelf):
    page.goto("/?q=privacy&year=2023&sort=title")
    clicked(page.locator(".st-key-to-map").get_by_role("link"), page.locator(".world"))
    found = shelf.coverage("privacy", {"year": ["2023"]}, "about")
    expect(page.locator(".coverage-total")).to_contain_text(f"{found.total_pages} pages")
    assert asked(page) == {"q": ["privacy"], "year": ["2023"]}


def test_a_phone_shows_the_whole_map_and_a_table_that_scrolls_by_itself(browser, site, request, tmp_path):
    with opened(browser, request, tmp_path, base_url=site, screen={"width": 390, "height": 844}) as tab:
        tab.set_viewport_size({"width": 390, "height": 844})
        tab.goto("/coverage?q=service")
        expect(tab.locator(".world")).to_be_visible()
        drawn = tab.locator(".world").bounding_box()
        assert drawn
        assert drawn["x"] >= 0
        assert drawn["x"] + drawn["width"] <= 390
        assert tab.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_in_print_stand_the_map_and_the_table_without_the_controls(page):
    page.goto("/coverage?q=service")
    expect(rows(page).first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".world")).to_be_visible()
    expect(rows(page).first).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stSlider")).to_be_hidden()
