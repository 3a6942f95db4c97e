"""Writes pages to a Whoosh segment in bulk: postings are gathered as flat arrays and sorted by numpy, not one by one."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.system import pack_ushort
from whoosh.writing import PostingPool, SegmentWriter

from index.analysis import PageTerms
from index.whoosh_codec import ArrayCodec, Lists, narrowest, write_postings

_MOST_BYTES = 512 * 1024**2
"""Postings gathered in memory before they are written as a segment of their own."""

_POSITIONAL = ("words",)


class _TermList(NamedTuple):
    term: bytes
    first: int
    last: int
    lists: Lists
    widths: tuple[int, int, int]


class _Gathered:
    """The postings of one field, in the order of their coming: flat arrays, one entry a posting."""

    def __init__(self, positional: bool) -> None:
        self.positional = positional
        self.ids: dict[str, int] = {}
        self.terms, self.documents, self.counts, self.positions = array("I"), array("I"), array("I"), array("I")

    def add(self, document: int, counts: Mapping[str, int]) -> None:
        """One document's terms and how often it has each."""
        ids = self.ids
        self.terms.extend([ids.setdefault(term, len(ids)) for term in counts])
        self.counts.extend(counts.values())
        self.documents.extend([document] * len(counts))

    def add_places(self, document: int, places: Mapping[str, Sequence[int]]) -> None:
        """One document's terms and where it has each."""
        self.add(document, {term: len(positions) for term, positions in places.items()})
        for positions in places.values():
            self.positions.extend(positions)

    def nbytes(self) -> int:
        """Bytes in the arrays."""
        return 4 * (3 * len(self.terms) + len(self.positions))

    def lists(self) -> Iterator[_TermList]:
        """Every term's list, in the order of the terms' bytes."""
        if not self.terms:
            return
        names = sorted((term.encode(), number) for term, number in self.ids.items())
        rank = np.empty(len(names), np.int64)
        rank[[number for _, number in names]] = np.arange(len(names))
        owners = rank[_numbers(self.terms)]
        order = np.argsort(owners, kind="stable")
        documents, counts = _numbers(self.documents)[order], _numbers(self.counts)[order]
        starts = np.searchsorted(owners[order], np.arange(len(names) + 1))
        positions, position_starts = self._positions(owners, len(names))
        gaps = np.diff(documents, prepend=np.uint32(0))
        gaps[starts[:-1]] = documents[starts[:-1]]
        most_gap, most_count = np.maximum.reduceat(gaps, starts[:-1]), np.maximum.reduceat(counts, starts[:-1])
        most_position = np.maximum.reduceat(positions, position_starts[:-1]) if self.positional else None
        for place, (term, _) in enumerate(names):
            a, b = starts[place], starts[place + 1]
            own = positions[position_starts[place] : position_starts[place + 1]] if self.positional else positions[:0]
            width = narrowest(int(most_position[place])) if most_position is not None else 0
            yield _TermList(
                term, int(documents[a]), int(documents[b - 1]), (gaps[a:b], counts[a:b], own),
                (narrowest(int(most_gap[place])), narrowest(int(most_count[place])), width),
            )  # fmt: skip

    def _positions(self, owners: NDArray[np.int64], terms: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """All positions grouped by term, and where each term's begin."""
        if not self.positional:
            return np.empty(0, np.uint32), np.zeros(terms + 1, np.int64)
        repeated = np.repeat(owners, _numbers(self.counts))
        order = np.argsort(repeated, kind="stable")
        return _numbers(self.positions)[order], np.searchsorted(repeated[order], np.arange(terms + 1))


def _numbers(numbers: array[int]) -> NDArray[np.uint32]:
    return np.frombuffer(numbers, np.uint32)


def _to_disk(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's segment writer with a way in for analysed pages. What else it is given goes its usual way.

    Only the fields words, stems and spellings come in bulk; a field that has bulk postings takes those of merged
    segments in too, whose documents have higher numbers.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, limitmb=256)
        self._gathered = self._fresh()
        self._rolled: list[Any] = []

    @staticmethod
    def _fresh() -> dict[str, _Gathered]:
        return {name: _Gathered(name in _POSITIONAL) for name in ("spellings", "stems", "words")}

    def add_page(self, document: str, terms: PageTerms, stored: Mapping[str, Any]) -> None:
        """One page: its document's id, its terms, and what is stored of it."""
        number = self.docnum
        super().add_document(document=document, **stored)
        self._gathered["words"].add_places(number, terms.words)
        self._gathered["stems"].add(number, terms.stems)
        self._gathered["spellings"].add(number, dict.fromkeys(terms.spellings, 1))

    def roll_over(self) -> None:
        """Writes what is gathered as a segment of its own, once it is much; nothing shows before the commit."""
        if sum(field.nbytes() for field in self._gathered.values()) < _MOST_BYTES:
            return
        self._rolled.append(self._finalize_segment())
        segment = self.codec.new_segment(self.storage, self.indexname)
        self.newsegment, self.docnum, self._added = segment, 0, False
        self.pool = PostingPool(self._tempstorage, segment, limitmb=256)
        self.perdocwriter = self.codec.per_document_writer(self.storage, segment)
        self.fieldwriter = self.codec.field_writer(self.storage, segment)
        self._gathered = self._fresh()

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> list[Any]:
        """The policy decides on the segments of earlier generations; those of this run stay as they are."""
        return [*super()._merge_segments(mergetype, optimize, merge), *self._rolled]

    def _commit_toc(self, segments: list[Any]) -> None:
        """Brings all files to the disk before the one that names them, and that before the earlier ones go."""
        folder = Path(self.storage.folder)
        _to_disk(*folder.glob(f"{self.indexname}_*"))
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        _to_disk(folder / TOC._filename(self.indexname, self.generation), folder)
        clean_files(self.storage, self.indexname, self.generation, segments)

    def _flush_segment(self) -> None:
        """Writes all fields in the order of their names, as Whoosh's term index wants them."""
        self.perdocwriter.close()
        rest = self._take_pooled()
        for name in sorted({*rest, *self._gathered}):
            if name in self._gathered:
                self._write_bulk(name)
            else:
                self.fieldwriter.add_postings(self.schema, None, rest[name])
        self.fieldwriter.close()

    def _take_pooled(self) -> dict[str, list[tuple[str, bytes, int, float, bytes]]]:
        """The postings that came one by one, by field; those of bulk fields (from merged segments) are gathered."""
        rest: dict[str, list[tuple[str, bytes, int, float, bytes]]] = {}
        for item in self.pool.iter_postings():
            name, term, document, weight, value = item
            gathered = self._gathered.get(name)
            if gathered is None:
                rest.setdefault(name, []).append(item)
            else:
                gathered.add(document, {term.decode(): int(weight)})
                gathered.positions.frombytes(value)
        return rest

    def _write_bulk(self, name: str) -> None:
        writer = self.fieldwriter
        writer.start_field(name, self.schema[name])
        prefix = pack_ushort(writer._fieldid)
        for item in self._gathered[name].lists():
            info = W3TermInfo()
            write_postings(writer._postfile, info, item.first, item.last, item.lists, item.widths)
            writer._tindex.add(prefix + item.term, info.to_bytes())
        writer.finish_field()
