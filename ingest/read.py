"""Reads the planned files in parallel and yields finished documents with their pages, one document at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.errors import FileUnreadable
from core.records import Document, DocumentState, Page, PageState, Problem
from core.settings import Settings
from core.shown import shown
from ingest.files.folder import Work, content_hash, described, name_problems, title_from_name
from ingest.messages import DONE, ITEM, FileFacts
from ingest.passwords import Passwords, Source, is_locked, read_passwords
from ingest.recognition.recognise import WAITING, Recognition
from ingest.workers import Job, Jobs, WorkerPool

_MOST_LEFT_OUT = 8
"""Pages of one file that may break the reader before the file is given up."""
_PAGE_PROBLEMS = {
    PageState.NEEDS_OCR: "The page is a picture without text: needs OCR.",
    PageState.GARBLED: "The page's text layer is garbled: its words cannot be searched.",
    PageState.UNREADABLE: "The page cannot be read.",
}
_SAVE_AGAIN = "Open the file in a PDF reader and save it again."
_NO_WORDS = (
    "The file has no words.",
    "If its pages show any, put a searchable copy into the corpus (for instance one made with OCRmyPDF).",
)


@dataclass(slots=True)
class _Reading:
    """A document under way: what came of it so far, and the pages that broke the reader, with the reasons."""

    item: Work
    arguments: tuple[Any, ...]
    begun: float
    name: str = "extract"
    facts: FileFacts | None = None
    pages: list[Page] = field(default_factory=list)
    left_out: dict[int, FileUnreadable] = field(default_factory=dict)

    def job(self) -> Job:
        """What a worker has to do, from the beginning."""
        self.facts, self.pages = None, []
        return Job(self.name, (*self.arguments, frozenset(self.left_out)), self)

    def without(self, error: FileUnreadable, seconds: float) -> bool:
        """Leaves out the page that is to blame for an error; False where there is none, or no more patience with the file."""
        patient = len(self.left_out) < _MOST_LEFT_OUT and time.monotonic() < self.begun + seconds
        if not error.page or error.page in self.left_out or not patient:
            return False
        self.left_out[error.page] = error
        return True


def read_documents(
    work: Sequence[Work], settings: Settings, stopped: Callable[[], bool] = lambda: False
) -> Iterator[tuple[Work, Document, list[Page]]]:
    """Each planned file as a document with its pages, in the order they are done. A file that cannot be read comes
    as a document in state FAILED without pages; a page that breaks the reader is left out, and the rest read again without it.
    Once `stopped` says so no more come. Memory: the text of the documents under way, one a worker.
    """
    passwords = read_passwords(settings.data, settings.corpus)
    jobs = Jobs(_begun(item, passwords, settings.copies).job() for item in work)
    recognition = Recognition(settings, jobs, passwords, lambda item, arguments: _again(item, arguments).job())
    size = min(settings.workers, max(1, len(work)))
    limits = settings.worker_bytes, settings.document_seconds, settings.page_seconds
    with WorkerPool(size, *limits, stopped=stopped) as pool:
        for job, kind, value in pool.run(jobs):
            if job.name == "recognise":
                recognition.told(job, kind, value)
                continue
            reading: _Reading = job.about
            if kind == ITEM and isinstance(value, FileFacts):
                reading.facts = value
            elif kind == ITEM:
                reading.pages += value
            elif kind == DONE:
                assert reading.facts is not None
                if not recognition.takes(reading.item, reading.facts, reading.pages):
                    yield reading.item, _document(reading, reading.facts, recognition), reading.pages
            elif reading.without(value, settings.document_seconds):
                jobs.add(reading.job())
            elif not recognition.failed(reading.item, value):
                yield reading.item, _failed(reading.item, value, passwords), []


def _begun(item: Work, passwords: Passwords, copies: Path) -> _Reading:
    source, language = Source(item.found.path, passwords.of(item.found.file)), item.row.language if item.row else ""
    return _Reading(item, (source, item.id, language, copies, item.fingerprint.content), time.monotonic())


def _again(item: Work, arguments: tuple[Any, ...]) -> _Reading:
    """A document's second reading, with what was recognised of it."""
    return _Reading(item, arguments, time.monotonic(), "searchable")


def _document(reading: _Reading, facts: FileFacts, recognition: Recognition) -> Document:
    item, pages = reading.item, reading.pages
    document = _blank(item)
    document = replace(
        document, title=facts.title or document.title, language=facts.language, state=_state(pages), copy=facts.copy,
        outline=facts.outline, attachments=facts.attachments, limits=facts.limits, proposals=facts.proposals,
        sketch=facts.sketch, own_title=facts.title, acronyms=facts.acronyms, turns=facts.turns,
    )  # fmt: skip
    problems = tuple(_of_a_page(reading, page, recognition) for page in pages if page.state in _PAGE_PROBLEMS)
    if all(page.state == PageState.EMPTY for page in pages):
        problems = (Problem(item.found.file, None, *_NO_WORDS),)
    of_all = (*name_problems(item.found.file, item.row), *_of_the_file(item), *recognition.shortfall(item))
    document = replace(document, problems=(*of_all, *problems))
    return described(document, item.row) if item.row else document


def _of_a_page(reading: _Reading, page: Page, recognition: Recognition) -> Problem:
    """What is the matter with a page; why it could not be recognised, or what recognition would take."""
    file = reading.item.found.file
    if error := reading.left_out.get(page.number):
        return Problem(file, page.number, error.problem, error.remedy)
    problem, remedy = _PAGE_PROBLEMS[page.state], _SAVE_AGAIN
    if page.state in WAITING:
        reason, remedy = recognition.reason(reading.item, page.number)
        problem = f"{problem} {reason}".strip()
    return Problem(file, page.number, problem, remedy)


def _of_the_file(item: Work) -> tuple[Problem, ...]:
    found = item.found
    with suppress(OSError):
        stat = found.path.stat()
        if (stat.st_size, stat.st_mtime_ns) == (found.size, found.modified):
            return ()
    if content_hash(found.path) == item.fingerprint.content:
        return ()
    return (Problem(item.found.file, None, "The file changed while it was read.", "Ingest again once it is complete."),)


def _state(pages: Sequence[Page]) -> DocumentState:
    states = {page.state for page in pages}
    if states.isdisjoint(_PAGE_PROBLEMS):
        return DocumentState.READY
    if PageState.TEXT in states or PageState.OCR in states:
        return DocumentState.PARTIAL
    return DocumentState.NEEDS_OCR if PageState.NEEDS_OCR in states else DocumentState.FAILED


def _failed(item: Work, error: FileUnreadable, passwords: Passwords) -> Document:
    problem = Problem(item.found.file, None, error.problem, error.remedy)
    problems = (*name_problems(item.found.file, item.row), problem)
    document = replace(_blank(item), state=DocumentState.FAILED, problems=problems)
    if is_locked(error):
        document = replace(document, fingerprint=replace(item.fingerprint, passwords=passwords.version))
    return described(document, item.row) if item.row else document


def _blank(item: Work) -> Document:
    file, given = item.found.file, item.row.language if item.row else ""
    return Document(item.id, file, shown(title_from_name(file)), fingerprint=item.fingerprint, given_language=given)
