"""Searches with vector operations: boolean masks over all pages for what a query asks, BM25 as sums of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays.facet_spans import running_count
from index.arrays.hearing import Hearing
from index.arrays.leaves import LeafStore, Scores
from index.arrays.occurrences import Looked, count_by, count_said
from index.arrays.page_table import Mask, PageTable, Rows
from index.arrays.strongest import strongest
from index.engine import META_WEIGHT, TERM_WEIGHT, Count, Filters, Found, Frequency, Matches, Selection
from index.queries.compiled import (
    AllOf,
    AnyOf,
    Compiled,
    EitherOf,
    EqualLeaf,
    FacetLeaf,
    NearLeaf,
    NoneOf,
    PhraseLeaf,
    PrefixLeaf,
    TextLeaf,
    Tree,
    WordLeaf,
    wanted,
)
from index.ranking.crowding import candidates, ordered
from index.ranking.reranking import Reranking
from index.selection import conditions, count_chosen, said_by
from index.speakers import SPOKEN

_Few = NDArray[np.int16]
"""Of every page, how many members of an And: no more than a query has words."""


class Answering(NamedTuple):
    """`pages` answer, whatever the filters; `results` are those within them, `narrowed` each filter's mask.

    `relaxed` as in Matches; `most` then says of every page how many of the words it has.
    """

    pages: Mask
    results: Mask
    narrowed: dict[str, Mask]
    relaxed: tuple[int, int] | None
    most: _Few | None


class VectorSearch:
    """One query on one generation."""

    def __init__(
        self, table: PageTable, compiled: Compiled, store: LeafStore, reranking: Reranking, hearing: Hearing
    ) -> None:
        self.table, self.compiled, self._reranking, self._hearing = table, compiled, reranking, hearing
        self._found = {leaf: store.get(leaf) for leaf in compiled.leaves}
        self._store = store
        self._masks: dict[tuple[str, frozenset[str]], Mask] = {}
        tree = compiled.tree
        members = tree.children if isinstance(tree, AllOf) else (tree,) if tree else ()
        self._worded: list[Tree] = []
        self._others: list[Tree] = []
        for child in members:
            (self._others if next(wanted(child), None) is None else self._worded).append(child)
        self._text = self._text_scores()

    def run(
        self, filters: Filters, limit: int, offset: int, any_word: bool, counted: Sequence[str], order: str
    ) -> Matches:
        """The matches of the query within the filters."""
        found = self.answering(filters, any_word)
        results = found.results
        return Matches(
            self._best(found, any_word or found.relaxed is not None, limit, offset, self.table.places(order)),
            int(np.count_nonzero(results)),
            self.table.document_count(results),
            self._counts(found.pages, found.narrowed, counted),
            found.relaxed,
            self.compiled,
            {leaf: found.idf for leaf, found in self._found.items()},
            self._selection(filters),
            lambda document, number: bool(results[self.table.rows[document][number - 1]]),
            said_by=said_by(filters, self.compiled.tree),
        )

    def answering(self, filters: Filters, any_word: bool = False) -> Answering:
        """The pages that answer, and what the filters leave of them."""
        narrowed = {facet: self._having(facet, values) for facet, values in filters.items() if values}
        passes = _all(narrowed.values(), self.table.live) if narrowed else self.table.live
        relaxed, most = None, None
        answering = self._possible()
        if self._worded and any_word:
            if not all(map(self._asked_wherever_it_is, self._worded)):
                answering &= _any([self._asked_for(child) for child in self._worded], self.table.size)
        elif self._worded:
            held, lacking = self._members(answering)
            strict = (held > 0) & (lacking == 0)
            passing = passes & (held > 0)
            answering = strict
            if passing.any() and not (strict & passes).any():
                best = int(held[passing].max())
                answering = held >= max(1, best - 1)
                relaxed = (best, best + int(lacking[passing & (held == best)].min()))
                most = held
        results = answering & passes if narrowed else answering
        return Answering(answering, results, narrowed, relaxed, most)

    def frequency(self, series: Sequence[Compiled], filters: Filters, facet: str) -> tuple[Frequency, ...]:
        """How often the words of each of `series` stand on the pages that answer, per value of a facet."""
        found = self.answering(filters)
        others = {name: values for name, values in filters.items() if name != facet}
        answering = _all([mask for name, mask in found.narrowed.items() if name != facet], found.pages)
        asked = [self.table.facet_mask(each.facet, each.values) for each in conditions(others, self.compiled.tree)]
        looked = Looked(answering, _all(asked, self.table.live))
        leaves = [each.leaves for each in series]
        if facet in SPOKEN and len(self.table.voices.shared):
            return count_said(self.table, self._hearing, self._store, looked, leaves, facet, self._heard)
        return count_by(self.table, self._store, looked, leaves, facet)

    def _selection(self, filters: Filters) -> Selection:
        asked = conditions(filters, self.compiled.tree)
        if not asked:
            return self.table.everything
        blind, chosen = self.table.unsearchable, self.table.live
        for condition in asked:
            mask = self.table.facet_mask(condition.facet, condition.values)
            chosen = chosen & mask
            blind = blind & mask if condition.of_document else blind
        pages, unsearchable = np.count_nonzero(chosen | blind), np.count_nonzero(blind)
        return Selection(int(pages), int(unsearchable), count_chosen(self.table.unread, asked))

    def _counts(
        self, answering: Mask, narrowed: dict[str, Mask], counted: Sequence[str]
    ) -> dict[str, tuple[Count, ...]]:
        """Each facet counted with all filters but its own."""
        counts, before = {}, None
        for facet in counted:
            others = [mask for name, mask in narrowed.items() if name != facet]
            heard = self._heard if facet in SPOKEN else None
            if len(others) < len(narrowed):
                counts[facet] = self.table.count(facet, _all(others, answering) if others else answering, None, heard)
                continue
            if before is None:
                before = running_count(_all(others, answering) if others else answering)
            counts[facet] = self.table.count(facet, answering, before, heard)
        return counts

    def _best(self, found: Answering, again: bool, limit: int, offset: int, places: Rows | None) -> tuple[Found, ...]:
        """The slice of the results: by their documents' places if there are any, else as `index/ranking/crowding.py` has it."""
        if limit <= 0:
            return ()
        total, keep, table = self._with_meta(), offset + limit, self.table
        if again:
            total = self._reranking.scores(self.compiled, total, found.results)
        if found.most is None and places is None:
            rows = candidates(total, found.results, strongest(total, found.results, keep), keep)
        else:
            rows = np.flatnonzero(found.results)
        scores, numbers, own = total[rows], table.number_of[rows], table.document_of[rows]
        held = None if found.most is None else found.most[rows]
        if places is None:
            in_turn = ordered(held, scores, table.work_of[rows], own, numbers)
        else:
            keys: list[NDArray[Any]] = [numbers, own, -scores, *([] if held is None else [-held]), places[own]]
            in_turn = np.lexsort(keys)
        chosen = in_turn[offset:keep]
        hits = own[chosen].tolist(), numbers[chosen].tolist(), scores[chosen].tolist()
        return tuple(Found(table.documents[place].id, *rest) for place, *rest in zip(*hits, strict=True))

    def _text_scores(self) -> Scores:
        """BM25 of every page's text; above 0 wherever the text has one of the leaves."""
        total = self._sum(leaf for leaf in self._found if not isinstance(leaf, EqualLeaf))
        for term in self.compiled.terms:
            own = list(dict.fromkeys(leaf for tree in term.own for leaf in wanted(tree)))
            worth = sum(self._found[leaf].idf for leaf in own)
            best = np.zeros(self.table.size)
            for found in (self._found[leaf] for leaf in term.equals):
                best[found.rows] = np.maximum(best[found.rows], found.scores * min(1.0, worth / found.idf))
            total += np.maximum(0.0, TERM_WEIGHT * best - self._sum(own))
        return total

    def _sum(self, leaves: Iterable[TextLeaf]) -> Scores:
        """What some leaves add to the score of every page."""
        parts = [found for leaf in leaves if len((found := self._found[leaf]).rows)]
        if not parts:
            return np.zeros(self.table.size)
        sparse = [found for found in parts if found.dense is None]
        if sparse:
            rows, scores = (np.concatenate(each) for each in zip(*((f.rows, f.scores) for f in sparse), strict=True))
            total: Scores = np.bincount(rows, scores, self.table.size).astype(np.float64, copy=False)
        else:
            total = np.zeros(self.table.size)
        for found in parts:
            if found.dense is not None:
                total += found.dense
        return total

    def _with_meta(self) -> Scores:
        """The text's scores, plus the weight of the words about the document."""
        total = self._text
        described = [found for found in self._found.values() if len(found.meta)]
        if described:
            total = total.copy()
        for found in described:
            total[found.meta] += META_WEIGHT * found.idf
        return total

    def _possible(self) -> Mask:
        """The pages that could be an answer: filters, fields and Not hold, and one leaf at least is in the text."""
        if self.compiled.leaves:
            possible = self._text > 0
            for found in self._found.values():
                if len(found.meta):
                    possible[found.meta[self.table.first_pages[found.meta]]] = True
        else:
            possible = self.table.live.copy()
        for child in self._others:
            possible &= self._holds(child)
        return possible

    def _members(self, possible: Mask) -> tuple[_Few, _Few]:
        """For every page, how many of And's members with words it has, and lacks; 0 had: it cannot be an answer."""
        held, asked = np.zeros(self.table.size, np.int16), np.zeros(self.table.size, np.int16)
        for child in self._worded:
            neutral = self._neutral(child)
            held += self._asked_for(child)
            asked += 1 if neutral is None else ~neutral
        return np.multiply(held, possible, dtype=np.int16), np.multiply(asked - held, possible, dtype=np.int16)

    def _holds(self, tree: Tree) -> Mask:
        match tree:
            case AllOf(children):
                return _all([self._holds_or_neutral(child) for child in children], self.table.live)
            case AnyOf(children):
                return _any([self._holds(child) for child in children], self.table.size)
            case NoneOf(child):
                return self.table.live & ~self._holds(child)
            case EitherOf(child, equals):
                return _any([self._holds(child), *map(self._holds, equals)], self.table.size)
            case FacetLeaf(facet, values, _):
                return self._having(facet, values)
        found = self._found.get(tree) or self._store.get(tree)
        mask = np.zeros(self.table.size, bool)
        mask[found.rows] = True
        mask[found.meta] = True
        return mask

    def _having(self, facet: str, values: Iterable[str]) -> Mask:
        """The pages that have one of the values of a facet, of SPOKEN in the words that the query asks for; made once, not to be
        written to."""
        key = facet, frozenset(values)
        if key not in self._masks:
            mask = self.table.facet_mask(*key)
            if facet in SPOKEN and self._heard is not None:
                mask = self.table.voices.narrowed(mask, *key, self._heard)
            self._masks[key] = mask
            self._masks[key].setflags(write=False)
        return self._masks[key]

    @cached_property
    def _heard(self) -> Mask | None:
        """The stretches of shared pages in whose words one of the query's begins; None: all count, or there are none."""
        shared = self.table.voices.shared
        if not self.compiled.leaves or not len(shared):
            return None
        having = (self._text[shared] > 0) | self.table.first_pages[shared]
        return self._hearing.heard(self.compiled.leaves, shared[having])

    def _asked_wherever_it_is(self, tree: Tree) -> bool:
        """Whether the pages whose text has it are all of a language in which it is looked for.

        A word's stems are of other languages than those in which it is a stop word; what else counts as it may not be.
        """
        if isinstance(tree, WordLeaf):
            return not tree.stop_in or not (tree.words or len(self._found[tree].meta))
        return isinstance(tree, PhraseLeaf | NearLeaf | PrefixLeaf)

    def _asked_for(self, tree: Tree) -> Mask:
        """The pages that hold it, and in whose language it is to be looked for."""
        holds, neutral = self._holds(tree), self._neutral(tree)
        return holds if neutral is None else holds & ~neutral

    def _holds_or_neutral(self, tree: Tree) -> Mask:
        holds, neutral = self._holds(tree), self._neutral(tree)
        return holds if neutral is None else holds | neutral

    def _neutral(self, tree: Tree) -> Mask | None:
        """The pages in whose language a word is a stop word; None where there are none."""
        if isinstance(tree, EitherOf):
            return self._neutral(tree.child)
        if isinstance(tree, WordLeaf) and tree.stop_in:
            return self.table.in_language(tree.stop_in)
        return None


def _all(masks: Iterable[Mask], start: Mask) -> Mask:
    result = start.copy()
    for mask in masks:
        result &= mask
    return result


def _any(masks: Iterable[Mask], size: int) -> Mask:
    result = np.zeros(size, bool)
    for mask in masks:
        result |= mask
    return result
