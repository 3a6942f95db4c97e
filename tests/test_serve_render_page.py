"""One page as HTML: marks, the speaker's notes, and where a page's words come from."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.records import Quote
from core.records import Document, Page, PageState, Span
from index.search import Hit
from index.snippets import Snippet
from serve.render import card_html
from serve.render_page import PAGE_WARNINGS, is_unsure, origin, page_text_html, recognised_note
from serve.render_quotes import quote_html

SLIDE = "One number\nSay that 115 came first"
NOTES = SLIDE.index("Say")
PAGE = Page("deck", 4, "4", "en", SLIDE, notes=NOTES)
SCAN = Page("memo", 1, "1", "en", "typed words", state=PageState.OCR, confidence=0.937)
DOCUMENT = Document("deck", "deck.pptx", "A Deck")
RULE = '<div class="notes-rule"></div>'


def test_a_rule_stands_where_the_speakers_notes_begin() -> None:
    html = page_text_html(SLIDE, [Span(0, 3), Span(NOTES, NOTES + 3)], 1, NOTES)
    assert html == (
        '<div class="page-text"><mark id="mark-1">One</mark> number\n'
        f'{RULE}<mark id="mark-2" class="active">Say</mark> that 115 came first</div>'
    )
    assert RULE not in page_text_html(SLIDE, [])


@pytest.mark.parametrize("notes", [0, len(SLIDE)])
def test_a_slide_may_have_nothing_but_notes_or_a_rule_at_its_end(notes: int) -> None:
    before, after = page_text_html(SLIDE, [], None, notes).split(RULE)
    assert before.endswith(SLIDE[:notes])
    assert after == SLIDE[notes:] + "</div>"


@given(st.integers(0, len(SLIDE)), st.lists(st.integers(0, len(SLIDE)), max_size=6, unique=True))
def test_a_page_comes_out_letter_by_letter_wherever_notes_and_marks_are(notes: int, cuts: list[int]) -> None:
    edges = sorted(cuts)
    marks = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    html = page_text_html(SLIDE, marks, None, notes)
    assert html.count(RULE) == 1
    assert re.sub("<[^>]+>", "", html.replace(RULE, "")) == SLIDE
    assert html.count("<mark ") == html.count("</mark>") == len(marks)


def test_a_hit_in_the_notes_says_so() -> None:
    assert origin(PAGE, [Span(NOTES, NOTES + 3)]) == "in the speaker’s notes"
    assert origin(PAGE, [Span(0, 3), Span(NOTES, NOTES + 3)]) == "also in the speaker’s notes"
    assert origin(PAGE, [Span(0, 3)]) == ""
    assert origin(PAGE, []) == ""
    assert origin(replace(PAGE, notes=None), [Span(NOTES, NOTES + 3)]) == ""


def test_recognised_words_are_told_with_their_confidence() -> None:
    assert origin(SCAN, [Span(0, 5)]) == "recognised text, confidence 93\u00a0%"
    assert origin(replace(SCAN, confidence=None)) == "recognised text"
    assert "compare it with the image" in recognised_note(SCAN)
    assert "93\u00a0%" in recognised_note(SCAN)
    assert recognised_note(PAGE) == ""


@pytest.mark.parametrize(("confidence", "unsure"), [(0.8, False), (0.79, True), (None, True)])
def test_unsure_recognition_is_a_warning(confidence: float | None, unsure: bool) -> None:
    assert is_unsure(replace(SCAN, confidence=confidence)) == unsure
    assert not is_unsure(PAGE)


def test_cards_and_quotes_say_where_their_words_come_from() -> None:
    mark = Span(NOTES, NOTES + 3)
    hit = Hit(DOCUMENT, PAGE, 1.0, (mark,), Snippet(Span(0, len(SLIDE)), SLIDE, (mark,)))
    assert '<span class="origin">in the speaker’s notes</span>' in card_html(hit)
    assert "origin" not in card_html(replace(hit, marks=(Span(0, 3),)))
    quote = Quote("typed words", DOCUMENT, SCAN, Span(0, 11), 1.0)
    assert "recognised text, confidence 93" in quote_html(quote)
    noted = Quote(SLIDE[NOTES:], DOCUMENT, PAGE, Span(NOTES, len(SLIDE)), 1.0)
    assert "in the speaker’s notes" in quote_html(noted)


def test_every_state_that_cannot_be_searched_has_its_warning() -> None:
    assert set(PAGE_WARNINGS) == {state for state in PageState if not state.searchable}
