"""Walks the corpus folder and tells what changed since the index was written."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from core.records import Document, DocumentState, Fingerprint, Problem
from ingest.catalogue import Catalogue, Row
from ingest.messages import SUFFIXES

_BLOCK = 1024 * 1024
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the corpus: its path, and the path within the corpus with forward slashes (NFC)."""

    path: Path
    file: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be read: the document it will be, its catalogue row, and whether the index knew it."""

    found: FoundFile
    id: str
    row: Row | None
    fingerprint: Fingerprint
    known: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest has to do: files to read, documents that are gone, awaited rows; and how many stay as they are."""

    work: tuple[Work, ...]
    removed: tuple[Document, ...]
    awaited: tuple[Document, ...]
    unchanged: tuple[Document, ...]
    problems: tuple[Problem, ...]


class Walk(NamedTuple):
    """The files that an ingest takes up, in the order of their names; what it has to leave; folders it cannot see into."""

    found: list[FoundFile]
    problems: list[Problem]
    closed: list[str]


def walk(corpus: Path) -> Walk:
    """Looks through the whole corpus folder."""
    found: list[FoundFile] = []
    problems: list[Problem] = []
    closed: list[str] = []
    seen: set[str] = set()

    def cannot_list(error: OSError) -> None:
        closed.append(_within(corpus, Path(error.filename)))
        problem = f"The folder cannot be read ({error.strerror}): its documents stay as they were."
        problems.append(Problem(_shown(closed[-1]), None, problem, "Check that it can be read."))

    for path in _paths(corpus, cannot_list):
        file = _within(corpus, path)
        try:
            if problem := _refusal(path, file, corpus, seen):
                problems.append(Problem(_shown(file), None, *problem))
                continue
            told = path.stat()
        except OSError as exc:
            problems.append(
                Problem(file, None, f"The file cannot be opened ({exc.strerror}).", "Check that it can be read.")
            )
            continue
        seen.add(file)
        found.append(FoundFile(path, file, told.st_size, told.st_mtime_ns))
    return Walk(sorted(found, key=lambda f: f.file), problems, closed)


def _paths(corpus: Path, cannot_list: Callable[[OSError], None]) -> Iterator[Path]:
    """Files of the kinds that are read, and links to folders; nothing hidden."""
    for folder, folders, names in os.walk(corpus, onerror=cannot_list):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "~$")))
        yield from (path for name in folders if (path := Path(folder, name)).is_symlink())
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.casefold() in SUFFIXES:
                yield Path(folder, name)


def _refusal(path: Path, file: str, corpus: Path, seen: Set[str]) -> tuple[str, str] | None:
    """Why a file is left: (problem, remedy); None where it is taken."""
    if not _encodable(file):
        return "The file's name is not UTF-8.", "Rename the file."
    if file in seen:
        return (
            "Another file has the same name, with its accents stored in another way.",
            "Rename or remove one of them.",
        )
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: Python 3.11 and 3.12 on links that lead in a circle
            return "The link leads nowhere.", "Copy the file itself into the corpus."
        if not target.is_relative_to(corpus.resolve()):
            return "The link leads out of the corpus.", "Copy the file itself into the corpus."
        if target.is_dir():
            return "Links to folders are not followed.", "Copy the folder itself into the corpus."
    return None if path.is_file() else ("This is no ordinary file.", "Remove it from the corpus.")


def _within(corpus: Path, path: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(corpus).as_posix())


def _shown(file: str) -> str:
    return file.encode("utf-8", "backslashreplace").decode()


def path_of(corpus: Path, file: str) -> Path:
    """Where a file of the corpus lies, however the file system stores its accents."""
    path = corpus
    for part in file.split("/"):
        others = path.iterdir() if path.is_dir() and not (path / part).exists() else ()
        path /= next((other.name for other in others if unicodedata.normalize("NFC", other.name) == part), part)
    return path


