"""LibreOffice draws office documents: with their notes, bounded, without network; and what happens where it fails."""

import http.server
import os
import threading
import time
from pathlib import Path

import pytest
from office import SLIDE_HEIGHT, SLIDE_WIDTH, Slide, docx_bytes, odp_bytes, part, pptx_bytes, with_parts

from core.errors import FileUnreadable
from core.records import Heading, Page, PageState, Span
from ingest.extract import extract
from ingest.formats import reading_copy
from ingest.formats.libreoffice import LibreOffice, NoLibreOffice, Office, probe
from ingest.formats.reading_copy import PLAIN_COPY
from ingest.messages import FileFacts
from ingest.pdf import pdf_page

DECK = (
    Slide("Joint counters", ("One door for all",), "Greet the minister.\nMention walruses."),
    Slide("Costs", ("Forty counters",), hidden=True),
)


@pytest.fixture
def installed() -> Office:
    office = probe()
    if isinstance(office, NoLibreOffice):
        if os.environ.get("CI"):
            pytest.fail("there is no LibreOffice: tests/libreoffice.sh installs it")
        pytest.skip("there is no LibreOffice")
    return office


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program of a test's own in LibreOffice's place."""

    def put(script: str, seconds: float = 60.0) -> LibreOffice:
        path = tmp_path / "fake-office"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        office = LibreOffice(str(path), seconds)
        monkeypatch.setattr(reading_copy, "probe", lambda: office)
        return office

    return put


def read(path: Path, copies: Path) -> tuple[FileFacts, list[Page]]:
    facts, *batches = extract(path, "the-id", "", copies, "0123")
    assert isinstance(facts, FileFacts)
    return facts, [page for batch in batches for page in batch]


@pytest.mark.parametrize(("name", "made"), [("deck.pptx", pptx_bytes), ("deck.odp", odp_bytes)])
def test_a_deck_is_drawn_with_its_notes_beneath_and_its_hidden_slides(tmp_path, installed, name, made):
    (tmp_path / name).write_bytes(made(*DECK))
    facts, (first, second) = read(tmp_path / name, tmp_path / "copies")
    at = first.text.index("walruses")
    ((box,),) = pdf_page.boxes(tmp_path / "copies" / facts.copy, 1, first.text, [Span(at, at + 8)])

    assert facts.limits == ("Hidden in the presentation, but searched: slide 2.",)
    assert facts.outline == (Heading(1, "Joint counters", 1), Heading(1, "Costs", 2))
    assert first.text[first.notes :] == "Speaker notes\nGreet the minister.\nMention walruses."
    assert "One door for all" in first.text[: first.notes]
    assert (second.notes, second.state, first.label, second.label) == (None, PageState.TEXT, "1", "2")
    assert second.height < box.top < box.bottom < first.height
    if made is pptx_bytes:
        assert (second.width, second.height) == (SLIDE_WIDTH, SLIDE_HEIGHT)


def test_a_word_document_is_drawn_and_nothing_it_links_to_is_fetched(tmp_path, installed):
    asked: list[str] = []

    class Watching(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watching) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (tmp_path / "a.docx").write_bytes(_linked(f"http://127.0.0.1:{server.server_port}/pixel.png"))
        facts, (page,) = read(tmp_path / "a.docx", tmp_path / "copies")
        server.shutdown()

    assert asked == []
    assert page.text == "Why counters\nA walrus."
    assert facts.limits == ()
    assert facts.title == "Annual report of counters"


def _linked(address: str) -> bytes:
    """A document with a picture that lies elsewhere."""
    content = docx_bytes("A walrus.", title="Annual report of counters", heading="Why counters")
    relations = part(content, "word/_rels/document.xml.rels").decode()
    relations = relations.replace(
        "</Relationships>",
        '<Relationship Id="rId99" TargetMode="External" Target="'
        + address
        + '" Type="http://schemas.openxmlformats.org'
        '/officeDocument/2006/relationships/image"/></Relationships>',
    )
    xml = part(content, "word/document.xml").decode()
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="p"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:link="rId99" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    xml = xml.replace("<w:t>A walrus.</w:t></w:r>", f"<w:t>A walrus.</w:t></w:r>{picture}")
    assert "rId99" in xml
    return with_parts(content, {"word/document.xml": xml.encode(), "word/_rels/document.xml.rels": relations.encode()})


def test_an_older_document_is_read_by_way_of_its_newer_form(tmp_path, installed):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi A walrus at the counter.}")
    facts, (page,) = read(tmp_path / "a.rtf", tmp_path / "copies")

    assert page.text == "A walrus at the counter."
    assert facts.copy == "0123.pdf"


# Where it fails


def test_a_libreoffice_that_draws_nothing_leaves_a_typeset_copy_and_it_is_said(tmp_path, program):
    program("exit 0")
    (tmp_path / "deck.pptx").write_bytes(pptx_bytes(*DECK))
    facts, pages = read(tmp_path / "deck.pptx", tmp_path / "copies")

    assert len(pages) == 2
    assert facts.limits[:2] == (PLAIN_COPY, "LibreOffice could not draw the pages (LibreOffice cannot open the file).")


def test_a_drawing_that_lacks_words_is_not_used(tmp_path, program):
    from pdfs import pdf, words

    (tmp_path / "poor.pdf").write_bytes(pdf(words("One door")))
    program(f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/poor.pdf "$2/source.pdf"')
    (tmp_path / "a.docx").write_bytes(docx_bytes("One door for all walruses."))
    facts, (page,) = read(tmp_path / "a.docx", tmp_path / "copies")

    assert page.text == "One door for all walruses."
    assert facts.limits == (PLAIN_COPY, "LibreOffice's drawing of the pages lacks some of the words.")


def test_a_deck_without_words_keeps_its_drawing(tmp_path, program):
    from pdfs import Sheet, pdf

    (tmp_path / "blank.pdf").write_bytes(pdf(Sheet(picture=True)))
    program(f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/blank.pdf "$2/source.pdf"')
    (tmp_path / "a.pptx").write_bytes(pptx_bytes(Slide("", ())))
    facts, (page,) = read(tmp_path / "a.pptx", tmp_path / "copies")

    assert (facts.copy, facts.limits, page.state) == ("0123.pdf", (), PageState.NEEDS_OCR)


def test_a_libreoffice_that_hangs_is_ended_with_what_it_started(tmp_path, program):
    office = program(f"sleep 600 & echo $! > {tmp_path}/child; wait", seconds=1.0)
    with pytest.raises(FileUnreadable, match="longer than 1 seconds"):
        office.convert(tmp_path / "a.docx", "pdf", tmp_path)

    child = int((tmp_path / "child").read_text())
    while _runs(child):  # it was killed; how soon the system takes it away is not ours to say
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] not in "ZX"
    except OSError:
        return False


def test_a_run_knows_little_of_our_environment(tmp_path, program, monkeypatch):
    monkeypatch.setenv("RAPPORTEUR_SECRET", "walrus")
    office = program(f"env > {tmp_path}/env")
    with pytest.raises(FileUnreadable):
        office.convert(tmp_path / "a.docx", "pdf", tmp_path)

    assert "walrus" not in (tmp_path / "env").read_text()
