"""Files that are still on their way into the corpus: temporary names, sizes that grow, PDFs without their end."""

from __future__ import annotations

import time
from pathlib import Path

from ingest.files.folder import FoundFile, walk

_TEMPORARY = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp")
_FRESH = 30.0
"""Seconds after its last change for which a file may be one that is being copied."""
_TAIL = 2048
"""Bytes at the end of a PDF among which its end mark stands."""


def is_passing(name: str) -> bool:
    """Whether programs give such names to files that are not finished."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.casefold().endswith(_TEMPORARY)


def unfinished(corpus: Path, wait: float) -> frozenset[str]:
    """The files of the corpus that change within `wait` seconds, and fresh PDFs that have no end yet."""
    fresh = {found.file: found for found in walk(corpus).found if _is_fresh(found)}
    if not fresh:
        return frozenset()
    time.sleep(wait)
    return frozenset(file for file, found in fresh.items() if _grows(found) or _lacks_its_end(found.path))


def _is_fresh(found: FoundFile) -> bool:
    """By its time stamp, or by when it came: copies may keep the time stamp of their original."""
    try:
        came = found.path.stat().st_ctime_ns
    except OSError:
        return True
    return abs(time.time_ns() - max(found.modified, came)) < _FRESH * 10**9


def _grows(found: FoundFile) -> bool:
    try:
        now = found.path.stat()
    except OSError:
        return True
    return (now.st_size, now.st_mtime_ns) != (found.size, found.modified)


def _lacks_its_end(path: Path) -> bool:
    if path.suffix.casefold() != ".pdf":
        return False
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, 2) - _TAIL))
            return b"%%EOF" not in stream.read()
    except OSError:
        return False
