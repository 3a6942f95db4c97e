"""Writes pages to a Whoosh segment in bulk: postings are gathered as flat arrays and sorted by numpy, not one by one."""

from __future__ import annotations

import math
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.system import pack_ushort
from whoosh.writing import PostingPool, SegmentWriter

from index.analysis import PageWords
from index.store.gathered import GatheredWords, TermList
from index.store.segment_lexicon import dump_rows
from index.store.whoosh_codec import ArrayCodec, Postings, open_lexicon, read_postings, write_lexicon, write_postings

_MOST_BYTES = 192 * 1024**2
"""Words gathered in memory before they are written as a segment of their own: some 30,000 pages. Less would save memory,
but leave a large first ingest in so many segments that the next small one has to merge them all.
"""

_MANY = 6
"""Segments of like size that are merged, and how many times larger the next size is."""

_BULK = ("spellings", "stems", "words")
"""The fields whose postings are gathered as arrays."""


def _to_disk(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def clear_leftovers(index: FileIndex) -> None:
    """Removes what a writer that was killed has left: segments that no generation names, earlier ones, temporary files.

    Only for the one that holds the lock of all writing.
    """
    table = index._read_toc()
    clean_files(index.storage, index.indexname, table.generation, table.segments)
    for path in Path(index.storage.folder).iterdir():
        if path.name.startswith(f"{index.indexname}.tmp"):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith("_") and not path.name.endswith(".toc"):  # a table of segments that was being written
            path.unlink(missing_ok=True)


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's segment writer with a way in for analysed pages. What else it is given goes its usual way.

    Only the fields words, stems and spellings come in bulk; a field that has bulk postings takes those of merged
    segments in too, whose documents have higher numbers.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, limitmb=256)
        self._index = index
        self._gathered = GatheredWords()
        self._rolled: list[Any] = []

    def add_page(self, document: str, language: str, words: PageWords, stored: Mapping[str, Any]) -> None:
        """One page: its document's id, its language and words, and what is stored of it."""
        self._gathered.add(self.docnum, language, words)
        super().add_document(document=document, **stored)

    def roll_over(self) -> None:
        """Writes what is gathered as a segment of its own, once it is much; nothing shows before the commit."""
        if self._gathered.nbytes() < _MOST_BYTES:
            return
        self._rolled.append(self._finalize_segment())
        segment = self.codec.new_segment(self.storage, self.indexname)
        self.newsegment, self.docnum, self._added = segment, 0, False
        self.pool = PostingPool(self._tempstorage, segment, limitmb=256)
        self.perdocwriter = self.codec.per_document_writer(self.storage, segment)
        self.fieldwriter = self.codec.field_writer(self.storage, segment)
        self._gathered = GatheredWords()

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: Mapping[int, int] | None) -> None:
        """The postings of a segment that is merged: lists of bulk fields as arrays, the others one by one."""
        size = reader.doc_count_all()
        self._gathered.add_rows(open_lexicon(self.storage, reader.segment()).rows())
        moved = np.arange(startdoc, startdoc + size) if docmap is None else np.full(size, -1)
        for before, now in (docmap or {}).items():
            moved[before] = now
        for (field, term), info in reader._terms.items():
            found = _moved(read_postings(reader._terms._postfile, info), moved)
            if field in _BULK and len(found.documents):
                self._gathered.add_list(field, TermList(term, *found))
            else:
                for document in found.documents.tolist():
                    self.pool.add((field, term, document, 1.0, b""))

    def cancel(self) -> None:
        """Gives up, and takes away what was written so far."""
        super().cancel()
        clear_leftovers(self._index)

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
        rest: dict[str, list[tuple[str, bytes, int, float, bytes]]] = {}
        for item in self.pool.iter_postings():
            rest.setdefault(item[0], []).append(item)
        standing: list[tuple[bytes, int]] = []
        for name in sorted({*rest, *_BULK}):
            if name in _BULK:
                standing = self._write_bulk(name)  # of the last one, the words
            else:
                self.fieldwriter.add_postings(self.schema, None, rest[name])
        self.fieldwriter.close()
        write_lexicon(self.storage, self.newsegment, dump_rows(self._gathered.rows(standing)))

    def _write_bulk(self, name: str) -> list[tuple[bytes, int]]:
        """Gives the terms, and how many pages have each."""
        writer = self.fieldwriter
        writer.start_field(name, self.schema[name])
        prefix = pack_ushort(writer._fieldid)
        standing = []
        for item in self._gathered.lists(name):
            info = W3TermInfo()
            write_postings(writer._postfile, info, item.documents, item.counts, item.positions)
            writer._tindex.add(prefix + item.term, info.to_bytes())
            standing.append((item.term, len(item.documents)))
        writer.finish_field()
        return standing


def merge_alike(writer: BulkWriter, segments: Sequence[Any]) -> list[Any]:
    """The merge policy: segments of like size are merged once there are many, with all smaller ones; so is one that is
    mostly deleted. Returns the segments that stay.

    A page is written anew once for every step of size that its segment climbs, and there are few segments of each size:
    what a run costs is set by what it adds, not by the index.
    """
    sizes = Counter(_step(segment) for segment in segments)
    crowded = max((step for step, count in sizes.items() if count >= _MANY), default=-1)
    stay = []
    for segment in segments:
        live = segment.doc_count_all() - segment.deleted_count()
        if _step(segment) > crowded and 2 * live > segment.doc_count_all():
            stay.append(segment)
        elif live:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return stay


def _step(segment: Any) -> int:
    return int(math.log(max(1, segment.doc_count_all()), _MANY))


def _moved(postings: Postings, moved: NDArray[np.int64]) -> Postings:
    """The postings with their documents' new numbers, without those of deleted ones (-1)."""
    documents = moved[postings.documents]
    live = documents >= 0
    if live.all():
        return postings._replace(documents=documents)
    positions = postings.positions
    kept = positions[np.repeat(live, postings.counts)] if len(positions) else positions
    return Postings(documents[live], postings.counts[live], kept)
