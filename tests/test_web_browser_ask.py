"""Asking in the web page, in headless Chromium: a quote and its place on the page, rows, and what a question names."""

# ruff: noqa: F401, F811 - the fixtures of all browser tests are taken from their file

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect
from test_web_browser import browser, home, no_error, page, shelf, site, still

from serve.answer_words import row_title, silence, taken_from
from serve.quoted_span import quoted_span, span_name
from serve.render import plain

pytestmark = pytest.mark.browser

TELL_US_ONCE = "What does Tell Us Once do?"


def loaded(image):
    """Waits until a picture is there."""
    expect(image).to_have_js_property("complete", True)
    expect(image).not_to_have_js_property("naturalWidth", 0)


def test_a_quote_is_shown_on_its_page_alone_and_leads_back_to_the_answer(page, shelf):
    quote = shelf.ask(TELL_US_ONCE, {}).quotes[0]
    page.goto("/ask?q=What+does+Tell+Us+Once+do%3F")
    card = page.locator('[class*="st-key-quote-"]').first
    expect(card.locator(".quote")).to_have_text(plain(quote.text))
    still(page)

    card.get_by_text("See it on the page").press("Enter")
    loaded(card.locator(".on-page img"))
    card.get_by_role("link", name="Open the page").click()

    expect(page).to_have_url(re.compile(f"span={re.escape(span_name(quoted_span(quote.span, quote.text)))}"))
    expect(page.get_by_text("The quote is marked on the page.")).to_be_visible()
    picture = page.locator('.page-image img:not([src*="part=1"])')  # the answer's own show parts of pages
    expect(picture).to_have_attribute(
        "src", re.compile(rf"span={re.escape(span_name(quoted_span(quote.span, quote.text)))}$")
    )
    loaded(picture)
    still(page)
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator(".quote").first).to_have_text(plain(quote.text))
    no_error(page)


def test_every_country_has_a_quote_or_says_what_was_looked_through(page, shelf):
    answer = shelf.ask(TELL_US_ONCE, {}, "country")
    page.goto("/ask?q=What+does+Tell+Us+Once+do%3F&by=country")

    expect(page.get_by_role("heading", level=3)).to_have_text([row_title(answer, row) for row in answer.rows])
    expect(page.locator(".quote")).to_have_text([plain(row.quotes[0].text) for row in answer.rows if row.quotes])
    for row in (row for row in answer.rows if not row.quotes):
        expect(page.get_by_text(silence(answer, row)).first).to_be_visible()
    expect(page.get_by_role("link", name="All rows as CSV")).to_have_attribute("href", re.compile(r"^/api/ask\.csv\?"))
    no_error(page)


def test_the_choice_shows_what_is_shown_also_where_the_question_asked_for_it(page, shelf):
    question = "Which countries have a one-stop shop?"
    choice = lambda name: page.get_by_role("radio", name=name)  # noqa: E731
    page.goto("/ask?q=Which+countries+have+a+one-stop+shop%3F")
    expect(page.get_by_role("heading", level=3)).to_have_count(len(shelf.ask(question, {}).rows))
    expect(choice("By country")).to_be_checked()
    expect(page.get_by_text("looking for the words one, stop, shop")).to_be_visible()

    still(page)
    page.get_by_text("One answer", exact=True).click()
    expect(page).to_have_url(re.compile("free=by"))
    expect(choice("One answer")).to_be_checked()
    expect(page.get_by_role("heading", level=3)).to_have_count(0)
    expect(page.locator(".quote").first).to_be_visible()
    no_error(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=question)).to_be_visible()  # on paper, where there is no box
    expect(choice("One answer")).to_be_hidden()


def test_a_filter_of_no_page_and_a_question_of_no_words_are_told(page):
    page.goto("/ask?q=What+does+Tell+Us+Once+do%3F&from=ZZ&presenter=Nobody")
    expect(page.get_by_text("The library has no page with presenter “Nobody”.")).to_have_count(1)
    expect(page.get_by_text("The library has no page with presenter's country “ZZ”.")).to_have_count(1)

    page.goto("/ask?q=who+is+it%3F")
    expect(page.get_by_text("There is nothing to look for")).to_be_visible()
    expect(page.get_by_text("Nothing found")).to_have_count(0)
    no_error(page)


def test_a_country_that_the_question_names_narrows_it_until_that_is_undone(page, shelf):
    question = "Which offices were opened in Australia?"
    answer = shelf.ask(question, {})
    ((facet, said),) = taken_from(answer)
    page.goto("/ask?q=Which+offices+were+opened+in+Australia%3F")
    chip = page.get_by_role("button", name=said)
    expect(chip).to_be_visible()

    for _ in range(5):  # the first click may fall into a run
        with suppress(Waited):
            chip.click(timeout=2_000)
        with suppress(AssertionError):
            expect(page).to_have_url(re.compile(f"free={facet}"), timeout=2_000)
            break
    expect(page.get_by_role("button", name="Narrow as the question says")).to_be_visible()
    expect(chip).to_have_count(0)
    no_error(page)


def test_an_empty_box_offers_questions_that_are_answered(page):
    page.goto("/ask")
    offered = page.locator('[class*="st-key-question-example-"] button').first
    expect(offered).to_be_visible()
    still(page)
    offered.click()

    expect(page).to_have_url(re.compile(r"/ask\?q="))
    expect(page.locator(".quote").first).to_be_visible()
    no_error(page)
