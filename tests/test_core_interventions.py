"""Whose words a document's pages are."""

from __future__ import annotations

from dataclasses import replace

from core.interventions import interventions, on_page, span_on, speaking_at
from core.records import Document, Intervention, PageEntry, PageState, Place, Role, Span
from index.store.record_json import dump_document, load_document

PAGES = tuple(PageEntry(str(number), "en", (), PageState.TEXT, 100) for number in range(1, 6))
REPORT = Document("r", "r.pdf", "Minutes", "minutes", presenters=("Ada Brook",), countries_from=("CA",), pages=PAGES)


def turn(first: tuple[int, int], last: tuple[int, int], *names: str, role: Role = Role.SPEAKER) -> Intervention:
    return Intervention(Place(*first), Place(*last), role, names, names)


def test_the_presenters_of_a_deck_have_the_pages_that_no_part_gives_to_others():
    part = turn((2, 0), (3, 100), "Eve Stone", role=Role.PRESENTER)
    deck = replace(REPORT, kind="presentation", turns=(part,))
    found = [(one.speakers, one.first.page, one.last.page) for one in interventions(deck)]
    assert found == [(("Ada Brook",), 1, 1), (("Eve Stone",), 2, 3), (("Ada Brook",), 4, 5)]
    assert {one.role for one in interventions(deck)} == {Role.PRESENTER}


def test_authors_have_all_pages_and_turns_stand_within_them():
    minutes = replace(REPORT, turns=(turn((2, 10), (3, 40), "Ms Stone"), turn((3, 40), (3, 60))))
    assert [one.role for one in on_page(minutes, 3)] == [Role.AUTHOR, Role.SPEAKER, Role.SPEAKER]
    assert on_page(minutes, 5) == interventions(minutes)[:1]
    innermost = speaking_at(minutes, 3, 39)
    assert innermost is not None
    assert innermost.speakers == ("Ms Stone",)
    outside = speaking_at(minutes, 3, 60)
    assert outside is not None
    assert outside.speakers == ("Ada Brook",)


def test_the_last_page_is_held_to_its_last_character_however_many_words_it_has():
    held = speaking_at(REPORT, 5, 100_000)
    assert held is not None
    assert span_on(held, 5, 2_500) == Span(0, 2_500)


def test_words_of_a_speaker_without_a_name_are_nobody_elses():
    assert speaking_at(replace(REPORT, turns=(turn((1, 5), (1, 9)),)), 1, 6) is None


def test_a_document_without_presenters_and_turns_has_no_interventions():
    assert interventions(replace(REPORT, presenters=())) == ()
    assert interventions(replace(REPORT, kind="presentation", presenters=())) == ()


def test_the_characters_of_an_intervention_on_each_of_its_pages():
    long = turn((2, 10), (4, 40), "Ms Stone")
    assert [span_on(long, number, 100) for number in (2, 3, 4)] == [Span(10, 100), Span(0, 100), Span(0, 40)]


def test_turns_are_kept_with_their_document():
    document = replace(REPORT, turns=(turn((1, 0), (2, 5), "Ms Stone")._replace(countries=("NP",), evidence="“Ms S”"),))
    assert load_document(dump_document(document)) == document
