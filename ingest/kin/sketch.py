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
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

_Hashes = NDArray[np.uint32]

SAMPLE = 128
_LARGEST = 0xFFFFFFFF
_FORMAT = "1:"
"""Comes first in every sketch: those of another format tell nothing."""
_MOST_KNOWN = 50_000
"""Words that are kept in mind: some megabytes."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d(?:\d{0,2}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d*)")
"""A number, with the thousands set apart in the ways of several languages."""
_NO_DIGIT = re.compile(r"\D")
_SHORTEST_FIGURE, _SHORTEST_IN_A_RUN = 3, 2
"""Digits: shorter figures are everywhere, but in a run they count."""


class _Known(dict[str, tuple[int, ...]]):
    """The hashes of the words in what stands between two blanks; most of it comes again, so it is looked at once."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        hashes = self[piece] = tuple(map(_hash, _WORD.findall(piece)))
        return hashes


_known = _Known()


def sketch(texts: Iterable[str]) -> str:
    """The sketch of a document from its pages' texts, as it stands in Document.sketch; "" where there are no words."""
    words, figures = array("I"), list[str]()
    for text in texts:
        plain = text.replace("\u00ad\n", "").replace("\u00ad", "").casefold()
        words.extend(chain.from_iterable(map(_known.__getitem__, plain.split())))
        figures += _FIGURE.findall(plain)
    if not words:
        return ""
    figures = [_NO_DIGIT.sub("", figure) for figure in figures if len(figure) >= _SHORTEST_IN_A_RUN]
    hashes = array("I", map(_hash, figures))
    long = {number for number, figure in zip(hashes, figures, strict=True) if len(figure) >= _SHORTEST_FIGURE}
    samples = _threes(np.frombuffer(words, np.uint32)), np.array(sorted(long), np.uint32), _twos(hashes)
    numbers = array("I", [len(sample) for sample in samples])
    for sample in samples:
        numbers.frombytes(sample[:SAMPLE].tobytes())
    return _FORMAT + b64encode(numbers.tobytes()).decode()


def _hash(text: str) -> int:
    # A CRC tells strings apart but is no random order; multiplied by an odd number (Knuth's) it is enough of one.
    return zlib.crc32(text.encode("utf-8", "replace")) * 2_654_435_761 & _LARGEST


def _threes(hashes: _Hashes) -> _Hashes:
    """The hashes of all runs of three, in rising order, each once; sums and products wrap around at 32 bits."""
    return np.unique((hashes[:-2] * np.uint32(31) + hashes[1:-1]) * np.uint32(31) + hashes[2:])


def _twos(hashes: array[int]) -> _Hashes:
    numbers = np.array(hashes, np.uint32)
    return np.unique(numbers[:-1] * np.uint32(31) + numbers[1:])


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
    return len(both.intersection(union)) / len(union)
