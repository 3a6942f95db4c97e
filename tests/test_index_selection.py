"""What of a selection cannot be searched: counted alike by every engine, told with every search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import Entry, ask, entry, fill

from core.records import DocumentState, PageState
from index.engine import Engine, Selection, View
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.selection import selection_notes
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def scanned(identifier: str, *states: PageState, **facts: object) -> Entry:
    """A document with one page of each state; pages that cannot be searched have no language."""
    document, pages = entry(identifier, *("word" if state.searchable else "" for state in states), **facts)  # type: ignore[arg-type]
    told = [
        replace(page, state=state, language=page.language if state.searchable else "und")
        for page, state in zip(pages, states, strict=True)
    ]
    return document, told


TEXT, OCR, EMPTY = PageState.TEXT, PageState.OCR, PageState.EMPTY
PICTURE, JUNK, BROKEN = PageState.NEEDS_OCR, PageState.GARBLED, PageState.UNREADABLE
CORPUS = [
    scanned("memo", PICTURE, TEXT, JUNK, kind="report", presenters=("Ada Elm",), date="2011"),
    scanned(
        "deck", TEXT, OCR, EMPTY, kind="presentation", presenters=("Bo Fir",), date="2012", countries_about=("CA",)
    ),
    scanned("talk", BROKEN, kind="presentation", presenters=("Ada Elm",), countries_about=("CA",)),
    entry("lost", kind="report", state=DocumentState.FAILED),
    entry("awaited", kind="report", state=DocumentState.AWAITED),
]


@pytest.fixture
def view(engine: Engine) -> View:
    return fill(engine, *CORPUS)


def selected(view: View, query: str = "", filters: Mapping[str, Sequence[str]] | None = None) -> Selection:
    return ask(view, query, filters).selection


def test_pages_that_cannot_be_searched_are_counted_over_the_selection_not_over_the_hits(view: View) -> None:
    assert selected(view) == Selection(7, 3, 1)
    assert selected(view, "word") == Selection(7, 3, 1)
    assert selected(view, "zeppelin") == Selection(7, 3, 1)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"kind": ["report"]}, Selection(3, 2, 1)),
        ({"kind": ["presentation"]}, Selection(4, 1, 0)),
        ({"presenter": ["Ada Elm"], "kind": ["presentation"]}, Selection(1, 1, 0)),
        ({"document": ["deck"]}, Selection(3, 0, 0)),
        ({"document": ["lost", "memo"]}, Selection(3, 2, 1)),
        ({"year": ["2012"]}, Selection(3, 0, 0)),
        ({"kind": []}, Selection(7, 3, 1)),
        ({"kind": ["speech"]}, Selection(0, 0, 0)),
    ],
)
def test_filters_by_what_documents_are_leave_out_pages_of_other_documents(
    view: View, filters: Mapping[str, Sequence[str]], wanted: Selection
) -> None:
    assert selected(view, "word", filters) == wanted


def test_a_page_that_cannot_be_read_might_be_in_any_language_and_speak_of_any_country(view: View) -> None:
    assert selected(view, "", {"language": ["en"]}) == Selection(7, 3, 1)
    assert selected(view, "", {"language": ["fr"]}) == Selection(3, 3, 1), "no page is French, but three might be"
    assert selected(view, "", {"about": ["CA"]}) == Selection(6, 3, 1)
    assert selected(view, "", {"about": ["CA"], "kind": ["presentation"]}) == Selection(4, 1, 0)


def test_fields_of_the_query_choose_as_filters_do(view: View) -> None:
    assert selected(view, "word kind:report") == Selection(3, 2, 1)
    assert selected(view, "kind:report") == Selection(3, 2, 1)
    assert selected(view, "presenter:Elm", {"kind": ["presentation"]}) == Selection(1, 1, 0)
    assert selected(view, "word lang:fr") == Selection(3, 3, 1)
    assert selected(view, "word (kind:report OR zeppelin)") == Selection(7, 3, 1), "an alternative chooses nothing"
    assert selected(view, "word about:Nowhere") == Selection(0, 0, 0)


def test_a_document_that_was_mended_is_no_longer_told(engine: Engine) -> None:
    assert selected(fill(engine, *CORPUS)) == Selection(7, 3, 1)
    mended = [scanned("memo", TEXT, TEXT, OCR), scanned("lost", TEXT)]
    assert selected(fill(engine, *mended, remove=["memo", "lost"])) == Selection(8, 1, 0)


def test_every_search_says_what_it_cannot_search(view: View) -> None:
    everything = search(view, "word", {})
    told = ("3 of 7 pages in this selection cannot be searched.", "1 document of this selection could not be read.")
    assert everything.notes == everything.notes_on_selection == told
    assert search(view, "word", {"document": ["deck"]}).notes == ()
    assert search(view, "zeppelin", {"kind": ["presentation"]}).notes == (
        "1 of 4 pages in this selection cannot be searched.",
    )


def test_notes_on_the_query_stand_before_those_on_the_selection(view: View) -> None:
    results = search(view, '"word', {})
    assert len(results.notes_on_query) == 1
    assert results.notes == results.notes_on_query + results.notes_on_selection


def test_numbers_of_one_and_of_thousands_are_told_in_good_english() -> None:
    assert list(selection_notes(Selection(1, 1, 2))) == [
        "1 of 1 page in this selection cannot be searched.",
        "2 documents of this selection could not be read.",
    ]
    (note,) = selection_notes(Selection(25_114, 1_200, 0))
    assert note.startswith("1,200 of 25,114 pages")
