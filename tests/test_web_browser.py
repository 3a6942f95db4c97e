"""The web page in headless Chromium: search, facets, the document view and its boxes, the library, keyboard, phone, dark.

Pictures of failures lie in pytest's temporary folder of the test (`failed.png`).
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import FAILED, HOME
from meanings import tiny_bert
from pdfs import Sheet, Text, pdf, protected, words
from PIL import Image, ImageChops
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as Waited

from core.countries import country_name
from core.records import Page as PageRecord
from core.records import PageState
from core.settings import Settings
from index.store.whoosh_backend import WhooshEngine
from serve.library import Library
from serve.problems import grouped_problems

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEWPORT = {"width": 1280, "height": 900}
PATIENCE = 30_000
"""Milliseconds that the page may take; a test ends as soon as it has what it waits for."""
INGEST = 4 * PATIENCE
"""Milliseconds that an ingest may take."""

expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The browser's executable; without one the tests are skipped, or fail where CI is set."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        missing = "no Chromium: install it (Debian: apt install chromium) or name it in $CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="module")
def browser(site, tmp_path_factory):
    """One browser for all tests of this file. Its own profile keeps the page's scripts, loaded and compiled, for the next."""
    executable = chromium()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=executable, args=ARGUMENTS, base_url=site,
            viewport=VIEWPORT, reduced_motion="reduce",
        ) as profile,
    ):  # fmt: skip
        yield profile.browser


@contextmanager
def serving(settings: Settings):
    """The real server on a free port, by the command line; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "serve.cli", "serve", "--port", str(port)]
    command += ["--corpus", str(settings.corpus), "--data", str(settings.data)]
    with subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline()
            assert f"http://127.0.0.1:{port}" in line
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def home(demonstration_settings, demonstration_report, tmp_path_factory):
    """The settings of a copy of the demonstration library, index and all: these tests may change it."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demonstration_settings.corpus, folder / "corpus")
    shutil.copytree(demonstration_settings.data, folder / "data")
    return Settings(folder / "corpus", folder / "data")


@pytest.fixture(scope="module")
def site(home):
    """The address of a server on that copy."""
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def shelf(home):
    """The same library, to know what the page should show."""
    library = Library(home)
    yield library
    library.close()


@contextmanager
def watched(context: BrowserContext, request, tmp_path):
    """A new page of a context; an error in the page's own scripts fails the test."""
    errors: list[str] = []
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    if request.node.stash.get(FAILED, False):
        tab.screenshot(path=tmp_path / "failed.png")
    assert errors == []


@contextmanager
def opened(browser: Browser, request, tmp_path, **options):
    """A page of a reader who has never been here."""
    with (
        browser.new_context(viewport=VIEWPORT, reduced_motion="reduce", **options) as context,
        watched(context, request, tmp_path) as tab,
    ):
        yield tab


@pytest.fixture
def page(browser, site, request, tmp_path):
    """A page that has not gone anywhere yet; addresses are relative to the site's. What tests before have stored is gone."""
    (profile,) = browser.contexts
    with watched(profile, request, tmp_path) as tab:
        stored = {"origin": site, "storageTypes": "cookies,local_storage,indexeddb"}
        profile.new_cdp_session(tab).send("Storage.clearDataForOrigin", stored)
        yield tab
    for left in profile.pages[1:]:
        left.close()


def box(page: Page) -> Locator:
    """The search box: a combobox as soon as completions are at hand."""
    name = "Search the reports and presentations"
    return page.get_by_role("searchbox", name=name).or_(page.get_by_role("combobox", name=name))


def search(page: Page, query: str) -> None:
    box(page).fill(query)
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q="))


def counted(page: Page, pages: int, documents: int) -> None:
    """Waits until the results' head says so."""
    page_word, document_word = ("page" if pages == 1 else "pages"), ("document" if documents == 1 else "documents")
    strong = page.get_by_text(f"{pages} {page_word}", exact=True).and_(page.locator("strong"))
    head = page.locator("p").filter(has=strong).filter(has_text=f"in {documents} {document_word}")
    expect(head).to_be_visible()


def open_tab(page: Page, name: str, label: str) -> None:
    """Opens a tab of the library; a click while the page is drawn anew gets lost, and a reader clicks again."""
    for _ in range(5):
        page.get_by_role("tab", name=re.compile(f"^{label}")).click()
        with suppress(AssertionError):
            return expect(page).to_have_url(re.compile(rf"[?&]tab={name}"), timeout=PATIENCE / 5)
    raise AssertionError(f"the tab {label} does not open")


