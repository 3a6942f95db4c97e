"""Snippets: a window of the page to the letter, round the best marks, cut where sentences or words end."""

from __future__ import annotations

from corpora import queries, spans, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index_marks import compiled

from core.records import Span
from index.marks import Mark, marks
from index.snippets import LENGTH, Snippet, snippet

FILLER = "Nothing of note stands here at all. "


def window(query: str, text: str) -> Snippet:
    """The snippet of an English page; all leaves weigh the same."""
    understood = compiled(query, text)
    made = snippet(text, marks(understood, text, "en"), [1.0] * len(understood.leaves))
    check(made, text)
    return made


def check(made: Snippet, text: str) -> None:
    assert 0 <= made.span.start <= made.span.end <= len(text)
    assert made.text == made.span.of(text)
    assert made.text == made.text.strip()
    for mark in made.marks:
        assert 0 <= mark.start < mark.end <= len(made.text)
    assert list(made.marks) == sorted(made.marks)


def lit(made: Snippet) -> list[str]:
    return [mark.of(made.text) for mark in made.marks]


def test_a_short_page_is_shown_whole() -> None:
    made = window("services", "  About the services of the state.\n")
    assert made.text == "About the services of the state."
    assert lit(made) == ["services"]


def test_without_marks_the_beginning_is_shown() -> None:
    made = window("", "\n\n" + FILLER * 40)
    assert made.text.startswith("Nothing of note")
    assert made.text.endswith(".")
    assert made.marks == ()
    assert len(made.text) <= LENGTH + 90


def test_an_empty_page_has_an_empty_snippet() -> None:
    for text in ("", "  \n "):
        made = window("word", text)
        assert (made.text, made.marks) == ("", ())


def test_the_window_stands_round_the_mark_and_keeps_sentences_whole() -> None:
    made = window("treasure", FILLER * 30 + "Here is the treasure of the page. " + FILLER * 30)
    assert lit(made) == ["treasure"]
    assert "Here is the treasure of the page." in made.text
    assert made.text.startswith("Nothing")
    assert made.text.endswith("at all.")
    assert len(made.text) <= 2 * LENGTH


def test_the_window_shows_most_of_the_words_that_are_asked_for() -> None:
    text = "red red red red. " + FILLER * 30 + "red meets green and blue. " + FILLER * 30
    made = window("red green blue", text)
    assert lit(made) == ["red", "green", "blue"]


def test_a_rare_word_counts_more_than_common_ones() -> None:
    text = "common usual. " + FILLER * 30 + "rare. " + FILLER * 30
    found = [
        Mark(Span(text.index(word), text.index(word) + len(word)), leaf)
        for leaf, word in enumerate(("common", "usual", "rare"))
    ]
    assert lit(snippet(text, found, [1.0, 1.0, 5.0])) == ["rare"]
    assert lit(snippet(text, found, [1.0, 1.0, 1.0])) == ["common", "usual"]


def test_words_are_never_cut() -> None:
    text = "verylongword " * 200 + "treasure " + "verylongword " * 200
    made = window("treasure", text)
    assert set(made.text.split()) == {"verylongword", "treasure"}


def test_bullets_end_a_sentence() -> None:
    items = (
        "\n".join(f"• item number {n} of the list" for n in range(60))
        + "\n• the treasure\n"
        + "\n".join("• more" for _ in range(60))
    )
    made = window("treasure", items)
    assert made.text.startswith("•")
    assert "• the treasure" in made.text


def test_a_phrase_across_a_line_end_is_lit_whole() -> None:
    made = window('"one stop shop"', FILLER * 20 + "a one-\nstop\nshop here. " + FILLER * 20)
    assert lit(made) == ["one-\nstop\nshop"]


def test_a_page_without_spaces_has_a_snippet_with_its_mark() -> None:
    made = window("treasure", "x" * 3_000 + " treasure " + "y" * 3_000)
    assert "treasure" in lit(made)


@settings(max_examples=400, deadline=None)
@given(
    queries,
    st.lists(
        texts | st.text(max_size=30) | st.sampled_from([FILLER, "\n", ". ", "• ", "…” ", "x" * 200]), max_size=40
    ).map(" ".join),
    st.data(),
)
def test_a_snippet_is_the_page_to_the_letter_and_its_marks_are_the_pages(
    query: str, text: str, data: st.DataObject
) -> None:
    understood = compiled(query, text)
    found = marks(understood, text, "en")
    leaves = len(understood.leaves)
    weights = data.draw(st.lists(st.floats(0.001, 12), min_size=leaves, max_size=leaves))
    made = snippet(text, found, weights)
    check(made, text)
    here = [Span(mark.start + made.span.start, mark.end + made.span.start) for mark in made.marks]
    assert here == [
        mark.span for mark in found if made.span.start <= mark.span.start and mark.span.end <= made.span.end
    ]
    if found:
        assert here
    else:
        assert len(made.text) <= 2 * LENGTH or max(map(len, made.text.split())) > LENGTH


def test_a_snippet_keeps_clear_of_running_heads_and_feet() -> None:
    text = "Annual report of the year\nA walrus sleeps.\nPage 12 of 60"
    running = (Span(0, 25), Span(43, 56))
    understood = compiled("walrus", text)
    made = snippet(text, marks(understood, text, "en", running), [1.0], running)
    assert made.text == "A walrus sleeps."
    assert snippet(text, [], [], running).text == "A walrus sleeps."
    check(made, text)


def test_a_page_of_nothing_but_running_heads_still_has_a_snippet() -> None:
    assert snippet("Annual report", [], [], (Span(0, 13),)).text == "Annual report"


@settings(max_examples=200, deadline=None)
@given(texts, queries, st.lists(spans, max_size=3))
def test_any_snippet_beside_any_running_heads_is_the_page_to_the_letter(
    text: str, query: str, running: list[Span]
) -> None:
    understood = compiled(query, text)
    lit = marks(understood, text, "en", running)
    assert not any(span.start <= mark.span.start < span.end for mark in lit for span in running)
    check(snippet(text, lit, [1.0] * len(understood.leaves), running), text)
