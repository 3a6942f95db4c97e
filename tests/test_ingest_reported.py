"""Reported speech: what is certain is told with its speaker, and what is not is left."""

from __future__ import annotations

import pytest

from core.records import Role
from ingest.speech.labels import SpokenPage
from ingest.speech.reported import reported_speech


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("It grew. “We never knew who paid,” said Jane Ashdown, a clerk. Then it closed.",
         "“We never knew who paid,” said Jane Ashdown, a clerk.", "Jane Ashdown"),
        ("Tom Okoro (Nigeria) noted that counters are rare. It is so.",
         "Tom Okoro (Nigeria) noted that counters are rare.", "Tom Okoro"),
        ("It is known. Ms Rao explained that nobody asked.", "Ms Rao explained that nobody asked.", "Ms Rao"),
        ("Jane Stone argued: “This will not do for a second year.”",
         "Jane Stone argued: “This will not do for a second year.”", "Jane Stone"),
        ("Selon M. Dupont, « le guichet est une promesse ». Personne ne le conteste.",
         "Selon M. Dupont, « le guichet est une promesse ».", "M. Dupont"),
        ("Le soir vient. « Nous avons peur », explique Mme Awa Sow.", "« Nous avons peur », explique Mme Awa Sow.", "Awa Sow"),
        ("So Frau Weber: „Wir haben es versucht und sind gescheitert.“ Man lachte.",
         "So Frau Weber: „Wir haben es versucht und sind gescheitert.“", "Frau Weber"),
        ("Herr Lang betonte, dass die Kosten sinken.", "Herr Lang betonte, dass die Kosten sinken.", "Herr Lang"),
        ("According to Ms Field, “a counter without a chair is a statement”. She left.",
         "According to Ms Field, “a counter without a chair is a statement”.", "Ms Field"),
    ],
)  # fmt: skip
def test_a_reported_statement_is_its_speakers(text, said, speaker):
    (one,) = reported_speech([SpokenPage(1, text)])
    assert text[one.first.offset : one.last.offset] == said
    assert (one.written, one.role) == ((speaker,), Role.REPORTED)
    assert one.evidence.startswith("Reported speech: “")


@pytest.mark.parametrize(
    "text",
    [
        "The Data Strategy noted that it was good.",
        "The World Bank said that it would pay.",
        "“The plan is a good one for everybody,” said Statistics Canada.",
        "Smith (2011) noted that services differ.",
        "Jane Stone (2011) noted that services differ.",
        "Ms Rao presented the plan to the council.",
        "They read “a counter is a promise” on the wall. Ms Rao laughed.",
        "„Wir haben es versucht.“ Herr Lang ging, und dass er ging, sah man.",
        "New South Wales noted that its counters are open.",
    ],
)
def test_what_is_not_certain_is_not_claimed(text):
    assert reported_speech([SpokenPage(1, text)]) == []


def test_the_country_of_a_reported_speaker_is_told_where_it_stands_beside_the_name():
    (one,) = reported_speech([SpokenPage(3, "Mr Okoro (Nigeria) argued that the roof leaks.")])
    assert (one.countries, one.first.page) == (("NG",), 3)
