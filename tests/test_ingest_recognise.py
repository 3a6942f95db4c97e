"""Scanned, garbled and mixed documents → searchable copies, through the whole ingest; and what happens without Tesseract."""

import os
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pdfs import Sheet, Text, pdf, protected, words
from scans import bound, coded, painted, photograph, scan

from core.records import Document, DocumentState, Fingerprint, PageState, Problem
from core.settings import Settings
from ingest.files.folder import Walk, plan
from ingest.metadata.catalogue import Catalogue
from ingest.passwords import give_password
from ingest.pdf.pdf_page import read_page
from ingest.recognition.recognise import sweep, to_be_recognised
from ingest.recognition.tesseract import WAITS, NoOcr, Ocr, find_ocr
from serve.library import Library
from serve.readability import confidence_of, page_sentence

TYPED = (
    "This page has been typed on a machine and",
    "needs no recognition at all, neither now",
    "nor in times to come.",
)
LETTER = ("The municipal front office answers every", "letter within three working days, and the", "citizen hears which "
          "department is responsible.", "Nobody is sent from one counter to another.")  # fmt: skip
TURNED = ("A registry of births serves the hospital,", "the parents and the pension insurance, so", "that a single "
          "notice reaches every authority", "that has to know of the new citizen.")  # fmt: skip
CIPHER = {chr(97 + at): chr(97 + (at + 3) % 26) for at in range(26)}
"""Letters as a font without a right Unicode map gives them: "the" reads as "wkh"."""
PLAIN = ("what a reader sees on this page is plain", "english text but the letters beneath are", "ciphered so that "
         "nobody can find a word of", "it without reading the picture of the page", "as a clerk would have")  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, with_ocr):
    """A library of a mixed document and one with a junk text layer, ingested with Tesseract."""
    folder = tmp_path_factory.mktemp("scans")
    corpus = folder / "corpus"
    corpus.mkdir()
    parts = (pdf(words(*TYPED)), scan(folder, *LETTER, skew=1.5), scan(folder, *TURNED, turned=90))
    (corpus / "mixed EN.pdf").write_bytes(bound(*parts, outline="The registry", label="A-"))
    (corpus / "junk EN.pdf").write_bytes(pdf(words(*PLAIN), reads=CIPHER))
    library = Library(Settings(corpus, folder / "data", workers=2))
    report = library.ingest()
    assert report.failed == ()
    yield library
    library.close()


def text(library: Library, document: str, number: int) -> str:
    return " ".join(library.page(document, number).text.split())


def test_a_page_with_a_text_of_its_own_stays_as_it_is_among_scanned_ones(shelf):
    page = shelf.page("mixed-en", 1)
    assert (page.state, page.confidence, page.text) == (PageState.TEXT, None, "\n".join(TYPED))


def test_a_skewed_page_is_recognised(shelf):
    page = shelf.page("mixed-en", 2)
    assert page.state is PageState.OCR
    assert page.confidence > 0.8
    assert "answers every letter within three working days" in text(shelf, "mixed-en", 2)


def test_a_page_that_lies_on_its_side_is_turned_and_recognised(shelf):
    page = shelf.page("mixed-en", 3)
    assert page.state is PageState.OCR
    assert page.height > page.width, "as it is displayed it stands upright"
    assert "a single notice reaches every authority" in text(shelf, "mixed-en", 3)


def test_a_junk_text_layer_is_redone(shelf):
    page = shelf.page("junk-en", 1)
    assert page.state is PageState.OCR
    assert "nobody can find a word of it" in text(shelf, "junk-en", 1)


def test_recognised_words_are_found_and_their_boxes_lie_where_the_page_shows_them(shelf):
    marked = shelf.marked_page("mixed-en", 2, "responsible")
    (boxes,) = marked.boxes
    (box,) = boxes
    size = 11.0
    third_line = 60 + 2 * 1.2 * size  # the baseline, from the top
    assert third_line - 1.5 * size < box.top < box.bottom < third_line + size
    assert marked.page.width / 2 < box.x0 < box.x1 < marked.page.width


