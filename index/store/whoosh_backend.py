"""The embedded engine: Whoosh keeps terms, postings and texts, and commits them; arrays rank them. Owner of whoosh.

Whoosh's documents are our pages, and one record a document. Segments never change, so a cache of their postings
is never wrong; a commit is one new file that names the segments, so a crash leaves the generation before.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import CLEAR

from core.errors import IndexUnusable, IngestRunning, NoIndex
from core.records import Document, Page, PageEntry
from core.settings import CACHE_BYTES
from index.analysis import ANALYSER_VERSION, page_words
from index.store.postings_cache import PostingsCache
from index.store.record_json import dump_document
from index.store.whoosh_codec import CountFormat, PositionFormat, TermsField
from index.store.whoosh_files import OpenedFiles, damage_told, disk_told
from index.store.whoosh_view import WhooshView
from index.store.whoosh_writer import BulkWriter, clear_leftovers, merge_alike

SCHEMA_VERSION = 5
"""Counts up with every change of what is stored or how, also of where `whoosh_codec.py` stands, whose classes an index names; an
index of another version is rebuilt."""

_NAME = f"v{SCHEMA_VERSION}.{ANALYSER_VERSION}"
_OWN = 0.6
"""The share of the caches that a generation's own have, words as they were asked for and what the second look made of them;
the rest is their postings'."""

_HOLDER = "ingest.by"
"""Says who writes, beside the lock that keeps the others out."""


def _schema() -> Schema:
    counts = CountFormat()
    return Schema(
        document=ID(), record=ID(), text=STORED(), layout=STORED(), body=STORED(),
        words=TermsField(PositionFormat()), stems=TermsField(counts), spellings=TermsField(counts),
    )  # fmt: skip


