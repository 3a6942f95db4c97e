"""The lexicon: the stored one says what the plain one says, after adding, removing, describing and merging."""

from __future__ import annotations

import string
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from corpora import WORDS, corpora, entries, entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

import index.store.gathered_rows as gathered_rows
import index.store.whoosh_writer as whoosh_writer
from core.errors import IndexUnusable
from core.records import Page, Span
from index.analysis import fold
from index.engine import Engine
from index.reference.memory_backend import MemoryEngine
from index.store.segment_lexicon import Row, SegmentLexicon, dump_rows, key_of
from index.store.stored_lexicon import StoredLexicon
from index.store.whoosh_backend import WhooshEngine
from index.words.edits import distance, distances
from index.words.lexicon import Entry, Lexicon, WordList, listed


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path):
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def facts(found: Sequence[Entry]) -> list[tuple[str, str, str, int]]:
    """Entries without their spelling."""
    return [(entry.word, entry.language, entry.term, entry.pages) for entry in found]


def everything(lexicon: Lexicon) -> Sequence[Entry]:
    return sorted(lexicon.beginning("", 10_000))


# What an entry says


def test_an_entry_is_a_word_in_one_language_with_its_most_usual_spelling(engine: Engine) -> None:
    view = fill(
        engine,
        entry("a", "Häuser und Häuser", "häuser Haus", language="de"),
        entry("b", "OECD says houses", "the OECD", language="en"),
        entry("c", "hauser", language="en"),
    )
    assert view.lexicon.entries("hauser") == [
        Entry("hauser", "de", "de:haus", "Häuser", 2), Entry("hauser", "en", "en:hauser", "hauser", 1),
    ]  # fmt: skip
    assert view.lexicon.entries("oecd")[0].spelling == "OECD"
    assert view.lexicon.entries("nothing") == []
    assert [found.word for found in view.lexicon.family("de:haus")] == ["hauser", "haus"]
    assert [found.word for found in view.lexicon.beginning("ha", 2)] == ["hauser", "haus"]
    assert [found.word for found in view.lexicon.containing("aus", "de")] == ["haus", "hauser"]


def test_a_word_near_another_is_found_in_every_language_or_in_one(engine: Engine) -> None:
    view = fill(engine, entry("a", "Kramer kram cramer", language="de"), entry("b", "Kramer Kroemer", language="en"))
    assert [(found.word, found.language) for found in view.lexicon.near("krammer", 1)] == [
        ("kramer", "de"), ("kramer", "en"),
    ]  # fmt: skip
    assert [found.word for found in view.lexicon.near("krammer", 2, "de")] == ["kramer", "cramer"]
    assert [found.word for found in view.lexicon.near("krmaer", 1, "en")] == ["kramer"]
    assert view.lexicon.near("", 0) == []


def test_a_word_stands_on_the_pages_that_are_there_now(engine: Engine) -> None:
    fill(engine, entry("a", "walrus seal", "walrus"), entry("b", "Walrus", language="de"))
    assert engine.view().standing("walrus") == 3
    view = fill(engine, remove=["a"])
    assert (view.standing("walrus"), view.standing("seal")) == (1, 0)


def test_running_heads_are_no_words_of_the_lexicon(engine: Engine) -> None:
    document, (page, *_) = entry("a", "Head\nword")
    view = fill(engine, (document, [replace(page, running=(Span(0, 4),))]))
    assert [found.word for found in everything(view.lexicon)] == ["word"]


# The stored one against the plain one


@settings(max_examples=60, deadline=None)
@given(first=corpora(), second=corpora(3), band=st.sampled_from((1, 7, 1_000_000)))
def test_both_lexicons_are_equal_while_nothing_is_removed(first, second, band) -> None:
    plain = MemoryEngine()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathered_rows, "_BAND", band)
        stored = WhooshEngine(Path(folder))
        fresh = [other for other in second if other[0].id not in {own[0].id for own in first}]
        for engine in (plain, stored):
            fill(engine, *first)
            fill(engine, *fresh)
        assert_same_lexicons(stored.view().lexicon, plain.view().lexicon)
        stored.close()


