"""The turns of minutes that tell who said what: "● Ms X (Nepal) asked whether …", "2. The Chair thanked …"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.records import Intervention, Place, Role
from ingest.metadata.event_lines import is_name
from ingest.speech.belonging import belonging
from ingest.speech.boundaries import Boundary
from ingest.speech.labels import SpokenPage
from ingest.speech.manner import Common
from ingest.speech.speakers import Label, label_of, spelled
from ingest.speech.telling import COLLECTIVE, INVERTED, SUBJECT, VIEWED, Sentence, sentences
from ingest.speech.who import People, Who

_TOGETHER = re.compile(r",\sand\s|,\s|\s(?:and|et|und|&)\s")
NO_PERSON = re.compile(
    r"\b(?:States?|Team|Group|Working|Delegations?|Part(?:y|ies)|Data|Draft|Next|Members?|Countries|Action|Project"
    r"|Version|Release|Article|Section|Chapter|Table|Figure|Annex|Regulation|Directive|Platform|System|Web|Open"
    r"|National|European|International|United|Staff"
    r"|Services?|Statisti\w+|Access|Nations|Health|Québec|Canada|Australia|Audience|Participants|Google|Microsoft"
    r"|Mission|Task|Force|Board|Panel|Report|Paper|Study|Survey)\b"
)


_SHORT_LINE = 0.75
"""Of the longest line of a page: how long the last line of a paragraph is at most."""
_HEADING_LINE = 0.6
SessionOf = Callable[[Place], str]


class Told(NamedTuple):
    """A sentence that tells of somebody's words: who they are, whether one leads the meeting, and the words that say so."""

    names: tuple[Who, ...]
    chair: bool
    said: str


class _Unit(NamedTuple):
    """A sentence of the document: its page, where it begins, its bullet, and whether a paragraph ends before it."""

    page: SpokenPage
    sentence: Sentence
    begins: bool

    @property
    def place(self) -> Place:
        return Place(self.page.number, self.sentence.start)


def narrated_turns(
    pages: Sequence[SpokenPage], ends: Sequence[Boundary], people: People, chair: str, session_of: SessionOf
) -> Iterator[Intervention]:
    """The turns that prose tells, in order."""
    common = Common(pages)
    units = [unit for page in pages for unit in _units(page, ends)]
    ranks = {
        bullet: rank
        for rank, bullet in enumerate(dict.fromkeys(each.sentence.bullet for each in units if each.sentence.bullet))
    }
    told = [_told(unit, people, common) for unit in units]
    places = [Place(one.page, one.offset) for one in ends]
    bullet = ""
    for at, (unit, one) in enumerate(zip(units, told, strict=True)):
        bullet = unit.sentence.bullet or ("" if unit.begins and not bullet else bullet)
        if one is None or _goes_on(units, told, at):
            continue
        end = _end(units, at, told, ranks, bullet, places)
        names = tuple(dict.fromkeys(who.name for who in one.names if who.name)) or (
            (chair,) if one.chair and chair else ()
        )
        yield Intervention(
            unit.place, end, Role.CHAIR if one.chair or (chair and names == (chair,)) else Role.SPEAKER, names, names,
            tuple(dict.fromkeys(code for who in one.names for code in who.belonging.countries)),
            tuple(dict.fromkeys(body for who in one.names for body in who.belonging.organisations)),
            session_of(unit.place), _evidence(one),
        )  # fmt: skip


def _names(one: Told | None) -> tuple[str, ...]:
    return tuple(who.name for who in one.names) if one else ()


def _goes_on(units: Sequence[_Unit], told: Sequence[Told | None], at: int) -> bool:
    """Whether a sentence goes on with the words of the one before: of the same people, in the same paragraph."""
    begins = units[at].begins or units[at].sentence.bullet or not at
    return not begins and _names(told[at - 1]) == _names(told[at]) and any(_names(told[at]))


def _evidence(one: Told) -> str:
    more = "; ".join(dict.fromkeys(who.evidence for who in one.names if who.evidence))
    return f"The minutes tell it: “{one.said}”" + (f"; {more}" if more else "")


def _units(page: SpokenPage, ends: Sequence[Boundary]) -> Iterator[_Unit]:
    """The sentences of a page; a heading is one by itself."""
    cuts = {one.offset for one in ends if one.page == page.number}
    cuts |= {end + 1 for cut in cuts if (end := page.text.find("\n", cut)) >= 0}
    cuts |= _after_short_lines(page.text)
    longest = max((len(line) for line in page.text.split("\n")), default=0)
    for sentence in sentences(page.text, cuts):
        line = page.text.rfind("\n", 0, max(0, sentence.start - 1)) + 1
        last = page.text[line : sentence.start]
        begins = (
            bool(sentence.bullet)
            or sentence.start in cuts
            or (last.endswith("\n") and len(last.rstrip()) < _SHORT_LINE * longest)
        )
        yield _Unit(page, sentence, begins)