def facet(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-facet_{name}")


def pill(page: Page, name: str, value: str) -> Locator:
    count = r"(\d+ interventions?, )?\d+ pages?" if name in ("presenter", "from") else r"\d+ \(\d+\)"
    return facet(page, name).get_by_role("button", name=re.compile(rf"^{re.escape(value)} · {count}$"))


def cards(page: Page) -> Locator:
    return page.locator('[class*="st-key-hit-"]')


def title_of(card: Locator) -> Locator:
    """The link to the document: the card's other links may be drawn before it."""
    return card.locator('[class*="st-key-head-"] a[href*="document?"]').first


def places_on(page: Page) -> Locator:
    return page.locator(".st-key-page-navigation")


def still(page: Page) -> None:
    """Waits until the server has nothing more to say."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")


def no_error(page: Page) -> None:
    expect(page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]')).to_have_count(0)


# The main way


def test_search_then_facet_then_document_then_boxes_then_pdf(page, shelf):
    query = "registrar family"
    everything = shelf.search(query, {})
    assert everything.total_pages > 1
    page.goto("/")
    search(page, query)
    counted(page, everything.total_pages, everything.total_documents)
    title_of(cards(page).first).click()

    image = page.locator(".page-image img")
    expect(image).to_be_visible()
    asked = parse_qs(urlsplit(page.url).query)
    document, number = asked["id"][0], int(asked["page"][0])
    assert (document, number) == (everything.hits[0].document.id, everything.hits[0].page.number)

    drawn = page.request.get(image.get_attribute("src"))
    plain = page.request.get(f"/pages/{document}/{number}.png")
    told = page.request.get(f"/api/documents/{document}/pages/{number}", params={"q": query}).json()
    one, other = (Image.open(io.BytesIO(answer.body())).convert("RGB") for answer in (drawn, plain))
    scale = one.width / told["width"]
    changed = ImageChops.difference(one, other)
    assert len(told["boxes"]) >= 2
    for x0, top, x1, bottom in told["boxes"]:
        assert changed.crop((int(x0 * scale), int(top * scale), int(x1 * scale), int(bottom * scale))).getbbox()
    corner = changed.crop((0, 0, int(20 * scale), int(20 * scale)))
    assert corner.getbbox() is None, "nothing is drawn where no word is"

    link = page.get_by_role("link", name="Open the PDF at this page")
    address = link.get_attribute("href")
    assert address.endswith(f"#page={number}")
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.body() == shelf.file_of(document).read_bytes()
    part = page.request.get(address, headers={"Range": "bytes=0-99"})
    assert (part.status, len(part.body())) == (206, 100)


def test_the_image_shows_in_the_page_as_large_as_its_column(page):
    page.goto("/document?id=deck-uk&page=4&q=registrar")
    image = page.locator(".page-image img")

    expect(image).to_be_visible()
    page.wait_for_function("document.querySelector('.page-image img').naturalWidth > 1000")
    page.wait_for_function("document.querySelector('.page-image img').getBoundingClientRect().width > 500")
    expect(image).to_have_attribute("alt", re.compile("registrar"))


def test_a_facet_narrows_the_results_and_still_counts_its_other_values(page, shelf):
    before = shelf.search("service", {})
    page.goto("/?q=service")
    counted(page, before.total_pages, before.total_documents)
    expect(pill(page, "from", "Germany")).to_be_visible()
    still(page)
    countries = facet(page, "from").get_by_role("button", name=re.compile("·"))
    counts = countries.all_text_contents()
    assert len(counts) >= 3

    pill(page, "from", "Germany").click()

    narrowed = shelf.search("service", {"from": ["DE"]})
    assert narrowed.total_pages < before.total_pages
    counted(page, narrowed.total_pages, narrowed.total_documents)
    expect(page).to_have_url(re.compile("from=DE"))
    expect(pill(page, "from", "Germany")).to_have_attribute("aria-pressed", "true")
    expect(countries).to_have_text(counts)
    for kind, documents, pages, _ in narrowed.facets["kind"]:
        expect(facet(page, "kind").get_by_role("button", name=f"{kind} · {pages} ({documents})")).to_be_visible()

    pill(page, "from", "United Kingdom").click()

    both = shelf.search("service", {"from": ["DE", "GB"]})
    counted(page, both.total_pages, both.total_documents)
    assert both.total_pages > narrowed.total_pages

    pill(page, "language", "German").click()

    german = shelf.search("service", {"from": ["DE", "GB"], "language": ["de"]})
    counted(page, german.total_pages, german.total_documents)
    assert german.total_pages < both.total_pages

    page.get_by_role("button", name="Clear all filters").click()
    counted(page, before.total_pages, before.total_documents)
    expect(page).not_to_have_url(re.compile("from="))


def test_the_first_page_leads_to_presenters_and_countries_by_one_click(page, shelf):
    everything = shelf.search("", {})
    presenter = everything.facets["presenter"][0]
    page.goto("/")
    page.get_by_role("button", name=f"{presenter.value} · {presenter.pages}").click()

    counted(page, presenter.pages, presenter.documents)
    expect(page).to_have_url(re.compile("presenter="))
    page.reload()
    counted(page, presenter.pages, presenter.documents)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_navigation_leads_from_a_document_to_a_new_search(page):
    page.goto("/document?id=deck-uk&page=4&q=service&from=DE")
    expect(page.locator(".page-image img")).to_be_visible()
    page.get_by_role("navigation", name="App pages").get_by_role("link", name="Search").click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).not_to_have_url(re.compile("q="))
    expect(box(page)).to_have_value("")


def test_a_new_search_begins_on_the_first_page_and_keeps_the_facets(page, shelf):
    page.goto("/?q=service&from=CA&p=3")
    search(page, "delivery")

    found = shelf.search("delivery", {"from": ["CA"]})
    counted(page, found.total_pages, found.total_documents)
    expect(page).not_to_have_url(re.compile("[?&]p="))
    expect(title_of(cards(page).first)).to_have_text(found.hits[0].document.title)


def test_a_result_says_in_which_language_its_document_is_too_and_its_page_leads_there(page):
    page.goto("/?q=title:conditions+window")
    card = cards(page).filter(has_text="Six Conditions for a Single Window").first
    expect(card).to_contain_text("also in French")
    title_of(card).click()
    page.get_by_role("button", name="Also in French").click()
    expect(page.get_by_role("heading", level=3).first).to_have_text("Six conditions pour un guichet unique")
    page.get_by_role("button", name="Also in English").click()
    expect(page.get_by_role("heading", level=3).first).to_have_text("Six Conditions for a Single Window")


def test_marks_light_up_in_the_snippets_also_inflected_and_across_line_ends(page, shelf):
    page.goto("/?q=deliver")
    expect(page.locator(".hit-snippet mark").first).to_be_visible()

    lit = {text.casefold() for text in page.locator(".hit-snippet mark").all_text_contents()}
    assert lit
    assert all(text.startswith("deliver") for text in lit)
    assert lit - {"deliver"}, "other forms of the word too"


# The document view


def test_matches_are_counted_and_walked_through_page_after_page(page, shelf):
    query = "tell us once"
    places = [(n, mark) for n, count in shelf.matches_in("deck-uk", query) for mark in range(count)]
    at = next(index for index, (number, _) in enumerate(places) if number == 4)
    page.goto("/document?id=deck-uk&page=4&q=tell+us+once")
    expect(places_on(page)).to_contain_text(f"match {at + 1} of {len(places)}")
    image = page.locator(".page-image img")
    first = image.get_attribute("src")

    page.get_by_role("button", name="Next match").click()
    expect(places_on(page)).to_contain_text(f"match {at + 2} of {len(places)}")
    expect(image).not_to_have_attribute("src", first)
    page.get_by_role("button", name="Previous match").click()
    expect(places_on(page)).to_contain_text(f"match {at + 1} of {len(places)}")
    page.get_by_role("button", name="Previous match").click()

    number, mark = places[at - 1]
    assert number < 4
    expect(places_on(page)).to_contain_text(f"match {at} of {len(places)}")
    expect(places_on(page)).to_contain_text(f"p. {number}")
    expect(page).to_have_url(re.compile(rf"page={number}\b"))
    expect(page).to_have_url(re.compile(rf"m={mark + 1}\b"))


def test_there_is_nothing_before_the_first_and_after_the_last_page_and_match(page, shelf):
    places = shelf.matches_in("deck-uk", "registrar")
    page.goto("/document?id=deck-uk&page=1")
    expect(page.get_by_role("button", name="Previous page")).to_be_disabled()
    expect(page.get_by_role("button", name="Next page")).to_be_enabled()
    expect(page.get_by_role("button", name="Next match")).to_have_count(0)

    page.goto("/document?id=deck-uk&page=11&q=registrar")
    expect(page.get_by_role("button", name="Next page")).to_be_disabled()

    number, count = places[-1]
    page.goto(f"/document?id=deck-uk&page={number}&q=registrar&m={count}")
    expect(places_on(page)).to_contain_text("match")
    expect(page.get_by_role("button", name="Next match")).to_be_disabled()


def test_the_next_page_is_one_click_away(page):
    page.goto("/document?id=background-report&page=2")
    expect(places_on(page)).to_contain_text("p. ii (PDF 2) of")
    page.get_by_role("button", name="Next page").click()

    expect(places_on(page)).to_contain_text("p. iii (PDF 3) of")
    expect(page.locator(".page-image img")).to_have_attribute("src", re.compile(r"/pages/background-report/3\.png"))
    expect(page).to_have_url(re.compile("page=3"))
    page.get_by_role("button", name="Previous page").click()
    expect(places_on(page)).to_contain_text("p. ii (PDF 2) of")


def test_the_text_of_the_page_and_its_metadata_are_shown(page):
    page.goto("/document?id=deck-uk&page=4&q=registrar")
    page.get_by_text("Text of this page").click()

    expect(page.locator(".page-text mark").first).to_have_text("registrar")
    for words_ in ("Cressida Holloway-Pike", "United Kingdom", "12 October 2023", "invented", "deck-uk.pdf"):
        expect(page.locator(".facts")).to_contain_text(words_)


def test_the_way_back_leads_to_the_results_with_their_filters(page, shelf):
    found = shelf.search("service", {"from": ["DE"]})
    page.goto("/?q=service&from=DE")
    counted(page, found.total_pages, found.total_documents)
    title_of(cards(page).first).click()
    expect(page.locator(".page-image img")).to_be_visible()

    page.go_back()
    counted(page, found.total_pages, found.total_documents)

    page.go_forward()
    page.get_by_role("link", name="Back to the results").click()
    expect(box(page)).to_have_value("service")
    counted(page, found.total_pages, found.total_documents)


def test_an_unknown_document_or_page_is_told_kindly(page):
    for address, problem in (
        ("/document?id=nobody", "There is no document 'nobody'."),
        ("/document", "The address names no document."),
        ("/similar", "The address names no document."),
    ):
        page.goto(address)
        expect(page.get_by_text(f"{problem} Search for it, or open the library.")).to_be_visible()
        expect(page.get_by_role("link", name="Open the library")).to_be_visible()

    for number in ("999", "0", "x", "%C2%B2", "9" * 40):
        page.goto(f"/document?id=deck-uk&page={number}")
        expect(page.locator(".page-image img")).to_be_visible()
        expect(page.get_by_text("This document has 11 pages; page")).to_be_visible()
    page.goto("/document?id=deck-uk&page=12&q=registrar")
    expect(
        page.get_by_text(
            "This document has 11 pages; page 12 was asked for: the link may be of another version. Shown is page 11."
        )
    ).to_be_visible()
    still(page)
    page.get_by_role("button", name="Previous page").click()
    expect(page.locator('[class*="st-key-page-navigation"]')).to_contain_text("p. 10 of 11")
    expect(page.get_by_text("was asked for")).to_have_count(0)
    for view, kept in (("similar", "Pages like p. 11"), ("document", "p. 11 of 11")):
        page.goto(f"/{view}?id=deck-uk&page={'099' if view == 'similar' else '011'}")
        expect(page.get_by_text(kept).first).to_be_visible()
        expect(page.get_by_text("page 099 was asked for")).to_have_count(int(view == "similar"))


def test_a_scanned_page_is_shown_as_it_is(page):
    page.goto("/document?id=scanned-memo&page=1&q=service")

    expect(page.locator(".page-image img")).to_be_visible()
    no_error(page)


def test_an_awaited_document_says_what_to_do(page, shelf):
    awaited = shelf.status().awaited
    if not awaited:
        pytest.skip("the demonstration library awaits nothing")
    page.goto(f"/document?id={awaited[0].id}")

    expect(page.get_by_text("This document is awaited")).to_be_visible()


# Permalinks, groups, pages


def test_the_address_of_a_search_is_a_permalink(page, browser, site, request, tmp_path):
    page.goto("/?q=service")
    pill(page, "from", "Canada").click()
    expect(page).to_have_url(re.compile("from=CA"))
    page.get_by_role("radio", name="Presenters").click()
    expect(page).to_have_url(re.compile("by=presenter"))
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    still(page)
    titles = page.get_by_role("heading", level=3).all_text_contents()
    assert titles

    with opened(browser, request, tmp_path) as other:
        other.goto(page.url)
        expect(other.get_by_role("heading", level=3).first).to_be_visible()
        still(other)
        expect(other.get_by_role("heading", level=3)).to_have_text(titles)
        expect(box(other)).to_have_value("service")
        expect(pill(other, "from", "Canada")).to_have_attribute("aria-pressed", "true")
        expect(other.get_by_role("radio", name="Presenters")).to_be_checked()


def test_the_back_button_goes_back_through_searches(page, shelf):
    page.goto("/?q=registrar")
    first = shelf.search("registrar", {})
    counted(page, first.total_pages, first.total_documents)
    search(page, "privacy")
    second = shelf.search("privacy", {})
    counted(page, second.total_pages, second.total_documents)

    page.go_back()

    expect(page).to_have_url(re.compile("q=registrar"))
    counted(page, first.total_pages, first.total_documents)
    expect(box(page)).to_have_value("registrar")


NAMED = {
    "document": lambda shelf, value: shelf.document(value).title,
    "presenter": lambda _, value: value,
    "from": lambda _, value: country_name(value),
    "about": lambda _, value: country_name(value),
}


@pytest.mark.parametrize(
    ("label", "by"),
    [("Documents", "document"), ("Presenters", "presenter"), ("From country", "from"), ("About country", "about")],
)
def test_results_are_grouped_as_asked_and_a_group_opens_to_all_its_pages(page, shelf, label, by):
    page.goto("/?q=service&language=en")
    page.get_by_role("radio", name=label).click()
    expect(page).to_have_url(re.compile(f"by={by}"))

    groups = shelf.grouped("service", {"language": ["en"]}, by, limit=5).groups

    headings = page.get_by_role("heading", level=3)
    for index, group in enumerate(groups):
        expect(headings.nth(index)).to_have_text(NAMED[by](shelf, group.count.value))
        expect(page.locator(f'[class*="st-key-hit-{_key(group.count.value)}-"]').first).to_be_visible()
    page.get_by_role("button", name=f"All {groups[0].count.pages} pages").first.click()
    counted(page, groups[0].count.pages, groups[0].count.documents)
    expect(page).to_have_url(re.compile(rf"[?&]{by}="))
    expect(page).not_to_have_url(re.compile("by="))
    page.reload()
    counted(page, groups[0].count.pages, groups[0].count.documents)
    page.go_back()
    expect(headings.first).to_have_text(NAMED[by](shelf, groups[0].count.value))


def _key(value: str) -> str:
    return re.sub("[^a-zA-Z0-9_-]", "-", value)


def test_further_results_are_on_further_pages(page, shelf):
    found = shelf.search("service", {}, 30)
    titles = [hit.document.title for hit in found.hits]
    page.goto("/?q=service")
    expect(cards(page)).to_have_count(10)

    page.get_by_role("button", name="Page 2", exact=True).click()

    expect(page).to_have_url(re.compile("p=2"))
    for index, title in enumerate(titles[10:20]):
        expect(title_of(cards(page).nth(index))).to_have_text(title)
    page.get_by_role("navigation", name="Pagination").get_by_role("button", name="Next page").click()
    expect(page).to_have_url(re.compile("p=3"))
    for index, title in enumerate(titles[20:30]):
        expect(title_of(cards(page).nth(index))).to_have_text(title)


@pytest.mark.parametrize(
    "address", ["/?q=service&p=99999", "/?q=service&p=x", "/?q=service&p=%C2%B2", "/?q=service&by=weather"]
)
def test_an_odd_address_shows_results_all_the_same(page, address):
    page.goto(address)

    expect(cards(page).first).to_be_visible()
    no_error(page)


# The library view


def upload(page: Page, name: str, content: bytes) -> None:
    page.goto("/library")
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    page.get_by_role("button", name="Add and ingest").click()


def test_an_upload_is_ingested_and_found_and_searches_go_on_meanwhile(page, browser, site, request, tmp_path, home):
    with opened(browser, request, tmp_path, base_url=site) as other:
        other.goto("/?q=service")
        expect(cards(other).first).to_be_visible()

        upload(
            page,
            "walrus report.pdf",
            pdf(words("The walrus counter opens on Monday."), title="A Report on Walrus Counters"),
        )
        search(other, "delivery")
        expect(cards(other).first).to_be_visible()
        no_error(other)

        expect(page.get_by_text("1 added, 0 updated, 0 removed")).to_be_visible(timeout=INGEST)
        assert (home.corpus / "walrus report.pdf").is_file()
        search(other, "walrus counters")
        expect(title_of(cards(other).first)).to_have_text("A Report on Walrus Counters")
        title_of(cards(other).first).click()
        expect(other.get_by_text("Unreviewed")).to_be_visible()
        expect(other.locator(".page-image img")).to_be_visible()
        other.get_by_role("link", name="Review it").click()
        expect(other.locator(".st-key-review-walrus-report")).to_be_visible()


def test_an_upload_under_a_name_that_is_taken_is_refused(page, home):
    before = (home.corpus / "deck-uk.pdf").read_bytes()

    upload(page, "deck-uk.pdf", pdf(words("other")))

    expect(page.get_by_text("in the corpus already")).to_be_visible()
    assert (home.corpus / "deck-uk.pdf").read_bytes() == before


def test_a_document_with_html_in_title_and_text_is_shown_as_text(page, home, shelf):
    nasty = "<img src=x onerror=alert(1)> <b>bold</b> & *stars* zebra"
    (home.corpus / "nasty.pdf").write_bytes(pdf(words(nasty), title=f"Title {nasty}"))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    shelf.ingest()

    page.goto("/?q=zebra")

    expect(page.locator(".hit-snippet").first).to_contain_text("<img src=x onerror=alert(1)> <b>bold</b>")
    expect(title_of(cards(page).first)).to_have_text(f"Title {nasty}")
    title_of(cards(page).first).click()
    expect(page.get_by_role("heading", level=3).first).to_have_text(f"Title {nasty}")
    expect(page.locator(".page-image img")).to_be_visible()
    page.get_by_text("Text of this page").click()
    expect(page.locator(".page-text")).to_contain_text("<img src=x onerror=alert(1)> <b>bold</b>")
    assert page.locator('img[src="x"]').count() == 0


def test_html_in_a_query_is_shown_as_text(page):
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto("/")
    search(page, "<img src=x onerror=alert(1)> **service** $x$ :red[boo]")

    expect(page.get_by_text("understood as")).to_contain_text("img")
    still(page)
    assert page.locator('img[src="x"]').count() == 0
    expect(box(page)).to_have_value("<img src=x onerror=alert(1)> **service** $x$ :red[boo]")


def test_the_library_tells_documents_and_problems(page, shelf):
    page.goto("/library")

    expect(page.get_by_role("tab", name=re.compile(r"^Documents \(\d+\)"))).to_be_visible()
    open_tab(page, "problems", "Problems")
    expect(page.get_by_role("tabpanel", name=re.compile("^Problems"))).to_be_visible()
    expect(page.get_by_role("tab", name=f"Problems ({len(grouped_problems(shelf.status().failed))})")).to_be_visible()


def test_the_readability_map_shows_every_page_and_opens_it(page, shelf):
    documents = shelf.readability()
    page.goto("/library")
    open_tab(page, "readability", "Readability")

    expect(page).to_have_url(re.compile("tab=readability"))
    cells = page.locator(".map-row .map-cells a")
    expect(cells).to_have_count(sum(len(document.pages) for document in documents))
    titles = page.locator(".map-title")
    expect(titles).to_have_text([document.title for document in documents])
    row = page.locator(".map-row").filter(has=page.get_by_role("link", name="Six Conditions for a Single Window"))
    cell = row.locator(".map-cells a").nth(2)
    expect(cell).to_have_attribute("title", re.compile("^p. .*text of its own, English$"))
    cell.click()
    expect(page).to_have_url(re.compile(r"/document\?id=brief-en&page=3$"))
    expect(page.locator(".page-image img")).to_be_visible()

    page.go_back()
    page.get_by_role("radio", name="Colour by language").click()
    expect(page.locator(".map-legend")).to_contain_text("French")
    expect(page).to_have_url(re.compile("tab=readability&colour=language"))
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table")).to_contain_text("Six Conditions for a Single Window")
    no_error(page)


def test_a_search_says_what_it_cannot_search_and_leads_to_the_map(browser, request, tmp_path):
    (tmp_path / "corpus").mkdir()
    settings = Settings(tmp_path / "corpus", tmp_path / "data")
    (settings.corpus / "good.pdf").write_bytes(pdf(words("A walrus on the ice.")))
    (settings.corpus / "bad.pdf").write_bytes(b"%PDF-1.7 damaged")
    library = Library(settings)
    library.ingest()
    library.close()
    told = "1 document of this selection could not be read."
    with serving(settings) as address, opened(browser, request, tmp_path, base_url=address) as page:
        for view in ("/?q=zeppelin", "/ask?q=Who+flew+the+zeppelin%3F"):
            page.goto(view)
            expect(page.get_by_text("Nothing found")).to_be_visible()
            expect(page.get_by_text(told)).to_be_visible()
        page.goto("/?q=walrus")
        expect(page.get_by_text(told)).to_be_visible()
        page.get_by_role("link", name="Show which").click()
        expect(page.get_by_role("tab", name="Readability (1)")).to_have_attribute("aria-selected", "true")
        expect(page.locator(".map-failure")).to_contain_text("damaged")
        expect(page.locator(".map-row").first).to_contain_text("bad")


def test_an_upload_shows_its_progress_and_then_stands_in_the_map(browser, request, tmp_path):
    (tmp_path / "corpus").mkdir()
    settings = Settings(tmp_path / "corpus", tmp_path / "data")
    with serving(settings) as address, opened(browser, request, tmp_path, base_url=address) as page:
        page.goto("/library")
        bar = page.get_by_role("progressbar")
        many = pdf(*(words(f"The walrus counter number {number} opens") for number in range(400)))
        files = [
            {"name": name, "mimeType": "application/pdf", "buffer": content}
            for name, content in (
                ("walrus.pdf", many),
                ("scan.pdf", pdf(Sheet(picture=True))),
                ("bad.pdf", b"%PDF-1.7"),
            )
        ]
        page.locator('input[type="file"]').set_input_files(files)
        expect(page.get_by_role("button", name="Remove walrus.pdf")).to_be_visible()
        page.get_by_role("button", name="Add and ingest").click()
        expect(bar.or_(page.get_by_text("3 added, 0 updated")).first).to_be_visible()
        expect(page.get_by_text("3 added, 0 updated")).to_be_visible(timeout=INGEST)
        expect(page.get_by_role("alert").filter(has_text="bad.pdf")).to_be_visible()

        open_tab(page, "readability", "Readability")
        rows = page.locator(".map-row")
        expect(rows).to_have_count(3)
        expect(rows.nth(0)).to_contain_text("could not be read")
        expect(rows.filter(has_text="400 pages").locator(".map-cells a")).to_have_count(400)
        expect(page.locator(".map-total")).to_contain_text("1 document could not be read at all")

        open_tab(page, "problems", "Problems")
        page.get_by_role("tabpanel").get_by_role("link", name="bad.pdf").click()
        expect(page.get_by_role("heading", name="bad")).to_be_visible()
        expect(page.get_by_role("alert").filter(has_text="damaged")).to_be_visible()


def test_the_document_view_says_where_a_pages_words_come_from(browser, request, tmp_path):
    (tmp_path / "corpus").mkdir()
    settings = Settings(tmp_path / "corpus", tmp_path / "data")
    (settings.corpus / "deck.pdf").write_bytes(pdf(*(words("One number") for _ in range(4))))
    library = Library(settings)
    library.ingest()
    (known,) = library.documents()
    library.close()
    slides = [
        read(known, 1, "One number\nSay that walruses came first", notes=11),
        read(known, 2, "One number of a walrus", state=PageState.OCR, confidence=0.937),
        read(known, 3, "One numb3r", state=PageState.OCR, confidence=0.4),
        read(known, 4, "\ufffd\ufffd walrus", state=PageState.GARBLED),
    ]
    told = replace(
        known, limits=("This format has no printed page numbers.",), attachments=("figures.xlsx", "letter.docx")
    )
    with WhooshEngine(settings.data).writing() as writer:
        writer.remove(known.id)
        writer.add(told, slides)
    with serving(settings) as address, opened(browser, request, tmp_path, base_url=address) as tab:
        tab.goto("/?q=walrus")
        expect(cards(tab).filter(has_text="in the speaker’s notes")).to_have_count(1)
        expect(cards(tab).filter(has_text="recognised text, confidence 93")).to_have_count(1)
        expect(tab.get_by_text("1 of 4 pages in this selection cannot be searched.")).to_be_visible()

        tab.goto(f"/document?id={known.id}&page=1&q=walrus")
        expect(tab.locator(".notes-rule")).to_be_visible()
        expect(tab.locator(".page-text mark")).to_have_text("walruses")
        expect(tab.get_by_text("figures.xlsx, letter.docx")).to_be_visible()
        expect(tab.get_by_text("This format has no printed page numbers.")).to_be_visible()
        tab.goto(f"/document?id={known.id}&page=2")
        expect(tab.get_by_text("Recognised text, confidence 93\u00a0%")).to_be_visible()
        expect(tab.get_by_role("alert")).to_have_count(0)
        tab.goto(f"/document?id={known.id}&page=3")
        expect(tab.get_by_role("alert")).to_contain_text("Words may be missing or wrong")
        tab.goto(f"/document?id={known.id}&page=4")
        expect(tab.get_by_role("alert")).to_contain_text("garbled")


def read(known, number, text, **facts):
    return PageRecord(known.id, number, str(number), "en", text, width=400.0, height=600.0, **facts)


def reviewing(page: Page, document: str) -> Locator:
    """The document's part of the tab "To review"."""
    open_tab(page, "review", "To review")
    part = page.locator(f".st-key-review-{document}")
    expect(part).to_be_visible()
    return part


def test_an_upload_is_reviewed_and_then_found_by_its_presenter(page, home):
    lines = ("Counting Narwhals", "Presented by Ada Elm", "Ministry of Arctic Affairs, Norway", "21 October 2011")
    texts = [Text(line, 40, 500 - 60 * at, 24 - 4 * min(at, 2)) for at, line in enumerate(lines)]
    upload(page, "narwhals.pdf", pdf(Sheet(texts, width=800), words("The narwhal counter is open.")))
    expect(page.get_by_text("1 added, 0 updated, 0 removed")).to_be_visible(timeout=INGEST)

    part = reviewing(page, "narwhals")
    expect(part.locator(".page-image img")).to_be_visible()
    expect(part.get_by_text("On the title page: “Presented by Ada Elm”")).to_be_visible()
    expect(part.get_by_role("textbox", name="Presenter's country")).to_have_value("Norway")
    part.get_by_role("textbox", name="Presenters").fill("Ada Elm | Tobin Ash")
    part.get_by_role("textbox", name="Kind").fill("presentation")
    part.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("0 added, 1 updated, 0 removed")).to_be_visible(timeout=INGEST)
    expect(part).to_have_count(0)
    no_error(page)
    assert "narwhals.pdf,Counting Narwhals,presentation,Ada Elm | Tobin Ash," in home.catalogue.read_text(
        encoding="utf-8"
    )

    page.goto("/?q=narwhal&presenter=Tobin+Ash&from=NO&year=2011")
    expect(title_of(cards(page).first)).to_have_text("Counting Narwhals")