def test_labels_and_outline_stand_and_the_reader_opens_the_original(shelf):
    document = shelf.document("mixed-en")
    copy = pypdf.PdfReader(shelf.settings.copies / document.copy)
    assert [entry.label for entry in document.pages] == ["A-1", "A-2", "A-3"]
    assert copy.page_labels == ["A-1", "A-2", "A-3"]
    assert [copy.get_destination_page_number(item) for item in copy.outline] == [2]
    assert shelf.file_of("mixed-en") == shelf.settings.corpus / "mixed EN.pdf"
    assert shelf.reading_copy("mixed-en") == shelf.settings.copies / document.copy


def test_a_copy_that_was_deleted_is_made_anew_from_the_pages_that_are_kept(shelf):
    document = shelf.document("mixed-en")
    kept = {path: path.stat().st_mtime_ns for path in shelf.settings.copies.glob("pages/*/*.pdf")}
    (shelf.settings.copies / document.copy).unlink()
    report = shelf.ingest()
    assert (report.updated, report.unchanged) == (("mixed EN.pdf",), 1)
    assert shelf.reading_copy("mixed-en").is_file()
    assert {path: path.stat().st_mtime_ns for path in shelf.settings.copies.glob("pages/*/*.pdf")} == kept


def test_what_no_document_has_any_more_is_removed_after_an_ingest(shelf, tmp_path):
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    shutil.copytree(shelf.settings.corpus, corpus)
    shutil.copytree(shelf.settings.data, data)
    content = {document.id: document.fingerprint.content for document in shelf.documents()}
    (data / "copies" / "pages" / content["mixed-en"] / "part-of a run that was broken off").mkdir()
    (corpus / "junk EN.pdf").unlink()
    library = Library(Settings(corpus, data, workers=1))
    library.ingest()
    library.close()
    assert {path.name for path in (data / "copies").iterdir()} == {"pages", f"{content['mixed-en']}.ocr.pdf"}
    assert {path.name for path in (data / "copies" / "pages").iterdir()} == {content["mixed-en"]}
    assert all(path.suffix == ".pdf" for path in (data / "copies" / "pages" / content["mixed-en"]).iterdir())


WAITING = Problem("a.pdf", 1, "needs OCR", f"{WAITS} apt install tesseract-ocr; the next ingest does the rest.")
LACKING = Problem("a.pdf", None, "Recognised without Tesseract's deu, osd: words may be wrong.", "Install it.")


@pytest.mark.parametrize(
    ("problem", "ocr", "wanted"),
    [
        (WAITING, NoOcr("not there"), set()),
        (WAITING, Ocr(frozenset({"eng"})), {"a"}),
        (LACKING, Ocr(frozenset({"eng"})), set()),
        (LACKING, Ocr(frozenset({"eng", "deu"})), {"a"}),
        (LACKING, NoOcr("taken away"), set()),
    ],
)
def test_what_waits_for_tesseract_or_its_languages_is_read_again_once_they_are_there(tmp_path, problem, ocr, wanted):
    document = Document("a", "a.pdf", "A", problems=(problem,))
    assert to_be_recognised([document], Settings(tmp_path, tmp_path), lambda: ocr) == wanted


def test_tesseract_is_not_looked_for_where_no_document_waits(tmp_path):
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "there.pdf").touch()
    documents = [Document("a", "a.pdf", "A", copy="there.pdf"), Document("b", "b.pdf", "B", copy="gone.pdf")]
    assert to_be_recognised(documents, Settings(tmp_path, tmp_path), pytest.fail) == {"b"}


