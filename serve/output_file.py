"""The files that commands write where a reader names one, and files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from core.errors import BadInput


def write_pieces(name: str, pieces: Iterable[str], option: str) -> None:
    """Writes a text as it is made; `option` is the one that names the file. Raises BadInput where it cannot be written."""
    try:
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as exc:
        raise BadInput(f"{name} cannot be written ({exc.strerror}).", f"Name another file with {option}.") from exc


def write_whole(path: Path, text: str) -> None:
    """Puts a text in the place of a file; whoever reads it, whenever, finds all of the old or all of the new. Raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp's own is 0600
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
