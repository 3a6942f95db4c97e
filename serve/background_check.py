"""A check of the known items that goes on while a librarian looks at something else."""

from __future__ import annotations

import threading
from functools import cache

from core.errors import RapporteurError
from serve.check_history import is_stale, read_history, run_check
from serve.library import Library
from serve.shared import library

QUICK_SECONDS = 5.0
"""A check that took no longer the last time is run by itself once the index is another."""


class BackgroundCheck:
    """At most one check at a time; `done` of `total` items are checked, `error` tells how the last one failed."""

    def __init__(self, checked: Library) -> None:
        self._library = checked
        self._lock = threading.Lock()
        self.running = False
        self.done = self.total = 0
        self.error: RapporteurError | None = None

    def start(self) -> None:
        """Starts a check, unless one is under way."""
        with self._lock:
            if self.running:
                return
            self.running, self.error, self.done, self.total = True, None, 0, 0
        threading.Thread(target=self._run, name="check", daemon=True).start()

    def start_if_quick(self) -> None:
        """Starts a check where the index or the items are no longer those of the last one, and that one was quick; the first
        one, and one that failed, wait for a person. Raises NoIndex."""
        last = read_history(self._library.settings.checks).last
        if last and last.seconds <= QUICK_SECONDS and not self.error and is_stale(self._library, last):
            self.start()

    def _run(self) -> None:
        self.error = RapporteurError("The check broke off.", "What was found before stays as it was.")
        try:
            run_check(self._library, self._tell)
            self.error = None
        except RapporteurError as exc:
            self.error = exc
        finally:
            self.running = False

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@cache
def background_check() -> BackgroundCheck:
    """The one background check of this process."""
    return BackgroundCheck(library())
