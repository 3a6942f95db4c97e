"""Suggested questions: made of sentences that answer them, and of nothing else."""

from __future__ import annotations

import pytest
from corpora import entry, fill

from answer.ask import ask
from answer.example_questions import example_questions
from core.records import Acronym, Heading, Span
from index.reference.memory_backend import MemoryEngine

FILLER = "Walruses swim far out in the cold sea, and seals sleep on the ice for most of the long winter there."
ENGLISH = (
    "Service Tasmania was set up in 1997 by the state. The Common Measurements Tool offers a tested bank of survey questions. "
    "Tell Us Once is a service for the bereaved. The Action Plan includes three broad categories of work."
)
FRENCH = (
    "Service Nouveau-Brunswick est un guichet unique depuis longtemps. Le Royaume-Uni est un État unitaire du nord."
)
GERMAN = (
    "Die Rahmenrichtlinie Nord regelt den Zugang zu allen Daten der Küste. Ein Datenportal ist ein System für Kataloge."
)


def of(text: str, language: str = "en", **more: object):
    return example_questions(fill(MemoryEngine(), entry("a", text, FILLER, language=language, **more)))


@pytest.mark.parametrize(
    ("text", "language", "questions"),
    [
        ("Service Tasmania was set up in 1997 by the state.", "en", ["When was Service Tasmania set up?"]),
        ("The Data Tool offers a bank of questions.", "en", ["What does the Data Tool offer?"]),
        ("Tell Us Once is a service for the bereaved.", "en", ["What is Tell Us Once?"]),
        ("The Action Plan must name all of its actions.", "en", ["What must the Action Plan do?"]),
        (
            "Service Nouveau-Brunswick est un guichet unique depuis 1998.",
            "fr",
            ["Qu’est-ce que Service Nouveau-Brunswick ?"],
        ),
        ("Die Rahmenrichtlinie Nord regelt den Zugang zu Daten.", "de", ["Was regelt die Rahmenrichtlinie Nord?"]),
    ],
)
def test_a_sentence_is_asked_for_by_its_subject(text, language, questions):
    assert of(text, language) == questions


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le Royaume-Uni est un État unitaire du nord.", "fr"),
        ("The United Kingdom is a unitary state of the north.", "en"),
        ("New Brunswick is a province with a single counter.", "en"),
        ("Ada Brook is a walrus of the north.", "en"),
        ("A third dimension is a sector of services.", "en"),
        ("It is a reminder of the long winter.", "en"),
        ("In Germany it is a centre of execution.", "en"),
        ("The production of annual Action Plans allows a change.", "en"),
    ],
)
def test_no_country_place_person_or_half_a_subject_is_asked_for(text, language):
    assert of(text, language, presenters=("Ada Brook",)) == []


def test_a_bare_heading_is_no_question_and_one_that_asks_is():
    text = (
        "Who pays for the counter?\nThe province pays for the counter at the hall, and it has done so for many years.\n"
    )
    outline = (Heading(1, "1. Four motives", 1), Heading(1, "2. Who pays for the counter?", 1))
    more = (Heading(1, "Key Reading How to read it?", 1),)

    assert of(text + "Four motives stand behind it all.", outline=(*outline, *more)) == ["Who pays for the counter?"]


def test_an_acronym_is_asked_for_where_a_quote_tells_its_long_form():
    text = "The Council of Northern Walruses (CNW) meets each year on the ice."
    span = Span(text.index("CNW"), text.index("CNW") + 3)
    acronym = Acronym("CNW", "Council of Northern Walruses", "en", 1, span)

    assert of(text, acronyms=(acronym,)) == ["What does CNW stand for?"]
    assert of(text, acronyms=(acronym._replace(long="Cold Northern Waters"),)) == []


def test_every_question_is_answered_by_the_sentence_that_it_was_made_of_and_kinds_take_turns():
    entries = [entry("a", ENGLISH, FILLER), entry("b", FRENCH, language="fr"), entry("c", GERMAN, language="de")]
    view = fill(MemoryEngine(), *entries)
    questions = example_questions(view)

    assert {"When was Service Tasmania set up?", "Qu’est-ce que Service Nouveau-Brunswick ?"} <= {*questions}
    assert "Was regelt die Rahmenrichtlinie Nord?" in questions
    for question in questions:
        assert ask(view, question, {}).quotes[0].text in " ".join((ENGLISH, FRENCH, GERMAN))


def test_the_demonstration_library_has_at_least_three_that_name_no_country(demonstration):
    questions = demonstration.example_questions()

    assert len(questions) >= 3
    for question in questions:
        best = demonstration.ask(question, {}).quotes[0]
        assert best.text.endswith(".")
        assert not any(name in question for name in ("Royaume-Uni", "United Kingdom", "What about"))


def test_real_pdfs_have_at_least_three(shared, empty_library):
    folder = shared / "data/pdfs/rep_us_gsa_datastrategy"
    for name in (
        "2021-Federal-Data-Strategy-Action-Plan",
        "2019-2020-federal-data-strategy-revisions-based-on-feedback",
    ):
        source = folder / f"assets__docs__{name}.pdf"
        (empty_library.settings.corpus / source.name).write_bytes(source.read_bytes())
    empty_library.ingest()

    assert len(empty_library.example_questions()) >= 3
