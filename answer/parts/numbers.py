"""Numbers in a sentence: figures and spelled ones in English, French and German, percentages, money, spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from answer.asking.kinds import Kind
from core.records import Span

_BLANK = "[ \u00a0\u202f\u2009]"
_DIGITS = rf"\d{{1,3}}(?:(?:[.,'’]|{_BLANK})\d{{3}})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,/]\d+)*"
_FIGURE = rf"(?<![\w.,/-])[+−~≈]?(?:{_DIGITS}){_BLANK}?[½¼¾⅓⅔]?(?![\w½])|(?<!\w)[½¼¾⅓⅔]"
_SPELLED = {
    "en": r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|(?:a |one )?(?:hundred|thousand|million|billion|dozen)s?|half|twice|both|none|zero|once)(?: (?:and )?)?)+(?<! )"
    r"|one(?= (?:in|out of|of)\b)|one|no one",
    "fr": r"(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente"
    r"|quarante|cinquante|soixante|cents?|mille|millions?|milliards?|milliers?|centaines?|dizaines?|douzaines?"
    r"|vingtaine|trentaine|quinzaine|quarantaine|cinquantaine|moitié|zéro)(?:[ -](?:et[ -](?:une?|onze)\b)?)?)+(?<![ -])|une?(?= seule?\b)",
    "de": r"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)(?:und)?)?(?:zwanzig|drei(?:ß|ss)ig|(?:vier|fünf|sech|sieb|acht|neun)zig)"
    r"|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn"
    r"|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)?(?:hundert|tausend)\w*|Millionen|Milliarden|Dutzend|Hälfte|zweimal|dreimal|einmal|kein(?:e|er|en)?",
}
_MAGNITUDE = {
    "en": r"hundred|thousand|million|billion|trillion|dozen|k|m|bn",
    "fr": r"mille|cents|millions?|milliards?|milliers",
    "de": r"Tausend|Million(?:en)?|Milliarden?|Billionen?|Mio\.?|Mrd\.?",
}
_FRACTION = {
    "en": r"(?:one |two |three |four |a |nine )?[- ]?(?:half|halves|thirds?|quarters?|fifths?|tenths?)|(?:one|two|three|four|five|nine|\d+) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)",
    "fr": r"(?:un |deux |trois |quatre )?(?:tiers|quarts?|cinquièmes?|dixièmes?)|(?:la )?moitié|(?:une?|deux|trois|\d+) (?:personne |habitant )?sur (?:deux|trois|quatre|cinq|dix|\d+)",
    "de": r"(?:ein |zwei |drei |vier )?(?:Drittel|Viertel|Fünftel|Zehntel)|(?:die )?Hälfte|jede[rs]? (?:zweite|dritte|vierte|fünfte|zehnte)|(?:einer|zwei|drei|\d+) von (?:zwei|drei|vier|fünf|zehn|\d+)",
}
_PER_CENT = r"%|percent(?:age points)?|per cent|pour[- ]cent|points de pourcentage|Prozent(?:punkten?)?|v\. ?H\."
_CURRENCY = r"[$€£¥]|(?:US|A|C|CA|NZ)\$|CHF|EUR|USD|GBP|CAD|AUD|Fr\."
_MONEY = (
    r"euros?|dollars?|pounds?|francs?|cents?|pence|yen|yuan|kronor|kroner|crowns|pesos?|rupees?|livres?|roubles?|marks?"
    r"|Euro|Franken|Pfund|Dollar|Mark|Cent|Kronen"
)
_FREE = r"free of charge|no (?:charge|fee|cost)s?|for free|gratuit(?:e|s|es|ement)?|sans frais|kostenlos\w*|kostenfrei\w*|gebührenfrei\w*|unentgeltlich\w*"
_TIMES = (
    r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|millennia|working days|business days"
    r"|secondes?|heures?|jours?(?: ouvrables| ouvrés)?|semaines?|mois|ans|an|années?|siècles?|décennies?"
    r"|Sekunden?|Minuten?|Stunden?|Tagen?|Tag|Werktagen?|Arbeitstagen?|Wochen?|Monaten?|Monat|Jahr(?:en?|zehnte?n?|hunderten?)?"
)
_RANGE = r"(?:-| ?– ?| to | and | or | à | et | ou | bis | und | oder )"
_YEAR = r"(?:1[0-9]|20)\d\d"
_LED_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|from|during|of|year|to|before|after|circa|around|en|depuis|dès|année|vers|avant|après|de|à|jusqu'en|im|seit|Jahr|bis|ab|von|um|Jahre|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|January|February|March|May|June|July|October|December|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)|[(,–-]) ?$"
)
_LABEL = re.compile(
    r"\b(?:section|article|art\.|page|p\.|chapter|figure|fig\.|table|slide|annex|no\.|no|n°|nr\.|§|seite|abschnitt|kapitel|abbildung|tabelle|artikel|absatz|abs\.|chapitre|annexe|tableau|paragraph|para\.|version|phase|step)\s?$",
    re.IGNORECASE,
)


@cache
def _patterns(language: str) -> dict[Kind, re.Pattern[str]]:
    spelled = "|".join(_SPELLED.values()) if language not in _SPELLED else _SPELLED[language]
    magnitude, fraction = _of(_MAGNITUDE, language), _of(_FRACTION, language)
    words = rf"\b(?:{spelled})\b"
    number = rf"(?:{_FIGURE}|{words})(?:[ \u00a0\u202f-](?:{magnitude})\b)*"
    several = rf"(?:{number})(?:{_RANGE}(?:{number}))?"
    wanted = {
        Kind.NUMBER: rf"(?:{_CURRENCY})?{several}(?:{_BLANK}?(?:%|°{_BLANK}?[CF]?|km²?|m²|kg|mi|cm|mm|ha|MW|GW|kW))?",
        Kind.PERCENT: rf"{several}{_BLANK}?(?:{_PER_CENT})(?!\w)|\b(?:{fraction})\b",
        Kind.MONEY: rf"(?:{_CURRENCY}){_BLANK}?{several}|{several}{_BLANK}?(?:{_CURRENCY})(?!\w)"
        rf"|{several}(?:{_BLANK}|-)(?:d['’]|de )?(?:[A-Z][\w-]+ )?(?:{_MONEY})\b|\b(?:{_FREE})\b",
        Kind.DURATION: rf"{several}(?:{_BLANK}|-)(?:\w+ )?(?:{_TIMES})\b",
    }
    return {kind: re.compile(pattern) for kind, pattern in wanted.items()}


def _of(table: dict[str, str], language: str) -> str:
    return table[language] if language in table else "|".join(table.values())


def numbers(kind: Kind, text: str, language: str) -> Iterator[Span]:
    """Numbers of a kind; plain ones without years, and without the numbers of sections, pages and figures."""
    for found in _patterns(language)[kind].finditer(text):
        if kind is not Kind.NUMBER or not _only_names(text, found):
            yield Span(*found.span())


def _only_names(text: str, found: re.Match[str]) -> bool:
    """Whether a number is a year or a label: "in 2004", "Section 4"."""
    before = text[max(0, found.start() - 20) : found.start()]
    return bool(_LABEL.search(before)) or bool(re.fullmatch(_YEAR, found[0]) and _LED_YEAR.search(before))
