"""Answers told apart by country and presenter, across languages, and what goes out of them: JSON, words, a table."""

import csv
import io
from dataclasses import replace

import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.records import Status
from answer.rows import MOST_ROWS
from core.interventions import TO_THE_END
from core.records import Concept, Heading, Intervention, Place, Role, Term
from index.queries.terms import TermTable
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.answer_table import COLUMNS, answer_csv
from serve.answer_words import quote_lines, row_title, rows_note, silence
from serve.as_json import answer_json

BOTH = (
    "In Germany the municipality pays for the counter at the town hall. Winters are long and dark there. "
    "Nothing else is known of it. In France the prefecture stands near the bridge."
)
FRENCH = "Le guichet unique\nLe guichet unique de Lyon ouvre à huit heures du matin, sauf le dimanche."
MINUTES = "Ms Elm: The province pays for the counter in Halifax. Mr Ask: Nobody pays for the library in Bonn."
TURN = MINUTES.index("Mr Ask")


def turn(start, end, name):
    return Intervention(Place(1, start), Place(1, end), Role.SPEAKER, (name,), (name,))


@pytest.fixture(params=["memory", "whoosh"])
def view(request, tmp_path):
    """A page on two countries, a French one, and minutes in which two speak."""
    engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    turns = (turn(0, TURN, "Ada Elm"), turn(TURN, TO_THE_END, "Bo Ask"))
    return fill(
        engine,
        entry("counters", BOTH, about=[["DE", "FR"]], countries_about=("DE", "FR"), presenters=("Cy Oak",)),
        entry("lyon", FRENCH, language="fr", about=[["FR"]], countries_about=("FR",)),
        entry("minutes", MINUTES, about=[[]], kind="minutes", turns=turns),
    )


def rows(answer):
    return {row.value: [quote.text for quote in row.quotes] for row in answer.rows}


def test_a_countrys_row_has_a_quote_that_speaks_of_it_not_only_its_page(view):
    answer = ask(view, "Who pays for the counter at the town hall?", {}, "country")

    assert rows(answer)["DE"][0].startswith("In Germany the municipality pays for the counter")
    for row in answer.rows:
        for quote in row.quotes:
            assert row.value in quote.about
            assert quote.country == row.value


def test_a_presenters_row_is_in_their_own_words(view):
    told = rows(ask(view, "Who pays for the library in Bonn?", {}, "presenter"))

    assert any("library in Bonn" in text for text in told["Bo Ask"])
    assert not any("library in Bonn" in text for text in told["Ada Elm"])


def test_an_empty_row_stays_behind_those_that_are_answered_and_says_what_was_looked_through(view):
    answer = ask(view, "Who pays for the counter at the town hall?", {}, "country")

    answered = [bool(row.quotes) for row in answer.rows]
    assert answered == sorted(answered, reverse=True)
    empty = next(row for row in answer.rows if not row.quotes)
    assert (empty.value, empty.status, empty.searched.pages) == ("FR", Status.NOT_FOUND, 2)
    assert "2 pages in 2 documents" in silence(answer, empty)
    assert "1 of 2 countries answered" in rows_note(answer)


def test_rows_that_a_filter_names_keep_its_order_and_one_without_pages_says_so(view):
    answer = ask(view, "Who pays for the counter at the town hall?", {"about": ["NO", "DE"]}, "country")

    assert [row.value for row in answer.rows] == ["NO", "DE"]
    assert "Nothing to look through" in silence(answer, answer.rows[0])


def test_more_rows_than_are_made_are_counted():
    many = [entry(f"d{n}", "The counter opens early.", presenters=(f"Name {n}",)) for n in range(MOST_ROWS + 3)]
    answer = ask(fill(MemoryEngine(), *many), "When does the counter open?", {}, "presenter")

    assert (len(answer.rows), answer.rows_left) == (MOST_ROWS, 3)
    assert "3 presenters more without a row" in rows_note(answer)
    assert answer_json(answer)["rows_left"] == 3


def test_a_filters_country_keeps_out_quotes_that_speak_of_another_alone(view):
    answer = ask(view, "Which prefecture stands near the bridge?", {"about": ["DE"]})

    assert all("In France" not in quote.text for quote in answer.quotes)


def test_an_english_question_is_answered_in_french_by_an_equal_term_and_the_quote_says_so(view):
    table = TermTable([Concept((Term("one-stop shop", "en"), Term("guichet unique", "fr")))])
    question = "When does the one-stop shop in Lyon open?"

    answer = ask(view, question, {}, None, table)
    without = ask(view, question, {"language": ["fr"]})

    best = answer_json(answer)["quotes"][0]
    assert best["text"].startswith("Le guichet unique de Lyon ouvre")
    assert best["language"] == "fr"
    assert not without.quotes or without.quotes[0].support < answer.quotes[0].support


def test_a_quote_is_told_with_its_speaker_its_page_its_language_and_its_address(view):
    answer = ask(view, "Who pays for the library in Bonn?", {})
    quote = answer.quotes[0]
    told = answer_json(answer)["quotes"][0]

    assert f"&span={quote.span.start}-{quote.span.end}-" in told["url"]
    assert (told["presenters"], told["speaker"]["role"], told["page_label"]) == (["Bo Ask"], "speaker", "1")
    lines = list(quote_lines(quote, told["url"]))
    assert lines[0].startswith("Bo Ask, speaker")
    assert "in English" in lines[-1]
    assert told["url"] in lines[-1]


def test_the_table_has_a_line_for_every_quote_and_every_empty_row(view):
    answer = ask(view, "Who pays for the counter at the town hall?", {}, "country")
    table = list(csv.DictReader(io.StringIO("".join(answer_csv(answer, "https://x.example")).lstrip("\ufeff"))))

    assert tuple(table[0]) == COLUMNS
    assert {line["row"] for line in table} == {row_title(answer, row) for row in answer.rows}
    empty = next(line for line in table if not line["quote"])
    assert "Looked through: 2 pages" in empty["nothing_found"]
    assert all(line["address"].startswith("https://x.example/document?") for line in table if line["quote"])
    alone = replace(answer, rows=(), by="")
    assert len("".join(answer_csv(alone)).splitlines()) == 1 + len(answer.quotes)


def test_a_name_in_passing_under_another_countrys_heading_is_told_of_the_heading():
    heading = Heading(1, "Germany", 1)
    text = "Germany\nThis shop solved a question that Canada still debates: who pays for the counter at the hall."
    one = entry("a", text, about=[["CA", "DE"]], countries_about=("CA", "DE"), outline=(heading,))
    answer = ask(fill(MemoryEngine(), one), "Who pays for the counter at the hall?", {}, "country")

    assert (bool(rows(answer)["DE"]), rows(answer)["CA"]) == (True, [])


def test_a_page_that_names_no_country_answers_for_the_one_in_the_heading_pages_before():
    pages = "Germany\nNothing here.", "The municipality pays for the counter at the hall."
    one = entry("a", *pages, about=[["DE"], []], countries_about=("CA", "DE"), outline=(Heading(1, "Germany", 1),))
    answer = ask(fill(MemoryEngine(), one), "Who pays for the counter at the hall?", {"about": ["DE"]}, "country")

    assert "municipality pays" in " ".join(rows(answer)["DE"])
