"""Files within PDFs are listed by their names, wherever they hang, and no more than can be shown."""

import io
from pathlib import Path

import pypdf
import pytest
from pdfs import pdf, words
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from ingest.extract import extract
from ingest.messages import FileFacts
from ingest.pdf.pdf_attachments import MOST

SAID = ("The files attached to it are listed, but not searched.",)


@pytest.fixture
def facts(tmp_path):
    def of(writer: pypdf.PdfWriter) -> FileFacts:
        path: Path = tmp_path / "a.pdf"
        writer.write(path)
        first = next(extract(path, "the-id"))
        assert isinstance(first, FileFacts)
        return first

    return of


def two_pages() -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=io.BytesIO(pdf(words("one"), words("two"))))


def pin(writer: pypdf.PdfWriter, page: int, name: str) -> None:
    """Pins a file to a page, as an annotation."""
    stream = StreamObject()
    stream._data = b"figures"
    embedded = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    file = DictionaryObject({
        NameObject("/Type"): NameObject("/Filespec"), NameObject("/F"): TextStringObject(name),
        NameObject("/UF"): TextStringObject(name), NameObject("/EF"): embedded,
    })  # fmt: skip
    pinned = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FileAttachment"),
        NameObject("/Rect"): ArrayObject(map(pypdf.generic.FloatObject, (10, 10, 20, 20))),
        NameObject("/FS"): writer._add_object(file),
    })  # fmt: skip
    writer.pages[page][NameObject("/Annots")] = ArrayObject([writer._add_object(pinned)])


def test_files_of_the_document_and_files_pinned_to_pages_are_listed_once_each(facts):
    writer = two_pages()
    writer.add_attachment("Zahlen für Köln.xlsx", b"x")
    writer.add_attachment("data.csv", b"y")
    pin(writer, 1, "pinned.docx")
    told = facts(writer)

    assert sorted(told.attachments) == ["Zahlen für Köln.xlsx", "data.csv", "pinned.docx"]
    assert told.limits == SAID


def test_a_pdf_without_attachments_lists_none_and_says_nothing(facts):
    told = facts(two_pages())

    assert (told.attachments, told.limits) == ((), ())


def test_a_name_that_is_a_path_or_cannot_be_shown_is_cleaned(facts):
    writer = two_pages()
    writer.add_attachment("C:\\users\\me\\a\nb.exe", b"x")
    pin(writer, 0, "/home/me/b\u202ecod.exe")

    assert facts(writer).attachments == ("a b.exe", "b cod.exe")


def test_a_portfolio_of_very_many_files_is_listed_up_to_a_bound(facts):
    writer = two_pages()
    for number in range(MOST + 5):
        writer.add_attachment(f"{number:04}.txt", b"")

    assert len(facts(writer).attachments) == MOST
