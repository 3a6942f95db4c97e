"""ZIP archives of the corpus, from the parent's side: each becomes the files in it, kept in the data folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.errors import FileUnreadable
from core.records import Problem
from core.settings import Settings
from ingest.files.folder import FoundFile, Walk, content_hash, walk
from ingest.files.unpack import Contents, read_manifest
from ingest.messages import ARCHIVES
from ingest.workers import PageReader

_INDEX = "index.json"


class _Known(NamedTuple):
    """What is remembered of an archive: its size and time when it was unpacked, the hash that names its folder ("" where
    there is none), and why it could not be unpacked as it is now.
    """

    size: int = -1
    modified: int = -1
    content: str = ""
    problem: str = ""
    remedy: str = ""


def walk_into_archives(corpus: Path, settings: Settings) -> Walk:
    """Looks through the corpus as `walk`, each archive replaced by its files, named "bundle.zip/inner/report.pdf".

    An archive that is new or changed is unpacked by a worker. One that cannot be is told, and its documents stay as they were.
    """
    walked = walk(corpus)
    before, now = _known(settings), dict[str, _Known]()
    found, problems, closed = [], list(walked.problems), list(walked.closed)
    reader = PageReader(settings.worker_bytes, settings.document_seconds)
    try:
        for file in walked.found:
            if not is_archive(file.file):
                found.append(file)
                continue
            now[file.file] = known = _unpacked(file, before.get(file.file, _Known()), settings, reader)
            problems += _problems(file.file, known, settings)
            if known.problem:
                closed.append(file.file)
            else:
                found += _members(file, known, settings)
    finally:
        reader.close()
    shut = {file: known for file, known in before.items() if any(file.startswith(f"{folder}/") for folder in closed)}
    _remember({**shut, **now}, settings)
    return Walk(sorted(found, key=lambda each: each.file), problems, closed)


def is_archive(file: str) -> bool:
    """Whether a file of the corpus is an archive, by its ending."""
    return file.casefold().endswith(ARCHIVES)


def archive_problems(settings: Settings) -> list[Problem]:
    """What the last ingest could not read of the archives."""
    known = _known(settings).items()
    return [problem for file, each in known for problem in _problems(file, each, settings)]


def stored_file(file: str, settings: Settings) -> Path | None:
    """Where a file of an archive is kept; None where it is of none."""
    for archive, known in _known(settings).items():
        if file.startswith(f"{archive}/"):
            folder = _folder(settings) / known.content
            contents = read_manifest(folder) or Contents((), ())
            return next((folder / each.stored for each in contents.members if f"{archive}/{each.name}" == file), None)
    return None


def tidy_archives(settings: Settings) -> None:
    """Removes what was unpacked from archives that are gone or were replaced."""
    kept = {known.content for known in _known(settings).values()}
    folder = _folder(settings)
    for old in folder.iterdir() if folder.is_dir() else ():
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)


def _unpacked(file: FoundFile, before: _Known, settings: Settings, reader: PageReader) -> _Known:
    folder = _folder(settings)
    same = (before.size, before.modified) == (file.size, file.modified)
    if same and not before.problem and read_manifest(folder / before.content):
        return before
    content = content_hash(file.path)
    try:
        if not content:
            raise FileUnreadable("The archive cannot be opened.", "Check that it can be read.")
        if read_manifest(folder / content) is None:
            reader.ask("unpack", file.path, folder / content)
    except FileUnreadable as exc:
        return before._replace(size=-1, modified=-1, problem=exc.problem, remedy=exc.remedy)
    return _Known(file.size, file.modified, content)


def _members(file: FoundFile, known: _Known, settings: Settings) -> Iterator[FoundFile]:
    folder = _folder(settings) / known.content
    for each in (read_manifest(folder) or Contents((), ())).members:
        yield FoundFile(folder / each.stored, f"{file.file}/{each.name}", each.size, file.modified)


def _problems(file: str, known: _Known, settings: Settings) -> Iterator[Problem]:
    if known.problem:
        stay = " Its documents stay as they were." if known.content else ""
        yield Problem(file, None, known.problem + stay, known.remedy)
        return
    for name, problem, remedy in (read_manifest(_folder(settings) / known.content) or Contents((), ())).refusals:
        yield Problem(f"{file}/{name}" if name else file, None, problem, remedy)


def _folder(settings: Settings) -> Path:
    return settings.data / "archives"


def _known(settings: Settings) -> dict[str, _Known]:
    try:
        index = json.loads((_folder(settings) / _INDEX).read_text(encoding="utf-8"))
        return {file: _Known(*known) for file, known in index.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(known: dict[str, _Known], settings: Settings) -> None:
    """Writes down, in one step, what is known of the archives."""
    path = _folder(settings) / _INDEX
    if not known and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(known), encoding="utf-8")
    partial.replace(path)
