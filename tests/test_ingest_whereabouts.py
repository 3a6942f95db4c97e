"""A worker's page and its family: what breaks on one page is told of that page, and nothing that a worker started stays."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import FileUnreadable, ReadersBusy
from ingest.messages import DONE, ERROR, ITEM
from ingest.whereabouts import Whereabouts, at_page, shared_memory, take_up
from ingest.workers import Job, Jobs, PageReader, WorkerPool

HOME = Path(__file__).resolve().parent.parent
MEMORY = 2 * 1024**3


def pool(size: int = 1, **limits: float) -> WorkerPool:
    return WorkerPool(
        size, MEMORY, limits.get("seconds", 120.0), limits.get("page_seconds", 120.0), "tests.worker_jobs"
    )


def alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    return False


def gone(*processes: int) -> bool:
    """Waits until none of the processes runs, for as long as it takes them to be told (a minute at most)."""
    for _ in range(600):
        if not any(map(alive, processes)):
            return True
        time.sleep(0.1)
    return False


def test_whoever_shares_the_memory_sees_the_page_and_since_when_it_is_under_way():
    descriptor = shared_memory()
    seen = Whereabouts(descriptor)
    take_up(descriptor)
    os.close(descriptor)
    assert (seen.page, seen.since) == (0, None)
    before = time.monotonic()
    with at_page(7):
        assert seen.page == 7
        assert seen.since is not None
        assert before <= seen.since <= time.monotonic()
    assert (seen.page, seen.since) == (0, None)


def test_an_exception_leaves_the_page_that_is_to_blame():
    descriptor = shared_memory()
    seen = take_up(descriptor)
    os.close(descriptor)
    with pytest.raises(ValueError, match="torn"), at_page(3):
        raise ValueError("torn")
    assert seen.page == 3


@pytest.mark.parametrize(
    ("trouble", "told"),
    [("hang", "Reading page 3 took longer than 1 second"), ("crash", "Page 3 made the reader crash"),
     ("leave", "Page 3 made the reader crash"), ("hoard_all", "Page 3 needs more memory"), ("fail", "LookupError"),
     ("recurse", "RecursionError")],
)  # fmt: skip
def test_whatever_a_page_does_to_its_reader_is_told_of_that_page(trouble, told):
    with pool(page_seconds=1.0) as workers:
        messages = [(kind, value) for _, kind, value in workers.run([Job("at_pages", (4, 3, trouble))])]
    assert messages[:2] == [(ITEM, 1), (ITEM, 2)]
    (kind, error) = messages[2]
    assert kind == ERROR
    assert isinstance(error, FileUnreadable)
    assert told in error.problem
    assert error.page == 3
    assert error.remedy


def test_an_error_that_the_reader_itself_tells_of_a_page_blames_no_page():
    with pool() as workers:
        *_, (_, kind, error) = workers.run([Job("at_pages", (4, 3, "refuse"))])
    assert (kind, error.page) == (ERROR, 0)


def test_the_limit_of_a_page_is_not_that_of_what_lies_between_pages():
    with pool(page_seconds=0.0) as workers:
        assert [kind for _, kind, _ in workers.run([Job("pages", (3, 1_000_000))])] == [ITEM] * 3 + [DONE]


def test_jobs_that_are_added_while_others_run_are_done_too():
    jobs = Jobs([Job("echo", (1,), "first")])
    told = []
    with pool() as workers:
        for job, kind, value in workers.run(jobs):
            told.append((job.about, kind, value))
            if (job.about, kind) == ("first", DONE):
                jobs.add(Job("echo", (2,), "second"))
    assert told == [("first", ITEM, 1), ("first", DONE, None), ("second", ITEM, 2), ("second", DONE, None)]


def test_a_run_that_is_stopped_ends_its_workers_and_tells_no_more():
    asked: list[bool] = []
    workers = WorkerPool(2, MEMORY, 120.0, jobs="tests.worker_jobs", stopped=lambda: bool(asked))
    with workers:
        for job, kind, _ in workers.run(
            [Job("echo", (1,), "done"), Job("hang", (), "hanging"), Job("echo", (2,), "late")]
        ):
            assert job.about != "hanging"
            if kind == DONE:
                asked.append(True)
        assert all(worker.job is None or worker.job.about != "hanging" for worker in workers._workers)


@pytest.mark.parametrize("job", ["with_a_child", "hold_the_interpreter"])
def test_what_a_worker_started_ends_with_it(job):
    with pool() as workers:
        run = workers.run([Job(job, ())])
        _, _, processes = next(run)
        assert all(map(alive, processes))
        run.close()
        assert gone(*processes)


_PARENT = """
import os, signal
from ingest.workers import Job, WorkerPool
with WorkerPool(1, 2**31, 600.0, jobs="tests.worker_jobs") as workers:
    for _, _, value in workers.run([Job({job!r}, ())]):
        print(*value, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("job", ["with_a_child", "hold_the_interpreter"])
def test_a_parent_that_is_killed_leaves_no_process_behind(job):
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    command = [sys.executable, "-c", _PARENT.format(job=job)]
    done = subprocess.run(command, env=environment, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    processes = list(map(int, done.stdout.split()))
    assert len(processes) == 2
    assert gone(*processes)


def test_a_worker_is_not_kept_for_ever(monkeypatch):
    monkeypatch.setattr("ingest.workers._MOST_JOBS", 2)
    with pool() as workers:
        seen = [value for _, kind, value in workers.run([Job("process", ())] * 5) if kind == ITEM]
    assert len(set(seen)) == 3


def test_a_page_reader_whose_seats_are_taken_says_so_at_once():
    reader = PageReader(MEMORY, 120.0, size=1, waiting=0)
    with contextlib.closing(reader):
        assert reader._seats.acquire(blocking=False)
        with pytest.raises(ReadersBusy, match="Too many"):
            reader.ask("image", Path("a.pdf"), 1, 1.0)
        reader._seats.release()
        with pytest.raises(FileUnreadable, match="cannot be opened"):
            reader.ask("image", Path("/nowhere/a.pdf"), 1, 1.0)


def test_a_page_reader_that_waits_too_long_says_so():
    reader = PageReader(MEMORY, 0.0, size=1, waiting=4)
    with contextlib.closing(reader), reader._borrowed(), pytest.raises(ReadersBusy):
        reader.ask("image", Path("a.pdf"), 1, 1.0)
