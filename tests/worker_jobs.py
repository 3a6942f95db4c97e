"""Jobs that misbehave, for the tests of the worker pool: served by a worker that is told to serve this table."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from core.errors import FileUnreadable


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


JOBS: dict[str, Callable[..., Iterator[Any]]] = {
    job.__name__: job
    for job in (echo, crash, leave, hang, babble, hoard, refuse, fail, recurse, process, pages, modules)
}
