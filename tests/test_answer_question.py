"""What a question asks for, and which countries and presenters it names."""

import pytest
from corpora import entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.ask import ask
from answer.asking.asked import asked_for
from answer.asking.kinds import Kind
from answer.question import understood
from answer.records import Status
from answer.runs import Runs
from index.reference.memory_backend import MemoryEngine


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (Kind.NUMBER, ("How many offices were closed?", "At what age can people vote?", "number of users in 2019",
                       "Combien de communes participent ?", "A combien de kilomètres est la ville", "Quelle est la population ?",
                       "Wie viele Kommunen nehmen teil?", "Wie alt ist das Register?", "Anzahl der Nutzer")),
        (Kind.PERCENT, ("What percentage of forms are filed online?", "By what share did it grow?",
                        "Quel pourcentage des démarches est en ligne ?", "Wie viel Prozent der Anträge kommen online?")),
        (Kind.MONEY, ("How much does a passport cost?", "Combien coûte un passeport ?", "Was kostet der Auszug?",
                      "Wie hoch sind die Gebühren?", "What is the fee for a certificate?")),
        (Kind.DURATION, ("How long does a registration take?", "How many months does it take?",
                         "Combien de temps dure la procédure ?", "Wie lange dauert das Verfahren?")),
        (Kind.DATE, ("When was the act signed?", "In which year was it founded?", "The accord was signed in what year",
                     "À quelle date l'accord a-t-il été signé ?", "L'accord est signé en quelle année", "date de signature",
                     "Depuis quand le portail existe-t-il ?", "In welchem Jahr wurde das Amt gegründet?",
                     "Seit wann gilt das Gesetz?")),
        (Kind.PERSON, ("Who is responsible for the register?", "Who is minister of Ontario?", "which minister opened the session",
                       "Name the ministers who signed.", "To whom is it sent?", "Qui gère le portail ?",
                       "La loi a été adoptée par qui ?", "Wer leitet das Amt?", "Welche Bundesministerin kam?")),
        (Kind.ORGANISATION, ("Which agency runs the portal?", "Quel ministère gère le portail ?",
                             "Welche Fachbehörde betreibt das Portal?")),
        (Kind.PLACE, ("Where do parents register births?", "quelle ville accueille le sommet", "Où se trouve le siège ?",
                      "In which countries is it free?", "Wo melden Eltern die Geburt an?", "In welcher Stadt ist der Sitz?")),
        (Kind.DEFINITION, ("What is a base registry?", "What does API stand for?", "Qu'est-ce qu'un registre de base ?",
                           "Que signifie FC ?", "Was ist ein Basisregister?", "Wofür steht OZG?",
                           "Was versteht man unter Once Only?", "What does Service Canada do?", "Who is Ada Elm?",
                           "Qu'est-ce que Service Canada ?", "Que fait Service Canada ?", "Qui est Ada Elm ?",
                           "Was macht die FITKO?", "Wer war Ada Elm?", "Was ist Mischverwaltung?", "What is government?")),
        (Kind.REASON, ("Why did the pilot fail?", "For what reason was it closed?", "Pourquoi le projet a-t-il échoué ?",
                       "Warum ist es gescheitert?", "Aus welchem Grund wurde das Amt geschlossen?")),
        (Kind.LIST, ("List the steps to register", "What are the benefits of registers?", "Citez trois avantages",
                     "Quels sont les avantages du portail ?", "Nennen Sie die Vorteile des Portals")),
        (Kind.NAME, ("What is the name of the portal?", "Comment s'appelle le portail ?", "Wie heißt das Portal?")),
        (Kind.YES_NO, ("Is the service free of charge?", "Le service est-il gratuit ?", "Est-ce que c'est gratuit ?",
                       "Ist der Dienst kostenlos?", "Can people who live abroad vote?")),
        (Kind.OPEN, ("How does the portal work?", "base registry privacy", "Grundregister Datenschutz", "", "???", "\0")),
    ],
    ids=lambda value: value.name if isinstance(value, Kind) else "",
)  # fmt: skip
def test_what_is_asked_for_is_told_by_the_question_word_and_its_noun(kind, questions):
    assert {question: asked_for(question).kind for question in questions} == dict.fromkeys(questions, kind)


def test_the_noun_that_names_what_is_asked_for_is_told_with_its_place():
    question = "L'accord est signé en quelle année ?"

    asked = asked_for(question)

    assert asked.focus is not None
    assert asked.focus.of(question) == "année"
    assert [span.of(question) for span in asked.asking] == ["en quelle"]


@settings(deadline=None)  # the tables are read by the first
@given(st.text(max_size=200), st.sampled_from(["", "en", "fr", "de", "nl"]))
def test_any_text_can_be_asked_and_spans_lie_within_it(text, language):
    asked = asked_for(text, language)

    spans = [*asked.asking, *([asked.focus] if asked.focus else [])]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.fixture(scope="module")
