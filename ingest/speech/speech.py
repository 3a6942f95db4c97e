"""What a document's text tells of who says what in it: turns, parts of a joint deck, reported statements."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Heading, Intervention, Span
from ingest.pdf.headings import is_deck
from ingest.pdf.pdf_page import RawPage
from ingest.speech.joint_decks import joint_parts
from ingest.speech.labels import SpokenPage
from ingest.speech.reported import reported_speech
from ingest.speech.turns import turns


def speech(
    pages: Sequence[RawPage], texts: Sequence[str], running: Sequence[Sequence[Span]], outline: Sequence[Heading]
) -> tuple[Intervention, ...]:
    """The interventions that a document's own text tells, in the order of their beginnings; () where it tells none.

    `texts` are the pages' texts as they are kept, `running` their running heads and feet.
    """
    spoken = [
        SpokenPage(page.number, text, page.lines.lines, tuple(spans))
        for page, text, spans in zip(pages, texts, running, strict=True)
    ]
    if is_deck(pages):
        return tuple(joint_parts(spoken, outline))
    return tuple(turns(spoken, outline) or reported_speech(spoken))
