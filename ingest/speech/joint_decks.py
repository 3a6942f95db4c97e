"""Which slides of a joint deck are whose: parts whose title slide, or whose line of the agenda, names other presenters than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.records import Heading, Intervention, Place, Role
from ingest.metadata.proposed_people import people_proposed
from ingest.metadata.title_page import TitlePage, TypeLine, squeezed, title_lines, words_of
from ingest.speech.labels import SpokenPage
from ingest.speech.speakers import HONOUR, label_of, spelled

MOST_WORDED = 420
"""Characters of a slide that may be the title of a part."""
_HINT = re.compile(
    rf"{HONOUR}|@|(?i:\b(?:present|speaker|by\b|par\b|von\b|intervenant|referent|vortrag|universit|institut|ministr|minist|department|agency|council|centre|center|office|bureau|agence|amt\b|lab\b|services?\b|bank|government|gouvernement|commission))"
)
_NO_TITLE = re.compile(
    r"(?i:^\W*(?:thank|merci|danke|vielen dank|contacts?|kontakt|questions?|fragen|q\s?&\s?a|(?:our |your |today['’]s )?(?:speakers?|presenters?|team|panel(?:l)?ists?|hosts?|moderators?)\b|agenda|programme?\b|ordre du jour|tagesordnung|about (?:us|the)|references?|références|literatur|acknowledge?ments?|remerciements|who we are|notre équipe|intervenants|referent))"
)
_CLOSES = re.compile(
    r"(?i:^\W*(?:discussion|q\s?&\s?a|questions?(?: and answers| & answers|\s?\?)?|fragen|diskussion|closing|conclusion of the|wrap[- ]?up|break|pause|next steps|prochaines étapes|nächste schritte|a\.?o\.?b\b|any other business|plenary|panel discussion|résumé de la journée|agenda|appendix|annex|anhang|annexe)\W*$)"
)
_AGENDA = re.compile(
    r"(?i:^\W*(?:agenda|programme?|ordre du jour|tagesordnung|programm|ablauf|outline|plan|contents?|inhalt|sommaire)\W*(?:\n|$))"
)
_ENTRY = re.compile(
    r"^\W*(?:\d{1,2}[.:]\d{2}\S*\s+|\d{1,2}[.)]\s*)?(?P<topic>[^\n]{4,90}?)(?:\s+[–—|-]\s+|\s*[:|(]\s*)(?P<who>[^\n()]{4,90})\)?\s*$"
)


class _Part(NamedTuple):
    first: int
    names: tuple[str, ...]
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    title: str
    evidence: str


def joint_parts(pages: Sequence[SpokenPage], outline: Sequence[Heading]) -> list[Intervention]:
    """The parts of a deck of slides that have presenters of their own, in order; [] where it is of one piece."""
    whole = _presented(pages[0]) if pages else None
    parts = _by_agenda(pages, outline) or list(_by_title_slides(pages, whole))
    of_all = set(whole.names) if whole else set()
    others = [part for part in parts if part and set(part.names) != of_all]
    if not others or (len({part.names for part in others}) < 2 and not of_all):
        return []
    return list(_ended(parts, pages, of_all))


def _presented(page: SpokenPage) -> _Part | None:
    """What a title slide says of its presenters."""
    shown = _title_page(page)
    title = words_of(title_lines(shown))
    found = {proposal.field: proposal for proposal in people_proposed(shown, title, "")}
    if "presenters" not in found:
        return None
    bodies = found["organisations"].values if "organisations" in found else ()
    countries = found["countries_from"].values if "countries_from" in found else ()
    evidence = (
        f"Its title slide, page {page.number}, names its presenters: {found['presenters'].evidence.partition(': ')[2]}"
    )
    return _Part(page.number, found["presenters"].values, countries, bodies, title, evidence)


def _title_page(page: SpokenPage) -> TitlePage:
    sizes = {line.start: line.size for line in page.lines}
    lines, offset = [], 0
    for line in page.text.split("\n"):
        start, offset = offset + len(line) - len(line.lstrip()), offset + len(line) + 1
        if line.strip():
            lines.append(TypeLine(spelled(line), sizes.get(start, 0.0)))
    return TitlePage(page.number, tuple(lines), wide=True)


def _by_title_slides(pages: Sequence[SpokenPage], whole: _Part | None) -> Iterator[_Part]:
    named = whole.names if whole else ()
    for page in pages[1:]:
        text = page.text.strip()
        if (
            not text
            or len(text) > MOST_WORDED
            or _NO_TITLE.search(text)
            or page.number == len(pages)
            or not _HINT.search(text)
        ):
            continue
        part = _presented(page)
        if part and part.names != named:
            named = part.names
            yield part


def _by_agenda(pages: Sequence[SpokenPage], outline: Sequence[Heading]) -> list[_Part]:
    """Parts by the lines of an agenda that name somebody, and the slides that have a line's topic as their title."""
    for agenda in pages[1:5]:
        if not _AGENDA.match(agenda.text.strip()):
            continue
        begins: dict[str, int] = {}
        for heading in outline:
            if heading.page > agenda.number:
                begins.setdefault(squeezed(heading.title), heading.page)
        parts: list[_Part] = []
        for line in agenda.text.split("\n"):
            entry = _ENTRY.match(spelled(line))
            topic = entry["topic"] if entry else spelled(line)
            page = begins.get(squeezed(re.sub(r"^\W*\d{0,2}[.)]?\s*", "", topic)))
            names = _people(entry["who"]) if entry else ()
            if page and (names or parts):
                parts.append(
                    _Part(page, names, (), (), topic, f"The agenda on page {agenda.number} says: “{spelled(line)}”")
                )
        if sum(bool(part.names) for part in parts) > 1 and [part.first for part in parts] == sorted(
            {part.first for part in parts}
        ):
            return parts
    return []


def _people(text: str) -> tuple[str, ...]:
    labels = [label_of(part) for part in re.split(r"\s*(?:[,;/&]|\band\b|\bet\b|\bund\b)\s*", text) if part]
    first = labels[0] if labels else None
    if not first or not (first.sure or len(first.name.split()) in (2, 3)):
        return ()
    return tuple(
        label.written for label in labels if label and label.name and (label.sure or len(label.name.split()) in (2, 3))
    )


def _ended(parts: Sequence[_Part], pages: Sequence[SpokenPage], of_all: set[str]) -> Iterator[Intervention]:
    """Each part to the page before the next one, or before slides that are of all: questions, the closing."""
    for at, part in enumerate(parts):
        end = parts[at + 1].first - 1 if at + 1 < len(parts) else len(pages)
        for page in pages[part.first : end]:
            if _CLOSES.match(page.text.strip().split("\n", 1)[0]):
                end = page.number - 1
                break
        if part.names and set(part.names) != of_all:
            yield Intervention(
                Place(part.first, 0), Place(end, len(pages[end - 1].text)), Role.PRESENTER, part.names, part.names, part.countries,
                part.organisations, part.title, part.evidence,
            )  # fmt: skip