def assert_same_lexicons(stored: Lexicon, plain: Lexicon) -> None:
    found = everything(stored)
    assert facts(found) == facts(everything(plain))
    assert all(fold(entry.spelling)[:64] == entry.word or len(entry.word) > 60 for entry in found)
    for word in (*map(fold, WORDS), "servces", "x", "", "häus"):
        assert facts(stored.entries(word)) == facts(plain.entries(word))
        for most in (0, 1, 3, 100):
            assert facts(stored.beginning(word[:2], most)) == facts(plain.beginning(word[:2], most))
        for language in ("en", "de", "zz"):
            assert facts(stored.containing(word[1:4], language)) == facts(plain.containing(word[1:4], language))
        for edits in (0, 1, 2):
            assert facts(stored.near(word, edits)) == facts(plain.near(word, edits))
            assert facts(stored.near(word, edits, "fr")) == facts(plain.near(word, edits, "fr"))
    for each in found:
        assert facts(stored.family(each.term)) == facts(plain.family(each.term))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4).flatmap(lambda n: entries(f"doc{n}")), st.booleans()), max_size=10))
def test_no_word_is_missing_after_any_changes_and_merges(changes) -> None:
    plain = MemoryEngine()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh_writer, "_MANY", 2)
        stored = WhooshEngine(Path(folder))
        for (document, pages), keep in changes:
            for engine in (plain, stored):
                with engine.writing() as writer:
                    writer.remove(document.id)
                    if keep:
                        writer.add(document, pages)
        if changes:
            known = {fact[:3]: fact[3] for fact in facts(everything(stored.view().lexicon))}
            for word, language, term, pages in facts(everything(plain.view().lexicon)):
                assert known[word, language, term] >= pages
        stored.close()


def test_merging_forgets_the_words_and_the_pages_of_removed_documents(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(whoosh_writer, "_MANY", 3)
    engine = WhooshEngine(tmp_path)
    for turn in range(40):
        other = f"b{turn % 5}"
        fill(engine, entry("a", f"common word{turn}"), entry(other, "other"), remove=["a", other])
    view = engine.view()
    (common,) = view.lexicon.entries("common")
    listed_words = {found.word for found in everything(view.lexicon)}
    assert common.pages < 12
    assert len([word for word in listed_words if word.startswith("word")]) < 12
    assert {"common", "other", "word39"} <= listed_words
    engine.close()


def test_a_view_reads_its_lexicon_though_a_later_commit_took_the_files_away(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    before = fill(engine, entry("a", "walrus"))
    fill(engine, entry("b", "seal"), fresh=True)
    assert [found.word for found in everything(before.lexicon)] == ["walrus"]
    assert [found.word for found in everything(engine.view().lexicon)] == ["seal"]
    engine.close()


def test_what_is_known_of_a_segment_is_handed_to_the_next_generation(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    (first,) = fill(engine, entry("a", "walrus")).facts.values()
    assert first.lexicon in [facts.lexicon for facts in fill(engine, entry("b", "seal")).facts.values()]
    engine.close()


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-9], lambda raw: b"", lambda raw: raw[:20] + b"?" + raw[21:]])
def test_a_damaged_lexicon_is_told_with_a_remedy(tmp_path: Path, spoil) -> None:
    fill(WhooshEngine(tmp_path), entry("a", "walrus seal"))
    (path,) = tmp_path.rglob("*.lex")
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(IndexUnusable) as caught:
        WhooshEngine(tmp_path).view().lexicon.entries("walrus")
    assert caught.value.remedy


# Edits

words = st.text(string.ascii_lowercase[:4] + "éß数", max_size=7)


@given(words, st.lists(words.filter(bool), max_size=8), st.integers(0, 3))
def test_many_distances_at_once_are_the_distances_one_by_one(word, others, most) -> None:
    expected = [min(distance(word, other), most + 1) for other in others]
    assert np.minimum(distances(word, others, most), most + 1).tolist() == expected


@given(st.sets(words.filter(bool), max_size=20), words, st.integers(0, 2))
def test_the_filter_before_the_distances_loses_no_word(known, word, edits) -> None:
    rows = [Row(each, "en", key_of(each), 1, each) for each in sorted(known)]
    raw = dump_rows(rows)
    found = StoredLexicon([SegmentLexicon(lambda: raw)]).near(word, edits)
    assert {each.word for each in found} == {each for each in known if distance(word, each) <= edits}


@pytest.mark.parametrize(
    ("one", "other", "edits"), [("krammer", "kramer", 1), ("servcie", "service", 1), ("abc", "ca", 3), ("", "ab", 2)]
)
def test_an_edit_is_a_letter_more_less_or_other_or_two_swapped(one, other, edits) -> None:
    assert distance(one, other) == edits


def test_a_plain_lexicon_of_no_pages_is_empty() -> None:
    assert listed([]) == []
    assert WordList([]).near("a", 2) == []
    assert listed([Page("a", 1, "1", "en", "b B")]) == [Entry("b", "en", "en:b", "b", 1)]
