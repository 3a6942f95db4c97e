"""The worker's side: `python -m ingest.worker FD BYTES MODULE` reads jobs from a pipe and answers with messages.

MODULE names the module whose table JOBS it serves: `ingest.jobs`, or one of the tests' own.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any

from core.errors import RapporteurError
from ingest.messages import DONE, ERROR, ITEM


def serve(connection: Connection, jobs: Mapping[str, Callable[..., Iterator[Any]]]) -> None:
    """Answers jobs `(name, arguments)` with `(ITEM, value)`s and one `(DONE, None)` or `(ERROR, (problem, remedy))`."""
    while True:
        name, arguments = connection.recv()
        try:
            for value in jobs[name](*arguments):
                connection.send((ITEM, value))
        except RapporteurError as exc:
            connection.send((ERROR, (exc.problem, exc.remedy)))
        except MemoryError:
            connection.send((ERROR, ("The file needs more memory than is allowed.", "Split it, or raise the limit.")))
        except Exception as exc:  # noqa: BLE001 - whatever a hostile file does to a reader fails that file alone
            connection.send((ERROR, (f"The file cannot be read ({type(exc).__name__}).", "Ask for a fresh copy.")))
        else:
            connection.send((DONE, None))


def limit_memory(most: int) -> None:
    """Caps this process's address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main(arguments: list[str]) -> int:
    """Serves until the parent closes the pipe. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs = importlib.import_module(arguments[2]).JOBS
    limit_memory(int(arguments[1]))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        serve(Connection(int(arguments[0])), jobs)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
