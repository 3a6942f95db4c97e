"""Slides and the pages that tell of the same talk: found both ways, with evidence, and only where it is certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import Entry, entry, fill

from core.errors import NotFound
from core.records import Intervention, Place, Role
from index.engine import Engine, View
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from index.talks.counterparts import Counterparts, Talks
from index.talks.people import apart, initials_of, named_in_full, names, person

CENSUS = "The census judgment shaped every debate; a privacy cockpit shows which authority exchanged what, and when"
TOLD = "She said that the census judgment shaped every debate, and that a privacy cockpit shows which authority exchanged what"
HARBOUR = "Ferries leave the harbour at dawn, loaded with timber, cheese and letters for the northern islands"
EVENT = "Roundtable on Counters"
OTHERS = entry("others", *[f"Page {number} of another matter" for number in range(40)])
"""Pages beside which words can be rare."""


def deck(identifier: str, *texts: str, presenter: str = "Ann Marie Lee", **facts: object) -> Entry:
    given = {"kind": "presentation", "presenters": (presenter,), "event": EVENT, "date": "2023-10-12", **facts}
    return entry(identifier, *texts, **given)  # type: ignore[arg-type]


def report(identifier: str, *texts: str, **facts: object) -> Entry:
    return entry(identifier, *texts, **{"kind": "report", "event": EVENT, "date": "2024-01", **facts})  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield made
    made.close()


def elsewhere(view: View, identifier: str, number: int) -> list[str]:
    return [f"{one.document.id}/{one.number}" for one in found(view, identifier, number).found]


def found(view: View, identifier: str, number: int) -> Counterparts:
    return Talks().counterparts(view, identifier, number)


def test_a_slide_and_the_page_that_tells_of_it_lead_to_one_another_with_their_evidence(engine: Engine) -> None:
    view = fill(
        engine,
        deck("deck", "Counters of the north", CENSUS, HARBOUR),
        report("report", "Contents", f"Ann Marie Lee spoke next. {TOLD}.", "Nothing of the kind"),
    )
    assert elsewhere(view, "deck", 2) == ["report/2"]
    assert elsewhere(view, "report", 2) == ["deck/2"]
    told = found(view, "deck", 2).found[0].evidence
    assert told.startswith(f"Same presenter: Ann Marie Lee. Same event: {EVENT}. Shares: ")
    assert "cockpit" in told
    assert elsewhere(view, "deck", 3) == []


def test_a_page_that_does_not_name_the_presenter_is_not_linked_however_much_it_shares(engine: Engine) -> None:
    view = fill(engine, deck("deck", "Counters", CENSUS), report("report", f"Somebody spoke. {TOLD}."))
    assert elsewhere(view, "deck", 2) == []
    assert found(view, "deck", 2).nothing == "Nothing certain in 1 document, 1 pages."


def test_the_whole_name_is_needed_where_no_event_is_known_and_more_shared_words(engine: Engine) -> None:
    slides = deck("deck", "Counters", CENSUS, event="")
    view = fill(
        engine,
        slides,
        report("whole", f"Ann Marie Lee spoke. {TOLD}.", event=""),
        report("family", f"Lee spoke. {TOLD}.", event=""),
        report("little", "Ann Marie Lee spoke of the census judgment.", event=""),
        OTHERS,
    )
    assert elsewhere(view, "deck", 2) == ["whole/1"]
    assert found(view, "deck", 2).found[0].event == ""


@pytest.mark.parametrize(
    "facts", [{"event": "Another conference"}, {"date": "2019"}, {"kind": "presentation"}, {"work": "deck"}]
)
def test_another_event_an_older_page_another_deck_and_the_same_work_tell_of_no_talk(
    engine: Engine, facts: dict[str, object]
) -> None:
    view = fill(engine, deck("deck", "Counters", CENSUS), report("report", f"Ann Marie Lee: {TOLD}.", **facts))
    assert elsewhere(view, "deck", 2) == []


def test_the_title_slide_leads_to_the_pages_that_name_the_talk_and_the_presenter(engine: Engine) -> None:
    title = "What counters of the north taught us"
    view = fill(
        engine,
        deck("deck", f"{title}\nAnn Marie Lee\n{EVENT}", CENSUS, title=title),
        report("report", f"Ann Marie Lee: “{title}”", f"“{title}” was a success", f"{EVENT}. Ann Marie Lee came."),
    )
    assert elsewhere(view, "deck", 1) == ["report/1"]
    assert found(view, "report", 1).found[0].titled


def test_what_is_left_of_a_page_with_turns_are_those_of_the_presenter_and_those_that_name_her(engine: Engine) -> None:
    text = f"Ms Lee: I agree.\nMr Hall: {TOLD}."
    cut = text.index("Mr Hall")
    turns = (
        Intervention(Place(1, 0), Place(1, cut), Role.SPEAKER, ("Ms Lee",), ("Ann Marie Lee",)),
        Intervention(Place(1, cut), Place(1, len(text)), Role.SPEAKER, ("Mr Hall",), ("Bo Hall",)),
    )
    slides = deck("deck", "Counters", CENSUS)
    minutes, pages = report("minutes", text)
    hers = turns[1]._replace(written=("Ms Lee",), speakers=("Ann Marie Lee",))
    assert elsewhere(fill(engine, slides, (minutes, pages)), "deck", 2) == ["minutes/1"]
    view = fill(engine, (replace(minutes, turns=turns), pages), remove=["minutes"])
    assert elsewhere(view, "deck", 2) == []
    view = fill(engine, (replace(minutes, turns=(turns[0], hers)), pages), remove=["minutes"])
    assert elsewhere(view, "deck", 2) == ["minutes/1"]


def test_initials_that_the_minutes_explain_stand_for_the_presenter(engine: Engine) -> None:
    minutes = report("minutes", "Present: Ann Marie Lee AML Northern Institute", f"AML: {TOLD}", f"aml {TOLD} timber")
    view = fill(engine, deck("deck", "Counters", CENSUS), minutes)
    assert "minutes/2" in elsewhere(view, "deck", 2)
    assert elsewhere(view, "minutes", 2) == ["deck/2"]


def test_a_slide_in_another_language_is_linked_by_names_numbers_and_words_spelled_alike(engine: Engine) -> None:
    view = fill(
        engine,
        deck("deck", "Guichets", "En 1966, le Régime ; clicSÉQUR et SAAQclic à Montréal, le 311", language="fr"),
        report("report", "Ann Marie Lee told of the Régime of 1966, of clicSÉQUR, SAAQclic, Montréal and the 311"),
        report("other", "Ann Marie Lee told of Montréal"),
    )
    assert elsewhere(view, "deck", 2) == ["report/1"]


def test_a_document_without_talks_says_what_was_looked_through(engine: Engine) -> None:
    view = fill(engine, report("report", HARBOUR), deck("deck", CENSUS))
    assert (
        found(view, "report", 1).nothing == "No document of the same event or later names a talk whose slides are here."
    )
    with pytest.raises(NotFound):
        found(view, "deck", 9)


def test_links_are_those_of_the_generation_that_is_asked(engine: Engine) -> None:
    talks = Talks()
    view = fill(engine, deck("deck", "Counters", CENSUS), report("report", f"Ann Marie Lee. {TOLD}."))
    assert len(talks.counterparts(view, "deck", 2).found) == 1
    later = fill(engine, report("report", HARBOUR), remove=["report"])
    assert talks.counterparts(later, "deck", 2).found == ()
    assert len(talks.counterparts(view, "deck", 2).found) == 1


def test_a_person_is_named_by_capitals_in_either_order_and_by_a_family_name_with_a_hyphen() -> None:
    pike = person("Cressida Holloway-Pike")
    assert names("as Holloway-\nPike said", pike)
    assert not names("the holloway pike", pike)
    assert named_in_full("HOLLOWAY-PIKE Cressida", pike)
    assert not named_in_full("Holloway-Pike", pike)
    assert names("Bert van Nuffelen", person("Bert Van Nuffelen"))
    assert initials_of("Bert Van Nuffelen (BVN)", person("Bert Van Nuffelen")) == "BVN"
    assert initials_of("Bert Van Nuffelen EU", person("Bert Van Nuffelen")) == ""


def test_two_of_one_family_name_are_told_apart_by_their_whole_names() -> None:
    ann, bo = apart([person("Ann Lee"), person("Bo Lee")])
    assert names("Ann Lee", ann)
    assert not names("Ann Lee", bo)
    assert not names("Lee", bo)