def test_what_cannot_be_understood_is_told_by_the_document_and_what_is_refused_is_gone(page, home):
    upload(page, "belugas.pdf", pdf(Sheet((Text("Counting the Belugas", 40, 500, 24),)), words("A beluga.")))
    expect(page.get_by_text("1 added, 0 updated, 0 removed")).to_be_visible(timeout=INGEST)
    part = reviewing(page, "belugas")
    part.get_by_role("textbox", name="Date").fill("soon")
    part.get_by_role("button", name="Accept").click()
    expect(part.get_by_text("The date 'soon' is not a date")).to_be_visible()
    part.get_by_role("button", name="Not this").click()
    expect(part).to_have_count(0)
    expect(page.get_by_text("0 added, 1 updated, 0 removed")).to_be_visible(timeout=INGEST)
    assert "belugas.pdf,-," in home.catalogue.read_text(encoding="utf-8")


def test_a_password_given_in_the_page_opens_the_file(page, home):
    upload(page, "orcas.pdf", protected(pdf(words("An orca in the harbour.")), "open sesame"))
    expect(page.get_by_text("1 added, 0 updated, 0 removed")).to_be_visible(timeout=INGEST)
    open_tab(page, "problems", "Problems")
    page.get_by_label("Password that opens it").fill("open sesame")
    page.get_by_role("button", name="Give the password").click()
    expect(page.get_by_text("0 added, 1 updated, 0 removed")).to_be_visible(timeout=INGEST)
    assert (home.data / "passwords.csv").stat().st_mode & 0o777 == 0o600
    expect(page.get_by_text("open sesame")).to_have_count(0)

    page.goto("/?q=orca")
    title_of(cards(page).first).click()
    expect(page.locator(".page-image img")).to_be_visible()
    no_error(page)


