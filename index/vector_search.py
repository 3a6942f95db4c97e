"""Searches with vector operations: boolean masks over all pages for what a query asks, BM25 as sums of arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from index.compiled import (
    AllOf,
    AnyOf,
    Compiled,
    EitherOf,
    EqualLeaf,
    FacetLeaf,
    NoneOf,
    TextLeaf,
    Tree,
    WordLeaf,
    wanted,
)
from index.engine import META_WEIGHT, TERM_WEIGHT, Count, Filters, Found, Matches, Selection
from index.leaves import LeafStore, Scores
from index.page_table import Mask, PageTable, Rows
from index.selection import conditions, count_chosen


class VectorSearch:
    """One query on one generation."""

    def __init__(self, table: PageTable, compiled: Compiled, store: LeafStore) -> None:
        self.table, self.compiled = table, compiled
        self._found = {leaf: store.get(leaf) for leaf in compiled.leaves}
        self._store = store
        self._masks: dict[tuple[str, frozenset[str]], Mask] = {}
        tree = compiled.tree
        members = tree.children if isinstance(tree, AllOf) else (tree,) if tree else ()
        self._worded = [child for child in members if any(True for _ in wanted(child))]
        self._others = [child for child in members if child not in self._worded]
        self._text = self._text_scores()

    def run(self, filters: Filters, limit: int, offset: int, any_word: bool, counted: Sequence[str]) -> Matches:
        """The matches of the query within the filters."""
        narrowed = {facet: self._having(facet, values) for facet, values in filters.items() if values}
        passes = _all(narrowed.values(), self.table.live) if narrowed else self.table.live
        relaxed, order = None, None
        answering = self._possible()
        if self._worded and any_word:
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
                order = held
        results = answering & passes
        return Matches(
            self._best(results, order, limit, offset),
            int(np.count_nonzero(results)),
            self.table.document_count(results),
            self._counts(answering, narrowed, counted),
            relaxed,
            self.compiled,
            {leaf: found.idf for leaf, found in self._found.items()},
            self._selection(filters),
        )

    def _selection(self, filters: Filters) -> Selection:
        asked = conditions(filters, self.compiled.tree)
        blind, chosen = self.table.unsearchable, self.table.live
        for condition in asked:
            mask = self._having(condition.facet, condition.values)
            chosen = chosen & mask
            blind = blind & mask if condition.of_document else blind
        pages, unsearchable = np.count_nonzero(chosen | blind), np.count_nonzero(blind)
        return Selection(int(pages), int(unsearchable), count_chosen(self.table.unread, asked))

    def _counts(
        self, answering: Mask, narrowed: dict[str, Mask], counted: Sequence[str]
    ) -> dict[str, tuple[Count, ...]]:
        """Each facet counted with all filters but its own."""
        counts = {}
        for facet in counted:
            others = [mask for name, mask in narrowed.items() if name != facet]
            counts[facet] = self.table.count(facet, _all(others, answering) if others else answering)
        return counts

    def _best(self, results: Mask, order: Rows | None, limit: int, offset: int) -> tuple[Found, ...]:
        """The slice of the results, best first; ties by document and page."""
        rows = np.flatnonzero(results)
        if not len(rows) or limit <= 0:
            return ()
        scores = self._with_meta()[rows]
        first = np.zeros(len(rows)) if order is None else order[rows]
        keep = offset + limit
        if len(rows) > 4 * keep and order is None:
            floor = np.partition(scores, len(scores) - keep)[len(scores) - keep]
            near = scores >= floor
            rows, scores, first = rows[near], scores[near], first[near]
        places = np.lexsort((self.table.number_of[rows], self.table.document_of[rows], -scores, -first))
        chosen = places[offset : offset + limit]
        return tuple(
            Found(self.table.documents[self.table.document_of[row]].id, int(self.table.number_of[row]), float(score))
            for row, score in zip(rows[chosen], scores[chosen], strict=True)
        )

    def _text_scores(self) -> Scores:
        """BM25 of every page's text; above 0 wherever the text has one of the leaves."""
        total = self._sum(leaf for leaf in self._found if not isinstance(leaf, EqualLeaf))
        for term in self.compiled.terms:
            equals = [self._found[leaf] for leaf in term.equals]
            best = np.zeros(self.table.size)
            for found in equals:
                best[found.rows] = np.maximum(best[found.rows], found.scores)
            own = self._sum(dict.fromkeys(leaf for tree in term.own for leaf in wanted(tree)))
            total += np.maximum(0.0, TERM_WEIGHT * best - own)
        return total

    def _sum(self, leaves: Iterable[TextLeaf]) -> Scores:
        """What some leaves add to the score of every page."""
        parts = [found for leaf in leaves if len((found := self._found[leaf]).rows)]
        if not parts:
            return np.zeros(self.table.size)
        rows = np.concatenate([found.rows for found in parts])
        scores = np.concatenate([found.scores for found in parts])
        total: Scores = np.bincount(rows, scores, self.table.size).astype(np.float64, copy=False)
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
        possible = _all([self._holds(child) for child in self._others], self.table.live)
        if self.compiled.leaves:
            touched = self._text > 0
            for found in self._found.values():
                if len(found.meta):
                    touched[found.meta[self.table.first_pages[found.meta]]] = True
            possible &= touched
        return possible

    def _members(self, possible: Mask) -> tuple[Rows, Rows]:
        """For every page, how many of And's members with words it has, and lacks; 0 had: it cannot be an answer."""
        held, asked = np.zeros(self.table.size, np.int64), np.zeros(self.table.size, np.int64)
        for child in self._worded:
            neutral = self._neutral(child)
            held += self._asked_for(child)
            asked += 1 if neutral is None else ~neutral
        return held * possible, (asked - held) * possible

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
        """The pages that have one of the values of a facet; made once, not to be written to."""
        key = facet, frozenset(values)
        if key not in self._masks:
            self._masks[key] = self.table.facet_mask(*key)
            self._masks[key].setflags(write=False)
        return self._masks[key]

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
