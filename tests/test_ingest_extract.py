"""One file → what it says of itself, then its pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from pdfs import Sheet, Text, pdf, protected, words

from core.errors import FileUnreadable
from core.records import Page, PageState
from ingest.extract import extract
from ingest.messages import FileFacts
from ingest.pdf.page_text import LINE_HYPHEN

GERMAN = "Die Bürger kommen für alle Leistungen des Staates und der Gemeinde nach Kanada oder Frankreich"


@pytest.fixture
def write(tmp_path):
    def written(content: bytes, name: str = "file.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def extracted(path: Path, language: str = "") -> tuple[FileFacts, list[Page]]:
    facts, *batches = extract(path, "the-id", language)
    assert isinstance(facts, FileFacts)
    return facts, [page for batch in batches for page in batch]


def title_of(path: Path) -> str:
    return extracted(path)[0].title


COVER = Sheet([Text("Ministry", y=550), Text("Joint services", y=500, size=24)])


def test_facts_come_first_and_pages_follow_in_order(write):
    facts, pages = extracted(write(pdf(*(words(f"page {number}") for number in range(1, 151)))))
    assert facts.page_count == 150
    assert [page.number for page in pages] == list(range(1, 151))
    assert [page.text for page in pages][::50] == ["page 1", "page 51", "page 101"]
    assert {page.document for page in pages} == {"the-id"}


def test_the_title_is_that_of_the_metadata(write):
    assert title_of(write(pdf(COVER, title="One stop shops in ten countries"))) == "One stop shops in ten countries"


@pytest.mark.parametrize(
    "made_up",
    ["Microsoft Word - final_v3.doc", "PowerPoint Presentation", "Présentation PowerPoint", "PowerPoint-Präsentation",
     "untitled", "Untitled-1", "Sans titre 2", "Ohne Titel", "Document1", "Slide 1", "report final.docx", "x_2019_en",
     r"C:\Users\me\My file.ppt", "Title", "", "  "],
)  # fmt: skip
def test_a_title_that_a_program_made_up_gives_way_to_the_largest_type(write, made_up):
    assert title_of(write(pdf(COVER, title=made_up))) == "Joint services"


def test_a_made_up_title_is_better_than_none(write):
    assert title_of(write(pdf(Sheet(picture=True), title="Scan0001"))) == "Scan0001"


def test_a_file_without_title_and_words_has_no_title(write):
    assert title_of(write(pdf(Sheet(picture=True)))) == ""


def test_labels_are_the_printed_ones(write):
    _, pages = extracted(write(pdf(*[words("word")] * 4, labels={0: "/S /r", 2: "/S /D"})))
    assert [page.label for page in pages] == ["i", "ii", "1", "2"]


def test_labels_fall_back_to_numbers(write):
    _, pages = extracted(write(pdf(*[words("word")] * 3)))
    assert [page.label for page in pages] == ["1", "2", "3"]


def test_a_page_whose_label_is_empty_has_its_number(write):
    _, pages = extracted(write(pdf(*[words("word")] * 3, labels={0: "", 1: "/S /D /St 10"})))
    assert [page.label for page in pages] == ["1", "10", "11"]


def test_the_language_of_the_catalogue_stands(write):
    facts, pages = extracted(write(pdf(words("Merci", "beaucoup"))), "fr")
    assert (facts.language, pages[0].language) == ("fr", "fr")


def test_pages_know_their_language_and_the_countries_they_name(write):
    facts, (page,) = extracted(write(pdf(words(*(GERMAN[at : at + 48] for at in range(0, len(GERMAN), 48))))))
    assert (facts.language, page.language) == ("de", "de")
    assert set(page.about) == {"CA", "FR"}


def test_hyphens_at_line_ends_are_settled_over_the_whole_document(write):
    first = words("for citizen-", "centred and easi-", "er services")
    _, pages = extracted(write(pdf(first, words("citizen-centred services"))))
    assert pages[0].text == f"for citizen-\ncentred and easi{LINE_HYPHEN}er services"


def test_pages_know_their_state_and_size(write):
    _, pages = extracted(write(pdf(words("word"), Sheet(), Sheet(picture=True, rotate=90))))
    assert [page.state for page in pages] == [PageState.TEXT, PageState.EMPTY, PageState.NEEDS_OCR]
    assert [(page.width, page.height) for page in pages] == [(400, 600), (400, 600), (600, 400)]


def test_a_file_that_pdfium_refuses_is_read_by_pypdf(write):
    content = pdf(words("Hello world"), title="An old file of ours")
    facts, pages = extracted(write(content.replace(b"%PDF-1.7", b"%!PS-1.7")))
    assert facts.title == "An old file of ours"
    assert [page.text.strip() for page in pages] == ["Hello world"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"not a pdf", "damaged"),
        (protected(pdf(words("secret")), "open sesame"), "password"),
        (pdf(), "no pages"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(write, content, problem):
    with pytest.raises(FileUnreadable, match=problem) as error:
        extracted(write(content))
    assert error.value.remedy


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(FileUnreadable, match="cannot be opened"):
        extracted(tmp_path / "gone.pdf")


@pytest.mark.parametrize(
    ("name", "source"),
    [("a.txt", "Minutes\nWho came"), ("a.md", "# Minutes\nWho came"), ("a.html", "<h1>Minutes</h1>Who came")],
)
def test_text_files_are_documents_of_one_page(write, name, source):
    facts, (page,) = extracted(write(source.encode(), name))
    assert replace(facts, proposals=()) == FileFacts("Minutes", facts.language, 1, sketch=facts.sketch)
    assert (page.number, page.label, page.text, page.state) == (1, "1", "Minutes\nWho came", PageState.TEXT)


def test_a_text_file_without_words_is_empty(write):
    _, (page,) = extracted(write(b"", "a.txt"))
    assert page.state is PageState.EMPTY


def test_control_characters_in_text_files_become_blanks_as_in_pdfs(write):
    _, (page,) = extracted(write(b"Title \x0b\x1b\n" + b"word " * 2000 + b"\x00\x0cend", "a.txt"))
    assert page.text.endswith("  end")
    assert not any(ord(character) < 32 and character != "\n" for character in page.text)