def test_re_ingest_says_what_it_did(page):
    page.goto("/library")
    page.get_by_role("button", name="Re-ingest now").click()

    expect(page.get_by_text(re.compile(r"\d+ added, \d+ updated, \d+ removed, \d+ unchanged"))).to_be_visible(
        timeout=INGEST
    )
    no_error(page)


# Asking


def test_a_question_is_answered_with_quotes_that_lead_to_their_page(page):
    page.goto("/ask")
    question = page.get_by_role("textbox", name="Ask the reports and presentations")
    question.fill("What does Tell Us Once do?")
    question.press("Enter")

    expect(page.locator(".quote").first).to_be_visible()
    expect(page).to_have_url(re.compile("q=What"))
    expect(page.get_by_role("button", name=re.compile("^Right")).first).to_be_visible()
    still(page)
    page.locator('[data-testid="stMain"]').locator('a[href*="document?"]').first.click()
    expect(page).to_have_url(re.compile("/document"))
    expect(page.locator('.page-image img:not([src*="part=1"])')).to_be_visible()  # the answer's own show parts of pages


def test_a_question_without_an_answer_says_so(page):
    page.goto("/ask?q=What+is+the+boiling+point+of+mercury%3F")

    expect(page.get_by_text("Nothing found")).to_be_visible()


