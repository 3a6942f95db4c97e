"""The portrait of a presenter: what they said, where and with whom, and what is distinctive of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from core.errors import NotFound
from core.interventions import floor_on, has_turns
from core.records import Document
from index.analysis import fold
from index.engine import Filters, View
from index.portraits.contributions import Contribution, OwnWords
from index.portraits.distinctive import Distinctive, Telling, distinctive
from index.portraits.roster import Held, pages_of, session_of, usual
from index.portraits.spoken_of import Spoken, evenly, spoken_of
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable

MOST_SHOWN = 25
"""Interventions of one portion of a portrait."""
_MOST_READ = 60
"""Of a presenter's pages, how many are read for the terms that are distinctive; evenly taken, where there are more."""
_MOST_TERMS = 20
_NEAREST = 5
_LEAST_ALIKE, _ALIKE_WORDS = 4, 0.75
"""Letters of a word, and how like it another must be, to be that word misspelled."""


class Companion(NamedTuple):
    """Somebody else who spoke in the same session, or at the same event: with how many interventions of theirs."""

    name: str
    in_session: int
    at_event: int


class Work(NamedTuple):
    """A document: how many interventions, and pages with them, it has; on how many of these the query's words stand."""

    document: Document
    interventions: int
    pages: int
    matching: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """One presenter. `contributions` is the portion asked for of the interventions in time order, `total` how many there
    are to turn over; `interventions` and `pages` count all. `read` are the pages from which the terms were taken.

    `matching` pages of theirs answer the query, `notes` say what could not be used of it.
    """

    name: str
    query: str
    notes: tuple[str, ...]
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    interventions: int
    pages: int
    matching: int
    total: int
    contributions: tuple[Contribution, ...]
    documents: tuple[Work, ...]
    spoken_of: tuple[Spoken, ...]
    terms: tuple[Telling, ...]
    read: int
    companions: tuple[Companion, ...]
    generation: int


class Portion(NamedTuple):
    """Which of the interventions are shown: so many from a place; `matching`: those alone in which the query's words stand."""

    offset: int = 0
    limit: int = MOST_SHOWN
    matching: bool = False


def presenter(
    view: View,
    name: str,
    text: str = "",
    filters: Filters | None = None,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
    portion: Portion = Portion(),  # noqa: B008
) -> Portrait:
    """The portrait of a presenter by the name they are known by. Raises NotFound, with the nearest names."""
    held, awaited = view.roster.by_speaker.get(name, ()), view.roster.awaited.get(name, ())
    if not held and not awaited:
        raise _unknown(view, name)
    identifiers = list(dict.fromkeys(one.document.id for one in held))
    narrowed = {**(filters or {}), "document": _both((filters or {}).get("document"), identifiers)}
    narrowed.pop("presenter", None)
    own = OwnWords(view, read(text, reading, terms), narrowed, reading.order)
    shown = [one for one in held if not portion.matching or next(own.matching(one), None)]
    pages = pages_of(held)
    told = view.roster.once(("presenter", name), lambda: _terms(own, name, held))
    answering = {(one.document.id, number) for one in held for number in own.answering(one)}
    by_name = own.pages_by(name)
    return Portrait(
        name, text, own.notes, *_whence(held, awaited), len(held), sum(map(len, pages.values())),
        len(answering) if by_name is None else by_name,
        len(shown), tuple(map(own.contribution, shown[portion.offset : portion.offset + portion.limit])),
        (*_works(held, own), *(Work(one, 0, 0, 0) for one in awaited)),
        view.roster.once(("spoken of", name), lambda: _spoken(own, held, pages)),
        told.terms, told.read, _companions(view, name, held), view.generation,
    )  # fmt: skip


