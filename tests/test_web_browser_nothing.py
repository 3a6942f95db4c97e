"""An empty answer in headless Chromium: it says what was tried, offers what is near, and leads on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_web_browser import browser, home, no_error, page, shelf, site, still  # fixtures and helpers

from serve.nothing_words import RELATED

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]


def test_an_empty_answer_is_useful_and_leads_on(page, shelf):
    question = "How does Liechtenstein run the registrry of walrus hunters with Tell Us Once?"
    near = shelf.ask(question, {}).related
    assert near
    page.goto(f"/ask?q={question.replace(' ', '+').replace('?', '%3F')}")

    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(page.get_by_text("“Liechtenstein” stands nowhere in the documents.")).to_be_visible()
    expect(page.get_by_role("heading", name=RELATED)).to_be_visible()
    expect(page.locator("blockquote.quote")).to_have_count(len(near))
    expect(page.get_by_text("not sure enough to be its answer")).to_be_visible()
    no_error(page)
    still(page)
    page.get_by_role("link", name="Search for “registry”").click()
    expect(page).to_have_url(re.compile(r"/(\?|search\?)q=registry"))
    expect(page.locator("mark").first).to_be_visible()
