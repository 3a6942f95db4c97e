"""The library: the one façade where the stages meet. Every surface is a thin skin on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from answer.records import Answer
from core.errors import (
    BadInput,
    CatalogueUnreadable,
    FileUnreadable,
    IndexUnusable,
    NoIndex,
    NotFound,
    ReadersBusy,
    Stopped,
)
from core.records import Document, DocumentState, Page, Problem, Span
from core.settings import Settings
from index.engine import View, work_of
from index.marks import marks
from index.queries.compiled import Compiled
from index.queries.parser import parse
from index.queries.query import Query
from index.queries.reading import PLAIN, Reading, read
from ingest.files.archives import archive_problems, stored_file, tidy_archives, walk_into_archives
from ingest.files.folder import path_of, plan, walk
from ingest.messages import SUFFIXES
from ingest.metadata.catalogue import read_catalogue
from ingest.metadata.terms import read_terms
from ingest.passwords import Passwords, Source, give_password, read_passwords, to_be_tried
from ingest.recognition.recognise import sweep, to_be_recognised
from ingest.workers import PageReader
from serve import answer_shelf
from serve.answer_record import AnswerRecord, record_of
from serve.answer_record_json import identified
from serve.answer_since import Since, Standing, since, standings
from serve.finder import Finder
from serve.ingest_progress import Progress, meaning_told
from serve.ingest_run import IngestReport, bring_up_to_date, prepare_meaning, report, take_over
from serve.inquiry import Inquiry
from serve.keeping_up import duplicates
from serve.known_items import read_known_items
from serve.naming import organisation_aliases, people_aliases, rename
from serve.quoted_span import QuotedSpan, standing
from serve.readability import mapped
from serve.records import LibraryStatus, MarkedPage
from serve.stop import Stop
from serve.term_review import common_terms
from serve.upload import put_new

if TYPE_CHECKING:
    from ingest.metadata.event_page import EventPage


_CHANGED = "The page has changed since it was quoted: the quote no longer stands on it."
_MOVED = "The page has changed since it was quoted: the quote is marked where it stands now."


class Library(Finder):
    """An organisation's documents, found, marked and quoted. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._reader = PageReader(settings.worker_bytes, settings.page_seconds)

    def close(self) -> None:
        """Ends the page reader and lets go of the index."""
        self._reader.close()
        self._engine.close()

    # Documents and pages

    def readability(self, identifier: str | None = None) -> list[Document]:
        """The documents of the readability map, trouble first; that one alone where one is named. Raises NotFound."""
        return [self.document(identifier)] if identifier else mapped(self.documents())

    def file_of(self, identifier: str) -> Path:
        """The file of a document: only files that the index knows, within the corpus. Raises NotFound."""
        return self._file_of(self.document(identifier))

    def _file_of(self, document: Document) -> Path:
        kept = stored_file(document.file, self.settings)
        path = kept or path_of(self.settings.corpus, document.file)
        root = (self.settings.data if kept else self.settings.corpus).resolve()
        if not document.file or not path.is_file() or not path.resolve().is_relative_to(root):
            raise NotFound(f"The file of {document.title!r} is not in the corpus.", "Add it, then run an ingest.")
        return path

    def reading_copy(self, identifier: str) -> Path:
        """What pages, images and boxes of a document come from: its reading copy, else its file. Raises NotFound."""
        return self._copy_of(self.document(identifier))

    def _copy_of(self, document: Document) -> Path:
        if not document.copy:
            return self._file_of(document)
        path = self.settings.copies / document.copy
        if not path.is_file():
            raise NotFound(f"The reading copy of {document.title!r} is gone.", "Run an ingest: it is made anew.")
        return path

    def marked_page(
        self, identifier: str, number: int, query: str = "", reading: Reading = PLAIN, quoted: QuotedSpan | None = None
    ) -> MarkedPage:
        """One page with the query's words, or one quote alone, marked in the text and boxed on the image. Raises NotFound.

        Where the file can no longer be read as it was, the marks in the text stand and `note` says why no boxes do; likewise
        for a quote that stands no more on the page, or in another place.
        """
        view = self.view()
        page, document = view.page(identifier, number), view.documents[identifier]
        stands = standing(quoted, page.text) if quoted else None
        spans = (stands,) if stands else () if quoted else self._lit(view, page, query, reading)
        note = _CHANGED if quoted and not stands else _MOVED if quoted and stands != quoted.span else ""
        if not spans or not _has_images(document):
            return MarkedPage(document, page, spans, tuple(() for _ in spans), note)
        try:
            found = self._reader.ask("boxes", self._source(document), number, page.text, spans)
        except (FileUnreadable, NotFound, ReadersBusy) as exc:
            return MarkedPage(document, page, spans, tuple(() for _ in spans), f"{note} {exc}".strip())
        return MarkedPage(document, page, spans, tuple(map(tuple, found)), note)

    def _lit(self, view: View, page: Page, query: str, reading: Reading) -> tuple[Span, ...]:
        """Where the words of a query stand on a page."""
        if not query:
            return ()
        compiled = _compiled(view, read(query, reading, self.terms()))
        return tuple(mark.span for mark in marks(compiled, page.text, page.language, page.running))

    def page_image(self, identifier: str, number: int, scale: float = 2.0) -> bytes:
        """The page as PNG bytes, `scale` pixels a point. Raises NotFound, FileUnreadable."""
        view = self.view()
        view.page(identifier, number)
        return self._image(view.documents[identifier], number, scale)

    def image_of(self, marked: MarkedPage, scale: float = 2.0) -> bytes:
        """The image that the boxes of a marked page lie on, as PNG bytes. Raises NotFound, FileUnreadable."""
        return self._image(marked.document, marked.page.number, scale)

    def _image(self, document: Document, number: int, scale: float) -> bytes:
        if not _has_images(document):
            raise NotFound("This kind of document has no page images.", "Read its text instead.")
        image: bytes = self._reader.ask("image", self._source(document), number, scale)
        return image

    def _source(self, document: Document) -> Source:
        return Source(self._copy_of(document), self._passwords().of(document.file))

    def _passwords(self) -> Passwords:
        return read_passwords(self.settings.data, self.settings.corpus)

    def has_images(self, identifier: str) -> bool:
        """Whether the document's pages can be shown as images."""
        return _has_images(self.document(identifier))

    # Answers to keep

    def record(self, asked: Inquiry) -> AnswerRecord:
        """A question asked, and its answer's record."""
        return self.record_of(self.answer(asked), asked)

    def record_of(self, answer: Answer, asked: Inquiry) -> AnswerRecord:
        """The record of an answer that was just given; asked again where another generation was committed meanwhile. Where the
        same answer is kept already, it has that one's permalink."""
        view = self.view()
        while answer.generation != view.generation:
            answer, view = self.answer(asked), self.view()
        meant = replace(asked, filters=self._meant(asked.filters))
        record = identified(record_of(answer, view, meant))
        return replace(record, kept=self.is_kept(record))

    def keep(self, record: AnswerRecord) -> AnswerRecord:
        """Keeps an answer, so that it has a permalink; the one that is kept already where it is the same. Raises BadInput."""
        return answer_shelf.keep(self.settings.answers, record)

    def is_kept(self, record: AnswerRecord) -> bool:
        """Whether the same answer is kept."""
        return answer_shelf.is_kept(self.settings.answers, record.id)

    def kept(self, identifier: str) -> AnswerRecord:
        """An answer that was kept, as it was. Raises NotFound, FileUnreadable where it is damaged."""
        return answer_shelf.kept(self.settings.answers, identifier)

    def all_kept(self) -> tuple[list[AnswerRecord], list[Problem]]:
        """The answers that are kept, newest first, and those that cannot be read."""
        return answer_shelf.all_kept(self.settings.answers)

    def forget(self, identifier: str) -> None:
        """Takes a kept answer out. Raises NotFound, BadInput."""
        answer_shelf.forget(self.settings.answers, identifier)

    def standings(self, record: AnswerRecord) -> dict[str, Standing]:
        """Whether an answer's quotes still stand on their pages, each by its pick."""
        return standings(self.view(), record)

    def since(self, record: AnswerRecord) -> Since:
        """What became of an answer's quotes, and what the library answers now."""
        while True:
            fresh = self.record(record.inquiry)
            if (view := self.view()).generation == fresh.generation:  # none was committed meanwhile
                return since(view, record, fresh)

    # Keeping up

    def ingest(
        self,
        progress: Callable[[Progress], None] | None = None,
        rebuild: bool = False,
        stop: Stop | None = None,
        held: Set[str] = frozenset(),
    ) -> IngestReport:
        """Brings the index up to date with the corpus, in one commit at the end; files that are `held` wait for the next one.

        Once `stop` is asked, what was completely read is committed, and the rest stays as it was; a rebuild is given up.
        Raises IngestRunning where another one is under way, CatalogueUnreadable, BadInput where there is no corpus.
        """
        started = time.monotonic()
        stop = stop or Stop()
        self._check_folders()
        self._ranking.check()
        with self._engine.writing(fresh=rebuild) as writer:
            known, passwords = self._known(rebuild), self._passwords()
            again = to_be_tried(known, passwords) | to_be_recognised(known, self.settings)
            again = {document.id for document in known} if rebuild else again
            look = partial(walk_into_archives, settings=self.settings)
            todo = plan(self.settings.corpus, read_catalogue(self.settings.catalogue), known, look, again, held)
            if rebuild and todo.unchanged:
                closed = ", ".join(sorted({problem.file for problem in todo.problems}))
                raise BadInput(
                    f"Not all of the corpus can be read: {closed}.", "Open it, then rebuild: nothing was changed."
                )
            taken = take_over(writer, todo, self.settings, passwords.problems, progress, stop)
            if rebuild and len(taken.works) < len(todo.work):
                raise Stopped("The rebuild was stopped.", "The earlier index stays as it was.")
            bring_up_to_date(writer, todo, () if rebuild else known, taken, self.settings)
        if len(taken.works) == len(todo.work):
            sweep(self.settings.copies, (*todo.unchanged, *todo.described, *todo.touched), todo.work)
            tidy_archives(self.settings)
        told = meaning_told(progress, len(taken.works), taken.pages)
        left = prepare_meaning(self._engine, self._ranking, self.settings, told, stop)
        return report(todo, taken, self.view().documents.values(), time.monotonic() - started, left)

    def rename(self) -> int:
        """Brings the index up to date with the tables of names alone; how many documents have others now.

        Raises IngestRunning where an ingest is under way; NoIndex.
        """
        self.view()
        with self._engine.writing() as writer:
            return rename(writer, self.settings, list(self.view().documents.values()))

    def _check_folders(self) -> None:
        if not self.settings.corpus.is_dir():
            raise BadInput(f"There is no folder {self.settings.corpus}.", "Create it, or name another with --corpus.")
        try:
            self.settings.data.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            problem = f"The folder {self.settings.data} cannot be made ({exc.strerror})."
            raise BadInput(problem, "Name another with --data.") from exc

    def _known(self, rebuild: bool) -> list[Document]:
        """What was known; a rebuild keeps the documents' addresses where they can still be read."""
        try:
            return list(self.view().documents.values())
        except NoIndex:
            return []
        except IndexUnusable:
            if rebuild:
                return []
            raise

    def status(self) -> LibraryStatus:
        """Counts, awaited documents and problems of the last committed generation."""
        view = self.view()
        documents = list(view.documents.values())
        everything = view.search(parse(""), {}, 0)
        return LibraryStatus(
            sum(document.indexed for document in documents),
            everything.total_pages,
            tuple(document for document in documents if document.state == DocumentState.AWAITED),
            (*self._corpus_problems(), *(problem for document in documents for problem in document.problems)),
            {count.value: count.pages for count in everything.facets["language"]},
            view.generation,
            len({work_of(document) for document in documents if document.indexed}),
            duplicates(documents),
        )

    def _corpus_problems(self) -> Sequence[Problem]:
        """What is the matter with the catalogue and the folder now, apart from the documents."""
        walked = walk(self.settings.corpus).problems if self.settings.corpus.is_dir() else []
        left_out = [*walked, *archive_problems(self.settings)]
        table_problems = [
            *people_aliases(self.settings).problems,
            *organisation_aliases(self.settings).problems,
            *read_terms(self.settings.terms).problems,
            *read_known_items(self.settings.known_items).problems,
            *common_terms(self.terms(), self.settings.terms.name),
        ]
        try:
            catalogue = read_catalogue(self.settings.catalogue).problems
            return (*catalogue, *self._passwords().problems, *table_problems, *left_out)
        except CatalogueUnreadable as exc:
            return (Problem(self.settings.catalogue.name, None, exc.problem, exc.remedy), *table_problems, *left_out)

    def upload(self, name: str, content: bytes) -> Path:
        """Puts a file into the corpus; an ingest then reads it. Never overwrites. Raises BadInput."""
        plain = Path(name.replace("\\", "/")).name
        target = self.settings.corpus / plain
        if not plain.isprintable() or plain.startswith((".", "~$")) or target.suffix.casefold() not in SUFFIXES:
            raise BadInput(f"{name!r} is not a kind of file that is read.", f"These are: {', '.join(SUFFIXES)}.")
        if len(content) > self.settings.upload_bytes:
            raise BadInput(f"{name!r} is too large.", "Copy it into the corpus folder itself.")
        put_new(target, content)
        return target

    def give_password(self, file: str, password: str) -> None:
        """Remembers what opens a file, in the data folder's table; an ingest then reads it. Raises BadInput."""
        self._check_folders()
        give_password(self.settings.data, file, password)

    def import_event(self, path: Path, keep_page: bool = True) -> tuple[EventPage, Sequence[str]]:
        """Reads a saved event page into catalogue rows; returns it and the titles of the rows that were new."""
        from ingest.metadata.event_page import import_event  # reads HTML: its libraries load when they are needed

        if not path.is_file():
            raise BadInput(f"There is no file {path}.", "Name a saved event page (.html, .txt or .md).")
        page, added = import_event(path, self.settings.corpus, keep_page=keep_page)
        return page, [row.title for row in added]


def _compiled(view: View, query: Query) -> Compiled:
    return view.search(query, {}, 0, counted=()).compiled


def _has_images(document: Document) -> bool:
    return (document.copy or document.file).casefold().endswith(".pdf")
