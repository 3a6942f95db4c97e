"""Dates in a sentence: days, months, years, decades, centuries, seasons and times of the day, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.records import Span

_BLANK = "[ \u00a0\u202f\n]"
_MONTHS = {
    "en": r"January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?",
    "fr": r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre|janv\.|févr\.|juil\.|sept\.|oct\.|nov\.|déc\.",
    "de": r"Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan\.|Feb\.|Aug\.|Sept?\.|Okt\.|Nov\.|Dez\.",
}
_WEEKDAYS = {
    "en": r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?",
    "fr": r"(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?",
    "de": r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tags?|Mittwochs?|Sonnabends?",
}
_DAY = {
    "en": r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third)(?: of)?",
    "fr": r"(?:1er|\d{1,2}|premier)",
    "de": r"(?:\d{1,2}\.|ersten)",
}
_OTHER = {
    "en": r"(?:(?:early|mid|late|the)[- ])*(?:\d{1,2}(?:st|nd|rd|th)|(?:seven|eigh|nine|six|fif|four|thir)teenth|twent(?:y-first|ieth)|twelfth|eleventh|tenth|ninth|eighth|seventh|sixth|fifth|fourth|third|second|first)(?:[ -]centur(?:y|ies)|(?: millennium))(?: (?:BC|AD|BCE|CE))?"
    r"|(?:early |mid-?|late )?(?:1[0-9]|20)\d0'?s|(?:spring|summer|autumn|fall|winter)(?: of)? \d{4}|\d+(?:[.,]\d+)? (?:million |billion )?years ago|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?|(?:1st|2nd|3rd|4th|first|second|third|fourth) quarter(?: of \d{4})?|Easter|Christmas|\d+ (?:BC|AD|BCE|CE)",
    "fr": r"(?:[IVX]+|\d{1,2})(?:e|ème|er)? (?:siècles?|millénaires?)(?: (?:av\.|avant) J\.?-C\.?)?|(?:les )?années (?:19|20)?\d0|(?:printemps|été|automne|hiver) \d{4}|\d+(?:[.,]\d+)? (?:millions d'|milliards d')?(?:ans|années) avant|\d{1,2} ?h(?:eures)?(?: ?\d\d)?\b|(?:premier|deuxième|troisième|quatrième|\dᵉ|\de) trimestre(?: \d{4})?|Pâques|Noël|\d+ (?:av\.|apr\.|avant|après) J\.?-C\.?",
    "de": r"(?:(?:\d{1,2}\.|(?:siebzehnt|achtzehnt|neunzehnt|sechzehnt|fünfzehnt|vierzehnt|dreizehnt|zwanzigst|zwölft|elft|zehnt|einundzwanzigst)en) (?:Jahrhunderts?|Jahrtausends?))(?: [vn]\. ?Chr\.)?|(?:1[0-9]|20)?\d0er(?:[ -]Jahren?)?|(?:Frühjahr|Frühling|Sommer|Herbst|Winter)s? \d{4}|vor (?:\d+(?:[.,]\d+)?|\w+) (?:Millionen |Milliarden )?(?:Jahren|Monaten|Tagen|Wochen)|\d{1,2}(?:[:.]\d\d)? Uhr|(?:\d\.|ersten|zweiten|dritten|vierten) Quartals?(?: \d{4})?|Ostern|Weihnachten|\d+ [vn]\. ?Chr\.",
}
_YEAR = r"(?:1\d|20)\d\d(?:[-–/](?:\d{4}|\d\d))?"
_NUMERIC = r"\d{4}-\d\d(?:-\d\d)?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}:\d\d"
_NOT_A_YEAR = (
    r"(?![\d%]|[.,]\d|[ \u00a0](?:%|per cent|percent|people|pages|euros?|dollars?|Euro|km|metres|meters|miles))"
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    months, weekdays, day, other = (_of(table, language) for table in (_MONTHS, _WEEKDAYS, _DAY, _OTHER))
    dated = rf"(?:(?:{day}){_BLANK}(?:{months})|(?:{months}){_BLANK}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)|(?:{months}))(?:,?{_BLANK}(?:of )?\d{{4}})?"
    return re.compile(
        rf"(?<![\w.,/$€£-])(?:(?:(?:{weekdays}),?{_BLANK}(?:the |den |le )?)?(?:{dated})(?!\w)|{other}|{_NUMERIC}|{_YEAR}{_NOT_A_YEAR}(?!\w)|(?:{weekdays})(?!\w))"
    )


def _of(table: dict[str, str], language: str) -> str:
    return table[language] if language in table else "|".join(table.values())


def dates(text: str, language: str) -> Iterator[Span]:
    """Dates, as precise as they stand."""
    for found in _pattern(language).finditer(text):
        if found[0] not in ("May", "March", "August", "second", "Mar") or _led(text, found.start()):
            yield Span(*found.span())


_LED = re.compile(r"\b(?:in|since|by|until|from|to|of|and|last|next|early|late|mid|every|each)[ -]$", re.IGNORECASE)


def _led(text: str, at: int) -> bool:
    """Whether a word that is a month and something else stands behind a preposition of time."""
    return bool(_LED.search(text, max(0, at - 10), at))
