"""The demonstration library: what it must hold, and that every span gives back its text and every box covers its word."""

import csv
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from conftest import HOME

from core.records import DocumentState, PageState, Span
from index.analysis import tokens
from ingest.metadata.catalogue import read_catalogue
from ingest.pdf import pdf_page
from ingest.recognition.tesseract import find_ocr

CATALOGUE = HOME / "corpus" / "catalogue.csv"
PDFS = sorted((HOME / "corpus").glob("*.pdf"))
INVENTED = re.compile(r"invented|fictitious|fictif|fictive|inventée?s|erfunden", re.IGNORECASE)


@pytest.fixture(scope="module")
def pages(demonstration):
    """Every page of the demonstration library that has text, with its document's file."""
    return [
        (document.file, demonstration.page(document.id, number))
        for document in demonstration.documents()
        for number, entry in enumerate(document.pages, 1)
        if entry.state == PageState.TEXT
    ]


def readable(demonstration, kind: str | None = None):
    return [d for d in demonstration.documents() if d.pages and (kind is None or d.kind == kind)]


def test_there_are_fourteen_documents_or_more_and_about_150_pages(demonstration):
    documents = readable(demonstration)

    assert len(documents) >= 14
    assert 140 <= sum(len(document.pages) for document in documents) <= 220
    assert sum(path.stat().st_size for path in PDFS) < 8 * 1024**2


def test_every_file_is_in_the_catalogue_and_the_catalogue_is_without_problems(demonstration):
    catalogue = read_catalogue(CATALOGUE)
    on_disk = {path.name for path in PDFS}

    assert catalogue.problems == ()
    assert on_disk <= {row.file for row in catalogue.rows}
    assert all(document.reviewed for document in demonstration.documents())


def test_the_catalogue_opens_in_a_spreadsheet():
    with CATALOGUE.open(encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))

    assert {len(row) for row in table} == {12}


def test_it_has_documents_of_every_kind(demonstration):
    kinds = Counter(document.kind for document in readable(demonstration))

    assert kinds["presentation"] >= 7
    assert kinds["report"] >= 2
    assert kinds["minutes"] >= 1
    assert kinds["programme"] >= 1
    assert kinds["paper"] >= 1


def test_it_speaks_english_french_and_german(demonstration):
    languages = Counter(document.language for document in readable(demonstration))

    assert languages["en"] > languages["fr"] >= 1
    assert languages["de"] >= 1


def test_the_pages_of_each_language_are_told_as_such(demonstration):
    for document in readable(demonstration):
        told = Counter(entry.language for entry in document.pages if entry.state == PageState.TEXT)
        assert not told or told[document.language] == told.total(), (document.file, told)


def test_it_speaks_of_the_four_countries(demonstration):
    about = {count.value for count in demonstration.search("", {}, 0).facets["about"]}

    assert {"AU", "CA", "DE", "GB"} <= about


def test_the_background_report_has_roman_front_matter_and_an_outline(demonstration):
    labels = [entry.label for entry in demonstration.document("background-report").pages]
    arabic = labels.index("1")

    assert arabic >= 2
    assert all(re.fullmatch("[ivxl]+", label) for label in labels[:arabic])
    assert labels[arabic:] == [str(number) for number in range(1, len(labels) - arabic + 1)]
    outline = pypdf.PdfReader(HOME / "corpus" / "background-report.pdf").outline
    assert len([entry for entry in outline if not isinstance(entry, list)]) >= 4


def test_every_deck_begins_with_a_title_slide_that_names_presenter_and_organisation(demonstration):
    for deck in readable(demonstration, "presentation"):
        slide = " ".join(demonstration.page(deck.id, 1).text.split())
        assert deck.presenters, deck.file
        assert deck.organisations, deck.file
        for name in (*deck.presenters, *deck.organisations):
            assert name in slide, (deck.file, name)


def test_the_minutes_have_speaker_turns_of_several_speakers(demonstration):
    text = "\n".join(demonstration.page("minutes", n).text for n in range(1, 7))
    speakers = {name for d in demonstration.documents() for name in d.presenters if name.split()[-1] in text}

    assert len(speakers) >= 4


def test_the_two_column_paper_is_read_column_by_column(demonstration):
    path = HOME / "corpus" / "paper-wraparound.pdf"
    page = demonstration.page("paper-wraparound", 3)
    words = [span for word, _, span in tokens(page.text) if word.isalpha()]
    boxes = [found[0] for found in pdf_page.boxes(path, 3, page.text, words)]
    sides = [box.x1 <= page.width / 2 + 5 for box in boxes]

    assert 0.25 < sum(sides) / len(sides) < 0.75, "the page has two columns"
    assert sum(one != other for one, other in pairwise(sides)) <= 6, "and is not read across them"


def test_the_english_and_french_editions_have_the_same_sections(demonstration):
    english, french = demonstration.document("brief-en"), demonstration.document("brief-fr")

    assert (english.language, french.language) == ("en", "fr")
    assert len(english.pages) == len(french.pages)
    assert english.presenters == french.presenters


