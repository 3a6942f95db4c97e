"""Feedback on answers, and the known items' quality, in headless Chromium."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect
from test_web_browser import (  # fixtures and helpers of the browser tests
    PATIENCE,
    browser,
    home,
    no_error,
    page,
    shelf,
    site,
    still,
)

from serve.feedback import Verdict, read_feedback
from serve.known_items import read_known_items

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]

QUESTION = "When was myGov launched?"
ITEMS = """question,file,page
Kinderleicht zum Kindergeld Hamburg,deck-germany.pdf,9
xylophonist,roundtable-report.pdf,9
Wie hoch ist der Mindestlohn in Österreich?,,
"""


def press(page, button, effect):
    """Clicks until the effect shows: a click while the page is drawn anew gets lost, and a reader clicks again."""
    for _ in range(5):
        still(page)
        with suppress(AssertionError):
            expect(effect).to_be_visible(timeout=1)
            return
        with suppress(AssertionError, Waited):
            button.click(timeout=PATIENCE / 5)
            expect(effect).to_be_visible(timeout=PATIENCE)
            return
    raise AssertionError("nothing shows after the click")


def test_a_quote_is_judged_by_the_keyboard_and_the_answer_is_said_to_be_elsewhere(page, shelf):
    page.goto("/ask?q=When+was+myGov+launched%3F")
    first = page.locator('[class*="st-key-judge-quote--0"]')
    right = first.get_by_role("button", name="Right")
    expect(right).to_be_visible()
    still(page)
    cite = page.locator('[class*="st-key-ways--0"]').get_by_role("link", name="Cite").bounding_box()
    judge = right.bounding_box()
    middles = [box["y"] + box["height"] / 2 for box in (cite, judge)]
    assert abs(middles[0] - middles[1]) < 1
    right.focus()
    page.keyboard.press("Enter")
    expect(first.get_by_role("button", name="Judged right")).to_be_visible()
    (said,) = read_feedback(shelf.settings.feedback).standing.values()
    quote = shelf.ask(QUESTION, {}).quotes[0]
    assert (said.question, said.verdict, said.place.text) == (QUESTION, Verdict.RIGHT, quote.text)

    opener = page.get_by_role("button", name="Missing")
    chooser = page.get_by_role("combobox", name="The answer is in")
    press(page, opener, chooser)
    chooser.fill("papier-verwaltung")
    page.get_by_role("option", name=re.compile(r"papier-verwaltung\.pdf")).click()
    number = page.get_by_role("spinbutton", name=re.compile("^on page"))
    there = page.get_by_role("button", name="The answer is on this page")
    expect(there).to_be_enabled()
    before = len(read_feedback(shelf.settings.feedback).said)
    for page_number in ("99", "0"):  # the document has neither
        number.fill(page_number)
        number.press("Enter")
        press(page, there, page.get_by_text(f"papier-verwaltung.pdf has no page {page_number}."))
    number.fill("")
    number.press("Enter")
    press(page, there, page.get_by_text("No page is given"))
    assert len(read_feedback(shelf.settings.feedback).said) == before
    number.fill("4")
    press(page, there, page.get_by_text("without your name"))
    missing = [
        one for one in read_feedback(shelf.settings.feedback).standing.values() if one.verdict == Verdict.MISSING
    ]
    assert [(one.place.file, one.place.page) for one in missing] == [("papier-verwaltung.pdf", 4)]
    no_error(page)


def test_the_known_items_are_checked_numbers_show_and_a_judged_question_joins_them(page, shelf):
    shelf.settings.known_items.write_text(ITEMS, encoding="utf-8")
    page.goto("/library?tab=quality")
    item = page.locator('[class*="st-key-judged-0"]')
    expect(item).to_contain_text(QUESTION)
    press(page, item.get_by_role("button", name="Add to the known items"), item.get_by_text("Among the known items"))
    assert read_known_items(shelf.settings.known_items).item(QUESTION)
    press(
        page, page.get_by_role("button", name="Check the known items"),
        page.get_by_test_id("stMetric").filter(has_text="Found in the first place"),
    )  # fmt: skip
    expect(page.get_by_test_id("stMetric")).to_have_count(4)
    expect(page.get_by_test_id("stMetric").filter(has_text="Found in the first 10")).to_contain_text(
        re.compile(r"[12] of 3")
    )
    failed = page.locator('[class*="st-key-item-"]')
    expect(failed.get_by_role("link", name="Expected: roundtable-report.pdf, p. 5 (PDF 9)")).to_be_visible()
    expect(page.get_by_text("Over the ingests")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Judged set as CSV").click()
    assert QUESTION in download.value.path().read_text(encoding="utf-8-sig")
