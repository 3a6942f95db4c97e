"""Worker processes: what one file does to its reader costs that file alone."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdfs import Sheet, Text, pdf, words

from core.errors import FileUnreadable
from core.records import Span
from ingest.messages import DONE, ERROR, ITEM
from ingest.workers import Job, PageReader, WorkerPool

MEMORY = 2 * 1024**3
PATIENT, SHORT = 120.0, 1.0


@contextlib.contextmanager
def pool(size: int = 2, seconds: float = PATIENT, memory: int = MEMORY) -> Iterator[WorkerPool]:
    with WorkerPool(size, memory, seconds, jobs="tests.worker_jobs") as workers:
        yield workers


def outcomes(workers: WorkerPool, *jobs: Job) -> dict[object, list[tuple[str, object]]]:
    """The messages of each job, by what it is about."""
    found: dict[object, list[tuple[str, object]]] = {}
    for job, kind, value in workers.run(jobs):
        found.setdefault(job.about, []).append((kind, value))
    return found


def error_of(messages: list[tuple[str, object]]) -> FileUnreadable:
    kind, value = messages[-1]
    assert kind == ERROR
    assert isinstance(value, FileUnreadable)
    assert value.remedy
    return value


def well(*values: object) -> list[tuple[str, object]]:
    return [*((ITEM, value) for value in values), (DONE, None)]


def process_of(workers: WorkerPool) -> object:
    return outcomes(workers, Job("process", ()))[None][0][1]


def test_a_job_sends_its_values_in_order_and_then_its_end():
    with pool() as workers:
        assert outcomes(workers, Job("echo", (1, "two", None))) == {None: well(1, "two", None)}


def test_every_job_ends_once_however_many_there_are():
    with pool(3) as workers:
        found = outcomes(workers, *(Job("echo", (n, n + 1), n) for n in range(50)))
    assert found == {n: well(n, n + 1) for n in range(50)}


def test_no_jobs_are_no_messages_and_no_processes():
    with pool() as workers:
        assert outcomes(workers) == {}
        assert workers._workers == []


def test_jobs_are_taken_from_their_source_only_when_a_worker_is_free():
    taken = []

    def jobs():
        for number in range(10):
            taken.append(number)
            yield Job("echo", (number,))

    with pool(2) as workers:
        next(workers.run(jobs()))
        assert len(taken) <= 3


@pytest.mark.parametrize("bad", ["crash", "leave"])
def test_a_job_that_ends_its_process_is_told_and_its_neighbours_come_out(bad):
    jobs = [Job(bad, (), "bad") if n == 2 else Job("echo", (n,), n) for n in range(6)]
    with pool() as workers:
        found = outcomes(workers, *jobs)
    assert "crash" in error_of(found.pop("bad")).problem
    assert found == {n: well(n) for n in range(6) if n != 2}


def test_a_job_that_hangs_is_ended_and_its_neighbours_come_out():
    jobs = [Job("hang", (), "bad"), *(Job("echo", (n,), n) for n in range(6))]
    with pool(seconds=SHORT) as workers:
        found = outcomes(workers, *jobs)
    assert "longer than 1 second" in error_of(found.pop("bad")).problem
    assert found == {n: well(n) for n in range(6)}


def test_a_job_that_never_stops_talking_is_ended_too():
    with pool(1, seconds=SHORT) as workers:
        last = None
        for _, kind, value in workers.run([Job("babble", ())]):
            last = kind, value
    assert last is not None
    assert "longer than" in error_of([last]).problem


def test_a_job_that_needs_too_much_memory_is_told_and_its_worker_goes_on():
    with pool(1, memory=1024**3) as workers:
        before = process_of(workers)
        found = outcomes(workers, Job("hoard", (4 * 1024**3,), "bad"), Job("hoard", (1024,), "good"))
        assert process_of(workers) == before
    assert "memory" in error_of(found["bad"]).problem
    assert found["good"] == well(1024)


def test_an_error_of_ours_crosses_over_with_its_words_and_its_worker_goes_on():
    with pool(1) as workers:
        before = process_of(workers)
        messages = outcomes(workers, Job("refuse", ()))[None]
        assert process_of(workers) == before
    assert messages[0] == (ITEM, "one page")
    assert (error_of(messages).problem, error_of(messages).remedy) == ("The second page is torn.", "Mend it.")


@pytest.mark.parametrize(
    ("job", "name"), [("fail", "LookupError"), ("recurse", "RecursionError"), ("none", "KeyError")]
)
def test_any_other_error_fails_the_job_and_is_named(job, name):
    with pool(1) as workers:
        found = outcomes(workers, Job(job, (), "bad"), Job("echo", (1,), "good"))
    assert name in error_of(found["bad"]).problem
    assert found["good"] == well(1)


@pytest.mark.parametrize("bad", ["crash", "leave"])
def test_a_worker_that_is_gone_is_replaced(bad):
    with pool(1) as workers:
        before = process_of(workers)
        outcomes(workers, Job(bad, ()))
        after = process_of(workers)
    assert before != after


def test_a_worker_that_died_between_two_runs_is_replaced():
    with pool(1) as workers:
        outcomes(workers, Job("echo", (1,)))
        (worker,) = workers._workers
        worker.process.kill()
        worker.process.wait()
        assert outcomes(workers, Job("echo", (2,))) == {None: well(2)}


def test_workers_are_kept_between_runs():
    with pool(1) as workers:
        assert process_of(workers) == process_of(workers)


def test_messages_larger_than_a_pipe_holds_come_whole():
    with pool(2) as workers:
        found = outcomes(workers, *(Job("pages", (5, 3_000_000), n) for n in range(2)))
    for messages in found.values():
        assert [len(str(value)) for _, value in messages[:-1]] == [3_000_000] * 5


def test_arguments_larger_than_a_pipe_holds_go_whole():
    with pool(1) as workers:
        assert outcomes(workers, Job("echo", ("x" * 3_000_000,))) == {None: well("x" * 3_000_000)}


def test_the_time_that_the_listener_takes_is_not_held_against_the_jobs():
    with pool(2, seconds=SHORT) as workers:
        kinds = []
        for number, (_, kind, _) in enumerate(workers.run([Job("pages", (4, 500_000), n) for n in range(3)])):
            if number == 0:
                time.sleep(1.5 * SHORT)
            kinds.append(kind)
    assert kinds.count(DONE) == 3


def test_what_a_listener_left_unheard_is_not_told_to_the_next():
    with pool(1) as workers:
        run = workers.run([Job("echo", ("old", "old", "old"))])
        next(run)
        run.close()
        assert outcomes(workers, Job("echo", ("new",))) == {None: well("new")}


def test_a_pool_that_is_closed_in_the_middle_of_a_run_leaves_no_process_behind():
    with pool(2) as workers:
        run = workers.run([Job("echo", (1,)), Job("hang", ())])
        next(run)
        processes = [worker.process for worker in workers._workers]
    run.close()
    assert processes
    assert all(process.poll() is not None for process in processes)


def test_a_source_of_jobs_that_breaks_breaks_the_run_and_leaves_the_pool_usable():
    def jobs():
        yield Job("hang", ())
        raise LookupError("no more")

    with pool(2) as workers:
        with pytest.raises(LookupError):
            list(workers.run(jobs()))
        assert outcomes(workers, Job("echo", (1,))) == {None: well(1)}


def test_a_memory_limit_too_small_to_start_with_fails_the_job_only():
    with pool(1, memory=1024**2) as workers:
        error_of(outcomes(workers, Job("hoard", (50 * 1024**2,)))[None])


def test_a_table_of_jobs_that_cannot_be_read_fails_the_job_only():
    with WorkerPool(1, MEMORY, PATIENT, jobs="tests.no_such_table") as workers:
        for size in (1, 3_000_000):
            assert "crash" in error_of(outcomes(workers, Job("echo", ("x" * size,)))[None]).problem


def test_modules_in_the_folder_that_we_are_in_are_not_taken_for_ours(tmp_path, monkeypatch):
    (tmp_path / "core.py").write_text("raise SystemExit")
    (tmp_path / "ingest.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with pool(1) as workers:
        ((kind, (path, python_path)), _) = outcomes(workers, Job("modules", ()))[None]
    assert kind == ITEM
    assert "" not in path
    assert str(tmp_path) not in path
    assert not python_path.endswith(":")


# The real jobs


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_the_readers_own_jobs_are_served_without_being_named(tmp_path):
    path = write(tmp_path / "a.pdf", pdf(words("Hello world"), title="The title of it"))
    with WorkerPool(1, MEMORY, PATIENT) as workers:
        (facts, pages, done) = [(kind, value) for _, kind, value in workers.run([Job("extract", (path, "a"))])]
    assert facts[0] == ITEM
    assert (facts[1].title, facts[1].language, facts[1].page_count) == ("The title of it", "und", 1)
    assert [page.text for page in pages[1]] == ["Hello world"]
    assert done == (DONE, None)


@pytest.fixture
def reader():
    reader = PageReader(MEMORY, PATIENT)
    yield reader
    reader.close()


def test_a_reader_gives_images_and_boxes(tmp_path, reader):
    path = write(tmp_path / "a.pdf", pdf(words("Hello world")))
    assert reader.ask("image", path, 1, 1.0).startswith(b"\x89PNG")
    ((box,),) = reader.ask("boxes", path, 1, "Hello world", [Span(0, 5)])
    assert 40 <= box.x0 < box.x1 <= 80


def test_a_reader_raises_what_the_file_is_refused_for_and_goes_on(tmp_path, reader):
    good, bad = write(tmp_path / "a.pdf", pdf(words("Hello"))), write(tmp_path / "b.pdf", b"not a pdf")
    with pytest.raises(FileUnreadable, match="damaged"):
        reader.ask("image", bad, 1, 1.0)
    with pytest.raises(FileUnreadable, match="changed since"):
        reader.ask("boxes", good, 1, "other text", [Span(0, 5)])
    assert reader.ask("boxes", good, 1, "Hello", [Span(0, 5)])[0]


def test_a_reader_that_took_too_long_answers_the_next_question(tmp_path, reader):
    path = write(tmp_path / "a.pdf", pdf(words("Hello")))
    in_a_hurry = PageReader(MEMORY, 0.0)
    with contextlib.closing(in_a_hurry), pytest.raises(FileUnreadable, match="longer than"):
        in_a_hurry.ask("image", path, 1, 1.0)
    assert reader.ask("image", path, 1, 1.0)


def test_a_reader_answers_again_after_it_was_closed(tmp_path, reader):
    path = write(tmp_path / "a.pdf", pdf(words("Hello")))
    reader.ask("image", path, 1, 1.0)
    reader.close()
    assert reader.ask("image", path, 1, 1.0)


def test_threads_that_share_a_reader_get_each_their_own_answer(tmp_path, reader):
    places = {n: 40.0 + 10 * n for n in range(8)}
    paths = {n: write(tmp_path / f"{n}.pdf", pdf(Sheet([Text("word", x)]))) for n, x in places.items()}
    found: dict[int, list[float]] = {n: [] for n in places}

    def ask(n: int) -> None:
        for _ in range(5):
            ((box,),) = reader.ask("boxes", paths[n], 1, "word", [Span(0, 4)])
            found[n].append(box.x0)

    threads = [threading.Thread(target=ask, args=(n,)) for n in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n, x in places.items():
        assert found[n] == [pytest.approx(x, abs=1)] * 5
