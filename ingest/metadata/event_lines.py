"""Reads dates, and people with their organisations, from lines in English, French and German."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.countries import country_code, country_name, mentions
from core.languages import STUDIED

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "january janvier januar janner", "february fevrier februar feber", "march mars marz maerz", "april avril",
        "may mai", "june juin juni", "july juillet juli", "august aout", "september septembre", "october octobre oktober",
        "november novembre", "december decembre dezember",
    )
)  # fmt: skip
_DAY, _MONTH, _TO = r"(\d{1,2})(?:st|nd|rd|th|er|ers|\.)?", r"([^\W\d_]{3,9})\.?", r"(?:-|–|—|/|&|to|and|bis|und|au|et)"
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})\b"),
    re.compile(rf"\b(?:(?P<d0>\d{{1,2}})\S{{0,2}}(?:\s(?P<m0>[^\W\d_]{{3,9}})\.?)?\s?{_TO}\s?(?:le\s)?)?"
               rf"{_DAY.replace('(', '(?P<d>', 1)}\s(?:of\s|de\s)?{_MONTH.replace('(', '(?P<m>', 1)},?\s(?P<y>\d{{4}})\b",
               re.IGNORECASE),
    re.compile(rf"\b(?P<m>[^\W\d_]{{3,9}})\.?\s{_DAY.replace('(', '(?P<d>', 1)}"
               rf"(?:\s?{_TO}\s?(?P<m1>[^\W\d_]{{3,9}}\.?\s)?\d{{1,2}}(?:st|nd|rd|th)?)?,?\s(?P<y>\d{{4}})\b", re.IGNORECASE),
)  # fmt: skip
UNCERTAIN_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")
"""Day and month, or month and day: cannot be told."""


class Dated(NamedTuple):
    """A date in a text: ISO 8601 (the first day of several), and where it stands."""

    iso: str
    start: int
    end: int
    several_days: bool


def dates(text: str) -> Iterator[Dated]:
    """The full dates that a text names: "21 October 2011", "Oct 21, 2011", "21. Oktober 2011", "2011-10-21"."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            said = match.groupdict()
            several = bool(said.get("d0")) or bool(
                re.search(rf"\d\S{{0,2}}\s?{_TO}\s?(?:\w+\.?\s)?\d{{1,2}}\D", match[0])
            )
            day, name = said.get("d0") or said["d"], said.get("m0") or said["m"]
            month = int(name) if name.isdigit() else month_number(name)
            try:
                iso = date(int(said["y"]), month, int(day)).isoformat()
            except ValueError:
                continue
            yield Dated(iso, match.start(), match.end(), several and pattern is not _DATES[0])


