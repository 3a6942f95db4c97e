"""The lexicon of a segment, made of its gathered words and of the lexicons of the segments that are merged in it."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import spelling_of, terms_of
from index.store.segment_lexicon import Row, key_of
from index.words.lexicon import most_usual

_BAND = 1_000_000
"""Words that are counted at once: some 30 bytes each."""


def rows_of(
    names: Sequence[tuple[str, str]],
    words: NDArray[np.uint32],
    sizes: NDArray[np.uint32],
    standing: Mapping[bytes, int] | None = None,
) -> list[Row]:
    """The rows of some pages. `names` are (word as it stands, language), `words` the number of each word of the pages in
    turn, `sizes` how many words each page has. `standing`, where known, tells on how many of these pages each folded word
    stands: only words that are of several languages or terms are counted then."""
    if not names:
        return []
    groups: dict[tuple[str, str, str], int] = {}
    group_of = np.empty(len(names), np.int64)
    spelled: list[dict[str, int]] = []
    times = np.zeros(len(names), np.int64)
    for start in range(0, len(words), _BAND):  # numpy makes eight bytes of each number that it counts
        times += np.bincount(words[start : start + _BAND], minlength=len(names))
    for number, ((written, language), often) in enumerate(zip(names, times.tolist(), strict=True)):
        word, term, _ = terms_of(written, language)
        group = groups.setdefault((word, language, term), len(groups))
        if group == len(spelled):
            spelled.append({})
        spelling = spelling_of(written)
        spelled[group][spelling] = spelled[group].get(spelling, 0) + often
        group_of[number] = group
    known = _known(groups, standing or {})
    asked = np.where(known < 0, np.arange(len(groups)), -1)
    pages = np.where(known < 0, _pages(asked[group_of], len(groups), words, sizes), known).tolist()
    return sorted(
        Row(word, language, key_of(term), pages[group], most_usual(spelled[group]))
        for (word, language, term), group in groups.items()
        if word
    )


def _known(groups: Mapping[tuple[str, str, str], int], standing: Mapping[bytes, int]) -> NDArray[np.int64]:
    """On how many pages each group of words stands, where it is the only one of its folded word; else -1."""
    alone = Counter(word for word, _, _ in groups)
    told = (standing.get(word.encode(), -1) if alone[word] == 1 else -1 for word, _, _ in groups)
    return np.fromiter(told, np.int64, len(groups))


def _pages(
    group_of: NDArray[np.int64], groups: int, words: NDArray[np.uint32], sizes: NDArray[np.uint32]
) -> NDArray[np.int64]:
    """On how many pages each group of words stands; words of group -1 are left out."""
    ends = np.cumsum(sizes, dtype=np.int64)
    found = np.zeros(groups, np.int64)
    page = begun = 0
    while page < len(sizes):
        last = max(page + 1, int(np.searchsorted(ends, begun + _BAND, "right")))
        own = np.repeat(np.arange(page, last), sizes[page:last])
        here = group_of[words[begun : int(ends[last - 1])]]
        counted = here >= 0
        at_once = here[counted] * len(sizes) + own[counted]
        found += np.bincount(np.unique(at_once) // len(sizes), minlength=groups)
        page, begun = last, int(ends[last - 1])
    return found


def together(parts: Sequence[Iterator[Row]], standing: Iterable[tuple[bytes, int]]) -> Iterator[Row]:
    """The rows of several lexicons as one: pages added up, but to no more than the word's own (`standing`, in the order
    of the words); words that stand nowhere are left out. The spelling is that of the part with most pages."""
    known = iter(standing)
    word, most = b"", 0
    for (sought, _, _), rows in groupby(heapq.merge(*parts), key=lambda row: row[:3]):
        wanted = sought.encode()
        while word < wanted:
            word, most = next(known, (b"\xff", 0))
        if word == wanted and most:
            alike = list(rows)
            usual: Any = max(alike, key=lambda row: row.pages)
            yield usual._replace(pages=min(most, sum(row.pages for row in alike)))
