"""Words spelled like a query's: compounds that contain it, its parts, relatives that the stemmer keeps apart.

They find nothing by themselves: what a page has of them orders the pages that answer. Words are compared by runs of four
letters (McNamee & Mayfield 2004, "Character n-gram tokenization for European language text retrieval": 4 is the best
length for most languages), those of the corpus's words, so that nothing more need be stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeGuard

from index.analysis import fold, stop_words
from index.queries.compiled import TextLeaf, WordLeaf
from index.queries.vocabulary import Vocabulary
from index.words.lexicon import grams

# Each has its row in evaluation/expected.toml.
LEAST_SHARED = 0.4
MOST_KIN = 10
KIN_WEIGHT = 1.0
WRITTEN_WEIGHT = 0.2


class Kin(NamedTuple):
    """A folded word, and which share of the other's runs of letters it has."""

    word: str
    share: float


def kindred(leaf: TextLeaf, index: Vocabulary, languages: Iterable[str]) -> tuple[Kin, ...]:
    """The kin of a query's word, itself with them, closest first; of equals the shorter. None for stop words and phrases."""
    if not _is_plain(leaf):
        return ()
    word = fold(leaf.text)
    sought = grams(word)
    if not sought:
        return ()
    found = index.lexicon.sharing(sought, max(1, -int(-LEAST_SHARED * len(sought) // 1)))
    common = frozenset[str]().union(*map(stop_words, languages))
    closest = sorted((-shared, len(other), other) for other, shared in found.items() if other not in common)
    kin: list[Kin] = []
    for shared, _, other in closest:
        if len(kin) == MOST_KIN:
            break
        if index.standing(other):
            kin.append(Kin(other, -shared / len(sought)))
    return tuple(kin)


def written(leaf: TextLeaf) -> Sequence[Kin]:
    """A query's word as it is written, by itself: what stands on a page in this very form is worth more."""
    return (Kin(fold(leaf.text), 1.0),) if _is_plain(leaf) else ()


def _is_plain(leaf: TextLeaf) -> TypeGuard[WordLeaf]:
    """Whether it is a word that is looked for as it is: no stop word, and not spelled alike only (word~)."""
    return isinstance(leaf, WordLeaf) and not leaf.stop_in and not leaf.fuzzy
