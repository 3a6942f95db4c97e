"""The parent's side: a pool of worker processes with time limits a job and a page. A crash or hang costs one of these."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from core.errors import FileUnreadable, ReadersBusy
from ingest.messages import DONE, ERROR, ITEM, blamed
from ingest.whereabouts import Whereabouts, shared_memory

_HOME = Path(__file__).resolve().parent.parent
_GLANCE = 0.25
"""Seconds between two looks at the page under way and at the wish to stop."""
_MOST_JOBS = 500
"""After so many a worker is replaced: what libraries leak must not be held against a later file."""


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with some more, for a child process; keys to services are not for readers of files."""
    return {**{name: value for name, value in os.environ.items() if not name.endswith("_KEY")}, **more}


@dataclass(frozen=True, slots=True)
class Job:
    """A named job of the worker's table; `about` is handed back with its messages, `seconds` a time limit of its own."""

    name: str
    arguments: tuple[Any, ...]
    about: Any = None
    seconds: float | None = None


class Jobs:
    """The jobs of a source, and before them those that are added while others run."""

    def __init__(self, source: Iterable[Job]) -> None:
        self._source, self._added = iter(source), deque[Job]()

    def add(self, job: Job) -> None:
        """Puts a job first."""
        self._added.append(job)

    def __iter__(self) -> Jobs:
        return self

    def __next__(self) -> Job:
        return self._added.popleft() if self._added else next(self._source)