def plan(corpus: Path, catalogue: Catalogue, known: Iterable[Document], look: Callable[[Path], Walk] = walk) -> Plan:
    """Compares the folder and the catalogue with the documents that the index knows.

    A file under a new name is a document that is known when its content is that of a file which is gone: it keeps the
    document's address, and its catalogue row until another one names it. `look` looks through the folder.
    """
    found, problems, closed = look(corpus)
    present = {file.file for file in found}
    indexed = {document.file: document for document in known if document.state != DocumentState.AWAITED}
    gone = {file: document for file, document in indexed.items() if file not in present}
    unseen = [gone.pop(file) for file in list(gone) if _lies_in(file, closed)]
    present |= {document.file for document in unseen}
    rows = _Rows(catalogue, present)
    moved = {document.fingerprint.content: document for document in gone.values() if document.fingerprint.content}
    taken = {document.id for document in indexed.values()}
    work: list[Work] = []
    unchanged = unseen
    for file in found:
        before = indexed.get(file.file)
        row = rows.of(file.file, before)
        if before and _untouched(before, file, row):
            unchanged.append(before)
            continue
        content = content_hash(file.path)
        if before is None and (before := moved.pop(content, None)):
            gone.pop(before.file)
            row = rows.of(file.file, before)
        fingerprint = Fingerprint(file.size, file.modified, content, row.digest if row else "")
        if before and before.file == file.file and _same(before.fingerprint, fingerprint):
            unchanged.append(before)
            continue
        identifier = before.id if before else _identifier(file.file, taken)
        taken.add(identifier)
        work.append(Work(file, identifier, row, fingerprint, before is not None))
    awaited = _awaited(rows.left, taken - {document.id for document in gone.values()})
    return Plan(tuple(work), tuple(gone.values()), awaited, tuple(unchanged), (*catalogue.problems, *problems))


class _Rows:
    """The rows of the catalogue, and which of them are `left` when each file has taken its own."""

    def __init__(self, catalogue: Catalogue, present: Set[str]) -> None:
        self.left = list(catalogue.rows)
        self._named = {unicodedata.normalize("NFC", row.file): row for row in catalogue.rows if row.file}
        self._orphaned = {row.digest: row for file, row in self._named.items() if file not in present}
        for file in present & self._named.keys():
            self.left.remove(self._named[file])

    def of(self, file: str, before: Document | None) -> Row | None:
        """The row that names a file; else the one that it was read with under a name that is gone."""
        orphaned = self._orphaned.get(before.fingerprint.row) if before else None
        row = self._named.get(file, orphaned)
        if row is not None and row is orphaned and row in self.left:
            self.left.remove(row)
        return row


def _untouched(before: Document, file: FoundFile, row: Row | None) -> bool:
    told = before.fingerprint
    digest = row.digest if row else ""
    return bool(told.content) and (told.size, told.modified, told.row) == (file.size, file.modified, digest)


def _same(one: Fingerprint, other: Fingerprint) -> bool:
    return bool(other.content) and (one.content, one.row) == (other.content, other.row)


def _lies_in(file: str, folders: Iterable[str]) -> bool:
    return any(folder == "." or file.startswith(f"{folder}/") for folder in folders)


def _awaited(rows: Iterable[Row], taken: set[str]) -> tuple[Document, ...]:
    waiting: list[Document] = []
    for row in rows:
        identifier = _identifier(row.file or row.title, taken)
        taken.add(identifier)
        waiting.append(described(Document(identifier, row.file, row.title, state=DocumentState.AWAITED), row))
    return tuple(waiting)


def described(document: Document, row: Row) -> Document:
    """The document with what the catalogue says of it; what the row leaves empty stays as it was."""
    said = {
        name: value
        for name in ("title", "kind", "date", "language", "presenters", "organisations", "countries_from",
                     "countries_about", "event", "source", "note")
        if (value := getattr(row, name))
    }  # fmt: skip
    return replace(document, reviewed=True, **said)


def _without_waiting(path: str, flags: int) -> int:
    """Opens what may have become a pipe meanwhile, whose other end nobody holds."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def content_hash(path: Path) -> str:
    """SHA-256 of the file; "" where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return ""
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _identifier(name: str, taken: set[str]) -> str:
    """A short address for a document, from its file name: letters, digits and hyphens; never one that is taken."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0] if "." in name else name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].rstrip("-") or "document"
    if slug not in taken:
        return slug
    marked = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    more = (f"{marked}-{number}" for number in count(2))
    return next(identifier for identifier in chain([marked], more) if identifier not in taken)


def _encodable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
