"""The words of queries as one generation understands them: made once, for a generation never changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.compiled import AnyOf, WordLeaf

_MOST_WORDS = 10_000
_MOST_READINGS = 32
"""Of either: past them all are forgotten, so that what is kept stays within some megabytes."""


class KnownWords:
    """Keeps the leaf of each word, apart for each reading: the languages, and those whose stop words are looked for."""

    def __init__(self) -> None:
        self._readings: dict[tuple[tuple[str, ...], frozenset[str]], dict[str, WordLeaf | AnyOf]] = {}

    def of(self, languages: Sequence[str], stop_words_wanted: frozenset[str]) -> dict[str, WordLeaf | AnyOf]:
        """The words of one reading."""
        if len(self._readings) >= _MOST_READINGS:
            self._readings.clear()
        return self._readings.setdefault((tuple(languages), stop_words_wanted), {})


def kept(words: dict[str, WordLeaf | AnyOf], text: str, make: Callable[[str], WordLeaf | AnyOf]) -> WordLeaf | AnyOf:
    """The leaf of a word, made where it is not known. Safe between threads: at worst one is made twice."""
    leaf = words.get(text)
    if leaf is None:
        if len(words) >= _MOST_WORDS:
            words.clear()
        leaf = words[text] = make(text)
    return leaf
