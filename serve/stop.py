"""The wish to stop an ingest: the first Ctrl-C keeps what was read, the second one breaks off at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Asked by one thread, heeded by the one that ingests. `worthwhile` once something was read that can be kept."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.worthwhile = False

    def ask(self) -> None:
        """The ingest ends as soon as it can, and commits what was completely read."""
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Waits so long, or until it is asked; whether it was."""
        return self._asked.wait(seconds)

    def __call__(self) -> bool:
        """Whether it is to stop."""
        return self._asked.is_set()


@contextmanager
def asked_by_signals(stop: Stop) -> Iterator[None]:
    """While the block runs, Ctrl-C and SIGTERM ask to stop; again, or while there is nothing to keep, they break off.

    Breaking off is a KeyboardInterrupt. In the main thread only.
    """

    def heed(_signal: int, _frame: FrameType | None) -> None:
        if stop() or not stop.worthwhile:
            raise KeyboardInterrupt
        stop.ask()

    before = {number: signal.signal(number, heed) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_with_the_parent(lifeline: int) -> None:
    """Sends this process SIGTERM once the other end of the pipe closes: however the parent ended, it is not outlived."""

    def wait() -> None:
        while os.read(lifeline, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
