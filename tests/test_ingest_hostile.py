"""Hostile PDFs through real workers: each costs its own page, or its own file, and says so."""

from pathlib import Path

import hostile_pdfs
import pytest
from pdfs import pdf, words

from core.errors import FileUnreadable
from core.records import Document, DocumentState, Page, PageState
from core.settings import Settings
from ingest import extract as extraction
from ingest import read as reading
from ingest.files.folder import plan
from ingest.messages import FileFacts
from ingest.metadata.catalogue import Catalogue
from ingest.read import read_documents

PAGE_SECONDS = 3.0

Read = dict[str, tuple[Document, list[Page]]]


def read(corpus: Path, files: dict[str, bytes], **limits: object) -> Read:
    for name, content in files.items():
        (corpus / name).write_bytes(content)
    settings = Settings(corpus, corpus, **{"workers": 2, "page_seconds": PAGE_SECONDS, **limits})  # type: ignore[arg-type]
    work = plan(corpus, Catalogue(), []).work
    return {item.found.file: (document, pages) for item, document, pages in read_documents(work, settings)}


def test_a_page_that_never_ends_costs_that_page_alone(tmp_path):
    found = read(tmp_path, {"a.pdf": hostile_pdfs.endless_page(["one", "two"], ["four"]), "b.pdf": pdf(words("good"))})
    document, pages = found["a.pdf"]
    assert [(page.state, page.text) for page in pages] == [
        (PageState.TEXT, "one"), (PageState.TEXT, "two"), (PageState.UNREADABLE, ""), (PageState.TEXT, "four"),
    ]  # fmt: skip
    assert document.state is DocumentState.PARTIAL
    ((page, problem),) = [(told.page, told.problem) for told in document.problems]
    assert (page, problem) == (3, "Reading page 3 took longer than 3 seconds.")
    assert found["b.pdf"][0].state is DocumentState.READY


def test_several_bad_pages_are_left_out_one_after_the_other(tmp_path):
    bad = hostile_pdfs.endless_page(["one"], ["three"])
    kids = bad[bad.index(b"/Kids [") + 7 : bad.index(b"] /Count")]
    twice = bad.replace(kids + b"] /Count 3", kids + b" " + kids + b"] /Count 6")
    document, pages = read(tmp_path, {"a.pdf": twice})["a.pdf"]
    assert [page.text for page in pages] == ["one", "", "three", "one", "", "three"]
    assert [told.page for told in document.problems] == [2, 5]


def test_a_file_with_too_many_bad_pages_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_MOST_LEFT_OUT", 0)
    document, pages = read(tmp_path, {"a.pdf": hostile_pdfs.endless_page(["one"], [])})["a.pdf"]
    assert (document.state, pages) == (DocumentState.FAILED, [])
    assert "page 2 took longer" in document.problems[0].problem


def test_a_page_that_unpacks_to_gigabytes_is_told_and_its_neighbours_come_out(tmp_path):
    files = {"a.pdf": hostile_pdfs.bomb(2**31), "b.pdf": pdf(words("good"))}
    assert len(files["a.pdf"]) < 2**20
    found = read(tmp_path, files, worker_bytes=1024**3)
    document, pages = found["a.pdf"]
    if document.state is DocumentState.READY:
        assert pages[0].text.startswith("before the bomb")
    else:
        assert document.problems
    assert found["b.pdf"][1][0].text == "good"


def test_loops_where_trees_should_be_lose_no_page(tmp_path):
    files = {
        "outline.pdf": hostile_pdfs.recursive_outline(),
        "tree.pdf": hostile_pdfs.looping_tree(),
        "labels.pdf": hostile_pdfs.looping_labels(),
    }
    found = read(tmp_path, files)
    assert {file: pages[0].text for file, (_, pages) in found.items()} == dict.fromkeys(files, "words on it")
    assert {file: document.state for file, (document, _) in found.items()} == {
        "outline.pdf": DocumentState.READY, "labels.pdf": DocumentState.READY, "tree.pdf": DocumentState.PARTIAL,
    }  # fmt: skip


def test_a_page_of_five_metres_is_a_page(tmp_path):
    document, (page,) = read(tmp_path, {"a.pdf": hostile_pdfs.five_metres()})["a.pdf"]
    assert (document.state, page.text) == (DocumentState.READY, "a large sheet")
    assert page.width == pytest.approx(hostile_pdfs.FIVE_METRES, abs=0.1)


def test_ten_thousand_pages_come_out_each_with_its_number(tmp_path):
    content = pdf(words("This is page"), times=10_000)
    _, pages = read(tmp_path, {"a.pdf": content}, page_seconds=60.0)["a.pdf"]
    assert [page.number for page in pages] == list(range(1, 10_001))
    assert {page.text for page in pages} == {"This is page"}


def test_a_file_with_more_text_than_is_allowed_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(pdf(words("Hello"), words("world")))
    monkeypatch.setattr(extraction, "_MOST_CHARACTERS", 9)
    with pytest.raises(FileUnreadable, match="more text than is allowed"):
        next(extraction.extract(tmp_path / "a.pdf", "a"))
    monkeypatch.setattr(extraction, "_MOST_CHARACTERS", 10)
    facts = next(extraction.extract(tmp_path / "a.pdf", "a"))
    assert isinstance(facts, FileFacts)
    assert (facts.title, facts.page_count) == ("Hello", 2)


def test_a_pdf_that_is_cut_anywhere_is_read_or_told(tmp_path):
    whole = pdf(words("Hello world"), words("second page"), title="Whole", labels={0: "/S /r"}, outline=[("One", 0)])
    cuts = {f"{at:05}.pdf": whole[:at] for at in range(0, len(whole), 61)}
    found = read(tmp_path, cuts)
    assert set(found) == set(cuts)
    for document, pages in found.values():
        assert document.problems or [page.text for page in pages] == ["Hello world", "second page"]


def test_a_file_that_vanishes_before_it_is_read_is_told(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(pdf(words("Hello")))
    work = plan(tmp_path, Catalogue(), []).work
    (tmp_path / "a.pdf").unlink()
    states = {i.found.file: d.state for i, d, _ in read_documents(work, Settings(tmp_path, tmp_path, workers=1))}
    assert states == {"a.pdf": DocumentState.FAILED, "b.pdf": DocumentState.READY}


def test_a_file_that_changed_since_it_was_looked_at_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(words("Hello")))
    work = plan(tmp_path, Catalogue(), []).work
    (tmp_path / "a.pdf").write_bytes(pdf(words("Hello"), words("and more")))
    ((_, document, pages),) = read_documents(work, Settings(tmp_path, tmp_path, workers=1))
    assert len(pages) == 2
    assert "changed while it was read" in document.problems[0].problem