def _after_short_lines(text: str) -> set[int]:
    """Where lines in capitals follow a line that is too short to be one within a sentence: a heading nobody told."""
    lines = text.split("\n")
    longest, offset, found = max(map(len, lines)), 0, set()
    for line, following in pairwise(lines):
        offset += len(line) + 1
        if len(line.rstrip()) < _HEADING_LINE * longest and following[:1].isupper() and line.strip()[-1:].isalpha():
            found.add(offset)
    return found


def _end(
    units: Sequence[_Unit],
    at: int,
    told: Sequence[Told | None],
    ranks: dict[str, int],
    bullet: str,
    places: Sequence[Place],
) -> Place:
    """Before the next one who is told of, the next paragraph or bullet of that level, what all do, or a heading."""
    here = units[at]
    within = bisect_right(places, here.place)
    limit = places[within] if within < len(places) else None
    last = Place(here.page.number, here.sentence.end)
    for unit, other in zip(units[at + 1 :], told[at + 1 :], strict=True):
        own = unit.sentence.bullet
        if not any(map(str.isalnum, unit.page.text[unit.sentence.start : unit.sentence.end])):
            continue
        if (
            (other and (own or unit.begins or _names(other) != _names(told[at])))
            or (limit and unit.place >= limit)
            or unit.page.number > here.page.number + 1
        ):
            break
        if (own and (not bullet or ranks[own] <= ranks.get(bullet, 0))) or (not bullet and unit.begins):
            break
        if COLLECTIVE.match(unit.page.text, unit.sentence.start):
            break
        last = Place(unit.page.number, unit.sentence.end)
    if limit and limit < last:
        last = limit
    return _without_blanks(last, here)


def _without_blanks(last: Place, here: _Unit) -> Place:
    if last.page != here.page.number:
        return last
    said = here.page.text[here.sentence.start : last.offset].rstrip(" \n\t●•○▪■◦‣⁃")
    said = re.sub(r"\n\s*\(?\d{1,3}(?:\.\d{1,2})*[.)]$", "", said).rstrip()
    return Place(last.page, here.sentence.start + len(said))


def _told(unit: _Unit, people: People, common: Common) -> Told | None:
    text, (start, end, _) = unit.page.text, unit.sentence
    match = SUBJECT.match(text, start, end) or VIEWED.match(text, start, end)
    if match and (found := _taken(match, people, common, False)):
        return found
    for comma in re.finditer(r"[,:]\s+", text[start:end]):
        if (match := SUBJECT.match(text, start + comma.end(), end)) and (found := _taken(match, people, common, True)):
            return found
    match = INVERTED.search(text, start, end)
    return _taken(match, people, common, True) if match else None


def _taken(match: re.Match[str], people: People, common: Common, strict: bool) -> Told | None:
    """Who is told of; None where one of them may be no person. `strict`: they must be known, or have an honorific."""
    parts = match.groupdict()
    said = spelled(match[0])
    if parts.get("of"):
        return Told((Who("", belonging([spelled(parts["of"])], people.doubtful)),), False, said)
    labels = [label_of(part) for part in _TOGETHER.split(spelled(parts["one"] + (parts["more"] or ""))) if part]
    if not all(labels):
        return None
    about = tuple(spelled(each) for each in (parts["about"], parts["tail"]) if each)
    whole = [label for label in labels if label]
    whole[0] = whole[0]._replace(about=(*about, *whole[0].about)) if len(whole) == 1 else whole[0]
    if not all(_is_somebody(label, people, common, strict) for label in whole):
        return None
    led = next(
        (one for group in about if whole[0].chair and not whole[0].name and (one := label_of(group)) and one.name), None
    )
    whole[0] = led._replace(chair=True) if led else whole[0]
    named = tuple(people.who(label) for label in whole)
    return Told(named, any(label.chair for label in whole), said)


def _is_somebody(label: Label, people: People, common: Common, strict: bool) -> bool:
    if label.sure or people.knows(label):
        return True
    if strict or not label.name or len(label.name.split()) < 2:
        return False
    return is_name(label.name) and not NO_PERSON.search(label.name) and not common.share(label.name)
