"""The progress of an ingest is told truly: what is done, what is under way, what failed, what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdfs import pdf, words

from core.records import Document, DocumentState, Fingerprint, Page, PageState, Problem
from ingest.files.folder import FoundFile, Work
from serve.ingest_progress import (
    Progress,
    Reporter,
    duration,
    failed_so_far,
    is_slow,
    progress_words,
    reading_words,
)


def work(tmp_path, name: str, size: int) -> Work:
    return Work(FoundFile(tmp_path / name, name, size, 0), name, None, Fingerprint(size, 0, "", ""), False)


def test_a_file_is_told_when_it_is_begun_and_when_it_is_done(tmp_path) -> None:
    told: list[Progress] = []
    now = iter(range(100))
    items = [work(tmp_path, "scan.pdf", 300), work(tmp_path, "bad.pdf", 100)]
    reporter = Reporter(items, told.append, lambda: float(next(now)))
    taken = iter(reporter.work())

    scan = next(taken)
    bad = next(taken)
    pages = [
        Page("scan.pdf", n, str(n), "en", "", state=state) for n, state in ((1, PageState.OCR), (2, PageState.TEXT))
    ]
    problem = Problem("bad.pdf", None, "It is damaged.", "Ask for it.")
    reporter.ended(bad, Document("bad.pdf", "bad.pdf", "Bad", state=DocumentState.FAILED, problems=(problem,)), [])
    reporter.ended(scan, Document("scan.pdf", "scan.pdf", "Scan"), pages)

    assert [[file for file, _ in progress.reading] for progress in told] == [
        ["scan.pdf"], ["scan.pdf", "bad.pdf"], ["scan.pdf"], [],
    ]  # fmt: skip
    assert [(progress.done, progress.pages, progress.recognised, progress.share) for progress in told] == [
        (0, 0, 0, 0.0), (0, 0, 0, 0.0), (1, 0, 0, 0.25), (2, 2, 1, 1.0),
    ]  # fmt: skip
    assert [progress.file for progress in told] == ["", "", "bad.pdf", "scan.pdf"]
    assert told[-1].failed == (problem,)
    assert [group.file for group in failed_so_far(told[-1])] == ["bad.pdf"]


PROGRESS = Progress(12, 78, 310, "a.pdf", 28, 0.25, begun=100.0, at=130.0)


def test_counts_rate_and_time_left_are_told() -> None:
    assert progress_words(PROGRESS, 130.0) == (
        "12 of 78 files, 310 pages (28 recognised), 10 pages/s, about 2 min left"
    )
    assert progress_words(replace(PROGRESS, recognised=0, pages=1, done=1, files=1, share=1.0), 130.0) == (
        "1 of 1 file, 1 page, 0.0 pages/s"
    )


def test_time_left_runs_down_while_a_long_file_is_read_and_is_not_guessed_from_nothing() -> None:
    assert PROGRESS.seconds_left(130.0) == pytest.approx(90)
    assert PROGRESS.seconds_left(150.0) == pytest.approx(70)
    assert PROGRESS.seconds_left(900.0) == 0
    assert replace(PROGRESS, share=0.0).seconds_left(130.0) is None
    assert replace(PROGRESS, at=100.1).seconds_left(100.5) is None


def test_what_is_being_read_is_named_and_how_long_it_takes() -> None:
    under_way = replace(PROGRESS, reading=(("scan.pdf", 90.0), ("b.pdf", 129.0)))
    assert reading_words(under_way, 130.0) == "scan.pdf (for 40 s), b.pdf"
    assert is_slow(under_way, 130.0)
    assert not is_slow(replace(PROGRESS, reading=(("b.pdf", 129.0),)), 130.0)
    many = replace(PROGRESS, reading=tuple((f"{number}.pdf", 130.0) for number in range(5)))
    assert reading_words(many, 130.0) == "0.pdf, 1.pdf, 2.pdf and 2 more"
    assert reading_words(PROGRESS, 130.0) == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (40, "40 s"), (61, "2 min"), (3_600, "1 h 0 min"), (3_890, "1 h 5 min")]
)
def test_durations_are_told_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_an_ingest_tells_of_its_files_one_by_one(empty_library) -> None:
    corpus = empty_library.settings.corpus
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (corpus / name).write_bytes(pdf(words(f"The walrus of {name}"), words("more")))
    (corpus / "bad.pdf").write_bytes(b"%PDF-1.7 damaged")
    told: list[Progress] = []

    empty_library.ingest(told.append)

    assert told[0].done == 0
    assert all(len(progress.reading) <= 2 for progress in told), "a file is begun when there is a worker for it"
    assert (told[-1].done, told[-1].files, told[-1].pages, told[-1].share) == (4, 4, 6, 1.0)
    assert told[-1].reading == ()
    assert [problem.file for problem in told[-1].failed] == ["bad.pdf"]
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
