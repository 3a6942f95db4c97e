"""Terms that are distinctive, not merely frequent: log-odds with an informative prior, on constructed pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from corpora import entry, fill

from core.records import Page, Span
from index.engine import Engine, View
from index.portraits.distinctive import LEAST_Z, PRIOR_WORDS, Passage, distinctive, ratio_of, z_score
from index.portraits.presenter import presenter
from index.portraits.spoken_of import evenly, spoken_of
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine

BASE = "the office opens its counter for service and service again to people of the town "


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def told(view: View, name: str, same: str = "presenter", most: int = 10) -> list[str]:
    document = next(one for one in view.documents.values() if name in one.presenters)
    passages = [whole(view.page(document.id, number)) for number in range(1, len(document.pages) + 1)]
    return [one.text for one in distinctive(view, passages, {same: [name]}, (name,), "", most).terms]


def whole(page: Page) -> Passage:
    return Passage(page, (Span(0, len(page.text)),))


def others(count: int, text: str = BASE, presenters: Sequence[str] = ("Bo Ash",)) -> list:
    return [entry(f"other{n}", text * 3, presenters=presenters) for n in range(count)]


def test_the_score_is_that_of_monroe_colaresi_and_quinn() -> None:
    own, own_all, other, other_all, share = 30, 1_000, 60, 20_000, 90 / 21_000
    prior = PRIOR_WORDS * share
    odds = [
        math.log((count + prior) / (size + PRIOR_WORDS - count - prior))
        for count, size in ((own, own_all), (other, other_all))
    ]
    variance = 1 / (own + prior) + 1 / (other + prior)
    assert z_score(own, own_all, other, other_all, share) == pytest.approx((odds[0] - odds[1]) / variance**0.5)
    assert z_score(30, 1_000, 600, 20_000, 0.03) == pytest.approx(0, abs=1e-9)


def test_a_word_that_all_say_often_is_not_distinctive_and_one_that_is_said_here_alone_is(engine: Engine) -> None:
    own = [BASE * 3 + "ferries and harbours, ferries and boats, ferry " * 4] * 3
    view = fill(engine, entry("own", *own, presenters=("Ada Elm",)), *others(20))
    found = told(view, "Ada Elm")
    assert found[0] == "ferries"
    assert "harbours" in found
    assert not {"service", "office", "the"} & set(found)


def test_of_pages_that_are_all_alike_nothing_stands_out(engine: Engine) -> None:
    view = fill(engine, entry("own", *[BASE * 3] * 3, presenters=("Ada Elm",)), *others(20))
    assert told(view, "Ada Elm") == []


def test_without_pages_of_others_nothing_is_claimed(engine: Engine) -> None:
    view = fill(engine, entry("own", *["ferries sail " * 9] * 3, presenters=("Ada Elm",)))
    assert told(view, "Ada Elm") == []
    assert [one.distinctive for one in presenter(view, "Ada Elm").spoken_of] == []


def test_what_one_page_of_several_repeats_is_no_habit(engine: Engine) -> None:
    view = fill(engine, entry("own", BASE + "gong " * 20, BASE, BASE, presenters=("Ada Elm",)), *others(20))
    assert told(view, "Ada Elm") == []


def test_what_is_said_throughout_stands_before_what_is_said_a_few_times(engine: Engine) -> None:
    pages = [BASE + "ferries sail ferries dock ferries wait. " + ("anchor " if n < 3 else "") for n in range(8)]
    view = fill(engine, entry("own", *pages, presenters=("Ada Elm",)), *others(30))
    found = told(view, "Ada Elm")
    assert found.index("ferries") < (found.index("anchor") if "anchor" in found else len(found))


def test_names_of_presenters_organisations_and_countries_are_no_terms_but_words_like_them_are(engine: Engine) -> None:
    own = [BASE + "Elm Ash Bo Harbour Canada Canada, said ash and harbour ash. " * 3] * 3
    facts = {"presenters": ("Ada Elm",), "organisations": ("Harbour House",), "countries_from": ("CA",)}
    view = fill(engine, entry("own", *own, **facts), *others(20))
    found = [term.text for term in presenter(view, "Ada Elm").terms]
    assert "ash" in found
    assert not {"Elm", "Harbour", "harbour", "Canada", "Bo"} & set(found)


def test_each_language_is_compared_by_itself(engine: Engine) -> None:
    french = entry("own", *["le quai et le bateau, le bateau du quai " * 4] * 3, language="fr", presenters=("Ada Elm",))
    same = entry(
        "alt", *["le guichet et le dossier, le dossier du guichet " * 4] * 9, language="fr", presenters=("Cy Oak",)
    )
    view = fill(engine, french, same, *others(20))
    found = presenter(view, "Ada Elm").terms
    assert {term.text for term in found} == {"bateau", "quai"}
    assert {term.language for term in found} == {"fr"}
    assert all(term.ratio is None and term.z >= LEAST_Z and term.pages == 3 for term in found)


def test_running_heads_are_not_what_somebody_says(engine: Engine) -> None:
    pages = [BASE + "harbour light" for _ in range(3)]
    document, own = entry("own", *[f"Gong Society {text}" for text in pages], presenters=("Ada Elm",))
    running = [Page(p.document, p.number, p.label, p.language, p.text, running=(Span(0, 12),)) for p in own]
    view = fill(engine, (document, running), *others(20))
    assert "Gong" not in told(view, "Ada Elm")


def test_a_ratio_is_per_word_and_none_where_there_is_nothing_to_compare() -> None:
    assert ratio_of(4, 100, 2, 100) == 2
    assert ratio_of(4, 100, 0, 100) is None
    assert ratio_of(0, 0, 2, 100) is None


def test_a_country_is_distinctive_where_others_seldom_speak_of_it(engine: Engine) -> None:
    own = entry("own", *[BASE] * 12, about=[["FJ", "CA"]] * 12, presenters=("Ada Elm",))
    many = [entry(f"o{n}", *[BASE] * 10, about=[["CA"]] * 10, presenters=("Bo Ash",)) for n in range(10)]
    view = fill(engine, own, *many)
    found = {one.code: one for one in spoken_of(view.roster, {"own": range(1, 13)})}
    assert (found["FJ"].distinctive, found["FJ"].ratio) == (True, None)
    assert (found["CA"].distinctive, found["CA"].ratio) == (False, 1)
    few = spoken_of(view.roster, {"own": [1, 2]})
    assert [(one.code, one.distinctive) for one in few] == [("CA", False), ("FJ", False)]


def test_a_sample_is_taken_from_all_over() -> None:
    assert evenly([1, 2, 3], 5) == [1, 2, 3]
    assert evenly(range(100), 4) == [0, 25, 50, 75]
