"""The words of a page that a query's leaves could be looking for: the others need not be looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from core.records import Span
from index.analysis import joined_compounds, terms_of, within, words_and_ends
from index.queries.compiled import EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf

_MOST_WORDS = 20_000
"""Words of which it is kept whether a query takes them."""


class SoughtWords(NamedTuple):
    """The words of a page that matter, (place, as written, characters), and its joined compounds that do."""

    words: list[tuple[int, str, Span]]
    joined: list[tuple[str, int, Span]]


def sought_words(leaves: Sequence[TextLeaf], text: str, language: str, running: Sequence[Span] = ()) -> SoughtWords:
    """All words of a page that any of the leaves could be looking for, but for those in running heads and feet.

    Each word is analysed once, however often it stands on the page.
    """
    written, ends = words_and_ends(text)
    compounds = list(joined_compounds(text, (written, ends)))
    matter = _verdicts(tuple(leaves), language).matter({*written, *(joined for joined, _, _ in compounds)})
    words = [
        (place, word, Span(ends[place] - len(word), ends[place]))
        for place, word in enumerate(written)
        if word in matter
    ]
    joined = [compound for compound in compounds if compound[0] in matter]
    if running:
        words = [word for word in words if not within(running, word[2])]
        joined = [compound for compound in joined if not within(running, compound[2])]
    return SoughtWords(words, joined)


class _Verdicts:
    """Which written words one of the leaves may take. What was found on one page holds on the next: each is analysed once."""

    def __init__(self, leaves: Sequence[TextLeaf], language: str) -> None:
        self._language = language
        self._stems: set[str] = set()
        self._folded: set[str] = set()
        starts: list[str] = []
        for leaf in leaves:
            match leaf:
                case WordLeaf(_, own, _, further):
                    self._stems |= own
                    self._folded |= further
                case PhraseLeaf(words):
                    self._folded.update(words)
                case NearLeaf(_, forms) | EqualLeaf(_, forms):
                    self._folded.update(*forms)
                case PrefixLeaf(start, usual):
                    self._folded |= usual or frozenset()
                    starts += [start] if usual is None else []
        self._starts = tuple(starts)
        self._known: tuple[frozenset[str], frozenset[str]] = frozenset(), frozenset()

    def matter(self, written: frozenset[str] | set[str]) -> frozenset[str]:
        """Those of some written words that do. Safe between threads: at worst a word is analysed twice."""
        seen, taken = self._known
        if new := written - seen:
            taken |= {word for word in new if self._takes(word)}
            self._known = seen | new if len(seen) < _MOST_WORDS else frozenset(new), taken
        return taken & written

    def _takes(self, word: str) -> bool:
        plain, stem, _ = terms_of(word, self._language)
        return stem in self._stems or plain in self._folded or (bool(self._starts) and plain.startswith(self._starts))


_verdicts = lru_cache(maxsize=64)(_Verdicts)
