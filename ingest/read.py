"""Reads the planned files in parallel and yields finished documents with their pages, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from core.errors import FileUnreadable
from core.records import Document, DocumentState, Page, PageState, Problem
from core.settings import Settings
from ingest.folder import Work, described, name_problems, title_from_name
from ingest.messages import DONE, ERROR, FileFacts
from ingest.passwords import Passwords, Source, is_locked, read_passwords
from ingest.recognise import WAITING, Recognition
from ingest.workers import Job, Jobs, WorkerPool

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


def read_documents(work: Sequence[Work], settings: Settings) -> Iterator[tuple[Work, Document, list[Page]]]:
    """Each planned file as a document with its pages, in the order they are done. A file that cannot be read comes
    as a document in state FAILED without pages. Memory: the text of the documents under way, one a worker.
    """
    passwords = read_passwords(settings.data, settings.corpus)
    jobs = Jobs(_job(item, passwords, settings.copies) for item in work)
    recognition = Recognition(settings, jobs, passwords)
    facts: dict[str, FileFacts] = {}
    pages: dict[str, list[Page]] = {}
    with WorkerPool(settings.workers, settings.worker_bytes, settings.document_seconds) as pool:
        for job, kind, value in pool.run(jobs):
            if job.name == "recognise":
                recognition.told(job, kind, value)
                continue
            item: Work = job.about
            if isinstance(value, FileFacts):
                facts[item.id] = value
            elif kind not in (DONE, ERROR):
                pages.setdefault(item.id, []).extend(value)
            else:
                known, done = facts.pop(item.id, None), pages.pop(item.id, [])
                if kind == ERROR and recognition.failed(item, value):
                    continue
                if kind == ERROR or known is None:
                    yield item, _failed(item, value, passwords), []
                elif not recognition.takes(item, known, done):
                    yield item, _document(item, known, done, recognition), done


def _job(item: Work, passwords: Passwords, copies: Path) -> Job:
    source, language = Source(item.found.path, passwords.of(item.found.file)), item.row.language if item.row else ""
    return Job("extract", (source, item.id, language, copies, item.fingerprint.content), item)


def _document(item: Work, facts: FileFacts, pages: Sequence[Page], recognition: Recognition) -> Document:
    document = _blank(item)
    document = replace(
        document, title=facts.title or document.title, language=facts.language, state=_state(pages), copy=facts.copy,
        outline=facts.outline, attachments=facts.attachments, limits=facts.limits, proposals=facts.proposals,
        sketch=facts.sketch, own_title=facts.title,
    )  # fmt: skip
    problems = tuple(_problem(item, page, recognition) for page in pages if page.state in _PAGE_PROBLEMS)
    if all(page.state == PageState.EMPTY for page in pages):
        problems = (Problem(item.found.file, None, *_NO_WORDS),)
    document = replace(
        document, problems=(*name_problems(item.found.file, item.row), *recognition.shortfall(item), *problems)
    )
    return described(document, item.row) if item.row else document


def _problem(item: Work, page: Page, recognition: Recognition) -> Problem:
    """What is the matter with a page; why it could not be recognised, or what recognition would take."""
    problem, remedy = _PAGE_PROBLEMS[page.state], _SAVE_AGAIN
    if page.state in WAITING:
        reason, remedy = recognition.reason(item, page.number)
        problem = f"{problem} {reason}".strip()
    return Problem(item.found.file, page.number, problem, remedy)


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
    return Document(item.id, file, title_from_name(file), fingerprint=item.fingerprint, given_language=given)
