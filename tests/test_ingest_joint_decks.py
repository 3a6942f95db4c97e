"""Which slides of a joint deck are whose."""

from __future__ import annotations

from core.records import Heading, Place, Role
from ingest.pdf.pdf_lines import Line
from ingest.speech.joint_decks import joint_parts
from ingest.speech.labels import SpokenPage


def slide(number, *lines):
    """A slide: its first line in large type, the others in small type."""
    at, typed = 0, []
    for place, line in enumerate(lines):
        typed.append(Line(at, at + len(line), 40.0, 40.0 * place, 40.0 * place + 20, 12.0 if place else 30.0, False))
        at += len(line) + 1
    return SpokenPage(number, "\n".join(lines), tuple(typed))


TITLE = slide(1, "Joint counters in three countries", "Presented by Ada Field, Harbour Institute", "Ottawa, 3 May 2023")
BODY = ("A counter", "It has a chair, a desk and a person who knows the way to the other offices of the town.")


def told(pages, outline=()):
    return [(one.first, one.last, one.written) for one in joint_parts(pages, outline)]


def test_a_title_slide_within_a_deck_begins_a_part_of_other_presenters():
    second = slide(3, "Counters in the north", "Presented by Tom Okoro", "Lakehead Service Laboratory")
    third = slide(5, "Counters in the south", "Presented by Ute Kern", "Rheinwerk-Institut für Verwaltung")
    pages = [TITLE, slide(2, *BODY), second, slide(4, *BODY), third, slide(6, *BODY), slide(7, "Thank you")]
    assert told(pages) == [
        (Place(3, 0), Place(4, len(pages[3].text)), ("Tom Okoro",)),
        (Place(5, 0), Place(7, len("Thank you")), ("Ute Kern",)),
    ]
    (first, _) = joint_parts(pages, ())
    assert (first.role, first.session, first.organisations) == (
        Role.PRESENTER, "Counters in the north", ("Lakehead Service Laboratory",),
    )  # fmt: skip
    assert "page 3" in first.evidence


def test_the_last_part_ends_before_what_is_of_all():
    second = slide(2, "Counters in the north", "Presented by Tom Okoro", "Lakehead Service Laboratory")
    pages = [TITLE, second, slide(3, *BODY), slide(4, "Discussion"), slide(5, *BODY)]
    assert told(pages) == [(Place(2, 0), Place(3, len(pages[2].text)), ("Tom Okoro",))]


def test_an_agenda_gives_slides_to_those_it_names():
    agenda = slide(2, "Agenda", "1. The north – Tom Okoro", "2. The south – Ms Kern", "3. Wrap-up")
    pages = [slide(1, "Counters"), agenda, *(slide(number, *BODY) for number in (3, 4, 5, 6))]
    outline = (Heading(1, "The north", 3), Heading(1, "The south", 5), Heading(1, "Wrap-up", 6))
    assert [(first.page, last.page, names) for first, last, names in told(pages, outline)] == [
        (3, 4, ("Tom Okoro",)), (5, 5, ("Ms Kern",)),
    ]  # fmt: skip


def test_a_deck_of_one_piece_has_no_parts():
    again = slide(3, "Counters once more", "Presented by Ada Field, Harbour Institute")
    assert told([TITLE, slide(2, *BODY), again, slide(4, *BODY)]) == []
    assert told([TITLE, slide(2, *BODY), slide(3, *BODY)]) == []


def test_thanks_and_contacts_begin_no_part():
    thanks = slide(3, "Thank you", "Tom Okoro", "Lakehead Service Laboratory", "tom@lakehead.example")
    team = slide(4, "Our team", "Presented by Ute Kern")
    assert told([TITLE, slide(2, *BODY), thanks, team, slide(5, *BODY)]) == []
