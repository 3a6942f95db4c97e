"""The embedded engine: Whoosh keeps terms, postings and texts, and commits them; arrays rank them. Owner of whoosh.

Whoosh's documents are our pages, and one record a document. Segments never change, so a cache of their postings
is never wrong; a commit is one new file that names the segments, so a crash leaves the generation before.
"""

from __future__ import annotations

import os
import shutil
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import CorruptIndexError, TermNotFound
from whoosh.writing import CLEAR

from core.errors import IndexUnusable, IngestRunning, NoIndex, NotFound, RapporteurError
from core.records import Document, Page, PageEntry, Span
from index.analysis import ANALYSER_VERSION, page_words
from index.compiled import compile_query
from index.engine import COUNTED, Filters, Matches
from index.leaves import LeafStore
from index.page_table import PageTable, Rows
from index.postings_cache import PostingsCache
from index.query import Query
from index.record_json import dump_document
from index.segment_facts import OpenSegment, SegmentFacts, documents_of, live_rows, read_facts, rows_of
from index.vector_search import VectorSearch
from index.whoosh_codec import NO_POSTINGS, CountFormat, PositionFormat, Postings, TermsField, read_postings
from index.whoosh_writer import BulkWriter, clear_leftovers, merge_alike

SCHEMA_VERSION = 2
"""Counts up with every change of what is stored or how; an index of another version is rebuilt."""

_NAME = f"v{SCHEMA_VERSION}.{ANALYSER_VERSION}"
_MOST_SPELLINGS = 100_000
_HOLDER = "ingest.by"
"""Says who writes, beside the lock that keeps the others out."""


def _schema() -> Schema:
    counts = CountFormat()
    return Schema(
        document=ID(), record=ID(), text=STORED(), layout=STORED(), body=STORED(),
        words=TermsField(PositionFormat()), stems=TermsField(counts), spellings=TermsField(counts),
    )  # fmt: skip


@contextmanager
def _damage_told() -> Iterator[None]:
    """What reading a damaged file raises, as IndexUnusable."""
    try:
        yield
    except Exception as exc:  # whoosh meets damage with whatever it comes upon, a bare Exception too
        raise IndexUnusable(
            f"The index cannot be read ({type(exc).__name__}).",
            "Nothing of the corpus is lost: `rapporteur ingest --rebuild` builds it anew.",
        ) from exc


@contextmanager
def _disk_told(folder: Path) -> Iterator[None]:
    """What the disk refuses while writing, as our error."""
    try:
        yield
    except LockError as exc:
        raise IngestRunning("An ingest is running already.", "Wait until it has ended, then try again.") from exc
    except OSError as exc:
        problem = f"The index in {folder} cannot be written ({exc.strerror or exc})."
        raise RapporteurError(
            problem, "The earlier index stays as it was. Check space and rights, then ingest."
        ) from exc


class _Files(FileStorage):  # type: ignore[misc]
    """Whoosh's folder, which remembers what it opened: Whoosh itself leaves files open where one of several is missing."""

    def __init__(self, folder: str, opened: list[Any] | None = None) -> None:
        super().__init__(folder)
        self._opened: list[Any] = [] if opened is None else opened

    def open_file(self, *arguments: Any, **options: Any) -> Any:
        self._opened.append(super().open_file(*arguments, **options))
        return self._opened[-1]

    def create_file(self, *arguments: Any, **options: Any) -> Any:
        self._opened.append(super().create_file(*arguments, **options))
        return self._opened[-1]

    def temp_storage(self, name: str | None = None) -> Any:
        return _Files(super().temp_storage(name).folder, self._opened)

    @contextmanager
    def closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            for file in self._opened:
                if not file.is_closed:
                    with suppress(OSError):  # what was not written yet has no room on a full disk
                        file.close()
            raise
        finally:
            self._opened.clear()


