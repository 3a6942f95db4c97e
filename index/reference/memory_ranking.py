"""The ranking of the reference engine: the sums of index/engine.py's contract, page by page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.records import Page
from index.analysis import PageTerms
from index.described import TitleWord
from index.engine import K1, META_WEIGHT, TERM_WEIGHT, B
from index.queries.compiled import (
    Compiled,
    EqualLeaf,
    NearLeaf,
    PhraseLeaf,
    TextLeaf,
    UsedTerm,
    WordLeaf,
    term_leaf,
    wanted,
)
from index.queries.near import windows
from index.queries.vocabulary import Vocabulary
from index.ranking.feedback import (
    FEEDBACK_PAGES,
    FEEDBACK_WEIGHT,
    LEAST_ASKED,
    asked_words,
    common_terms,
    shares,
)
from index.ranking.kindred import KIN_WEIGHT, WRITTEN_WEIGHT, Kin, kindred, written
from index.ranking.rounding import rounded
from index.speakers import Voice


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the reference engine keeps it. `title` are, on a document's first page, the words of its title.

    `voices` are whose its words are, and `begins` where among its words each of them begins; `heard` those in whose words the
    query's are, and how often.
    """

    page: Page
    work: str
    terms: PageTerms
    meta: frozenset[str]
    title: Sequence[TitleWord]
    values: Mapping[str, tuple[str, ...]]
    voices: tuple[Voice, ...] = ()
    begins: tuple[int, ...] = (0,)
    heard: Mapping[int, int] = field(default_factory=dict)

    def count(self, word: str) -> int:
        """How often it has a folded word, in its text or the title."""
        return len(self.terms.words.get(word, ())) + sum(titled.word == word for titled in self.title)

    @property
    def length(self) -> int:
        """Its words, and those of the title."""
        return self.terms.length + len(self.title)


def count_in(leaf: TextLeaf, entry: Entry, titled: bool = True) -> int:
    """How often a page's text has a leaf, and where asked for, its document's title on the first page."""
    words = entry.terms.words
    if isinstance(leaf, WordLeaf):
        further = sum(len(words.get(word, ())) for word in leaf.words)
        in_title = sum(word.term in leaf.stems for word in entry.title) if titled else 0
        return further + in_title + sum(entry.terms.stems.get(term, 0) for term in leaf.stems)
    if isinstance(leaf, PhraseLeaf):
        places = [{at - k for at in words.get(word, ())} for k, word in enumerate(leaf.words)]
        return len(set.intersection(*places))
    if isinstance(leaf, NearLeaf):
        return sum(1 for _ in windows(leaf, words))
    if isinstance(leaf, EqualLeaf):
        if leaf.languages and entry.page.language not in leaf.languages:
            return 0
        chosen = [{at - k for word in choice for at in words.get(word, ())} for k, choice in enumerate(leaf.forms)]
        return len(set.intersection(*chosen))
    return sum(len(places) for word, places in words.items() if leaf.takes(word))


class Bm25:
    """BM25 of every page of a generation for some leaves."""

    def __init__(self, entries: Sequence[Entry], leaves: Sequence[TextLeaf]) -> None:
        self.entries = entries
        self.average = sum(entry.length for entry in entries) / max(1, len(entries)) or 1.0
        self.idf = {leaf: self._idf(sum(count_in(leaf, entry) > 0 for entry in entries)) for leaf in leaves}

    def _idf(self, pages: float) -> float:
        return math.log(1 + (len(self.entries) - pages + 0.5) / (pages + 0.5))

    def weight(self, count: float, entry: Entry) -> float:
        """How much so many of a word are worth on a page."""
        return count * (K1 + 1) / (count + K1 * (1 - B + B * entry.length / self.average)) if count else 0.0

    def of_leaf(self, leaf: TextLeaf, entry: Entry) -> float:
        """The text's score for one leaf."""
        return self.idf[leaf] * self.weight(count_in(leaf, entry), entry)

    def score(self, entry: Entry, terms: Sequence[UsedTerm]) -> float:
        """The text's score, with the share of the words about the page, and of the terms' equals."""
        text = {leaf: self.of_leaf(leaf, entry) for leaf in self.idf}
        total = 0.0
        for leaf, idf in self.idf.items():
            if not isinstance(leaf, EqualLeaf):
                in_meta = isinstance(leaf, WordLeaf) and not leaf.stems.isdisjoint(entry.meta)
                total += text[leaf] + META_WEIGHT * idf * in_meta
        for term in terms:
            own = dict.fromkeys(leaf for tree in term.own for leaf in wanted(tree))
            worth = sum(self.idf[leaf] for leaf in own)
            equals = (min(worth, self.idf[equal]) * self.weight(count_in(equal, entry), entry) for equal in term.equals)
            best = max(equals, default=0.0)
            total += max(0.0, TERM_WEIGHT * best - sum(text[leaf] for leaf in own))
        return total

    def of_kin(self, kin: Sequence[Kin], entry: Entry) -> float:
        """The score of some words that count as one."""
        pages = sum(min(1.0, sum(share for word, share in kin if other.count(word))) for other in self.entries)
        count = sum(share * entry.count(word) for word, share in kin)
        return self._idf(pages) * self.weight(count, entry)


def ranked(
    entries: Sequence[Entry], compiled: Compiled, results: Sequence[Entry], again: bool, index: Vocabulary
) -> dict[int, float]:
    """The scores of the results, by the id of the entry: text and words about it.

    Looked at `again`: kin, and what the best have in common.
    """
    rank = Bm25(entries, compiled.leaves)
    total = {id(entry): rank.score(entry, compiled.terms) for entry in results}
    if not again:
        return total
    languages = sorted({entry.page.language for entry in entries})
    for leaf in compiled.leaves:
        for kin, weight in ((kindred(leaf, index, languages), KIN_WEIGHT), (written(leaf), WRITTEN_WEIGHT)):
            for entry in results if kin else ():
                total[id(entry)] += weight * rank.of_kin(kin, entry)
    asked = asked_words(compiled.leaves)
    if asked < LEAST_ASKED:
        return total
    best = sorted(results, key=lambda e: (-rounded(total[id(e)]), e.page.document, e.page.number))[:FEEDBACK_PAGES]
    terms = common_terms([(total[id(entry)], shares(entry.page)) for entry in best])
    leaves = {term_leaf(term): weight for term, weight in terms}
    common = Bm25(entries, list(leaves))
    for leaf, weight in leaves.items():
        for entry in results:
            total[id(entry)] += FEEDBACK_WEIGHT * asked * weight * common.of_leaf(leaf, entry)
    return total
