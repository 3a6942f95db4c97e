"""Dates in a sentence: days, months, years, decades, centuries, seasons and times of the day, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from answer.tables import either
from core.records import Span

_BLANK = "[ \u00a0\u202f\n]"
_YEAR = r"(?:1\d|20)\d\d(?:[-–/](?:\d{4}|\d\d))?(?![\d%]|[.,]\d)(?![ \u00a0](?:%|per|people|pages|euro|dollar|Euro|km|met|mile))"
_ALSO_WORDS = frozenset(["May", "March", "August", "second", "Mar", "mars", "Mars"])
"""Months that are other words besides."""
_LED = re.compile(
    r"\b(?:in|since|by|until|from|to|of|and|last|next|early|late|mid|every|each|en|de|du)[ -]$", re.IGNORECASE
)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    month, weekday, day, other = (either(part, language) for part in ("month", "weekday", "day", "date"))
    before, after = rf"(?:{day}){_BLANK}(?:{month})", rf"(?:{month}){_BLANK}\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    dated = rf"(?:{before}|{after}|(?:{month}))(?:,?{_BLANK}(?:of )?\d{{4}})?"
    weekdays = rf"(?:{weekday}),?{_BLANK}(?:the |den |le )?"
    return re.compile(
        rf"(?<![\w.,/$€£-])(?:(?:{weekdays})?(?:{dated})(?!\w)|{other}|{_YEAR}(?!\w)|(?:{weekday})(?!\w))"
    )


def dates(text: str, language: str) -> Iterator[Span]:
    """Dates, as precise as they stand."""
    for found in _pattern(language).finditer(text):
        if found[0] not in _ALSO_WORDS or _LED.search(text, max(0, found.start() - 6), found.start()):
            yield Span(*found.span())