class WhooshEngine:
    """The index in a folder of its own below `data`.

    `cache_bytes` bounds what is kept in memory of postings, for all generations, and of the words that were asked for,
    for each generation that somebody still searches.
    """

    def __init__(self, data: Path, cache_bytes: int = CACHE_BYTES) -> None:
        self._home = data / "index"
        self._folder = self._home / _NAME
        self._own_bytes = int(cache_bytes * _OWN)
        self._cache = PostingsCache(cache_bytes - self._own_bytes)
        self._view: WhooshView | None = None
        self._opened = (0, 0)
        self._lock = threading.Lock()

    def view(self) -> WhooshView:
        """The last committed generation; the same object while nothing was committed."""
        with self._lock:
            committed = self._committed()
            while self._view is None or self._opened != committed:
                try:
                    self._view, self._opened = self._open(committed[0]), committed
                except IndexUnusable:
                    newer = self._committed()
                    if newer == committed:
                        raise
                    committed = newer  # another commit took the files away while they were opened
            return self._view

    def _committed(self) -> tuple[int, int]:
        """The last generation, and when it was written: an index that was deleted and built anew counts from 1 again."""
        while True:
            generation = self._generation()
            try:
                return generation, (self._folder / TOC._filename("MAIN", generation)).stat().st_mtime_ns
            except FileNotFoundError:
                continue  # the next one has come meanwhile

    def _generation(self) -> int:
        if not self._folder.is_dir():
            if self._home.is_dir() and any(path.is_dir() for path in self._home.iterdir()):
                raise NoIndex(
                    "The index was written by another version of Rapporteur.", "Run an ingest: it is built anew."
                )
            raise NoIndex("There is no index yet.", "Run `rapporteur ingest` first.")
        generation: int = TOC._latest_generation(FileStorage(str(self._folder)), "MAIN")
        if generation <= 0:
            raise NoIndex("There is no index yet.", "Run `rapporteur ingest` first.")
        return generation

    def _open(self, generation: int) -> WhooshView:
        storage = OpenedFiles(str(self._folder))
        with damage_told(), storage.closed_on_failure():
            toc = TOC.read(storage, "MAIN", generation)
            reader = FileIndex._reader(storage, toc.schema, toc.segments, generation)
            known = self._view.facts if self._view else {}
            return WhooshView(reader, generation, self._cache, known, self._own_bytes)

    @contextmanager
    def writing(self, fresh: bool = False) -> Iterator[_WhooshWriter]:
        with self._only_one(), disk_told(self._folder):
            found = self._index(fresh)
            try:
                with found.storage.closed_on_failure():
                    yield from self._written(found, fresh)
            except BaseException:
                clear_leftovers(found)
                raise
            self._forget_other_versions()

    def _written(self, found: FileIndex, fresh: bool) -> Iterator[_WhooshWriter]:
        segment_writer = BulkWriter(found)
        writer = _WhooshWriter(segment_writer)
        try:
            yield writer
        except BaseException:
            segment_writer.cancel()
            raise
        if writer.changed or fresh or segment_writer.generation == 1:
            writer.finish()
            segment_writer.commit(mergetype=CLEAR if fresh else merge_alike)
        else:
            segment_writer.cancel()

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Holds the lock of all writing, also of making and putting aside the folder; gone with its process."""
        with disk_told(self._home):
            self._home.mkdir(parents=True, exist_ok=True)
            lock = FileStorage(str(self._home)).lock("ingest.lock")
            mine = lock.acquire(blocking=False)
        if not mine:
            raise IngestRunning(
                f"An ingest is running already{self._whose()}.", "Wait until it has ended, then try again."
            )
        try:
            (self._home / _HOLDER).write_text(f"process {os.getpid()}, since {datetime.now():%H:%M}", "utf-8")
            yield
        finally:
            lock.release()

    def _whose(self) -> str:
        """Which process holds the lock, as far as it is known."""
        try:
            return f" ({(self._home / _HOLDER).read_text('utf-8')})"
        except OSError:
            return ""

    def _index(self, fresh: bool) -> FileIndex:
        """The Whoosh index to write to. A folder that cannot be read is put aside when a fresh one is asked for."""
        storage = OpenedFiles(str(self._folder))
        try:
            if self._folder.is_dir() and TOC._latest_generation(storage, "MAIN") >= 0:
                with damage_told():
                    found = FileIndex(storage)
                    clear_leftovers(found)
                    return found
        except IndexUnusable:
            if not fresh:
                raise
            aside = self._folder.with_name(f"{_NAME}.broken")
            shutil.rmtree(aside, ignore_errors=True)
            self._folder.rename(aside)
        self._folder.mkdir(parents=True, exist_ok=True)
        return FileIndex.create(storage, _schema())

    def _forget_other_versions(self) -> None:
        for folder in self._home.iterdir():
            if folder.name != _NAME and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        with self._lock:
            self._view = None
            self._cache.clear()


class _WhooshWriter:
    def __init__(self, writer: BulkWriter) -> None:
        self._writer = writer
        self._records: dict[str, Document] = {}
        self.changed = False

    def remove(self, document: str) -> None:
        self.changed = True
        self._writer.delete_by_term("record", document)
        self._writer.delete_by_term("document", document)

    def add(self, document: Document, pages: Iterable[Page]) -> None:
        self.changed = True
        entries = []
        for page in pages:
            words = page_words(page.text, page.running)
            layout = (page.width, page.height, tuple(map(tuple, page.running)), page.notes)
            self._writer.add_page(document.id, page.language, words, {"text": page.text, "layout": layout})
            entries.append(PageEntry(page.label, page.language, page.about, page.state, words.length, page.confidence))
        self._records[document.id] = replace(document, pages=tuple(entries))
        self._writer.roll_over()

    def describe(self, document: Document) -> None:
        self.changed = True
        if document.id in self._records:
            document = replace(document, pages=self._records[document.id].pages)
        else:
            self._writer.delete_by_term("record", document.id)
        self._records[document.id] = document

    def finish(self) -> None:
        """Writes the records: the last word on a document is its only one."""
        for identifier, document in self._records.items():
            self._writer.add_document(record=identifier, body=dump_document(document))
