"""The one library of a server process, shared by its routes and its views, and its one ingest in the background."""

from __future__ import annotations

import threading
from functools import cache

from core.errors import IngestRunning, RapporteurError
from serve.environment import settings
from serve.ingest_progress import Progress
from serve.ingest_run import IngestReport
from serve.library import Library
from serve.stop import Stop

_AGAIN = 0.5
"""Seconds until an ingest that another process kept out is tried again."""


@cache
def library() -> Library:
    """The library of this process, by the environment's settings."""
    return Library(settings())


class BackgroundIngest:
    """An ingest that goes on while readers come and go. At most one; `report` and `error` tell how the last one ended.

    `waiting` while another process ingests, as `serve --watch` and the command line do: this one then follows it.
    """

    def __init__(self, ingested: Library) -> None:
        self._library = ingested
        self._thread: threading.Thread | None = None
        self._again = self._closed = False
        self._lock = threading.Lock()
        self._stop = Stop()
        self.waiting = False
        self.progress: Progress | None = None
        self.report: IngestReport | None = None
        self.error: RapporteurError | None = None

    @property
    def running(self) -> bool:
        """Whether an ingest is under way."""
        return self._thread is not None

    def start(self) -> None:
        """Starts an ingest; where one is under way, another one follows it, so that nothing added meanwhile is missed."""
        with self._lock:
            if self.running or self._closed:
                self._again = not self._closed
                return
            self.progress = self.report = self.error = None
            self._thread = threading.Thread(target=self._run, name="ingest", daemon=True)
            self._thread.start()

    def close(self, seconds: float = 60.0) -> None:
        """Stops the ingest that is under way, which commits what it has read, and starts no more; waits so long for it."""
        with self._lock:
            self._closed, self._again = True, False
            thread = self._thread
        self._stop.ask()
        if thread:
            thread.join(seconds)

    def _run(self) -> None:
        while True:
            self._ingest()
            with self._lock:
                if not self._again:
                    self._thread = None
                    return
                self._again = False

    def _ingest(self) -> None:
        try:
            self.report = self._when_its_turn_comes()
        except RapporteurError as exc:
            self.error = exc
        except Exception as exc:  # noqa: BLE001 - a thread that dies silently would leave its readers waiting
            self.error = RapporteurError(f"The ingest broke off ({exc!r}).", "The earlier index stays as it was.")

    def _when_its_turn_comes(self) -> IngestReport:
        try:
            while True:
                try:
                    return self._library.ingest(self._show, stop=self._stop)
                except IngestRunning:
                    self.waiting = True
                    if self._stop.wait(_AGAIN):
                        raise
        finally:
            self.waiting = False

    def _show(self, progress: Progress) -> None:
        self.waiting, self.progress = False, progress


@cache
def background_ingest() -> BackgroundIngest:
    """The one background ingest of this process."""
    return BackgroundIngest(library())
