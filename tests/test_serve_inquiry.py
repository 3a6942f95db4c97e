"""What is asked: as one record and its address, what is said of how it was understood, and of filters that no page has."""

import json
from urllib.parse import urlencode

import pytest
import streamlit as st
from asgi import get
from corpora import entry, fill

from index.queries.reading import Reading
from index.reference.memory_backend import MemoryEngine
from serve.answer_words import rows_taken, understood_as
from serve.inquiry import Inquiry
from serve.unknown_filters import KnownValues
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
    filters = {
        "from": ["ZZ", "CA"],
        "presenter": ["Isolde Fenimore"],
        "document": ["x", "minutes"],
        "kind": ["minutes"],
    }

    assert demonstration.filter_notes(filters) == (
        "The library has no page with presenter “Isolde Fenimore”. Nearest to it: Isolde Fennimore."
        " Nothing can be found until this filter is taken away.",
        "The library has no page with presenter's country “ZZ”. It adds nothing to the others.",
        "The library has no page with document “x”. None is called anything like it. It adds nothing to the others.",
    )


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        ({"presenter": ["Nobody Atall"]}, "None is called anything like it."),
        ({"presenter": ["Quillon, Thadeus"]}, "Nearest to it: Thaddeus Quillon."),
        ({"presenter": ["Quilon"]}, "Nearest to it: Thaddeus Quillon."),
        ({"kind": ["minuts"]}, "Nearest to it: minutes."),
        ({"kind": ["nosuch"]}, "There are: brief, memorandum, minutes, paper, presentation, programme, report."),
        ({"document": ["minute"]}, "Nearest to it: Minutes of the Closing Discussion"),
        ({"year": ["2012"]}, "Nearest to it: 2011"),
    ],
)
def test_what_no_page_has_is_noted_with_the_nearest_there_is_wherever_filters_hold(
    demonstration, run, app, filters, hint
):
    ((facet, (value,)),) = filters.items()
    for command in ("ask", "search", "frequency", "compare"):
        code, out, err = run(command, "privacy", f"--{facet}", value)
        assert code == 0, command
        assert f"“{value}”. {hint}" in err, command
    code, out, _ = run("ask", "What is said about privacy?", f"--{facet}", value, "--json")
    told = json.loads(out)
    assert (code, told["status"], told["quotes"]) == (0, "not_found", [])
    assert hint in told["understood"]["notes"][0]
    for path in ("search", "coverage"):
        assert hint in get(app, f"/api/{path}?q=privacy&{urlencode({facet: value})}").json["notes"][0]
    grouped = demonstration.grouped("privacy", filters, "document").results
    assert hint in grouped.notes_on_query[0]
    assert hint in demonstration.all_hits("privacy", filters).notes[0]


def test_a_year_that_is_none_is_refused(run, app):
    for command in ("ask", "search"):
        code, _, err = run(command, "privacy", "--year", "abc")
        assert (code, "The year 'abc' is unknown" in err) == (2, True)
    assert get(app, "/api/search?q=privacy&year=20x4").status == 400


def test_what_was_known_is_looked_up_anew_for_another_generation():
    known, filters, engine = KnownValues(), {"kind": ["paper"]}, MemoryEngine()
    first = fill(engine, entry("a", "Walruses.", kind="report"))
    assert "There are: report" in known.notes(first, filters)[0]

    assert known.notes(fill(engine, entry("b", "Seals.", kind="paper")), filters) == ()


class Interrupted:
    """A view; while its generation is read, another thread does something."""

    def __init__(self, view, meanwhile):
        self._view, self._meanwhile = view, meanwhile

    @property
    def generation(self):
        self._meanwhile()
        return self._view.generation

    def __getattr__(self, name):
        return getattr(self._view, name)


def test_what_one_generation_has_is_never_told_of_another_that_is_asked_for_at_the_same_time():
    known, filters, engine = KnownValues(), {"kind": ["memo"]}, MemoryEngine()
    first = fill(engine, entry("a", "Walruses.", kind="report"))
    second = fill(engine, entry("b", "Seals.", kind="paper"))
    assert "There are: report." in known.notes(first, filters)[0]

    assert "There are: report." in known.notes(Interrupted(first, lambda: known.notes(second, filters)), filters)[0]
    assert "There are: paper, report." in known.notes(second, filters)[0]


def test_values_that_no_page_has_are_shown_on_one_line_cut_and_documents_by_their_titles():
    view = fill(MemoryEngine(), entry("seals-2", "Seals.", kind="paper", title="Of seals"))

    def note(**filters):
        return KnownValues().notes(view, filters)[0]

    assert note(kind=["\x1b[31m" + "x" * 3_000]) == (
        f"The library has no page with kind “\\x1b[31m{'x' * 32}”. There are: paper."
        " Nothing can be found until this filter is taken away."
    )
    assert note(kind=["nosuch", "neither", "paper"]).endswith("There are: paper. They add nothing to the others.")
    assert "Nearest to it: Of seals." in note(document=["seal-2"])
    assert "There are: Of seals." in note(document=["walrus"])


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
