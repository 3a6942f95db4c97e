"""The lexicon of a generation: what its segments' lexicons say, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from index.analysis import terms_of
from index.store.segment_lexicon import Row, SegmentLexicon
from index.words.edits import distances
from index.words.lexicon import EDGE, Entry, usual_first


class StoredLexicon:
    """All words of some segments. Pages that were deleted since a segment was written are counted still."""

    def __init__(self, segments: Sequence[SegmentLexicon]) -> None:
        self._segments = segments

    def entries(self, word: str) -> Sequence[Entry]:
        """As Lexicon says."""
        return usual_first(
            _together(row for segment in self._segments for row in segment.rows(segment.same(word).tolist()))
        )

    def beginning(self, start: str, most: int) -> Sequence[Entry]:
        """The most usual ones of each segment, with what the other segments say of them, until no other can be among them
        (Fagin, Lotem & Naor 2003, "Optimal aggregation algorithms for middleware", the threshold algorithm)."""
        ranked = []
        for segment in self._segments:
            numbers = segment.beginning(start)
            ranked.append(numbers[np.argsort(-segment.pages(numbers), kind="stable")])
        upto = max(1, most)
        while True:
            words = {
                word
                for segment, numbers in zip(self._segments, ranked, strict=True)
                for word in segment.words(numbers[:upto].tolist())
            }
            found = usual_first(entry for word in words for entry in self.entries(word))[:most]
            unseen = sum(
                int(segment.pages(numbers[upto : upto + 1])[0])
                for segment, numbers in zip(self._segments, ranked, strict=True)
                if len(numbers) > upto
            )
            if not unseen or (len(found) == most and (not most or found[-1].pages > unseen)):
                return found
            upto *= 4

    def containing(self, part: str, language: str) -> Sequence[Entry]:
        """As Lexicon says."""
        return sorted(
            _together(
                row
                for segment in self._segments
                for row in segment.rows(segment.in_language(segment.containing(part), language).tolist())
            )
        )

    def family(self, term: str) -> Sequence[Entry]:
        """As Lexicon says."""
        rows = (row for segment in self._segments for row in segment.rows(segment.having(term).tolist()))
        return usual_first(entry for entry in _together(rows) if entry.term == term)

    def near(self, word: str, edits: int, language: str = "") -> Sequence[Entry]:
        """As Lexicon says."""
        steps: dict[str, int] = {}
        rows: list[Row] = []
        for segment in self._segments:
            numbers = segment.like(word, edits)
            numbers = segment.in_language(numbers, language) if language else numbers
            candidates = segment.words(numbers.tolist())
            far = distances(word, candidates, edits)
            within = np.flatnonzero(far <= edits)
            steps.update((candidates[place], int(far[place])) for place in within.tolist())
            rows += segment.rows(numbers[within].tolist())
        return sorted(_together(rows), key=lambda entry: (steps[entry.word], -entry.pages, entry))

    def sharing(self, grams: Collection[str], least: int) -> Mapping[str, int]:
        """As Lexicon says."""
        words = {word for segment in self._segments for word in segment.words(segment.sharing(grams, least).tolist())}
        shared = {word: sum(gram in f"{EDGE}{word}{EDGE}" for gram in grams) for word in words}
        return {word: count for word, count in shared.items() if count >= least}


def _together(rows: Iterable[Row]) -> Iterator[Entry]:
    """One entry for each word, language and term, spelled as where it stands on most pages."""
    kept: dict[tuple[str, str, int], tuple[int, int, str]] = {}
    for word, language, key, pages, spelling in rows:
        total, most, usual = kept.get((word, language, key), (0, 0, ""))
        kept[word, language, key] = (total + pages, *((pages, spelling) if pages > most else (most, usual)))
    for (word, language, _), (total, _, spelling) in kept.items():
        yield Entry(word, language, terms_of(spelling, language)[1], spelling, total)
