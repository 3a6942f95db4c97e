"""The parent's side: a pool of worker processes with a time limit a job. A crash or hang costs one job."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from core.errors import FileUnreadable
from ingest.messages import DONE, ERROR, ITEM

_HOME = Path(__file__).resolve().parent.parent


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with some more, for a child process."""
    return {**os.environ, **more}


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
    memory: int
    jobs: str
    connection: Connection = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)
    job: Job | None = None
    deadline: float = 0.0

    def __post_init__(self) -> None:
        ours, theirs = Pipe()
        paths = [str(_HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
        arguments = [str(theirs.fileno()), str(self.memory), self.jobs]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.worker", *arguments],  # -P: no modules from the folder we are in
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(PYTHONPATH=os.pathsep.join(paths)),
        )
        theirs.close()
        self.connection = ours

    def start(self, job: Job, seconds: float) -> None:
        self.job, self.deadline = job, time.monotonic() + (job.seconds or seconds)
        self.connection.send((job.name, job.arguments))

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


Outcome = tuple[Job, str, Any]
"""(job, ITEM | DONE | ERROR, value); an ERROR's value is a FileUnreadable."""


class WorkerPool:
    """Runs jobs on `size` processes, each of at most `memory` bytes, each job of at most `seconds`.

    `jobs` names the module whose table JOBS the workers serve.
    """

    def __init__(self, size: int, memory: int, seconds: float, jobs: str = "ingest.jobs") -> None:
        self._size, self._memory, self._seconds, self._jobs = size, memory, seconds, jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers at once."""
        while self._workers:
            self._workers.pop().stop()

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """The messages of all jobs as they come; each job ends with a DONE or an ERROR.
        The time that the caller takes over a message is not held against the jobs under way.
        """
        free = [*self._workers]
        busy: list[_Worker] = []
        try:
            yield from self._run(iter(jobs), free, busy)
        finally:
            for worker in busy:  # left only where the caller did not listen to the end
                if worker in self._workers:
                    self._drop(worker)

    def _run(self, waiting: Iterator[Job], free: list[_Worker], busy: list[_Worker]) -> Iterator[Outcome]:
        while True:
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
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = wait([worker.connection for worker in busy], timeout=patience)
        now = time.monotonic()
        return [worker for worker in busy if worker.connection in ready or worker.deadline <= now]

    def _receive(self, worker: _Worker) -> Outcome:
        job = worker.job
        assert job is not None
        if worker.deadline <= time.monotonic():
            self._drop(worker)
            problem = f"Reading took longer than {job.seconds or self._seconds:.0f} seconds."
            return job, ERROR, FileUnreadable(problem, "Split the file, or raise the limit.")
        try:
            kind, value = worker.connection.recv()
        except (EOFError, OSError):
            self._drop(worker)
            return (
                job,
                ERROR,
                FileUnreadable("The file made the reader crash.", "Open it in a PDF reader and save it again."),
            )
        return job, kind, FileUnreadable(*value) if kind == ERROR else value

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


class PageReader:
    """Page images and boxes for readers, made in a worker of its own, so that a hostile PDF costs one request.

    Safe to share between threads.
    """

    def __init__(self, memory: int, seconds: float) -> None:
        self._pool = WorkerPool(1, memory, seconds)
        self._lock = threading.Lock()

    def ask(self, name: str, *arguments: Any) -> Any:
        """The one value of job `name`. Raises FileUnreadable."""
        with self._lock:
            value = None
            for _, kind, message in self._pool.run([Job(name, arguments)]):
                if kind == ERROR:
                    raise message
                value = message if kind != DONE else value
            return value

    def close(self) -> None:
        """Ends the worker."""
        with self._lock:
            self._pool.close()
