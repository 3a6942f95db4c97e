"""A quote's place on its page, as addresses write it: its characters, and a seal of its words, "120-260-112.5f3a9c1e".

The seal is the number of the quote's letters and a hash of them, so that a page which has changed since is not marked where
other words stand now: the words are looked for, and where they are gone, nothing is marked. Addresses without a seal are taken
at their word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from core.errors import BadInput
from core.records import Span

_WRITTEN = re.compile(r"(\d{1,9})-(\d{1,9})(?:-(\d{1,6})\.([0-9a-f]{8}))?")
_MOST_HASHED = 50_000_000
"""Letters that are hashed to find a quote on a changed page: a tenth of a second; an address may name any number."""
_HASH = 8
"""Letters of the hash: 32 bits; a page has some thousands of places."""


class QuotedSpan(NamedTuple):
    """Where a quote stands, how many letters and digits it has, and their hash ("": not told)."""

    span: Span
    letters: int = 0
    seal: str = ""


def quoted_span(span: Span, words: str) -> QuotedSpan:
    """The place of a quote of these words; without a seal where they have no letters."""
    letters = "".join(filter(str.isalnum, words))
    return QuotedSpan(span, len(letters), _sealed(letters)) if letters else QuotedSpan(span)


def span_name(quoted: QuotedSpan) -> str:
    """A place as addresses write it."""
    (start, end), letters, seal = quoted
    return f"{start}-{end}-{letters}.{seal}" if seal else f"{start}-{end}"


def read_span(text: str) -> QuotedSpan | None:
    """The place that an address names; None for "". Raises BadInput for what is none."""
    if not text:
        return None
    read = _WRITTEN.fullmatch(text)
    span = Span(int(read[1]), int(read[2])) if read else Span(0, 0)
    if not read or span.start >= span.end:
        raise BadInput(f"span={text[:40]!r} is no place on a page.", "Give its first and last character as 120-260.")
    return QuotedSpan(span, int(read[3]), read[4]) if read[4] else QuotedSpan(span)


def standing(quoted: QuotedSpan, text: str) -> Span | None:
    """Where a quote stands in the text of its page: in its place, else nearest to it, blanks and signs apart; None where
    it stands there no more."""
    words = quoted.span.of(text)
    if not quoted.seal:
        return quoted.span if words.strip() else None
    if quoted_span(quoted.span, words) == quoted:
        return quoted.span
    return min(_elsewhere(quoted, text), key=lambda span: abs(span.start - quoted.span.start), default=None)


def _elsewhere(quoted: QuotedSpan, text: str) -> Iterator[Span]:
    """Every stretch of a text with the letters of a quote, from its first letter to its last."""
    at = [place for place, character in enumerate(text) if character.isalnum()]
    letters = "".join(text[place] for place in at)
    if not 0 < quoted.letters * len(letters) <= _MOST_HASHED:
        return
    for first in range(len(letters) - quoted.letters + 1):
        last = first + quoted.letters
        if _sealed(letters[first:last]) == quoted.seal:
            yield Span(at[first], at[last - 1] + 1)


def _sealed(letters: str) -> str:
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:_HASH]
