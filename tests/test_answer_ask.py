"""Answers: quotes that stand on their page character by character, or an honest "not found"."""

from dataclasses import replace

import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.records import Answer, Status
from answer.verifying import verified
from core.records import DocumentState, PageState, Span
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.render import plain

BIRTHS = (
    "Overview\nThis chapter is short.\nParents register the birth of a child once, at the municipal counter in Halifax. "
    "The office then tells three departments. Weather in Halifax is mild."
)
POLICE = "The number 115 connects callers in Germany with any public office. It is no emergency number."


@pytest.fixture(params=["memory", "whoosh"])
def view(request, tmp_path):
    """A small library on each engine."""
    engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    return fill(
        engine,
        entry(
            "births", BIRTHS, about=[["CA"]], presenters=("Ada Elm",), countries_about=("CA",), countries_from=("CA",)
        ),
        entry("calls", POLICE, about=[["DE"]], presenters=("Bo Ask",), countries_about=("DE",), countries_from=("DE",)),
        entry("annex", "Walruses sleep on the ice of the north.", about=[[]]),
    )


def quotes(answer: Answer) -> list[str]:
    return [quote.text for quote in answer.quotes]


def test_a_question_is_answered_with_the_sentence_that_says_it(view):
    answer = ask(view, "Where do parents register the birth of a child?", {})

    assert answer.status == Status.ANSWERED
    assert quotes(answer)[0] == "Parents register the birth of a child once, at the municipal counter in Halifax."
    assert answer.quotes[0].document.id == "births"
    assert answer.quotes[0].country == "CA"


def test_every_quote_stands_on_its_page_character_by_character(view):
    for question in (
        "Where do parents register births?",
        "What does the number 115 connect?",
        "Where do walruses sleep?",
    ):
        answer = ask(view, question, {}, "country")
        found = [*answer.quotes, *answer.related, *(quote for row in answer.rows for quote in row.quotes)]
        assert found
        for quote in found:
            text = view.page(quote.document.id, quote.page.number).text
            assert quote.span.of(text) == quote.text
            assert quote.marks
            assert all(quote.span.start <= mark.start < mark.end <= quote.span.end for mark in quote.marks)
            assert 0 < quote.support <= 1


def test_what_is_not_there_is_not_answered(view):
    for question in (
        "What is the price of gold in Zurich?",
        "Who won the football championship?",
        "Who is the president of Halifax airlines insurance?",
    ):
        answer = ask(view, question, {})
        assert answer.status == Status.NOT_FOUND, quotes(answer)
        assert answer.quotes == ()


@pytest.mark.parametrize(
    "question", ["", "   ", "???", "the of and", '"', "-", "(((", "x" * 10_000, "word " * 5_000, "\0"]
)
def test_odd_questions_are_data_not_errors(view, question):
    answer = ask(view, question, {}, "country")

    assert answer.question == question
    assert answer.status in (Status.ANSWERED, Status.NOT_FOUND)


def test_a_question_is_words_not_operators(view):
    plain = ask(view, "Where do parents register the birth of a child?", {})

    assert quotes(ask(view, "-Where (do) parents OR register: the birth* of a child?", {})) == quotes(plain)


def test_what_was_searched_is_told(view):
    answer = ask(view, "What is the price of gold?", {})

    assert (answer.searched.documents, answer.searched.pages, answer.searched.unreadable_pages) == (3, 3, 0)


def test_pages_that_cannot_be_read_are_told(tmp_path):
    document, pages = entry("scan", "words here", "")
    pages[1] = replace(pages[1], state=PageState.NEEDS_OCR)
    view = fill(
        MemoryEngine(), (document, pages), entry("other", "words there"), entry("lost", state=DocumentState.FAILED)
    )

    assert ask(view, "gold price", {}).searched.unreadable_documents == 1
    assert ask(view, "gold price", {}).searched.unreadable_pages == 1
    assert ask(view, "gold price", {"language": ["fr"]}).searched.unreadable_pages == 1, "it might be French"
    assert ask(view, "gold price", {"document": ["other"]}).searched.unreadable_pages == 0


def test_filters_narrow_what_is_quoted_and_what_is_searched(view):
    question = "Where do parents register the birth of a child?"

    answer = ask(view, question, {"presenter": ["Bo Ask"]})

    assert answer.status == Status.NOT_FOUND
    assert (answer.searched.documents, answer.searched.pages) == (1, 1)


def test_by_country_every_country_has_its_row_and_an_empty_one_stays(view):
    answer = ask(view, "Where do parents register the birth of a child?", {}, "country")

    rows = {row.value: row for row in answer.rows}
    assert set(rows) == {"CA", "DE"}
    assert rows["CA"].status == Status.ANSWERED
    assert {quote.document.id for quote in rows["CA"].quotes} == {"births"}
    assert (rows["DE"].status, rows["DE"].quotes) == (Status.NOT_FOUND, ())


