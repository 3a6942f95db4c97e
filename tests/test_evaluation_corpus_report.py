"""Every file of a folder comes out as read, as failed with a line, or as no document; nothing goes missing in silence."""

import pytest
from pdfs import pdf, words

from evaluation.corpus_report import account, report
from serve.library import Library


@pytest.fixture
def folder(empty_library, without_ocr):
    corpus = empty_library.settings.corpus
    (corpus / "inner").mkdir()
    (corpus / "good.pdf").write_bytes(pdf(words("Hello"), words("world")))
    (corpus / "inner" / "bad\n.pdf").write_bytes(b"no PDF")
    (corpus / "inner" / "truth.json").write_bytes(b"{}")
    return corpus


def test_the_report_counts_files_and_pages_by_folder_and_groups_what_is_the_matter(empty_library, folder):
    lines = list(report(account(folder, empty_library)))
    assert "3 files = 1 read + 1 failed + 1 that are no documents. 2 pages in" in lines[2]
    assert "| . | 1 | 1 | 0 | 0 | 2 | 2 | 0 | 0 | 0 | 0 | 0 |" in lines
    assert "| inner | 2 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |" in lines
    assert "  - inner/bad\\n.pdf" in lines
    assert any(line.startswith("- **The file is damaged or is not a PDF.**") and line.endswith("(1)") for line in lines)


def test_a_file_that_is_missing_from_the_index_is_found_out(empty_library, folder, monkeypatch):
    known = Library.documents
    monkeypatch.setattr(Library, "documents", lambda library: known(library)[1:])
    with pytest.raises(AssertionError, match=r"not accounted for: .*good\.pdf"):
        account(folder, empty_library)
