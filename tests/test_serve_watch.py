"""`watch`: what comes into the folder is found by itself, half-copied files wait, and nothing ends it but a signal."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from conftest import HOME
from pdfs import pdf, words

from core.errors import BadInput, CatalogueUnreadable, IngestRunning
from ingest.files.arriving import is_passing, unfinished
from serve.ingest_run import IngestReport
from serve.library import Library
from serve.watch import Watcher

PATIENCE = 60


def until(holds, what):
    """Waits for something that must come true; says what did not."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@dataclass
class Followed:
    """A library that is followed, and what was told."""

    library: Library
    told: list = field(default_factory=list)

    @property
    def corpus(self):
        return self.library.settings.corpus

    @property
    def added(self):
        return sorted(file for one in self.told if isinstance(one, IngestReport) for file in one.added)

    def trouble(self, kind):
        return [one for one in self.told if isinstance(one, kind)]

    def put(self, name, content):
        (self.corpus / name).write_bytes(content)


@contextmanager
def followed(library):
    stop, seen = threading.Event(), Followed(library)
    thread = threading.Thread(target=Watcher(library, seen.told.append, quiet=0.2, longest=2.0).run, args=(stop,))
    thread.start()
    try:
        until(lambda: seen.told, "the first ingest")
        yield seen
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


ONE, TWO = pdf(words("A walrus on the ice.")), pdf(words("A penguin elsewhere."))


def test_what_comes_and_goes_is_found_and_forgotten(empty_library):
    (empty_library.settings.corpus / "one.pdf").write_bytes(ONE)
    with followed(empty_library) as seen:
        until(lambda: seen.added == ["one.pdf"], "what was there at the start")
        (seen.corpus / "sub").mkdir()
        seen.put("sub/two.pdf", TWO)
        until(lambda: seen.added == ["one.pdf", "sub/two.pdf"], "a file in a new folder")
        (seen.corpus / "one.pdf").unlink()
        until(lambda: seen.told[-1].removed == ("one.pdf",), "a file that is gone")
    assert empty_library.search("walrus", {}).total_pages == 0
    assert empty_library.search("penguin", {}).total_pages == 1


