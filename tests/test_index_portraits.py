"""Who said what: interventions by speaker, their own words and marks, companions, countries, on constructed documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import entry, fill

from core.errors import NotFound
from core.interventions import TO_THE_END
from core.records import DocumentState, Intervention, Place, Role
from index.engine import Engine, View
from index.portraits.country import country
from index.portraits.listed import countries, matrix, presenters
from index.portraits.presenter import Portion, nearest, presenter
from index.portraits.roster import Held, usual
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine

CHAIR = "Chair: Welcome to the forum on privacy. "
NEPAL = "Ms Rai (Nepal): Our village counters protect privacy; privacy is a habit there. "
FIJI = "Mr Vuki (Fiji): We have islands and no counters. "
SECOND_PAGE = "He went on about boats and privacy at sea."


def turn(
    first: tuple[int, int], last: tuple[int, int], name: str, code: str, session: str = "Session 1"
) -> Intervention:
    return Intervention(
        Place(*first), Place(*last), Role.SPEAKER, (name,), (name,) if name else (), (code,) if code else (), (), session,
        "A label at the beginning of the line.",
    )  # fmt: skip


TURNS = (
    turn((1, len(CHAIR)), (1, len(CHAIR + NEPAL)), "Asha Rai", "NP"),
    turn((1, len(CHAIR + NEPAL)), (2, TO_THE_END), "Jone Vuki", "FJ"),
)
MINUTES = entry(
    "minutes", CHAIR + NEPAL + FIJI, SECOND_PAGE, about=[["NP", "FJ"], ["FJ"]], kind="minutes", date="2012-05-03",
    presenters=("Ida Falk",), organisations=("Forum Office",), countries_from=("DK",), event="Forum", turns=TURNS,
)  # fmt: skip
DECK = entry(
    "deck", "Counters", "Counters of Nepal and their privacy in the year of reform, seen from the front.", about=[[], ["NP"]],
    kind="presentation", date="2011", presenters=("Asha Rai", "Bo Ash"), countries_from=("NP",), event="Forum",
)  # fmt: skip
PAPER = entry(
    "paper", "Harbours need money.", about=[["FJ"]], kind="report", presenters=("Cy Oak",), countries_from=("CA",)
)
AWAITED = entry(
    "soon", title="Soon", presenters=("Dee Elm",), organisations=("Elm House",), state=DocumentState.AWAITED
)


@pytest.fixture(params=["memory", "whoosh"])
def view(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[View]:
    engine: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path)
    yield fill(engine, MINUTES, DECK, PAPER, AWAITED)
    engine.close()


def test_everything_somebody_said_stands_in_time_order_with_where_and_as_what(view: View) -> None:
    found = presenter(view, "Asha Rai")
    said = [(one.document.id, one.intervention.role, one.intervention.session) for one in found.contributions]
    assert said == [("deck", Role.PRESENTER, "Forum"), ("minutes", Role.SPEAKER, "Session 1")]
    assert (found.interventions, found.pages, found.countries) == (2, 3, ("NP",))
    assert [(work.document.id, work.interventions, work.pages) for work in found.documents] == [
        ("deck", 1, 2),
        ("minutes", 1, 1),
    ]


def test_a_snippet_is_of_somebodys_own_words_and_skips_a_title_slide(view: View) -> None:
    deck, minutes = presenter(view, "Asha Rai").contributions
    assert deck.page is not None
    assert deck.page.number == 2
    assert minutes.snippet is not None
    assert minutes.snippet.text == NEPAL.strip()
    assert minutes.page is not None
    assert minutes.snippet.span.of(minutes.page.text) == minutes.snippet.text


def test_the_words_of_a_query_are_marked_and_counted_in_somebodys_own_words_alone(view: View) -> None:
    found = presenter(view, "Asha Rai", "privacy")
    deck, minutes = found.contributions
    assert (deck.matching, deck.matches) == ((2,), 1)
    assert (minutes.matching, minutes.matches) == ((1,), 2)
    assert minutes.snippet is not None
    assert [mark.of(minutes.snippet.text) for mark in minutes.snippet.marks] == ["privacy", "privacy"]
    (vuki,) = presenter(view, "Jone Vuki", "privacy").contributions
    assert (vuki.matching, vuki.matches) == ((2,), 1)
    (falk,) = presenter(view, "Ida Falk", "privacy").contributions
    assert (falk.matching, falk.matches) == ((1,), 1)


def test_what_lacks_the_words_can_be_left_out_and_a_portion_be_asked_for(view: View) -> None:
    assert presenter(view, "Jone Vuki", "counters village", portion=Portion(matching=True)).total == 1
    whole = presenter(view, "Asha Rai", "village", portion=Portion(matching=True))
    assert (whole.total, whole.interventions) == (1, 2)
    assert [one.document.id for one in presenter(view, "Asha Rai", portion=Portion(1, 1)).contributions] == ["minutes"]
    assert presenter(view, "Asha Rai", "zebra").contributions[0].matching == ()


def test_companions_are_those_of_the_same_session_then_those_of_the_same_event(view: View) -> None:
    found = presenter(view, "Jone Vuki").companions
    assert [(one.name, one.in_session, one.at_event) for one in found] == [
        ("Asha Rai", 1, 2),
        ("Bo Ash", 0, 1),
        ("Ida Falk", 0, 1),
    ]
    assert presenter(view, "Cy Oak").companions == ()


def test_the_countries_somebody_speaks_of_are_those_of_their_pages_on_shared_ones_of_their_words(view: View) -> None:
    assert [(one.code, one.pages) for one in presenter(view, "Jone Vuki").spoken_of] == [("FJ", 2)]


def test_a_presenter_of_awaited_documents_alone_has_a_page_that_says_so(view: View) -> None:
    found = presenter(view, "Dee Elm", "privacy")
    assert (found.interventions, found.organisations, [work.document.id for work in found.documents]) == (
        0,
        ("Elm House",),
        ["soon"],
    )


def test_a_name_that_nobody_has_is_not_found_and_the_nearest_are_told(view: View) -> None:
    with pytest.raises(NotFound) as caught:
        presenter(view, "asha ray")
    assert caught.value.remedy == "Is it Asha Rai?"
    with pytest.raises(NotFound) as unlike:
        presenter(view, "Xqz")
    assert "rapporteur presenters" in unlike.value.remedy


def test_nearest_names_have_its_words_or_are_spelled_alike_accents_apart() -> None:
    names = ["Élodie Roy", "Anna Müller", "Bernd Müller", "Carl Miller"]
    assert nearest("elodie roi", names) == ["Élodie Roy"]
    assert nearest("Muller", names)[:2] == ["Anna Müller", "Bernd Müller"]
    assert nearest("", names) == []


def test_all_presenters_are_listed_with_what_there_is_of_them(view: View) -> None:
    found = presenters(view, "privacy")
    rows = {one.name: one for one in found.rows}
    assert list(rows) == ["Asha Rai", "Bo Ash", "Cy Oak", "Ida Falk", "Jone Vuki"]
    rai = rows["Asha Rai"]
    assert (rai.interventions, rai.documents, rai.pages, rai.first, rai.last, rai.matching) == (
        2, 2, 3, "2011", "2012-05-03", 2,
    )  # fmt: skip
    assert rows["Cy Oak"].matching == 0
    assert all(one.matching == 0 for one in presenters(view).rows)


def test_what_a_joint_document_says_of_several_is_not_said_of_each_where_another_tells_them_apart() -> None:
    joint = entry(
        "joint", "Harbours.", kind="report", presenters=("Asha Rai", "Jone Vuki", "Cy Oak"), countries_from=("NP", "FJ"),
        organisations=("Hill House", "Sea House"),
    )  # fmt: skip
    found = fill(MemoryEngine(), joint, MINUTES)
    rows = {one.name: one for one in presenters(found).rows}
    assert rows["Asha Rai"].countries == presenter(found, "Asha Rai").countries == ("NP",)
    assert rows["Jone Vuki"].countries == presenter(found, "Jone Vuki").countries == ("FJ",)
    assert rows["Cy Oak"].countries == ("NP", "FJ")
    assert rows["Cy Oak"].organisations == presenter(found, "Cy Oak").organisations == ("Hill House", "Sea House")


def test_a_turn_of_two_does_not_give_one_the_country_of_the_other() -> None:
    both = turn((1, 8), (1, TO_THE_END), "Asha Rai", "NP")._replace(
        speakers=("Asha Rai", "Jone Vuki"), countries=("NP", "FJ"), organisations=("Hill House",)
    )
    alone = turn((1, 0), (1, 8), "Asha Rai", "NP")
    found = fill(MemoryEngine(), entry("talk", "I agree. AR and JV agreed.", kind="minutes", turns=(alone, both)))
    told = {one.name: (one.countries, one.organisations) for one in presenters(found).rows}
    assert told == {"Asha Rai": (("NP",), ()), "Jone Vuki": ((), ())}


def test_a_countrys_page_tells_who_speaks_of_it_and_from_where(view: View) -> None:
    found = country(view, "Nepal", "privacy")
    assert found.code == "NP"
    assert (found.spoken_of.documents, found.spoken_of.pages) == (2, 2)
    assert {(one.name, one.countries, one.pages) for one in found.speakers} == {
        ("Asha Rai", ("NP",), 2),
        ("Bo Ash", ("NP",), 1),
        ("Ida Falk", ("DK",), 1),
        ("Jone Vuki", ("FJ",), 1),
    }
    assert {work.document.id: (work.pages, work.matching) for work in found.documents} == {
        "deck": (1, 1),
        "minutes": (1, 1),
    }
    assert {hit.document.id for hit in found.passages} == {"deck", "minutes"}


def test_without_a_query_a_countrys_passages_are_those_that_name_it(view: View) -> None:
    found = country(view, "NP")
    assert {hit.document.id for hit in found.passages} == {"deck", "minutes"}
    assert found.notes == ()


def test_a_country_of_which_nobody_speaks_has_an_empty_page_and_a_word_that_is_none_is_not_found(view: View) -> None:
    found = country(view, "Chad", "privacy")
    assert (found.spoken_of.pages, found.speakers, found.documents, found.passages, found.places) == (0, (), (), (), ())
    with pytest.raises(NotFound):
        country(view, "Atlantis")


def test_countries_are_listed_those_most_spoken_of_first(view: View) -> None:
    found = countries(matrix(view))
    assert [one.code for one in found.rows][:2] == ["FJ", "NP"]
    assert {one.code for one in found.rows} >= {"CA", "DK"}


def test_of_two_who_speak_at_once_from_two_countries_nobody_is_said_to_be_from_either() -> None:
    alone = turn((1, 0), (1, 5), "Asha Rai", "NP")
    both = turn((1, 5), (1, 9), "Asha Rai", "NP")._replace(speakers=("Asha Rai", "Jone Vuki"), countries=("NP", "FJ"))
    document = MINUTES[0]

    held = [Held(document, one, place) for place, one in enumerate((alone, both))]
    assert usual(held, "countries") == ("NP",)
    assert usual([Held(document, both, 0)], "countries") == ()
