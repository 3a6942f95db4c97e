"""The worker's side: `python -m ingest.worker JOBS LIFELINE WHEREABOUTS BYTES MODULE` reads jobs from a pipe and answers.

JOBS, LIFELINE and WHEREABOUTS are file descriptors; MODULE names the module whose table JOBS it serves: `ingest.jobs`, or
one of the tests' own.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any

from core.errors import RapporteurError
from ingest.messages import DONE, ERROR, ITEM, blamed
from ingest.whereabouts import Whereabouts, take_up

_MEMORY = ("needs more memory than is allowed.", "Split the file, or raise the limit.")


def serve(
    connection: Connection, jobs: Mapping[str, Callable[..., Iterator[Any]]], whereabouts: Whereabouts | None = None
) -> None:
    """Answers jobs `(name, arguments)` with `(ITEM, value)`s and one `(DONE, None)` or `(ERROR, (problem, remedy, page))`.

    `page` is the one that broke the reader, 0 where none did.
    """
    whereabouts = whereabouts or Whereabouts()
    while True:
        name, arguments = connection.recv()
        whereabouts.begin(0)
        try:
            for value in jobs[name](*arguments):
                connection.send((ITEM, value))
        except RapporteurError as exc:
            connection.send((ERROR, (exc.problem, exc.remedy, 0)))
        except MemoryError:
            page = whereabouts.page
            connection.send((ERROR, (f"{blamed(page)} {_MEMORY[0]}", _MEMORY[1], page)))
        except Exception as exc:  # noqa: BLE001 - whatever a hostile file does to a reader fails that file alone
            page = whereabouts.page
            problem = f"{blamed(page)} cannot be read ({type(exc).__name__})."
            connection.send((ERROR, (problem, "Ask for a fresh copy.", page)))
        else:
            connection.send((DONE, None))
        whereabouts.begin(0)


def limit_memory(most: int) -> None:
    """Caps this process's address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def die_with_the_parent(lifeline: int) -> None:
    """Ends this process's whole group when the parent's end of the pipe closes, however the parent came to its end.

    On Linux the kernel does it, even while a C library holds the interpreter. (Its own death signal of parents is not used:
    it comes when the *thread* that started the process ends.) A thread that waits for the end of the pipe does it elsewhere.
    """
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=_wait_for_the_end, args=(lifeline,), name="lifeline", daemon=True).start()


def _wait_for_the_end(lifeline: int) -> None:
    while os.read(lifeline, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def main(arguments: list[str]) -> int:
    """Serves until the parent closes the pipe. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe, lifeline, shared, memory = map(int, arguments[:4])
    die_with_the_parent(lifeline)
    whereabouts = take_up(shared)
    jobs = importlib.import_module(arguments[4]).JOBS
    limit_memory(memory)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        serve(Connection(pipe), jobs, whereabouts)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
