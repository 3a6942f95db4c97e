"""A folder of files, good and bad → documents and pages: every file is accounted for."""

from dataclasses import replace
from pathlib import Path

import pytest
from pdfs import Sheet, Text, pdf, protected, words

from core.records import Document, DocumentState, Page, PageState
from core.settings import Settings
from ingest.files.folder import Work, plan
from ingest.metadata.catalogue import Catalogue, Row
from ingest.read import read_documents

PLAIN = pdf(words("Hello world"), words("and a second page"), title="A plain report", labels={0: "/S /r"})
FOLDER = {
    "plain.pdf": PLAIN,
    "notes.md": b"# Notes\n\nWhat was said.",
    "notes.txt": b"Minutes\nWho came.",
    "page.html": b"<h1>The event</h1><p>Who came.",
    "cut.pdf": PLAIN[: len(PLAIN) // 3],
    "word.pdf": b"PK\x03\x04 not a pdf at all",
    "none.pdf": b"",
    "none.txt": b"",
    "binary.txt": b"\x00\x01\x02",
    "secret.pdf": protected(PLAIN, "open sesame"),
    "owner.pdf": protected(PLAIN, ""),
    "scan.pdf": pdf(Sheet(picture=True), Sheet(picture=True)),
    "partly.pdf": pdf(words("A cover"), Sheet(picture=True), Sheet()),
    "blank.pdf": pdf(Sheet(), Sheet()),
    "no pages.pdf": pdf(),
    "sub/räport.pdf": PLAIN,
}
READY, PARTIAL, NEEDS_OCR, FAILED = (
    DocumentState.READY, DocumentState.PARTIAL, DocumentState.NEEDS_OCR, DocumentState.FAILED,
)  # fmt: skip
STATES = {
    "plain.pdf": READY, "notes.md": READY, "notes.txt": READY, "page.html": READY, "owner.pdf": READY,
    "sub/räport.pdf": READY, "blank.pdf": READY, "none.txt": READY, "partly.pdf": PARTIAL, "scan.pdf": NEEDS_OCR,
    "cut.pdf": FAILED, "word.pdf": FAILED, "none.pdf": FAILED, "binary.txt": FAILED, "secret.pdf": FAILED,
    "no pages.pdf": FAILED,
}  # fmt: skip
PROBLEMS = {
    "partly.pdf": "picture", "scan.pdf": "picture", "blank.pdf": "no words", "none.txt": "no words", "cut.pdf": "damaged",
    "word.pdf": "damaged", "none.pdf": "empty", "binary.txt": "not text", "secret.pdf": "password", "no pages.pdf": "no pages",
}  # fmt: skip

Read = dict[str, tuple[Work, Document, list[Page]]]


def read(corpus: Path, *rows: Row, **limits: object) -> Read:
    settings = Settings(corpus, corpus, **{"workers": 2, **limits})  # type: ignore[arg-type]
    work = plan(corpus, Catalogue(rows), []).work
    return {item.found.file: (item, document, pages) for item, document, pages in read_documents(work, settings)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "sub").mkdir()
    for name, content in FOLDER.items():
        (corpus / name).write_bytes(content)
    return corpus


@pytest.fixture(scope="module")
def done(folder, without_ocr) -> Read:
    return read(folder)


def test_every_file_becomes_one_document(done):
    assert set(done) == set(FOLDER)
    for file, (item, document, _) in done.items():
        assert (document.file, document.id) == (file, item.id)
        assert replace(document.fingerprint, passwords="") == item.fingerprint
        assert document.fingerprint.content


def test_every_document_tells_what_became_of_it(done):
    assert {file: document.state for file, (_, document, _) in done.items()} == STATES


def test_what_needs_a_person_is_told_with_a_remedy_and_nothing_else_is(done):
    assert {file for file, (_, document, _) in done.items() if document.problems} == set(PROBLEMS)
    for file, words_of_it in PROBLEMS.items():
        for problem in done[file][1].problems:
            assert words_of_it in problem.problem
            assert problem.remedy
            assert problem.file == file


def test_pages_that_need_ocr_are_listed_one_by_one(done):
    assert [problem.page for problem in done["scan.pdf"][1].problems] == [1, 2]
    assert [problem.page for problem in done["partly.pdf"][1].problems] == [2]


def test_a_document_that_failed_has_no_pages_and_is_called_by_its_file_name(done):
    for file, state in STATES.items():
        if state is FAILED:
            _, document, pages = done[file]
            assert pages == []
            assert document.title == file.rsplit(".", 1)[0]


def test_pages_belong_to_their_document_and_come_in_order(done):
    for _, document, pages in done.values():
        assert {page.document for page in pages} <= {document.id}
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    _, _, pages = done["plain.pdf"]
    assert [(page.label, page.text) for page in pages] == [("i", "Hello world"), ("ii", "and a second page")]
    assert [page.state for page in done["partly.pdf"][2]] == [PageState.TEXT, PageState.NEEDS_OCR, PageState.EMPTY]


def test_titles_are_what_the_files_say_or_else_their_names(done):
    titles = {file: document.title for file, (_, document, _) in done.items()}
    assert titles["plain.pdf"] == titles["owner.pdf"] == titles["sub/räport.pdf"] == "A plain report"
    assert (titles["notes.md"], titles["notes.txt"], titles["page.html"]) == ("Notes", "Minutes", "The event")
    assert (titles["scan.pdf"], titles["blank.pdf"]) == ("scan", "blank")


def test_documents_that_the_catalogue_does_not_name_are_not_reviewed(done):
    assert not any(document.reviewed for _, document, _ in done.values())


def test_the_catalogue_has_the_last_word_for_good_and_bad_files(tmp_path):
    for name in ("plain.pdf", "cut.pdf"):
        (tmp_path / name).write_bytes(FOLDER[name])
    rows = [
        Row(file=name, title="Ours", language="fr", presenters=("A. Author",), countries_from=("CA",), date="2019")
        for name in ("plain.pdf", "cut.pdf")
    ]
    found = read(tmp_path, *rows)
    for name in ("plain.pdf", "cut.pdf"):
        document = found[name][1]
        assert (document.title, document.language, document.presenters) == ("Ours", "fr", ("A. Author",))
        assert (document.countries_from, document.year, document.reviewed) == (("CA",), 2019, True)
    assert found["plain.pdf"][1].state is READY
    assert found["cut.pdf"][1].state is FAILED
    assert {page.language for page in found["plain.pdf"][2]} == {"fr"}


def test_what_a_row_leaves_empty_stays_as_the_file_says(tmp_path):
    (tmp_path / "plain.pdf").write_bytes(PLAIN)
    document = read(tmp_path, Row(file="plain.pdf", kind="report"))["plain.pdf"][1]
    assert (document.title, document.kind) == ("A plain report", "report")


def test_nothing_to_read_is_nothing_read(tmp_path):
    assert read(tmp_path) == {}


def test_a_file_that_went_away_after_the_plan_was_made_fails_alone(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(PLAIN)
    work = plan(tmp_path, Catalogue(), []).work
    (tmp_path / "a.pdf").unlink()
    states = {document.file: document.state for _, document, _ in read_documents(work, Settings(tmp_path, tmp_path))}
    assert states == {"a.pdf": FAILED, "b.pdf": READY}


def test_a_file_that_takes_longer_than_is_allowed_fails_with_that_word(tmp_path):
    (tmp_path / "long.pdf").write_bytes(PLAIN)
    _, document, pages = read(tmp_path, document_seconds=0.0)["long.pdf"]
    assert (document.state, pages) == (FAILED, [])
    assert "longer than" in document.problems[0].problem


def test_documents_come_whole_one_at_a_time_from_several_workers(tmp_path):
    for name in "abcdef":
        (tmp_path / f"{name}.pdf").write_bytes(pdf(*(words(f"{name} {number}") for number in range(150))))
    for _, _, pages in read(tmp_path, workers=3).values():
        assert [page.text for page in pages] == [f"{pages[0].document} {number}" for number in range(150)]


def test_a_file_whose_every_page_is_torn_fails_and_says_which(tmp_path):
    content = pdf(Sheet([Text("word")]), Sheet([Text("word")]))
    kids = content[content.index(b"/Kids [") + 7 :].split(b"]")[0]
    (tmp_path / "torn.pdf").write_bytes(content.replace(kids, b"1 0 R" + b" " * (len(kids) - 5)))
    _, document, pages = read(tmp_path)["torn.pdf"]
    assert document.state is FAILED
    assert document.problems
    assert all(page.text == "" for page in pages)
