"""Did you mean: which words of a query are wrong, what was meant, and that nothing else of the query changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from corpora import entry, fill, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import Engine, View
from index.guidance.suggestion import suggest
from index.queries.parser import parse
from index.queries.query_words import query_words
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine

CORPUS = (
    entry(
        "a", "joint service delivery for citizens", "the delivery of services in Canada", "benefits and taxes",
        presenters=("Stefan Kramer", "Anna Müller-Lüdenscheidt"), organisations=("Institute for Citizen-Centred Service",),
        countries_from=("DE",), title="Joining up", about=((), ("CA",), ()),
    ),
    entry("b", "Zusammenarbeit der Verwaltung", "die Verwaltungsmodernisierung", language="de"),
    entry("c", "prestation conjointe de services", "une administration régionale", language="fr"),
    entry("d", "multilevel government", "multilevel cooperation", presenters=("Ada Elm",)),
)  # fmt: skip


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path):
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(engine: Engine) -> View:
    return fill(engine, *CORPUS)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("servcie", "service"),
        ("servise delivry", "service delivery"),
        ("Zusamenarbeit", "Zusammenarbeit"),
        ("zusamenarbeit", "zusammenarbeit"),
        ("ZUSAMENARBEIT", "ZUSAMMENARBEIT"),
        ("adminstration", "administration"),
        ("benefits Krammer", "benefits Kramer"),
        ("servicedelivery", "service delivery"),
        ("multi level government", "multilevel government"),
        ("government  multi level", "government  multilevel"),
    ],
)
def test_a_wrong_word_is_replaced_by_one_of_the_corpus(view: View, query: str, meant: str) -> None:
    assert suggest(view, query, {}) == meant


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ('"joint servcie" -taxes', '"joint service" -taxes'),
        ("(servcie OR taxes)  lang:en", "(service OR taxes)  lang:en"),
        ("servcie AND delivery", "service AND delivery"),
        ("presenter:Krammer", "presenter:Kramer"),
        ('delivery presenter:"Stefan Krammer"', 'delivery presenter:"Stefan Kramer"'),
        ("from:Germnay delivery", "from:Germany delivery"),
        ("about:Cannada", "about:Canada"),
        ("org:Institut­e servcie", "org:Institut­e service"),
        ("Presenter:Krammer servcie", "Presenter:Kramer service"),
    ],
)
def test_operators_quotes_and_fields_of_the_query_stay(view: View, query: str, meant: str) -> None:
    assert suggest(view, query, {}) == meant


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "service", "joint delivery", "regionale", "Muller", "Kramer", "kram*", "delivry~",
        "delivery -servcie", "NOT servcie", "-(servcie taxes) delivery", "xylophone", "12345 2011", "presenter:Kram",
        "year:2o11", "the", '"', "AND OR NOT", "国際協力", "a" * 500, "multilevel", "service OR xylophone",
    ],
)  # fmt: skip
def test_where_nothing_seems_wrong_nothing_is_suggested(view: View, query: str) -> None:
    assert suggest(view, query, {}) is None


def test_a_suggestion_finds_pages_with_the_filters_at_hand(view: View) -> None:
    assert suggest(view, "servcie", {"document": ["a"]}) == "service"
    assert suggest(view, "servcie", {"document": ["d"]}) is None


def test_a_word_of_another_language_is_not_suggested_to_who_reads_in_one(view: View) -> None:
    assert suggest(view, "Zusamenarbeit", {}, lambda text: replace(parse(text), language="en")) is None
    assert suggest(view, "Zusamenarbeit", {}, lambda text: replace(parse(text), language="de")) == "Zusammenarbeit"


def test_of_several_words_the_one_that_stands_with_the_others_is_meant(engine: Engine) -> None:
    view = fill(engine, entry("a", *(["the casting of votes"] * 5), "a bridge coating"), entry("b", "bridge building"))
    assert suggest(view, "bridge coasting", {}) == "bridge coating"


def test_a_word_that_stands_on_removed_pages_only_is_not_suggested(engine: Engine) -> None:
    fill(engine, entry("gone", "walrus"), entry("a", "seal"))
    assert suggest(engine.view(), "walrsu", {}) == "walrus"
    assert suggest(fill(engine, remove=["gone"]), "walrsu", {}) is None


def test_a_mistake_that_stands_in_the_corpus_itself_is_noticed_where_the_right_word_is_far_more_usual(engine) -> None:
    pages = ["the government decided"] * 220
    view = fill(engine, entry("a", *pages, "the goverment decided"))
    assert suggest(view, "goverment", {}) == "government"
    assert suggest(view, "government", {}) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | texts, st.booleans())
def test_any_text_is_answered_and_a_suggestion_is_another_query_that_finds_pages(query: str, narrowed: bool) -> None:
    view = fill(MemoryEngine(), *CORPUS)
    filters = {"document": ["a"]} if narrowed else {}
    said = suggest(view, query, filters)
    assert said is None or (said != query and view.search(parse(said), filters, 0).total_pages)


@given(st.text(alphabet='ab é"“”():-*~ \nORNT', max_size=30))
def test_every_word_of_a_query_is_where_it_says(query: str) -> None:
    words = query_words(query)
    assert all(word.span.of(query) == word.text for word in words)
    assert all(one.span.end <= other.span.start for one, other in pairwise(words))


def test_the_words_of_a_query_are_told_with_their_fields() -> None:
    words = query_words('l\'eau presenter:"Ada Elm" -not (this) kind:x nofield:y pre* fuz~ "a b"~5')
    assert [(word.text, word.field, word.quoted) for word in words] == [
        ("eau", "", False), ("Ada", "presenter", True), ("Elm", "presenter", True), ("this", "", False),
        ("x", "kind", False), ("nofield", "", False), ("y", "", False), ("a", "", True), ("b", "", True),
    ]  # fmt: skip
