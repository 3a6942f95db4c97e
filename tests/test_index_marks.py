"""Marks: exactly what matched lights up, in the characters of the page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from corpora import ask, entry, fill, queries, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from core.records import Span
from index.analysis import fold, stem, tokens
from index.marks import marks
from index.queries.compiled import Compiled, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.reference.memory_backend import MemoryEngine


def compiled(query: str, text: str, language: str = "en", **facts: object) -> Compiled:
    return ask(fill(MemoryEngine(), entry("a", text, language=language, **facts)), query).compiled


def lit(query: str, text: str, language: str = "en") -> list[str]:
    """The characters that light up on a page of an index that has only this page."""
    return [mark.span.of(text) for mark in marks(compiled(query, text, language), text, language)]


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        ("service", "Services serve a SERVICE, not servants.", "en", ["Services", "SERVICE"]),
        ("delivering services", "services delivered", "en", ["services", "delivered"]),
        ("région", "Les régions et la RÉGION", "fr", ["régions", "RÉGION"]),
        ("regionaux", "un conseil régional, des élus régionaux", "fr", ["régional", "régionaux"]),
        ("haus", "Das Haus und die Häuser", "de", ["Haus", "Häuser"]),
        ("strasse", "Die Straße, die STRASSE", "de", ["Straße", "STRASSE"]),
        ("zusammenarbeit", "gute Zusam\u00ad\nmenarbeit hier", "de", ["Zusam\u00ad\nmenarbeit"]),
        ("cooperation", "On co-operation and coopera\u00ad\ntion", "en", ["co-operation", "coopera\u00ad\ntion"]),
        ("operation", "On co-operation", "en", ["operation"]),
        ("数据", "我们的数据战略", "zh", ["数据"]),
        ("ข้อมูล", "การแบ่งปันข้อมูลภาครัฐ", "th", ["ข้อมูล"]),
        ("محمد", "قال مُحَمَّد", "ar", ["مُحَمَّد"]),
        ("finances", "les ﬁnances", "fr", ["ﬁnances"]),
        ("l'eau", "De l’eau, l’État", "fr", ["eau"]),
        ("élève", "un e\u0301le\u0300ve", "fr", ["e\u0301le\u0300ve"]),
        ("absent", "nothing here", "en", []),
        ("", "nothing here", "en", []),
        ("service", "", "en", []),
    ],
)
def test_a_word_lights_up_in_every_inflection(query: str, text: str, language: str, expected: list[str]) -> None:
    assert lit(query, text, language) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ('"one stop"', "A one stop shop, one stops, stop one, ONE\nSTOP.", ["one stop", "ONE\nSTOP"]),
        ('"one stop"', "one and stop", []),
        ('"one stop shop"', "a one-stop shop", ["one-stop shop"]),
        ('"one stop"', "one, stop", ["one, stop"]),
        ('"in the"', "in the in the", ["in the", "in the"]),
        ('"a a"', "a a a", ["a a a"]),
        ('"cooperation"', "co-operation", ["co-operation"]),
        ('"inter national"', "inter national and inter\u00ad\nnational", ["inter national"]),
        ("co-operation", "co-operation, co operation, cooperation", ["co-operation", "co operation", "cooperation"]),
    ],
)
def test_a_phrase_lights_up_whole_and_only_whole(query: str, text: str, expected: list[str]) -> None:
    assert lit(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("serv*", "Services conserve SERVANTS", ["Services", "SERVANTS"]),
        ("élè*", "eleve, Élève, aile", ["eleve", "Élève"]),
        ("cooper*", "co-operate, cooper", ["co-operate", "cooper"]),
        ("inter*", "inter\u00ad\nnational", ["inter\u00ad\nnational"]),
    ],
)
def test_a_prefix_lights_up_the_whole_word(query: str, text: str, expected: list[str]) -> None:
    assert lit(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "language", "expected"),
    [
        ('"service delivery"~2', "delivery of the services, and service", "en", ["delivery", "services"]),
        ('"service delivery"~1', "delivery of the services", "en", []),
        ('"service delivering"~0', "delivered services; a service is delivered", "en", ["delivered", "services"]),
        ('"a a b"~0', "a b a", "und", ["a", "b", "a"]),
        ('"the end"~1', "the very end", "en", ["the", "end"]),
        ('"ecole region"~3', "une école, des régions", "fr", ["école", "régions"]),
        ("servise~1", "a service, services and serving", "en", ["service", "services"]),
        ("Muler~1", "Frau Müller", "de", ["Müller"]),
        ("Verwaltung", "Verwaltung: Landesverwaltung, Land", "de", ["Verwaltung", "Landesverwaltung"]),
        ("数据战略", "数据的战略", "zh", ["数据", "战略"]),
    ],
)
def test_near_fuzzy_and_compounds_light_up_word_by_word(
    query: str, text: str, language: str, expected: list[str]
) -> None:
    assert lit(query, text, language) == expected


def test_what_is_left_out_does_not_light_up() -> None:
    assert lit("red -green -(blue OR white)", "red green blue white") == ["red"]


def test_both_sides_of_or_light_up() -> None:
    assert lit("red OR (green blue)", "red green") == ["red", "green"]


def test_stop_words_do_not_light_up_but_in_phrases_and_alone() -> None:
    text = "the house of the state"
    assert lit("the state", text) == ["state"]
    assert lit('"of the state"', text) == ["of the state"]
    assert lit("the", text) == ["the", "the"]


def test_a_word_lights_up_by_the_language_of_its_page() -> None:
    view = fill(MemoryEngine(), entry("a", "die services"), entry("b", "die Häuser services", language="de"))
    query = ask(view, "die services").compiled
    assert [mark.span for mark in marks(query, "die services", "en")] == [Span(0, 3), Span(4, 12)]
    assert [mark.span for mark in marks(query, "die Häuser services", "de")] == [Span(11, 19)]


def test_marks_tell_which_leaf_they_are() -> None:
    query = compiled("red green*", "greens red")
    found = marks(query, "greens red", "en")
    assert [query.leaves[mark.leaf] for mark in found] == [PrefixLeaf("green"), query.leaves[0]]
    assert isinstance(query.leaves[0], WordLeaf)


def oracle(leaf: TextLeaf, text: str, language: str) -> set[int]:
    """The characters that a leaf lights up, made the plain way from the tokens."""
    words = list(tokens(text))
    covered: set[int] = set()
    for token in words:
        match leaf:
            case WordLeaf():
                if stem(token.word, language) in leaf.stems or fold(token.word) in leaf.words:
                    covered.update(range(*token.span))
            case PrefixLeaf(start):
                if fold(token.word).startswith(start):
                    covered.update(range(*token.span))
            case NearLeaf(_, forms, _):
                width = leaf.width
                window = [t for t in words if token.position <= t.position < token.position + width]
                at = {form: sorted({t.position for t in window if fold(t.word) in form}) for form in forms}
                begins = any(fold(token.word) in form for form in forms)
                if begins and all(len(places) >= forms.count(form) for form, places in at.items()):
                    last = max(places[forms.count(form) - 1] for form, places in at.items())
                    for inside in window:
                        if inside.position <= last and any(fold(inside.word) in form for form in forms):
                            covered.update(range(*inside.span))
            case PhraseLeaf(wanted):
                chosen = [
                    next((t for t in words if t.position == token.position + k and fold(t.word) == word), None)
                    for k, word in enumerate(wanted)
                ]
                if all(chosen):
                    last = max(t.span.end for t in chosen if t)
                    covered.update(range(token.span.start, last))
    return covered


@settings(max_examples=400, deadline=None)
@given(queries, texts, st.sampled_from(["en", "fr", "de", "und"]))
def test_marks_are_exactly_what_matched(query: str, text: str, language: str) -> None:
    understood = compiled(query, text, language)
    found = marks(understood, text, language)
    expected = set().union(*(oracle(leaf, text, language) for leaf in understood.leaves))
    assert {place for mark in found for place in range(*mark.span)} == expected
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(0 <= mark.leaf < len(understood.leaves) for mark in found)
    assert all(not mark.span.of(text)[0].isspace() and not mark.span.of(text)[-1].isspace() for mark in found)


@settings(max_examples=300, deadline=None)
@given(queries, texts, st.sampled_from(["en", "fr", "de", "und"]))
def test_a_page_that_answers_by_its_text_lights_up(query: str, text: str, language: str) -> None:
    matches = ask(fill(MemoryEngine(), entry("a", text, language=language, title="")), query)
    assert bool(marks(matches.compiled, text, language)) >= bool(matches.pages and matches.compiled.leaves)


def test_nothing_lights_up_in_running_heads_and_feet() -> None:
    text = "Annual report\nThe report of the year\nreport 12"
    running = (Span(0, 13), Span(37, 46))
    lit_up = marks(compiled('report "annual report"', text), text, "en", running)
    assert [mark.span.of(text) for mark in lit_up] == ["report"]
    assert lit_up[0].span.start == 18
