"""The answers that were kept: a file each in the data folder, which no ingest and no rebuild touches.

A file is written whole or not at all, and its name is the hash of what it says but for the time: one that was damaged or edited
is told, and never shown. At most so many are kept; nothing makes room by itself, as permalinks lead to them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from core.errors import BadInput, FileUnreadable, NotFound
from core.records import Problem
from core.whole_file import write_whole
from serve.answer_record import AnswerRecord
from serve.answer_record_json import FORMAT, as_text, id_of, read_record, record_json

MOST_KEPT = 1_000
MOST_BYTES = 8 * 1024**2
"""Of one record: a library of 25,000 documents takes about a megabyte."""

_ID = re.compile("[0-9a-f]{24}")
_LIST = "`rapporteur answers` lists those there are."


def keep(folder: Path, record: AnswerRecord) -> AnswerRecord:
    """Keeps a record that has its id; one that is kept already stays as it is, with its own time.

    Raises BadInput where there is no room, or where the file cannot be written.
    """
    path = _path(folder, record.id)
    if path.is_file():
        return kept(folder, record.id)
    text = as_text(record_json(record))
    if len(text.encode()) > MOST_BYTES:
        raise BadInput("This answer is too large to be kept.", "Write it to a file: `rapporteur ask … --out FILE`.")
    if len(_ids(folder)) >= MOST_KEPT:
        problem = f"{MOST_KEPT:,} answers are kept, and no more."
        raise BadInput(problem, "`rapporteur answer ID --forget` takes one out.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
    except OSError as exc:
        raise BadInput(f"The answer cannot be kept in {folder} ({exc.strerror}).", "Check the data folder.") from exc
    return replace(record, kept=True)


def kept(folder: Path, identifier: str) -> AnswerRecord:
    """A record that was kept. Raises NotFound, FileUnreadable for one that is damaged."""
    path = _path(folder, identifier)
    if not path.is_file():
        raise NotFound(f"There is no kept answer {identifier[:60]!r}.", _LIST)
    damaged = FileUnreadable(
        f"The kept answer {identifier} is damaged: its file does not say what was kept.",
        f"Put a copy of {folder.name}/{path.name} back, or take it out: `rapporteur answer {identifier} --forget`.",
    )
    try:
        if path.stat().st_size > MOST_BYTES:
            raise damaged
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] > FORMAT:
            problem = f"The kept answer {identifier} was kept by a later version of Rapporteur."
            raise FileUnreadable(problem, "Read it with that version.")
        record = read_record(said)
        genuine = identifier == record.id == id_of(said)
    except OSError as exc:
        raise FileUnreadable(
            f"The kept answer {identifier} cannot be read ({exc.strerror}).", "Check the data folder."
        ) from exc
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as exc:
        raise damaged from exc
    if not genuine:
        raise damaged
    return replace(record, kept=True)


def is_kept(folder: Path, identifier: str) -> bool:
    """Whether there is a kept answer of this id."""
    return _ID.fullmatch(identifier) is not None and _path(folder, identifier).is_file()


def all_kept(folder: Path) -> tuple[list[AnswerRecord], list[Problem]]:
    """All records, the newest first, and what is the matter with those that cannot be read."""
    records: list[AnswerRecord] = []
    problems: list[Problem] = []
    for identifier in _ids(folder):
        try:
            records.append(kept(folder, identifier))
        except (FileUnreadable, NotFound) as exc:
            problems.append(Problem(f"{folder.name}/{identifier}.json", None, exc.problem, exc.remedy))
    return sorted(records, key=lambda record: (record.asked_at, record.id), reverse=True), problems


def forget(folder: Path, identifier: str) -> None:
    """Takes a kept answer out, also a damaged one. Raises NotFound, BadInput where it cannot be."""
    path = _path(folder, identifier)
    try:
        path.unlink()
    except FileNotFoundError as exc:
        raise NotFound(f"There is no kept answer {identifier[:60]!r}.", _LIST) from exc
    except OSError as exc:
        raise BadInput(f"{path} cannot be removed ({exc.strerror}).", "Check the data folder.") from exc


def _path(folder: Path, identifier: str) -> Path:
    """The file of an id, which is letters and digits alone: no other file can be named. Raises NotFound."""
    if not _ID.fullmatch(identifier):
        raise NotFound(f"There is no kept answer {identifier[:60]!r}.", _LIST)
    return folder / f"{identifier}.json"


def _ids(folder: Path) -> list[str]:
    try:
        return sorted(path.stem for path in folder.glob("*.json") if _ID.fullmatch(path.stem))
    except OSError:
        return []