def test_a_country_is_answered_with_what_is_said_of_it_alone_before_what_is_said_of_several():
    both = "Canada and Germany let callers reach the counters by one telephone number for all public offices."
    alone = "In Germany the number 115 connects callers with the counters of all public offices by telephone."
    other = "Walruses sleep on the ice of the north all summer long."
    view = fill(
        MemoryEngine(),
        entry("both", both, about=[["CA", "DE"]]),
        entry("alone", alone, about=[["DE"]]),
        *(entry(f"o{n}", other) for n in range(9)),
    )

    answer = ask(
        view, "Do callers reach all public offices by one telephone number?", {"about": ["CA", "DE"]}, "country"
    )

    assert [quotes_of.text for row in answer.rows for quotes_of in row.quotes[:1]] == [both, alone]


def test_where_no_row_has_the_answer_that_there_is_it_is_near_and_what_was_tried_is_told():
    text = "Parents register the birth of a child at the municipal counter."
    other = "Walruses sleep on the ice of the north all summer long."
    view = fill(
        MemoryEngine(),
        entry("births", text),
        entry("calls", "The number 115 connects callers.", about=[["CA"]]),
        *(entry(f"o{n}", other) for n in range(9)),
    )

    answer = ask(view, "Where do parents register the birth of a child at the municipal counter?", {}, "country")

    assert [(row.value, row.quotes) for row in answer.rows] == [("CA", ())]
    assert (answer.status, answer.quotes) == (Status.NOT_FOUND, ())
    assert [quote.text for quote in answer.related] == [text]
    assert answer.tried is not None


def test_a_presenters_row_keeps_to_the_countries_that_are_chosen():
    text = "Germany closed seventeen municipal offices in the north, Ada Elm said."
    pages = f"Canada has offices of its own.\n\nIt rains.\n\nIt snows.\n\n{text}"
    other = "Walruses sleep on the ice of the north all summer long."
    view = fill(
        MemoryEngine(),
        entry("offices", pages, about=[["CA", "DE"]], presenters=("Ada Elm",)),
        *(entry(f"o{n}", other) for n in range(9)),
    )
    question = "How many municipal offices were closed in the north?"

    assert ask(view, question, {"about": ["DE"]}, "presenter").rows[0].quotes
    assert not ask(view, question, {"about": ["CA"]}, "presenter").rows[0].quotes


def test_by_presenter_every_presenter_has_a_row(view):
    answer = ask(view, "What does the number 115 connect?", {}, "presenter")

    rows = {row.value: row for row in answer.rows}
    assert set(rows) == {"Ada Elm", "Bo Ask"}
    assert {quote.document.id for quote in rows["Bo Ask"].quotes} == {"calls"}
    assert rows["Ada Elm"].quotes == ()


def test_the_chosen_countries_are_the_rows_in_their_order_known_or_not(view):
    answer = ask(view, "What does the number 115 connect?", {"about": ["FR", "DE"]}, "country")

    assert [row.value for row in answer.rows] == ["FR", "DE"]
    assert [bool(row.quotes) for row in answer.rows] == [False, True]


def test_a_quote_that_does_not_stand_on_its_page_is_dropped_never_repaired(view):
    quote = ask(view, "Where do walruses sleep?", {}).quotes[0]
    forged = replace(quote, text=quote.text.replace("ice", "beach"))
    moved = replace(quote, span=Span(quote.span.start + 1, quote.span.end + 1))

    assert list(verified(view, [forged, quote, moved])) == [quote]


def test_the_same_sentence_in_two_documents_is_quoted_once():
    engine = MemoryEngine()
    view = fill(engine, entry("one", "Walruses sleep on ice."), entry("two", "Walruses  sleep\non ICE."))

    assert len(ask(view, "Where do walruses sleep?", {}).quotes) == 1


def test_the_demonstration_library_answers_and_is_silent_where_it_knows_nothing(demonstration):
    answered = demonstration.ask("What does Tell Us Once do?", {})
    silent = demonstration.ask("What is the boiling point of mercury?", {})

    assert answered.status == Status.ANSWERED
    assert all("Tell Us Once" in plain(quote.text) for quote in answered.quotes)
    assert silent.status == Status.NOT_FOUND
    pages = [page for document in demonstration.documents() for page in document.pages]
    assert silent.searched.unreadable_pages == sum(not page.state.searchable for page in pages)
    assert silent.searched.documents == demonstration.status().works


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Welche Behörde ist unter der 115 zu erreichen?", "de"),
        ("Quelles sont les conditions d’un guichet unique ?", "fr"),
    ],
)
def test_a_question_in_french_or_german_is_answered_in_its_language_first(demonstration, question, language):
    answer = demonstration.ask(question, {})

    assert answer.status == Status.ANSWERED
    assert answer.quotes[0].page.language == language
