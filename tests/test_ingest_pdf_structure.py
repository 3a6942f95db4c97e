"""What a PDF says of itself, by pypdf; and its pages, where pdfium refuses the file."""

import os
import signal
import time
from pathlib import Path

import pytest
from pdfs import Sheet, Text, pdf, protected, words

from core.errors import FileUnreadable
from core.records import PageState
from ingest.pdf.pdf_structure import Structure, read_pages, read_structure

SHEETS = [words(str(number)) for number in range(6)]


@pytest.fixture
def write(tmp_path):
    def written(content: bytes) -> Path:
        path = tmp_path / "file.pdf"
        path.write_bytes(content)
        return path

    return written


def test_title_and_author_are_read(write):
    structure = read_structure(write(pdf(*SHEETS, title="Le guichet unique – bilan", author="Müller")))
    assert structure == Structure("Le guichet unique – bilan", "Müller")


def test_blanks_line_ends_and_control_characters_in_a_title_become_single_blanks(write):
    assert read_structure(write(pdf(*SHEETS, title="One\r\nstop \x00\x01 shop"))).title == "One stop shop"


def test_half_a_surrogate_pair_in_a_title_does_no_harm(write):
    read_structure(write(pdf(*SHEETS, title="odd \ud83d title"))).title.encode()


def test_a_file_without_labels_has_none(write):
    assert read_structure(write(pdf(*SHEETS))).labels == ()


def test_labels_are_those_that_are_printed(write):
    labels = {0: "/S /r", 2: "/S /D /St 5", 4: "/S /A /P (Annex )"}
    assert read_structure(write(pdf(*SHEETS, labels=labels))).labels == ("i", "ii", "5", "6", "Annex A", "Annex B")


def test_labels_of_a_prefix_alone_repeat_it(write):
    assert read_structure(write(pdf(*SHEETS, labels={0: "/P (Cover)", 1: "/S /D"}))).labels[:3] == ("Cover", "1", "2")


def test_a_title_survives_an_outline(write):
    content = pdf(*SHEETS, title="With an outline", outline=[("First", 0), ("Second", 3)])
    assert read_structure(write(content)).title == "With an outline"


@pytest.mark.parametrize("labels", [{0: "/S /Nonsense"}, {0: "/S /D /St (five)"}, {0: "/S 17"}])
def test_labels_that_make_no_sense_cost_at_most_the_labels(write, labels):
    structure = read_structure(write(pdf(*SHEETS, labels=labels, title="The title")))
    assert structure.title in ("The title", "")
    assert len(structure.labels) in (0, 6)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n", pdf(*SHEETS)[:300], pdf(*SHEETS)[200:]])
def test_a_damaged_file_says_nothing_of_itself(write, content):
    assert read_structure(write(content)).labels == ()


def test_every_way_of_cutting_a_file_short_is_survived(write):
    whole = pdf(*SHEETS, labels={0: "/S /r"}, title="Cut")
    for end in range(0, len(whole), 97):
        read_structure(write(whole[:end]))


def test_a_file_that_is_not_there_says_nothing_of_itself(tmp_path):
    assert read_structure(tmp_path / "none.pdf") == Structure()


def test_a_file_with_a_password_says_nothing_of_itself(write):
    assert read_structure(write(protected(pdf(*SHEETS, title="Secret"), "open sesame"))) == Structure()


def test_a_file_that_only_its_owner_may_change_is_read(write):
    content = protected(pdf(*SHEETS, title="Open", labels={0: "/S /r"}), "")
    assert read_structure(write(content)).labels[:2] == ("i", "ii")


class EndlessReader:
    """Stands in for pypdf: reads for ever, and at the limit stands in a destructor, which drops what is raised in it."""

    class Slow:
        def __del__(self):
            time.sleep(1.1)

    def __init__(self, stream):
        self.Slow()
        while True:
            pass


def test_a_time_limit_that_falls_into_a_destructor_still_holds(write, monkeypatch):
    monkeypatch.setattr("ingest.pdf.pdf_structure.PdfReader", EndlessReader)
    assert read_structure(write(pdf(*SHEETS)), seconds=1) == Structure()


def test_a_file_that_never_answers_is_given_up(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    assert read_structure(tmp_path / "pipe.pdf", seconds=1) == Structure()


def test_a_structure_of_many_pages_is_read_in_time(write):
    path = write(pdf(words("again"), labels={0: "/S /D"}, title="Long", times=1_000))
    assert read_structure(path).labels[-1] == "1000"


def test_the_alarm_is_put_back(write):
    before = signal.getsignal(signal.SIGALRM)
    read_structure(write(pdf(*SHEETS)))
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.alarm(0) == 0


# Pages by pypdf


def test_pages_are_read_with_their_text_size_and_state(write):
    pages = list(read_pages(write(pdf(words("Hello world"), Sheet()))))
    assert [(page.number, page.text.strip(), page.state) for page in pages] == [
        (1, "Hello world", PageState.TEXT),
        (2, "", PageState.EMPTY),
    ]


def test_a_picture_without_words_needs_ocr_by_pypdf_too(write):
    assert next(read_pages(write(pdf(Sheet(picture=True))))).state is PageState.NEEDS_OCR


def test_the_size_is_that_of_the_page_as_displayed(write):
    page = next(read_pages(write(pdf(words("word", rotate=90, crop=(30, 50, 230, 550))))))
    assert (page.width, page.height) == (500, 200)


@pytest.mark.parametrize("meant", ["\x01", "\ud83d", "\x0c"])
def test_odd_characters_are_written_as_pdfium_has_them(write, meant):
    text = next(read_pages(write(pdf(Sheet([Text("one~two")]), reads={"~": meant})))).text
    text.encode()
    assert "\x01" not in text
    assert "\x0c" not in text


@pytest.mark.parametrize("content", [b"no pdf", b"%PDF-1.7\n", pdf(words("one"))[:200]])
def test_a_damaged_file_is_unreadable(write, content):
    with pytest.raises(FileUnreadable, match="damaged or is not a PDF"):
        list(read_pages(write(content)))


def test_a_file_with_a_password_is_unreadable_and_says_why(write):
    with pytest.raises(FileUnreadable, match="password"):
        list(read_pages(write(protected(pdf(words("secret")), "open sesame"))))


def test_a_file_without_pages_is_unreadable_and_says_why(write):
    with pytest.raises(FileUnreadable, match="no pages"):
        list(read_pages(write(pdf())))
