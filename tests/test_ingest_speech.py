"""Who says what: turns of records in many styles, and what is no record of speech."""

from __future__ import annotations

import pytest

from core.records import Heading, Place, Role
from ingest.pdf.pdf_lines import Line
from ingest.speech.labels import SpokenPage
from ingest.speech.turns import turns
from tests.transcripts import NO_SPEECH, TRANSCRIPTS, told


@pytest.mark.parametrize("style", TRANSCRIPTS)
def test_every_turn_of_a_record_begins_where_it_does_and_is_the_speakers(style):
    expected = told(TRANSCRIPTS[style])
    found = turns([SpokenPage(1, expected.text)], ())
    assert [(one.first.offset, one.written) for one in found] == list(expected.turns)


@pytest.mark.parametrize("style", NO_SPEECH)
def test_what_records_no_speech_has_no_turns(style):
    assert turns([SpokenPage(1, NO_SPEECH[style])], ()) == []


MINUTES = (
    "Minutes of the counter group\nParticipants\nAda Field – Harbour Institute – Canada\nBibek Rao – Ministry of Works – Nepal\n"
    "Item 2: The winter\nChair (Ada Field): I open the item. Who has the\n",
    "figures?\nMr Rao (Nepal): I have. They are not good.\nDecisions\nD1 The figures are sent round.\n",
)


def test_a_turn_goes_over_the_pages_end_and_ends_before_a_heading_of_its_own_page():
    chair, speaker = turns([SpokenPage(number, text) for number, text in enumerate(MINUTES, 1)], ())
    assert chair.first == Place(1, MINUTES[0].index("Chair (Ada"))
    assert chair.last == speaker.first == Place(2, MINUTES[1].index("Mr Rao"))
    assert speaker.last == Place(2, MINUTES[1].index("Decisions"))


def test_a_turn_says_as_whom_from_where_in_which_session_and_how_it_is_known():
    chair, speaker = turns([SpokenPage(number, text) for number, text in enumerate(MINUTES, 1)], ())
    assert (chair.role, speaker.role) == (Role.CHAIR, Role.SPEAKER)
    assert (chair.written, chair.countries, chair.organisations) == (("Ada Field",), ("CA",), ("Harbour Institute",))
    assert (speaker.written, speaker.countries, speaker.organisations) == (
        ("Bibek Rao",),
        ("NP",),
        ("Ministry of Works",),
    )
    assert {chair.session, speaker.session} == {"Item 2: The winter"}
    assert "“Mr Rao (Nepal):”" in speaker.evidence
    assert "list of participants on page 1 has “Bibek Rao”" in speaker.evidence


def test_two_people_of_one_surname_stay_two_and_a_surname_alone_is_left_as_it_is():
    text = (
        "Minutes\nPresent: Ann Bell, Bob Bell, Cy Lee\nMs Ann Bell: I begin, if I may.\nMr Bob Bell: You may.\n"
        "Bell: I go on.\nMr Lee: Thank you.\n"
    )
    names = [one.written for one in turns([SpokenPage(1, text)], ())]
    assert names == [("Ann Bell",), ("Bob Bell",), ("Bell",), ("Cy Lee",)]


def test_a_bold_name_alone_on_its_line_begins_a_turn():
    text = (
        "Proceedings\nJane Ashdown (Kenya)\nI thank you for this invitation, which I did not expect.\nTom Okoro\nWe had a plan, and we lost it.\n"
        "Jane Ashdown\nI have it here with me.\n"
    )
    bold = [text.index("Jane"), text.index("Tom"), text.rindex("Jane")]
    lines = tuple(Line(at, text.index("\n", at), 0.0, float(at), float(at) + 10, 11.0, True) for at in bold)
    found = turns([SpokenPage(1, text, lines)], ())
    names = [("Jane Ashdown",), ("Tom Okoro",), ("Jane Ashdown",)]
    assert [(one.first.offset, one.written) for one in found] == list(zip(bold, names, strict=True))


def test_a_heading_of_the_outline_names_the_session_and_ends_a_turn():
    text = "Transcript\nChair: I open it. We are late.\nThe counters\nMs Rao (Nepal): I begin with mine.\nMr Lee (Kenya): And I with ours.\n"
    found = turns([SpokenPage(1, text)], (Heading(1, "The counters", 1),))
    assert [one.session for one in found] == ["", "The counters", "The counters"]
    assert found[0].last == Place(1, text.index("The counters"))


def test_a_country_with_a_doubtful_name_counts_where_many_countries_are_named():
    few = "Minutes\nMr Lee (Georgia): I begin, if I may.\nMs Rao (Nepal): You may.\n"
    many = few + "Ms Diallo (Senegal): I go on.\nMr Roy (Canada): So do I.\n"
    assert turns([SpokenPage(1, few)], ())[0].countries == ()
    assert turns([SpokenPage(1, many)], ())[0].countries == ("GE",)
