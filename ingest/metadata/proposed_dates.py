"""Reads the date of a document from its title page and its file name; what could be another date is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.records import Proposal
from ingest.metadata.event_lines import dates, month_number
from ingest.metadata.title_page import TitlePage, is_prose

_EARLIEST = 1950
_MONTH_YEAR = re.compile(r"(?<![\d.]\s)(?<!\d)\b(?P<month>[^\W\d_]{3,9})\.?,?\s(?:de\s)?(?P<year>\d{4})\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_YEAR_ALONE = re.compile(r"\s*\(?((?:19|20)\d\d)\)?\s*")
_QUARTER = re.compile(
    r"\b(?:Q[1-4]|[1-4]\. Quartal|(?:1er|[2-4]e) trimestre"
    r"|(?:first|second|third|fourth) quarter)(?: of)?[\s/,]+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"updated|modified|amended|enacted|\bdated\b|geändert|änderung|modifi|mis à jour|aktualisiert|since|depuis|\bseit\b|until"
    r"|effective|retrieved|accessed|printed|©|copyright|deadline|supersed|verdate|abgerufen|consulté|expir|gültig|valid",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:version|date|datum|stand|published|publication date|issued|veröffentlicht|publié|édition|ausgabe)\b",
    re.IGNORECASE,
)
_DAY_FIRST = ("fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "nb")
_FILE_DATES = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ](?P<m>[01]?\d|[a-zA-Z]{3,9})[-_. ](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d|[a-zA-Z]{3,9})(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]?\d)[-_. ](?P<m>[01]?\d|[a-zA-Z]{3,9})[-_. ](?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?<!\d-)(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)(?![\d-])"),
)
_BEFORE = 45
"""Characters before a date in which a word may say that it is another one's."""


class _Found(NamedTuple):
    iso: str
    line: str
    own: bool


def date_proposed(page: TitlePage, file: str, language: str) -> Proposal | None:
    """The document's date: the one that its title page names, else the one of its file name; None where it is not certain."""
    found = list(_on_page(page, language))
    named = _in_name(file)
    distinct = _distinct([each.iso for each in found])
    if len(distinct) > 1:
        distinct = _distinct([each.iso for each in found if each.own]) or distinct
    if len(distinct) > 1 and named:
        distinct = [iso for iso in distinct if _agree(iso, named)] or distinct
    if len(distinct) == 1:
        line = next(each.line for each in found if each.iso == distinct[0])
        return Proposal("date", (distinct[0],), f"on the title page: “{line}”", page.number)
    if not distinct and named:
        return Proposal("date", (named,), f"in the file's name: “{file}”")
    return None


def _distinct(isos: Sequence[str]) -> list[str]:
    """The dates but those that another one says more exactly."""
    unique = list(dict.fromkeys(isos))
    return [iso for iso in unique if not any(other != iso and other.startswith(iso) for other in unique)]


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _on_page(page: TitlePage, language: str) -> Iterator[_Found]:
    label = ""
    head = len(page.head)
    for at, line in enumerate(page.lines):
        text = " ".join(line.text.split())
        if at < head or (_OWN.search(text) and not is_prose(text)):
            for iso, start, end in _dates(text, language):
                if not _OTHER.search(f"{label} {text[max(0, start - _BEFORE) : start]}"):
                    own = bool(_OWN.search(f"{label} {text[:start]}")) or len(text) - (end - start) <= 3
                    yield _Found(iso, text, own)
        label = text if text.endswith(":") else ""


def _dates(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    taken: list[tuple[int, int]] = []
    for each in dates(text):
        taken.append((each.start, each.end))
        if not (each.several_days and _months(text[each.start : each.end]) > 1) and _plausible(each.iso):
            yield each.iso, each.start, each.end
    for match in _SLASHED.finditer(text):
        if iso := _slashed(match, language):
            yield iso, match.start(), match.end()
    for match in _MONTH_YEAR.finditer(text):
        month = month_number(match["month"])
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        if month and not inside and _plausible(match["year"]):
            yield f"{match['year']}-{month:02}", match.start(), match.end()
    for match in filter(None, (_YEAR_ALONE.fullmatch(text), _QUARTER.search(text))):
        if _plausible(match[1]):
            yield match[1], match.start(), match.end()


def _months(text: str) -> int:
    """How many months are named."""
    return sum(bool(month_number(word)) for word in re.findall(r"[^\W\d_]{3,9}", text))


def _slashed(match: re.Match[str], language: str) -> str:
    """ "21/10/2011": "" where it could be read in two ways."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first > 12 or language in _DAY_FIRST or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else ""


def _in_name(file: str) -> str:
    """The one date of a file's name; "" where there is none, or several."""
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found: list[str] = []
    for pattern in _FILE_DATES:
        for match in pattern.finditer(stem):
            month = int(match["m"]) if match["m"].isdigit() else month_number(match["m"])
            day = match.groupdict().get("d")
            found.append(_iso(int(match["y"]), month, int(day) if day else None))
    distinct = _distinct([iso for iso in found if iso])
    return distinct[0] if len(distinct) == 1 else ""


def _iso(year: int, month: int, day: int | None) -> str:
    try:
        iso = date(year, month, day or 1).isoformat()
    except ValueError:
        return ""
    return (iso if day else iso[:7]) if _plausible(iso) else ""


def _plausible(iso: str) -> bool:
    return _EARLIEST <= int(iso[:4]) <= date.today().year + 1