# Empty states


def test_nothing_found_says_what_to_do(page):
    page.goto("/?q=xylophonist")

    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(page.get_by_text("Try fewer or other words")).to_be_visible()
    expect(cards(page)).to_have_count(0)


def test_words_that_no_page_has_together_show_the_pages_with_most_of_them(page):
    page.goto("/?q=registrar+xylophonist")

    expect(page.get_by_text("No page has all 2 words")).to_be_visible()
    expect(cards(page).first).to_be_visible()


def test_an_empty_library_leads_to_the_library_and_fills_there(browser, request, tmp_path):
    settings = Settings(tmp_path / "corpus", tmp_path / "data")
    settings.corpus.mkdir()
    with serving(settings) as address, opened(browser, request, tmp_path, base_url=address) as page:
        for view in ("/", "/?q=walrus", "/ask?q=walrus", "/document?id=x"):
            page.goto(view)
            expect(page.get_by_text("The library is empty")).to_be_visible()
        page.get_by_role("link", name="Go to the library").click()
        expect(page.get_by_text("Nothing has been ingested yet")).to_be_visible()

        page.get_by_role("button", name="Re-ingest now").click()
        expect(page.get_by_text("0 added, 0 updated")).to_be_visible(timeout=INGEST)
        page.goto("/")
        expect(page.get_by_text("No document can be searched yet")).to_be_visible()

        upload(page, "one.pdf", pdf(words("A walrus on the ice.")))
        expect(page.get_by_text("1 added, 0 updated")).to_be_visible(timeout=INGEST)
        page.goto("/?q=walrus")
        counted(page, 1, 1)


