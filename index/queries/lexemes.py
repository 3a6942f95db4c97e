"""What a query's text is cut into before it is parsed: words, quotes, parentheses, fields; and a word's own parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.analysis import ELIDED, Token, is_unspaced, tokens

QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
"""Opening quote → those that close it; a straight one closes each."""

NUMBER_BEHIND = re.compile("~([0-9]*)")
"""What may stand behind quotes: how near the words shall be."""
FUZZY = re.compile("(.*[^~])~([0-9]*)", re.DOTALL)
"""A word and how many letters may differ."""

_APOSTROPHES = "'’ʼ"
_LEXEME = re.compile(
    r"""(?P<field>[A-Za-z]+):(?=[^\s:/])      # presenter:…
      | (?P<quote>["“”„«»])
      | (?P<open>\() | (?P<close>\))
      | (?P<minus>(?<![^\s(])[-−](?=[^\s-]))   # -word, not well-known
      | (?P<word>[^\s()"“”„«»]+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def lexemes(text: str) -> list[tuple[str, str]]:
    """The pieces of a query, each with what it is: field, quote, open, close, minus, word, other."""
    return [(match.lastgroup or "other", match.group(match.lastgroup or 0)) for match in _LEXEME.finditer(text)]


def parts(text: str, joined: bool = False) -> list[tuple[Token, bool]]:
    """The words of a piece of a query, and whether each is the joined form of a compound (left out unless asked for)."""
    found: list[tuple[Token, bool]] = []
    last = -1
    for token in tokens(text):
        is_joined = token.position <= last
        last = max(last, token.position)
        if joined or not is_joined:
            found.append((token, is_joined))
    return found


def without_elided(words: Sequence[Token], text: str) -> list[Token]:
    """The words but for the l of l'eau and the s of Canada's at their ends; the d of R&D stays."""
    kept = list(words)
    while len(kept) > 1 and _is_elided(kept[0], text):
        del kept[0]
    while len(kept) > 1 and _is_elided(kept[-1], text):
        del kept[-1]
    return kept


def _is_elided(token: Token, text: str) -> bool:
    beside = text[token.span.start - 1 : token.span.start] + text[token.span.end : token.span.end + 1]
    return token.word in ELIDED and any(sign in beside for sign in _APOSTROPHES)


def runs(words: Sequence[Token]) -> list[list[Token]]:
    """The words in runs: letters of scripts without blanks that stand side by side, and what stands between them."""
    found: list[list[Token]] = []
    for token in words:
        before = found[-1][-1] if found else None
        unspaced = is_unspaced(token.word)
        beside = before is not None and (not unspaced or before.span.end == token.span.start)
        if before is not None and beside and is_unspaced(before.word) == unspaced:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def pairs(run: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """A run of letters as its overlapping pairs; whole where it is no longer than one."""
    if len(run) <= 2:
        yield tuple(run)
    else:
        yield from pairwise(run)
