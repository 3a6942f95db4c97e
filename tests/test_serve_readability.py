"""The readability map in words and JSON: every page accounted for, trouble first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfs import Sheet, pdf, words

from answer.records import Searched
from core.errors import NotFound
from core.records import Document, DocumentState, PageEntry, PageState, Problem
from serve.readability import (
    confidence_of,
    counted_works,
    counts_json,
    language_counts,
    looked_through,
    mapped,
    page_sentence,
    percent,
    readability_json,
    readability_lines,
    runs,
    sheets,
    summary,
    total_counts,
    troubles,
    unreadable_notes,
)

TEXT, OCR, EMPTY = PageState.TEXT, PageState.OCR, PageState.EMPTY
PICTURE, JUNK, BROKEN = PageState.NEEDS_OCR, PageState.GARBLED, PageState.UNREADABLE


def document(identifier: str, states: Sequence[PageState], **facts: object) -> Document:
    pages = tuple(
        PageEntry(str(number), "en" if state.searchable else "und", (), state, 0, 0.9 if state == OCR else None)
        for number, state in enumerate(states, 1)
    )
    return Document(identifier, f"{identifier}.pdf", identifier.title(), pages=pages, **facts)  # type: ignore[arg-type]


FAILED = replace(
    document("lost", (), state=DocumentState.FAILED),
    problems=(Problem("lost.pdf", None, "The file is encrypted.", "Give its password."),),
)


def test_every_page_is_counted_in_its_state() -> None:
    mixed = document("mixed", (TEXT, OCR, OCR, EMPTY, PICTURE, JUNK, BROKEN))
    counts = {"text": 1, "recognised": 2, "empty": 1, "needs OCR": 1, "garbled": 1, "unreadable": 1}
    assert counts_json(mixed) == counts
    assert total_counts([mixed, mixed])[OCR] == 4
    assert counts_json(FAILED) == dict.fromkeys(counts, 0)


def test_neighbours_in_trouble_are_one_run() -> None:
    told = [(run.state, run.name) for run in troubles(document("a", (TEXT, PICTURE, PICTURE, JUNK, TEXT, PICTURE)))]
    assert told == [(PICTURE, "pages 2–3"), (JUNK, "page 4"), (PICTURE, "page 6")]


@given(st.lists(st.sampled_from(PageState), max_size=30))
def test_runs_hold_every_page_once_and_in_order(states: list[PageState]) -> None:
    laid_out = [run.state for run in runs(document("a", states)) for _ in range(run.first, run.last + 1)]
    assert laid_out == states


def test_trouble_stands_first_and_what_is_awaited_is_not_mapped() -> None:
    known = [
        document("clean", (TEXT, EMPTY)),
        document("little", (TEXT, PICTURE)),
        document("awaited", (), state=DocumentState.AWAITED),
        document("much", (JUNK, PICTURE)),
        FAILED,
        document("also clean", (OCR,)),
    ]
    assert [each.id for each in mapped(known)] == ["lost", "much", "little", "also clean", "clean"]


def test_sheets_hold_all_documents_in_order_and_no_more_than_can_be_drawn() -> None:
    sizes = [800, 1, 1, 300, 2_500, 1, 700, 0, 299]
    known = [document(f"d{number}", (TEXT,) * size) for number, size in enumerate(sizes)]
    portions = sheets(known, 3, 1_000)
    assert [each for portion in portions for each in portion] == known
    assert [[len(each.pages) for each in portion] for portion in portions] == [
        [800, 1, 1], [300], [2_500], [1, 700, 0], [299],
    ]  # fmt: skip
    assert sheets([], 3, 1_000) == []


def test_a_page_says_state_confidence_and_language() -> None:
    recognised = PageEntry("xii", "de", (), OCR, 0, 0.937)
    assert page_sentence(14, recognised) == "p. xii (PDF 14): text recognised, confidence 93\u00a0%, German"
    assert page_sentence(3, PageEntry("3", "und", (), PICTURE, 0)) == "p. 3: a picture without text: needs OCR"
    assert page_sentence(3, PageEntry("3", "fr", (), JUNK, 0)) == "p. 3: text garbled", "its language is a guess"


def test_a_share_is_never_rounded_up_to_certainty() -> None:
    assert [percent(share) for share in (1.0, 0.999, 0.93, 0.29, 0.0)] == [
        f"{number}\u00a0%" for number in (100, 99, 93, 29, 0)
    ]


def test_a_document_is_summed_up() -> None:
    assert (
        summary(document("a", (TEXT, OCR, PICTURE)))
        == "3 pages: 1 text, 1 recognised, 1 needs OCR; recognised with confidence 90\u00a0%"
    )
    assert summary(document("a", (TEXT,))) == "1 page: 1 text"
    assert summary(FAILED) == "could not be read"


def test_languages_are_counted_most_first_and_the_unknown_last() -> None:
    known = [document("a", (PICTURE, PICTURE, TEXT)), document("b", (TEXT,))]
    assert list(language_counts(known).items()) == [("en", 2), ("und", 2)]


def test_the_json_has_every_page_and_the_reason_of_a_failure() -> None:
    told = readability_json(document("a", (OCR, JUNK)))
    assert told["confidence"] == 0.9
    assert told["pages"] == [
        {"page": 1, "page_label": "1", "state": "recognised", "searchable": True, "confidence": 0.9, "language": "en"},
        {"page": 2, "page_label": "2", "state": "garbled", "searchable": False, "confidence": None, "language": "und"},
    ]
    assert readability_json(FAILED)["problems"] == ["The file is encrypted. Give its password."]
    assert readability_json(FAILED)["pages"] == []
    assert confidence_of(document("a", (TEXT,))) is None


def test_people_read_troubles_as_ranges_and_one_document_page_by_page() -> None:
    scan = document("scan", (PICTURE,) * 200)
    assert list(readability_lines([scan], every_page=False)) == [
        "scan  Scan: 200 pages: 200 needs OCR",
        "    pages 1–200: a picture without text: needs OCR",
    ]
    assert len(list(readability_lines([scan], every_page=True))) == 201
    assert list(readability_lines([FAILED], every_page=False))[1] == "    The file is encrypted. Give its password."


def test_an_answer_says_what_it_looked_through_and_what_it_could_not() -> None:
    assert looked_through(Searched(17, 1_181, 2, 1)) == "1,181 pages in 17 documents"
    assert looked_through(Searched(1, 1, 0, 0)) == "1 page in 1 document"
    assert unreadable_notes(Searched(17, 181, 0, 0)) == []
    assert unreadable_notes(Searched(17, 181, 2, 1)) == [
        "2 pages of this selection cannot be searched.",
        "1 document of this selection could not be read.",
    ]


def test_the_library_maps_what_it_has_read(empty_library) -> None:
    corpus = empty_library.settings.corpus
    (corpus / "good.pdf").write_bytes(pdf(words("Joint delivery of services in the city"), Sheet()))
    (corpus / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    empty_library.ingest()

    bad, good = empty_library.readability()
    assert (bad.file, bad.pages) == ("bad.pdf", ())
    assert readability_json(bad)["problems"]
    assert [page.state for page in good.pages] == [TEXT, EMPTY]
    assert empty_library.readability(good.id) == [good]
    with pytest.raises(NotFound):
        empty_library.readability("nowhere")


def test_what_results_count_once_is_told_beside_the_number_of_documents():
    assert counted_works(17, 1181, 16) == (
        "17 documents, 1,181 pages to search (16 without translations, earlier versions and copies)"
    )
    assert counted_works(1, 1, 1) == "1 document, 1 page to search"
