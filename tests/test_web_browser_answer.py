"""An answer that is kept, in headless Chromium: from the question to its permalink, and what is new since."""

# ruff: noqa: F401, F811 - the fixtures of all browser tests are taken from their file

import re

import pytest
from pdfs import pdf, words
from playwright.sync_api import expect
from test_web_browser import browser, home, no_error, page, shelf, site, still
from test_web_browser_coverage import clicked

from serve.answer_record_words import NOTHING

pytestmark = pytest.mark.browser

QUESTION = "When was Service Canada created?"
NEW = "Service Canada was created in 2005 by walruses."


def keep(page):
    """Keeps the answer that is shown, and goes to its permalink; gives its id."""
    permalink = page.get_by_role("link", name="Kept: its permalink")
    clicked(page.get_by_role("button", name="Keep", exact=True), permalink)
    asked = page.get_by_role("link", name="Download as RIS")  # what is downloaded now cites what is kept
    expect(asked).to_have_attribute("href", re.compile(r"^/api/answers/[0-9a-f]{24}\.ris$"))
    still(page)
    permalink.click()
    expect(page).to_have_url(re.compile(r"/answer\?id=[0-9a-f]{24}"))
    return page.url.split("id=")[1]


def test_an_answer_is_kept_and_its_permalink_says_what_is_new_since_a_document_came(page, shelf, home):
    page.goto(f"/ask?q={QUESTION}")
    identifier = keep(page)
    record = shelf.kept(identifier)

    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(page.locator(".answer-record blockquote")).to_have_count(len(record.quotes))
    expect(page.get_by_text("Every quote stands unchanged on its page.")).to_be_visible()
    expect(page.get_by_text("Asked again now, the library gives the same quotes.")).to_be_visible()
    no_error(page)

    (home.corpus / "walrus.pdf").write_bytes(pdf(words(NEW)))
    shelf.ingest()
    page.goto(f"/answer?id={identifier}")

    expect(page.get_by_role("heading", name="New quotes")).to_be_visible()
    expect(page.locator("blockquote").filter(has_text=NEW)).to_be_visible()
    expect(page.get_by_text(re.compile("1 document added since"))).to_be_visible()
    expect(page.get_by_text("Every quote stands unchanged on its page.")).to_be_visible()
    paper = page.frame_locator(".print-frame").get_by_text("How it was asked")
    still(page)
    page.get_by_role("button", name="Print").click()
    expect(paper).to_be_attached()
    page.get_by_role("link", name="Ask it again").click()
    expect(page).to_have_url(re.compile(r"/ask\?q="))
    expect(page.get_by_role("button", name="Keep", exact=True)).to_be_visible()


def test_nothing_found_is_kept_too_downloaded_and_listed_and_a_made_up_id_is_told(page):
    page.goto("/ask?q=What is the boiling point of mercury?")
    identifier = keep(page)

    expect(page.get_by_text(re.compile(re.escape(NOTHING)))).to_be_visible()
    still(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as RIS").click()
    assert download.value.suggested_filename == f"answer-{identifier}.ris"
    page.goto("/answer")
    expect(page.get_by_role("link", name="What is the boiling point of mercury?")).to_be_visible()
    page.goto("/answer?id=../../secret")
    expect(page.get_by_text("There is no kept answer '../../secret'.")).to_be_visible()
    expect(page.get_by_text("rapporteur answers")).to_have_count(0)
    still(page)
    page.get_by_role("button", name="Kept answers").click()
    expect(page.get_by_role("link", name="What is the boiling point of mercury?")).to_be_visible()
    expect(page).to_have_url(re.compile("/answer$"))


def test_a_kept_answer_is_forgotten_once_that_is_said_twice(page, shelf):
    page.goto("/ask?q=What is the boiling point of lead?")
    identifier = keep(page)
    forget = page.get_by_role("button", name="Forget this answer")
    clicked(page.get_by_role("button", name="Forget", exact=True), forget)
    assert shelf.is_kept(shelf.kept(identifier))
    clicked(forget, page.get_by_text("The answer was forgotten."))

    expect(page).to_have_url(re.compile("/answer$"))
    assert identifier not in [record.id for record in shelf.all_kept()[0]]
    page.goto(f"/answer?id={identifier}")
    expect(page.get_by_text(f"There is no kept answer '{identifier}'.")).to_be_visible()
    no_error(page)
