"""The pages that a question is looked for on, and what each of its words is worth there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from answer.question import Question
from index.analysis import fold
from index.engine import Filters, Matches, View
from index.marks import Mark
from index.meaning.dense import BY_WORDS, Ranking
from index.queries.compiled import AllOf, AnyOf, Compiled, EqualLeaf, TextLeaf, Tree, WordLeaf, wanted
from index.words.lexicon import grams

# Each has its row in evaluation/expected.toml.
PAGES = 16
"""Pages looked into for sentences."""
LEAST_KIN = 0.4
"""Of the runs of four letters of a question's word, what a word that begins like it must have to be kin of it."""
_SHORTEST_KIN = 5
_BEGINNING = 4


@dataclass(frozen=True)
class Retrieved:
    """What a question found. `weights` are the shares of its words in what it asks, that of a stop word is not there.

    `carries` is what each of the leaves of the query says of the question: words that have a weight.
    """

    matches: Matches
    weights: Mapping[TextLeaf, float]
    carries: tuple[frozenset[TextLeaf], ...]

    def of(self, lit: Iterable[Mark]) -> frozenset[TextLeaf]:
        """The words of the question that some marks are."""
        return frozenset(leaf for mark in lit for leaf in self.carries[mark.leaf] if leaf in self.weights)

    @cached_property
    def rarest(self) -> TextLeaf:
        """The word that is worth most."""
        return max(self.weights, key=self.weights.__getitem__)

    @cached_property
    def _by_beginning(self) -> Mapping[str, list[tuple[TextLeaf, frozenset[str]]]]:
        known: dict[str, list[tuple[TextLeaf, frozenset[str]]]] = {}
        for leaf in self.weights:
            word = fold(leaf.text) if isinstance(leaf, WordLeaf) else ""
            if len(word) >= _SHORTEST_KIN:
                known.setdefault(word[:_BEGINNING], []).append((leaf, grams(word)))
        return known

    def kin(self, folded: str) -> Mapping[TextLeaf, float]:
        """The words of the question that a folded word of a text is spelled like from its beginning, and how much of each
        it has."""
        asked = self._by_beginning.get(folded[:_BEGINNING])
        if asked is None:
            return {}
        own = grams(folded)
        shares = {leaf: len(own & sought) / len(sought) for leaf, sought in asked}
        return {leaf: share for leaf, share in shares.items() if share >= LEAST_KIN}


def retrieved(
    view: View, question: Question, filters: Filters, ranking: Ranking = BY_WORDS, pages: int = PAGES
) -> Retrieved:
    """The best pages for any of the question's words, within the filters."""
    matches = ranking.search(view, question.query, filters, pages, any_word=True, counted=())
    return Retrieved(matches, _weights(matches), tuple(_carries(matches.compiled)))


def _weights(matches: Matches) -> dict[TextLeaf, float]:
    """What each word of the question is worth: its idf; nothing for a stop word of any language, if others are there."""
    others = _alternatives(matches.compiled.tree)
    asked = [leaf for leaf in matches.compiled.leaves if not isinstance(leaf, EqualLeaf) and leaf not in others]
    full = [leaf for leaf in asked if not (isinstance(leaf, WordLeaf) and leaf.stop_in)]
    worth = {leaf: matches.idf[leaf] for leaf in full or asked}
    total = sum(worth.values())
    return {leaf: weight / total for leaf, weight in worth.items()} if total else {}


def _carries(compiled: Compiled) -> list[frozenset[TextLeaf]]:
    """What each leaf says of the question: itself or what it is an alternative of, and an equal term all words of its term."""
    others = _alternatives(compiled.tree)
    own = {leaf: frozenset([others.get(leaf, leaf)]) for leaf in compiled.leaves}
    for used in compiled.terms:
        words = frozenset(leaf for tree in used.own for leaf in wanted(tree))
        own.update({leaf: own[leaf] | words for leaf in used.equals})
    return [own[leaf] for leaf in compiled.leaves]


def _alternatives(tree: Tree | None) -> dict[TextLeaf, TextLeaf]:
    """Leaf → the leaf of the same word of the question that it is an alternative of: a compound's parts, of the compound."""
    if isinstance(tree, AllOf):
        return {other: first for child in tree.children for other, first in _alternatives(child).items()}
    leaves = list(wanted(tree)) if isinstance(tree, AnyOf) else []
    return dict.fromkeys(leaves[1:], leaves[0]) if leaves else {}
