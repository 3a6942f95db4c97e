"""Words of a page that are spelled like words of the question from their beginning: inflections and derivations that the
stemmer keeps apart, compounds.

Words are compared by runs of four letters, as in `index/ranking/kindred.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from core.languages import UNKNOWN
from index.analysis import fold, terms_of
from index.words.lexicon import grams

LEAST_KIN = 0.4
"""Of the runs of a question's word, what a word that begins like it must have to be kin of it. Its row is in
evaluation/expected.toml."""
_SHORTEST = 5
_BEGINNING = 4


class Alike(NamedTuple):
    """Where a word of a page begins that is kin of words of the question, and how much of each it has."""

    start: int
    shares: Mapping[int, float]


class Kinship:
    """Which words are kin of the words of one question."""

    def __init__(self, asked: Sequence[str]) -> None:
        """`asked` are the words, by whose places in it they are told."""
        folded = {place: fold(word) for place, word in enumerate(asked)}
        self._asked = {place: grams(word) for place, word in folded.items() if len(word) >= _SHORTEST}
        beginnings = sorted({folded[place][:_BEGINNING] for place in self._asked})
        firsts, whole = ("|".join(map(_pattern, parts)) for parts in ({word[0] for word in beginnings}, beginnings))
        self._begins = re.compile(rf"\b(?={firsts})(?:{whole})\w*") if beginnings else None  # the first letters sift
        self._known: dict[str, Mapping[int, float]] = {}

    def on(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Alike]:
        """All kin in a text, or in some of its characters, in order."""
        for match in self._begins.finditer(text, start, len(text) if end is None else end) if self._begins else ():
            shares = self._shares(match.group())
            if shares:
                yield Alike(match.start(), shares)

    def _shares(self, written: str) -> Mapping[int, float]:
        known = self._known.get(written)
        if known is None:
            own = grams(terms_of(written, UNKNOWN)[0])
            shares = {place: len(own & sought) / len(sought) for place, sought in self._asked.items()}
            known = self._known[written] = {place: share for place, share in shares.items() if share >= LEAST_KIN}
        return known


def _pattern(beginning: str) -> str:
    return "".join(f"[{re.escape(letter)}{_written().get(letter, '')}]" for letter in beginning)


@cache
def _written() -> Mapping[str, str]:
    """Folded letter → the Latin letters that are folded to it, capitals too."""
    known: dict[str, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250)):
        if chr(code).isalpha() and len(folded := fold(chr(code))) == 1:
            known[folded] = known.get(folded, "") + chr(code)
    return known
