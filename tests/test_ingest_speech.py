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
