"""What of a question only says that something is asked or said: "please explain", "what do the presenters say about"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from answer.asking.plain import likeliest_languages, plainly
from answer.tables import table
from core.languages import STUDIED
from core.records import Span

_LONGEST = 1_000
"""Characters of a question that are looked at."""
_TITLE = "TITLE"
_REQUESTS = ("REQUEST", "SEARCH")
_CAPITAL_BEHIND = {_TITLE: True, "SEARCH": False}
"""Kind → whether a word with a capital must stand behind it, or none: "Search for Extraterrestrial Intelligence" is a name."""


class Framing(NamedTuple):
    """The characters that need not be looked for where there are other words, and how many of the first ones ask for an answer:
    the question begins behind them."""

    spans: tuple[Span, ...]
    request: int


def framing_of(text: str, language: str = "") -> Framing:
    """The framing of a question, which is read in `language` where that is a studied one, else in those that its words are of;
    titles of persons in all.

    It is told by what stands around a word: "what did the speakers say" frames, "how many speakers" asks for speakers.
    """
    text = text[:_LONGEST]
    plain = plainly(text)
    languages = (language,) if language in STUDIED else likeliest_languages(plain)
    found: list[Span] = []
    request = 0
    read = [row for own in STUDIED for row in _patterns(own) if own in languages or row[0] == _TITLE]
    for kind, pattern in read:
        for span in _spans(pattern, plain):
            capital = text[span.end :].lstrip()[:1].isupper()
            if _CAPITAL_BEHIND.get(kind, capital) != capital:
                continue
            found.append(span)
            request = max(request, span.end) if kind in _REQUESTS else request
    while 0 < request < len(text) and not text[request].isalnum():
        request += 1
    return Framing(tuple(found), request)


def _spans(pattern: re.Pattern[str], plain: str) -> Iterator[Span]:
    part = "frame" if "frame" in pattern.groupindex else 0
    return (Span(*found.span(part)) for found in pattern.finditer(plain) if found[part])


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each begins and ends where no word is cut."""
    rows = (row for row in table("framing.csv") if row["language"] == language)
    return tuple((row["kind"], re.compile(rf"(?:\b|\A)(?:{row['pattern']})(?!(?<=\w)\w)")) for row in rows)
