"""Whether there is an answer, decided by what speaks for it; and a silence that says what was tried and what is near."""

import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.deciding import LEAST, likelihood
from answer.grounds import Grounds
from answer.records import Answer, Status
from answer.trying import nearest_words
from core.countries import another_country
from core.records import Concept, Term
from index.queries.terms import TermTable
from index.reference.memory_backend import MemoryEngine

BIRTHS = (
    "Registering a birth\nParents register the birth of a child at the municipal counter in Halifax within thirty days. "
    "The office then tells three departments. The registrar keeps a paper copy in the archive."
)
POLICE = (
    "The number 115 connects callers in Germany with any public office. It entered regular service in 2011. "
    "A service centre answers for all levels of government."
)
TAX = "The revenue agency collects income tax for nine provinces. It pays the child benefit every month."


@pytest.fixture(scope="module")
def view():
    """A small library."""
    return fill(
        MemoryEngine(),
        entry("births", BIRTHS, about=[["CA"]], countries_about=("CA",)),
        entry("calls", POLICE, about=[["DE"]], countries_about=("DE",)),
        entry("tax", TAX, about=[["CA"]], countries_about=("CA",)),
        *(entry(f"annex{number}", f"Walruses sleep on ice number {number}.") for number in range(12)),
    )


def texts(answer: Answer) -> list[str]:
    return [quote.text for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where do parents register the birth of a child?", "municipal counter in Halifax"),
        ("When did the number 115 enter regular service?", "2011"),
        ("For how many provinces does the revenue agency collect income tax?", "nine provinces"),
    ],
)
def test_what_the_documents_say_is_answered(view, question, said):
    answer = ask(view, question, {})

    assert answer.status == Status.ANSWERED
    assert any(said in text for text in texts(answer))
    assert (answer.related, answer.tried) == ((), None)


@pytest.mark.parametrize(
    "question",
    [
        "Which king signed the treaty on walrus hunting in Portugal?",
        "What does a passport cost in Halifax for pensioners?",
        "Who invented the steam engine of the revenue cutter?",
    ],
)
def test_what_they_do_not_say_is_declined_though_words_of_it_are_there(view, question):
    answer = ask(view, question, {})

    assert answer.status == Status.NOT_FOUND, texts(answer)
    assert answer.quotes == ()


def test_a_silence_offers_what_is_near_and_it_stands_on_its_page(view):
    answer = ask(view, "How much does a passport cost pensioners at the municipal counter of Zanzibar?", {})

    assert answer.status == Status.NOT_FOUND
    assert answer.related
    for quote in answer.related:
        assert quote.span.of(view.page(quote.document.id, quote.page.number).text) == quote.text


def test_a_silence_says_which_words_stand_where_and_which_are_like_those_that_stand_nowhere(view):
    tried = ask(view, "Which regisrtar in Zanzibar keeps walrusses?", {"about": ["CA"]}).tried

    assert tried is not None
    words = {word.word: word for word in tried.words}
    assert words["regisrtar"].nearest[0] == "registrar"
    assert (words["Zanzibar"].documents, words["Zanzibar"].anywhere, words["Zanzibar"].nearest) == (0, 0, ())
    assert words["keeps"].documents == 1
    assert "zanzibar" in tried.understood
    assert nearest_words(view, "walrusses") == ("Walruses",)


@pytest.mark.parametrize("name", ["Austria", "Österreich", "Autriche", "AUSTRIA", "Australien"])
def test_for_the_name_of_a_country_no_other_country_is_offered(name):
    towns = fill(MemoryEngine(), entry("australia", "Offices of Australia, Australie, Australian counters: Austra."))
    tried = ask(towns, f"How many offices has {name} closed?", {}).tried

    assert tried is not None
    nearest = {near for word in tried.words for near in word.nearest if word.word == name}
    assert not any(another_country(name, near) for near in nearest)
    assert not any(another_country(name, word) for word in tried.meant.split())
    assert "Australia" in nearest_words(towns, "Austrlia")


def test_a_word_that_stands_only_outside_the_filters_is_told_apart(view):
    tried = ask(view, "Which walruses paid the tolls of the treaty?", {"about": ["CA"]}).tried

    assert tried is not None
    (walruses,) = [word for word in tried.words if word.word == "walruses"]
    assert (walruses.documents, walruses.anywhere) == (0, 12)


def test_equal_terms_that_were_looked_for_are_told(view):
    terms = TermTable([Concept((Term("steam engine", "en"), Term("Dampfmaschine", "de")))])

    tried = ask(view, "Who painted the steam engine in Lisbon?", {}, terms=terms).tried

    assert tried is not None
    assert tried.equals == "steam engine = Dampfmaschine (German)"


def test_rows_are_decided_each_for_itself(view):
    answer = ask(view, "Where do parents register the birth of a child?", {}, "country")

    assert {row.value: bool(row.quotes) for row in answer.rows} == {"CA": True, "DE": False}


@pytest.mark.parametrize("question", ["", "   ", "???", "the of and", "(((", "\0", "word " * 10_000, "x" * 10_000])
def test_odd_questions_are_declined_with_what_can_be_said(view, question):
    answer = ask(view, question, {})

    assert answer.status == Status.NOT_FOUND
    assert answer.tried is not None
    assert len(answer.tried.understood) <= 300
    assert len(answer.tried.words) <= 12


def test_the_more_speaks_for_a_quote_the_likelier_it_is():
    little = Grounds(
        unnamed=0.3, strange=0.3, lost=0.3, near=0.0, titled=0.0, wording=0.3, page=0.7,
        amount=0.3, asked=1.6, figureless=1.0, uncounted=1.0, close=0.0, foreign=1.0,
        partless=1.0,
    )  # fmt: skip
    much = little._replace(unnamed=0.0, strange=0.0, lost=0.1, wording=0.8, amount=1.2, figureless=0.0, close=1.0)
    much = much._replace(page=1.0, uncounted=0.0, partless=0.1)

    assert likelihood(little) < LEAST < likelihood(much._replace(foreign=0.0))
