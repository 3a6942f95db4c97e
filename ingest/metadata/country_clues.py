"""What tells a document's country where its text names none: addresses on the web, telephone codes, money, laws.

A clue is no name: it counts only for what a document as a whole is about, and only as a proposal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from core.countries import table

_ADDRESS = re.compile(r"(?:https?://|www\.|@)[\w.-]*?\.([a-z]{2,3}(?:\.[a-z]{2})?)(?![\w.-]*\.[a-z])", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w./@-])[A-Za-z][\w-]{2,}\."
    r"(de|fr|ca|au|uk|nz|ch|nl|se|dk|fi|cz|ie|jp|kr|br|mx|za|hu|pt|gr|gov)(?![\w-])"
)
_TELEPHONE = re.compile(r"(?<!\w)\+\s?(\d{2,3})(?=[\s(./-]|\d{6})")
_ABOVE = re.compile(
    r"\b(?:European Union|European Commission|Member States|Union européenne|Commission européenne"
    r"|Europäische\w* (?:Union|Kommission)|europa\.eu|United Nations|Nations unies|Vereinte\w* Nationen|OECD|OCDE"
    r"|World Bank|Banque mondiale|Weltbank|African Union|Union africaine|ASEAN|UNESCO|UNICEF"
    r"|World Health Organi[sz]ation)\b"
)
"""Bodies of many countries."""


@cache
def _clues(kind: str) -> dict[str, str]:
    """Clue → code: a `sign` (a pattern), a `telephone` code, an `end` of addresses that is no country's code."""
    return {row["clue"]: row["code"] for row in table("country_clues.csv") if row["kind"] == kind}


@cache
def _signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), code) for pattern, code in _clues("sign").items())


def clues(texts: Sequence[str]) -> Counter[str]:
    """Country → on how many pages something speaks for it."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_on_page(text))
    return found


def pages_of_many_countries(texts: Sequence[str]) -> int:
    """On how many pages a body of many countries is named: the European Union, the United Nations, the World Bank…"""
    return sum(_ABOVE.search(text) is not None for text in texts)


def _on_page(text: str) -> set[str]:
    ends = {match[1].casefold().split(".")[-1] for match in _ADDRESS.finditer(text)} if "." in text else set()
    ends |= {match[1] for match in _BARE.finditer(text)}
    own, called = _clues("end"), _clues("telephone")
    told = {own.get(end, end.upper()) for end in ends - _clues("worldwide").keys() if len(end) == 2 or end in own}
    if "+" in text:
        told |= {called[match[1]] for match in _TELEPHONE.finditer(text) if match[1] in called}
    return told | {code for pattern, code in _signs() if pattern.search(text)}
