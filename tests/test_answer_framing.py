"""What of a question only says that something is asked or said is not looked for; names with titles; the syntax of searches."""

import pytest
from corpora import entry, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.ask import ask
from answer.asking.framing import framing_of
from answer.asking.kinds import Kind
from answer.asking.syntax import syntax_in
from answer.question import understood
from answer.records import Status
from index.reference.memory_backend import MemoryEngine
from serve.looked_for import words_of


@pytest.fixture(scope="module")
def view():
    """Two presenters, and a report that has the words which questions are framed with."""
    return fill(
        MemoryEngine(),
        entry("uk", "Privacy is a matter of trust. Three pilots closed early.", about=[["GB"]],
              presenters=("Cressida Holloway-Pike",), countries_about=("GB",), countries_from=("GB",)),
        entry("ca", "Privacy is kept by law. Fees for certificates are high.", about=[["CA"]], presenters=("Thaddeus Quillon",),
              countries_about=("CA",), countries_from=("CA",)),
        entry("it", "Il registro dei nati.", about=[["IT"]], presenters=("Anna D'Angelo-Ricci",)),
        entry("report", "Integrated may describe anything, from a logo to a file. A speaker explained what was said and done. "
              "Please speak to somebody at the counter, said the presenters of each country."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What do presenters say about turf protection?", "turf protection"),
        ("What did the speakers say about fees?", "fees"),
        ("What does each country say about identity cards?", "identity cards"),
        ("What is done about privacy?", "privacy"),
        ("What has been said about Verify?", "Verify"),
        ("Is there anything about blockchain?", "blockchain"),
        ("Has anybody spoken about Brexit?", "Brexit"),
        ("Does anyone mention Robodebt?", "Robodebt"),
        ("Which documents mention Robodebt?", "documents Robodebt"),
        ("Who mentions Robodebt?", "Robodebt"),
        ("Did Lindqvale mention Robodebt?", "Lindqvale Robodebt"),
        ("Are there any mentions of Robodebt?", "Robodebt"),
        ("Is Robodebt mentioned?", "Robodebt"),
        ("Hello, what is Robodebt?", "Robodebt"),
        ("Thank you! Robodebt", "Robodebt"),
        ("Find information about Robodebt", "Robodebt"),
        ("Please find Robodebt", "Robodebt"),
        ("find blockchain", "blockchain"),
        ("Please explain what Robodebt is", "Robodebt"),
        ("Explain blockchain", "blockchain"),
        ("Could you tell me when Centrelink was created?", "Centrelink created"),
        ("Do you know how privacy is protected?", "privacy protected"),
        ("Did Ms Lindqvale come?", "Lindqvale come"),
        ("Did Herr Lindqvale or Mme Ash come?", "Lindqvale Ash come"),
        ("What are the speakers' views on privacy?", "privacy"),
        ("What is the opinion of the presenters on privacy?", "privacy"),
        ("What can you tell me about privacy?", "privacy"),
        ("I'm looking for information about privacy", "privacy"),
        ("What happened in Ruritania in 2011?", "Ruritania 2011"),
        ("Que s'est-il passé en 2011 ?", "2011"),
        ("Was geschah 2011 in Ruritanien?", "2011 Ruritanien"),
        ("What does the law say about privacy?", "law privacy"),
        ("Was ist über den Datenschutz bekannt?", "Datenschutz"),
        ("Was steht über Datenschutz in den Dokumenten?", "Datenschutz"),
        ("Was halten die Referenten vom Datenschutz?", "Datenschutz"),
        ("Que font les pays pour la vie privée ?", "vie privée"),
        ("Je cherche des informations sur la vie privée", "vie privée"),
        ("Gibt es etwas über Blockchain?", "Blockchain"),
        ("Was sagen die Referenten über Gebühren?", "Gebühren"),
        ("Was sagt jedes Land zum Datenschutz?", "Datenschutz"),
        ("Was wird für den Datenschutz getan?", "Datenschutz"),
        ("Können Sie mir sagen, wann Frau Ash das Amt gründete?", "Ash Amt gründete"),
        ("Y a-t-il quelque chose sur la blockchain ?", "blockchain"),
        ("Que disent les intervenants de la protection des données ?", "protection données"),
        ("Que dit chaque pays des cartes d'identité ?", "cartes identité"),
        ("Pouvez-vous expliquer le guichet unique ?", "guichet unique"),
        ("Quand Services Québec a-t-il été créé ?", "Services Québec créé"),
        ("Depuis quand le portail existe-t-il ?", "Depuis portail existe"),
        # what is asked about is looked for
        ("How many speakers took part?", "many speakers took part"),
        ("Disability benefits?", "Disability benefits"),
        ("Erklärung der Länder zum Datenschutz", "Erklärung Länder Datenschutz"),
        ("Search engines of governments", "Search engines governments"),
        ("Tell Us Once", "Tell Us Once"),
        ("Parlement du Québec", "Parlement Québec"),
        ("Who has the final say on fees?", "final say fees"),
        ("How many books are in the library?", "many books library"),
        ("Which hotel hosted the participants?", "hotel hosted participants"),
        ("Wird in Zürich Französisch gesprochen?", "Zürich Französisch gesprochen"),
        ("Wie viele Frauen nahmen teil?", "viele Frauen nahmen teil"),
        ("Combien de personnes parlent français ?", "Combien personnes parlent français"),
        ("How many ms does it take?", "many ms take"),
        ("What mentions are required on invoices?", "mentions required invoices"),
        ("Is a mention of fees required?", "mention fees required"),
        ("Thank You card scheme", "Thank card scheme"),
        ("Hello World programme", "Hello World programme"),
        ("Search for Extraterrestrial Intelligence budget", "Search Extraterrestrial Intelligence budget"),
        # and so is all of a question that has nothing else
        ("What did the presenters say?", "presenters say"),
        ("Please explain", "Please explain"),
    ],
)
def test_words_that_only_frame_a_question_are_not_looked_for(view, question, words):
    assert " ".join(words_of(understood(view, question))) == words


