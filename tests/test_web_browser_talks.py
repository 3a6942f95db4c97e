"""The same talk elsewhere and two documents side by side, in headless Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_web_browser import (  # fixtures and helpers of the browser tests
    browser,
    home,
    no_error,
    page,
    shelf,
    site,
)

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]


def pressed(page, button, address):
    """Presses a button until the address shows it: a re-run may swallow a press."""
    for _ in range(4):
        button.click()
        try:
            expect(page).to_have_url(re.compile(address), timeout=5_000)
            return
        except AssertionError:
            continue
    expect(page).to_have_url(re.compile(address))


def test_a_slide_leads_to_the_page_that_tells_of_it_and_that_page_back(page):
    page.goto("/document?id=deck-germany&page=10&q=census")
    elsewhere = page.locator(".st-key-elsewhere")
    expect(elsewhere.get_by_text("The same talk elsewhere")).to_be_visible()
    expect(elsewhere).to_contain_text("Same presenter: Friedlinde Hasenkamp. Same event:")
    expect(elsewhere).to_contain_text("Datenschutzcockpit")
    pressed(
        page, elsewhere.get_by_role("button", name="p. 8 (PDF 12)"), "id=roundtable-report&page=12|page=12&id=round"
    )

    expect(page.get_by_role("heading", name="Many Governments, One Door")).to_be_visible()
    expect(page).to_have_url(re.compile("q=census"))
    pressed(page, elsewhere.get_by_role("button", name="p. 10", exact=True), "id=deck-germany")
    expect(page.get_by_role("heading", name="Three Levels, One Number")).to_be_visible()
    no_error(page)


def test_a_slide_and_its_report_are_seen_side_by_side_with_the_query_marked(page):
    page.goto("/document?id=deck-germany&page=10&q=census")
    page.locator(".st-key-elsewhere").get_by_role("link", name=re.compile("Many Governments")).click()

    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.get_by_text("The same talk. Shares:")).to_be_visible()
    left, right = page.locator(".st-key-side-left"), page.locator(".st-key-side-right")
    expect(left).to_contain_text("p. 10 of 11 · English · 1 marked")
    expect(right).to_contain_text("p. 8 (PDF 12) of 18 · English · 1 marked")
    expect(left.locator("img")).to_have_attribute("src", re.compile("deck-germany/10.*q=census"))
    expect(right.locator("img")).to_have_attribute("src", re.compile("roundtable-report/12.*q=census"))
    right.get_by_test_id("stPageLink-NavLink").click()
    expect(page).to_have_url(re.compile("/document.*page=12"))
    no_error(page)


def test_language_twins_open_on_the_matching_page_and_turn_in_step(page):
    page.goto("/document?id=brief-en&page=3&q=single window")
    page.get_by_role("link", name="Side by side").click()

    left, right = page.locator(".st-key-side-left"), page.locator(".st-key-side-right")
    expect(left).to_contain_text("p. 3 of 6 · English")
    expect(right).to_contain_text("p. 3 of 6 · French · 1 marked")
    right.get_by_text("Text of this page").click()
    expect(right.locator("mark").first).to_have_text(re.compile("guichet unique", re.IGNORECASE))
    pressed(page, page.get_by_role("button", name="Next page"), "page=4")
    expect(left).to_contain_text("p. 4 of 6 · English")
    expect(right).to_contain_text("p. 4 of 6 · French")
    pressed(page, page.get_by_role("button", name="Turn round"), "id=brief-fr")
    expect(left).to_contain_text("p. 4 of 6 · French")
    expect(right).to_contain_text("p. 4 of 6 · English")
    page.reload()
    expect(left).to_contain_text("p. 4 of 6 · French")
    page.get_by_role("link", name="Back to the page").click()
    expect(page).to_have_url(re.compile("/document.*brief-fr"))
    no_error(page)


def test_a_slide_that_no_page_tells_of_says_so_beside_the_nearest_and_a_wrong_address_is_told(page):
    page.goto("/side_by_side?id=deck-quebec&page=12&beside=roundtable-report")
    expect(page.get_by_text("No page is certain to tell of this one")).to_be_visible()
    page.goto("/side_by_side?id=deck-quebec&page=12&beside=nothing")
    expect(page.get_by_text("There is no document 'nothing' with pages.")).to_be_visible()
    page.goto("/side_by_side?id=brief-en&page=3&beside=brief-fr&at=5")
    expect(page.locator(".st-key-side-right")).to_contain_text("p. 5 of 6")
    expect(page.get_by_text("The page beside was chosen")).to_be_visible()
