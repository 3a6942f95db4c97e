"""Choosing quotes: what is joined, what is left out, what comes first, and what is told once."""

from itertools import combinations

import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.choosing import Known, candidates
from answer.kinship import Kinship
from answer.question import understood
from answer.records import Quote
from answer.verifying import distinct
from core.records import Document, Intervention, Page, Place, Role, Span
from index.reference.memory_backend import MemoryEngine

OFFICE = (
    "The office in Halifax was founded by Ada Elm. It opened its doors in 1912 with four clerks at two desks. "
    "Many towns of the coast have copied the plan since. The clerks of Halifax are paid by the town."
)


def library(*entries):
    """The view of a small library."""
    return fill(MemoryEngine(), *entries, entry("other", "Walruses sleep on the ice of the north all summer long."))


def told(view, question, filters=None, **more):
    return list(candidates(view, understood(view, question), filters or {}, **more))


def texts(found):
    return [one.quote.text for one in found]


def test_two_sentences_are_one_quote_where_the_second_answers():
    view = library(entry("office", OFFICE))

    first = told(view, "When did the office in Halifax open?")[0].quote

    assert "Halifax" in first.text
    assert "1912" in first.text
    assert first.text.count(". ") <= 1


def test_a_sentence_that_adds_nothing_is_left_out():
    view = library(
        entry("births", "Here is more. Parents register the birth of a child in 1999 at the counter. It rains.")
    )

    assert texts(told(view, "When do parents register the birth of a child?"))[0] == (
        "Parents register the birth of a child in 1999 at the counter."
    )


def test_no_quote_overlaps_with_another():
    view = library(entry("office", OFFICE))

    spans = [one.quote.span for one in told(view, "Who pays the clerks of the office in Halifax?")]

    assert len(spans) > 1
    assert all(one.end <= other.start or other.end <= one.start for one, other in combinations(spans, 2))


@pytest.mark.parametrize(
    "worse",
    [
        "The birth of a child",
        "Who registers the birth of a child?",
        "Registering the birth of a child .................. 12",
    ],
)
def test_a_sentence_comes_before_headings_questions_and_tables_of_contents(worse):
    view = library(
        entry("a", f"Something else stands here.\n\n{worse}"), entry("b", "Parents register the birth of a child.")
    )

    assert texts(told(view, "Who can register the birth of a child?"))[0] == "Parents register the birth of a child."


def test_what_follows_a_question_on_the_page_is_quoted_with_it():
    view = library(
        entry("faq", "Who registers the birth of a child? Either of them. Nothing else is known of it here.")
    )

    assert texts(told(view, "Who registers the birth of a child?"))[0] == (
        "Who registers the birth of a child? Either of them."
    )


def test_a_heading_is_not_joined_to_what_follows():
    view = library(
        entry("a", "Births of children\n\nParents register the birth of every child at the counter of the town.")
    )

    assert all("\n" not in text for text in texts(told(view, "Where do parents register the births of children?")))


def test_no_quote_has_words_of_two_speakers():
    text = "The office in Halifax was founded by Ada Elm. It opened its doors in 1912 with four clerks at two desks."
    second = Place(1, text.index("It opened"))
    turns = tuple(
        Intervention(first, last, Role.SPEAKER, (name,), (name,))
        for first, last, name in ((Place(1, 0), second, "Ada Elm"), (second, Place(1, len(text)), "Bo Ask"))
    )
    view = library(entry("minutes", text, kind="minutes", turns=turns))

    found = texts(told(view, "When did the office in Halifax open its doors?"))

    assert found
    assert all(not ("founded" in one and "1912" in one) for one in found)


def test_what_speaks_for_a_quote_and_the_part_that_answers_are_told_with_it():
    view = library(entry("office", OFFICE))

    found = told(view, "When did the office in Halifax open?")

    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    best = found[0].features
    assert best.kinds > 0
    assert best.page == 1
    assert 0 < best.carried <= found[0].quote.support <= 1
    assert 0 < best.wording <= 1
    assert [part.of(OFFICE) for part in found[0].quote.answer] == ["1912"]


def test_of_two_sentences_with_the_same_words_the_one_worded_like_the_question_comes_first():
    alike = "In the old harbour hall the register was opened by the minister last spring."
    other = "The hall of the minister registers an opened harbour, in the last spring, by the old."
    question = "Was the register opened by the minister in the old harbour hall?"

    between = "Nothing else happened. Nobody came. It rained."

    for first, second in ((alike, other), (other, alike)):
        found = texts(told(library(entry("one", f"{first} {between} {second}")), question))
        assert alike in found[0]
        assert other not in found[0]


def test_what_was_found_on_a_page_is_the_same_with_other_filters():
    view = library(entry("office", OFFICE, presenters=("Ada Elm",)), entry("copy", OFFICE, presenters=("Bo Ask",)))
    question, known = "When did the office in Halifax open?", Known()

    told(view, question, known=known)

    assert known.pages
    filters = {"presenter": ["Bo Ask"]}
    assert told(view, question, filters, known=known) == told(view, question, filters)


@pytest.mark.parametrize(
    ("asked", "text", "kin"),
    [
        ("Verteidigung", "Die Verteidiger der Stadt", ["Verteidiger"]),
        ("déclaration", "Le déclarant signe", ["déclarant"]),
        ("Rathaus", "Der Rat tagt", []),
        ("sea", "The seal sleeps", []),
    ],
)
def test_kin_begin_alike_and_share_most_letters(asked, text, kin):
    found = [text[one.start :].split()[0] for one in Kinship([asked]).on(text)]

    assert found == kin


def quote(identifier, text, language="en", work="", number=1):
    """A quote that is all of a page."""
    document = Document(identifier, f"{identifier}.pdf", identifier, work=work)
    return Quote(text, document, Page(identifier, number, str(number), language, text), Span(0, len(text)), 1.0)


def test_the_same_words_are_told_once_wherever_they_stand():
    found = [quote("a", "Births are free."), quote("b", "Births  are\nfree."), quote("c", "Births cost nothing.")]

    assert [one.document.id for one in distinct(found)] == ["a", "c"]


def test_a_passage_of_two_versions_is_told_once_and_of_other_works_twice():
    old = "The fee for the registration of a birth in Halifax is 12 dollars in all."
    new = "The fee for the registration of a birth in Halifax is 14 dollars in all."

    assert len(list(distinct([quote("a", old, work="w"), quote("b", new, work="w")]))) == 1
    assert len(list(distinct([quote("a", old), quote("b", new)]))) == 2


def test_of_language_twins_the_one_in_the_language_of_the_question_is_told():
    french = quote("a", "La naissance est déclarée.", "fr", "w", 4)
    english = quote("b", "The birth is registered.", "en", "w", 5)
    elsewhere = quote("b", "The fee is paid at once.", "en", "w", 9)

    assert list(distinct([french, english, elsewhere], "en")) == [english, elsewhere]
    assert list(distinct([french, english, elsewhere], "fr")) == [french, elsewhere]
    assert list(distinct([french, english, elsewhere])) == [french, elsewhere]


def test_where_no_country_is_known_one_answer_is_not_hidden_by_rows_of_none():
    answer = ask(library(entry("office", OFFICE)), "When did the office in Halifax open?", {}, "country")

    assert (answer.by, answer.rows) == ("", ())
    assert answer.quotes
    assert answer.asked.notes == ("No country is known in this selection: this is one answer for all of it.",)