def test_a_question_that_repeats_a_frames_words_without_end_is_read():
    framing_of("que " + "l'on " * 190 + "x", "fr")


def test_no_joined_form_of_an_inversion_is_looked_for_but_those_of_other_compounds_are(view):
    sought = str(understood(view, "Quand Services Québec a-t-il été créé, faut-il un rendez-vous ?").query.root)

    assert "atil" not in sought
    assert "fautil" not in sought
    assert "rendezvous" in sought


def test_the_text_without_its_framing_is_known_and_so_is_the_whole(view):
    asked = understood(view, "What do the presenters say about privacy?")

    assert asked.wanted_text.split() == ["What", "do", "the", "about", "privacy?"]
    assert asked.text == "What do the presenters say about privacy?"
    assert "presenters" not in str(asked.widened.query.root)


@pytest.mark.parametrize(
    "question",
    [
        "Is there anything about blockchain?",
        "Explain blockchain",
        "What is said and done about blockchain?",
        "blockchain, please",
    ],
)
def test_no_question_is_answered_by_its_framing_alone(view, question):
    assert ask(view, question, {}).status == Status.NOT_FOUND


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (Kind.DATE, "Could you tell me when the act was signed?"),
        (Kind.NUMBER, "Do you know how many offices were closed?"),
        (Kind.DEFINITION, "Please explain what Robodebt is"),
        (Kind.DEFINITION, "What is a channel?"),
        (Kind.DATE, "Können Sie mir sagen, wann das Amt gegründet wurde?"),
        (Kind.DEFINITION, "Wissen Sie, was OZG bedeutet?"),
        (Kind.DEFINITION, "Was bedeutet OZG?"),
        (Kind.DEFINITION, "Was ist ein Ministerium?"),
        (Kind.DEFINITION, "What do people mean by turf protection?"),
        (Kind.OPEN, "Que font les pays pour la vie privée ?"),
        (Kind.DATE, "Savez-vous quand le portail a été créé ?"),
        (Kind.DEFINITION, "Pouvez-vous me dire ce qu'est le guichet unique ?"),
    ],
)
def test_a_request_before_a_question_does_not_hide_what_is_asked_for(view, kind, question):
    assert understood(view, question).kind == kind


HOLLOWAY, QUILLON, DANGELO = "Cressida Holloway-Pike", "Thaddeus Quillon", "Anna D'Angelo-Ricci"


