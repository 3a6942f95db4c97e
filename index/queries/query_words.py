"""The words of a query as they stand in its text, so that single ones can be replaced and the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.records import Span
from index.analysis import ELIDED, fold, tokens
from index.queries.query import FIELDS

_MOST = 4_000
_OPERATORS = ("AND", "OR", "NOT", "|", "||")
_PIECE = re.compile(
    r"""(?P<minus>(?<![^\s(])[-−](?=[^\s-]))
      | (?P<bracket>[()])
      | (?:(?P<field>[A-Za-z]+):(?=[^\s:/]))?
        (?: ["“”„«](?P<quoted>[^"“”„«»]*)["“”»] (?P<near>~\d*)? | (?P<plain>[^\s()"“”„«»]+) )""",
    re.VERBOSE,
)


class QueryWord(NamedTuple):
    """A word that a query asks for: as written, folded, its characters, and of which field's value it is ("": of the text).

    `piece` counts the pieces between blanks and quotes; `quoted` whether it stands in quotes.
    """

    text: str
    folded: str
    span: Span
    field: str
    piece: int
    quoted: bool


def query_words(text: str) -> list[QueryWord]:
    """The words that a query asks for, in order; not those that it excludes, nor beginnings (pre*) and fuzzy ones (word~)."""
    found: list[QueryWord] = []
    excluding, depth = False, 0
    for number, piece in enumerate(_PIECE.finditer(text[:_MOST])):
        bracket, plain = piece["bracket"], piece["plain"]
        if bracket:
            opened = 1 if bracket == "(" else -1
            if depth or excluding:
                depth = max(0, depth + opened)
            excluding = False
        elif piece["minus"] or plain == "NOT":
            excluding = True
        elif plain not in _OPERATORS:
            if not excluding and not depth:
                found += _words(text, piece, number)
            excluding = False
    return found


def _words(text: str, piece: re.Match[str], number: int) -> Iterator[QueryWord]:
    quoted = piece["quoted"] is not None
    part = "quoted" if quoted else "plain"
    body = piece[part]
    if not quoted and re.search(r"[*~]", body):
        return
    named = piece["field"] or ""
    field = FIELDS.get(named.casefold(), "")
    if named and not field:
        yield QueryWord(named, fold(named), Span(*piece.span("field")), "", number, False)
    last = -1
    for token in tokens(body):
        if token.position <= last:
            continue  # the joined form of a compound
        last = token.position
        start = piece.start(part) + token.span.start
        if token.word in ELIDED:
            continue
        span = Span(start, start + token.span.end - token.span.start)
        yield QueryWord(span.of(text), fold(token.word), span, field, number, quoted)
