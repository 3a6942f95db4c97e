"""Presenters, countries and the matrix in the web page, in headless Chromium."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from test_web_browser import (  # fixtures and helpers of the browser tests
    browser,
    cards,
    home,
    no_error,
    page,
    shelf,
    site,
)

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]

HASENKAMP = "/presenter?name=Friedlinde+Hasenkamp"


def typed(page, label, text):
    box = page.get_by_label(label)
    box.fill(text)
    box.press("Enter")


def test_a_presenter_is_reached_from_a_result_and_the_query_comes_along(page):
    page.goto("/?q=number+115&presenter=Friedlinde+Hasenkamp")
    cards(page).first.get_by_role("link", name="Friedlinde Hasenkamp").click()

    expect(page.get_by_role("heading", name="Friedlinde Hasenkamp")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/presenter\?name=Friedlinde\+Hasenkamp&q=number\+115"))
    expect(page.locator(".said mark").first).to_be_visible()
    expect(page.locator(".turn-count").filter(has_text="match").first).to_be_visible()
    no_error(page)


def test_words_are_marked_and_counted_in_what_somebody_said(page, shelf):
    page.goto(HASENKAMP)
    expect(page.locator(".said")).to_have_count(len(shelf.presenter("Friedlinde Hasenkamp", "", {}).documents))
    typed(page, "Mark words in what they said", "identity")
    expect(page).to_have_url(re.compile("q=identity"))
    found = shelf.presenter("Friedlinde Hasenkamp", "identity", {})
    expect(page.locator(".portrait-figures .asked")).to_have_text(
        re.compile(rf"{found.matching} pages? with “identity”")
    )
    expect(page.locator(".turn-count").first).to_be_visible()
    page.reload()
    expect(page.locator(".said mark").first).to_be_visible()
    no_error(page)


def test_what_lacks_the_words_is_left_out_where_the_reader_wants(page):
    page.goto(f"{HASENKAMP}&q=zyzzyva")
    expect(page.locator(".turn.silent").first).to_be_visible()
    page.get_by_test_id("stCheckbox").locator("label").click()
    expect(page).to_have_url(re.compile("silent=no"))
    expect(page.locator(".turn")).to_have_count(0)
    no_error(page)


def test_a_distinctive_term_is_marked_by_a_click_and_a_companion_has_a_page_too(page):
    page.goto(HASENKAMP)
    term = page.locator(".chips a").first
    word = term.inner_text()
    term.click()
    expect(page.get_by_label("Mark words in what they said")).to_have_value(word)
    expect(page.locator(".said mark").first).to_be_visible()
    page.get_by_role("link", name="Isolde Fennimore").first.click()
    expect(page.get_by_role("heading", name="Isolde Fennimore")).to_be_visible()
    no_error(page)


def test_a_page_of_theirs_opens_from_the_portrait_and_leads_back(page):
    page.goto(f"{HASENKAMP}&q=identity")
    page.locator(".turn-count a").first.click()
    expect(page).to_have_url(re.compile(r"/document\?id=deck-germany&page=\d+&q=identity"))
    page.get_by_role("link", name="Friedlinde Hasenkamp").first.click()
    expect(page.get_by_role("heading", name="Friedlinde Hasenkamp")).to_be_visible()


def test_an_unknown_presenter_is_told_with_the_nearest_names_and_an_empty_address_leads_on(page):
    page.goto("/presenter?name=Hasenkampf")
    expect(page.get_by_text("Is it Friedlinde Hasenkamp?")).to_be_visible()
    page.goto("/presenter")
    expect(page.get_by_text("The address names no presenter")).to_be_visible()
    page.goto("/country?code=Atlantis")
    expect(page.get_by_text("There is no country")).to_be_visible()
    page.goto("/country")
    expect(page.get_by_text("The address names no country")).to_be_visible()


def test_the_list_of_presenters_is_narrowed_by_letters_and_a_first_letter_and_sorted(page, shelf):
    total = len(shelf.presenters("", {}).rows)
    page.goto("/")
    page.get_by_role("link", name="Presenters", exact=True).click()
    rows = page.locator(".plain-table tbody tr")
    expect(rows).to_have_count(total)
    typed(page, "Find a presenter", "hasen")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Friedlinde Hasenkamp")
    page.goto("/presenters?letter=H")
    expect(rows.first).to_contain_text("Hasenkamp")
    page.goto("/presenters?q=privacy")
    most = max(shelf.presenters("privacy", {}).rows, key=lambda one: one.matching)
    expect(rows.first).to_contain_text(most.name)
    page.goto("/presenters?order=name&q=privacy")
    expect(rows.first).to_contain_text("Solange Airault")
    rows.first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Solange Airault")).to_be_visible()
    no_error(page)


def test_a_number_of_the_matrix_leads_to_the_pages_it_counts(page, shelf):
    page.goto("/countries?q=privacy")
    found = shelf.search("privacy", {"from": ["CA"], "about": ["DE"]})
    cell = page.locator('.matrix a[href*="from=CA&about=DE"]')
    expect(cell).to_have_text(str(found.total_pages))
    expect(page.locator(".matrix td.none").first).to_be_visible()
    cell.click()
    expect(page).to_have_url(re.compile("from=CA&about=DE"))
    expect(page.get_by_text(f"{found.total_pages} pages in {found.total_documents} documents").first).to_be_visible()
    no_error(page)


def test_the_matrix_counts_what_the_reader_wants(page, shelf):
    page.goto("/countries")
    total = shelf.matrix("", {}).crossing.total
    foot = page.locator(".matrix tfoot td").last
    expect(foot).to_have_text(f"{total.pages:,}")
    page.get_by_role("radio", name="Interventions").click()
    expect(foot).to_have_text(f"{total.interventions:,}")
    expect(page).to_have_url(re.compile("count=interventions"))
    page.goto("/countries?q=zyzzyva")
    expect(page.get_by_text("no page has these words")).to_be_visible()
    no_error(page)


def test_a_country_has_who_speaks_of_it_documents_passages_and_terms(page, shelf):
    page.goto("/countries")
    page.locator(".matrix tbody th").get_by_role("link", name="Germany").click()
    expect(page.get_by_role("heading", name="Germany", exact=True)).to_be_visible()
    for title in (
        "Who speaks of it",
        "Documents",
        "Passages that name it",
        "Distinctive terms",
        "From where it is spoken of",
    ):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    typed(page, "Find words in what is said of it", "counter")
    expect(page.get_by_role("heading", name="Passages with these words")).to_be_visible()
    found = shelf.country("DE", "counter", {})
    expect(cards(page)).to_have_count(len(found.passages))
    expect(cards(page).first.locator("mark").first).to_be_visible()
    no_error(page)


def test_a_filter_by_presenter_or_country_has_the_way_to_its_page(page):
    page.goto("/?q=counter&presenter=Friedlinde+Hasenkamp&from=DE")
    page.get_by_role("link", name="About Germany").click()
    expect(page.get_by_role("heading", name="Germany", exact=True)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="About Friedlinde Hasenkamp").click()
    expect(page.get_by_role("heading", name="Friedlinde Hasenkamp")).to_be_visible()


def test_a_portrait_prints_whole_without_the_page_around_it(page):
    page.goto("/presenter?name=Isolde+Fennimore&q=privacy")
    expect(page.locator(".said mark").first).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_text("Spoke beside").first).to_be_visible()  # drawn last
    printed = PdfReader(io.BytesIO(page.pdf()))
    text = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "Isolde Fennimore" in text
    assert "Spoke beside" in text
    assert "Many Governments, One Door" in text
    assert "Library" not in text
    assert "All presenters" not in text


def test_the_print_button_asks_the_browser_to_print(page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(HASENKAMP)
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed === true")