def _whence(held: Sequence[Held], awaited: Sequence[Document]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Their organisations and their countries, those of most interventions first."""
    organisations = (*usual(held, "organisations"), *(body for one in awaited for body in one.organisations))
    countries = (*usual(held, "countries"), *(code for one in awaited for code in one.countries_from))
    return tuple(dict.fromkeys(organisations)), tuple(dict.fromkeys(countries))


def _terms(own: OwnWords, name: str, held: Sequence[Held]) -> Distinctive:
    passages = [own.passage(one, number) for one, number in evenly(_places(held), _MOST_READ)]
    names = (name, *(body for one in held for body in one.organisations))
    return distinctive(own.view, passages, {"presenter": [name]}, names, "", _MOST_TERMS)


def _unknown(view: View, name: str) -> NotFound:
    near = nearest(name, {**view.roster.by_speaker, **view.roster.awaited})
    told = f"Is it {' or '.join(near)}?" if near else "`rapporteur presenters` lists those there are."
    return NotFound(f"There is no presenter {name!r}.", told)


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """The names that are most like one: that have its words, then those spelled alike, then those that have a word spelled like
    one of its; accents and case aside."""
    folded = {known: fold(known.lower()) for known in names}
    wanted = fold(name.lower()).strip()
    having = [known for known, plain in folded.items() if wanted and set(wanted.split()) & set(plain.split())]
    by_plain: dict[str, list[str]] = {}
    for known, plain in folded.items():
        by_plain.setdefault(plain, []).append(known)
    alike = get_close_matches(wanted, by_plain, _NEAREST, 0.6)
    having.sort(key=lambda known: (-len(set(wanted.split()) & set(folded[known].split())), known))
    whole = [*having, *(known for plain in alike for known in by_plain[plain])]
    return list(dict.fromkeys(whole or _by_a_word(wanted, folded)))[:_NEAREST]


def _by_a_word(wanted: str, folded: Mapping[str, str]) -> Iterator[str]:
    """The names that have a word spelled like one of some words, the likest first."""
    having: dict[str, list[str]] = {}
    for known, plain in folded.items():
        for word in plain.split():
            having.setdefault(word, []).append(known)
    for own in (word for word in wanted.split() if len(word) >= _LEAST_ALIKE):
        for word in get_close_matches(own, having, _NEAREST, _ALIKE_WORDS):
            yield from having[word]


def _both(wanted: Sequence[str] | None, own: list[str]) -> list[str]:
    """The documents to look in; a filter that leaves none is kept as one that no document passes."""
    return own if not wanted else [one for one in own if one in wanted] or [""]


def _places(held: Iterable[Held]) -> list[tuple[Held, int]]:
    return [(one, number) for one in held for number in one.numbers]


def _spoken(own: OwnWords, held: Sequence[Held], pages: Mapping[str, Collection[int]]) -> tuple[Spoken, ...]:
    """The countries they speak of; on a page that several share, those that their own words name."""
    named: dict[tuple[str, int], tuple[str, ...]] = {}
    for one in held:
        shared = (number for number in one.numbers if len(floor_on(one.document, number)) > 1)
        for number in shared if has_turns(one.document) else ():
            key = one.document.id, number
            named[key] = (*named.get(key, ()), *own.named(one, number))
    return spoken_of(own.roster, pages, named)


def _works(held: Sequence[Held], own: OwnWords) -> tuple[Work, ...]:
    """The documents in time order, with the pages on which the words stand in theirs."""
    documents = {one.document.id: one.document for one in held}
    counts, pages = Counter(one.document.id for one in held), pages_of(held)
    hits = Counter(identifier for identifier, _ in {(one.document.id, n) for one in held for n in own.pages_with(one)})
    return tuple(Work(one, counts[key], len(pages[key]), hits[key]) for key, one in documents.items())


def _companions(view: View, name: str, held: Sequence[Held]) -> tuple[Companion, ...]:
    """The others of the same sessions and events, those of the same session first."""
    roster, mine = view.roster, {session_of(one) for one in held}
    in_session: Counter[str] = Counter()
    at_event: Counter[str] = Counter()
    for session in mine:
        in_session.update(roster.sessions[session])
    for event in {session.event for session in mine}:
        at_event.update(roster.events[event])
    del at_event[name]
    found = (Companion(other, in_session[other], count) for other, count in at_event.items())
    return tuple(sorted(found, key=lambda one: (-one.in_session, -one.at_event, one.name)))
