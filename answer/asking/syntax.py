"""What of a question is written in the language of searches, which questions do not have: it is told, never silently ignored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.records import Span
from index.analysis import tokens
from index.queries.lexemes import FUZZY, QUOTES, lexemes
from index.queries.query import FIELDS

_LONGEST = 1_000
"""Characters of a question that are looked at."""
_SHOWN = 40
_OPERATORS = ("AND", "OR", "NOT")


class Syntax(NamedTuple):
    """What is said of it, and the names of fields, which are no words of the question."""

    notes: tuple[str, ...]
    spans: tuple[Span, ...]


def syntax_in(text: str) -> Syntax:
    """The syntax of searches in a question: "presenter:…", "-word", words in quotes, OR and NOT, "word*", "word~"."""
    text = text[:_LONGEST]
    pieces = [*_placed(text)]
    fields = (span for kind, value, span in pieces if kind == "field" and value.casefold() in FIELDS)
    return Syntax(tuple(dict.fromkeys(_notes(text, pieces))), tuple(fields))


def _placed(text: str) -> Iterator[tuple[str, str, Span]]:
    """The pieces of a text; a field's colon is among its characters, not in its value."""
    at = 0
    for kind, value in lexemes(text):
        end = at + len(value) + (kind == "field")
        yield kind, value, Span(at, end)
        at = end


def _notes(text: str, pieces: list[tuple[str, str, Span]]) -> Iterator[str]:
    quote = -1
    for place, (kind, value, span) in enumerate(pieces):
        after = pieces[place + 1][1] if place + 1 < len(pieces) else ""
        match kind:
            case "field" if value.casefold() in FIELDS:
                yield f"“{value}:” narrows a search, not a question: choose the filter instead."
            case "minus" if not after[:1].isdigit():
                yield f"“{value}{after[:_SHOWN]}” leaves nothing out of a question, only of a search: the word is looked for."
            case "word" if value in _OPERATORS and not text.isupper() and place:
                yield f"“{value}” says nothing in a question, only in a search."
            case "word" if (len(value) > 1 and "*" in (value[0], value[-1])) or FUZZY.fullmatch(value):
                yield f"“{value[:_SHOWN]}” is looked for as it is written: “*” and “~” are read in a search only."
            case "quote":
                if quote >= 0 and value in ('"', *QUOTES[text[quote]]):
                    if sum(1 for _ in tokens(text[quote + 1 : span.start])) > 1:
                        yield "The words in quotes are looked for one by one; a search finds them as they stand."
                    quote = -1
                else:
                    quote = span.start if value in QUOTES else -1