@dataclass(slots=True)
class _Worker:
    """A process in a session of its own, so that whatever it starts ends with it."""

    memory: int
    jobs: str
    connection: Connection = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)
    whereabouts: Whereabouts = field(init=False)
    job: Job | None = None
    deadline: float = 0.0
    done: int = 0
    _lifeline: int = field(init=False)

    def __post_init__(self) -> None:
        ours, theirs = Pipe()
        held, self._lifeline = os.pipe()
        shared = shared_memory()
        passed = (theirs.fileno(), held, shared)
        paths = [str(_HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.worker", *map(str, (*passed, self.memory)), self.jobs],
                pass_fds=passed,  # -P: no modules from the folder we are in
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(PYTHONPATH=os.pathsep.join(paths)),
            )
            self.connection, self.whereabouts = ours, Whereabouts(shared)
        except BaseException:
            ours.close()
            os.close(self._lifeline)
            raise
        finally:
            theirs.close()
            os.close(held)
            os.close(shared)

    def start(self, job: Job, seconds: float) -> None:
        self.job, self.deadline = job, time.monotonic() + (job.seconds or seconds)
        self.done += 1
        self.whereabouts.begin(0)
        self.connection.send((job.name, job.arguments))

    def stop(self) -> None:
        self.connection.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        os.close(self._lifeline)
        self.whereabouts.close()


Outcome = tuple[Job, str, Any]
"""(job, ITEM | DONE | ERROR, value); an ERROR's value is a FileUnreadable, with the page that is to blame if one is."""


class WorkerPool:
    """Runs jobs on `size` processes, each of at most `memory` bytes, each job of at most `seconds`, and each page that a
    job says it is at (`ingest.whereabouts`) of at most `page_seconds`.

    `jobs` names the module whose table JOBS the workers serve. Once `stopped` says so, runs end without their last jobs.
    """

    def __init__(
        self,
        size: int,
        memory: int,
        seconds: float,
        page_seconds: float = float("inf"),
        jobs: str = "ingest.jobs",
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._size, self._memory, self._jobs = size, memory, jobs
        self._seconds, self._page_seconds = seconds, page_seconds
        self._stopped = stopped
        self._workers: list[_Worker] = []

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers at once, and what they have started."""
        while self._workers:
            self._workers.pop().stop()

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """The messages of all jobs as they come; each job ends with a DONE or an ERROR.

        The time that the caller takes over a message is not held against the jobs under way. Where `jobs` is a `Jobs`, the
        caller may add to it while it listens.
        """
        free = [*self._workers]
        busy: list[_Worker] = []
        try:
            yield from self._run(iter(jobs), free, busy)
        finally:
            for worker in busy:  # left only where the caller did not listen to the end, or all is to stop
                if worker in self._workers:
                    self._drop(worker)

    def _run(self, waiting: Iterator[Job], free: list[_Worker], busy: list[_Worker]) -> Iterator[Outcome]:
        while not self._stopped():
            while len(busy) < self._size and (job := next(waiting, None)) is not None:
                busy.append(self._hand_out(job, free))
            if not busy:
                return
            for worker in self._ready(busy):
                outcome = self._receive(worker)
                if outcome[1] != ITEM:
                    busy.remove(worker)
                    if worker in self._workers:
                        free.append(worker)
                handed = time.monotonic()
                yield outcome
                for other in busy:
                    other.deadline += time.monotonic() - handed

    def _hand_out(self, job: Job, free: list[_Worker]) -> _Worker:
        while free:
            worker = free.pop()
            if worker.done >= _MOST_JOBS:
                self._drop(worker)
                continue
            try:
                worker.start(job, self._seconds)
            except OSError:
                self._drop(worker)
            else:
                return worker
        worker = _Worker(self._memory, self._jobs)
        self._workers.append(worker)
        with contextlib.suppress(OSError):  # one that died at once is told where its answer is awaited
            worker.start(job, self._seconds)
        return worker

    def _ready(self, busy: list[_Worker]) -> list[_Worker]:
        """Those who have something to say, or no more time; none after a glance."""
        patience = min(_GLANCE, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.connection for worker in busy], timeout=max(0.0, patience))
        return [worker for worker in busy if worker.connection in ready or self._overdue(worker)]

    def _overdue(self, worker: _Worker) -> str:
        """Why the worker has no more time; "" where it has."""
        now, since = time.monotonic(), worker.whereabouts.since
        if since is not None and since + self._page_seconds <= now:
            return f"Reading page {worker.whereabouts.page} took longer than {_seconds(self._page_seconds)}."
        limit = worker.job.seconds if worker.job and worker.job.seconds else self._seconds
        return f"Reading took longer than {_seconds(limit)}." if worker.deadline <= now else ""

    def _receive(self, worker: _Worker) -> Outcome:
        job = worker.job
        assert job is not None
        if reason := self._overdue(worker):
            return job, ERROR, self._end(worker, reason, "Split the file, or raise the limit.")
        try:
            kind, value = worker.connection.recv()
        except (EOFError, OSError):
            reason = f"{blamed(worker.whereabouts.page)} made the reader crash."
            return job, ERROR, self._end(worker, reason, "Open the file in a PDF reader and save it again.")
        return job, kind, FileUnreadable(*value) if kind == ERROR else value

    def _end(self, worker: _Worker, problem: str, remedy: str) -> FileUnreadable:
        page = worker.whereabouts.page
        self._drop(worker)
        return FileUnreadable(problem, remedy, page)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


def _seconds(limit: float) -> str:
    return f"{limit:g} second" if limit == 1 else f"{limit:g} seconds"


class PageReader:
    """Page images and boxes for readers, made in workers of their own, so that a hostile PDF costs one request.

    Safe to share between threads. While `size` workers are busy, at most `waiting` others wait their turn.
    """

    def __init__(self, memory: int, seconds: float, size: int = 2, waiting: int = 16) -> None:
        self._seconds, self._size = seconds, size
        self._pools = [WorkerPool(1, memory, seconds) for _ in range(size)]
        self._free: queue.LifoQueue[WorkerPool] = queue.LifoQueue()  # the last one used is warm
        for pool in self._pools:
            self._free.put(pool)
        self._seats = threading.BoundedSemaphore(size + waiting)

    def ask(self, name: str, *arguments: Any) -> Any:
        """The one value of job `name`. Raises FileUnreadable, and ReadersBusy where too many wait or one waits too long."""
        if not self._seats.acquire(blocking=False):
            raise _busy()
        try:
            with self._borrowed() as pool:
                return _answer(pool, Job(name, arguments))
        finally:
            self._seats.release()

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[WorkerPool]:
        try:
            pool = self._free.get(timeout=2 * self._seconds + 1)
        except queue.Empty as exc:
            raise _busy() from exc
        try:
            yield pool
        finally:
            self._free.put(pool)

    def close(self) -> None:
        """Ends the workers, those that are at work when they have answered."""
        held = [self._free.get() for _ in self._pools]
        for pool in held:
            pool.close()
            self._free.put(pool)


def _answer(pool: WorkerPool, job: Job) -> Any:
    value = None
    for _, kind, message in pool.run([job]):
        if kind == ERROR:
            raise message
        value = message if kind != DONE else value
    return value


def _busy() -> ReadersBusy:
    return ReadersBusy("Too many pages are being drawn at once.", "Try again in a moment.")
