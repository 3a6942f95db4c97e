"""Cuts a page's text into sentences, as spans: also headings, bullets and table lines, which end without a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.records import Span
from core.superscripts import RAISED

_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st vs etc e.g i.e cf no nos fig vol ed eds p pp inc ltd co corp jr sr u.s u.k a.m p.m art sec para
    m mme mlle mm ex env av janv févr sept oct nov déc
    z.b bzw d.h u.a usw vgl nr abs s bd hrsg ca ggf inkl sog str tel o.ä u.ä
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_END = re.compile(
    r"[。！？｡.!?…\n](?:"  # one set of letters first: what is none of them is passed over at once
    r"(?<=[。！？｡])[」』）”’]*"
    rf"|(?<=[.!?…])(?:[\"')\]»”’{RAISED}]|[ \u00a0\u202f]»)*(?=\s)"
    r"|(?<!\u00ad\n)(?<=\n)(?=\s*(?:[•▪●■◦‣–-]\s|\d{1,2}[.)]\s))"
    r"|(?<=\n)\s*\n)"
)
_NEXT = re.compile(r"\s+[\"'(«“„\[•▪●■◦–-]*\s*[^\W_]")
_LAST_WORD = re.compile(r"([^\s(]+)\.$")
_CLOSING = f"\"')]»”’」』） \u00a0\u202f{RAISED}"
_QUESTION_MARKS = ("?", "？", "؟")
_ENDS = (*_QUESTION_MARKS, ".", "!", "…", ":", ";", "。", "！", "｡")
_LEADERS = re.compile(r"[.…·_](?: ?[.…·_]){4}")
_FULL_LINE = 0.6
"""A line shorter than this part of the page's longest, before a capital, is a heading or the end of a list item."""


def ended(text: str) -> bool:
    """Whether a sentence ends as sentences do, or leads on to what follows: headings and cells do not."""
    return text.rstrip(_CLOSING)[-1:] in _ENDS and not text.endswith("...")


def leads_on(text: str) -> bool:
    """Whether it has the dots that lead to a page's number: a line of a table of contents, or of an index."""
    return _LEADERS.search(text) is not None


def asks(text: str) -> bool:
    """Whether a sentence ends with a question mark."""
    return text.rstrip(_CLOSING)[-1:] in _QUESTION_MARKS


def sentences(text: str, running: Sequence[Span] = ()) -> Iterator[Span]:
    """The sentences of a page in order, blanks at their ends left out; every word lies in exactly one.

    Running heads and feet are sentences of their own, never part of one.
    """
    start = 0
    edges = {side for span in running for side in span}
    for end in sorted({*_ends(text), *_line_ends(text), *edges, len(text)}):
        kept = text[start:end]
        inner = kept.strip()
        if inner:
            first = start + len(kept) - len(kept.lstrip())
            yield Span(first, first + len(inner))
        start = end


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match.group()[0] not in ".…" or _ends_sentence(text, match):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if following is None:
        return True
    first = following.group()[-1]
    if first.islower():
        return False
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start() + 1)
    if word is None:
        return True
    last = word.group(1).casefold()
    return (
        last not in _ABBREVIATIONS
        and not (len(last) == 1 and last.isalpha())
        and not (last.isdigit() and len(last) < 3)
    )


def _line_ends(text: str) -> Iterator[int]:
    """Ends of lines that stop short of the margin before a line with a capital: headings, list items, cells."""
    lines = text.split("\n")
    least = _FULL_LINE * max((len(line.rstrip()) for line in lines), default=0)
    at = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        at += len(line) + 1
        stripped = line.strip()
        if stripped and len(stripped) < least and not stripped.endswith(("\u00ad", "-", "‐", "‑")):
            begins = following.strip()[:1]
            if begins.isupper() or begins.isdigit() or not begins:
                yield min(at, len(text))
