"""Stopping an ingest: once keeps what was completely read, twice breaks off; the rest stays as it was."""

import os
import signal
import time

import hostile_pdfs
import pytest
from pdfs import pdf, words

from core.errors import IngestRunning, NoIndex, Stopped
from core.records import DocumentState
from core.settings import Settings
from serve import cli
from serve.ingest_progress import Progress
from serve.library import Library
from serve.shared import BackgroundIngest
from serve.stop import Stop, asked_by_signals


def write(library: Library, name: str, text: str) -> None:
    (library.settings.corpus / name).write_bytes(pdf(words(text)))


def texts(library: Library) -> dict[str, str]:
    return {d.file: library.page(d.id, 1).text for d in library.documents() if d.pages}


def stopping(stop: Stop, after: int) -> object:
    return lambda progress: progress.done >= after and stop.ask()


def test_an_ingest_that_is_stopped_keeps_what_was_read_and_the_next_one_goes_on(empty_library):
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf"):
        write(empty_library, name, f"The first {name}")
    empty_library.ingest()
    for name in ("a.pdf", "b.pdf", "d.pdf", "e.pdf"):
        write(empty_library, name, f"Another text of {name}")
    (empty_library.settings.corpus / "c.pdf").unlink()
    stop = Stop()
    report = empty_library.ingest(stopping(stop, 2), stop=stop)
    assert (report.updated, report.added, report.removed, report.left) == (("a.pdf", "b.pdf"), (), ("c.pdf",), 2)
    assert texts(empty_library) == {
        "a.pdf": "Another text of a.pdf", "b.pdf": "Another text of b.pdf", "d.pdf": "The first d.pdf",
    }  # fmt: skip
    assert empty_library.search("first", {}).total_pages == 1
    report = empty_library.ingest()
    assert (report.updated, report.added, report.left) == (("d.pdf",), ("e.pdf",), 0)
    assert texts(empty_library) == {f"{n}.pdf": f"Another text of {n}.pdf" for n in "abde"}


def test_a_document_whose_file_was_not_reached_is_awaited_still(empty_library):
    table = "file,title,presenters\nz.pdf,The awaited one,A. Author\n"
    (empty_library.settings.corpus / "catalogue.csv").write_text(table, encoding="utf-8")
    empty_library.ingest()
    write(empty_library, "a.pdf", "Hello")
    write(empty_library, "z.pdf", "Here at last")
    stop = Stop()
    assert empty_library.ingest(stopping(stop, 1), stop=stop).left == 1
    assert {d.file: d.state for d in empty_library.documents()} == {
        "a.pdf": DocumentState.READY, "z.pdf": DocumentState.AWAITED,
    }  # fmt: skip
    empty_library.ingest()
    (document,) = (d for d in empty_library.documents() if d.file == "z.pdf")
    assert (document.state, document.title) == (DocumentState.READY, "The awaited one")
    assert len(empty_library.documents()) == 2


def test_a_rebuild_that_is_stopped_leaves_the_earlier_index(empty_library):
    for name in ("a.pdf", "b.pdf"):
        write(empty_library, name, f"The first {name}")
    empty_library.ingest()
    stop = Stop()
    with pytest.raises(Stopped, match="earlier index stays"):
        empty_library.ingest(stopping(stop, 1), rebuild=True, stop=stop)
    assert len(texts(empty_library)) == 2


def interrupt(number: int) -> object:
    def send(progress: Progress) -> None:
        if progress.done:
            os.kill(os.getpid(), number)

    return send


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_and_keeps(empty_library, number):
    write(empty_library, "a.pdf", "Hello")
    write(empty_library, "b.pdf", "world")
    stop = Stop()
    before = signal.getsignal(number)
    with asked_by_signals(stop):
        report = empty_library.ingest(interrupt(number), stop=stop)
    assert report.left == 1
    assert texts(empty_library) == {"a.pdf": "Hello"}
    assert signal.getsignal(number) is before


def test_a_second_signal_breaks_off_without_a_commit(empty_library):
    write(empty_library, "a.pdf", "Hello")
    write(empty_library, "b.pdf", "world")
    stop = Stop()

    def twice(progress: Progress) -> None:
        interrupt(signal.SIGINT)(progress)
        interrupt(signal.SIGINT)(progress)

    with pytest.raises(KeyboardInterrupt), asked_by_signals(stop):
        empty_library.ingest(twice, stop=stop)
    with pytest.raises(NoIndex):
        empty_library.documents()
    assert empty_library.ingest().added == ("a.pdf", "b.pdf")


def test_the_first_signal_breaks_off_while_there_is_nothing_to_keep():
    with pytest.raises(KeyboardInterrupt), asked_by_signals(Stop()):
        os.kill(os.getpid(), signal.SIGINT)


def test_the_command_says_how_many_files_are_left(empty_library, monkeypatch, capsys):
    settings = empty_library.settings
    write(empty_library, "a.pdf", "Hello")
    write(empty_library, "b.pdf", "world")
    ingest = Library.ingest

    def stopped(library, progress, **options):
        return ingest(library, interrupt(signal.SIGINT), **options)

    monkeypatch.setattr(Library, "ingest", stopped)
    monkeypatch.setattr(cli, "settings", lambda *_: settings)
    code = cli.main(["ingest", "--corpus", str(settings.corpus), "--data", str(settings.data)])
    told = capsys.readouterr().out
    assert code == 130
    assert "files are left as they were. The next ingest goes on with them." in told


def test_a_server_that_stops_keeps_what_its_ingest_has_read(tmp_path):
    (tmp_path / "corpus").mkdir()
    library = Library(Settings(tmp_path / "corpus", tmp_path / "data", workers=1, page_seconds=600.0))
    write(library, "a.pdf", "Hello")
    (tmp_path / "corpus" / "b.pdf").write_bytes(hostile_pdfs.endless_page([], []))
    job = BackgroundIngest(library)
    job.start()
    while job.progress is None or not job.progress.done:
        assert job.error is None
        time.sleep(0.05)
    job.close()
    assert not job.running
    assert job.report is not None
    assert job.report.left == 1
    assert texts(library) == {"a.pdf": "Hello"}
    job.start()
    assert not job.running
    library.close()


def test_an_ingest_of_the_web_page_waits_for_another_one_and_then_goes_on(empty_library):
    write(empty_library, "a.pdf", "Hello")
    other = Library(empty_library.settings)
    job = BackgroundIngest(empty_library)
    with other._engine.writing():
        job.start()
        until(lambda: job.waiting)
        assert job.running
        assert job.error is None
    until(lambda: not job.running)
    assert job.error is None
    assert job.report.added == ("a.pdf",)
    assert not job.waiting
    other.close()


def test_an_ingest_that_waits_can_be_stopped(empty_library):
    other = Library(empty_library.settings)
    job = BackgroundIngest(empty_library)
    with other._engine.writing():
        job.start()
        until(lambda: job.waiting)
        job.close()
        assert not job.running
        assert isinstance(job.error, IngestRunning)
    other.close()


def until(true):
    """Waits until it is; pytest's own limit ends what never comes."""
    while not true():
        time.sleep(0.02)
