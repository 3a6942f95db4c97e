"""Puts an uploaded file into the corpus."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.errors import BadInput


def put_new(target: Path, content: bytes) -> None:
    """Writes a new file so that an ingest sees it whole or not at all. Raises BadInput."""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".part") as partial:
            partial.write(content)
            partial.flush()
            Path(partial.name).chmod(0o644)  # a temporary file's own is 0600
            target.hardlink_to(partial.name)  # unlike a renaming, this never takes the place of another file
    except FileExistsError as exc:
        problem = f"There is a file {target.name!r} in the corpus already."
        raise BadInput(problem, "Rename the new one, or remove the old.") from exc
    except OSError as exc:
        problem = f"{target.name!r} cannot be put into the corpus ({exc.strerror})."
        raise BadInput(problem, "Check the folder and the file's name.") from exc
