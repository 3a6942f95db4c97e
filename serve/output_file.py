"""The files that commands write where a reader names one."""

from __future__ import annotations

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
