"""Words spelled like a query's: which they are, and that every lexicon names the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from corpora import entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Engine, View
from index.queries.compiled import PhraseLeaf, WordLeaf
from index.ranking.feedback import FEEDBACK_TERMS, common_terms
from index.ranking.kindred import MOST_KIN, kindred, written
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from index.words.lexicon import GRAM, grams


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)


def kin(view: View, word: str) -> dict[str, float]:
    """The kin of a German word, each with its share."""
    return dict(kindred(WordLeaf(word, frozenset(), frozenset()), view, ["de"]))


def test_compounds_parts_and_relatives_are_kin_and_others_are_not(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "Maske Schutzmasken Infektion infizieren Haus Straße", language="de", title=""),
        entry("b", "Maske Atemschutzmaske ÉTÉ", language="de", title=""),
    )
    assert kin(view, "Maske") == pytest.approx({"maske": 1, "atemschutzmaske": 3 / 4, "schutzmasken": 2 / 4}, abs=0.26)
    assert next(iter(kin(view, "maske"))) == "maske"
    assert "infizieren" in kin(view, "Infizierte")
    assert "schutzmasken" in kin(view, "Schutz")
    assert kin(view, "Haus") == {"haus": 1.0}
    assert kin(view, "été") == {"ete": 1.0}
    assert kin(view, "x") == kin(view, "") == {}


def test_a_word_that_only_removed_pages_had_is_no_kin(engine: Engine) -> None:
    fill(engine, entry("a", "Pflegekasse", title=""), entry("b", "Pflege", title=""), entry("c", "Pflege", title=""))
    assert "pflegekasse" not in kin(fill(engine, remove=["a"]), "Pflege")


def test_stop_words_have_no_kin_and_are_none(engine: Engine) -> None:
    view = fill(engine, entry("a", "oder ordern Ordnung", language="de", title=""))
    assert "oder" not in kin(view, "ordern")
    assert kindred(WordLeaf("oder", frozenset(), frozenset(["de"])), view, ["de"]) == ()
    assert kindred(PhraseLeaf(("ordern",)), view, ["de"]) == written(PhraseLeaf(("ordern",))) == ()


def test_there_are_ten_at_most_and_the_shorter_come_first(engine: Engine) -> None:
    view = fill(engine, entry("a", " ".join(f"pflege{'x' * n}" for n in range(20)), title=""))
    assert list(kin(view, "pflege"))[:2] == ["pflege", "pflegex"]
    assert len(kin(view, "pflege")) == MOST_KIN


words = st.text(alphabet="abé数x", min_size=1, max_size=8)


@settings(deadline=None, max_examples=40)
@given(st.lists(words, min_size=1, max_size=12), words, st.integers(1, 5))
def test_both_lexicons_count_the_same_shared_runs(having: list[str], word: str, least: int) -> None:
    page = entry("a", " ".join(having), title="")
    sought = grams(word)
    with tempfile.TemporaryDirectory() as folder:
        one, other = fill(MemoryEngine(), page), fill(WhooshEngine(Path(folder)), page)
        assert one.lexicon.sharing(sought, least) == other.lexicon.sharing(sought, least)


@given(st.text(max_size=20))
def test_a_word_has_a_run_for_each_of_its_letters_but_one(word: str) -> None:
    assert all(len(gram) == GRAM for gram in grams(word))
    assert len(grams(word)) <= max(0, len(word) - 1)


def test_common_terms_are_those_of_the_likeliest_pages_and_add_up_to_one() -> None:
    found = common_terms([(9.0, {"en:a": 0.5, "en:b": 0.25}), (1.0, {"en:c": 0.9})])
    assert [term for term, _ in found] == ["en:a", "en:b", "en:c"]
    assert sum(weight for _, weight in found) == pytest.approx(1)
    assert found[0][1] == pytest.approx(2 * found[1][1])
    assert len(common_terms([(0.0, {f"en:{n}": 0.1 for n in range(50)})])) == FEEDBACK_TERMS
    assert common_terms([]) == []
