"""Citing in the web page, in headless Chromium."""

from __future__ import annotations

import io
import re

import pytest
import rispy
from playwright.sync_api import expect
from pybtex.database import parse_string
from test_web_browser import (  # fixtures and helpers of the browser tests
    browser,
    cards,
    home,
    no_error,
    page,
    shelf,
    site,
)

from serve.citation import cited

pytestmark = pytest.mark.browser
__all__ = ["browser", "home", "page", "shelf", "site"]


def kept(page):
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^Download ")).click()
    return coming.value


def test_one_passage_is_cited_in_words_and_in_each_format(page, shelf, site):
    page.goto("/?q=privacy")
    hit = shelf.search("privacy", {}).hits[0]
    cards(page).first.get_by_role("link", name="Cite").click()

    expect(page.get_by_role("heading", name="Cite 1 passage")).to_be_visible()
    citation = cited(hit, f"{site}/", "privacy")
    expect(page.get_by_test_id("stCode")).to_contain_text(f"“{citation.quote}”")
    expect(page.get_by_test_id("stCode")).to_contain_text(citation.address)
    page.get_by_role("radio", name="BibTeX").click()
    expect(page.get_by_test_id("stCode")).to_contain_text("author = {")
    download = kept(page)
    assert download.suggested_filename == "citations.bib"
    assert len(parse_string(download.path().read_text(encoding="utf-8"), "bibtex").entries) == 1
    page.reload()
    expect(page.get_by_test_id("stCode")).to_contain_text("author = {")
    no_error(page)


def test_picked_passages_are_cited_together_and_stay_picked_over_searches(page):
    page.goto("/?q=privacy")
    for place in (0, 1):
        cards(page).nth(place).get_by_test_id("stCheckbox").locator("label").click()
        expect(page.get_by_text(f"{place + 1} passage{'s' * place} picked")).to_be_visible()
    page.get_by_label("Search the reports and presentations").fill("counter")
    page.get_by_label("Search the reports and presentations").press("Enter")
    expect(page).to_have_url(re.compile("q=counter"))
    expect(page.get_by_text("2 passages picked")).to_be_visible()
    page.get_by_role("link", name="Cite what is picked").click()

    expect(page.get_by_role("heading", name="Cite 2 passages")).to_be_visible()
    expect(page.get_by_test_id("stCode")).to_have_count(2)
    page.get_by_role("radio", name="RIS").click()
    expect(page.get_by_test_id("stCode")).to_have_count(1)
    assert len(rispy.load(io.StringIO(kept(page).path().read_text(encoding="utf-8"), newline=""))) == 2
    page.get_by_role("link", name="Back to the results").click()
    page.get_by_role("button", name="Pick none").click()
    expect(page.get_by_text("passages picked")).to_have_count(0)
    no_error(page)


def test_all_results_are_cited_not_one_page_of_them(page, shelf):
    page.goto("/?q=service&from=CA")
    total = shelf.search("service", {"from": ["CA"]}).total_pages
    assert total > 20
    page.get_by_role("link", name="Cite all").click()
    expect(page.get_by_role("heading", name=f"Cite {total} passages")).to_be_visible()
    expect(page.get_by_text(f"The first 20 of {total} are shown")).to_be_visible()
    page.get_by_role("radio", name="RIS").click()
    expect(page).to_have_url(re.compile("format=ris"))
    expect(page.get_by_role("link", name=re.compile(r"as RIS \(\.ris\)"))).to_be_visible()
    assert len(rispy.load(io.StringIO(kept(page).path().read_text(encoding="utf-8"), newline=""))) == total


def test_an_address_that_names_no_passage_says_so(page):
    page.goto("/cite?cite=nothing:1")
    expect(page.get_by_text("There is no")).to_be_visible()
    page.goto("/cite")
    expect(page.get_by_text("Nothing to cite")).to_be_visible()
