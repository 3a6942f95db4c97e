"""The PDFs that ingestion is measured on."""

from evaluation.load_corpus import typeset
from ingest.pdf.pdf_page import read_pages


def test_each_text_begins_a_page_and_the_bytes_repeat(tmp_path):
    texts = ["One counter for all services.\nSecond line.", "#let x = [no markup] *here* \\ $1$", "\x02 odd \ud800"]
    made = typeset("A report", texts)
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    pages = [page.text.split() for page in read_pages(path)]
    assert [page[: len(text.split())] for page, text in zip(pages, texts[:2], strict=False)] == [
        text.split() for text in texts[:2]
    ]
    assert len(pages) == 3
    assert typeset("A report", texts) == made
