"""The words of one segment as one sorted text with a number or two beside each: small, read at once, searched without a loop.

    CRC-32 of what follows:u32  length of the header:u32  header as JSON
    words, a line each, in their order · languages · pages · keys of the terms · shapes of the spellings · other spellings

Of a term only its CRC-32 is kept: the term itself follows from the spelling. Most spellings follow from the word ("Haus",
"OECD"); the others are listed. That is some 18 bytes a word on the disk; in memory 4 more, and once they are asked for, 5 for
what `near` compares, 4 for the other spellings, and 8 for every run of letters that `sharing` compares: some
66 more.
"""

from __future__ import annotations

import json
import struct
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.errors import IndexUnusable
from index.words.lexicon import GRAM

Numbers = NDArray[np.int64]
_BEGIN = struct.Struct("<II")
_TYPES: dict[int, Any] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
_FACTOR = 2_654_435_761
_PLAIN, _CAPITAL, _UPPER, _OTHER = range(4)


class Row(NamedTuple):
    """A folded word in one language: the key of its term, on how many pages it stands, its most usual spelling."""

    word: str
    language: str
    key: int
    pages: int
    spelling: str


def key_of(term: str) -> int:
    """What is kept of an index term."""
    return crc32(term.encode())


def dump_rows(rows: Iterable[Row]) -> bytes:
    """Rows in the order of word, language and key as bytes."""
    listed = list(rows)
    languages = {name: place for place, name in enumerate(dict.fromkeys(row.language for row in listed))}
    shapes = [_shape(row.word, row.spelling) for row in listed]
    others = [row.spelling for row, shape in zip(listed, shapes, strict=True) if shape == _OTHER]
    columns = [[languages[row.language] for row in listed], [row.pages for row in listed], [row.key for row in listed]]
    numbers = [_packed(column) for column in (*columns, shapes)]
    words, spellings = ("".join(f"{word}\n" for word in texts).encode() for texts in ((r.word for r in listed), others))
    parts = [words, *(packed for _, packed in numbers), spellings]
    header = {
        "rows": len(listed), "languages": list(languages), "widths": [width for width, _ in numbers],
        "sizes": [len(part) for part in parts],
    }  # fmt: skip
    head = json.dumps(header).encode()
    content = b"".join([head, *parts])
    return _BEGIN.pack(crc32(content), len(head)) + content


def _packed(numbers: Sequence[int]) -> tuple[int, bytes]:
    most = max(numbers, default=0)
    width = 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4
    return width, np.array(numbers, _TYPES[width]).tobytes()


def _shape(word: str, spelling: str) -> int:
    forms = word, word[:1].upper() + word[1:], word.upper()
    return forms.index(spelling) if spelling in forms else _OTHER


class _Parts(NamedTuple):
    words: bytes
    starts: NDArray[Any]
    languages: NDArray[Any]
    names: Sequence[str]
    pages: NDArray[Any]
    keys: NDArray[Any]
    shapes: NDArray[Any]
    others: Sequence[str]


