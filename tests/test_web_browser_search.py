"""The help with a query in headless Chromium: completions by mouse and keyboard, did you mean, how to ask."""

# ruff: noqa: F401, F811 - fixtures are taken by their names
from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from test_web_browser import box, browser, counted, home, no_error, page, search, shelf, site, still

from index.queries.reading import Reading

pytestmark = pytest.mark.browser


def completions(page: Page):
    return page.get_by_role("listbox", name="Completions")


def options(page: Page):
    return completions(page).get_by_role("option")


def write(page: Page, text: str) -> None:
    """Types as a reader does, key by key, and waits for the list to say what belongs to it."""
    box(page).click()
    with page.expect_response(lambda answer: "/api/complete" in answer.url and asked_for(answer.url) == text):
        box(page).press_sequentially(text, delay=20)
    expect(box(page)).to_have_value(text)


def asked_for(address: str) -> str:
    return parse_qs(urlsplit(address).query)["q"][0]


def query_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("q", [""])[0]


def ready(page: Page, address: str = "/") -> None:
    page.goto(address)
    expect(box(page)).to_have_attribute("aria-autocomplete", "list")
    still(page)


# Completions


def test_what_is_being_written_is_completed_with_what_it_is_and_its_pages(page, shelf):
    ready(page)
    write(page, "hasenk")

    expect(options(page).first).to_be_visible()
    expected = shelf.complete("hasenk")
    assert expected[0].kind == "presenter"
    expect(options(page)).to_have_count(len(expected))
    expect(options(page).first).to_have_text(
        re.compile(rf"Friedlinde Hasenkamp\s+presenter\s+{expected[0].pages} pages")
    )
    assert query_of(page) == "", "nothing is searched while one writes"


def test_the_pages_of_a_completion_are_those_of_the_search_as_the_address_narrows_and_reads_it(page, shelf):
    ready(page, "/?language=en&terms=0")
    write(page, "GDP")

    found = shelf.search("GDPR", {"language": ["en"]}, reading=Reading(terms=False))
    assert 1 < found.total_pages < shelf.search("GDPR", {}).total_pages
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_have_text(re.compile(rf"GDPR\s+{found.total_pages} pages"))
    expect(page.get_by_text("1 completion. Up and down arrows choose.")).to_be_attached()


def test_the_list_is_a_combobox_to_a_screen_reader(page):
    ready(page)
    write(page, "joint ser")

    name = "Search the reports and presentations"
    combobox = page.get_by_role("combobox", name=name)
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(combobox).to_have_attribute("aria-controls", completions(page).get_attribute("id"))
    box(page).press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(combobox).to_have_attribute("aria-activedescendant", options(page).first.get_attribute("id"))
    box(page).press("ArrowUp")
    expect(page.locator('[role="option"][aria-selected="true"]')).to_have_count(0)


def test_arrows_and_enter_choose_and_the_address_is_a_permalink(page, shelf):
    ready(page)
    write(page, "joint ser")
    expect(options(page).first).to_be_visible()
    chosen = next(number for number, found in enumerate(shelf.complete("joint ser")) if found.kind == "word")
    for _ in range(chosen + 1):
        box(page).press("ArrowDown")
    box(page).press("Enter")

    results = shelf.search("joint service", {})
    counted(page, results.total_pages, results.total_documents)
    assert query_of(page) == "joint service"
    expect(box(page)).to_have_value("joint service")
    expect(completions(page)).to_be_hidden()
    page.reload()
    counted(page, results.total_pages, results.total_documents)
    expect(box(page)).to_have_value("joint service")


def test_a_click_chooses_a_presenter_within_a_query(page, shelf):
    ready(page, "/?q=service")
    before = shelf.search("service", {})
    counted(page, before.total_pages, before.total_documents)
    still(page)
    box(page).press("End")
    box(page).press_sequentially(" presenter:hasen")
    options(page).filter(has_text="Friedlinde Hasenkamp").click()

    query = 'service presenter:"Friedlinde Hasenkamp"'
    results = shelf.search(query, {})
    assert results.total_pages
    counted(page, results.total_pages, results.total_documents)
    assert query_of(page) == query


def test_escape_closes_the_list_and_leaves_what_was_written(page):
    ready(page)
    write(page, "serv")
    expect(options(page).first).to_be_visible()
    box(page).press("Escape")

    expect(completions(page)).to_be_hidden()
    expect(box(page)).to_have_value("serv")
    box(page).press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_no_letter_is_lost_and_enter_searches_what_was_written(page, shelf):
    ready(page)
    write(page, "municipal front offices")
    box(page).press("Enter")

    results = shelf.search("municipal front offices", {})
    counted(page, results.total_pages, results.total_documents)
    assert query_of(page) == "municipal front offices"
    expect(completions(page)).to_be_hidden()
    no_error(page)


def test_without_the_server_of_completions_the_box_works_as_ever(page, shelf):
    page.route("**/api/complete*", lambda route: route.abort())
    ready(page)
    search(page, "registrar")

    results = shelf.search("registrar", {})
    counted(page, results.total_pages, results.total_documents)


# Did you mean


def test_a_wrong_word_is_told_and_a_click_searches_what_was_meant(page, shelf):
    page.goto("/?q=servcie+-window&language=en")
    meant = page.get_by_role("button", name="Did you mean service -window?")
    expect(meant).to_be_visible()
    assert query_of(page) == "servcie -window", "the query is never replaced by itself"
    meant.click()

    results = shelf.search("service -window", {"language": ["en"]})
    counted(page, results.total_pages, results.total_documents)
    expect(box(page)).to_have_value("service -window")
    expect(page).to_have_url(re.compile("language=en"))
    assert query_of(page) == "service -window"
    expect(page.get_by_text("Did you mean")).to_have_count(0)


def test_what_was_understood_is_told_with_the_forms_of_the_words(page, shelf):
    page.goto("/?q=services")
    told = shelf.search("services", {}).understood
    assert re.fullmatch(r"services \(service.*\)", told)
    expect(page.get_by_text(f"understood as: {told}")).to_be_visible()


# How to ask


def test_every_example_of_how_to_ask_is_there_and_a_click_searches_it(page, shelf):
    ready(page)
    page.get_by_role("button", name="How to ask").click()
    made = shelf.examples()
    for example in made:
        expect(page.get_by_role("button", name=example.query, exact=True)).to_be_visible()
    phrase = next(example.query for example in made if example.query.startswith('"'))
    page.get_by_role("button", name=phrase, exact=True).click()

    results = shelf.search(phrase, {})
    counted(page, results.total_pages, results.total_documents)
    assert query_of(page) == phrase
