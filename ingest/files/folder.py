"""Walks the corpus folder and tells what changed since the index was written."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from enum import Enum, auto
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from core.records import Document, DocumentState, Fingerprint, Problem
from ingest.messages import SUFFIXES
from ingest.metadata.catalogue import Catalogue, Row

_BLOCK = 1024 * 1024
_LONGEST_ID = 60
_RENAMED = "The file was renamed: the catalogue calls it"


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
    """What an ingest has to do: files to read, documents that are gone, awaited rows.

    `described` are documents whose pages stay as they are while their name or their catalogue row is another; `touched`
    those of which only the time stamp is another: both are told with the records that they get. The rest is `unchanged`.
    """

    work: tuple[Work, ...]
    removed: tuple[Document, ...]
    awaited: tuple[Document, ...]
    unchanged: tuple[Document, ...]
    problems: tuple[Problem, ...]
    described: tuple[Document, ...] = ()
    touched: tuple[Document, ...] = ()


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


def plan(
    corpus: Path,
    catalogue: Catalogue,
    known: Iterable[Document],
    look: Callable[[Path], Walk] = walk,
    again: Set[str] = frozenset(),
    held: Set[str] = frozenset(),
) -> Plan:
    """Compares the folder and the catalogue with the documents that the index knows.

    A file is the document that is known with its content, else the one that is known by its name. So a file that was
    renamed or moved keeps the document's address, and its catalogue row until another one names it. `look` looks through
    the folder. Documents (their ids) that are in `again` are read though nothing about them changed. Files that are `held`
    are left as if they could not be seen.
    """
    everything, problems, closed = look(corpus)
    found = [file for file in everything if file.file not in held]
    present = {file.file for file in found}
    indexed = {document.file: document for document in known if document.state != DocumentState.AWAITED}
    arriving = {file.size for file in everything if file.file in held and file.file not in indexed}
    unseen = [
        indexed.pop(file)
        for file, document in list(indexed.items())
        if file in held
        or (file not in present and (_lies_in(file, closed) or document.fingerprint.size in arriving))  # renamed?
    ]
    rows = _Rows(catalogue, present | {document.file for document in unseen})
    identities = _identities(found, indexed)
    staying = {before.id for before, _ in identities.values() if before}
    removed = tuple(document for document in indexed.values() if document.id not in staying)
    taken = {document.id for document in (*indexed.values(), *unseen)}
    work: list[Work] = []
    kept: dict[_Kept, list[Document]] = {_Kept.UNCHANGED: unseen, _Kept.TOUCHED: [], _Kept.DESCRIBED: []}
    for file in found:
        before, content = identities[file.file]
        row = rows.of(file.file, before)
        fingerprint = Fingerprint(file.size, file.modified, content, row.digest if row else "")
        if before and before.id not in again and not _needs_reading(before, content, row):
            fingerprint = replace(fingerprint, passwords=before.fingerprint.passwords)
            kind = _kept(before, file, fingerprint)
            kept[kind].append(before if kind == _Kept.UNCHANGED else _redescribed(before, file.file, row, fingerprint))
            continue
        identifier = before.id if before else _identifier(file.file, taken)
        taken.add(identifier)
        work.append(Work(file, identifier, row, fingerprint, before is not None))
    awaited = _awaited(rows.left, taken - {document.id for document in removed})
    return Plan(
        tuple(work), removed, awaited, tuple(kept[_Kept.UNCHANGED]), (*catalogue.problems, *problems),
        tuple(kept[_Kept.DESCRIBED]), tuple(kept[_Kept.TOUCHED]),
    )  # fmt: skip


class _Kept(Enum):
    """What becomes of a document whose file need not be read."""

    UNCHANGED = auto()
    TOUCHED = auto()
    DESCRIBED = auto()


def _identities(found: Sequence[FoundFile], indexed: Mapping[str, Document]) -> dict[str, tuple[Document | None, str]]:
    """The document that each file is, None for a new one; and the file's content, "" where it cannot be read."""
    contents = {file.file: _content_of(file, indexed.get(file.file)) for file in found}
    displaced: dict[str, list[Document]] = {}
    for document in indexed.values():
        now, content = contents.get(document.file, "gone"), document.fingerprint.content
        if content and now and now != content:
            displaced.setdefault(content, []).append(document)
    moved: dict[str, Document] = {}
    for file in sorted(found, key=lambda file: not _has_namesake(file.file, displaced.get(contents[file.file], ()))):
        before, candidates = indexed.get(file.file), displaced.get(contents[file.file])
        if candidates and not (before and before.fingerprint.content == contents[file.file]):
            candidates.sort(key=lambda document: _name(document.file) != _name(file.file))
            moved[file.file] = candidates.pop(0)
    claimed = {document.id for document in moved.values()}
    own = {file: document for file, document in indexed.items() if document.id not in claimed}
    return {file: (moved.get(file, own.get(file)), content) for file, content in contents.items()}


