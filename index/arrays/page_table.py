"""All pages of one generation as numpy arrays: which document, which language, which facet values. Masks and counts.

A page's row is its number in the Whoosh index; rows that hold no live page are never in a mask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.records import Document
from index.analysis import stem
from index.arrays.facet_spans import FacetSpans, facet_spans, running_count, spoken_spans
from index.arrays.voices import Mask as Mask
from index.arrays.voices import Rows as Rows
from index.arrays.voices import Voices
from index.described import described, headed, title_words, titled, words_of
from index.engine import PAGE_FACETS, Count, Selection, document_values, page_values, work_of
from index.ranking.orders import RELEVANCE, places
from index.selection import unread
from index.speakers import SPOKEN

_MOST_KEPT = 64
"""Sets of languages: there are few that share a stop word."""


@dataclass(frozen=True)
class FacetTable:
    """One facet: its values, and every (row, value) pair; a page may have several values or none."""

    values: tuple[str, ...]
    rows: Rows
    codes: Rows

    @cached_property
    def code_of(self) -> dict[str, int]:
        """Value → its place in `values`."""
        return {value: code for code, value in enumerate(self.values)}

    def mask(self, wanted: Iterable[str], size: int) -> Mask:
        """The pages that have any of the wanted values."""
        chosen = np.zeros(len(self.values), bool)
        chosen[[self.code_of[value] for value in wanted if value in self.code_of]] = True
        mask = np.zeros(size, bool)
        mask[self.rows[chosen[self.codes]]] = True
        return mask


class _Gathered(Mapping[str, Rows]):
    """Stem → rows of pages in its language, gathered from the words that have it."""

    def __init__(self, spread: Mapping[str, Sequence[Rows]], pages_in: Mapping[str, Mask]) -> None:
        self._spread, self._pages_in = spread, pages_in
        self._words: dict[str, tuple[str, list[str]]] = {}
        for word in spread:
            for language in pages_in:
                self._words.setdefault(stem(word, language), (language, []))[1].append(word)

    def __getitem__(self, term: str) -> Rows:
        language, words = self._words[term]
        rows = np.unique(np.concatenate([part for word in words for part in self._spread[word]]))
        there: Rows = rows[self._pages_in[language][rows]]
        return there

    def __contains__(self, term: object) -> bool:
        return term in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class PageTable:
    """Built once a generation from the documents and the rows that their pages have."""

    def __init__(self, documents: Mapping[str, Document], rows: Mapping[str, Rows], size: int) -> None:
        self.size = size
        self.documents = [documents[identifier] for identifier in sorted(rows)]
        self.rows = rows
        self.document_of = np.full(size, -1, np.int64)
        self.work_of = np.full(size, -1, np.int64)
        self.number_of = np.zeros(size, np.int64)
        self.text_lengths = np.zeros(size, np.float64)
        self.lengths = np.zeros(size, np.float64)
        self.first_pages = np.zeros(size, bool)
        self.unsearchable = np.zeros(size, bool)
        self.unread = unread(documents.values())
        works: dict[str, int] = {}
        for place, document in enumerate(self.documents):
            own = rows[document.id]
            self.document_of[own] = place
            self.work_of[own] = works.setdefault(work_of(document), len(works))
            self.number_of[own] = np.arange(1, len(own) + 1)
            self.text_lengths[own] = self.lengths[own] = [page.length for page in document.pages]
            self.first_pages[own[:1]] = True
            self.lengths[own[:1]] += len(title_words(document))
            self.unsearchable[own] = [not page.state.searchable for page in document.pages]
        self.works = len(works)
        self.voices = Voices(self.documents, rows, self.work_of)
        self.facets = _facets(self.documents, rows)
        for facet, pairs in self.voices.pairs.items():
            if len(pairs.rows):
                self.facets[facet] = FacetTable(pairs.values, *pairs.once())
        self._in_language: dict[frozenset[str], Mask] = {}
        self._spans: dict[str, FacetSpans] = {}
        self._stretches = np.flatnonzero(np.diff(self.work_of, prepend=-2))
        self._stretch_works = self.work_of[self._stretches]
        self._places: dict[str, Rows] = {}
        self.live = self.document_of >= 0
        self.pages = int(self.live.sum())
        self.average_length = float(self.lengths[self.live].mean()) if self.pages else 1.0

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the pages."""
        return list(self.facets["language"].values) if "language" in self.facets else []

    @cached_property
    def meta(self) -> Mapping[str, Rows]:
        """Stem → the rows of the pages for which it may stand in, as a word about their document or their section.

        Words are spread over rows once, whatever the number of languages; a stem gathers those of its words when it
        is first asked for.
        """
        spread: dict[str, list[Rows]] = {}
        for document in self.documents:
            own = self.rows[document.id]
            for text, first, last in described(document):
                part = own[first - 1 : last]
                for word in words_of(text):
                    spread.setdefault(word, []).append(part)
        return _Gathered(spread, {code: self.in_language(frozenset([code])) for code in self.languages})

    @cached_property
    def titles(self) -> tuple[Mapping[str, Sequence[int]], Mapping[str, Sequence[int]]]:
        """Folded word, and stem in the page's language → the rows of first pages, once for every time in their title."""
        words: dict[str, list[int]] = {}
        terms: dict[str, list[int]] = {}
        for document in self.documents:
            first = self.rows[document.id][:1].tolist()
            for word, term in titled(document, 1, document.pages[0].language) if first else ():
                words.setdefault(word, []).extend(first)
                terms.setdefault(term, []).extend(first)
        return words, terms

    def titled(self, words: Iterable[str]) -> tuple[Rows, Rows]:
        """The first pages of the documents whose title has one of some folded words (ascending), and how often."""
        return _counted(row for word in set(words) for row in self.titles[0].get(word, ()))

    def titled_with(self, stems: Iterable[str]) -> tuple[Rows, Rows]:
        """Likewise of words with one of some stems."""
        return _counted(row for term in set(stems) for row in self.titles[1].get(term, ()))

    @cached_property
    def sections(self) -> FacetTable:
        """The headings of every page's section path."""
        found = [
            (self.rows[document.id][first - 1 : last], title)
            for document in self.documents
            for title, first, last in headed(document)
        ]
        parts = [part for part, _ in found] or [np.empty(0, np.int64)]
        return _facet(np.concatenate(parts), [title for _, title in found], [len(part) for part, _ in found])

    def facet_mask(self, facet: str, wanted: Iterable[str]) -> Mask:
        """The pages that have any of the wanted values of a facet."""
        table = self.sections if facet == "section" else self.facets.get(facet)
        return table.mask(wanted, self.size) if table else np.zeros(self.size, bool)

    def places(self, order: str) -> Rows | None:
        """Each document's place in an order of results; None in that of relevance, where all have the same."""
        if order == RELEVANCE:
            return None
        if order not in self._places:
            by_id = places(self.documents, order)
            self._places[order] = np.array([by_id[document.id] for document in self.documents], np.int64)
        return self._places[order]

    def in_language(self, languages: frozenset[str]) -> Mask:
        """The pages in any of the languages; kept, not to be written to. Every stop word of a query asks for one."""
        mask = self._in_language.get(languages)
        if mask is None:
            mask = self.facet_mask("language", languages)
            mask.setflags(write=False)
            if len(self._in_language) < _MOST_KEPT:
                self._in_language[languages] = mask
        return mask

    def count(self, facet: str, mask: Mask, before: Rows | None = None, heard: Mask | None = None) -> tuple[Count, ...]:
        """Documents (those of one work once) and pages of each value among the pages of the mask, most pages first.

        `before` is the mask's running count, for who counts several facets of one mask. `heard` are the stretches of shared
        pages (`index/arrays/voices.py`) that count; None: all.
        """
        table = self.facets.get(facet)
        if table is None or not len(table.rows):
            return ()
        if facet not in self._spans:
            spoken = facet in SPOKEN
            self._spans[facet] = (
                spoken_spans(self.voices.pairs[facet], self.work_of)
                if spoken
                else facet_spans(table.values, table.rows, table.codes, self.work_of)
            )
        return self._spans[facet].counted(running_count(mask) if before is None else before, heard)

    def document_count(self, mask: Mask) -> int:
        """How many documents the pages of the mask belong to, those of one work counted once."""
        if not self.size:
            return 0
        having = np.zeros(self.works + 1, bool)  # the last one is that of rows without a page, which no mask has
        having[self._stretch_works[np.logical_or.reduceat(mask, self._stretches)]] = True
        return int(np.count_nonzero(having))

    @cached_property
    def everything(self) -> Selection:
        """The selection of who asks for nothing in particular."""
        searchable_or_not = np.count_nonzero(self.live | self.unsearchable)
        return Selection(int(searchable_or_not), int(np.count_nonzero(self.unsearchable)), len(self.unread))