@pytest.mark.parametrize(
    ("question", "names", "by"),
    [
        ("What did Cressida Holloway-Pike say about privacy?", (HOLLOWAY,), ""),
        ("What did Ms Cressida Holloway-Pike say about privacy?", (HOLLOWAY,), ""),
        ("What did Ms. Holloway-Pike say about privacy?", (HOLLOWAY,), ""),
        ("What did Anna D'Angelo-Ricci say about births?", (DANGELO,), ""),
        ("What did Mr Quillon and Ms Holloway-Pike say about privacy?", (QUILLON, HOLLOWAY), "presenter"),
        ("What did Quillon, Holloway-Pike and Dr D'Angelo-Ricci say?", (QUILLON, HOLLOWAY, DANGELO), "presenter"),
        ("Que disent M. Quillon et Mme Holloway-Pike de la vie privée ?", (QUILLON, HOLLOWAY), "presenter"),
        ("Was sagen Herr Quillon und Frau Holloway-Pike zum Datenschutz?", (QUILLON, HOLLOWAY), "presenter"),
        ("What did Frau Holloway-Pike say about privacy?", (HOLLOWAY,), ""),
        ("What did Herr Quillon say about privacy?", (QUILLON,), ""),
        ("What did Mme Holloway-Pike say about privacy?", (HOLLOWAY,), ""),
        ("What did M. Quillon say about privacy?", (QUILLON,), ""),
        ("Que dit Herr Quillon de la vie privée ?", (QUILLON,), ""),
        ("Was sagt Ms Holloway-Pike zum Datenschutz?", (HOLLOWAY,), ""),
        ("Did Quillon meet Holloway-Pike?", (), ""),
    ],
)
def test_presenters_are_known_by_any_part_of_their_names_with_titles_and_in_lists(view, question, names, by):
    asked = understood(view, question)

    assert asked.filters.get("presenter", ()) == names
    assert asked.by == by


def test_each_of_two_presenters_is_answered_in_their_own_words(view):
    answer = ask(view, "What did Mr Quillon and Ms Holloway-Pike say about privacy?", {})

    assert {row.value: row.quotes[0].document.id for row in answer.rows} == {QUILLON: "ca", HOLLOWAY: "uk"}


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("What does each country say about fees?", "country"),
        ("How does each country keep privacy?", "country"),
        ("Que dit chaque pays des frais ?", "country"),
        ("Was sagt jedes Land zu Gebühren?", "country"),
        ("What do presenters say about fees?", "presenter"),
        ("What does each speaker say about fees?", "presenter"),
        ("Que disent les intervenants des frais ?", "presenter"),
        ("Was sagen die Referenten über Gebühren?", "presenter"),
    ],
)
def test_an_answer_for_each_is_understood_however_it_is_asked_for(view, question, by):
    assert understood(view, question).by == by


@pytest.mark.parametrize(
    ("question", "noted"),
    [
        ("What did presenter:Quillon say about fees?", "“presenter:”"),
        ("-privacy", "“-privacy”"),
        ('Who wrote "turf protection"?', "words in quotes"),
        ("Qui a écrit « guichet unique » ?", "words in quotes"),
        ("fees OR privacy", "“OR”"),
        ("What are certif* for?", "“certif*”"),
        ("What are certificats~1 for?", "“certificats~1”"),
    ],
)
def test_the_syntax_of_searches_is_told_not_to_be_read(view, question, noted):
    notes = understood(view, question).notes

    assert len(notes) == 1
    assert noted in notes[0]


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What are fees?",
        'What is a "fee"?',
        "Fell it to -5 degrees?",
        "10:30?",
        "Is co-operation well-known?",
        "FEES OR NOT",
        "FEES OR NOT " * 100 + "and so on",
    ],
)
def test_plain_questions_have_no_notes(view, question):
    assert understood(view, question).notes == ()


def test_the_name_of_a_field_is_no_word_of_the_question(view):
    assert words_of(understood(view, "presenter:Quillon fees")) == ("Quillon", "fees")


@settings(deadline=None)  # the tables are read by the first
@given(st.text(max_size=200) | st.text('presnt: -"«»*~OR', max_size=60), st.sampled_from(["", "en", "fr", "de", "nl"]))
def test_any_text_has_its_framing_and_syntax_within_it(text, language):
    framing, syntax = framing_of(text, language), syntax_in(text)

    assert all(0 <= span.start <= span.end <= len(text) for span in (*framing.spans, *syntax.spans))
    assert 0 <= framing.request <= len(text)
