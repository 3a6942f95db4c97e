"""Pages like a page: its telling words, who is among them, and that the engines agree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import corpora, entry, fill, filters
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NotFound
from index.engine import Engine, View
from index.reference.memory_backend import MemoryEngine
from index.similar import TELLING_WORDS, Alike, similar, telling
from index.store.whoosh_backend import WhooshEngine

REGISTRARS = "Registrars record births and marriages at the registry"
WALRUSES = "A walrus rests on drifting ice and feeds on clams"


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(engine: Engine) -> View:
    return fill(
        engine,
        entry("a", f"{REGISTRARS}. Births first.", "The registry records marriages", WALRUSES, work="w"),
        entry("copy", f"{REGISTRARS}. Births first.", work="w"),
        entry("b", "Every registrar keeps a registry of births", "Clams and ice", date="2011", work="b"),
        entry("older", "Every registrar keeps a registry of births", date="2010", work="b"),
        entry("c", "Nothing of the kind", "the and of"),
        entry("fr", "Le registre des naissances", language="fr"),
    )


def names(found: tuple[Alike, ...]) -> list[str]:
    return [f"{alike.hit.document.id}/{alike.hit.page.number}" for alike in found]


def test_pages_with_its_telling_words_are_found_elsewhere_and_in_its_own_document(view: View) -> None:
    found = similar(view, "a", 1, {})
    assert names(found.elsewhere) == ["b/1"]
    assert names(found.here) == ["a/2"]


def test_a_page_is_not_like_itself_and_copies_and_versions_are_not_told_twice(view: View) -> None:
    assert names(similar(view, "copy", 1, {}).here) == []
    assert names(similar(view, "copy", 1, {}).elsewhere) == ["b/1"]
    assert names(similar(view, "b", 1, {}).elsewhere) == ["a/1", "a/2"]


def test_it_says_which_words_make_a_page_alike_as_this_page_spells_them(view: View) -> None:
    (alike,) = similar(view, "a", 1, {}).elsewhere
    assert set(alike.words) == {"Registrars", "births", "registry"}
    assert [mark.of(alike.hit.page.text) for mark in alike.hit.marks] == ["registrar", "registry", "births"]


def test_one_rare_word_in_common_makes_no_page_alike(engine: Engine) -> None:
    words = "walrus tusk whisker flipper colony blubber haulout"
    view = fill(engine, entry("a", words), entry("b", f"{words} again"), entry("c", "a walrus in a zoo"))
    assert names(similar(view, "a", 1, {}).elsewhere) == ["b/1"]
    assert names(similar(view, "c", 1, {}).elsewhere) == ["a/1", "b/1"]


def test_filters_apply(view: View) -> None:
    assert names(similar(view, "a", 1, {"year": ["2010"]}).elsewhere) == ["older/1"]
    assert names(similar(view, "a", 1, {"year": ["1999"]}).elsewhere) == []


def test_a_limit_holds_for_both(view: View) -> None:
    assert similar(view, "a", 1, {}, 0).elsewhere == similar(view, "a", 1, {}, 0).here == ()


def test_a_page_of_stop_words_alone_or_without_text_is_like_no_other(engine: Engine) -> None:
    view = fill(engine, entry("a", "the and of", "", "2011 2012"), entry("b", "the and of 2011 2012"))
    for number in (1, 2, 3):
        found = similar(view, "a", number, {})
        assert (found.words, found.elsewhere, found.here) == ((), (), ())


def test_the_telling_words_are_rare_ones_that_stand_often(view: View) -> None:
    weights = telling(view, view.page("a", 1))
    assert weights["en:birth"] > weights["en:registri"]
    assert list(weights.values()) == sorted(weights.values(), reverse=True)
    assert max(weights.values()) == 1.0
    assert not {"en:at", "en:and", "en:the"} & weights.keys()


def test_there_are_at_most_so_many_telling_words(engine: Engine) -> None:
    text = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    view = fill(engine, entry("a", text), entry("b", text), entry("c", "other"))
    assert len(telling(view, view.page("a", 1))) == TELLING_WORDS


def test_pages_of_another_language_are_not_found(view: View) -> None:
    assert names(similar(view, "fr", 1, {}).elsewhere) == []


def test_a_page_that_is_not_there_is_not_found(view: View) -> None:
    with pytest.raises(NotFound):
        similar(view, "a", 9, {})
    with pytest.raises(NotFound):
        similar(view, "nobody", 1, {})


@settings(max_examples=50, deadline=None)
@given(corpora(), st.lists(st.tuples(filters, st.integers(0, 3)), min_size=1, max_size=3))
def test_both_engines_find_the_same(corpus: list, chosen: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        one, other = fill(memory, *corpus), fill(whoosh, *corpus)
        for document, pages in corpus:
            for page in pages:
                weights = telling(one, page)
                assert telling(other, page) == pytest.approx(weights)
                for narrowed, least in chosen:
                    mine, yours = (view.weighted(weights, least, narrowed, 50) for view in (one, other))
                    assert {hit[:2]: round(hit.score, 9) for hit in mine} == {
                        hit[:2]: round(hit.score, 9) for hit in yours
                    }
                    similar(other, document.id, page.number, narrowed)
        whoosh.close()
