"""The words of queries as one generation understands them: made once, for a generation never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from index.queries.compiled import AnyOf, WordLeaf

MOST_WORDS = 20_000
"""In all readings together: past them all are forgotten, so that what is kept stays within some tens of megabytes."""


class Reading(NamedTuple):
    """How words are understood: the languages, and those of them whose stop words are looked for."""

    languages: tuple[str, ...]
    stop_words_wanted: frozenset[str]


class KnownWords:
    """Keeps the leaf of each word, apart for each reading. Safe between threads: at worst a leaf is made twice."""

    def __init__(self) -> None:
        self._leaves: dict[tuple[Reading, str], WordLeaf | AnyOf] = {}

    def leaf(self, reading: Reading, text: str, make: Callable[[str], WordLeaf | AnyOf]) -> WordLeaf | AnyOf:
        """The leaf of a word, made where it is not known."""
        leaf = self._leaves.get((reading, text))
        if leaf is None:
            leaf = make(text)
            if len(self._leaves) >= MOST_WORDS:
                self._leaves.clear()
            self._leaves[reading, text] = leaf
        return leaf

    def __len__(self) -> int:
        return len(self._leaves)
