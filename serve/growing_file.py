"""Files that only grow: a JSON object a line, written by several at once, and read past lines that are broken."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from core.errors import RapporteurError
from core.records import Problem

Record = TypeVar("Record")
_LOCK = threading.Lock()
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_MODE = 0o666
"""Less what the user's mask takes away."""
_REMEDY = "It is left out. Mend or delete the line in the data folder; the others hold."


@dataclass(frozen=True, slots=True)
class Lines:
    """The objects of a file in their order, and what is the matter with the other lines."""

    values: tuple[Mapping[str, Any], ...] = ()
    problems: tuple[Problem, ...] = ()


def append_line(path: Path, value: Mapping[str, Any]) -> None:
    """Puts an object below the others, in one write, so that no two writers mix; a line that was cut short before is ended
    first. Raises RapporteurError where it cannot be kept."""
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _LOCK:
            handle = os.open(path, _FLAGS, _MODE)
            try:
                whole = b"\n" + line if _is_cut(handle) else line
                written = os.write(handle, whole)
            finally:
                os.close(handle)
    except OSError as exc:
        raise _not_kept(path, exc.strerror or str(exc)) from exc
    if written < len(whole):
        raise _not_kept(path, "no space left")


def read_lines(path: Path) -> Lines:
    """What a file holds; nothing where there is none. A line that is no object is a problem, never an error."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Lines()
    except OSError as exc:
        problem = f"{path.name} cannot be opened ({exc.strerror})."
        return Lines(problems=(Problem(path.name, None, problem, "Check that it can be read."),))
    values: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(raw.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            values.append(value)
        else:
            problems.append(_broken_line(path, number))
    return Lines(tuple(values), tuple(problems))


def read_records(
    path: Path, made: Callable[[Mapping[str, Any]], Record | None]
) -> tuple[list[Record], Sequence[Problem]]:
    """What a file's objects are `made` into, and what is the matter with the others: None is made of those."""
    lines = read_lines(path)
    told = [made(value) for value in lines.values]
    records = [record for record in told if record is not None]
    return records, (*lines.problems, *[_broken_line(path)] * (len(told) - len(records)))


def _broken_line(path: Path, number: int | None = None) -> Problem:
    """The problem with a line; None where its number is not known."""
    where = f"Line {number}" if number else "A line"
    return Problem(path.name, None, f"{where} of {path.name} cannot be read.", _REMEDY)


def _is_cut(handle: int) -> bool:
    """Whether the file's last line has no end."""
    if not os.fstat(handle).st_size:
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"


def _not_kept(path: Path, why: str) -> RapporteurError:
    return RapporteurError(f"{path.name} cannot be written ({why}).", "See to the data folder, then say it once more.")