def test_the_scan_is_pictures_only_and_is_recognised_or_told_as_needing_ocr(demonstration, demonstration_report):
    document = demonstration.document("scanned-memo")

    assert all(not page.extract_text().strip() for page in pypdf.PdfReader(HOME / "corpus" / document.file).pages)
    told = [problem for problem in demonstration_report.failed if problem.file == document.file]
    if find_ocr().ready:
        assert (document.state, told) == (DocumentState.READY, [])
        assert {entry.state for entry in document.pages} == {PageState.OCR}
        assert all(entry.confidence > 0.7 and entry.length > 100 for entry in document.pages)
    else:
        assert document.state == DocumentState.NEEDS_OCR
        assert {entry.state for entry in document.pages} == {PageState.NEEDS_OCR}
        assert [problem.page for problem in told] == list(range(1, len(document.pages) + 1))
        assert all("needs OCR" in problem.problem and "nstall" in problem.remedy for problem in told)


def test_nothing_but_the_scan_has_a_problem(demonstration_report):
    assert {problem.file for problem in demonstration_report.failed} <= {"scanned-memo.pdf"}


def test_invented_presenters_say_so_in_the_catalogue_and_on_the_document(demonstration):
    for document in readable(demonstration):
        if document.id == "event-brief":
            continue  # written from the facts of a public page
        assert "invented" in document.note, document.file
        if document.state == DocumentState.READY:
            text = " ".join(demonstration.page(document.id, n).text for n in range(1, len(document.pages) + 1))
            assert INVENTED.search(text), document.file


def test_the_event_brief_puts_no_words_into_a_presenters_mouth(demonstration):
    brief = demonstration.document("event-brief")

    assert len(brief.pages) == 2
    assert brief.presenters == ()


@pytest.mark.parametrize(
    "words",
    ["Kernaghan", "Karen Jackson", "Guy Gordon", "Gafuik", "Steele", "Rodrigue", "Langford", "wrap-around services"],
)
def test_a_search_for_the_roundtables_presenters_and_themes_finds_the_event_brief(demonstration, words):
    hits = demonstration.search(words, {}, 100).hits

    assert "event-brief" in {hit.document.id for hit in hits}


def test_the_catalogue_awaits_the_documents_that_the_event_page_names(demonstration):
    awaited = [d for d in demonstration.documents() if d.state == DocumentState.AWAITED]
    people = {name for document in awaited for name in document.presenters}

    assert {"Tony Dean", "Marie Boutilier", "Kenneth Kernaghan", "Karen Jackson", "Guy Gordon"} <= people
    assert {"John Langford", "Leslie Seidle", "Pierre Rodrigue", "Myriam Cyr", "Richard Steele"} <= people
    assert {document.date for document in awaited} == {"2011-10-21"}


def test_every_token_and_mark_gives_back_its_text(demonstration, pages):
    assert len(pages) > 140
    for file, page in pages:
        for word, _, span in tokens(page.text):
            written = re.sub("[\u00ad\n]", "", span.of(page.text)).lower()
            assert word in (written, re.sub("[-‐‑]", "", written)), (file, page.number, span)
    for query in ("service", "prestation", "Leistung*", '"tell us once"', "co-operation OR counter"):
        for hit in demonstration.search(query, {}, 1_000).hits:
            snippet = hit.snippet
            assert snippet.span.of(hit.page.text) == snippet.text
            assert hit.marks or hit.page.number == 1, "words about a document count on its first page"
            assert [Span(m.start + snippet.span.start, m.end + snippet.span.start) for m in snippet.marks] == [
                mark for mark in hit.marks if snippet.span.start <= mark.start and mark.end <= snippet.span.end
            ]


def test_every_box_lies_on_its_page_and_covers_its_word_and_no_other(pages):
    seen = 0
    for file, page in pages:
        path = HOME / "corpus" / file
        spans = [span for _, _, span in tokens(page.text)]
        found = pdf_page.boxes(path, page.number, page.text, spans)
        assert len(found) == len(spans)
        written, across, down = _letters_on(path, page.number)
        for span, boxes in zip(spans, found, strict=True):
            assert boxes, (file, page.number, span.of(page.text))
            covered = ""
            for box in boxes:
                assert 0 <= box.x0 < box.x1 <= page.width
                assert 0 <= box.top < box.bottom <= page.height
                inside = (across > box.x0) & (across < box.x1) & (down > box.top) & (down < box.bottom)
                covered += "".join(written[inside])
            assert covered == _letters(span.of(page.text)), (file, page.number, boxes)
            seen += 1
    assert seen > 30_000


def _letters_on(path, number: int):
    """Every letter and digit of a page and where its middle is, top left origin: asked of pdfium without our offsets."""
    with pypdfium2.PdfDocument(path) as document:
        height, textpage = document[number - 1].get_height(), document[number - 1].get_textpage()
        units = [chr(pdfium.FPDFText_GetUnicode(textpage, n)) for n in range(textpage.count_chars())]
        kept = [(unit, textpage.get_charbox(n)) for n, unit in enumerate(units) if unit.isalnum()]
        textpage.close()
    middles = np.array([((left + right) / 2, height - (low + high) / 2) for _, (left, low, right, high) in kept])
    return np.array([letter for letter, _ in kept]), middles[:, 0], middles[:, 1]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
