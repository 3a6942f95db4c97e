"""Equal terms and acronyms in the web page, in headless Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_web_browser import (  # fixtures and helpers of the browser tests
    PATIENCE,
    browser,
    cards,
    home,
    no_error,
    page,
    search,
    shelf,
    site,
    still,
)

from index.queries.reading import Reading

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]

QUERY = "joint service delivery lang:fr"


def test_an_english_query_finds_the_french_page_marked_so_and_switched_off_it_does_not(page, shelf):
    page.goto("/")
    search(page, QUERY)
    expect(cards(page).first).to_be_visible()
    expect(page.locator(".found-by").first).to_have_text(
        re.compile(r"^found by: prestation conjointe( de services)? \(French\)")
    )
    expect(cards(page)).to_have_count(len(shelf.search(QUERY, {}).hits))
    page.locator('[data-testid="stCheckbox"]', has_text="Equal terms").locator("label").click()
    expect(page).to_have_url(re.compile(r"[?&]terms=0"))
    expect(page.locator(".found-by")).to_have_count(0)
    without = shelf.search(QUERY, {}, reading=Reading(terms=False))
    assert without.total_pages < shelf.search(QUERY, {}).total_pages
    expect(cards(page)).to_have_count(len(without.hits))
    no_error(page)


def test_the_switch_is_part_of_the_address_and_goes_along_into_the_document(page, shelf):
    page.goto("/document?id=deck-quebec&page=5&q=joint+service+delivery")
    expect(page.locator("mark").first).to_be_attached()
    with_terms = page.locator(".page-image img").get_attribute("src")
    expect(page.locator("mark")).to_have_count(len(shelf.marked_page("deck-quebec", 5, "joint service delivery").marks))
    page.goto("/document?id=deck-quebec&page=5&q=joint+service+delivery&terms=0")
    expect(page.locator(".page-image img")).to_have_attribute("src", f"{with_terms}&terms=0")
    still(page)
    off = shelf.marked_page("deck-quebec", 5, "joint service delivery", Reading(terms=False)).marks
    assert len(off) < len(shelf.marked_page("deck-quebec", 5, "joint service delivery").marks)
    expect(page.locator("mark")).to_have_count(len(off))
    no_error(page)


def test_a_query_without_a_term_has_no_switch(page):
    page.goto("/")
    search(page, "counter")
    expect(cards(page).first).to_be_visible()
    still(page)
    expect(page.locator('[data-testid="stCheckbox"]', has_text="Equal terms")).to_have_count(0)


def test_an_acronym_is_accepted_in_the_review_tab_and_found_at_once(page, shelf):
    assert shelf.search("COAG", {}).terms == ()
    page.goto("/library?tab=review")
    card = page.locator('[class*="st-key-term-0"]').first
    expect(card).to_contain_text("Council of Australian Governments (COAG)", timeout=PATIENCE)
    expect(card).to_contain_text("Defined in 2 documents")
    card.get_by_role("button", name="Accept").click()
    expect(page.get_by_text(re.compile(r"^Acronyms \(\d+\)$"))).to_be_visible()
    expect(page.locator('[class*="st-key-term-0"]').first).not_to_contain_text("(COAG)")
    assert "Council of Australian Governments,,,COAG" in shelf.settings.terms.read_text(encoding="utf-8-sig")
    page.goto("/?q=COAG")
    expect(page.get_by_text("found by: Council of Australian Governments (English)").first).to_be_visible()
    no_error(page)


def test_a_refused_acronym_does_not_come_back(page, shelf):
    page.goto("/library?tab=review")
    card = page.locator('[class*="st-key-term-0"]').first
    expect(card).to_contain_text("(EfA)")
    card.get_by_role("button", name="Not this").click()
    expect(page.locator('[class*="st-key-term-0"]').first).not_to_contain_text("(EfA)")
    assert "Einer für Alle,,,EfA,no" in shelf.settings.terms.read_text(encoding="utf-8-sig")
    page.reload()
    expect(page.locator('[class*="st-key-term-0"]').first).to_be_visible()
    expect(page.get_by_text("EfA")).to_have_count(0)
    no_error(page)


def test_a_bad_row_of_the_table_stands_among_the_problems(page, shelf):
    before = shelf.settings.terms.read_bytes()
    shelf.settings.terms.write_bytes(before + b"alone,,,,,\r\n")
    try:
        page.goto("/library?tab=problems")
        expect(page.get_by_text("it has fewer than two terms")).to_be_visible()
        expect(page.get_by_text("Give a second term.")).to_be_visible()
    finally:
        shelf.settings.terms.write_bytes(before)
