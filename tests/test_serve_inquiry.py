"""What is asked: as one record and its address, what is said of how it was understood, and of filters that no page has."""

import pytest
import streamlit as st

from index.queries.reading import Reading
from serve.answer_words import rows_taken, understood_as
from serve.inquiry import Inquiry
from serve.value_names import no_page_of
from web.answer_record import _made

ROWS = "Which countries have a one-stop shop?"


def test_what_is_asked_is_written_as_an_address_takes_it_and_a_record_gives_it_back(demonstration):
    asked = Inquiry(ROWS, {"about": ("CA", "DE")}, "presenter", Reading("en", terms=False), ("by",))

    assert asked.parameters == {
        "q": [ROWS], "by": ["presenter"], "free": ["by"], "read_in": ["en"], "terms": ["0"], "about": ["CA", "DE"],
    }  # fmt: skip
    assert demonstration.record(asked).inquiry == asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When did ServiceOntario start?", "asking for a date · looking for the words ServiceOntario, start"),
        (
            "Which offices were opened in Australia?",
            "asking for an organisation · looking for the words offices, opened",
        ),
        (
            "Wie viele Gemeinden nutzen die 115?",
            "asking for a number · looking for the words viele, Gemeinden, nutzen, 115",
        ),
    ],
)
def test_how_a_question_was_understood_tells_what_is_asked_and_looked_for_as_it_is_written(
    demonstration, question, said
):
    assert understood_as(demonstration.ask(question, {})).startswith(said)


def test_the_language_of_a_question_is_told_only_where_a_quote_is_in_another(demonstration):
    told = {
        code: understood_as(demonstration.ask("What is a guichet unique?", {"language": [code]}))
        for code in ("fr", "en")
    }

    assert told["fr"].endswith("asked in English")
    assert "asked in" not in told["en"]


def test_rows_are_said_to_be_the_questions_only_where_it_asked_for_them(demonstration, run):
    answer = demonstration.ask(ROWS, {})

    assert rows_taken(answer, "") == "an answer for each country"
    assert rows_taken(answer, "country") == rows_taken(demonstration.answer(Inquiry(ROWS, freed=("by",))), "") == ""
    assert "From the question: an answer for each country (without: --free by)" in run("ask", ROWS)[1]


def test_filters_that_no_page_has_are_told_and_those_that_some_have_are_not(demonstration):
    filters = {"from": ["ZZ", "CA"], "presenter": ["Nobody", "Isolde Fennimore"], "document": ["x", "minutes"]}
    unknown = demonstration.without_pages(filters)

    assert unknown == [("from", "ZZ"), ("presenter", "Nobody"), ("document", "x")]
    assert no_page_of(unknown[:2]).startswith(
        "The library has no page with presenter's country “ZZ” or presenter “Nobody”."
    )


class CountingShelf:
    """The demonstration library, that counts the records it makes."""

    def __init__(self, library):
        self.library, self.made, self.keeps = library, 0, False

    def record_of(self, answer, asked):
        self.made += 1
        return self.library.record_of(answer, asked)

    def is_kept(self, _record):
        return self.keeps


def test_an_answers_record_is_made_once_an_answer_and_knows_when_it_was_kept_elsewhere(demonstration, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    shelf, asked = CountingShelf(demonstration), Inquiry("When did ServiceOntario start?")
    first = _made(shelf, demonstration.answer(asked), asked)

    assert _made(shelf, demonstration.answer(asked), asked) == first
    assert shelf.made == 1
    shelf.keeps = True
    assert _made(shelf, demonstration.answer(asked), asked)[0].kept
    other = Inquiry(asked.question, by="country")
    _made(shelf, demonstration.answer(other), other)
    assert shelf.made == 2
