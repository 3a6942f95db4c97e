"""The ranking of the reference engine: the sums of index/engine.py's contract, page by page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.records import Page
from index.analysis import PageTerms
from index.compiled import Compiled, PhraseLeaf, TextLeaf, WordLeaf
from index.described import TitleWord
from index.engine import K1, META_WEIGHT, B
from index.feedback import FEEDBACK_PAGES, FEEDBACK_WEIGHT, LEAST_ASKED, asked_words, common_terms, rounded, shares
from index.kindred import KIN_WEIGHT, WRITTEN_WEIGHT, Kin, Words, kindred, written


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the reference engine keeps it. `title` are, on a document's first page, the words of its title."""

    page: Page
    work: str
    terms: PageTerms
    meta: frozenset[str]
    title: Sequence[TitleWord]
    values: Mapping[str, tuple[str, ...]]

    def count(self, word: str) -> int:
        """How often it has a folded word, in its text or the title."""
        return len(self.terms.words.get(word, ())) + sum(titled.word == word for titled in self.title)

    @property
    def length(self) -> int:
        """Its words, and those of the title."""
        return self.terms.length + len(self.title)


def count_in(leaf: TextLeaf, entry: Entry) -> int:
    """How often a page's text, or its document's title on the first page, has a leaf."""
    words = entry.terms.words
    if isinstance(leaf, WordLeaf):
        further = sum(len(words.get(word, ())) for word in leaf.words)
        titled = sum(not leaf.stems.isdisjoint(word.stems) for word in entry.title)
        return further + titled + sum(entry.terms.stems.get(term, 0) for term in leaf.stems)
    if isinstance(leaf, PhraseLeaf):
        places = [{at - k for at in words.get(word, ())} for k, word in enumerate(leaf.words)]
        return len(set.intersection(*places))
    return sum(len(places) for word, places in words.items() if word.startswith(leaf.start))


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

    def score(self, entry: Entry) -> float:
        """The text's score, with the share of the words about the page."""
        total = 0.0
        for leaf, idf in self.idf.items():
            in_meta = isinstance(leaf, WordLeaf) and not leaf.stems.isdisjoint(entry.meta)
            total += idf * (self.weight(count_in(leaf, entry), entry) + META_WEIGHT * in_meta)
        return total

    def of_kin(self, kin: Sequence[Kin], entry: Entry) -> float:
        """The score of some words that count as one."""
        pages = sum(min(1.0, sum(share for word, share in kin if other.count(word))) for other in self.entries)
        count = sum(share * entry.count(word) for word, share in kin)
        return self._idf(pages) * self.weight(count, entry)


def ranked(
    entries: Sequence[Entry], compiled: Compiled, results: Sequence[Entry], index: Words, languages: Sequence[str]
) -> dict[int, float]:
    """The scores of the results, by the id of the entry: text, words about it, kin, and what the best have in common."""
    rank = Bm25(entries, compiled.leaves)
    total = {id(entry): rank.score(entry) for entry in results}
    for leaf in compiled.leaves:
        for kin, weight in ((kindred(leaf, index, languages), KIN_WEIGHT), (written(leaf), WRITTEN_WEIGHT)):
            for entry in results if kin else ():
                total[id(entry)] += weight * rank.of_kin(kin, entry)
    asked = asked_words(compiled.leaves)
    if asked < LEAST_ASKED:
        return total
    best = sorted(results, key=lambda e: (-rounded(total[id(e)]), e.page.document, e.page.number))[:FEEDBACK_PAGES]
    terms = common_terms([(total[id(entry)], shares(entry.page)) for entry in best])
    leaves = {WordLeaf("", frozenset([term]), frozenset()): weight for term, weight in terms}
    common = Bm25(entries, list(leaves))
    for leaf, weight in leaves.items():
        for entry in results:
            found = common.idf[leaf] * common.weight(count_in(leaf, entry), entry)
            total[id(entry)] += FEEDBACK_WEIGHT * asked * weight * found
    return total
