"""An answer's quotes in a language model's sentences, in headless Chromium."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from language_model import KEY, answering, dripping, lying, speaking
from playwright.sync_api import Page, expect
from test_serve_language_model import QUESTION, shelved
from test_web_browser import (
    PATIENCE,
    browser,
    no_error,
    page,
    serving,
    still,
)  # fixtures and helpers of the browser tests

pytestmark = pytest.mark.browser
__all__ = ["browser", "page"]

FIRST = "Parents register the birth of a child once, at the municipal counter in Halifax."


@pytest.fixture(scope="module")
def speaker():
    """The model."""
    with speaking(lying) as started:
        yield started


@pytest.fixture(scope="module")
def site(speaker, tmp_path_factory):
    """A server on a small library, with that model."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"URL": speaker.endpoint().url, "MODEL": "small", "KEY": KEY}.items():
            patch.setenv(f"RAPPORTEUR_LLM_{name}", value)
        with serving(shelved(tmp_path_factory.mktemp("phrased-site"))) as address:
            yield address


def asked(page: Page) -> None:
    """An answer's page, with its quotes."""
    page.goto(f"/ask?q={QUESTION}")
    expect(page.locator("blockquote.quote").first).to_have_text(FIRST)
    still(page)


def click(page: Page, name: str, effect: str) -> None:
    """Clicks a button until its effect shows: a click while the page is drawn anew gets lost."""
    for _ in range(5):
        page.get_by_role("button", name=name).click()
        with suppress(AssertionError):
            return expect(page.get_by_text(effect).first).to_be_visible(timeout=PATIENCE / 5)
    raise AssertionError(f"{name} does nothing")


def test_sentences_stand_above_the_quotes_with_links_and_how_many_were_left_out(page, speaker):
    speaker.manner = lying
    asked(page)
    expect(page.get_by_text(f"127.0.0.1:{speaker.port}, this computer; nothing else leaves.").first).to_be_visible()
    assert speaker.asked == []

    click(page, "Put the quotes into sentences", "5 of 6 sentences were left out")

    sentences = page.locator("p.phrased")
    expect(sentences).to_have_text(f"{FIRST} [1]")
    expect(page.locator("blockquote.quote").first).to_have_text(FIRST)
    still(page)
    sentences.get_by_role("link", name="Quote 1").click()
    expect(page).to_have_url(re.compile(r"/document\?id=births&page=1&q=Where"))
    no_error(page)


def test_a_model_that_stalls_is_stopped_and_what_it_said_stays(page, speaker):
    speaker.go_on.clear()
    speaker.manner = dripping
    asked(page)
    click(page, "Put the quotes into sentences", "The model is writing")
    expect(page.locator("p.phrased")).to_have_text(f"{FIRST} [1]")

    click(page, "Stop", "Stopped: these are the sentences that were finished.")

    expect(page.locator("p.phrased")).to_have_text(f"{FIRST} [1]")
    expect(page.locator("blockquote.quote").first).to_have_text(FIRST)
    speaker.go_on.set()
    assert speaker.left.wait(60)
    no_error(page)


def test_where_the_endpoint_fails_the_quotes_stand_alone(page, speaker):
    speaker.manner = answering(500, b"<h1>Oops</h1>")
    asked(page)

    click(page, "Put the quotes into sentences", "answers with an error (500). The quotes stand alone.")

    expect(page.locator("p.phrased")).to_have_count(0)
    expect(page.locator("blockquote.quote").first).to_have_text(FIRST)
    no_error(page)
