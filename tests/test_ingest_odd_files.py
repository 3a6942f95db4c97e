"""Odd things in the corpus folder: each is told in a clear line or read; none blocks, none loses its neighbour."""

import os
import socket
from pathlib import Path

import pytest
from pdfs import pdf, words

from ingest.files.folder import content_hash
from serve import cli
from serve.ingest_run import IngestReport

GOOD = pdf(words("A good neighbour"))


def told(report: IngestReport) -> dict[str, str]:
    return {problem.file: problem.problem for problem in report.failed}


@pytest.fixture
def corpus(empty_library):
    (empty_library.settings.corpus / "good.pdf").write_bytes(GOOD)
    yield empty_library.settings.corpus
    assert empty_library.search("neighbour", {}).total_pages >= 1


def test_pipes_sockets_and_devices_do_not_block(empty_library, corpus, tmp_path, monkeypatch):
    os.mkfifo(corpus / "pipe.pdf")
    (corpus / "null.pdf").symlink_to("/dev/null")
    monkeypatch.chdir(corpus)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.pdf")
        assert set(told(empty_library.ingest())) == {"pipe.pdf", "null.pdf", "socket.pdf"}


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    assert content_hash(tmp_path / "pipe.pdf") == ""


def test_links_that_lead_out_or_in_circles_are_told(empty_library, corpus, tmp_path):
    (tmp_path / "secret.pdf").write_bytes(GOOD)
    (corpus / "out.pdf").symlink_to(tmp_path / "secret.pdf")
    (corpus / "round.pdf").symlink_to("round.pdf")
    (corpus / "one.pdf").symlink_to("two.pdf")
    (corpus / "two.pdf").symlink_to("one.pdf")
    (corpus / "folder").symlink_to(corpus)
    problems = told(empty_library.ingest())
    assert set(problems) == {"out.pdf", "round.pdf", "one.pdf", "two.pdf", "folder"}
    assert "out of the corpus" in problems["out.pdf"]


NAMES = ["two\nlines.pdf", "bell\a.pdf", "red\x1b[31m.pdf", "left\u202egpj.pdf", "zero\u200bwidth.pdf", "tab\tbed.pdf"]


def test_names_with_control_and_bidirectional_characters_are_read_and_shown_safely(empty_library, corpus, capsys):
    for name in NAMES:
        (corpus / name).write_bytes(b"not a pdf")
    settings = empty_library.settings
    assert cli.main(["ingest", "--corpus", str(settings.corpus), "--data", str(settings.data)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len([line for line in lines if "damaged" in line]) == len(NAMES)
    assert all(character.isprintable() for line in lines for character in line)
    assert cli.main(["documents", "--corpus", str(settings.corpus), "--data", str(settings.data)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == len(NAMES) + 1
    assert all(character.isprintable() for line in shown for character in line)


def test_a_name_that_is_not_utf_8_is_told_and_shown_in_escapes(empty_library, corpus):
    try:
        with (corpus / "caf\udce9.pdf").open("wb") as file:
            file.write(GOOD)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert told(empty_library.ingest()) == {"caf\\udce9.pdf": "The file's name is not UTF-8."}


def test_very_long_names_and_deep_folders_are_read(empty_library, corpus):
    (corpus / ("n" * 251 + ".pdf")).write_bytes(GOOD)
    deep = corpus / "/".join(["d" * 50] * 30)
    deep.mkdir(parents=True)
    (deep / "deep.pdf").write_bytes(GOOD)
    report = empty_library.ingest()
    assert (len(report.added), report.failed) == (3, ())


def test_hundreds_of_files_are_each_accounted_for(empty_library, corpus):
    for number in range(300):
        (corpus / f"{number}.txt").write_bytes(b"" if number % 3 else b"words of a text\n")
    report = empty_library.ingest()
    assert len(report.added) == 301
    assert len(empty_library.documents()) == 301


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02" * 100, b"\xff\xfe" * 100, b"x" * 300_000, b'file,title\n"' + b"a" * 200_000]
)
def test_a_catalogue_that_is_no_table_stops_the_ingest_with_a_clear_line_or_is_read(
    empty_library, corpus, content, capsys
):
    empty_library.ingest()
    (corpus / "catalogue.csv").write_bytes(content)
    settings = empty_library.settings
    code = cli.main(["ingest", "--corpus", str(settings.corpus), "--data", str(settings.data)])
    told = capsys.readouterr()
    assert code in (1, 2)
    assert "catalogue.csv" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_catalogue_that_is_no_file_stops_the_ingest_with_a_clear_line(empty_library, corpus, capsys, make):
    empty_library.ingest()
    make(corpus / "catalogue.csv")
    settings = empty_library.settings
    assert cli.main(["ingest", "--corpus", str(settings.corpus), "--data", str(settings.data)]) == 2
    assert "catalogue.csv is no ordinary file" in capsys.readouterr().err
