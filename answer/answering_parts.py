"""Which characters of a sentence are of the kind that a question asks for. Fast enough to be asked of hundreds of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from answer.asking.kinds import Kind
from answer.parts.clauses import definitions, lists, reasons
from answer.parts.dates import dates
from answer.parts.names import names
from answer.parts.numbers import numbers
from core.records import Span
from core.superscripts import RAISED

_NOTES = re.compile(rf"(?<![A-Zm])[{RAISED}]")
"""Raised numbers of notes: none belongs to a number, a name or a date."""


def parts(kind: Kind, text: str, language: str, asked: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The parts of a sentence that could answer a question of a kind, in order, none within another; () for kinds that
    cannot be told by form (yes or no, open).

    `language` is the sentence's; `asked` are the spans of the question's words in it: what only repeats them answers nothing,
    and a definition stands behind them.
    """
    found = _found(kind, _NOTES.sub(" ", text), language, asked)
    return tuple(span for span in found if span.start < span.end and not _repeats(text, span, asked))


def _found(kind: Kind, text: str, language: str, asked: Sequence[Span]) -> Iterable[Span]:
    match kind:
        case Kind.NUMBER | Kind.PERCENT | Kind.MONEY | Kind.DURATION:
            return numbers(kind, text, language, asked)
        case Kind.DATE:
            return dates(text, language)
        case Kind.PERSON | Kind.ORGANISATION | Kind.PLACE | Kind.NAME:
            return names(kind, text, language)
        case Kind.REASON:
            return reasons(text, language)
        case Kind.DEFINITION:
            return definitions(text, language, asked)
        case Kind.LIST:
            return lists(text)
    return ()


def _repeats(text: str, span: Span, asked: Sequence[Span]) -> bool:
    """Whether the question has all words of a part."""
    left = span.of(text)
    for one in asked:
        start, end = max(one.start, span.start) - span.start, min(one.end, span.end) - span.start
        if start < end:
            left = left[:start] + " " * (end - start) + left[end:]
    return bool(asked) and not any(letter.isalnum() for letter in left)
