"""Whose words a query's are: the facets of presenters and their countries, on every engine, and the passage that a hit shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import Entry, ask, entry, fill, found

from answer.ask import ask as answers
from core.interventions import TO_THE_END, floor_on
from core.records import Intervention, Place, Role
from index.engine import Engine, View
from index.frequency import frequency
from index.reference.memory_backend import MemoryEngine
from index.search import Hit, search
from index.store.whoosh_backend import WhooshEngine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def turn(
    first: tuple[int, int],
    last: tuple[int, int],
    *names: str,
    role: Role = Role.SPEAKER,
    countries: tuple[str, ...] = (),
) -> Intervention:
    return Intervention(Place(*first), Place(*last), role, names, names, countries, evidence="A name and a colon")


OPENING = "The chair opens the meeting on harbours. "
ADA = "Ada: The walrus pays the tariff of the harbour. "
BO = "Bo: The seal pays no tariff at all. "
TALK = OPENING + ADA + BO
AT_ADA, AT_BO = len(OPENING), len(OPENING + ADA)


def minutes(**facts: object) -> Entry:
    """Two pages: on the first Ada (Canada) and Bo (Nepal) speak, on the second Bo goes on, and Ada has the last word."""
    turns = (
        turn((1, AT_ADA), (1, AT_BO), "Ada Elm", countries=("CA",)),
        turn((1, AT_BO), (2, 20), "Bo Fir", countries=("NP",)),
        turn((2, 20), (2, TO_THE_END), "Ada Elm", countries=("CA",)),
    )
    facts = {"presenters": ("Secretariat",), "countries_from": ("FR",), "kind": "minutes", "turns": turns, **facts}
    return entry("m", TALK, "And so says a seal. The walrus disagrees with it.", title="", **facts)


def counts(view: View, query: str, facet: str, filters: Mapping[str, Sequence[str]] | None = None) -> dict[str, tuple]:
    return {count.value: tuple(count[1:]) for count in ask(view, query, filters).facets[facet]}


def hits(view: View, query: str, **filters: Sequence[str]) -> tuple[Hit, ...]:
    return search(view, query, filters).hits


def test_a_page_is_that_of_a_presenter_where_the_words_are_theirs(engine: Engine) -> None:
    view = fill(engine, minutes(), entry("deck", "a walrus and a seal", presenters=("Bo Fir",)))
    assert found(view, "seal", presenter=["Ada Elm"]) == []
    assert found(view, "seal", presenter=["Bo Fir"]) == ["deck/1", "m/1", "m/2"]
    assert found(view, "walrus", presenter=["Ada Elm"]) == ["m/1", "m/2"]
    assert found(view, "walrus presenter:Bo") == ["deck/1"]
    assert found(view, "seal from:Nepal") == ["m/1", "m/2"]
    assert found(view, "walrus", **{"from": ["NP"]}) == []
    assert found(view, "tariff -presenter:Ada") == []
    assert found(view, "seal -presenter:Ada") == ["deck/1", "m/1", "m/2"]
    assert found(view, "seal -presenter:Bo") == []


def test_counts_are_of_documents_pages_and_interventions_and_are_what_the_filter_finds(engine: Engine) -> None:
    view = fill(engine, minutes(), entry("deck", "a walrus", "a seal", presenters=("Bo Fir",)))
    assert counts(view, "walrus", "presenter") == {"Ada Elm": (1, 2, 2), "Bo Fir": (1, 1, 1)}
    assert counts(view, "seal", "presenter") == {"Bo Fir": (2, 3, 2)}
    assert counts(view, "walrus OR seal", "from") == {"CA": (1, 2, 2), "NP": (1, 2, 1)}
    assert counts(view, "harbour", "presenter") == {"Ada Elm": (1, 1, 1), "Secretariat": (1, 1, 1)}
    for query in ("walrus", "seal", "tariff", "harbour", '"the tariff"', "wal*", '"walrus tariff"~5', ""):
        for facet in ("presenter", "from"):
            for value, (documents, pages, _) in counts(view, query, facet).items():
                narrowed = ask(view, query, {facet: [value]})
                assert (narrowed.total_documents, narrowed.total_pages) == (documents, pages)


def test_other_facets_count_no_interventions(engine: Engine) -> None:
    assert counts(fill(engine, minutes()), "walrus", "kind") == {"minutes": (1, 2, 0)}


def test_without_words_a_page_is_that_of_all_who_have_words_on_it(engine: Engine) -> None:
    view = fill(engine, minutes())
    assert counts(view, "", "presenter") == {"Ada Elm": (1, 2, 2), "Bo Fir": (1, 2, 1), "Secretariat": (1, 1, 1)}
    assert found(view, "presenter:secretariat") == ["m/1"]
    assert found(view, "presenter:secretariat OR walrus") == ["m/1", "m/2"]


def test_pages_that_are_given_to_others_are_not_their_authors(engine: Engine) -> None:
    talk = turn((1, 0), (2, TO_THE_END), "Ada Elm")
    view = fill(engine, entry("m", "walrus", "walrus", "walrus", presenters=("Bo Fir",), turns=(talk,)))
    assert found(view, "walrus", presenter=["Bo Fir"]) == ["m/3"]
    deck = talk._replace(role=Role.PRESENTER)
    view = fill(
        engine,
        entry("d", "seal", "seal", "seal", kind="presentation", presenters=("Bo Fir",), turns=(deck,)),
        remove=["m"],
    )
    assert found(view, "seal", presenter=["Bo Fir"]) == ["d/3"]
    assert counts(view, "seal", "presenter") == {"Ada Elm": (1, 2, 1), "Bo Fir": (1, 1, 1)}


def test_who_is_reported_is_no_presenter_and_the_words_are_those_of_who_reports(engine: Engine) -> None:
    said = turn((1, 0), (1, 30), "Eve Stone", role=Role.REPORTED, countries=("DE",))
    view = fill(engine, entry("r", "Ms Stone said that the walrus pays.", presenters=("Ada Elm",), turns=(said,)))
    assert counts(view, "walrus", "presenter") == {"Ada Elm": (1, 1, 1)}
    assert found(view, "walrus presenter:stone") == []
    (hit,) = hits(view, "walrus")
    assert hit.speaker == said
    assert hit.voice.presenters == ("Ada Elm",)


def test_who_has_no_name_speaks_for_a_country_and_for_nobody_else(engine: Engine) -> None:
    document, pages = entry("m", "walrus and seal", presenters=("Ada Elm",), countries_from=("CA",))
    view = fill(engine, (replace(document, turns=(turn((1, 0), (1, 6), countries=("NP",)),)), pages))
    assert counts(view, "walrus", "presenter") == {}
    assert counts(view, "walrus", "from") == {"NP": (1, 1, 1)}
    assert counts(view, "seal", "from") == {"CA": (1, 1, 1)}
    (hit,) = hits(view, "walrus")
    assert (hit.speaker, hit.voice.presenters, hit.voice.countries) == (None, (), ("NP",))


def test_a_presenters_turn_is_from_the_documents_country_where_that_is_certain(engine: Engine) -> None:
    own = turn((1, 0), (1, 6), "Ada Elm")
    both = ("Ada Elm", "Bo Fir")
    one = entry("one", "walrus and seal", presenters=both, countries_from=("CA",), turns=(own,))
    several = entry("two", "walrus and seal", presenters=both, countries_from=("CA", "DE"), turns=(own,))
    assert found(fill(engine, one, several), "walrus from:Canada") == ["one/1"]


def test_a_document_without_presenters_is_from_its_countries(engine: Engine) -> None:
    view = fill(engine, entry("a", "walrus", countries_from=("CA",)))
    assert counts(view, "walrus", "from") == {"CA": (1, 1, 0)}


def test_words_of_the_title_stand_where_the_first_page_begins(engine: Engine) -> None:
    document, pages = minutes()
    view = fill(engine, (replace(document, title="Quayside"), pages))
    assert counts(view, "quayside", "presenter") == {"Secretariat": (1, 1, 1)}


def test_the_interventions_of_one_work_are_counted_once(engine: Engine) -> None:
    first, pages = minutes(work="m")
    copy = replace(first, id="n"), [replace(page, document="n") for page in pages]
    view = fill(engine, (first, pages), copy)
    assert counts(view, "walrus", "presenter") == {"Ada Elm": (1, 4, 2)}


def test_words_that_differ_in_accents_alone_are_told_apart_in_each_speakers_words(engine: Engine) -> None:
    text = "Ada: le régional. Bo: un régionale, regional."
    turns = (turn((1, 0), (1, 18), "Ada Elm"), turn((1, 18), (1, TO_THE_END), "Bo Fir"))
    written = entry("f", text, "régional regional", language="fr", title="", turns=turns)
    view, plain = fill(engine, written), fill(MemoryEngine(), written)
    assert counts(view, "régional", "presenter")["Ada Elm"] == (1, 1, 1)
    for query in ("régional", "régionale", "regional", "regio*"):
        assert counts(view, query, "presenter") == counts(plain, query, "presenter")


def test_a_speakers_name_stands_in_for_a_word_on_their_own_pages(engine: Engine) -> None:
    view = fill(
        engine, entry("m", "walrus", "walrus", presenters=("Bo Fir",), turns=(turn((2, 0), (2, 99), "Eve Stone"),))
    )
    assert found(view, "walrus Stone") == ["m/2"]
    assert found(view, "walrus Fir") == ["m/1", "m/2"]


def test_a_presenters_hit_shows_their_own_words(engine: Engine) -> None:
    view = fill(engine, minutes())
    (hit,) = hits(view, "tariff", presenter=["Bo Fir"])
    assert hit.snippet.text == BO.strip()
    assert [mark.of(hit.page.text) for mark in hit.marks] == ["tariff"]
    assert hit.speaker is not None
    assert (hit.speaker.speakers, hit.speaker.countries) == (("Bo Fir",), ("NP",))
    (hit,) = hits(view, "tariff presenter:Ada")
    assert hit.snippet.text == ADA.strip()
    (hit,) = hits(view, "tariff", **{"from": ["NP"]})
    assert hit.snippet.text == BO.strip()


def test_a_snippet_is_one_speakers_words(engine: Engine) -> None:
    view = fill(engine, minutes())
    (hit,) = hits(view, "harbours")
    assert (hit.snippet.text, hit.voice.presenters) == (OPENING.strip(), ("Secretariat",))
    assert hit.speaker is not None
    assert hit.speaker.role == Role.AUTHOR
    assert [hit.snippet.text for hit in hits(view, "", presenter=["Bo Fir"])] == [BO.strip(), "And so says a seal."]


def test_how_often_a_presenter_says_a_word_is_counted_in_their_words(engine: Engine) -> None:
    view = fill(engine, minutes())
    rows = {
        row.value: (row.pages, row.occurrences, row.words) for row in frequency(view, "tariff", {}, "presenter").rows
    }
    assert rows == {"Ada Elm": (1, (1,), 14), "Bo Fir": (1, (1,), 13), "Secretariat": (0, (0,), 7)}


def test_quotes_for_a_presenter_are_their_words(engine: Engine) -> None:
    view = fill(engine, minutes())
    found = answers(view, "Who pays a tariff?", {}, "presenter")
    quoted = {row.value: [quote.text for quote in row.quotes] for row in found.rows}
    assert quoted["Ada Elm"] == [ADA.strip()]
    assert quoted["Bo Fir"] == [BO.strip()]
    assert {quote.presenters for row in found.rows for quote in row.quotes} == {("Ada Elm",), ("Bo Fir",)}


def test_the_floor_of_a_page_is_the_innermost_intervention_everywhere() -> None:
    view = fill(MemoryEngine(), minutes())
    held = [(start, one.speakers if one else None) for start, one in floor_on(view.documents["m"], 1)]
    assert held == [(0, ("Secretariat",)), (AT_ADA, ("Ada Elm",)), (AT_BO, ("Bo Fir",))]
