"""One generation as Whoosh keeps it: its segments' postings, looked up once and kept, its pages and records."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from whoosh.reading import CorruptIndexError, TermNotFound

from core.errors import NotFound
from core.records import Document, Page, PageEntry, Span
from index.arrays.crossing import Crossings
from index.arrays.hearing import Hearing
from index.arrays.leaves import LeafStore
from index.arrays.occurrences import best_weighted, term_counts
from index.arrays.page_table import Mask, PageTable, Rows
from index.arrays.vector_search import VectorSearch
from index.engine import COUNTED, Count, Crossing, Filters, Found, Frequency, Matches, without_countries
from index.portraits.roster import Roster
from index.queries.compiled import Compiled, compile_query, term_leaf
from index.queries.compounds import Compounds
from index.queries.known_words import KnownWords
from index.queries.query import Query
from index.queries.reading import ORDERS
from index.ranking.reranking import Reranking
from index.store.postings_cache import PostingsCache
from index.store.segment_facts import OpenSegment, SegmentFacts, documents_of, live_rows, read_facts, rows_of
from index.store.stored_lexicon import StoredLexicon
from index.store.whoosh_codec import NO_POSTINGS, Postings, open_lexicon, read_postings
from index.store.whoosh_files import damage_told
from index.words.names import Names

_MOST_SPELLINGS = 100_000
_LEAVES = 0.5
"""The share that words as they were asked for have of what a generation keeps; the rest is the second look's."""


