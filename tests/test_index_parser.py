"""The query language: every operator says what it means, and whatever is typed is a query."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from corpora import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import fold
from index.queries.parser import parse, plain_question
from index.queries.query import FIELDS, And, Field, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Query, Word


def root(text: str) -> Node | None:
    """What a query means, where nothing is to be noted."""
    query = parse(text)
    assert query.notes == (), text
    return query.root


def note_of(text: str) -> str:
    """The only note on a query."""
    (note,) = parse(text).notes
    return note


def nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node, Not):
        yield from nodes(node.child)
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from nodes(child)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!", "…", "-", "\u00ad", "& &", "\x00"])
def test_a_query_without_words_asks_for_all_pages(text: str) -> None:
    assert root(text) is None


def test_words_are_lower_case_with_their_accents_and_all_are_asked_for() -> None:
    assert root("Élèves DELIVERY") == And((Word("élèves"), Word("delivery")))


def test_the_words_that_join_words_count_only_in_capitals() -> None:
    assert root("cats and dogs or not") == And(tuple(map(Word, ("cats", "and", "dogs", "or", "not"))))
    assert root("cats AND dogs") == root("cats dogs")


def test_a_phrase_keeps_its_words_folded_and_its_stop_words() -> None:
    assert root('"État de la Straße"') == Phrase(("etat", "de", "la", "strasse"))


@pytest.mark.parametrize(
    "text", ['"one stop"', "“one stop”", "„one stop“", "„one stop”", "«one stop»", "« one stop »", "»one stop«"]
)
def test_every_kind_of_quotes_makes_a_phrase(text: str) -> None:
    assert root(text) == Phrase(("one", "stop"))


def test_an_empty_phrase_asks_for_nothing() -> None:
    assert root('""') is None
    assert root('"…" word') == Word("word")


def test_operators_within_quotes_are_words() -> None:
    assert root('"a OR from:b -c"') == Phrase(("a", "or", "from", "b", "c"))


@pytest.mark.parametrize("text", ["-word", "−word", "NOT word", "NOT  word", "-NOT word", "NOT -word", "NOT NOT word"])
def test_a_minus_or_not_leaves_pages_out(text: str) -> None:
    assert root(text) == Not(Word("word"))


def test_a_minus_takes_what_stands_behind_it_and_no_more() -> None:
    assert root("-a b") == And((Not(Word("a")), Word("b")))
    assert root('-"a b" c') == And((Not(Phrase(("a", "b"))), Word("c")))
    assert root("-(a OR b) c") == And((Not(Or((Word("a"), Word("b")))), Word("c")))
    assert root("-from:DE") == Not(Field("from", "DE"))
    assert root("-pre*") == Not(Prefix("pre"))


def test_a_hyphen_within_a_word_or_alone_is_no_minus() -> None:
    assert root("well-known") == Or((Phrase(("well", "known")), Word("wellknown")))
    assert root("a - b") == And((Word("a"), Word("b")))
    assert root("2010-2012") == Phrase(("2010", "2012"))


def test_not_with_nothing_behind_it_is_left_out() -> None:
    assert root("word NOT") == Word("word")
    assert parse("NOT OR word").root == Word("word")


def test_or_binds_less_than_and() -> None:
    assert root("a b OR c d") == Or((And((Word("a"), Word("b"))), And((Word("c"), Word("d")))))
    assert root("a | b") == root("a OR b") == Or((Word("a"), Word("b")))


@pytest.mark.parametrize("text", ["a OR", "OR a", "OR OR a"])
def test_an_or_without_two_sides_is_noted(text: str) -> None:
    assert parse(text).root == Word("a")
    assert note_of(text).startswith("OR stands between two words")


def test_parentheses_group() -> None:
    assert root("(a OR b) c") == And((Or((Word("a"), Word("b"))), Word("c")))
    assert root("((a))") == Word("a")
    assert root("()") is None


def test_parentheses_that_do_not_close_or_open_are_noted() -> None:
    assert parse("(a OR b").root == Or((Word("a"), Word("b")))
    assert "closing parenthesis is missing" in note_of("(a OR b")
    assert parse("a) b").root == And((Word("a"), Word("b")))
    assert "no opening one" in note_of("a) b")


def test_a_quote_that_does_not_close_is_noted_and_its_words_are_searched() -> None:
    for text in ('"one stop', "one «stop", '"one stop”'):
        assert parse(text).root == And((Word("one"), Word("stop"))), text
        assert "closing quote is missing" in note_of(text)


def test_a_star_asks_for_the_beginning_of_a_word_folded() -> None:
    assert root("Régio*") == Prefix("regio")
    assert root("Stra*") == Prefix("stra")


def test_a_star_with_too_little_before_it_is_noted() -> None:
    assert parse("a*").root == Word("a")
    assert "too short" in note_of("a*")
    assert parse("*").root is None
    assert "needs the beginning" in note_of("*")


@pytest.mark.parametrize(
    ("text", "means", "note"),
    [
        ("*word", Word("word"), "by their beginning, not by their end"),
        ("*word*", Prefix("word"), "by their beginning, not by their end"),
        ("mid*dle", Prefix("mid"), "“mid*” is searched"),
        ("mid*dle*", Prefix("mid"), "“mid*” is searched"),
        ("**", None, "needs the beginning"),
    ],
)
def test_a_star_elsewhere_is_noted_with_what_is_searched(text: str, means: Node | None, note: str) -> None:
    assert parse(text).root == means
    assert note in note_of(text)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ('"service delivery"~5', Near(("service", "delivery"), 5)),
        ('"Élèves des régions"~', Near(("élèves", "des", "régions"), 5)),
        ("«a b»~0", Near(("a", "b"), 0)),
        ('-"a b"~2', Not(Near(("a", "b"), 2))),
        ('"a b"~2 c', And((Near(("a", "b"), 2), Word("c")))),
        ('"a b" ~', And((Phrase(("a", "b")),))),
    ],
)
def test_a_tilde_right_behind_quotes_asks_for_words_near_one_another(text: str, means: Node) -> None:
    found = parse(text).root
    assert found == (means.children[0] if isinstance(means, And) and len(means.children) == 1 else means)


def test_what_a_tilde_behind_quotes_cannot_do_is_noted() -> None:
    assert parse('"word"~5').root == Phrase(("word",))
    assert "several words" in note_of('"word"~5')
    assert parse('"a b"~9999999999').root == Near(("a", "b"), 1_000)
    assert "farther than a page" in note_of('"a b"~9999999999')


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("word~", Fuzzy("word", 1)),
        ("delivry~", Fuzzy("delivry", 2)),
        ("Müler~1", Fuzzy("müler", 1)),
        ("word~2", Fuzzy("word", 2)),
        ("word~0", Word("word")),
        ("l'état~", Fuzzy("état", 1)),
        ("-word~1", Not(Fuzzy("word", 1))),
    ],
)
def test_a_tilde_behind_a_word_asks_for_words_spelled_alike(text: str, means: Node) -> None:
    assert root(text) == means


@pytest.mark.parametrize(
    ("text", "means", "note"),
    [
        ("word~3", Fuzzy("word", 2), "at most 2 letters"),
        ("ab~", Word("ab"), "too short"),
        ("~", None, "alone it is left out"),
        ("~5", None, "alone it is left out"),
        ("one-stop~", Or((Phrase(("one", "stop")), Word("onestop"))), "takes one word"),
    ],
)
def test_what_a_tilde_behind_a_word_cannot_do_is_noted(text: str, means: Node | None, note: str) -> None:
    assert parse(text).root == means
    assert note in note_of(text)


def test_only_a_few_words_may_be_fuzzy() -> None:
    query = parse(" ".join(f"word{n}~" for n in range(20)))
    assert sum(isinstance(node, Fuzzy) for node in nodes(query.root)) == 8
    assert sum(isinstance(node, Word) for node in nodes(query.root)) == 12
    assert "Only 8 words" in query.notes[0]


def test_a_run_of_letters_without_blanks_is_asked_for_in_pairs() -> None:
    pairs = (Phrase(("数", "据")), Phrase(("据", "战")), Phrase(("战", "略")))
    assert root("数据战略") == root("数据战略*") == And(pairs)
    assert root("数据") == Phrase(("数", "据"))
    assert root("AI数据战略") == And((Word("ai"), *pairs))
    assert root('"数据战略"') == Phrase(("数", "据", "战", "略"))
    assert root("-数据战略") == Not(Phrase(("数", "据", "战", "略")))


def test_of_a_whole_text_without_blanks_the_beginning_is_asked_for() -> None:
    query = parse("数" * 5_000)
    assert len(list(nodes(query.root))) == 64
    assert any("first 64" in note for note in query.notes)


def test_a_question_has_no_operators_and_its_words_stand_in_order() -> None:
    asked = plain_question('"What" is OR -not co-operation* 数据战?', "en")
    words = ("what", "is", "or", "not", "co", "operation")
    assert asked.root == And((*map(Word, words), Phrase(("数", "据")), Phrase(("据", "战")), Word("cooperation")))
    assert asked.language == "en"
    assert plain_question("…").root is None


def test_a_star_belongs_to_the_last_part_of_a_compound() -> None:
    assert root("co-oper*") == And((Word("co"), Prefix("oper")))


@pytest.mark.parametrize(("name", "facet"), list(FIELDS.items()))
def test_every_field_asks_for_its_facet(name: str, facet: str) -> None:
    assert root(f"{name}:value") == root(f"{name.upper()}:value") == Field(facet, "value")


def test_a_field_takes_one_word_or_several_in_quotes() -> None:
    assert root("presenter:Anna Müller") == And((Field("presenter", "Anna"), Word("müller")))
    assert root('presenter:"Anna  Müller"') == root("presenter:«Anna Müller»") == Field("presenter", "Anna Müller")
    assert root("year:2010..2012") == Field("year", "2010..2012")
    assert root("year:-2012") == Field("year", "-2012")
    assert root("title:O’Brien") == Field("title", "O’Brien")


def test_a_field_before_something_else_is_noted() -> None:
    for text in ("from:(Germany OR France)", "from:lang:de"):
        assert note_of(text).startswith("“from:” takes one word")
    assert "closing quote is missing" in note_of('title:"one stop')


def test_a_field_that_is_none_is_searched_as_a_word_and_noted() -> None:
    assert parse("speaker:Anna").root == And((Word("speaker"), Word("anna")))
    assert "“speaker:” is no field" in note_of("speaker:Anna")


@pytest.mark.parametrize("text", ["from: Germany", "https://example.org", "10:30"])
def test_a_colon_in_plain_text_is_no_field(text: str) -> None:
    assert not any(isinstance(node, Field) for node in nodes(root(text)))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("l'eau", "eau"),
        ("l’eau", "eau"),
        ("d’Amérique", "amérique"),
        ("qu'elle", "elle"),
        ("Canada's", "canada"),
        ("don't", "don"),
    ],
)
def test_what_is_elided_at_an_apostrophe_is_not_asked_for(text: str, word: str) -> None:
    assert root(text) == Word(word)


def test_single_letters_without_an_apostrophe_are_asked_for() -> None:
    assert root("R&D") == Phrase(("r", "d"))
    assert root("U.S.") == Phrase(("u", "s"))
    assert root("t-shirt") == Or((Phrase(("t", "shirt")), Word("tshirt")))


def test_what_is_elided_within_a_word_stays_where_the_page_has_it() -> None:
    node = root("main-d’œuvre")
    assert isinstance(node, Or)
    assert node.children[0] == Phrase(("main", "d", "oeuvre"))
    assert root("l’aujourd’hui") == Phrase(("aujourd", "hui"))


def test_a_compound_is_asked_for_in_parts_and_joined() -> None:
    assert root("co-operation") == Or((Phrase(("co", "operation")), Word("cooperation")))
    assert root("COVID-19") == Phrase(("covid", "19"))


def test_a_very_long_query_is_cut_and_noted() -> None:
    query = parse("word " * 2_000)
    assert len(list(nodes(query.root))) == 65
    assert any("very long" in note for note in query.notes)
    assert any("first 64" in note for note in query.notes)
    assert query.text == "word " * 2_000


def test_parentheses_nested_too_deeply_are_noted() -> None:
    query = parse("(" * 500 + "word" + ")" * 500)
    assert any("too deeply" in note for note in query.notes)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        '"',
        "~",
        "*",
        "a*",
        "a~ ",
        "«",
        '"“',
        '("',
        "NOT ",
        "-((",
        "\u202e",
        "\x00",
        "😀",
        "'; DROP TABLE--",
        "<b>",
    ],
)
def test_a_heap_of_one_piece_is_a_query(piece: str) -> None:
    query = parse(piece * 10_000)
    assert query.text == piece * 10_000
    assert len(list(nodes(query.root))) <= 200
    check(query)


@pytest.mark.parametrize("piece", ["-NOT ", "NOT ", "-(", "(", '"', "-", "OR ", "-from:", "“", "«»", "a|"])
def test_no_piece_is_nested_deeper_than_the_stack(piece: str) -> None:
    limit = sys.getrecursionlimit()
    frames, frame = 0, sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        frames += 1
    sys.setrecursionlimit(frames + 300)  # as in a thread of a server, where little is left
    try:
        parse(piece * 3_000 + "word")
    finally:
        sys.setrecursionlimit(limit)


def test_a_note_is_told_once() -> None:
    assert len(parse("a* b* OR").notes) == 3
    assert len(parse("a* a* OR OR").notes) == 2


def check(query: Query) -> None:
    for node in nodes(query.root):
        match node:
            case Word(text):
                assert text
                assert text == text.lower()
            case Phrase(words):
                assert words
                assert all(word == fold(word) for word in words)
            case Near(words, distance):
                assert len(words) > 1
                assert 0 <= distance <= 1_000
            case Fuzzy(text, edits):
                assert len(fold(text)) > 2
                assert edits in (1, 2)
            case Prefix(start):
                assert start == fold(start)
            case Field(name, _):
                assert name in FIELDS.values()
            case And(children) | Or(children):
                assert len(children) > 1
    assert all(note[-1] == "." for note in query.notes)
    assert len(set(query.notes)) == len(query.notes)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_parsing_raise(text: str) -> None:
    query = parse(text)
    assert query.text == text
    check(query)


_PIECES = st.sampled_from(
    [*'"“”„«»()-−*:|\'’ \n\u00ad', " OR ", " AND ", " NOT ", "from:", "lang:", "x:", "year:", "..", " -", "*", "~", "~2",
     '"~3', *WORDS]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_heap_of_operators_makes_parsing_raise(text: str) -> None:
    check(parse(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=50))
def test_even_lone_surrogates_are_a_query(text: str) -> None:
    check(parse(text + "\ud800 word"))