def _counted(rows: Iterable[int]) -> tuple[Rows, Rows]:
    """Each row once, ascending, and how often it was there."""
    where, counts = np.unique(np.fromiter(rows, np.int64), return_counts=True)
    return where, counts.astype(np.int64)


def _facets(documents: Sequence[Document], rows: Mapping[str, Rows]) -> dict[str, FacetTable]:
    """Every facet's table. Values that all pages of a document share are spread over its rows at once."""
    pairs: dict[str, tuple[list[Rows], list[str]]] = {}
    sizes: dict[str, list[int]] = {}

    def add(facet: str, where: Rows, value: str) -> None:
        parts, values = pairs.setdefault(facet, ([], []))
        parts.append(where)
        values.append(value)
        sizes.setdefault(facet, []).append(len(where))

    for document in documents:
        own = rows[document.id]
        alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for number, page in enumerate(document.pages):
            alike.setdefault((page.language, page.about), []).append(number)
        by_page: dict[tuple[str, str], list[int]] = {}
        for numbers in alike.values():  # pages of one language that name the same countries have the same values
            for facet in PAGE_FACETS:
                for value in page_values(document, document.pages[numbers[0]], facet):
                    by_page.setdefault((facet, value), []).extend(numbers)
        for (facet, value), numbers in by_page.items():
            add(facet, own[numbers], value)
        for facet, shared in document_values(document).items():
            for value in shared if facet not in SPOKEN else ():
                add(facet, own, value)
    return {facet: _facet(np.concatenate(parts), values, sizes[facet]) for facet, (parts, values) in pairs.items()}


def _facet(rows: Rows, values: Sequence[str], sizes: Sequence[int]) -> FacetTable:
    names = sorted(set(values))
    code_of = {name: code for code, name in enumerate(names)}
    codes = np.repeat(np.array([code_of[value] for value in values], np.int64), sizes)
    return FacetTable(tuple(names), rows, codes)
