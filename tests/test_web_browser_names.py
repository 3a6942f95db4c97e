"""Names in the review tab of the web page, in headless Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_serve_names import CATALOGUE
from test_web_browser import (  # fixtures and helpers of the browser tests
    PATIENCE,
    browser,
    cards,
    no_error,
    page,
    search,
    shelf,
    site,
    still,
)

from core.settings import Settings
from serve.library import Library

pytestmark = pytest.mark.browser
__all__ = ["browser", "page", "shelf", "site"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The settings of a library of two people, or three, with several spellings."""
    folder = tmp_path_factory.mktemp("names")
    settings = Settings(folder / "corpus", folder / "data", workers=1)
    settings.corpus.mkdir()
    settings.catalogue.write_text(CATALOGUE, encoding="utf-8")
    for name in "abcde":
        (settings.corpus / f"{name}.txt").write_text(f"Document {name} is about walruses and the counter.")
    library = Library(settings)
    library.ingest()
    library.close()
    return settings


def pressed(page, button, gone):
    """Presses a button until its effect shows: a re-run may swallow a click."""
    for _ in range(5):
        if button.count():
            button.first.click()
        try:
            expect(gone).to_have_count(0, timeout=PATIENCE / 5)
            return
        except AssertionError:
            still(page)
    expect(gone).to_have_count(0)


def test_a_spelling_is_accepted_another_refused_and_a_shared_name_told_apart(page, shelf):
    page.goto("/library?tab=review")
    expect(page.get_by_text("Names (3)")).to_be_visible(timeout=PATIENCE)
    person = page.locator('[class*="st-key-name-0"]').first
    expect(person.get_by_label("Person, known as")).to_have_value("Fritz Müller")
    expect(person.get_by_label("also written as")).to_have_value("Mueller, Fritz")
    expect(person).to_contain_text(
        "the same but for accents or umlauts; both with BMI; both at Roundtable; both from Germany"
    )
    pressed(page, person.get_by_role("button", name="The same", exact=True), page.get_by_text("Names (3)"))
    expect(page.get_by_text("Names (2)")).to_be_visible()
    body = page.locator('[class*="st-key-name-0"]').first
    expect(body.get_by_label("Organisation, known as")).to_have_value("Bundesministerium des Innern")
    pressed(page, body.get_by_role("button", name="Not the same"), page.get_by_text("Names (2)"))
    shared = page.locator('[class*="st-key-shared-name-0"]').first
    expect(shared).to_contain_text(re.compile(r"Ann Lee: one, or 2\?.*Nepal; Water Institute: 1 document"))
    pressed(page, shared.get_by_role("button", name="Tell them apart"), page.get_by_text("Names (1)"))
    no_error(page)
    assert {name for document in shelf.documents() for name in document.presenters} == {
        "Fritz Müller", "Ann Lee (Nepal)", "Ann Lee (Canada)",
    }  # fmt: skip
    page.goto("/")
    search(page, "walruses presenter:mueller")
    expect(cards(page)).to_have_count(3)
    expect(cards(page).first).to_contain_text("Fritz Müller")
    no_error(page)


def test_the_document_view_also_shows_what_is_written(page, shelf):
    shelf.settings.people.write_text('name,also written as\nFritz Müller,"Mueller, Fritz"\n', encoding="utf-8")
    shelf.rename()
    page.goto("/document?id=b&page=1")
    expect(page.get_by_text("Fritz Müller").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("As written")).to_be_visible()
    expect(page.get_by_text("Mueller, Fritz").first).to_be_visible()
    no_error(page)
