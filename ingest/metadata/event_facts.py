"""Tells what an event was called, when and where it was, from the lines of its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.countries import mentions
from core.languages import STUDIED
from ingest.formats.text_files import LinkedPage
from ingest.metadata.event_lines import UNCERTAIN_DATE, WORD, Dated, country_named, dates

PROGRAMME = (
    r"(?:program|programme|programm|agenda|ordre du jour|tagesordnung|(?:tagungs|konferenz|veranstaltungs)programm)"
)
_SHORT = 110
"""Characters up to which a line with a date is a caption and no sentence."""
_EVENT = re.compile(
    r"event|conference|conférence|konferenz|tagung|roundtable|round table|table ronde|workshop|atelier|seminar|séminaire|forum"
    r"|colloque|symposium|kolloquium|congr|kongress|summit|sommet|meeting|réunion|veranstaltung|held|took place|statt",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"post(?:ed|é)|publi|updated|mis à jour|veröffentlicht|aktualisiert|\bstand\b|retrieved|accessed|copyright|©|printed",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?P<event>event|title|événement|titre|veranstaltung|titel)|(?P<date>date|when|datum|quand|wann|zeit)"
    r"|(?P<place>place|venue|location|where|lieu|endroit|ort|veranstaltungsort))\s*:\s*(?P<said>\S.*)",
    re.IGNORECASE,
)
_THEME = re.compile(
    r"(?:on the theme(?: of)?|sur le thème(?: de)?|zum thema)\s*:?\s*(?:[“\"„«]\s*(?P<quoted>[^”\"“»]+)|(?P<plain>[^.;]+))",
    re.IGNORECASE,
)
_IN = re.compile(rf"\b(?:in|at|à|au|en)\s+(?P<place>{WORD}(?:[\s-]{WORD}){{0,3}}(?:,\s?{WORD}(?:\s{WORD}){{0,2}})?)")
_JOINT = re.compile(r"[\s.,;:|–—(-]+(?:\b(?:on|le|am|vom|du|den|from|held|the)\s*)*$|^[\s.,;:|–—)-]+", re.IGNORECASE)


class Facts(NamedTuple):
    """The event's name, theme, first day (ISO 8601), place, the place's country; "" for each that could not be told."""

    event: str
    theme: str
    date: str
    place: str
    country: str
    notes: tuple[str, ...]


def facts(page: LinkedPage, language: str) -> Facts:
    """What the page says of its event."""
    texts = [line.text for line in page.lines if line.text]
    dated = _dated(texts)
    day = dated[0][1].iso if dated else ""
    own = [(text, found) for text, found in dated if found.iso == day]
    place = _labelled(texts, "place") or next(filter(None, (_place(text, found, language) for text, found in own)), "")
    place = re.sub(r"\s*,\s*", ", ", _unbracketed(place))
    sure = [mention.code for mention in mentions(place, language) if mention.sure]
    theme = next((m["quoted"] or m["plain"] for m in map(_THEME.search, texts) if m), "").strip()
    event = _labelled(texts, "event") or next(
        filter(None, (_caption(text, found, language) for text, found in own)), ""
    )
    event = event or next(filter(None, map(_programme_of, texts)), "") or theme or page.title
    notes = _notes(texts, dated, day, place, sure)
    return Facts(event, theme, day, place, sure[-1] if sure else "", tuple(notes))


def _dated(texts: Sequence[str]) -> list[tuple[str, Dated]]:
    """Every date, the likeliest day of the event first; days of publication are left out."""
    found = [
        (_weight(text), text, each) for text in texts if not _PUBLISHED.search(text[:_SHORT]) for each in dates(text)
    ]
    return [(text, each) for _, text, each in sorted(found, key=lambda item: -item[0])]


def _weight(text: str) -> int:
    label = _LABEL.match(text)
    caption = len(text) <= _SHORT and not text.endswith(".")
    placed = any(mention.sure for language in STUDIED for mention in mentions(text, language))
    return 5 * bool(label and label["date"]) + 2 * caption + placed + bool(_EVENT.search(text))


def _labelled(texts: Sequence[str], name: str) -> str:
    return next((m["said"].strip() for m in map(_LABEL.fullmatch, texts) if m and m[name]), "")


def _place(text: str, day: Dated, language: str) -> str:
    """What follows the date of a caption, stands before it, or is the "in …" nearest to it."""
    if len(text) <= _SHORT:
        for part in (_JOINT.sub("", text[day.end :]), _JOINT.sub("", text[: day.start])):
            part = re.sub(r"^(?:in|at|à|au|en)\s+", "", part).rstrip(". ")
            if part and _is_place(part, language):
                return part
    near = [m for m in _IN.finditer(text) if any(x.sure for x in mentions(m["place"], language)) and _near(m, day)]
    near = near or [m for m in _IN.finditer(text) if 0 <= day.start - m.end() <= 6]
    return min(near, key=lambda m: min(abs(day.start - m.end()), abs(m.start() - day.end)))["place"] if near else ""


def _near(match: re.Match[str], day: Dated) -> bool:
    return min(abs(day.start - match.end()), abs(match.start() - day.end)) <= 60


def _is_place(text: str, language: str) -> bool:
    """Whether a text is a town, a country or both, and nothing more: each part but one is named in the tables."""
    parts = [part.strip() for part in _unbracketed(text).split(",")]
    known = [any(m.sure and len(m.span.of(part)) == len(part) for m in mentions(part, language)) for part in parts]
    return len(parts) <= 3 and (all(known) or bool(country_named(parts[-1])))


def _unbracketed(place: str) -> str:
    return re.sub(r"\s*\(([^()]*)\)", r", \1", place)


def _caption(text: str, day: Dated, language: str) -> str:
    """The name before (or behind) the date in a caption such as "Joint Service Delivery Event Oct 21, 2011. Ottawa"."""
    if len(text) > _SHORT or text.endswith(".") or _LABEL.match(text):
        return ""
    for part in (_JOINT.sub("", text[: day.start]), _JOINT.sub("", text[day.end :])):
        if len(part.split()) > 1 and not _is_place(part, language) and part[0].isupper():
            return part
    return ""


def _programme_of(text: str) -> str:
    match = re.fullmatch(rf"(?P<event>\S+\s.{{4,80}}?)[\s–—:-]+{PROGRAMME}(?:\s*\([^)]*\))?", text, re.IGNORECASE)
    return match["event"] if match and match["event"][0].isupper() else ""


def _notes(
    texts: Sequence[str], dated: Sequence[tuple[str, Dated]], day: str, place: str, sure: Sequence[str]
) -> Iterator[str]:
    if not day:
        unclear = next((m[0] for m in map(UNCERTAIN_DATE.search, texts) if m), "")
        yield (
            f"The date {unclear} could be read in two ways; it is left out."
            if unclear
            else "No date of the event was found."
        )
    others = sorted({found.iso for _, found in dated} - {day})
    if others:
        yield f"The event's date was taken to be {day}; the page also names {', '.join(others)}."
    if any(found.several_days for _, found in dated if found.iso == day):
        yield f"The event went on for several days; its date is the first, {day}."
    if not place:
        yield "No place of the event was found."
    elif not sure:
        yield f"The country of the event's place, {place}, could not be told."