class WhooshView:
    """One generation."""

    def __init__(
        self,
        reader: Any,
        generation: int,
        cache: PostingsCache,
        known: Mapping[str, SegmentFacts],
        own_bytes: int,
    ) -> None:
        self.generation = generation
        self._segments = [(segment, base) for segment, base in reader.leaf_readers() if segment.doc_count_all()]
        self._reader, self._cache = reader, cache
        self._reading = threading.Lock()  # whoosh seeks, then reads: two threads would get each other's pages
        self.facts = self._facts(known)
        opened = [
            OpenSegment(facts, live_rows(segment), base)
            for (segment, base), facts in zip(self._segments, self.facts.values(), strict=True)
        ]
        self.documents: Mapping[str, Document] = documents_of(opened)
        self.table = PageTable(self.documents, rows_of(opened, self.documents), reader.doc_count_all())
        self._spelled: dict[str, Sequence[str]] = {}
        self._words = KnownWords()
        words = partial(self._postings, "words")
        self._store = LeafStore(
            self.table,
            partial(self._postings, "stems"),
            words,
            lambda start: self._beginning("words", start),
            lambda term: (entry.word for entry in self.lexicon.family(term)),
            int(own_bytes * _LEAVES),
        )
        self._hearing = Hearing(self.table, self._store, self.page)
        again = own_bytes - int(own_bytes * _LEAVES)
        self._reranking = Reranking(self, self.table, self._store, words, self.page, again)
        weakref.finalize(self, reader.close)  # whoever holds the view reads on, though newer ones have come

    def _facts(self, known: Mapping[str, SegmentFacts]) -> dict[str, SegmentFacts]:
        """What each segment has, by its id; `known` is what an earlier generation read."""
        found = {}
        for segment, _ in self._segments:
            identifier = segment.segment().segment_id()
            look_up = partial(_rows, segment)
            if identifier in known:
                found[identifier] = known[identifier]
            else:
                words = open_lexicon(segment.storage(), segment.segment())
                found[identifier] = read_facts(segment, look_up, words)
        return found

    @cached_property
    def lexicon(self) -> StoredLexicon:
        return StoredLexicon([facts.lexicon for facts in self.facts.values()])

    @cached_property
    def names(self) -> Names:
        return Names(self.documents.values())

    @cached_property
    def compounds(self) -> Compounds:
        return Compounds(self.lexicon, self.standing)

    def standing(self, word: str, language: str = "") -> int:
        mask = self.table.in_language(frozenset([language])) if language else self.table.live
        return int(mask[self._postings("words", word).documents].sum())

    @property
    def cached_bytes(self) -> int:
        """Bytes that the caches keep: postings, words as they were asked for, and what the second look made of them."""
        return self._cache.nbytes + self._store.nbytes + self._reranking.nbytes

    def page(self, document: str, number: int) -> Page:
        known = self.documents.get(document)
        if known is None:
            raise NotFound(f"There is no document {document!r}.", "`rapporteur documents` lists those there are.")
        if not 1 <= number <= len(known.pages):
            raise NotFound(f"{known.title!r} has no page {number}.", f"It has {len(known.pages)} pages.")
        with self._reading, damage_told():
            stored = self._reader.stored_fields(int(self.table.rows[document][number - 1]))
            text, (width, height, running, notes) = stored["text"], stored["layout"]
        entry: PageEntry = known.pages[number - 1]
        return Page(
            document, number, entry.label, entry.language, text, entry.about, entry.state, width, height,
            entry.confidence, tuple(Span(*span) for span in running), notes,
        )  # fmt: skip

    def spellings(self, folded: str) -> Sequence[str]:
        known = self._spelled.get(folded)
        if known is None:
            found = self._beginning("spellings", f"{folded}\x1f")
            known = sorted({term.split("\x1f")[1] for term in found})
            if len(self._spelled) < _MOST_SPELLINGS:
                self._spelled[folded] = known
        return known

    def search(
        self,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = ORDERS[0],
    ) -> Matches:
        found = self._search(self._compiled(query))
        return found.run(filters, limit, offset, any_word, counted, order)

    def _search(self, compiled: Compiled) -> VectorSearch:
        return VectorSearch(self.table, compiled, self._store, self._reranking, self._hearing)

    def _compiled(self, query: Query) -> Compiled:
        return compile_query(query, self, self.table.languages, self._words)

    def frequency(self, query: Query, series: Sequence[Query], filters: Filters, facet: str) -> tuple[Frequency, ...]:
        compiled, *parts = map(self._compiled, (query, *series))
        return self._search(compiled).frequency(parts, filters, facet)

    def apart(self, query: Query, filters: Filters, facet: str, by: str) -> Mapping[str, tuple[Count, ...]]:
        return self._search(self._compiled(query)).apart(filters, facet, by)

    def pages_in(self, language: str) -> int:
        return int(self.table.in_language(frozenset([language])).sum())

    def holding(self, terms: Sequence[str]) -> Mapping[str, int]:
        return {term: len(self._store.counts(term_leaf(term))[0]) for term in terms}

    def weighted(self, weights: Mapping[str, float], least: int, filters: Filters, limit: int) -> tuple[Found, ...]:
        return best_weighted(self.table, self._store, weights, least, self._chosen(filters), limit)

    def _chosen(self, filters: Filters) -> Mask:
        """The pages within the filters."""
        chosen = self.table.live.copy()
        for facet, values in filters.items():
            if values:
                chosen &= self.table.facet_mask(facet, values)
        return chosen

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.documents.values())

    @cached_property
    def _crossings(self) -> Crossings:
        return Crossings(self.table)

    def crossed(self, query: Query, filters: Filters) -> Crossing:
        others = without_countries(filters)
        return self._search(self._compiled(query)).crossed(others, self._crossings)

    def occurrences(self, terms: Sequence[str], filters: Filters) -> Mapping[str, tuple[int, int]]:
        return term_counts(self._store, terms, self._chosen(filters))

    def words(self, filters: Filters) -> Mapping[str, int]:
        chosen = self._chosen(filters)
        masks = {code: chosen & self.table.in_language(frozenset([code])) for code in self.table.languages}
        return {code: int(self.table.text_lengths[mask].sum()) for code, mask in masks.items()}

    def _postings(self, field: str, term: str) -> Postings:
        parts = []
        for segment, base in self._segments:
            own = self._read(segment, field, term.encode())
            if len(own.documents):
                parts.append(own._replace(documents=own.documents + base) if base else own)
        if len(parts) == 1:
            return parts[0]
        return Postings(*map(np.concatenate, zip(*parts, strict=True))) if parts else NO_POSTINGS

    def _read(self, segment: Any, field: str, term: bytes) -> Postings:
        return self._cache.get((segment.segment().segment_id(), field, term), lambda: _look_up(segment, field, term))

    def _beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field with a prefix."""
        found: dict[str, None] = {}
        start = prefix.encode()
        for segment, _ in self._segments:
            with self._cache.reading, damage_told():
                for name, term in segment.terms_from(field, start):
                    if name != field or not term.startswith(start):
                        break
                    found[term.decode()] = None
        return list(found)


def _rows(segment: Any, field: str, term: bytes) -> Rows:
    return _look_up(segment, field, term).documents


def _look_up(segment: Any, field: str, term: bytes) -> Postings:
    terms = segment._terms
    with damage_told():
        try:
            info = terms.term_info(field, term)
        except (TermNotFound, KeyError):
            return NO_POSTINGS
        found = read_postings(terms._postfile, info)
        if found.documents[-1] >= segment.doc_count_all() or (
            field == "words" and found.counts.sum() != len(found.positions)
        ):
            raise CorruptIndexError(f"The postings of {term!r} lead beyond their segment.")
        return found
