"""What each country and presenter has of a query's pages, by year, on every engine; and that the engines agree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import corpora, entry, fill, filters, queries
from hypothesis import given, settings
from hypothesis import strategies as st

from index.coverage import COVERED_BY, UNDATED, Coverage, coverage
from index.engine import COUNTED, Count, Engine, View
from index.queries.parser import parse
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(engine: Engine) -> View:
    two = (("CA", "DE"), ("CA",))
    return fill(
        engine,
        entry("a", "service", "service", about=two, date="2010", presenters=("Ada Elm",), countries_from=("CA",)),
        entry("b", "service", "counter", about=two, date="2012", presenters=("Bo Ash", "Ada Elm"), work="w"),
        entry("c", "service", about=(("DE",),), date="2013", presenters=("Cy Oak",), work="w"),
        entry("d", "service", "service", about=((), ("CA",))),
    )


def rows(found: Coverage) -> dict[str, tuple[int, int, dict[str, tuple[int, int]]]]:
    return {
        row.total.value: (row.total.documents, row.total.pages, {y: (c.documents, c.pages) for y, c in row.by_year.items()})
        for row in found.rows
    }  # fmt: skip


def test_each_country_has_its_documents_and_pages_in_all_and_by_year(view: View) -> None:
    found = coverage(view, "service", {}, "about")
    assert rows(found) == {
        "CA": (3, 4, {"2010": (1, 2), "2012": (1, 1), UNDATED: (1, 1)}),
        "DE": (2, 3, {"2010": (1, 1), "2012": (1, 1), "2013": (1, 1)}),
    }
    assert [row.total.value for row in found.rows] == ["CA", "DE"]
    assert found.years == ("2010", "2012", "2013", UNDATED)
    assert (found.total_documents, found.total_pages, found.without) == (3, 6, 1)


def test_a_presenter_has_what_was_said_whatever_the_country(view: View) -> None:
    found = coverage(view, "service", {}, "presenter")
    assert rows(found)["Ada Elm"] == (2, 3, {"2010": (1, 2), "2012": (1, 1)})
    assert found.without == 2


def test_filters_by_year_leave_the_columns_of_these_years(view: View) -> None:
    found = coverage(view, "service", {"year": ["2012", "2013"]}, "about")
    assert found.years == ("2012", "2013")
    assert rows(found)["DE"] == (1, 2, {"2012": (1, 1), "2013": (1, 1)})
    assert {count.value for count in found.facets["year"]} == {"2010", "2012", "2013"}, "the others can be chosen"


def test_a_chosen_country_leaves_the_others_to_be_chosen(view: View) -> None:
    found = coverage(view, "service", {"about": ["DE"]}, "about")
    assert rows(found).keys() == {"CA", "DE"}
    assert (found.total_pages, found.without) == (3, 0)
    assert rows(coverage(view, "service", {"about": ["DE"]}, "from")) == {"CA": (1, 1, {"2010": (1, 1)})}


def test_without_words_the_whole_library_is_covered(view: View) -> None:
    assert rows(coverage(view, "", {}, "about"))["CA"][:2] == (3, 5)


def test_nothing_found_tells_what_was_looked_through(view: View) -> None:
    found = coverage(view, "walrus", {}, "about")
    assert (found.rows, found.years, found.total_pages, found.selection.pages) == ((), (), 0, 7)


def test_what_a_search_notes_is_noted_here_too(view: View) -> None:
    for query in ("service walrus", "service from:Nowhere", "servise~"):
        found = coverage(view, query, {}, "about")
        assert found.notes == tuple(n for n in search(view, query, {}).notes if "all pages are shown" not in n)
        assert (*found.notes_on_query, *found.notes_on_selection) == found.notes


def test_two_facets_can_be_crossed(view: View) -> None:
    found = view.apart(parse("service"), {}, "about", "from")
    assert found == {"CA": (Count("CA", 1, 2), Count("DE", 1, 1)), "": (Count("CA", 2, 2), Count("DE", 1, 2))}


@settings(max_examples=60, deadline=None)
@given(
    corpora(),
    st.lists(
        st.tuples(queries, filters, st.sampled_from(COVERED_BY), st.sampled_from(COUNTED)), min_size=1, max_size=5
    ),
)
def test_both_engines_cover_the_same(corpus: list, asked: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        one, other = fill(memory, *corpus), fill(whoosh, *corpus)
        for text, chosen, by, facet in asked:
            assert coverage(one, text, chosen, by) == coverage(other, text, chosen, by)
            both = [view.apart(parse(text), chosen, facet, by) for view in (one, other)]
            assert both[0] == both[1]
        whoosh.close()
