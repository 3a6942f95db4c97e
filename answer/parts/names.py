"""Names in a sentence: of persons, organisations, places, by how they are written and by what stands in and before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from answer.asking.kinds import Kind
from core.countries import mentions
from core.languages import STUDIED
from core.records import Span
from index.analysis import fold, stop_words

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČ"
_CAPITALISED = rf"(?:[{_UPPER}](?:\.|[\w'’]*\w))(?:-[\w]+)*"
_INSIDE = {
    "en": r"of the|of|and the|&|for|de la|de|van der|van|von|du|des|la|le|al|bin|ibn",
    "fr": r"de la|de l['’]|de|du|des|d['’]|et|&|van|von|le|la|el|ibn|bin",
    "de": r"der|des|von der|von|für|und|&|van|de|zu|zur|of|the|la|ibn|bin",
}
_ORGANISATION = re.compile(
    r"(?:\b(?:Universit|Minist|Institut|Compan|Corporation|Corp\b|Council|Agency|Bank|Commission|Committee|Authority|Department|Association"
    r"|Society|Union|Party|Office|School|College|Foundation|Group|Parliament|Court|Church|Army|Police|Board|Bureau|Network|Service|Cent(?:er|re)"
    r"|Inc|Ltd|GmbH|AG\b|SA\b|Société|Conseil|Agence|Banque|Comité|Autorité|Direction|Parti\b|École|Fondation|Parlement|Cour\b|Église|Bundes|Amt"
    r"|Behörde|Verband|Verein|Gesellschaft|Partei|Schule|Stiftung|Gericht|Kirche|Rat\b|Kommission|Club|Team|Federation|Fédération|League|Liga|Records|Press|Media|Studios?)"
    r"|(?:amt|behörde|ministerium|verband|gesellschaft|partei|gericht|kirche|rat|agentur|zentrum|anstalt)\b)"
)
_PLACE = re.compile(
    r"\b(?:River|Lake|Sea|Ocean|Mount|Mountains?|Street|Road|Avenue|Park|Island|Islands|Valley|Bay|City|County|State|Province|Stadium|Palace|Castle|Hall|Square|Bridge"
    r"|Coast|Beach|Harbou?r|Airport|North|South|East|West|Northern|Southern|Eastern|Western|New|Saint|San|Santa|Los|Las|Fort|Port"
    r"|Lac|Mer|Mont|Rue|Île|Îles|Place|Château|Palais|Pont|Sainte|Val|Baie|Nord|Sud|Est|Ouest)\b|(?:straße|platz|burg|stadt|berg|see|fluss|tal|insel|wald|bad|heim|ville)\b",
)
_PLACED = re.compile(
    r"\b(?:in|at|near|from|to|outside|across|between|around|into|through|toward|towards|à|au|aux|en|dans|vers|près de|chez|in der|im|nach|aus|bei|zwischen|durch|am|zu)(?: the| la| le| les| l['’]| der| den| dem)? $"
)
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|King|Queen|President|Minister|Senator|Pope|Saint|St|General|Captain|M|MM|Mme|Mlle|Maître|Herrn?|Frau|Präsident|Präsidentin|König|Königin|Kaiser|Papst|Minister|Ministerin|roi|reine|empereur|pape|président|ministre|Père|Sœur)\.?"
_TITLED = re.compile(rf"\b{_HONORIFIC}(?: (?:{_HONORIFIC}|of|de|for))* (?=[{_UPPER}])")
_ACRONYM = re.compile(r"\b[A-Z][A-Z&.]{1,6}\b")


@cache
def _sequence(language: str) -> re.Pattern[str]:
    inside = _INSIDE[language] if language in _INSIDE else _INSIDE["en"]
    return re.compile(rf"(?<![\w'’-])({_CAPITALISED})(?:[ \u00a0\n](?:(?:{inside})[ \u00a0\n]?)?{_CAPITALISED})*")


@cache
def _lower(language: str) -> frozenset[str]:
    """Words that are no name though a sentence begins with them."""
    return frozenset(map(fold, chain.from_iterable(map(stop_words, STUDIED)))) | {
        "according",
        "although",
        "however",
        "selon",
        "laut",
    }


def sequences(text: str, language: str) -> Iterator[Span]:
    """Capitalised words next to one another, without a first word that only begins its sentence."""
    for found in _sequence(language).finditer(text):
        start, end = found.span()
        first = found[1]
        while fold(first.rstrip(".")) in _lower(language):
            rest = re.compile(r"\s+").search(text, start, end)
            if rest is None:
                break
            start = rest.end()
            first = text[start:end].split(maxsplit=1)[0] if start < end else ""
        if first and first[0].isupper() and fold(first) not in _lower(language):
            yield Span(start, end)


def names(kind: Kind, text: str, language: str) -> list[Span]:
    """The names that can be of a kind: those that are beyond doubt, else all that could be."""
    found = [*sequences(text, language)]
    if kind is Kind.PLACE:
        countries = [mention.span for mention in mentions(text, language)]
        sure = [span for span in found if _PLACE.search(span.of(text)) or _PLACED.search(text, 0, span.start)]
        return _merged([*countries, *sure]) or found
    if kind is Kind.ORGANISATION:
        sure = [span for span in found if _ORGANISATION.search(span.of(text)) or _ACRONYM.fullmatch(span.of(text))]
        return sure or [span for span in found if " " in span.of(text)]
    return _persons(text, found, language)


def _persons(text: str, found: list[Span], language: str) -> list[Span]:
    titled = [Span(one.start(), _end(found, one.end())) for one in _TITLED.finditer(text)]
    several = [span for span in found if len(span.of(text).split()) > 1 and not _ORGANISATION.search(span.of(text))]
    if titled or several:
        return _merged([*titled, *several])
    return [] if language == "de" else [span for span in found if span.start > 0]


def _end(found: list[Span], at: int) -> int:
    return next((span.end for span in found if span.start <= at < span.end), at)


def _merged(spans: list[Span]) -> list[Span]:
    """In order; those that touch are one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        elif span.end > span.start:
            kept.append(span)
    return kept
