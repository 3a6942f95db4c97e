"""Which of many spellings may be one person's or one organisation's: letters first, then what the documents say around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, product
from typing import NamedTuple, TypeVar

from core.countries import country_name
from ingest.people.body_name import BodyName, body_name
from ingest.people.person_name import person_name
from ingest.people.same_body import body_fullness, body_likeness
from ingest.people.same_body import keys_of as body_keys
from ingest.people.same_person import ASKS, OFFERS, Degree, Likeness, fullness, person_likeness
from ingest.people.same_person import keys_of as person_keys

_Parsed = TypeVar("_Parsed")


class Closeness(IntEnum):
    """What two spellings share beside letters, the most telling last."""

    NOTHING = 0
    COUNTRY = 1
    EVENT = 2
    ORGANISATION = 3
    DOCUMENT = 4


@dataclass(frozen=True, slots=True)
class Context:
    """Where a spelling stands: documents (their ids), those of them that list it beside other names, events, organisations
    and countries (codes) that go with it."""

    documents: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def closeness(self, other: Context) -> Closeness:
        """The most telling thing that two spellings share."""
        for closeness, mine, yours in (
            (Closeness.DOCUMENT, self.documents, other.documents),
            (Closeness.ORGANISATION, self.organisations, other.organisations),
            (Closeness.EVENT, self.events, other.events),
            (Closeness.COUNTRY, self.countries, other.countries),
        ):
            if not mine.isdisjoint(yours):
                return closeness
        return Closeness.NOTHING

    def apart(self, other: Context) -> bool:
        """Whether both have countries, none in common, and nothing more telling either."""
        return bool(self.countries and other.countries) and self.closeness(other) == Closeness.NOTHING

    def said(self, other: Context) -> Iterator[str]:
        """What two spellings share, and what not, in words."""
        if not self.documents.isdisjoint(other.documents):
            yield "both in the same document"
        if shared := self.organisations & other.organisations:
            yield f"both with {min(shared)}"
        if shared := self.events & other.events:
            yield f"both at {min(shared)}"
        if shared := self.countries & other.countries:
            yield f"both from {country_name(min(shared))}"
        elif self.countries and other.countries:
            yield f"but from {_named(self.countries)} and from {_named(other.countries)}"


def _named(countries: Collection[str]) -> str:
    return ", ".join(sorted(map(country_name, countries)))


class Pair(NamedTuple):
    """Two spellings that may be one name: `full` is the one that says more. `evidence` are short phrases."""

    full: str
    short: str
    degree: Degree
    evidence: tuple[str, ...]


def likely_people(spelled: Mapping[str, Context]) -> list[Pair]:
    """The pairs of spellings that may be one person's. Time grows with the number of spellings, not with its square."""
    parsed = {text: person_name(text) for text in spelled}
    return _likely(spelled, parsed, person_keys, person_likeness, fullness, Closeness.EVENT)


def likely_bodies(spelled: Mapping[str, Context]) -> list[Pair]:
    """The same for organisations."""
    parsed = {text: body_name(text) for text in spelled}
    contexts = {text: _with_own_countries(context, parsed[text]) for text, context in spelled.items()}
    return _likely(contexts, parsed, body_keys, body_likeness, body_fullness, Closeness.COUNTRY)


def _with_own_countries(context: Context, name: BodyName) -> Context:
    return Context(
        context.documents, context.listed, context.events, context.organisations, name.countries or context.countries
    )


def _likely(
    spelled: Mapping[str, Context],
    parsed: Mapping[str, _Parsed],
    keys: Callable[[_Parsed], set[str]],
    likeness: Callable[[_Parsed, _Parsed], Likeness | None],
    full: Callable[[_Parsed], tuple[int, int]],
    least: Closeness,
) -> list[Pair]:
    found: dict[tuple[str, str], Likeness] = {}
    for one, other in _compared({text: keys(name) for text, name in parsed.items()}):
        like = likeness(parsed[one], parsed[other])
        if like is None or not _borne_out(like.degree, spelled[one], spelled[other], least):
            continue
        fuller, shorter = sorted((one, other), key=lambda text: (full(parsed[text]), text), reverse=True)
        found[fuller, shorter] = like
    kept = _without_rivals(found, spelled)
    return [
        Pair(one, other, like.degree, (like.evidence, *spelled[one].said(spelled[other])))
        for (one, other), like in sorted(kept.items(), key=lambda item: (-item[1].degree, item[0]))
    ]


def _compared(keys: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of spellings with a key in common, each once."""
    holders: dict[str, list[str]] = defaultdict(list)
    for text, own in keys.items():
        for key in own:
            holders[key].append(text)
    seen: set[tuple[str, str]] = set()
    for key, texts in holders.items():
        if key.startswith(OFFERS):
            continue
        met = holders.get(OFFERS + key.removeprefix(ASKS), ()) if key.startswith(ASKS) else ()
        for one, other in product(texts, met) if key.startswith(ASKS) else combinations(texts, 2):
            pair = (one, other) if one < other else (other, one)
            if one != other and pair not in seen:
                seen.add(pair)
                yield pair


def _borne_out(degree: Degree, one: Context, other: Context, least: Closeness) -> bool:
    """Two names that one document lists beside one another are two; what letters leave in doubt, the rest has to bear out."""
    if not one.listed.isdisjoint(other.listed):
        return False
    if degree == Degree.SURE:
        return True
    return one.closeness(other) >= least if degree == Degree.DOUBTFUL else not one.apart(other)


def _without_rivals(
    found: Mapping[tuple[str, str], Likeness], spelled: Mapping[str, Context]
) -> dict[tuple[str, str], Likeness]:
    """Of short forms that may be several people's, what they share tells whose; where it does not, they are nobody's.

    Forms that say more are settled before those that say less, so that what may be one of several tells nothing.
    """
    kept = dict(found)
    candidates: dict[str, list[str]] = defaultdict(list)
    for (one, other), like in found.items():
        if like.degree < Degree.SURE:
            candidates[other].append(one)
    for short in sorted(candidates, key=lambda text: (-len(text), text)):
        fulls = candidates[short]
        if len(_bearers(fulls, kept)) < 2:
            continue
        nearest = max(spelled[full].closeness(spelled[short]) for full in fulls)
        near = [full for full in fulls if spelled[full].closeness(spelled[short]) == nearest]
        bearers = _bearers(near, kept)
        for full in fulls:
            if len(bearers) > 1 or not _bears(full, near, kept):
                del kept[full, short]
    return kept


def _bears(full: str, near: Collection[str], kept: Mapping[tuple[str, str], Likeness]) -> bool:
    """Whether a form is one of the near ones, or of one bearer with all of them."""
    return full in near or len(_bearers([full, *near], kept)) == 1


def _bearers(texts: Collection[str], kept: Mapping[tuple[str, str], Likeness]) -> set[str]:
    """One spelling for each bearer that some spellings may have."""
    pairs = ((one, other) for one, other in combinations(texts, 2) if (one, other) in kept or (other, one) in kept)
    same = _joined(pairs)
    return {same.get(text, text) for text in texts}


def _joined(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Each spelling of the pairs → one that stands for all that hang together."""
    above: dict[str, str] = {}

    def top(text: str) -> str:
        while above.get(text, text) != text:
            text = above[text]
        return text

    for one, other in pairs:
        above.setdefault(one, one)
        above.setdefault(other, other)
        above[top(one)] = top(other)
    return {text: top(text) for text in above}
