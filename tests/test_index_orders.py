"""In which order results stand: by date, presenter and title, on every engine; what is not known stands last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import ask, entry, fill, ranked

from core.records import Document
from index.engine import Engine
from index.queries.reading import ORDERS
from index.ranking.orders import name_key, places, title_key
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def test_results_stand_newest_first_or_oldest_first_and_those_without_a_date_last(engine: Engine) -> None:
    dates = {"a": "2011", "b": "", "c": "2011-10-21", "d": "2012-01", "e": "2011-10", "f": "undated"}
    view = fill(engine, *(entry(name, "word", date=date) for name, date in dates.items()))
    assert ranked(view, "word", order="date") == ["d/1", "c/1", "e/1", "a/1", "b/1", "f/1"]
    assert ranked(view, "word", order="oldest") == ["a/1", "e/1", "c/1", "d/1", "b/1", "f/1"]


def test_results_stand_by_the_family_name_of_the_first_presenter(engine: Engine) -> None:
    people = {
        "a": ("Zoë Abel",), "b": ("Ada Zorn", "Ada Abel"), "c": (), "d": ("Éric Élan",), "e": ("Dahl, Jo",),
        "f": ("Service Canada",), "g": ("Max Muster, PhD",),
    }  # fmt: skip
    view = fill(
        engine,
        *(entry(name, "word", presenters=names, organisations=("Service Canada",)) for name, names in people.items()),
    )
    assert ranked(view, "word", order="presenter") == ["a/1", "e/1", "d/1", "g/1", "f/1", "b/1", "c/1"]


def test_results_stand_by_title_as_a_reader_spells(engine: Engine) -> None:
    titles = {"a": "Öffnung", "b": "“Offen”", "c": "Report 10", "d": "report 2", "e": "", "f": "Ökonomie"}
    view = fill(engine, *(entry(name, "word", title=title) for name, title in titles.items()))
    assert ranked(view, "word", order="title") == ["b/1", "a/1", "f/1", "d/1", "c/1", "e/1"]


def test_among_equals_the_best_page_stands_first(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "word rest rest", "word word word", date="2011"),
        entry("b", "word word rest", date="2011"),
        entry("c", "word", date="2012"),
    )
    assert ranked(view, "word", order="date") == ["c/1", "a/2", "b/1", "a/1"]


def test_where_words_were_let_go_the_chosen_order_stands_before_how_many_a_page_has(engine: Engine) -> None:
    view = fill(
        engine, entry("a", "red green rest", date="2010"), entry("b", "red rest rest", date="2012"), entry("c", "blue")
    )
    assert ask(view, "red green blue").relaxed == (2, 3)
    assert ranked(view, "red green blue")[0] == "a/1"
    assert ranked(view, "red green blue", order="date") == ["b/1", "a/1", "c/1"]


@pytest.mark.parametrize("order", ORDERS)
def test_every_slice_is_a_slice_of_its_order(engine: Engine, order: str) -> None:
    view = fill(
        engine,
        *(
            entry(f"d{n:02}", "word " * (n % 5 + 1), "word", title=f"T{n % 3}", date=("", "2011", "2012")[n % 3])
            for n in range(20)
        ),
    )
    whole = ranked(view, "word", order=order)
    assert len(set(whole)) == 40
    for limit, offset in ((1, 0), (3, 3), (7, 35), (10, 38), (5, 40), (40, 0)):
        assert ranked(view, "word", limit=limit, offset=offset, order=order) == whole[offset : offset + limit]


def test_in_the_order_of_relevance_no_document_stands_before_another() -> None:
    documents = [Document("a", "a.pdf", "B", date="2011"), Document("b", "b.pdf", "A")]
    assert places(documents, "relevance") == {"a": 0, "b": 0}
    assert places(documents, "title") == {"a": 1, "b": 0}


def test_case_and_accents_make_no_place_of_their_own() -> None:
    assert title_key("ÉLAN vital") == title_key("Elan  Vital")
    assert name_key("Jörg MÜLLER") == name_key("Jorg Muller")
