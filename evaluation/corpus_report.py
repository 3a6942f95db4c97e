"""Every file of a folder accounted for: `python -m evaluation.corpus_report` ingests it and writes corpus_report.md.

The folder is `data/pdfs` of RAPPORTEUR_SHARED (default ../shared): real reports, and suites of broken and odd files. Each file
must come out as read, as failed with a line that says why, or as one that is no document; else the program fails.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.records import Document, DocumentState, PageState, Problem
from core.settings import Settings
from core.shown import shown
from ingest.messages import SUFFIXES
from ingest.recognition.tesseract import find_ocr
from serve.library import Library
from serve.problems import grouped_problems, pages_name

_REPORT = Path(__file__).with_name("corpus_report.md")
_STATES = {
    PageState.TEXT: "text", PageState.OCR: "recognised", PageState.EMPTY: "empty", PageState.NEEDS_OCR: "needs OCR",
    PageState.GARBLED: "garbled", PageState.UNREADABLE: "unreadable",
}  # fmt: skip


@dataclass(slots=True)
class Accounts:
    """What became of each file of a folder; file names are relative to it."""

    read: list[Document] = field(default_factory=list)
    failed: list[Document] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: Sequence[Problem] = ()
    seconds: float = 0.0

    @property
    def files(self) -> list[str]:
        """The names of all."""
        return [*(document.file for document in (*self.read, *self.failed)), *self.skipped]


def account(folder: Path, library: Library) -> Accounts:
    """Ingests the folder. Raises AssertionError with the names of files that are not accounted for, or failed silently."""
    started = time.monotonic()
    problems = library.ingest().failed
    accounts = Accounts(problems=problems, seconds=time.monotonic() - started)
    for document in library.documents():
        failed = document.state == DocumentState.FAILED
        (accounts.failed if failed else accounts.read).append(document)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    accounts.skipped = sorted(name for name in there if not name.casefold().endswith(SUFFIXES))
    assert sorted(accounts.files) == sorted(there), (
        f"not accounted for: {sorted(there.symmetric_difference(accounts.files))}"
    )
    told = {problem.file for problem in problems}
    silent = sorted(document.file for document in accounts.failed if document.file not in told)
    assert not silent, f"failed without a word: {silent}"
    return accounts


def report(accounts: Accounts) -> Iterator[str]:
    """The lines of the report."""
    pages = sum(len(document.pages) for document in accounts.read)
    yield "# An ingest of all shared documents: every file accounted for\n"
    recognition = "ready" if find_ocr().ready else "missing: pictures of pages wait for it"
    yield f"Written by `python -m evaluation.corpus_report`; text recognition was {recognition}.\n"
    yield (
        f"{len(accounts.files)} files = {len(accounts.read)} read + {len(accounts.failed)} failed"
        f" + {len(accounts.skipped)} that are no documents. {pages:,} pages in {accounts.seconds:.0f} seconds.\n"
    )
    columns = ["folder", "files", "read", "failed", "no document", "pages", *_STATES.values()]
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for folder in sorted({_folder(file) for file in accounts.files}):
        yield _row(folder, accounts, folder)
    yield _row("all", accounts)
    yield "\n## Files that could not be read\n"
    yield from _grouped(problem for problem in accounts.problems if _failed(problem.file, accounts))
    yield "\n## What is the matter with files that were read\n"
    yield from _grouped(problem for problem in accounts.problems if not _failed(problem.file, accounts))
    yield "\n## No documents\n"
    yield from (f"- {shown(file)}" for file in accounts.skipped)


def _folder(file: str) -> str:
    return file.split("/")[0] if "/" in file else "."


def _failed(file: str, accounts: Accounts) -> bool:
    return any(document.file == file for document in accounts.failed)


def _row(name: str, accounts: Accounts, folder: str | None = None) -> str:
    def within(file: str) -> bool:
        return folder is None or _folder(file) == folder

    read = [document for document in accounts.read if within(document.file)]
    failed = sum(within(document.file) for document in accounts.failed)
    skipped = sum(map(within, accounts.skipped))
    states = Counter(page.state for document in read for page in document.pages)
    counts = [len(read) + failed + skipped, len(read), failed, skipped, states.total(), *(states[s] for s in _STATES)]
    return f"| {name} | {' | '.join(map(str, counts))} |"


def _grouped(problems: Iterable[Problem]) -> Iterator[str]:
    """One problem and its remedy, and below it the files that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for group in grouped_problems(problems):
        where = f" ({pages_name(group.pages)})" if group.pages else ""
        found.setdefault((group.problem, group.remedy), []).append(f"{shown(group.file)}{where}")
    for (problem, remedy), files in sorted(found.items(), key=lambda item: -len(item[1])):
        yield f"- **{problem}** {remedy} ({len(files)})"
        yield from (f"  - {file}" for file in files)


def main() -> int:
    """Writes the report; 1 where a file is not accounted for, 0 too where the folder is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared"), "data", "pdfs")
    parser.add_argument("--folder", type=Path, default=shared)
    parser.add_argument("--to", type=Path, default=_REPORT)
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        print(f"{asked.folder} is not there: nothing to account for")
        return 0
    with tempfile.TemporaryDirectory() as data:
        library = Library(Settings(asked.folder, Path(data)))
        try:
            lines = list(report(account(asked.folder, library)))
        except AssertionError as exc:
            print(exc)
            return 1
        finally:
            library.close()
    asked.to.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(lines[2].strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
