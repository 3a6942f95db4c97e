"""How often words stand per value of a facet, on every engine, and that the engines agree."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from corpora import ask, corpora, counted, entries_of, entry, fill, filters, queries
from hypothesis import given, settings
from hypothesis import strategies as st

from core.records import Span
from index.arrays.leaves import LeafStore
from index.arrays.occurrences import Looked, count_by
from index.arrays.page_table import PageTable
from index.engine import COUNTED, Engine, View
from index.frequency import PER_WORDS, Frequencies, frequency, rate, series_of
from index.queries.parser import parse
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.store.whoosh_backend import WhooshEngine
from index.store.whoosh_codec import NO_POSTINGS


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(engine: Engine) -> View:
    return fill(
        engine,
        entry("a", "Service and services for all", "nothing else", date="2010", presenters=("Ada Elm",)),
        entry("b", "one service in many many words here", "window", date="2012", presenters=("Bo Ash", "Ada Elm")),
        entry("c", "counter", date="2012", presenters=("Cy Oak",)),
        entry("d", "quiet", date="2013", presenters=("Cy Oak",)),
    )


def rows(found: Frequencies) -> dict[str, tuple[int, int, tuple[int, ...], int]]:
    return {row.value: (row.documents, row.pages, row.occurrences, row.words) for row in found.rows}


def test_occurrences_are_counted_on_the_pages_that_answer_and_words_on_all(view: View) -> None:
    found = frequency(view, "service", {}, "year")
    assert found.series == ("service",)
    assert rows(found) == {"2010": (1, 1, (2,), 7), "2012": (1, 1, (1,), 9), "2013": (0, 0, (0,), 1)}
    assert [row.value for row in found.rows] == ["2010", "2012", "2013"]


def test_those_with_most_occurrences_stand_first(view: View) -> None:
    assert [row.value for row in frequency(view, "service", {}, "presenter").rows] == ["Ada Elm", "Bo Ash", "Cy Oak"]


def test_what_a_search_notes_on_its_query_is_noted_here_too(view: View) -> None:
    for query in ("service walrus", "service p*", "service from:Nowhere OR window", "servise~", "window OR service"):
        told = [note for note in search(view, query, {}).notes_on_query if "all pages are shown" not in note]
        assert list(frequency(view, query, {}, "year").notes) == told
    assert frequency(view, "service walrus", {}, "year").notes[0].startswith("No page has all 2 words.")
    assert frequency(view, "service counter", {"year": ["2012"]}, "year").notes == (
        search(view, "service counter", {"year": ["2012"]}).notes_on_query
    )
    assert (
        frequency(view, "service from:Nowhere", {}, "year").notes[0].startswith("“Nowhere” is no country that is known")
    )


def test_alternatives_are_counted_apart(view: View) -> None:
    found = frequency(view, "service OR (window OR counter)", {}, "year")
    assert found.series == ("service", "window or counter")
    assert rows(found)["2012"] == (2, 3, (1, 2), 9)


def test_the_counts_agree_with_those_of_the_search(view: View) -> None:
    for facet in COUNTED:
        found = frequency(view, "service OR counter", {}, facet)
        there = {row.value: (row.documents, row.pages) for row in found.rows if row.pages}
        assert there == counted(ask(view, "service OR counter"), facet)


def test_a_chosen_value_leaves_the_others_to_be_chosen(view: View) -> None:
    assert rows(frequency(view, "service", {"year": ["2010"]}, "year")).keys() == {"2010", "2012", "2013"}
    assert rows(frequency(view, "service", {"year": ["2010"]}, "presenter")) == {"Ada Elm": (1, 1, (2,), 7)}


def test_a_field_of_the_query_chooses_whose_words_are_counted(view: View) -> None:
    assert rows(frequency(view, "service year:2012", {}, "presenter"))["Ada Elm"] == (1, 1, (1,), 8)


def test_phrases_and_prefixes_are_counted_where_they_stand(view: View) -> None:
    assert rows(frequency(view, '"many words"', {}, "document")) == {
        "a": (0, 0, (0,), 7), "b": (1, 1, (1,), 8), "c": (0, 0, (0,), 1), "d": (0, 0, (0,), 1),
    }  # fmt: skip
    assert rows(frequency(view, "serv*", {}, "language"))["en"][2] == (3,)


def test_words_of_running_heads_do_not_count_as_occurrences(engine: Engine) -> None:
    document, (page,) = entry("a", "walrus\nwalrus")
    view = fill(engine, (document, [replace(page, running=(Span(0, 6),))]))
    assert rows(frequency(view, "walrus", {}, "document")) == {"a": (1, 1, (1,), 2)}


def test_a_query_without_words_has_nothing_to_count(view: View) -> None:
    found = frequency(view, "year:2012", {}, "presenter")
    assert frequency(view, "", {}, "year").series == ()
    assert all(sum(row.occurrences) == 0 for row in found.rows)


def test_a_rate_is_so_many_in_ten_thousand_words() -> None:
    assert rate(3, 60_000) == pytest.approx(0.5)
    assert rate(3, 0) == 0.0
    assert PER_WORDS == 10_000


def test_many_alternatives_are_counted_together() -> None:
    assert len(series_of(parse("a1 OR b1 OR c1"))) == 3
    assert len(series_of(parse(" OR ".join(f"w{n}" for n in range(20))))) == 1
    assert len(series_of(parse("a1 b1"))) == 1


@settings(max_examples=60, deadline=None)
@given(corpora(), st.lists(st.tuples(queries, filters, st.sampled_from(COUNTED)), min_size=1, max_size=6))
def test_both_engines_count_the_same(corpus: list, asked: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        one, other = fill(memory, *corpus), fill(whoosh, *corpus)
        for text, chosen, facet in asked:
            assert frequency(one, text, chosen, facet) == frequency(other, text, chosen, facet)
        whoosh.close()


def test_counting_by_document_takes_memory_by_the_pages_not_by_documents_squared() -> None:
    many = 4_000
    written = [entry(f"d{number:04}", "word", title="", work=f"d{number // 2 * 2:04}") for number in range(many)]
    documents = {document.id: replace(document, pages=entries_of(document, pages)) for document, pages in written}
    table = PageTable(documents, {identifier: np.array([row]) for row, identifier in enumerate(documents)}, many)
    store = LeafStore(table, lambda _: NO_POSTINGS, lambda _: NO_POSTINGS, lambda _: [], lambda _: [], 1)
    tracemalloc.start()
    try:
        found = count_by(table, store, Looked(table.live, table.live), (), "document")
        assert tracemalloc.get_traced_memory()[1] < many**2 / 4
    finally:
        tracemalloc.stop()
    assert [(row.value, row.documents, row.pages) for row in found] == [(name, 1, 1) for name in sorted(documents)]
    assert (
        sum(row.documents for row in count_by(table, store, Looked(table.live, table.live), (), "language")) == many / 2
    )