# Keyboard, phone, dark


def tab_to(page: Page, wanted: str, most: int = 150) -> None:
    """Presses Tab until an element that matches the selector has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => !!document.activeElement?.matches(wanted)", wanted):
            return
        passed.append(
            page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent.slice(0, 40)")
        )
    pytest.fail(f"{wanted} cannot be reached with {most} presses of Tab, only {passed}")


def test_a_search_needs_no_mouse(page):
    page.goto("/")
    expect(box(page)).to_be_visible()
    still(page)

    tab_to(page, 'input[type="search"]', 60)
    page.keyboard.type("registrar family")
    page.keyboard.press("Enter")
    expect(cards(page).first).to_be_visible()
    still(page)
    tab_to(page, '[class*="st-key-head-"] a')
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus can be seen"
    page.keyboard.press("Enter")

    expect(page.locator(".page-image img")).to_be_visible()
    still(page)
    before = page.url
    tab_to(page, ".st-key-go-next-match button:enabled, .st-key-go-previous-match button:enabled")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)


VIEWS = {
    "welcome": ("/", "h1"),
    "results": ("/?q=service+delivery", ".hit-snippet mark"),
    "groups": ("/?q=service&by=presenter", ".hit-snippet mark"),
    "frequency by year": ("/?q=service+OR+privacy&often=year&year=2023", ".freq-bar"),
    "frequency by presenter": ("/?q=service+OR+privacy&often=presenter&measure=rate", ".freq-bar"),
    "similar": ("/similar?id=deck-germany&page=5&language=en", ".hit-snippet mark"),
    "document": ("/document?id=background-report&page=9&q=service", ".page-image img"),
    "text": ("/document?id=event-brief&page=1&q=roundtable", ".page-image img"),
    "library": ("/library", '[role="tab"]'),
    "readability": ("/library?tab=readability", ".map-row .map-cells a"),
    "answer": ("/ask?q=What+does+Tell+Us+Once+do%3F", ".quote mark"),
    "answers by country": ("/ask?q=What+does+Tell+Us+Once+do%3F&by=country", ".quote mark"),
    "comparison": ("/compare?q=privacy", ".comparison mark"),
    "comparison of kinds": ("/compare?q=privacy&by=presenter&across=kind", ".comparison mark"),
    "nothing": ("/?q=xylophonist", '[data-testid="stAlert"]'),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_phone_shows_every_view_without_scrolling_sideways(page, view):
    address, wanted = VIEWS[view]
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    expect(page.locator(wanted).first).to_be_visible()
    still(page)

    wide = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll(
                '[data-testid="stMain"], [data-testid="stAppViewContainer"]')]
              .map(e => e.scrollWidth - e.clientWidth)"""
    )
    outside = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] :is(a, button, img, input, p, h1, h2, h3, mark)')]
              .filter(e => e.checkVisibility() && !e.closest('[role="tablist"], [data-testid="stDataFrame"]'))
              .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 200))"""
    )

    assert max(wide) <= 0
    assert outside == []


CONTRASTS = """
() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                       return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const behind = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const low = [];
  const texts = document.createTreeWalker(document.querySelector('[data-testid="stApp"]'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, text = texts.currentNode.data.trim();
    if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest('[data-testid="stPaginationEllipsis"]')) continue;
    if (element.closest('[aria-hidden="true"][translate="no"], :disabled, style, script, [aria-hidden="true"] > svg')) continue;
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
    const ground = behind(element), ink = parse(getComputedStyle(element).color);
    const shown = over([ink[0], ink[1], ink[2], ink[3] * opacity], ground);
    const [a, b] = [light(shown), light(ground)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) low.push([Math.round(contrast * 100) / 100, text.slice(0, 60), element.className]);
  }
  return { low, ground: light(behind(document.querySelector('[data-testid="stMain"]'))) };
}
"""


NAMELESS = """() => [...document.querySelectorAll('[data-testid="stMain"] :is(button, a, input, img)')]
    .filter(e => e.checkVisibility() && !(e.getAttribute('aria-label') || e.textContent.trim()
        || e.alt || e.labels?.length || e.title || e.querySelector('img[alt]')))
    .map(e => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_all_text_is_legible_in_light_and_dark_and_each_control_has_a_name(page, view, scheme):
    address, wanted = VIEWS[view]
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    expect(page.locator(wanted).first).to_be_visible()
    still(page)

    with suppress(Waited):  # colours fade in; what is still pale after ten seconds is told below
        page.wait_for_function(f"() => ({CONTRASTS})().low.length === 0", timeout=10_000)
    seen = page.evaluate(CONTRASTS)

    assert (seen["ground"] < 0.2) == (scheme == "dark")
    assert seen["low"] == [], "WCAG 2.2, 1.4.3: at least 4.5 to 1"
    assert page.evaluate(NAMELESS) == []


# By meaning


@pytest.fixture(scope="module")
def by_meaning(tmp_path_factory):
    """A library whose search by meaning is switched on, with a model of random weights."""
    home = tmp_path_factory.mktemp("by-meaning")
    (home / "corpus").mkdir()
    (home / "corpus" / "report.pdf").write_bytes(pdf(words("tax tax"), words("tax a"), words("tax levy"), words("b")))
    settings = Settings(home / "corpus", home / "data", semantic=str(tiny_bert(home / "tiny", card="")))
    library = Library(settings)
    library.ingest()
    yield library
    library.close()


def test_pages_found_by_meaning_are_marked_and_a_switch_does_without(
    browser, by_meaning, request, tmp_path, monkeypatch
):
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", by_meaning.settings.semantic)
    results = by_meaning.search("levy", {})
    assert results.total_pages == 1
    assert results.pages_by_meaning
    with serving(by_meaning.settings) as address, opened(browser, request, tmp_path, base_url=address) as page:
        page.goto("/?q=levy")

        counted(page, 1, 1)
        expect(page.get_by_text("found by its meaning: these words do not stand")).to_have_count(
            results.pages_by_meaning
        )
        expect(page.get_by_text(re.compile(f"{results.pages_by_meaning} pages? more found by meaning"))).to_be_visible()
        expect(cards(page)).to_have_count(1 + results.pages_by_meaning)

        page.get_by_text("Also by meaning").click()

        expect(page).to_have_url(re.compile(r"[?&]meaning=no"))
        expect(cards(page)).to_have_count(1)
        page.reload()
        expect(cards(page)).to_have_count(1)
        page.get_by_text("Also by meaning").click()
        expect(cards(page)).to_have_count(1 + results.pages_by_meaning)
        expect(page).not_to_have_url(re.compile("meaning="))
        no_error(page)


def test_where_it_is_not_switched_on_there_is_no_switch(page):
    page.goto("/?q=service")

    expect(cards(page).first).to_be_visible()
    still(page)
    expect(page.get_by_text("Also by meaning")).to_have_count(0)
