"""Jobs that misbehave, for the tests of the worker pool: served by a worker that is told to serve this table."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from core.errors import FileUnreadable
from ingest.whereabouts import at_page


def echo(*values: Any) -> Iterator[Any]:
    yield from values


def crash() -> Iterator[Any]:
    yield "before the crash"
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> Iterator[Any]:
    os._exit(0)
    yield


def hang() -> Iterator[Any]:
    while True:
        time.sleep(60)
        yield "never seen"


def babble() -> Iterator[Any]:
    while True:
        yield "and so on"


def hoard(size: int) -> Iterator[Any]:
    yield len(bytearray(size))


def refuse() -> Iterator[Any]:
    yield "one page"
    raise FileUnreadable("The second page is torn.", "Mend it.")


def fail() -> Iterator[Any]:
    yield from ()
    raise LookupError("a reader's own trouble")


def recurse() -> Iterator[Any]:
    def deeper(depth: int) -> int:
        return deeper(depth + 1)

    yield deeper(0)


def process() -> Iterator[Any]:
    yield os.getpid()


def pages(count: int, size: int) -> Iterator[Any]:
    yield from ("x" * size for _ in range(count))


def modules() -> Iterator[Any]:
    yield sorted(sys.path), os.environ.get("PYTHONPATH", "")


def at_pages(count: int, bad: int, trouble: str) -> Iterator[Any]:
    """Walks through pages; on one of them there is trouble, which is the name of another job of this table."""
    for number in range(1, count + 1):
        with at_page(number):
            found = list(JOBS[trouble]()) if number == bad else number
        yield found


def hoard_all() -> Iterator[Any]:
    yield from hoard(2**40)


def with_a_child() -> Iterator[Any]:
    """Starts a process, as a reader starts Tesseract, and hangs."""
    child = subprocess.Popen(["sleep", "600"])
    yield os.getpid(), child.pid
    yield from hang()


def hold_the_interpreter() -> Iterator[Any]:
    """Is deep in C code, in which no other thread of the interpreter runs."""
    yield os.getpid(), os.getpid()
    re.fullmatch("(a+)+", "a" * 80 + "b")


JOBS: dict[str, Callable[..., Iterator[Any]]] = {
    job.__name__: job
    for job in (
        echo,
        crash,
        leave,
        hang,
        babble,
        hoard,
        refuse,
        fail,
        recurse,
        process,
        pages,
        modules,
        at_pages,
        hoard_all,
        with_a_child,
        hold_the_interpreter,
    )
}
