"""One writer at a time of the tables in a folder: of all threads, and of all processes where the system can tell."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_THREADS = threading.Lock()


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Waits until nobody else writes a table beside `path`, and keeps others waiting until its end.

    Processes wait by a lock on the folder itself (flock), which leaves no file behind and ends with its process. Where there is
    none (Windows, some network drives), threads alone wait.
    """
    with _THREADS:
        folder = _locked(path.parent)
        try:
            yield
        finally:
            if folder is not None:
                os.close(folder)


def _locked(folder: Path) -> int | None:
    """A folder that is locked, to be closed; None where it cannot be."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            os.close(handle)
            return None
        return handle
    return None
