"""The parent's side of recognition: which pages of which documents, in which languages, and what came of it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from core.errors import FileUnreadable
from core.languages import STUDIED, language_code
from core.records import Document, Page, PageState, Problem
from core.settings import Settings
from ingest.files.folder import Work
from ingest.messages import ERROR, ITEM, FileFacts, Recognised
from ingest.passwords import Passwords, Source
from ingest.recognition.tesseract import PACKS, WAITS, NoOcr, Ocr, find_ocr, install_command
from ingest.workers import Job, Jobs

WAITING = (PageState.NEEDS_OCR, PageState.GARBLED)
"""States of pages that recognition may help."""

_IN_VAIN = (
    "Text recognition found nothing that reads better.",
    "Put a better scan into the corpus, or a searchable copy.",
)
_GIVEN_UP = (
    "Text recognition gave the page up: it took too long, or its picture is too large.",
    "Put a better scan into the corpus, or a searchable copy.",
)
_WITHOUT = "Recognised without Tesseract's "
_PAGES_A_JOB = 4
_LEAST_SHARE = 0.15
"""Of a document's text in which a language counts as one of the document's."""
_NAMED = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[-_. ]([a-z]{2})$")
_TO_START = 30.0
"""Seconds that a job of recognition has besides those of its pages."""


@dataclass(slots=True)
class _Case:
    """A document whose pages are being recognised."""

    work: Work
    packs: tuple[str, ...]
    source: Path
    open: int = 0
    pages: dict[int, Recognised] = field(default_factory=dict)
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)


class Recognition:
    """Gives out the pages that need it to the workers, and keeps account. Without Tesseract it takes no document."""

    def __init__(
        self, settings: Settings, jobs: Jobs, passwords: Passwords, again: Callable[[Work, tuple[Any, ...]], Job]
    ) -> None:
        """`again` makes the job that reads a document once more, from the arguments of `searchable_copy.searchable`."""
        self._settings, self._jobs, self._passwords, self._again = settings, jobs, passwords, again
        self._cases: dict[str, _Case] = {}

    @cached_property
    def ocr(self) -> Ocr | NoOcr:
        """What this computer has; looked for when the first page needs it."""
        return find_ocr()

    def takes(self, work: Work, facts: FileFacts, pages: Sequence[Page]) -> bool:
        """Whether the document is to be recognised. It is read again when that is done: its pages are not needed."""
        waiting = {
            page.number for page in pages if page.state in WAITING and page.width
        }  # text alone has nothing to see
        if not waiting and not facts.doubtful:
            return False
        if work.id in self._cases or not self.ocr.ready or not work.fingerprint.content:
            return False
        packs = wanted_packs(work, pages)
        source = self._settings.copies / facts.copy if facts.copy else work.found.path
        case = _Case(work, packs, source)
        self._cases[work.id] = case
        drawn = {page.number for page in pages if page.state == PageState.NEEDS_OCR and not page.text.strip()}
        for redo, numbers in ((False, drawn), (True, (waiting | {*facts.doubtful}) - drawn)):
            ordered = sorted(numbers)
            for start in range(0, len(ordered), _PAGES_A_JOB):
                self._give_out(case, ordered[start : start + _PAGES_A_JOB], redo)
        return True

    def _give_out(self, case: _Case, numbers: Sequence[int], redo: bool) -> None:
        case.open += 1
        seconds = self._settings.ocr_seconds
        folder = self._settings.copies / "pages" / case.work.fingerprint.content
        source = Source(case.source, self._passwords.of(case.work.found.file))
        arguments = (source, folder, tuple(numbers), self.ocr.usable(case.packs), redo, seconds)
        limit = _TO_START + seconds * len(numbers)
        self._jobs.add(Job("recognise", arguments, (case.work, numbers, redo), limit))

    def told(self, job: Job, kind: str, value: Any) -> None:
        """Takes in a message of a job of recognition. Pages of a job that failed are tried again one by one."""
        work, numbers, redo = job.about
        case = self._cases[work.id]
        if kind == ITEM:
            number, page = value
            case.pages[number] = page
            return
        case.open -= 1
        left = [number for number in numbers if number not in case.pages]
        if kind == ERROR and len(numbers) > 1:
            for number in left:
                self._give_out(case, [number], redo)
        else:
            case.reasons.update(dict.fromkeys(left, (value.problem, value.remedy) if kind == ERROR else _GIVEN_UP))
        if not case.open:
            self._read_again(case)

    def failed(self, work: Work, error: FileUnreadable) -> bool:
        """Whether a document whose searchable copy could not be made or read is read again as it was."""
        case = self._cases.get(work.id)
        if case is None or not case.pages:
            return False
        case.reasons.update(dict.fromkeys(case.pages, (error.problem, error.remedy)))
        case.pages = {}
        self._read_again(case)
        return True

    def _read_again(self, case: _Case) -> None:
        work = case.work
        language = work.row.language if work.row else ""
        source = Source(work.found.path, self._passwords.of(work.found.file))
        copies, content = self._settings.copies, work.fingerprint.content
        arguments = (source, work.id, language, copies, content, case.source, case.pages)
        self._jobs.add(self._again(work, arguments))

    def reason(self, work: Work, number: int) -> tuple[str, str]:
        """Why a page of a document is not recognised: (problem, remedy)."""
        if not self.ocr.ready:
            return "", self.ocr.remedy
        case = self._cases.get(work.id)
        return case.reasons.get(number, _IN_VAIN) if case else _IN_VAIN

    def shortfall(self, work: Work) -> tuple[Problem, ...]:
        """Languages of a recognised document that Tesseract lacks here."""
        case = self._cases.get(work.id)
        missing = self.ocr.missing(case.packs) if case else ()
        if not case or not missing:
            return ()
        problem = f"{_WITHOUT}{', '.join(missing)}: words may be wrong."
        remedy = f"Install it with: {install_command(missing)}; the next ingest recognises the file anew."
        return (Problem(work.found.file, None, problem, remedy),)


def wanted_packs(work: Work, pages: Sequence[Page]) -> tuple[str, ...]:
    """Tesseract's packs for a document: the catalogue's language, else those of its own text, else one that its name
    tells, else English, French and German."""
    if work.row and work.row.language in PACKS:
        return (PACKS[work.row.language],)
    weight = Counter[str]()
    for page in pages:
        if page.state == PageState.TEXT and page.language in PACKS:
            weight[page.language] += len(page.text)
    total = weight.total()
    if total >= _LEAST_TEXT:
        return tuple(PACKS[code] for code, length in weight.most_common(3) if length >= _LEAST_SHARE * total)
    name = work.found.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    last = _LAST.search(name)
    words = [*_NAMED.findall(name), *([last[1].upper()] if last else [])]
    named = {code for word in words if (code := _code(word))}
    return tuple(PACKS[code] for code in STUDIED if code in named) or tuple(PACKS[code] for code in STUDIED)


_LEAST_TEXT = 400
"""Characters of a document's own text that tell its languages."""


