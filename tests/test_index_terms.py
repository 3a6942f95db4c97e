"""Equal terms: where a query has a term, and what its equals find, on every engine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import assert_same_matches, corpora, entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from core.records import Concept, Term
from index.engine import TERM_WEIGHT, Engine, Matches, View
from index.queries.parser import parse
from index.queries.query import And, Either, Not, Or, Phrase, Prefix, Query, Word
from index.queries.reading import Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.reference.memory_backend import MemoryEngine
from index.search import search
from index.store.whoosh_backend import WhooshEngine

JOINT, CONJOINTE, GEMEINSAM = (
    Term("joint service delivery", "en"),
    Term("prestation conjointe de services", "fr"),
    Term("gemeinsame Leistungserbringung", "de"),
)
INSTITUTE, ICCS = Term("Institute for Citizen-Centred Service", "en"), Term("ICCS")
TABLE = TermTable([Concept((JOINT, CONJOINTE, GEMEINSAM)), Concept((INSTITUTE, ICCS))])


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def expanded(text: str, table: TermTable = TABLE) -> object:
    return table.expanded(parse(text)).root


def asked(view: View, text: str, table: TermTable = TABLE) -> Matches:
    return view.search(read(text, terms=table), {}, 100)


def found(view: View, text: str, table: TermTable = TABLE) -> list[str]:
    return sorted(f"{page.document}/{page.number}" for page in asked(view, text, table).pages)


def library(engine: Engine) -> View:
    return fill(
        engine,
        entry("en", "Joint service delivery works.", "Service delivery, then joint work.", "The ICCS meets."),
        entry("fr", "Les prestations conjointes de services.", "La prestation des services conjointe.", language="fr"),
        entry("de", "Formen gemeinsamer Leistungserbringung.", language="de"),
        entry("other", "Nothing of the kind."),
    )


# Where a query has a term


@pytest.mark.parametrize(
    "text",
    ["joint service delivery", "Joint  Services DELIVERY", "joint services deliveries", "gemeinsamen Leistungserbringungen",
     "prestations conjointes de services", "PRESTATION CONJOINTE DE SERVICE"],
)  # fmt: skip
def test_a_term_is_known_in_any_inflection_and_case(text):
    root = expanded(text)
    assert isinstance(root, And)
    assert all(isinstance(child, Either) for child in root.children)


def test_accents_may_be_left_out_of_a_term():
    table = TermTable([Concept((Term("prestation électronique", "fr"), Term("electronic delivery", "en")))])
    assert isinstance(expanded("prestations electroniques", table).children[0], Either)


def test_a_term_stands_within_a_longer_query_and_the_rest_stays():
    root = expanded("from:DE the joint service delivery budget")
    assert [isinstance(child, Either) for child in root.children] == [False, False, True, True, True, False]


def test_the_longest_term_is_taken():
    short = Concept((Term("service delivery", "en"), Term("Leistung", "de")))
    root = expanded("joint service delivery", TermTable([short, *[Concept((JOINT, CONJOINTE))]]))
    assert {child.term for child in root.children} == {JOINT.text}


def test_in_quotes_the_exact_term_alone_is_one():
    assert isinstance(expanded('"joint service delivery"'), Either)
    assert isinstance(expanded('"joint services delivery"'), Phrase)
    assert isinstance(expanded('"the joint service delivery"'), Phrase)


def test_what_is_excluded_or_begun_is_left_as_it_is():
    assert expanded("-ICCS") == Not(Word("iccs"))
    assert expanded("iccs*") == Prefix("iccs")


def test_each_side_of_or_is_looked_into():
    root = expanded("ICCS OR canada")
    assert isinstance(root, Or)
    assert root.children == (Either(Word("iccs"), "ICCS", (INSTITUTE,)), Word("canada"))


def test_an_acronym_is_known_in_the_plural_and_a_hyphened_term_as_it_is_written():
    assert isinstance(expanded("ICCSs"), Either)
    assert all(isinstance(child, Either) for child in expanded("institute for citizen-centred services").children)


def test_the_joined_forms_of_a_questions_compounds_part_no_term():
    words = ("what", "does", "institute", "for", "citizen", "centred", "citizencentred", "service")
    root = TABLE.expanded(Query("", And(tuple(map(Word, words))))).root
    assert [isinstance(child, Either) for child in root.children] == [False, False, *[True] * 6]


def test_words_that_are_no_term_change_nothing():
    for text in ("", "joint delivery", "service", "presenter:ICCS", '"', "(("):
        assert TABLE.expanded(parse(text)) == parse(text)
        assert NO_TERMS.expanded(parse(text)) == parse(text)


def test_a_query_read_in_one_language_has_the_terms_of_that_language_and_acronyms():
    german = read("joint service delivery", Reading(language="de"), TABLE)
    assert not any(isinstance(child, Either) for child in german.root.children)
    assert isinstance(read("ICCS", Reading(language="de"), TABLE).root, Either)


def test_an_acronym_that_reads_like_a_common_word_is_left_out():
    table = TermTable([Concept((Term("information technology", "en"), Term("IT"), Term("ICT")))])
    assert table.common == (Term("IT"),)
    assert expanded("information technology", table).children[0].equals == (Term("ICT"),)
    assert expanded("it", table) == Word("it")


def test_a_term_of_two_rows_has_the_equals_of_both():
    other = Concept((Term("International Committee of Crafts and Sports", "en"), ICCS))
    both = TermTable([Concept((INSTITUTE, ICCS)), other])
    assert expanded("ICCS", both).equals == (INSTITUTE, other.terms[0])


# What the equals find


def test_an_english_query_finds_the_french_and_the_german_page(engine):
    view = library(engine)
    assert found(view, "joint service delivery") == ["de/1", "en/1", "en/2", "fr/1"]
    assert found(view, "joint service delivery", NO_TERMS) == ["en/1", "en/2"]
    assert found(view, "prestation conjointe de services") == ["de/1", "en/1", "fr/1", "fr/2"]


def test_an_equal_of_several_words_must_stand_as_it_is_but_for_inflection(engine):
    view = library(engine)
    assert "fr/2" not in found(view, "joint service delivery")
    assert found(view, '"joint service delivery"') == ["de/1", "en/1", "fr/1"]


def test_an_equal_of_one_word_is_not_found_in_another_language(engine):
    table = TermTable([Concept((Term("poison", "en"), Term("Gift", "de")))])
    view = fill(
        engine, entry("en", "A gift."), entry("de", "Das Gift.", language="de"), entry("und", "Gift", language="und")
    )
    assert found(view, "poison", table) == ["de/1", "und/1"]


def test_terms_go_with_filters_fields_and_other_words(engine):
    view = library(engine)
    assert found(view, "joint service delivery lang:fr") == ["fr/1"]
    assert found(view, "joint service delivery -Formen") == ["en/1", "en/2", "fr/1"]
    assert found(view, "joint service delivery works") == ["en/1", "en/2"]
    assert found(view, "ICCS OR Formen") == ["de/1", "en/3"]


def test_pages_with_some_of_the_words_are_shown_as_before_where_no_page_has_all(engine):
    view = library(engine)
    with_terms, without = (
        asked(view, "joint service delivery zebra"),
        asked(view, "joint service delivery zebra", NO_TERMS),
    )
    assert with_terms.relaxed == without.relaxed == (3, 4)
    assert {page.document for page in without.pages} < {page.document for page in with_terms.pages}


def test_the_readers_own_words_count_more_than_an_equal(engine):
    view = fill(
        engine,
        entry("a", "Prestation conjointe de services filler filler.", language="fr"),
        entry("b", "Joint service delivery filler filler filler."),
        *[entry(f"c{number}", "Nothing of the kind.") for number in range(9)],
    )
    assert [page.document for page in asked(view, "joint service delivery").pages] == ["b", "a"]


def test_a_page_with_both_is_not_counted_twice(engine):
    table = TermTable([Concept((Term("walrus", "en"), Term("Robbe")))])
    texts = {"own": "walrus a b", "equal": "robbe a b", "both": "walrus robbe b", "no": "nothing here at"}
    view = fill(engine, *(entry(name, text) for name, text in texts.items()))
    scores = {page.document: page.score for page in asked(view, "walrus", table).pages}
    assert scores["both"] == pytest.approx(scores["own"])
    assert scores["equal"] == pytest.approx(TERM_WEIGHT * scores["own"])


def test_a_question_with_a_term_needs_one_word_only(engine):
    view = library(engine)
    matches = view.search(read("joint service delivery", terms=TABLE), {}, 100, any_word=True)
    assert {f"{page.document}/{page.number}" for page in matches.pages} >= {"fr/1", "de/1", "en/1", "en/2"}


# How it is shown


def test_a_hit_tells_the_equal_that_it_was_found_by(engine):
    hits = {hit.document.id: hit for hit in search(library(engine), "joint service delivery", {}, terms=TABLE).hits}
    assert hits["fr"].found_by == (CONJOINTE,)
    assert hits["de"].found_by == (GEMEINSAM,)
    assert hits["en"].found_by == ()
    (mark,) = hits["fr"].marks
    assert mark.of(hits["fr"].page.text) == "prestations conjointes de services"


def test_what_was_looked_for_is_told_and_the_switch_leaves_it_out(engine):
    view = library(engine)
    results = search(view, "joint service delivery", {}, terms=TABLE)
    assert "prestation conjointe de services (French)" in results.understood
    assert [leaf.term for leaf in results.terms[0].equals] == [CONJOINTE, GEMEINSAM]
    without = search(view, "joint service delivery", {}, reading=Reading(terms=False), terms=TABLE)
    assert (without.terms, without.understood) == ((), "joint and service (services) and delivery")


def test_an_equal_within_another_one_is_not_told_beside_it(engine):
    table = TermTable([Concept((JOINT, CONJOINTE, Term("prestation conjointe", "fr")))])
    (hit,) = [hit for hit in search(library(engine), "joint service delivery", {}, terms=table).hits if hit.found_by]
    assert hit.found_by == (CONJOINTE,)


# Every engine the same

_WORDS = ("service", "services", "joint", "élève", "eleve", "Haus", "Häuser", "l'eau", "co-operation", "2011", "x")
terms = st.builds(
    Term,
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(("en", "fr", "de", "")),
)
tables = st.lists(st.lists(terms, min_size=2, max_size=4, unique=True).map(lambda own: Concept(tuple(own))), max_size=4)
queries = st.lists(st.sampled_from((*_WORDS, "OR", "-", '"', "(", ")", "the")), max_size=6).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(corpora(), tables, queries, st.booleans())
def test_every_engine_finds_the_same_by_equal_terms(entries, concepts, text, any_word):
    memory = MemoryEngine()
    with tempfile.TemporaryDirectory() as folder:
        whoosh = WhooshEngine(Path(folder))
        try:
            query = read(text, terms=TermTable(concepts))
            one, other = (fill(made, *entries).search(query, {}, 100, 0, any_word) for made in (memory, whoosh))
            assert_same_matches(one, other)
        finally:
            whoosh.close()


@settings(max_examples=60, deadline=None)
@given(corpora(), tables, queries)
def test_a_table_takes_no_page_away(entries, concepts, text):
    view = fill(MemoryEngine(), *entries)
    without = view.search(read(text), {}, 1_000)
    with_terms = view.search(read(text, terms=TermTable(concepts)), {}, 1_000)
    if not without.relaxed and "-" not in text:
        assert {page[:2] for page in without.pages} <= {page[:2] for page in with_terms.pages}