def view():
    """What two presenters say, and a note that names no country."""
    return fill(
        MemoryEngine(),
        entry("ca", "Fees for certificates are high. Privacy is kept by law.", about=[["CA"]], presenters=("Ada Elm",),
              countries_about=("CA",), countries_from=("CA",)),
        entry("de", "Fees for certificates are low. Privacy is a right.", about=[["DE"]], presenters=("Bo Ash", "Cy Elm"),
              countries_about=("DE",), countries_from=("DE",)),
        entry("annex", "Lighthouse keepers pay no fees.", about=[[]]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "filters", "by"),
    [
        ("What did Ash say about privacy?", {"presenter": ("Bo Ash",)}, ""),
        ("According to Ada Elm, are fees high?", {"presenter": ("Ada Elm",)}, ""),
        ("Que dit Bo Ash de la vie privée ?", {"presenter": ("Bo Ash",)}, ""),
        ("Was sagt Frau Ash über Gebühren?", {"presenter": ("Bo Ash",)}, ""),
        ("What did Elm say about privacy?", {}, ""),  # two have that name
        ("Who is Ada Elm?", {}, ""),
        ("What do the presenters from Germany say about fees?", {"from": ("DE",)}, ""),
        ("Que disent les intervenants allemands des frais ?", {"from": ("DE",)}, ""),
        ("Was sagen die deutschen Referenten über Gebühren?", {"from": ("DE",)}, ""),
        ("Which hotel hosted the participants from Germany?", {}, ""),
        ("How high are fees in Canada?", {"about": ("CA",)}, ""),
        ("Quels sont les frais au Canada ?", {"about": ("CA",)}, ""),
        ("Wie hoch sind die Gebühren in Deutschland?", {"about": ("DE",)}, ""),
        ("How do fees differ between Canada and Germany?", {"about": ("CA", "DE")}, "country"),
        ("How high are fees in Peru?", {}, ""),  # nothing speaks of it
        ("When did Germany join?", {}, ""),
        ("Which countries charge fees?", {}, "country"),
        ("Quels pays demandent des frais ?", {}, "country"),
        ("Welche Länder erheben Gebühren?", {}, "country"),
        ("Which speakers mention fees?", {}, "presenter"),
    ],
)
def test_what_a_question_certainly_names_becomes_filters_or_rows(view, question, filters, by):
    asked = understood(view, question)

    assert (dict(asked.filters), asked.by) == (filters, by)


def test_what_a_filter_stands_for_is_not_looked_for_but_is_where_the_filter_does_not_hold(view):
    asked = understood(view, "What did Ash say about privacy?")

    assert "Ash" not in str(asked.query.root)
    assert "ash" in str(asked.widened.query.root)


def test_a_country_that_is_named_narrows_the_answer(view):
    answer = ask(view, "Are fees for certificates low in Germany?", {})

    assert {quote.document.id for quote in answer.quotes} == {"de"}
    assert answer.filters == {"about": ("DE",)}


def test_a_country_that_is_named_does_not_hide_an_answer_of_no_country(view):
    answer = ask(view, "Do lighthouse keepers pay fees in Germany?", {})

    assert [quote.document.id for quote in answer.quotes][:1] == ["annex"]
    assert answer.filters == {}
    assert "Germany" in answer.asked.notes[0]


def test_of_a_country_that_is_named_quotes_that_speak_of_it_go_before_those_that_speak_of_none():
    general = "Low fees for certificates are a promise that every minister of finance likes to make in spring."
    own = "In Australia the fees for certificates stay low, since the states pay the counters by the year."
    view = fill(
        MemoryEngine(),
        entry(
            "paper",
            f"Canada and Germany met there.\n\n{general}\n\nNothing else.\n\n{own}",
            about=(("AU", "CA", "DE"),),
        ),
        entry("other", "Seals."),
    )

    answer = ask(view, "Are fees for certificates low in Australia?", {})

    assert answer.filters == {"about": ("AU",)}
    assert answer.quotes
    assert all(own in quote.text for quote in answer.quotes)


def test_the_readers_own_filter_goes_before_the_questions(view):
    answer = ask(view, "Are fees for certificates low in Germany?", {"about": ["CA"]})

    assert answer.filters == {"about": ["CA"]}


def test_who_has_not_said_it_is_not_answered_with_others_words(view):
    assert ask(view, "What did Ada Elm say about lighthouse keepers?", {}).status == Status.NOT_FOUND


def test_of_a_question_without_end_only_the_beginning_counts():
    asked = Runs("walrus " * 200 + "hippopotamus")

    assert asked.on("hippopotamus") == 0
    assert asked.share(asked.on("a walrus walrus walrus")) == 1.0