def test_a_document_that_cannot_be_seen_keeps_the_copies_though_it_is_to_be_read_again(tmp_path):
    """A recognised scan that waits for a pack of Tesseract, in a folder that is closed for now."""
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    known = Document("a", "closed/a.pdf", "A", fingerprint=Fingerprint(1, 1, "f00d", ""), copy="f00d.ocr.pdf")
    again = to_be_recognised([replace(known, copy="gone.pdf")], settings)
    done = plan(settings.corpus, Catalogue(), [known], lambda _: Walk([], [], ["closed"]), again)
    kept = settings.copies / "f00d.ocr.pdf"
    kept.parent.mkdir(parents=True)
    kept.touch()
    sweep(settings.copies, done.unchanged, done.work)
    assert (again, done.unchanged, kept.is_file()) == ({"a"}, (known,), True)


def test_pages_wait_where_tesseract_is_missing_and_are_recognised_once_it_is_there(tmp_path, with_ocr, monkeypatch):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "letter EN.pdf").write_bytes(scan(tmp_path, *LETTER))
    (settings.corpus / "junk EN.pdf").write_bytes(pdf(words(*PLAIN), reads=CIPHER))
    library = Library(settings)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path / "no programs"))
        problems = {problem.file: problem for problem in library.ingest().failed}
        again = library.ingest()
    assert (again.unchanged, len(again.failed)) == (2, 2)
    assert "needs OCR" in problems["letter EN.pdf"].problem
    assert "garbled" in problems["junk EN.pdf"].problem
    assert all("tesseract" in problem.remedy for problem in problems.values())
    assert library.page("junk-en", 1).state is PageState.GARBLED
    assert library.page("junk-en", 1).text, "its text stays as it is"
    assert library.ingest().failed == ()
    assert {document.state for document in library.documents()} == {DocumentState.READY}
    library.close()


def test_a_garbled_text_without_pictures_of_its_pages_stays_a_text(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "odd.txt").write_text("\U00013000" * 200 + "\ue000" * 200, "utf-8")  # no font has these letters
    library = Library(settings)
    library.ingest()
    page, document = library.page("odd", 1), library.document("odd")
    library.close()
    assert (page.state, page.width, len(page.text)) == (PageState.GARBLED, 0.0, 400)
    assert [problem.page for problem in document.problems] == [1]


@pytest.fixture
def failing_tesseract(tmp_path, with_ocr, monkeypatch):
    """A function: puts in Tesseract's place one that lists its languages, and at everything else says something and fails."""

    def put(says: str = "") -> None:
        real = shutil.which("tesseract")
        fake = tmp_path / "programs" / "tesseract"
        fake.parent.mkdir()
        lists = "--list-langs|--version|--print-parameters"
        fake.write_text(f'#!/bin/sh\ncase "$1" in {lists}) exec {real} "$@";; esac\necho "{says}"\nexit 1\n')
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")

    return put


def test_pages_at_which_recognition_fails_are_told_with_the_reason_and_cost_nothing_else(tmp_path, failing_tesseract):
    failing_tesseract()
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "mixed.pdf").write_bytes(bound(pdf(words(*TYPED)), scan(tmp_path, *LETTER)))
    library = Library(settings)
    (problem,) = library.ingest().failed
    assert problem.page == 2
    assert "Text recognition failed" in problem.problem
    assert library.document("mixed").state is DocumentState.PARTIAL
    assert library.page("mixed", 1).text == "\n".join(TYPED)
    assert library.ingest().unchanged == 1, "what was tried in vain is not tried at every ingest"
    library.close()


def test_a_page_that_tesseract_gives_up_is_told_and_not_taken_for_a_recognised_one(tmp_path, failing_tesseract):
    failing_tesseract(
        "Too few characters. Skipping this page. Empty page!!"
    )  # OCRmyPDF takes that as it takes a time-out
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "mixed.pdf").write_bytes(bound(pdf(words(*TYPED)), scan(tmp_path, *LETTER)))
    library = Library(settings)
    (problem,) = library.ingest().failed
    assert (problem.page, library.page("mixed", 2).state) == (2, PageState.NEEDS_OCR)
    assert "gave the page up" in problem.problem
    assert library.document("mixed").state is DocumentState.PARTIAL
    library.close()


