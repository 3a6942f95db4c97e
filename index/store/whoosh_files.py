"""Whoosh's folder and what goes wrong with it: damage and refusals of the disk, told as our errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from core.errors import IndexUnusable, IngestRunning, RapporteurError


@contextmanager
def damage_told() -> Iterator[None]:
    """What reading a damaged file raises, as IndexUnusable."""
    try:
        yield
    except Exception as exc:  # whoosh meets damage with whatever it comes upon, a bare Exception too
        raise IndexUnusable(
            f"The index cannot be read ({type(exc).__name__}).",
            "Nothing of the corpus is lost: `rapporteur ingest --rebuild` builds it anew.",
        ) from exc


@contextmanager
def disk_told(folder: Path) -> Iterator[None]:
    """What the disk refuses while writing, as our error."""
    try:
        yield
    except LockError as exc:
        raise IngestRunning("An ingest is running already.", "Wait until it has ended, then try again.") from exc
    except OSError as exc:
        problem = f"The index in {folder} cannot be written ({exc.strerror or exc})."
        raise RapporteurError(
            problem, "The earlier index stays as it was. Check space and rights, then ingest."
        ) from exc


class OpenedFiles(FileStorage):  # type: ignore[misc]
    """Whoosh's folder, which remembers what it opened: Whoosh itself leaves files open where one of several is missing."""

    def __init__(self, folder: str, opened: list[Any] | None = None) -> None:
        super().__init__(folder)
        self._opened: list[Any] = [] if opened is None else opened

    def open_file(self, *arguments: Any, **options: Any) -> Any:
        self._opened.append(super().open_file(*arguments, **options))
        return self._opened[-1]

    def create_file(self, *arguments: Any, **options: Any) -> Any:
        self._opened.append(super().create_file(*arguments, **options))
        return self._opened[-1]

    def temp_storage(self, name: str | None = None) -> Any:
        return OpenedFiles(super().temp_storage(name).folder, self._opened)

    @contextmanager
    def closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            for file in self._opened:
                if not file.is_closed:
                    with suppress(OSError):  # what was not written yet has no room on a full disk
                        file.close()
            raise
        finally:
            self._opened.clear()
