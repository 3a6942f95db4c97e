"""Follows the corpus folder: an ingest whenever its files have come to rest. Owner of watchfiles."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

from core.errors import BadInput, IngestRunning, RapporteurError
from core.settings import Settings
from ingest.files.arriving import is_passing, unfinished
from serve.ingest_run import IngestReport
from serve.library import Library

_LOOK = 0.5
"""Seconds between two looks at a file that may still be growing, and at a folder that is away."""
_PATIENCE = 10.0
"""Seconds that an ingest under way in the background may take to end."""
_AGAIN = 2.0
"""Seconds until files that were not finished, or an ingest that another one kept out, are tried again."""

Told = IngestReport | RapporteurError
"""What is told of each ingest: what it did, or why it could not be."""


@dataclass
class Watcher:
    """Ingests once, then after every batch of changes: `quiet` seconds after the last one, `longest` after the first.

    `tell` is given one thing an ingest; the same trouble is told once until something else comes. A file that is still
    growing is left for the next batch.
    """

    library: Library
    tell: Callable[[Told], None]
    quiet: float = 2.0
    longest: float = 30.0
    _last: str = field(default="", init=False)
    _held: frozenset[str] = field(default=frozenset(), init=False)

    def run(self, stop: Event) -> None:
        """Goes on until `stop` is set."""
        due: float | None = None
        for changed in self._batches(stop):
            if changed or (due is not None and time.monotonic() >= due):
                due = time.monotonic() + _AGAIN if self._ingest(retried=not changed) else None

    def _batches(self, stop: Event) -> Iterator[bool]:
        """True for a batch of changes, False every now and then. A folder that is gone is awaited, and then followed anew."""
        corpus = self.library.settings.corpus
        while not stop.is_set():
            place = _identity(corpus)
            if place is None:
                self._trouble(BadInput(f"There is no folder {corpus}.", "It is awaited; nothing is changed meanwhile."))
                stop.wait(_LOOK)
                continue
            fresh = True  # the first ingest comes once the folder is followed: what comes meanwhile is not missed
            for changes in self._changes(corpus, stop):
                if _identity(corpus) != place:
                    break
                yield fresh or bool(changes)
                fresh = False

    def _changes(self, corpus: Path, stop: Event) -> Iterator[set[tuple[Change, str]]]:
        try:
            yield from watch(
                corpus, watch_filter=_Wanted(self.library.settings), debounce=round(self.longest * 1000),
                step=round(self.quiet * 1000), stop_event=stop, rust_timeout=round(_LOOK * 1000), yield_on_timeout=True,
                ignore_permission_denied=True,
            )  # fmt: skip
        except FileNotFoundError:
            return  # gone between two looks

    def _ingest(self, retried: bool) -> bool:
        """One ingest; whether it is to be tried again though nothing may change."""
        corpus = self.library.settings.corpus
        try:
            held = unfinished(corpus, _LOOK)
            if retried and held and held == self._held:
                return True
            if _is_bare(corpus) and self._knows_any():
                self._trouble(BadInput(f"The folder {corpus} is empty: is its drive connected?",
                                       "Nothing was removed; `rapporteur ingest` does it if that is meant."))  # fmt: skip
                return False
            report = self.library.ingest(held=held)
        except IngestRunning as exc:
            self._trouble(exc)
            return True
        except RapporteurError as exc:
            self._trouble(exc)
            return False
        self._last, self._held = "", held
        self.tell(report)
        return bool(held)

    def _knows_any(self) -> bool:
        try:
            return any(document.indexed for document in self.library.view().documents.values())
        except RapporteurError:
            return False

    def _trouble(self, error: RapporteurError) -> None:
        if str(error) != self._last:
            self._last = str(error)
            self.tell(error)


class _Wanted:
    """Which changes call for an ingest: not those of temporary files, nor of the index where it lies in the corpus."""

    def __init__(self, settings: Settings) -> None:
        self._data = settings.data

    def __call__(self, change: Change, path: str) -> bool:  # noqa: ARG002 - watchfiles gives both
        return not is_passing(Path(path).name) and not Path(path).is_relative_to(self._data)


def follow(library: Library, tell: Callable[[Told], None]) -> None:
    """Follows the corpus until Ctrl-C or SIGTERM; an ingest under way then leaves the index as it was."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        Watcher(library, tell).run(Event())
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def following(library: Library, tell: Callable[[Told], None]) -> Iterator[None]:
    """Follows the corpus in the background while the block runs."""
    stop = Event()
    thread = Thread(target=Watcher(library, tell).run, args=(stop,), name="watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_PATIENCE)


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another one that came in its place; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None


def _is_bare(folder: Path) -> bool:
    return not any(folder.iterdir())
