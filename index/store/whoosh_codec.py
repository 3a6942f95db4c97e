"""How Whoosh's segments keep our postings: whole lists as arrays, which numpy reads without a loop.

Whoosh's own format pickles blocks of 128 postings and every posting's positions one by one; this one writes a list as

    count:u32  id width:u8  frequency width:u8  position width:u8 (0: none)
    document numbers as differences · frequencies · positions of all postings, one after another

each with the smallest of 1, 2 or 4 bytes a number, little-endian.
"""

from __future__ import annotations

import struct
import weakref
from array import array
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import ListMatcher

from index.store.segment_lexicon import SegmentLexicon
from index.store.whoosh_files import damage_told

Integers = NDArray[np.int64]

_HEADER = struct.Struct("<IBBB")
_DTYPES: dict[int, Any] = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
assert array("I").itemsize == 4


class Postings(NamedTuple):
    """One term's postings in one segment. `positions` holds those of all documents in turn, `counts[i]` for the i-th."""

    documents: Integers
    counts: Integers
    positions: Integers


NO_POSTINGS = Postings(*(np.empty(0, np.int64) for _ in range(3)))


class CountFormat(Format):  # type: ignore[misc]
    """How often a term stands in a document. A value is a mapping term → count."""

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, count in value.items():
            yield term.encode(), count, float(count), b""


class PositionFormat(Format):  # type: ignore[misc]
    """Where a term stands in a document. A value is a mapping term → positions."""

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, positions in value.items():
            yield term.encode(), len(positions), float(len(positions)), array("I", positions).tobytes()


class TermsField(FieldType):  # type: ignore[misc]
    """A field whose terms our analyser has made already; its value is what its format takes."""

    indexed = True
    stored = False
    scorable = False
    analyzer = None
    vector = None
    column_type = None
    spelling = False

    def __init__(self, format: Format) -> None:
        self.format = format

    def index(self, value: Any, **kwargs: Any) -> Iterable[tuple[bytes, int, float, bytes]]:
        values: Iterable[tuple[bytes, int, float, bytes]] = self.format.word_values(value, None)
        return values

    def separate_spelling(self) -> bool:
        return False


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's third codec with postings as arrays."""

    length_stats = False

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return ArrayWriter(dbfile)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        postings = read_postings(dbfile, terminfo)
        ends = np.cumsum(postings.counts) if len(postings.positions) else np.zeros(len(postings.counts), np.int64)
        starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
        values = [postings.positions[a:b].astype("<u4").tobytes() for a, b in zip(starts, ends, strict=True)]
        ids, weights = postings.documents.tolist(), postings.counts.astype(float).tolist()
        return ListMatcher(ids, weights, values, format_, scorer=scorer, term=term, terminfo=terminfo)


def read_postings(dbfile: Any, terminfo: Any) -> Postings:
    """The postings that a term's info points at, as numpy arrays."""
    offset, length = terminfo.extent()
    if isinstance(length, tuple):  # whoosh3 3.54 unpacks the length of a stored term info to a tuple of one
        (length,) = length
    raw = memoryview(dbfile.get(offset, length))
    count, id_width, count_width, position_width = _HEADER.unpack_from(raw)
    at = _HEADER.size
    documents = np.frombuffer(raw, _DTYPES[id_width], count, at)
    at += count * id_width
    counts = np.frombuffer(raw, _DTYPES[count_width], count, at)
    at += count * count_width
    positions = np.frombuffer(raw, _DTYPES[position_width], -1, at) if position_width else np.empty(0, np.int64)
    return Postings(
        np.cumsum(documents, dtype=np.int64), counts.astype(np.int64), positions.astype(np.int64, copy=False)
    )


class ArrayWriter:
    """Writes lists of postings (Whoosh's PostingsWriter). Whoosh hands them one by one, our writer as `lists`."""

    def __init__(self, dbfile: Any) -> None:
        self._dbfile = dbfile
        self._terminfo: Any = None

    def start_postings(self, format_: Any, terminfo: W3TermInfo) -> None:
        self._terminfo = terminfo
        self._ids, self._counts, self._positions = array("I"), array("I"), array("I")

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:
        self._ids.append(id_)
        self._counts.append(int(weight))
        self._positions.frombytes(vbytes)

    def finish_postings(self) -> W3TermInfo:
        ids, counts, positions = (np.frombuffer(a, np.uint32) for a in (self._ids, self._counts, self._positions))
        info = self._terminfo
        write_postings(self._dbfile, info, ids, counts, positions)
        self._terminfo = None
        return info

    def written(self) -> bool:
        return False


def narrowest(most: int) -> int:
    """Bytes that numbers up to `most` need."""
    return 1 if most < 1 << 8 else 2 if most < 1 << 16 else 4


def write_postings(
    dbfile: Any, info: W3TermInfo, documents: NDArray[Any], counts: NDArray[Any], positions: NDArray[Any]
) -> None:
    """Writes one term's list, not an empty one, and tells its info where it is."""
    start, first, last = dbfile.tell(), int(documents[0]), int(documents[-1])
    gaps = documents.copy()
    gaps[1:] -= documents[:-1]
    most = int(counts.max())
    widths = narrowest(int(gaps.max())), narrowest(most), narrowest(int(positions.max())) if len(positions) else 0
    lists = [
        numbers.astype(_DTYPES[width]).tobytes()
        for numbers, width in zip((gaps, counts, positions), widths, strict=True)
        if width
    ]
    written = _HEADER.pack(len(documents), *widths) + b"".join(lists)
    dbfile.write(written)
    info.set_extent(start, len(written))
    info._weight, info._df = float(counts.sum()), len(documents)
    info._maxweight = float(most)
    info._minid, info._maxid = first, last


_LEXICON = ".lex"
"""A file beside the others of a segment, of the same name, so that it comes and goes with them."""


def write_lexicon(storage: Any, segment: Any, content: bytes) -> None:
    """Writes the lexicon of a segment."""
    file = segment.create_file(storage, _LEXICON)
    file.write(content)
    file.close()


def open_lexicon(storage: Any, segment: Any) -> SegmentLexicon:
    """The lexicon of a segment: opened now, for a later commit may take the file away, read when it is asked."""
    file = segment.open_file(storage, _LEXICON)
    lexicon = SegmentLexicon(partial(_content, file))
    weakref.finalize(lexicon, _close, file)
    return lexicon


def _content(file: Any) -> bytes:
    with damage_told():
        file.seek(0)
        return bytes(file.read())


def _close(file: Any) -> None:
    if not file.is_closed:
        file.close()