class WhooshView:
    """One generation."""

    def __init__(
        self, reader: Any, generation: int, cache: PostingsCache, known: Mapping[str, SegmentFacts] | None = None
    ) -> None:
        self.generation = generation
        self._segments = [(segment, base) for segment, base in reader.leaf_readers() if segment.doc_count_all()]
        self._reader, self._cache = reader, cache
        self._reading = threading.Lock()  # whoosh seeks, then reads: two threads would get each other's pages
        self.facts = self._facts(known or {})
        opened = [
            OpenSegment(facts, live_rows(segment), base)
            for (segment, base), facts in zip(self._segments, self.facts.values(), strict=True)
        ]
        self.documents: Mapping[str, Document] = documents_of(opened)
        self.table = PageTable(self.documents, rows_of(opened, self.documents), reader.doc_count_all())
        self._spelled: dict[str, Sequence[str]] = {}
        self._store = LeafStore(
            self.table,
            lambda term: self._postings("stems", term),
            lambda word: self._postings("words", word),
            lambda start: self._beginning("words", start),
        )
        weakref.finalize(self, reader.close)  # whoever holds the view reads on, though newer ones have come

    def _facts(self, known: Mapping[str, SegmentFacts]) -> dict[str, SegmentFacts]:
        """What each segment has, by its id; `known` is what an earlier generation read."""
        found = {}
        for segment, _ in self._segments:
            identifier = segment.segment().segment_id()
            look_up = partial(_rows, segment)
            found[identifier] = known[identifier] if identifier in known else read_facts(segment, look_up)
        return found

    def page(self, document: str, number: int) -> Page:
        known = self.documents.get(document)
        if known is None:
            raise NotFound(f"There is no document {document!r}.", "`rapporteur documents` lists those there are.")
        if not 1 <= number <= len(known.pages):
            raise NotFound(f"{known.title!r} has no page {number}.", f"It has {len(known.pages)} pages.")
        with self._reading, _damage_told():
            stored = self._reader.stored_fields(int(self.table.rows[document][number - 1]))
            text, (width, height, running, notes) = stored["text"], stored["layout"]
        entry: PageEntry = known.pages[number - 1]
        return Page(
            document, number, entry.label, entry.language, text, entry.about, entry.state, width, height,
            entry.confidence, tuple(Span(*span) for span in running), notes,
        )  # fmt: skip

    def spellings(self, folded: str) -> Sequence[str]:
        known = self._spelled.get(folded)
        if known is None:
            found = self._beginning("spellings", f"{folded}\x1f")
            known = sorted({term.split("\x1f")[1] for term in found})
            if len(self._spelled) < _MOST_SPELLINGS:
                self._spelled[folded] = known
        return known

    def search(
        self,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
    ) -> Matches:
        compiled = compile_query(query, self, self.table.languages)
        return VectorSearch(self.table, compiled, self._store).run(filters, limit, offset, any_word, counted)

    def _postings(self, field: str, term: str) -> Postings:
        parts = []
        for segment, base in self._segments:
            own = self._read(segment, field, term.encode())
            if len(own.documents):
                parts.append(own._replace(documents=own.documents + base) if base else own)
        if len(parts) == 1:
            return parts[0]
        return Postings(*map(np.concatenate, zip(*parts, strict=True))) if parts else NO_POSTINGS

    def _read(self, segment: Any, field: str, term: bytes) -> Postings:
        return self._cache.get((segment.segment().segment_id(), field, term), lambda: _look_up(segment, field, term))

    def _beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field with a prefix."""
        found: dict[str, None] = {}
        start = prefix.encode()
        for segment, _ in self._segments:
            with self._cache.reading, _damage_told():
                for name, term in segment.terms_from(field, start):
                    if name != field or not term.startswith(start):
                        break
                    found[term.decode()] = None
        return list(found)


def _rows(segment: Any, field: str, term: bytes) -> Rows:
    return _look_up(segment, field, term).documents


def _look_up(segment: Any, field: str, term: bytes) -> Postings:
    terms = segment._terms
    with _damage_told():
        try:
            info = terms.term_info(field, term)
        except (TermNotFound, KeyError):
            return NO_POSTINGS
        found = read_postings(terms._postfile, info)
        if found.documents[-1] >= segment.doc_count_all() or (
            field == "words" and found.counts.sum() != len(found.positions)
        ):
            raise CorruptIndexError(f"The postings of {term!r} lead beyond their segment.")
        return found


class WhooshEngine:
    """The index in a folder of its own below `data`; `cache_bytes` bounds the postings kept in memory."""

    def __init__(self, data: Path, cache_bytes: int = 256 * 1024**2) -> None:
        self._home = data / "index"
        self._folder = self._home / _NAME
        self._cache = PostingsCache(cache_bytes)
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
        storage = _Files(str(self._folder))
        with _damage_told(), storage.closed_on_failure():
            toc = TOC.read(storage, "MAIN", generation)
            reader = FileIndex._reader(storage, toc.schema, toc.segments, generation)
            return WhooshView(reader, generation, self._cache, self._view.facts if self._view else {})

    @contextmanager
    def writing(self, fresh: bool = False) -> Iterator[_WhooshWriter]:
        with self._only_one(), _disk_told(self._folder):
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
        with _disk_told(self._home):
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
        storage = _Files(str(self._folder))
        try:
            if self._folder.is_dir() and TOC._latest_generation(storage, "MAIN") >= 0:
                with _damage_told():
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
