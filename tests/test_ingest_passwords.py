"""Passwords open protected files, and nothing that is kept or shown has them."""

import logging
import pickle
import stat
from pathlib import Path

import pytest
from pdfs import pdf, protected, words

from core.errors import BadInput, FileUnreadable
from core.records import DocumentState, Span
from core.settings import Settings
from ingest.passwords import (
    HOW_TO_GIVE,
    PROTECTED,
    WRONG,
    Passwords,
    Secret,
    Source,
    give_password,
    read_passwords,
    unlocked,
)
from ingest.pdf import pdf_page, pdf_structure
from ingest.workers import Job, PageReader
from serve.as_json import document_json, ingest_json, status_json
from serve.library import Library

SESAME = "open sésame; 7"
PAGES = (words("A walrus on the ice.", "And a seal."), words("Second page."))
PLAIN = pdf(*PAGES, labels={0: "/S /r"}, title="Animals of the far north")


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "locked.pdf"
    path.write_bytes(protected(PLAIN, SESAME))
    return path


@pytest.fixture
def shelf(empty_library):
    folder = empty_library.settings.corpus
    (folder / "minutes-1.pdf").write_bytes(protected(PLAIN, SESAME))
    (folder / "open.pdf").write_bytes(pdf(words("An owl in a tree.")))
    return empty_library


def table(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "passwords.csv").write_text(text, encoding="utf-8")


def state(shelf, file):
    return next(document.state for document in shelf.documents() if document.file == file)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_password_opens_every_kind_of_encryption_in_both_readers(tmp_path, algorithm):
    path = tmp_path / "locked.pdf"
    path.write_bytes(protected(PLAIN, "sesame", algorithm))
    with unlocked(Secret(("wrong", "sesame"))):
        assert [page.text.split("\n")[0] for page in pdf_page.read_pages(path)] == [
            "A walrus on the ice.",
            "Second page.",
        ]
        assert pdf_page.boxes(path, 1, next(pdf_page.read_pages(path)).text, [Span(2, 8)])[0]
        assert pdf_page.image(path, 1, 1.0).startswith(b"\x89PNG")
        assert "walrus" in next(pdf_structure.read_pages(path)).text
        structure = pdf_structure.read_structure(path)
    assert (structure.title, structure.labels) == ("Animals of the far north", ("i", "ii"))


@pytest.mark.parametrize("read", [pdf_page.read_pages, pdf_structure.read_pages])
def test_a_wrong_password_is_told_as_such_and_a_missing_one_with_how_to_give_it(locked, read):
    with unlocked(Secret(("wrong",))), pytest.raises(FileUnreadable) as wrong:
        list(read(locked))
    with pytest.raises(FileUnreadable) as missing:
        list(read(locked))
    assert (wrong.value.problem, missing.value.problem) == (WRONG, PROTECTED)
    assert missing.value.remedy == HOW_TO_GIVE


def test_a_password_is_given_for_one_file_alone(locked):
    with unlocked(Secret((SESAME,))):
        assert list(pdf_page.read_pages(locked))
    with pytest.raises(FileUnreadable):
        list(pdf_page.read_pages(locked))


def test_a_row_that_names_the_file_comes_before_patterns_and_case_does_not_matter():
    passwords = Passwords("1", (("Minutes-*.PDF", "pattern"), ("2011/minutes-1.pdf", "named"), ("other.pdf", "no")))
    assert passwords.of("2011/MINUTES-1.pdf") == Secret(("named", "pattern"))
    assert passwords.of("minutes-2.pdf") == Secret(("pattern",))
    assert passwords.of("report.pdf") == Secret()


@pytest.mark.parametrize(
    "text",
    [
        f'file,password\nminutes-*.pdf,"{SESAME}"\n',
        f'\ufeffFile;Password\r\n minutes-1.pdf ;"{SESAME}"\r\n\r\n;nothing\r\nx.pdf\r\n',
        f'note,password,file\nhere,"{SESAME}",minutes-1.pdf\n',
    ],
)
def test_the_table_is_read_however_a_spreadsheet_saves_it(tmp_path, text):
    table(tmp_path / "data", text)
    found = read_passwords(tmp_path / "data", tmp_path / "corpus")
    assert found.of("minutes-1.pdf") == Secret((SESAME,))
    assert found.problems == ()


def test_the_data_folders_table_comes_before_the_one_beside_the_catalogue(tmp_path):
    table(tmp_path / "data", "file,password\na.pdf,first\n")
    table(tmp_path / "corpus", "file,password\na.pdf,second\nb.pdf,b\n")
    found = read_passwords(tmp_path / "data", tmp_path / "corpus")
    assert found.of("a.pdf") == Secret(("first", "second"))
    assert found.of("b.pdf") == Secret(("b",))


@pytest.mark.parametrize("content", [f"minutes-1.pdf,{SESAME}\n".encode(), b"file,password\na.pdf,\xff\xfe\n"])
def test_a_table_that_cannot_be_read_is_a_problem_that_quotes_nothing_of_it(tmp_path, content):
    (tmp_path / "passwords.csv").write_bytes(content)
    (problem,) = read_passwords(tmp_path, tmp_path / "corpus").problems
    assert problem.file == "passwords.csv"
    assert problem.remedy
    assert "sésame" not in f"{problem}"