def _has_namesake(file: str, documents: Iterable[Document]) -> bool:
    return any(_name(document.file) == _name(file) for document in documents)


def _name(file: str) -> str:
    return file.rsplit("/", 1)[-1]


def _content_of(file: FoundFile, before: Document | None) -> str:
    """The content's SHA-256; as it is known where size and time stamp are."""
    told = before.fingerprint if before else None
    if told and told.content and (told.size, told.modified) == (file.size, file.modified):
        return told.content
    return content_hash(file.path)


def _needs_reading(before: Document, content: str, row: Row | None) -> bool:
    """Whether the pages would be others: by another content, or because the catalogue gives another language."""
    if not content or content != before.fingerprint.content:
        return True
    given = row.language if row else ""
    return given != before.language if given else bool(before.given_language)


def _kept(before: Document, file: FoundFile, fingerprint: Fingerprint) -> _Kept:
    if before.file != file.file or before.fingerprint.row != fingerprint.row:
        return _Kept.DESCRIBED
    return _Kept.UNCHANGED if before.fingerprint == fingerprint else _Kept.TOUCHED


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


def _lies_in(file: str, folders: Iterable[str]) -> bool:
    return any(folder == "." or file.startswith(f"{folder}/") for folder in folders)


def _awaited(rows: Iterable[Row], taken: set[str]) -> tuple[Document, ...]:
    waiting: list[Document] = []
    for row in rows:
        identifier = _identifier(row.file or row.title, taken)
        taken.add(identifier)
        waiting.append(described(Document(identifier, row.file, row.title, state=DocumentState.AWAITED), row))
    return tuple(waiting)


_SAID = ("title", "kind", "date", "language", "presenters", "organisations", "countries_from", "countries_about",
         "event", "source", "note")  # fmt: skip
"""The fields of Document that the catalogue fills."""
_SILENT: dict[str, Any] = {
    f.name: f.default for f in fields(Document) if f.name in _SAID and f.name not in ("title", "language")
}


def described(document: Document, row: Row) -> Document:
    """The document with what the catalogue says of it; what the row leaves empty stays as it was.

    Names stand as the catalogue writes them, until aliases are applied (`ingest/people/known_names.py`).
    """
    said = {name: value for name in _SAID if (value := getattr(row, name))}
    written = {f"written_{name}": said[name] for name in ("presenters", "organisations") if name in said}
    return replace(document, reviewed=True, **said, **written)


def _redescribed(before: Document, file: str, row: Row | None, fingerprint: Fingerprint) -> Document:
    """The record of a known document whose pages stay: what the file says of itself, then what the catalogue says."""
    problems = (replace(problem, file=file) for problem in before.problems if not problem.problem.startswith(_RENAMED))
    document = replace(
        before, file=file, title=before.own_title or title_from_name(file), fingerprint=fingerprint, reviewed=False,
        problems=(*name_problems(file, row), *problems), written_presenters=(), written_organisations=(), **_SILENT,
    )  # fmt: skip
    return described(document, row) if row else document


def name_problems(file: str, row: Row | None) -> tuple[Problem, ...]:
    """What is to be told where the catalogue still calls a file by the name that it had."""
    if row is None or unicodedata.normalize("NFC", row.file) == file:
        return ()
    return (Problem(file, None, f"{_RENAMED} {row.file!r}.", f"Write {file!r} into its row."),)


def title_from_name(file: str) -> str:
    """The title of a document whose file names none."""
    return _name(file).rsplit(".", 1)[0]


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
