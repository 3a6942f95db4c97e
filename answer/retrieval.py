"""The pages that a question is looked for on, and what each of its words is worth there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from answer.asking.light import light_words
from answer.kinship import Kinship
from answer.question import Question
from answer.runs import Runs
from index.analysis import fold, words_and_ends
from index.engine import Filters, Matches, View
from index.marks import Mark
from index.meaning.dense import BY_WORDS, Ranking
from index.queries.compiled import AllOf, AnyOf, Compiled, EqualLeaf, TextLeaf, Tree, WordLeaf, wanted

# Each has its row in evaluation/expected.toml.
PAGES = 10
"""Pages looked into for sentences."""
LIGHT = 0.3
"""What a word counts, beside others as rare, that says what is asked for: that something is said, or that it began."""
_MOST_JOINED = 5


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a question found. Its words are known by their places in `weights`, the share of each in what it asks; stop words
    are not among them. Several words are one number, in which the bits at their places are set: hundreds of windows are
    weighed.

    `carries` is what each of the leaves of the query says of the question: words. `names` are words that are written like names
    or numbers in the question, `kinship` knows the words alike, and `runs` how the question is worded.
    """

    matches: Matches
    weights: tuple[float, ...]
    carries: tuple[int, ...]
    names: int
    kinship: Kinship
    runs: Runs
    _known: dict[int, float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, lit: Iterable[Mark]) -> int:
        """The words of the question that some marks are."""
        words = 0
        for mark in lit:
            words |= self.carries[mark.leaf]
        return words

    def weight(self, words: int) -> float:
        """What some of the question's words are worth together."""
        known = self._known.get(words)
        if known is None:
            known = sum(weight for place, weight in enumerate(self.weights) if words >> place & 1)
            self._known[words] = known
        return known


def retrieved(
    view: View, question: Question, filters: Filters, ranking: Ranking = BY_WORDS, pages: int = PAGES
) -> Retrieved:
    """The best pages for any of the question's words, within the filters."""
    matches = ranking.search(view, question.query, filters, pages, any_word=True, counted=())
    weights = weights_of(matches, question)
    places = {leaf: number for number, leaf in enumerate(weights)}
    carries = (_together(places[leaf] for leaf in own if leaf in places) for own in carries_of(matches.compiled))
    names = names_in(question.text)
    named = _together(
        place for leaf, place in places.items() if isinstance(leaf, WordLeaf) and fold(leaf.text) in names
    )
    kinship, runs = kinship_of(weights), Runs(question.wanted_text)
    return Retrieved(matches, tuple(weights.values()), tuple(carries), named, kinship, runs)


def _together(places: Iterable[int]) -> int:
    """Words as one number: the bits at their places."""
    return sum(1 << place for place in {*places})


def names_in(question: str) -> frozenset[str]:
    """The words of a question behind its first that begin with a capital, and those with digits, folded."""
    words = words_and_ends(question)[0]
    return frozenset(
        fold(word) for place, word in enumerate(words) if (place and word[0].isupper()) or any(map(str.isdigit, word))
    )


def weights_of(matches: Matches, question: Question) -> dict[TextLeaf, float]:
    """What each word of the question is worth: its idf, less for light ones; nothing for a stop word of any language, if others
    are there, nor for the joined form of words that are there."""
    compiled = matches.compiled
    others = _alternatives(compiled.tree).keys() | _joined(compiled).keys()
    asked = [leaf for leaf in compiled.leaves if not isinstance(leaf, EqualLeaf) and leaf not in others]
    full = [leaf for leaf in asked if not (isinstance(leaf, WordLeaf) and leaf.stop_in)]
    light = light_in(question)
    worth = {
        leaf: matches.idf[leaf] * (LIGHT if isinstance(leaf, WordLeaf) and fold(leaf.text) in light else 1.0)
        for leaf in full or asked
    }
    total = sum(worth.values())
    return {leaf: weight / total for leaf, weight in worth.items()} if total else {}


def light_in(question: Question) -> frozenset[str]:
    """The folded words that only say what is asked for, of a question of its kind and in its own."""
    return light_words(question.kind, question.language) | question.asking


def kinship_of(words: Iterable[TextLeaf]) -> Kinship:
    """Which words are kin of these, known by their places."""
    return Kinship([leaf.text if isinstance(leaf, WordLeaf) else "" for leaf in words])


def carries_of(compiled: Compiled) -> list[frozenset[TextLeaf]]:
    """What each leaf says of the question: itself or what it is an alternative of, the joined form of a compound all words that
    it joins, and an equal term all words of its term."""
    others = _alternatives(compiled.tree)
    own = {leaf: frozenset([others.get(leaf, leaf)]) for leaf in compiled.leaves} | _joined(compiled)
    for used in compiled.terms:
        words = frozenset(leaf for tree in used.own for leaf in wanted(tree))
        own.update({leaf: own[leaf] | words for leaf in used.equals})
    return [own[leaf] for leaf in compiled.leaves]


def _joined(compiled: Compiled) -> dict[TextLeaf, frozenset[TextLeaf]]:
    """Leaf → the leaves of the neighbouring words that it joins: "onceonly", of "once-only"."""
    words = [leaf for leaf in compiled.leaves if isinstance(leaf, WordLeaf)]
    texts = [fold(leaf.text) for leaf in words]
    runs: dict[str, frozenset[TextLeaf]] = {}
    for first in range(len(words)):
        for last in range(first + 2, min(first + _MOST_JOINED, len(words)) + 1):
            if (joined := "".join(texts[first:last])) in texts:
                runs.setdefault(joined, frozenset(words[first:last]))
    return {leaf: runs[text] for leaf, text in zip(words, texts, strict=True) if text in runs}


def _alternatives(tree: Tree | None) -> dict[TextLeaf, TextLeaf]:
    """Leaf → the leaf of the same word of the question that it is an alternative of: a compound's parts, of the compound."""
    if isinstance(tree, AllOf):
        return {other: first for child in tree.children for other, first in _alternatives(child).items()}
    leaves = list(wanted(tree)) if isinstance(tree, AnyOf) else []
    return dict.fromkeys(leaves[1:], leaves[0]) if leaves else {}
