"""A full disk, a data folder that cannot be written, half an upload: the earlier index stays, and the error says what to do."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pdfs import pdf, words

import index.store.whoosh_writer
from core.errors import RapporteurError
from core.settings import Settings
from serve import cli
from serve.library import Library

SMALL_DISK = 3 * 1024**2


@pytest.fixture
def small_disk(tmp_path):
    """A folder with room for three megabytes, where this user may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() or mount is None:
        pytest.skip("only root may mount a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder], check=False, capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {made.stderr}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(corpus: Path) -> None:
    """Adds more text than the small disk has room for."""
    for number in range(10):
        lines = [f"w{number}x{line}y{word}z {word * 7919 + line}" for line in range(40) for word in range(25)]
        pages = [words(*lines[start : start + 40]) for start in range(0, len(lines), 40)]
        (corpus / f"much{number}.pdf").write_bytes(pdf(*pages, times=6))


@pytest.mark.timeout(300)
def test_a_full_disk_leaves_the_earlier_index_and_the_next_ingest_goes_on_once_there_is_room(
    tmp_path, small_disk, capsys
):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.pdf").write_bytes(pdf(words("the earlier index")))
    place = ["--corpus", str(corpus), "--data", str(small_disk)]
    assert cli.main(["ingest", *place]) == 0
    blocked = small_disk / "something else"
    blocked.write_bytes(bytes(shutil.disk_usage(small_disk).free - 150_000))
    fill(corpus)
    capsys.readouterr()
    assert cli.main(["ingest", *place]) == 1
    told = capsys.readouterr().err
    assert "No space left on device" in told
    assert "The earlier index stays as it was. Check space and rights, then ingest." in told
    assert "Traceback" not in told
    library = Library(Settings(corpus, small_disk))
    assert [hit.document.file for hit in library.search("earlier", {}).hits] == ["first.pdf"]
    assert len(library.documents()) == 1
    assert shutil.disk_usage(small_disk).free > 100_000, "what was written in vain is taken away"
    blocked.unlink()
    report = library.ingest()
    assert (len(report.added), report.failed) == (10, ())
    assert [hit.document.file for hit in library.search("earlier", {}).hits] == ["first.pdf"]
    library.close()


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["write_postings", "_to_disk"])
def test_an_index_that_cannot_be_written_to_the_end_is_not_shown(empty_library, monkeypatch, step):
    corpus = empty_library.settings.corpus
    (corpus / "first.pdf").write_bytes(pdf(words("the earlier index")))
    empty_library.ingest()
    (corpus / "second.pdf").write_bytes(pdf(words("a later one")))
    with monkeypatch.context() as patch:
        patch.setattr(index.store.whoosh_writer, step, full)
        with pytest.raises(RapporteurError, match="earlier index stays as it was"):
            empty_library.ingest()
    assert [document.file for document in empty_library.documents()] == ["first.pdf"]
    assert empty_library.search("earlier", {}).total_pages == 1
    empty_library.ingest()
    assert len(empty_library.documents()) == 2


def test_a_data_folder_on_a_disk_that_is_read_only_is_searched_and_an_ingest_says_so(tmp_path, small_disk, capsys):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "first.pdf").write_bytes(pdf(words("the earlier index")))
    place = ["--corpus", str(tmp_path / "corpus"), "--data", str(small_disk)]
    assert cli.main(["ingest", *place]) == 0
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    (tmp_path / "corpus" / "second.pdf").write_bytes(pdf(words("a later one")))
    capsys.readouterr()
    assert cli.main(["ingest", *place]) == 1
    told = capsys.readouterr().err
    assert "cannot be written (Read-only file system)" in told
    assert "Traceback" not in told
    assert cli.main(["search", "earlier", *place]) == 0
    assert "the earlier index, p. 1" in capsys.readouterr().out


def test_what_a_killed_upload_or_edit_has_left_is_no_document(empty_library):
    corpus = empty_library.settings.corpus
    (corpus / "first.pdf").write_bytes(pdf(words("the earlier index")))
    for left in (".x1y2z3.part", "tmpx1y2z3.csv.part", "half.pdf.part"):
        (corpus / left).write_bytes(b"%PDF-1.7 half of")
    report = empty_library.ingest()
    assert (report.added, report.failed) == (("first.pdf",), ())
