"""Origin by country spoken of: documents, pages and interventions, the same on both engines."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from corpora import Entry, corpora, entry, fill, filters, queries
from hypothesis import given, settings

from core.records import Intervention, Place, Role
from index.engine import Cell, Crossing, Engine
from index.queries.parser import parse
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path):
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def cells(found: Crossing) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(cell.origin, cell.about): (cell.documents, cell.pages, cell.interventions) for cell in found.cells}


def test_a_page_counts_for_every_country_it_speaks_of_and_once_in_the_totals(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "tax", "tax", about=[["DE", "FR"], ["DE"]], countries_from=("CA",), presenters=("Ada",)),
        entry("b", "tax", about=[[]], countries_from=("CA", "DE"), presenters=("Bo",)),
        entry("c", "seal", about=[["FR"]]),
    )
    found = view.crossed(parse("tax"), {})
    assert cells(found) == {
        ("CA", "DE"): (1, 2, 1),
        ("CA", "FR"): (1, 1, 1),
        ("CA", ""): (1, 1, 1),
        ("DE", ""): (1, 1, 1),
    }
    assert {row.origin: row.pages for row in found.rows} == {"CA": 3, "DE": 1}
    assert {column.about: column.pages for column in found.columns} == {"DE": 2, "FR": 1, "": 1}
    assert found.total == Cell("", "", 2, 3, 2)


def test_turns_count_for_the_country_of_their_speaker(engine: Engine) -> None:
    turns = tuple(
        Intervention(Place(1, at), Place(1, at + 4), Role.SPEAKER, (name,), (name,), (code,))
        for at, name, code in ((0, "Rai", "NP"), (5, "Vuki", "FJ"), (10, "Rai", "NP"))
    )
    minutes = entry("m", "tax, tax, tax, tax", about=[["NP"]], kind="minutes", presenters=("Ida",), countries_from=("DK",),
                    turns=turns)  # fmt: skip
    found = cells(fill(engine, minutes).crossed(parse("tax"), {}))
    assert found == {("DK", "NP"): (1, 1, 1), ("FJ", "NP"): (1, 1, 1), ("NP", "NP"): (1, 1, 2)}


def test_where_nothing_answers_all_is_empty(engine: Engine) -> None:
    view = fill(engine, entry("a", "tax", countries_from=("CA",)))
    assert view.crossed(parse("zebra"), {}) == Crossing((), (), (), Cell("", "", 0, 0, 0))
    assert fill(engine, fresh=True).crossed(parse(""), {}) == Crossing((), (), (), Cell("", "", 0, 0, 0))


def test_filters_hold_but_those_by_country(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "tax", about=[["DE"]], countries_from=("CA",), kind="report"),
        entry("b", "tax", about=[["FR"]], countries_from=("DE",), kind="paper"),
    )
    narrowed = {"from": ["CA"], "about": ["XX"], "kind": ["paper"]}
    assert cells(view.crossed(parse(""), narrowed)) == {("DE", "FR"): (1, 1, 0)}


def test_documents_of_one_work_are_one(engine: Engine) -> None:
    twins = [
        entry(name, "tax", about=[["DE"]], countries_from=("CA",), presenters=("Ada",), work="w") for name in ("a", "b")
    ]
    assert cells(fill(engine, *twins).crossed(parse("tax"), {})) == {("CA", "DE"): (1, 2, 1)}


def test_occurrences_are_counted_on_the_pages_chosen_and_on_all(engine: Engine) -> None:
    view = fill(engine, entry("a", "tax tax taxes", kind="report"), entry("b", "tax seal", language="en"))
    (term,) = view.search(parse("tax"), {}, 0).compiled.leaves[0].stems
    assert view.occurrences([term, "en:nothing"], {"kind": ["report"]}) == {term: (3, 4), "en:nothing": (0, 0)}
    assert view.words({}) == {"en": 5}
    assert view.words({"kind": ["report"]}) == {"en": 3}


@given(corpora(), queries, filters)
@settings(max_examples=60, deadline=None)
def test_both_engines_count_alike(library: list[Entry], query: str, narrowed: dict[str, list[str]]) -> None:
    plain = fill(MemoryEngine(), *library).crossed(parse(query), narrowed)
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        fast = fill(engine, *library)
        found = fast.crossed(parse(query), narrowed)
        words = fast.words(narrowed)
        engine.close()
    assert found == plain
    assert {code: count for code, count in words.items() if count} == {
        code: count for code, count in fill(MemoryEngine(), *library).words(narrowed).items() if count
    }