def test_nothing_that_holds_a_password_shows_it():
    job = Job("extract", (Source("locked.pdf", Secret((SESAME,))), "locked"))
    passwords = Passwords("1", (("a.pdf", SESAME),))
    for shown in (job, passwords, passwords.of("a.pdf"), job.arguments):
        assert "sésame" not in f"{shown!r} {shown!s}"
    assert pickle.loads(pickle.dumps(job)).arguments[0].secret == Secret((SESAME,))


def test_a_worker_gets_the_password_over_its_pipe_and_neither_by_command_line_nor_environment(locked):
    reader = PageReader(4 * 1024**3, 30)
    try:
        assert reader.ask("image", Source(locked, Secret((SESAME,))), 1, 1.0).startswith(b"\x89PNG")
        (worker,) = (worker for pool in reader._pools for worker in pool._workers)
        process = Path(f"/proc/{worker.process.pid}")
        seen = b"".join((process / name).read_bytes() for name in ("cmdline", "environ"))
        assert b"ingest.worker" in seen
        assert b"sesame" not in seen.replace("sésame".encode(), b"sesame")
    finally:
        reader.close()


def test_a_given_password_is_noticed_without_a_rebuild_and_the_pages_are_found_and_drawn(shelf):
    assert [problem.problem for problem in shelf.ingest().failed] == [PROTECTED]
    assert shelf.ingest().unchanged == 2
    shelf.give_password("minutes-1.pdf", SESAME)
    report = shelf.ingest()
    assert (report.updated, report.unchanged, report.failed) == (("minutes-1.pdf",), 1, ())
    (hit,) = shelf.search("walrus", {}).hits
    marked = shelf.marked_page(hit.document.id, 1, "walrus")
    assert hit.page.label == "i"
    assert marked.boxes[0]
    assert not marked.note
    assert shelf.page_image(hit.document.id, 1).startswith(b"\x89PNG")
    assert shelf.ingest().unchanged == 2


def test_a_wrong_password_is_told_once_and_tried_again_when_the_table_changes(shelf):
    table(shelf.settings.data, "file,password\nminutes-*.pdf,not this one\n")
    assert [problem.problem for problem in shelf.ingest().failed] == [WRONG]
    again = shelf.ingest()
    assert (again.unchanged, again.updated) == (2, ())
    table(shelf.settings.data, f'file,password\nminutes-*.pdf,"{SESAME}"\n')
    assert shelf.ingest().updated == ("minutes-1.pdf",)
    assert state(shelf, "minutes-1.pdf") == DocumentState.READY


def test_no_password_is_in_the_index_in_json_or_in_a_log(shelf, caplog):
    caplog.set_level(logging.DEBUG)
    table(shelf.settings.data, f'file,password\nminutes-*.pdf,wrong-{SESAME}\nminutes-*.pdf,"{SESAME}"\n')
    report = shelf.ingest()
    shown = [ingest_json(report), status_json(shelf.status()), *map(document_json, shelf.documents())]
    shown += [*shelf.documents(), shelf.settings]
    assert "sésame" not in f"{shown}{caplog.text}"
    kept = [path for path in shelf.settings.data.rglob("*") if path.is_file() and path.name != "passwords.csv"]
    assert kept
    assert not [path for path in kept if "sésame".encode() in path.read_bytes()]


def test_the_table_made_for_a_reader_is_its_owners_only_and_keeps_other_rows(tmp_path):
    table(tmp_path, "file,password\na.pdf,old\nb.pdf,b\n")
    (tmp_path / "passwords.csv").chmod(0o644)
    give_password(tmp_path, "a.pdf", ' new, "x" ')
    assert stat.S_IMODE((tmp_path / "passwords.csv").stat().st_mode) == 0o600
    found = read_passwords(tmp_path, tmp_path / "corpus")
    assert found.of("a.pdf") == Secret((' new, "x" ',))
    assert found.of("b.pdf") == Secret(("b",))


@pytest.mark.parametrize("password", ["", "two\nlines"])
def test_what_is_no_password_is_refused_without_repeating_it(tmp_path, password):
    with pytest.raises(BadInput) as refused:
        give_password(tmp_path, "a.pdf", password)
    assert "two" not in str(refused.value)
    assert not (tmp_path / "passwords.csv").exists()


def test_the_table_is_no_document_and_cannot_be_uploaded(shelf):
    table(shelf.settings.corpus, "file,password\nminutes-1.pdf,wrong\n")
    shelf.ingest()
    assert {document.file for document in shelf.documents()} == {"minutes-1.pdf", "open.pdf"}
    with pytest.raises(BadInput):
        shelf.upload("passwords.csv", b"file,password\n")


def test_a_real_protected_file_opens_with_its_password(shared, tmp_path):
    path = next(shared.glob("data/pdfs/**/*libreoffice-writer-password.pdf"), shared / "none")
    if not path.is_file():
        pytest.skip("that file is not among the shared ones")
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "real.pdf").write_bytes(path.read_bytes())
    table(settings.data, "file,password\n*.pdf,openpassword\n")
    library = Library(settings)
    try:
        assert library.ingest().failed == ()
        assert library.documents()[0].pages[0].length > 20
    finally:
        library.close()
