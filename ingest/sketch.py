"""What of a document's text tells its kin: small samples of its word runs and of its figures. Runs inside a worker.

A sample of a set is its `SAMPLE` smallest hashes (Broder 1997, "On the resemblance and containment of documents"):
of two samples follows how much the sets have in common. Word runs tell versions of one text; figures are the same in every
language, and so are the runs of two that follow one another: they tell an original from its translation.
"""

from __future__ import annotations

import re
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable
from enum import IntEnum
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

SAMPLE = 128
_LARGEST = 0xFFFFFFFF
_FORMAT = "1:"
"""Comes first in every sketch: those of another format tell nothing."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+")
"""A number, with the thousands set apart in the ways of several languages."""
_NO_DIGIT = re.compile(r"\D")
_SHORTEST_FIGURE, _SHORTEST_IN_A_RUN = 3, 2
"""Digits: shorter figures are everywhere, but in a run they count."""


def sketch(texts: Iterable[str]) -> str:
    """The sketch of a document from its pages' texts, as it stands in Document.sketch; "" where there are no words."""
    words: list[str] = []
    figures: list[str] = []
    for text in texts:
        plain = text.replace("\u00ad\n", "").replace("\u00ad", "").casefold()
        words += _WORD.findall(plain)
        figures += _FIGURE.findall(plain)
    if not words:
        return ""
    figures = [_NO_DIGIT.sub("", figure) for figure in figures if len(figure) >= _SHORTEST_IN_A_RUN]
    long = _hashes([figure for figure in figures if len(figure) >= _SHORTEST_FIGURE])
    samples = _threes(_hashes(words)), set(long), _twos(_hashes(figures))
    numbers = array("I", [len(sample) for sample in samples])
    for sample in samples:
        numbers.extend(nsmallest(SAMPLE, sample))
    return _FORMAT + b64encode(numbers.tobytes()).decode()


def _hashes(texts: list[str]) -> list[int]:
    # A CRC tells strings apart but is no random order; multiplied by an odd number (Knuth's) it is enough of one.
    own = {text: zlib.crc32(text.encode("utf-8", "replace")) * 2_654_435_761 & _LARGEST for text in set(texts)}
    return [own[text] for text in texts]


def _threes(hashes: list[int]) -> set[int]:
    return {
        (a * 31 + b) * 31 + c & _LARGEST for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    }  # the last two begin no run


def _twos(hashes: list[int]) -> set[int]:
    return {a * 31 + b & _LARGEST for a, b in pairwise(hashes)}


class Sketch:
    """A sketch that can be compared: each sample is sorted, `sizes` are how large the sets are that they are of."""

    def __init__(self, written: str) -> None:
        numbers = array("I")
        if written.startswith(_FORMAT):
            numbers.frombytes(b64decode(written[len(_FORMAT) :]))
        self.sizes = tuple(numbers[:3]) or (0, 0, 0)
        ends = [3]
        for size in self.sizes:
            ends.append(ends[-1] + min(size, SAMPLE))
        self.words, self.figures, self.figure_runs = (numbers[start:end] for start, end in pairwise(ends))

    @cached_property
    def sets(self) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The three samples as sets: words, figures, runs of figures."""
        return frozenset(self.words), frozenset(self.figures), frozenset(self.figure_runs)


class Part(IntEnum):
    """The samples of a sketch."""

    WORDS = 0
    FIGURES = 1
    FIGURE_RUNS = 2


def resemblance(one: Sketch, other: Sketch, which: Part) -> float:
    """In [0, 1]: how much of what two documents have of one kind both have (Jaccard); exact where the sets are small."""
    mine, yours = one.sets[which], other.sets[which]
    both = mine & yours
    if not both:
        return 0.0
    union = sorted(mine | yours)[:SAMPLE]
    return sum(number <= union[-1] for number in both) / len(union)
