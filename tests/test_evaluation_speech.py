"""The measure of speaker turns."""

from __future__ import annotations

from core.records import Intervention, Place, Role
from evaluation.speech import Judged, Score, read_judged, score


def turn(page, offset, *names):
    return Intervention(Place(page, offset), Place(page, offset + 9), Role.SPEAKER, names, names)


def test_a_turn_is_right_where_it_begins_and_its_speakers_are_counted_apart():
    judged = [Judged(1, 10, ("Ada Field",)), Judged(1, 50, ("Bibek Rao",)), Judged(2, 10, ())]
    found = score(judged, [turn(1, 12, "Ada Field"), turn(1, 50, "Mr Rao"), turn(3, 10)])
    assert found == Score(3, 3, 2, 1)
    assert (found.precision, found.recall, found.speakers) == (2 / 3, 2 / 3, 0.5)


def test_a_judged_turn_is_matched_once():
    assert score([Judged(1, 10, ())], [turn(1, 10), turn(1, 11)]) == Score(1, 2, 1, 1)


def test_the_judged_turns_are_facts_alone():
    judged = read_judged()
    assert {name.rpartition("/")[2].rpartition(".")[2] for name in judged} == {"pdf"}
    assert all(one.page >= 1 and one.offset >= 0 for turns in judged.values() for one in turns)