class SegmentLexicon:
    """The words of one segment; nothing is read before the first question. Safe to share between threads."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._reading = threading.Lock()

    @cached_property
    def _parts(self) -> _Parts:
        with self._reading:
            raw = self._read()
        check, length = _BEGIN.unpack_from(raw) if len(raw) > _BEGIN.size else (0, 0)
        if crc32(raw[_BEGIN.size :]) != check or not length:
            raise IndexUnusable(
                "The index cannot be read: the list of its words is damaged.",
                "Nothing of the corpus is lost: `rapporteur ingest --rebuild` builds it anew.",
            )
        at = _BEGIN.size + length
        header = json.loads(raw[_BEGIN.size : at])
        parts = []
        for size in header["sizes"]:
            parts.append(raw[at : at + size])
            at += size
        ends = np.flatnonzero(np.frombuffer(parts[0], np.uint8) == ord("\n")) + 1
        narrow = np.int32 if len(parts[0]) <= np.iinfo(np.int32).max else np.int64
        starts = np.concatenate(([0], ends)).astype(narrow)
        columns = [np.frombuffer(part, _TYPES[width]) for width, part in zip(header["widths"], parts[1:5], strict=True)]
        languages, pages, keys, shapes = columns
        return _Parts(
            parts[0], starts, languages, header["languages"], pages, keys, shapes, parts[5].decode().split("\n")
        )

    def __len__(self) -> int:
        return len(self._parts.pages)

    def rows(self, numbers: Iterable[int] | None = None) -> Iterator[Row]:
        """The rows of these numbers, else all in their order."""
        parts = self._parts
        for number in range(len(self)) if numbers is None else numbers:
            word = self._word(number).decode()
            language = parts.names[parts.languages[number]]
            yield Row(word, language, int(parts.keys[number]), int(parts.pages[number]), self._spelling(number, word))

    def beginning(self, start: str) -> Numbers:
        """The numbers of the words that begin so."""
        low = self._place(start.encode())
        return np.arange(low, self._place(start.encode() + b"\xff"))

    def same(self, word: str) -> Numbers:
        """The numbers of a word, one a language and term."""
        return np.arange(self._place(word.encode()), self._place(word.encode() + b"\n"))

    def containing(self, part: str) -> Numbers:
        """The numbers of the words that have `part` in them."""
        words, sought, found, at = self._parts.words, part.encode(), [], 0
        if not sought:
            return np.arange(len(self))
        while (at := words.find(sought, at)) >= 0:
            found.append(at)
            at = words.index(b"\n", at)
        return np.searchsorted(self._parts.starts, np.array(found, self._parts.starts.dtype), "right") - 1

    def sharing(self, grams: Iterable[str], least: int) -> Numbers:
        """The numbers of the words with at least so many of some runs of GRAM letters, and perhaps a few others.

        A line's end is a word's beginning or end.
        """
        sums, owners = self._runs
        codes = np.frombuffer("".join(grams).encode("utf-32-le"), np.uint32).reshape(-1, GRAM)
        asked = np.unique(_sum_of(*codes.T))
        low, high = np.searchsorted(sums, asked, "left"), np.searchsorted(sums, asked, "right")
        parts = [np.unique(owners[a:b]) for a, b in zip(low, high, strict=True)]
        counts = np.bincount(np.concatenate(parts), minlength=1) if parts else np.zeros(1, np.int64)
        return np.flatnonzero(counts >= max(1, least))

    @cached_property
    def _runs(self) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """A check sum of every run of GRAM letters within a word and its edges, ascending; the number of the word."""
        codes = np.frombuffer(("\n" + self._parts.words.decode()).encode("utf-32-le"), np.uint32)
        if len(codes) < GRAM:
            return np.zeros(0, np.uint32), np.zeros(0, np.int32)
        edges = codes == ord("\n")
        inner = np.ones(len(codes) - GRAM + 1, bool)
        for place in range(1, GRAM - 1):
            inner &= ~edges[place : place + len(inner)]
        sums = _sum_of(*(codes[place : place + len(inner)] for place in range(GRAM)))[inner]
        owners = (np.cumsum(edges)[: len(inner)][inner] - 1).astype(np.int32)
        order = np.argsort(sums, kind="stable")
        return sums[order], owners[order]

    def having(self, term: str) -> Numbers:
        """The numbers of the words whose term has the same key."""
        return np.flatnonzero(self._parts.keys == key_of(term))

    def in_language(self, numbers: Numbers, language: str) -> Numbers:
        """Those of the numbers whose word is in a language."""
        names = self._parts.names
        if language not in names:
            return numbers[:0]
        inside: Numbers = numbers[self._parts.languages[numbers] == names.index(language)]
        return inside

    def pages(self, numbers: Numbers) -> Numbers:
        """On how many pages each stands."""
        found: Numbers = self._parts.pages[numbers].astype(np.int64)
        return found

    def words(self, numbers: Iterable[int]) -> list[str]:
        """The words alone."""
        return [self._word(number).decode() for number in numbers]

    def like(self, word: str, edits: int) -> Numbers:
        """The numbers of words that so many edits may lead to: none of the words that they do lead to is missing.

        An edit changes the length by one at most, takes away one kind of letter at most and brings in one.
        """
        lengths, letters = self._signatures
        own = _signature(word)
        fits = np.abs(lengths.astype(np.int16) - len(word)) <= edits
        fits &= np.bitwise_count(own & ~letters) <= edits
        fits &= np.bitwise_count(letters & ~own) <= edits
        return np.flatnonzero(fits)

    @cached_property
    def _signatures(self) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
        """Of every word: how many characters it has, and which, as bits."""
        codes = np.frombuffer(self._parts.words.decode().encode("utf-32-le"), np.uint32)
        ends = np.flatnonzero(codes == ord("\n"))
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
        if not len(ends):
            return np.zeros(0, np.uint8), np.zeros(0, np.uint32)
        bits = np.left_shift(np.uint32(1), codes & 31)
        return np.minimum(ends - starts, 255).astype(np.uint8), np.bitwise_or.reduceat(bits, starts)

    def _word(self, number: int) -> bytes:
        starts = self._parts.starts
        return self._parts.words[starts[number] : starts[number + 1] - 1]

    def _place(self, word: bytes) -> int:
        return bisect_left(range(len(self)), word, key=self._word)

    def _spelling(self, number: int, word: str) -> str:
        shape = self._parts.shapes[number]
        if shape == _OTHER:
            return self._parts.others[int(self._others[number])]
        return (word, word[:1].upper() + word[1:], word.upper())[shape]

    @cached_property
    def _others(self) -> NDArray[np.int32]:
        """The place of each word's spelling among the other spellings."""
        return (np.cumsum(self._parts.shapes == _OTHER) - 1).astype(np.int32)


def _sum_of(*codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The check sums of runs of letters; each array is of one place in the runs."""
    total = np.zeros_like(codes[0])
    for code in codes:
        total = total * np.uint32(_FACTOR) + code
    return total


def _signature(word: str) -> np.uint32:
    bits = 1 << (ord("\n") & 31)
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)