def test_a_file_that_is_still_being_copied_is_left_until_it_is_whole(empty_library):
    with followed(empty_library) as seen:
        seen.put("half.pdf", ONE[: len(ONE) // 2])
        seen.put("whole.pdf", TWO)
        until(lambda: seen.added == ["whole.pdf"], "the whole file alone")
        seen.put("half.pdf", ONE)
        until(lambda: seen.added == ["half.pdf", "whole.pdf"], "the other one, once it is whole")
    assert not any(one.failed for one in seen.told)


def test_temporary_names_call_for_no_ingest(empty_library):
    with followed(empty_library) as seen:
        first = len(seen.told)
        for name in ("a.pdf.part", "~$deck.pdf", ".hidden.pdf", "b.crdownload"):
            seen.put(name, ONE)
        (seen.corpus / "a.pdf.part").rename(seen.corpus / "a.pdf")
        until(lambda: seen.added == ["a.pdf"], "the file under its own name")
    assert len(seen.told) == first + 1


def test_a_second_ingest_is_waited_for_and_told_once(empty_library):
    other = Library(empty_library.settings)
    with followed(empty_library) as seen:
        with other._engine.writing():
            seen.put("one.pdf", ONE)
            until(lambda: seen.trouble(IngestRunning), "the other ingest")
        until(lambda: seen.added == ["one.pdf"], "the file, after the other ingest")
    assert len(seen.trouble(IngestRunning)) == 1
    other.close()


def test_a_corpus_that_vanishes_is_awaited_and_nothing_is_removed(empty_library):
    (empty_library.settings.corpus / "one.pdf").write_bytes(ONE)
    with followed(empty_library) as seen:
        until(lambda: seen.added == ["one.pdf"], "the first file")
        away = seen.corpus.with_name("away")
        seen.corpus.rename(away)
        until(lambda: seen.trouble(BadInput), "that the folder is gone")
        assert empty_library.status().documents == 1
        (away / "two.pdf").write_bytes(TWO)
        away.rename(seen.corpus)
        until(lambda: seen.added == ["one.pdf", "two.pdf"], "the file that came with the folder")
        seen.put("three.pdf", pdf(words("A third.")))
        until(lambda: "three.pdf" in seen.added, "that the folder is followed again")
    assert len(seen.trouble(BadInput)) == 1
    assert not any(one.removed for one in seen.told if isinstance(one, IngestReport))


def test_a_corpus_that_is_empty_all_at_once_removes_nothing(empty_library):
    (empty_library.settings.corpus / "one.pdf").write_bytes(ONE)
    with followed(empty_library) as seen:
        until(lambda: seen.added == ["one.pdf"], "the first file")
        (seen.corpus / "one.pdf").unlink()
        until(lambda: seen.trouble(BadInput), "that the folder is empty")
    assert empty_library.status().documents == 1


def test_a_catalogue_that_cannot_be_read_is_told_and_mended(empty_library):
    with followed(empty_library) as seen:
        seen.put("one.pdf", ONE)
        until(lambda: seen.added == ["one.pdf"], "the first file")
        seen.put("catalogue.csv", b"no,columns,at,all\n")
        until(lambda: seen.trouble(CatalogueUnreadable), "the trouble with the catalogue")
        seen.put("catalogue.csv", b"file,title\none.pdf,On Walruses\n")
        until(lambda: isinstance(seen.told[-1], IngestReport) and seen.told[-1].updated, "the mended catalogue")
    assert empty_library.documents()[0].title == "On Walruses"


# The command


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_a_value_an_ingest_and_ends_well_on_a_signal(tmp_path, ending):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.pdf").write_bytes(ONE)
    command = [
        sys.executable,
        "-m",
        "serve.cli",
        "watch",
        "--json",
        "--corpus",
        tmp_path / "corpus",
        "--data",
        tmp_path / "data",
    ]
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/", env=environment)
    try:
        first = json.loads(process.stdout.readline())
        (tmp_path / "corpus" / "two.pdf").write_bytes(TWO)
        second = json.loads(process.stdout.readline())
        process.send_signal(ending)
        rest, notes = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (first["added"], second["added"]) == (["one.pdf"], ["two.pdf"])
    assert (process.returncode, rest, b"Traceback" in notes) == (0, b"", False)


# Files on their way


def test_files_that_grow_and_fresh_files_without_an_end_are_unfinished(tmp_path, monkeypatch):
    for name, content in (
        ("whole.pdf", ONE),
        ("half.pdf", ONE[:200]),
        ("notes.txt", b"words"),
        ("still.txt", b"words"),
    ):
        (tmp_path / name).write_bytes(content)
    assert unfinished(tmp_path, 0.0) == {"half.pdf"}
    monkeypatch.setattr("ingest.files.arriving.time.sleep", lambda _: (tmp_path / "notes.txt").write_text("more words"))
    assert unfinished(tmp_path, 0.5) == {"half.pdf", "notes.txt"}


def test_an_old_file_without_an_end_is_no_longer_waited_for(tmp_path, monkeypatch):
    (tmp_path / "half.pdf").write_bytes(ONE[:200])
    later = time.time_ns() + 60 * 10**9
    monkeypatch.setattr("ingest.files.arriving.time.time_ns", lambda: later)
    assert unfinished(tmp_path, 0.0) == frozenset()


@pytest.mark.parametrize(
    ("name", "passing"),
    [("a.pdf", False), ("a.pdf.part", True), ("~$a.docx", True), (".a.pdf.Xy12", True), ("a.TMP", True), ("a.pdf~", True),
     ("partial.pdf", False)],
)  # fmt: skip
def test_names_of_files_that_are_not_finished(name, passing):
    assert is_passing(name) == passing
