"""Quotes as HTML: two kinds of marks, what stands around them, and what is shown on demand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from corpora import entry, fill
from hypothesis import given
from hypothesis import strategies as st
from markup import Tags

from answer.records import Quote
from core.records import Document, Page, PageEntry, PageState, Span
from index.reference.memory_backend import MemoryEngine
from serve.quote_context import Cut, around_quote, cut_of
from serve.render import plain
from serve.render_quotes import around_html, legend_html, on_page_html, quote_html, words_html

TEXT = "Head\nParents register <once> at the counter. It opened in 2005 in Halifax. Then it rained."
PAGE = Page("births", 6, "iv", "fr", TEXT)
DOCUMENT = Document("births", "births.pdf", "On <Births>", "report", "2011-10", presenters=("Ada Elm",))


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def quote(words: str, marks: tuple[str, ...] = (), answer: tuple[str, ...] = ()) -> Quote:
    return Quote(words, DOCUMENT, PAGE, span(words), 1.0, tuple(map(span, marks)), tuple(map(span, answer)))


def test_the_part_that_answers_is_strong_and_may_hold_words_of_the_question():
    html = words_html(quote("It opened in 2005 in Halifax.", ("opened", "2005"), ("in 2005",)))

    assert html == (
        'It <mark>opened</mark> <strong class="answer" title="The part that answers">in <mark>2005</mark></strong> '
        "in Halifax."
    )


@given(st.data())
def test_whatever_is_marked_the_words_stay_the_same_and_tags_are_closed(data):
    places = st.integers(0, len(TEXT))
    spans = st.lists(st.tuples(places, places).map(lambda pair: Span(*sorted(pair))), max_size=4)
    whole = Quote(TEXT, DOCUMENT, PAGE, Span(0, len(TEXT)), 1.0, (), tuple(data.draw(spans)))

    html = words_html(whole)

    assert "".join(Tags(html).text.split()) == "".join(plain(TEXT).split())
    assert html.count("<strong") == html.count("</strong>")
    assert "<once>" not in html


def test_a_card_says_whose_words_where_and_in_which_language_if_not_the_questions():
    card = quote_html(
        quote("It opened in 2005 in Halifax."), asked_in="en", twins=(Document("x", "x.pdf", "X", language="de"),)
    )
    words = " ".join(Tags(card).text.split())

    for said in ("p. iv (PDF 6)", "in French", "Ada Elm", "On <Births>", "October 2011", "also in German"):
        assert said in words
    assert "in French" not in quote_html(quote("Then it rained."), asked_in="fr")
    assert "in French" not in quote_html(quote("Then it rained."), asked_in=None)


def test_the_sentences_around_a_quote_are_those_before_and_after():
    middle = quote("It opened in 2005 in Halifax.")
    before, after = around_quote(middle)

    assert before.of(TEXT) == "Parents register <once> at the counter."
    assert after.of(TEXT) == "Then it rained."
    html = around_html(middle, before, after)
    assert "<b>It opened in 2005 in Halifax.</b>" in html
    assert re.match(r'<details class="more"><summary>', html)
    assert around_quote(quote("Then it rained."))[1] is None
    assert around_html(middle, None, None) == ""


def test_the_picture_of_the_page_is_loaded_when_it_is_opened():
    html = on_page_html(quote("Then it rained."), "/pages/births/6.png?span=1-2", "/document?id=births&page=6")
    tags = dict(Tags(html).found)

    assert tags["img"]["loading"] == "lazy"
    assert "On <Births>" in tags["img"]["alt"]
    assert tags["a"]["href"] == "/document?id=births&page=6"


def test_the_legend_explains_what_is_there():
    assert "words of the question" in legend_html(told=False)
    assert "answers" not in legend_html(told=False)
    assert "the part that answers" in legend_html(told=True)


PROSE = (
    "A shared counter has been open to all families in the two valleys since 2005 and\n"
    "the province has paid for its rent. A network of agents is hard to maintain in the"
)
GOES_ON = "reshape, since each agent lives by it. Länder pay for the rest of it."


def quoted(view, number: int, words: str, identifier: str = "a") -> Quote:
    page = view.page(identifier, number)
    start = page.text.index(words)
    return Quote(words, view.documents[identifier], page, Span(start, start + len(words)), 1.0)


def two_pages(first: str, second: str):
    document, pages = entry("a", first, second)
    told = tuple(PageEntry(page.label, "en", (), PageState.TEXT, len(page.text)) for page in pages)
    return fill(MemoryEngine(), (replace(document, pages=told), pages))


@pytest.mark.parametrize(
    ("first", "second", "number", "words", "cut"),
    [
        ("It is hard to", GOES_ON, 1, "It is hard to", Cut(False, True)),
        (PROSE, GOES_ON, 2, "reshape, since each agent lives by it.", Cut(True, False)),
        (PROSE, GOES_ON, 2, "Länder pay for the rest of it.", Cut()),
        ("Agents of three", "Länder came.", 1, "Agents of three", Cut()),  # a heading, or a line of a list
        ("It is paid by", "Länder and towns.", 1, "It is paid by", Cut(False, True)),
        (PROSE, "Länder.", 1, "A network of agents is hard to maintain in the", Cut(False, True)),
        ("• one counter for all that is in the", "and more", 1, "• one counter for all that is in the", Cut()),
        ("It ends here.", "and so on", 1, "It ends here.", Cut()),
        ("myGov is a portal of the federation.", "It is new.", 1, "myGov is a portal of the federation.", Cut()),
        ("It says so, and the rest follows", "7", 1, "It says so,", Cut(False, True)),
    ],
)
def test_a_quote_that_begins_or_stops_within_a_sentence_is_told(first, second, number, words, cut):
    view = two_pages(first, second)

    assert cut_of(view, quoted(view, number, words)) == cut


def test_the_last_page_and_running_feet_do_not_go_on():
    view = two_pages("It is hard to", "A line of a table")
    assert not cut_of(view, quoted(view, 2, "A line of a table")).after
    page = replace(view.page("a", 1), text="It is hard to\nfoot", running=(Span(14, 18),))
    footed = Quote("It is hard to", view.documents["a"], page, Span(0, 13), 1.0)
    assert cut_of(view, footed).after


def test_a_page_that_a_later_generation_no_longer_has_does_not_go_on():
    found = quoted(two_pages("It ends and", GOES_ON), 1, "It ends and")

    assert cut_of(fill(MemoryEngine(), entry("b", "Seals.")), found) == Cut(False, True)
    assert cut_of(two_pages("It ends and", GOES_ON), found) == Cut(False, True)
    listed = quoted(two_pages("Agents of three", GOES_ON), 1, "Agents of three")
    assert cut_of(fill(MemoryEngine(), entry("b", "Seals.")), listed) == Cut()


def test_dots_stand_outside_of_the_quoted_characters():
    words = "It opened in 2005 in Halifax."
    html = quote_html(quote(words), cut=Cut(True, True))

    assert f'<span class="cut">… </span>{words}<span class="cut"> …</span></blockquote>' in html
    assert "…" not in quote_html(quote(words))