def _code(word: str) -> str | None:
    """The language that a word of a file name means: its name, or its code in capitals, since "de" and "en" are words, too."""
    code = word.casefold() if len(word) == 2 and word.isupper() else language_code(word) if len(word) > 3 else None
    return code if code in STUDIED else None


def to_be_recognised(
    known: Iterable[Document], settings: Settings, find: Callable[[], Ocr | NoOcr] | None = None
) -> set[str]:
    """The ids of the documents whose reading copy is gone, or that wait for a Tesseract or a pack of it that is there now.

    What this computer has is looked for only where a document waits.
    """
    known = list(known)
    lost = {document.id for document in known if document.copy and not (settings.copies / document.copy).is_file()}
    waiting = {d.id for d in known if any(problem.remedy.startswith(WAITS) for problem in d.problems)}
    lacking = {d.id: packs for d in known if (packs := {pack for each in d.problems for pack in _lacking(each)})}
    if not waiting and not lacking:
        return lost
    ocr = (find or find_ocr)()
    if not ocr.ready:
        return lost
    return lost | waiting | {identifier for identifier, packs in lacking.items() if packs - {*ocr.missing([*packs])}}


def _lacking(problem: Problem) -> list[str]:
    """The packs that `shortfall` says a document was recognised without."""
    told = problem.problem
    return told[len(_WITHOUT) :].split(":")[0].split(", ") if told.startswith(_WITHOUT) else []


def sweep(copies: Path, documents: Iterable[Document], works: Iterable[Work]) -> None:
    """Removes reading copies and recognised pages of contents that none of these has, and what broken-off runs left."""
    kept = {document.fingerprint.content for document in documents} | {work.fingerprint.content for work in works}
    for entry in [*_entries(copies), *_entries(copies / "pages")]:
        if entry.name != "pages" and entry.name.split(".")[0] not in kept:
            _remove(entry)
    for partial in copies.glob("pages/*/part-*"):
        _remove(partial)


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _remove(entry: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
