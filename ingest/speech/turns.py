"""The turns of minutes, proceedings and transcripts: whose words stand from where to where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from core.records import Heading, Intervention, Place, Role
from ingest.speech.boundaries import Boundary, boundaries
from ingest.speech.labels import Labelled, SpokenPage, labels
from ingest.speech.manner import is_minutes, is_record, trusted
from ingest.speech.narrated import narrated_turns
from ingest.speech.participants import participants
from ingest.speech.who import People

MOST_PAGES = 20
"""That a turn may go on without another one, a heading or an end in sight; beyond, its end is not known."""
_LAST_PAGES = 6
"""The same for the last turn of a document, whose annexes nobody speaks."""


MOST_LABELLED = 2
"""Turns with labels, up to which the prose of minutes is looked at for who said what; beyond, "X said" is within speeches."""
LEAST_LISTED = 3
"""People of a list, from which on a document's prose is taken for minutes though it does not say so."""


def turns(pages: Sequence[SpokenPage], outline: Sequence[Heading]) -> list[Intervention]:
    """The turns of a document, in their order; [] where it records none. Pages are numbered from 1."""
    minutes = is_minutes(pages)
    listed = participants(pages)
    labelled = labels(pages, minutes or len(listed) >= LEAST_LISTED or is_record(pages))
    people = People(listed, labelled)
    kept, chairs = trusted(labelled, pages, people) if labelled else ([], [])
    people = People(listed, kept)
    narrated = len(kept) <= MOST_LABELLED and (minutes or len(listed) >= LEAST_LISTED)
    if not kept and not narrated:
        return []
    ends = boundaries(pages, outline)
    chair = _only([*people.chairs(), *chairs])
    found = list(_turns(kept, ends, pages, people, chair))
    if narrated:
        told = [one for one in narrated_turns(pages, ends, people, chair, _Sessions(ends)) if not _within(one, found)]
        found = sorted([*found, *told], key=lambda one: one.first) if len(told) >= LEAST_TOLD or minutes else found
    return found


def _within(one: Intervention, others: Sequence[Intervention]) -> bool:
    return any(other.first <= one.first < other.last for other in others)


class _Sessions:
    """Which part of the meeting a place belongs to."""

    def __init__(self, ends: Sequence[Boundary]) -> None:
        self._titles = [one.title for one in ends if one.session]
        self._places = [Place(one.page, one.offset) for one in ends if one.session]

    def __call__(self, place: Place) -> str:
        within = bisect_right(self._places, place)
        return self._titles[within - 1] if within else ""


LEAST_TOLD = 3
"""Turns that prose tells, below which a document with a list of people is not taken for minutes."""


def _only(names: Sequence[str]) -> str:
    return names[0] if len(set(names)) == 1 else ""


def _turns(
    kept: Sequence[Labelled], ends: Sequence[Boundary], pages: Sequence[SpokenPage], people: People, chair: str
) -> Iterator[Intervention]:
    starts = [Place(one.page, one.start) for one in kept]
    places = [Place(one.page, one.offset) for one in ends]
    session_of = _Sessions(ends)
    for at, one in enumerate(kept):
        following = starts[at + 1] if at + 1 < len(starts) else None
        end = _end(one, following, places, pages)
        if end <= starts[at]:
            continue
        yield _turn(one, end, session_of(starts[at]), people, chair)


def _end(one: Labelled, following: Place | None, places: Sequence[Place], pages: Sequence[SpokenPage]) -> Place:
    """Where a turn ends: before the next one, or before a heading or another end; on its own pages."""
    after = Place(one.page, one.after)
    at = bisect_right(places, after)
    while at < len(places) and places[at].page == one.page and not _words_between(pages, after, places[at]):
        at += 1  # the label goes on on the next line
    last = pages[-1]
    most = one.page + (MOST_PAGES if following else _LAST_PAGES) - 1
    until = Place(last.number, len(last.text)) if last.number <= most else Place(most, len(pages[most - 1].text))
    end = min(place for place in (following, places[at] if at < len(places) else None, until) if place)
    while end.page > one.page and not pages[end.page - 1].text[: end.offset].strip():
        end = Place(end.page - 1, len(pages[end.page - 2].text))
    return end


def _words_between(pages: Sequence[SpokenPage], first: Place, last: Place) -> bool:
    return any(map(str.isalpha, pages[first.page - 1].text[first.offset : last.offset]))


def _turn(one: Labelled, end: Place, session: str, people: People, chair: str) -> Intervention:
    who = people.who(one.label)
    name, evidence = who.name, who.evidence
    if not name and one.label.chair and chair:
        name, evidence = chair, "the document names its chair so"
    role = Role.CHAIR if one.label.chair or (chair and name == chair) else Role.SPEAKER
    return Intervention(
        Place(one.page, one.start), end, role, (name,) if name else (), (name,) if name else (), who.belonging.countries,
        who.belonging.organisations, session, _told(one, evidence),
    )  # fmt: skip


def _told(one: Labelled, more: str) -> str:
    return f"Its turn begins “{one.said}”" + (f"; {more}" if more else "")
