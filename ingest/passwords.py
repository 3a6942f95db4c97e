"""Passwords of protected files: read from `passwords.csv`, carried to the readers, shown nowhere.

The table has the columns file and password; a file may be a pattern ("minutes-*.pdf"). A password is never put into the
index, a message, a log, a command line or an environment: it goes from here to a worker over its pipe.
"""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from core.errors import BadInput, FileUnreadable
from core.records import Document, Problem

TABLE = "passwords.csv"
COLUMNS = ("file", "password")
PROTECTED = "The file is protected by a password."
WRONG = "The file is protected by a password, and the one given for it is wrong."
HOW_TO_GIVE = (
    "Give it under Problems in the library, or write a row with its name and its password into"
    f" {TABLE} (columns file,password) in the data folder; then ingest again."
)
HOW_TO_CORRECT = f"Correct it in {TABLE} (in the data folder, or beside the catalogue), then ingest again."
_NO_TABLE = "none"
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Secret:
    """The passwords that may open a file, to be tried in their order. Says nothing of them when it is shown."""

    passwords: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return "Secret()"


class Source(NamedTuple):
    """A file that a worker is to read, and what opens it."""

    path: Path
    secret: Secret = Secret()


_GIVEN: ContextVar[Secret | None] = ContextVar("given", default=None)
"""A job reads one file, through several readers: its password is the job's, not each reader's."""


@contextmanager
def unlocked(secret: Secret) -> Iterator[None]:
    """Within the block, readers try these passwords."""
    token = _GIVEN.set(secret)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def given() -> tuple[str, ...]:
    """The passwords to try on the file that is being read."""
    secret = _GIVEN.get()
    return secret.passwords if secret else ()


def locked() -> FileUnreadable:
    """The error for a file that none of the given passwords opens."""
    return FileUnreadable(WRONG, HOW_TO_CORRECT) if given() else FileUnreadable(PROTECTED, HOW_TO_GIVE)


def is_locked(error: FileUnreadable) -> bool:
    """Whether a file could not be read for want of its password."""
    return error.problem in (PROTECTED, WRONG)


def wants_password(problem: Problem) -> bool:
    """Whether a problem is one that a password would solve."""
    return problem.problem in (PROTECTED, WRONG)


@dataclass(frozen=True, slots=True)
class Passwords:
    """The rows of the tables, in their order; `version` changes when a table does, and tells nothing of what is in it."""

    version: str = _NO_TABLE
    rows: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()

    def of(self, file: str) -> Secret:
        """What may open a file of the corpus: rows that name it first, then patterns. Case does not matter."""
        path = _plain(file)
        names = (path, path.rsplit("/", 1)[-1])
        named = [password for pattern, password in self.rows if _plain(pattern) in names]
        matching = [
            password for pattern, password in self.rows if any(fnmatchcase(name, _plain(pattern)) for name in names)
        ]
        return Secret(tuple(dict.fromkeys([*named, *matching])))


def read_passwords(data: Path, corpus: Path) -> Passwords:
    """Both tables, the data folder's first. Mistakes in them are problems, which never quote a cell."""
    rows: list[tuple[str, str]] = []
    problems: list[Problem] = []
    versions: list[str] = []
    for path in (data / TABLE, corpus / TABLE):
        try:
            stat, text = path.stat(), path.read_bytes().decode("utf-8-sig")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as exc:
            problems.append(
                Problem(TABLE, None, f"It cannot be opened ({exc.strerror}).", "Check that it can be read.")
            )
            continue
        except UnicodeDecodeError:
            problems.append(Problem(TABLE, None, "It is not UTF-8.", "Save it as “CSV UTF-8” and ingest again."))
            continue
        versions.append(f"{stat.st_mtime_ns}.{stat.st_size}")
        found = _rows(text)
        if found is None:
            remedy = f"Its first row must name the columns {' and '.join(COLUMNS)}."
            problems.append(Problem(TABLE, None, "It has no header row.", remedy))
        else:
            rows += found
    return Passwords("+".join(versions) or _NO_TABLE, tuple(rows), tuple(problems))


def to_be_tried(known: Iterable[Document], passwords: Passwords) -> set[str]:
    """The ids of the documents that want a password, where the table is another one now."""
    return {document.id for document in known if document.fingerprint.passwords not in ("", passwords.version)}


def give_password(data: Path, file: str, password: str) -> None:
    """Puts a row at the head of the data folder's table, which only its owner can read. Raises BadInput."""
    if not password or any(character in password for character in "\r\n\x00"):
        raise BadInput("A password must be one line of text.", "Give the password that opens the file.")
    path = data / TABLE
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        rows = _rows(text) if text else []
        if rows is None:
            raise BadInput(f"{TABLE} has no header row.", f"Its first row must be: {','.join(COLUMNS)}.")
        kept = [(name, secret) for name, secret in rows if _plain(name) != _plain(file)]
        _write(path, [COLUMNS, (file, password), *kept])
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8"
        raise BadInput(f"{TABLE} cannot be written ({reason}).", "Check the data folder.") from None


def _write(path: Path, table: Iterable[tuple[str, ...]]) -> None:
    """In one step, and never readable by others in between."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(table)
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w", encoding="utf-8") as out:
        out.write(buffer.getvalue())
    partial.replace(path)


def _rows(text: str) -> list[tuple[str, str]] | None:
    """(file or pattern, password) of each whole row; None where the table has no header. Passwords keep their blanks."""
    separator = ";" if ";" in text.split("\n", 1)[0] else ","
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return None
    header = [cell.strip().casefold() for cell in table[0]] if table else []
    if not set(COLUMNS) <= set(header):
        return None
    at, secret = header.index("file"), header.index("password")
    return [
        (row[at].strip(), row[secret])
        for row in table[1:]
        if len(row) > max(at, secret) and row[at].strip() and row[secret]
    ]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