def test_a_photograph_in_which_no_word_is_recognised_counts_as_empty_and_says_so(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "album EN.pdf").write_bytes(bound(pdf(words(*TYPED)), photograph(), scan(tmp_path, *LETTER)))
    library = Library(settings)
    assert library.ingest().failed == ()
    document = library.document("album-en")
    assert [(page.state, page.confidence) for page in document.pages[:2]] == [
        (PageState.TEXT, None),
        (PageState.EMPTY, 0.0),
    ]
    assert document.pages[2].state is PageState.OCR
    assert page_sentence(2, document.pages[1]) == "p. 2: a picture in which no word was recognised"
    assert confidence_of(document) == document.pages[2].confidence, "it does not lower that of the pages that were read"
    assert document.state is DocumentState.READY
    library.close()


def test_a_page_of_control_codes_is_garbled_and_recognised(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    lines = (
        "every authority names one",
        "person who answers for the",
        "register and tells citizens",
        "which data are held",
    )
    path = settings.corpus / "coded EN.pdf"
    path.write_bytes(coded(*lines))
    raw = read_page(path, 1)
    assert (raw.state, raw.text.strip()) == (PageState.GARBLED, "")
    library = Library(settings)
    assert library.ingest().failed == ()
    page = library.page("coded-en", 1)
    assert page.state is PageState.OCR
    assert page.confidence > 0.5
    library.close()


def test_the_searchable_copy_of_a_protected_scan_is_for_its_owner_only_and_said_to_be(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "secret EN.pdf").write_bytes(protected(scan(tmp_path, *LETTER), "sesame"))
    (settings.corpus / "open EN.pdf").write_bytes(scan(tmp_path, *TURNED))
    library = Library(settings)
    library.ingest()
    give_password(settings.data, "secret EN.pdf", "sesame")
    assert library.ingest().failed == ()
    secret, free = library.document("secret-en"), library.document("open-en")
    assert secret.pages[0].state is PageState.OCR
    kept = [library.reading_copy("secret-en"), *settings.copies.glob(f"pages/{secret.fingerprint.content}/*.pdf")]
    assert len(kept) == 2
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in kept)
    assert any("no password" in limit for limit in secret.limits)
    assert free.limits == ()
    library.close()


def test_a_slide_of_pictures_and_few_words_keeps_its_own_words_where_the_picture_has_none(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "slide.pdf").write_bytes(pdf(Sheet(words("A cover").texts, picture=True)))
    library = Library(settings)
    assert library.ingest().failed == ()
    page = library.page("slide", 1)
    assert (page.state, page.text, page.confidence) == (PageState.TEXT, "A cover", None)
    assert library.document("slide").copy == ""
    library.close()


def test_words_that_are_painted_as_pictures_beside_bullets_and_a_title_are_recognised(tmp_path, with_ocr):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    points = ("Every authority names one person", "who answers for the register", "and tells citizens which data")
    bullets = [Text("•", 40, 484 - row * 28, 14, "Helvetica") for row in range(len(points))]
    slide = Sheet([Text("Registers", 40, 540, 20), *bullets], content=painted(*points))
    (settings.corpus / "deck EN.pdf").write_bytes(pdf(slide))
    library = Library(settings)
    assert library.ingest().failed == ()
    page = library.page("deck-en", 1)
    assert page.state is PageState.OCR
    assert "Registers" in page.text
    assert {"authority", "register", "citizens"} <= set(page.text.split())
    assert [hit.page.number for hit in library.search("citizens register", {}).hits] == [1]
    library.close()


def test_this_computer_has_what_these_tests_are_about(with_ocr):
    assert {"eng", "fra", "deu", "osd"} <= find_ocr().packs
    assert Path(shutil.which("tesseract")).is_file()