def folded(text: str) -> str:
    """Lower case without accents, in ASCII."""
    spelled = text.casefold().translate({ord("ß"): "ss", ord("ø"): "o", ord("ł"): "l", ord("æ"): "ae", ord("œ"): "oe"})
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its beginning in English, French or German; 0 where it is none, or several."""
    found = [n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(folded(word)) for name in names)]
    return found[0] if len(found) == 1 else 0


_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŞČĆŽŹŻĐĞİŐŰŘŽ"
WORD = rf"(?:[dlDL]['’])?[{_UPPER}](?:\.(?:-?[{_UPPER}]\.)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*)"
_HONOUR = (
    r"(?:(?:The\s)?Hon\.|(?:Prof|Dr|Mr|Mrs|Ms|Mme|M|Dipl|Ing|Me)\.|(?:Professor|Dr|Mr|Ms|Mrs|Mme|Herr|Frau)(?=\s))\s*"
)
NAME = (rf"(?:{_HONOUR})*(?P<name>{WORD}(?:\s(?:(?:van|von|vom|zu|zur|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ter|ten)"
        rf"\s)*{WORD}){{1,4}})")  # fmt: skip
_AND = r"(?:\s*[/&;,|+]\s*(?:(?:and|et|und)\s+)?|\s+(?:and|et|und|with|avec|mit)\s+)"
_PERSON = re.compile(rf"{NAME}(?:\s*\((?P<about>[^()]*)\))?(?P<and>{_AND})?")
_UNNAMED = NAME.replace("?P<name>", "?:")
PEOPLE = rf"{_UNNAMED}(?:\s*\([^()]*\))?(?:{_AND}{_UNNAMED}(?:\s*\([^()]*\))?)*"
"""A pattern of one or several names within prose, each with what stands in brackets behind it."""
_NEXT = re.compile(rf"{_AND}(?={_UNNAMED}\s*(?:[,(]|$))")
_BODY = re.compile(
    r"\b(?:universit|school|institut|cent(?:re|er)s?\b|government|ministr|department|agency|council|forum|foundation|services?\b"
    r"|colleges?\b|commission|bank\b|association|secretariat|office\b|authority|city\b|société|écoles?\b|gouvernement|regierung|ville\b"
    r"|stadt\b|land(?:kreis|tag)?\b|bundes|fondation|secrétariat|conseil\b|agence|académie|academy|akademie|ombuds|laborator|lab\b"
    r"|observator|group\b|inc\b|gmbh|ltd|network|nations?\b|parliament|senate|embassy|library|union\b|federation|programme|project\b"
    r"|trust\b|society|company|corporation|consult|partners|hospital|board\b|verband|verein|chambre|kammer)"
    r"|\w(?:ministerium|amt|stiftung|verwaltung|hochschule|universität|kanzlei|institut|gesellschaft)\b",
    re.IGNORECASE,
)
_CERTAIN_BODY = re.compile(
    r"\b(?:universit(?:y|é|ät|à)|(?:school|institute?|cent(?:re|er)|ministry|department|government|bank|council)\b(?! in\b)"
    r"|ministère|école|ville de|gouvernement)|\w(?:ministerium|stiftung|hochschule)\b|\b(?:bundes|landes|stadt)\w*amt\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:us|contact|privacy|policy|terms|site|map|links?|home|news|events?|share|print|download|read|more|report|rapport|about"
    r"|search|login|copyright|page|pages|rights|reserved|presentations?|vorträge|session|panel|programm?e?|agenda|welcome|opening"
    r"|closing|coffee|lunch|break|discussion|bericht|impressum|datenschutz|kontakt|accueil|mentions|plan|affairs|governance"
    r"|management|administration|delivery|public|federal|digital|joint|policies|introduction|conclusion|questions)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:the|an?|one|two|three|four|new|our|une?|les|des|trois|deux|eine?[rmns]?|der|die|das|zwei|drei|vier|neue?)\s",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:former|ex-|ancien(?:ne)?\b|ehemalig|cabinet secretary|(?:deputy |assistant )*(?:minister|director|secretary)\b|professor"
    r"|professeure?\b|président|president\b|chair\b|chief|head\b|direct(?:rice|eur)|leiter|vice|executive|ceo\b|senior|manager|advis[oe]r"
    r"|research(?:er)? |sous-ministre|ministre\b|staatssekretär|präsident|commissioner|commissaire)",
    re.IGNORECASE,
)
_MAY_BELONG = re.compile(rf"\s*(?:[{_UPPER}0-9]|(?:{_ROLE.pattern})|e-|i[A-Z])[^:“”\"«»–—|]*$")
_NO_BODY = re.compile(
    r"\s*(?:\d[\d.,]*\s?[km]b|pdf|pptx?|docx?|(?:in |en |auf )?(?:english|french|german|français|anglais|deutsch|englisch)|chair"
    r"|moderator|speaker|\d+ (?:pages|slides))\s*",
    re.IGNORECASE,
)


class Person(NamedTuple):
    """Someone named on a page, what they belong to, the countries written behind the name, and their role in words."""

    name: str
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    role: str = ""


def people(text: str) -> list[Person]:
    """The people of a text that is nothing but names, brackets and organisations; none where it is something else.

    What stands in brackets behind the last of several names ("A / B (Services Québec)") is said of all before it
    that have nothing of their own; so is an organisation behind a comma.
    """
    found: list[Person] = []
    at = 0
    while at < len(text):
        match = _PERSON.match(text, at)
        if match and is_name(match["name"]):
            found.append(Person(" ".join(match["name"].split())))
            at, about = match.end(), match["about"] or ""
            if at < len(text) and not match["and"]:
                return []
        elif found and "," in text[:at].rstrip()[-1:]:
            following = next(
                (m for m in _NEXT.finditer(text, at) if m[0].strip() != "," and _names_next(text, m.end())), None
            )
            about, at = text[at : following.start() if following else None], following.end() if following else len(text)
            if not _MAY_BELONG.match(about):
                return []
        else:
            return []
        if about:
            found = [_belonging(p, about) if p[1:] == ((), (), "") else p for p in found]
    return found


def is_name(text: str) -> bool:
    """Whether words in capitals are a person's name rather than an organisation's, a country's or a web page's."""
    if _ARTICLE.match(text) or _BODY.search(text) or _NO_NAME.search(text) or country_code(text):
        return False
    return not any(m.sure and m.span == (0, len(text)) for language in STUDIED for m in mentions(text, language))


def is_body(text: str) -> bool:
    """Whether a text by itself is an organisation's name beyond doubt, and not a title that speaks of one."""
    named = any(m.sure and m.span == (0, len(text)) for language in STUDIED for m in mentions(text, language))
    little = sum(word[0].islower() for word in text.split()) > 3
    return named or (bool(_CERTAIN_BODY.search(text)) and not little and len(text) <= 80 and ":" not in text)


def country_named(text: str) -> str:
    """The code of a country that `text` is the name or abbreviation of ("Germany", "UK"); "" for its cities and bodies."""
    code = country_code(text) or ""
    names = {country_name(code, language).casefold() for language in STUDIED} if code else set()
    abbreviated = len(text) <= 4 and text.replace(".", "").isupper()
    return code if text.casefold() in names or abbreviated else ""


def _names_next(text: str, at: int) -> bool:
    match = _PERSON.match(text, at)
    return bool(match and is_name(match["name"]))


def _belonging(person: Person, about: str) -> Person:
    bodies: list[str] = []
    countries: list[str] = []
    parts = [part for group in about.split(";") for part in _merged(group)]
    for part in parts:
        code = country_named(part)
        if code:
            countries.append(code)
        elif not _NO_BODY.fullmatch(part) and not _ROLE.match(part):
            bodies.append(part)
    role = " ".join(about.split()) if any(_ROLE.match(part) for part in parts) else ""
    return Person(person.name, tuple(dict.fromkeys(bodies)), tuple(dict.fromkeys(countries)), role)


def _merged(text: str) -> list[str]:
    """Parts between commas; "Business, Innovation and Skills" stays one: a part that is none by itself joins the one before."""
    parts: list[str] = []
    for part in (" ".join(piece.split()) for piece in text.split(",")):
        alone = _BODY.search(part) or country_named(part) or _ROLE.match(part) or _NO_BODY.fullmatch(part)
        if part and (alone or not parts or _ROLE.match(parts[-1]) or country_named(parts[-1])):
            parts.append(part)
        elif part:
            parts[-1] += f", {part}"
    return parts
