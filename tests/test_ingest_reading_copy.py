"""Every kind of file ends in pages, images and boxes of one reading copy, typeset where no LibreOffice draws it."""

from pathlib import Path

import odfdo
import pytest
from office import (
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    UNDRAWABLE,
    Slide,
    docx_bytes,
    odp_bytes,
    odt_bytes,
    part,
    pptx_bytes,
    with_parts,
)
from pdfs import pdf, words

from core.errors import FileUnreadable
from core.records import Heading, Page, PageState, Span
from ingest.extract import extract
from ingest.formats import office_package, reading_copy
from ingest.formats.libreoffice import NoLibreOffice
from ingest.formats.reading_copy import NO_PICTURES, OWN_PAGES, PLAIN_COPY, TO_BE_DRAWN, TOO_LONG
from ingest.messages import FileFacts
from ingest.pdf import pdf_page

DECK = (
    Slide("Joint counters", ("One door for all", "Fewer forms"), "Greet the minister.\nMention walruses."),
    Slide("Costs", ("Forty counters",)),
    Slide("Backup", ("Old figures",), "Only if asked.", hidden=True),
)


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch):
    monkeypatch.setattr(reading_copy, "probe", NoLibreOffice)


@pytest.fixture
def write(tmp_path):
    def written(content: bytes | str, name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def copies(tmp_path) -> Path:
    return tmp_path / "copies"


def read(path: Path, copies: Path | None) -> tuple[FileFacts, list[Page]]:
    facts, *batches = extract(path, "the-id", "", copies, "0123")
    assert isinstance(facts, FileFacts)
    return facts, [page for batch in batches for page in batch]


def notes_of(page: Page) -> str | None:
    return None if page.notes is None else page.text[page.notes :]


# Slides


@pytest.mark.parametrize(("name", "made"), [("deck.pptx", pptx_bytes), ("deck.odp", odp_bytes)])
def test_a_deck_has_a_page_a_slide_with_its_number_and_its_notes_beneath(write, copies, name, made):
    facts, pages = read(write(made(*DECK), name), copies)

    assert [(page.number, page.label, page.state) for page in pages] == [(n, str(n), PageState.TEXT) for n in (1, 2, 3)]
    assert [notes_of(page) for page in pages] == [
        "Speaker notes\nGreet the minister.\nMention walruses.", None, "Speaker notes\nOnly if asked.",
    ]  # fmt: skip
    assert "Fewer forms" in pages[0].text[: pages[0].notes]
    assert pages[1].text == "Costs\n• Forty counters" if made is pptx_bytes else "Costs\nForty counters"
    assert facts.outline == (Heading(1, "Joint counters", 1), Heading(1, "Costs", 2), Heading(1, "Backup", 3))
    assert facts.title == "Joint counters"
    assert facts.copy == "0123.pdf"


@pytest.mark.parametrize(("name", "made"), [("deck.pptx", pptx_bytes), ("deck.odp", odp_bytes)])
def test_what_a_typeset_deck_cannot_give_is_said_and_its_hidden_slides(write, copies, name, made):
    facts, _ = read(write(made(*DECK), name), copies)

    assert facts.limits == (PLAIN_COPY, TO_BE_DRAWN, "Hidden in the presentation, but searched: slide 3.")


def test_boxes_of_a_word_in_the_notes_lie_beneath_the_slide_and_on_the_page(write, copies):
    _, (page, plain, _) = read(write(pptx_bytes(*DECK), "deck.pptx"), copies)
    at = page.text.index("walruses")
    ((box,),) = pdf_page.boxes(copies / "0123.pdf", 1, page.text, [Span(at, at + 8)])

    assert (page.width, plain.width, plain.height) == (SLIDE_WIDTH, SLIDE_WIDTH, SLIDE_HEIGHT)
    assert page.height > SLIDE_HEIGHT
    assert SLIDE_HEIGHT < box.top < box.bottom < page.height
    assert 0 < box.x0 < box.x1 < page.width


def test_the_image_of_a_page_with_notes_is_as_tall_as_the_page(write, copies):
    _, (page, *_) = read(write(pptx_bytes(*DECK), "deck.pptx"), copies)
    png = pdf_page.image(copies / "0123.pdf", 1, 1.0)

    assert int.from_bytes(png[20:24], "big") == pytest.approx(page.height, abs=1)


def test_the_text_of_tables_groups_charts_and_diagrams_is_on_the_slide(write, copies):
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Pt

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide.shapes.add_table(1, 2, Pt(0), Pt(0), Pt(300), Pt(40)).table.cell(0, 1).text = "celled"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Pt(0), Pt(90), Pt(90), Pt(40)).text_frame.text = "grouped"
    data = CategoryChartData()
    data.categories = ["Saxony"]
    data.add_series("Counters opened", [4])
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Pt(0), Pt(200), Pt(300), Pt(200), data)
    path = write(b"", "deck.pptx")
    presentation.save(str(path))

    _, (page,) = read(path, copies)

    assert [word for word in ("celled", "grouped", "Saxony", "Counters opened") if word not in page.text] == []


def test_a_slide_with_more_text_than_room_has_a_taller_page_and_all_of_it(write, copies):
    _, (page,) = read(write(pptx_bytes(Slide("Much", [f"line {n}" for n in range(100)])), "deck.pptx"), copies)

    assert page.height > SLIDE_HEIGHT
    assert all(f"line {number}" in page.text for number in range(100))


def test_a_deck_whose_letters_no_font_has_is_kept_as_text_with_its_notes(write, copies):
    deck = pptx_bytes(Slide("Old script", (UNDRAWABLE,), f"Say {UNDRAWABLE}"))
    facts, (page,) = read(write(deck, "deck.pptx"), copies)

    assert page.text == f"Old script\n{UNDRAWABLE}\n\nSpeaker notes\nSay {UNDRAWABLE}"
    assert notes_of(page) == f"Speaker notes\nSay {UNDRAWABLE}"
    assert facts.copy == ""
    assert NO_PICTURES in facts.limits


@pytest.mark.parametrize("given", ["", "PowerPoint Presentation", "final.pptx", "presentation"])
def test_a_deck_is_called_by_its_first_slide_where_a_program_gave_its_title(write, copies, given):
    assert read(write(pptx_bytes(*DECK, title=given), "deck.pptx"), copies)[0].title == "Joint counters"


def test_a_deck_is_called_by_the_title_that_it_was_given(write, copies):
    content = pptx_bytes(*DECK, title="Counters in three countries")
    assert read(write(content, "deck.pptx"), copies)[0].title == "Counters in three countries"


# Documents that flow


def test_a_word_document_is_typeset_with_its_title_headings_and_words(write, copies):
    content = docx_bytes("First paragraph.", "Second one.", title="Annual report of counters", heading="Why counters")
    facts, (page,) = read(write(content, "report.docx"), copies)

    assert facts.title == "Annual report of counters"
    assert page.text == "Why counters\nFirst paragraph.\nSecond one."
    assert (round(page.width), round(page.height)) == (595, 842)
    assert facts.limits == (PLAIN_COPY, TO_BE_DRAWN)


def test_tables_text_boxes_footnotes_and_running_heads_of_a_word_document_are_not_lost(write, copies):
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.add_paragraph("Before")
    document.add_table(1, 2).cell(0, 1).text = "celled"
    path = write(b"", "a.docx")
    document.save(str(path))
    xml = part(path.read_bytes(), "word/document.xml").decode()
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    deleted = "<w:del><w:r><w:delText>struck</w:delText></w:r></w:del>"
    xml = xml.replace("<w:t>Before</w:t></w:r>", f"<w:t>Before</w:t></w:r>{box}{deleted}", 1)
    path.write_bytes(with_parts(path.read_bytes(), {"word/document.xml": xml.encode()}))

    _, (page,) = read(path, copies)

    assert page.text.split("\n") == ["Running head", "Before", "boxed", "celled"]


def test_an_opendocument_text_is_typeset_with_lists_tables_and_footnotes(write, copies):
    noted = odfdo.Paragraph("Fees fell")
    noted.insert_note(after="fell", note_id="note1", citation="1", body="By a tenth.")
    cells = odfdo.Table("T", width=2, height=1)
    cells.set_value((1, 0), "celled")
    content = odt_bytes(
        odfdo.Header(1, "Fees"), noted, odfdo.List(["one", "two"]), cells, title="On the fees of counters"
    )
    facts, (page,) = read(write(content, "fees.odt"), copies)

    assert facts.title == "On the fees of counters"
    assert page.text.split("\n") == ["Fees", "Fees fell[1]", "• one", "• two", "celled", "[1] By a tenth."]


MARKDOWN = """# Counters *now*

One **door**. #set page(width: 1pt) @ref $x$ \\#read("/etc/passwd")

- first
- second

  its second paragraph

| Land | Jahr |
|------|------|
| Kanada | 2019 |

    kept   as
      it is
"""


def test_markdown_is_typeset_and_no_word_of_it_read_as_markup_of_ours(write, copies):
    facts, (page,) = read(write(MARKDOWN, "a.md"), copies)

    assert page.text.split("\n") == [
        "Counters now", 'One door. #set page(width: 1pt) @ref $x$ #read("/etc/passwd")', "• first", "• second",
        "its second paragraph", "Land Jahr", "Kanada 2019", "kept as", " it is",
    ]  # fmt: skip
    assert facts.title == "Counters now"
    assert facts.limits == (OWN_PAGES,)


def test_a_web_page_is_typeset_without_what_it_points_at(write, copies):
    source = (
        "<head><title>Tab</title></head><nav>Home</nav><h1>Counters</h1><p>One<br>door</p><img src=file:///etc/passwd>"
        "<iframe src='file:///etc/passwd'></iframe><ul><li><p>first</p></li></ul><script>x</script>"
        "<table><tr><td>a<div>b</div></td><td>c</td></tr></table><p>&#xE010;table1&#xE011; end"
    )
    facts, (page,) = read(write(source, "a.html"), copies)

    assert page.text.split("\n")[:4] == ["Counters", "One", "door", "• first"]
    assert page.text.split()[-5:] == ["a", "b", "c", "table1", "end"]
    assert facts.limits == (OWN_PAGES, "Pictures are neither shown nor searched.")


def test_a_text_begins_a_new_page_at_each_form_feed(write, copies):
    facts, pages = read(write("Minutes\n\n  Who   came\n\fThe second page", "a.txt"), copies)

    assert [page.text.split() for page in pages] == [["Minutes", "Who", "came"], ["The", "second", "page"]]
    assert facts.title == "Minutes"


def test_a_long_text_flows_over_many_pages_and_loses_nothing(write, copies):
    source = "\n".join(f"Line {number} of the minutes, with counters and doors." for number in range(3000))
    _, pages = read(write(source, "a.txt"), copies)

    assert len(pages) > 20
    assert "".join("".join(page.text for page in pages).split()) == "".join(source.split())


def test_a_text_whose_letters_no_font_has_stays_one_page_of_text(write, copies):
    facts, (page,) = read(write(f"Minutes\n{UNDRAWABLE}", "a.txt"), copies)

    assert page.text == f"Minutes\n{UNDRAWABLE}"
    assert (facts.copy, facts.limits) == ("", (OWN_PAGES, NO_PICTURES))


def test_a_text_too_long_to_be_typeset_stays_one_page_of_text(write, copies, monkeypatch):
    monkeypatch.setattr(reading_copy, "MOST_CHARACTERS", 20)
    facts, (page,) = read(write("Minutes of a long day", "a.txt"), copies)

    assert page.text == "Minutes of a long day"
    assert TOO_LONG in facts.limits


# Endings that are wrong, files that are traps


def test_a_pdf_with_another_ending_is_read_as_what_it_is(write, copies):
    facts, (page,) = read(write(pdf(words("a walrus")), "report.docx"), copies)

    assert page.text == "a walrus"
    assert facts.limits == ("The file's ending is .docx, its content a PDF: it was read as that.",)
    assert (copies / facts.copy).read_bytes().startswith(b"%PDF")


def test_a_word_document_named_pdf_is_read_as_what_it_is(write, copies):
    facts, (page,) = read(write(docx_bytes("a walrus"), "report.pdf"), copies)

    assert page.text == "a walrus"
    assert facts.limits[0].startswith("The file's ending is .pdf, its content a Word document")


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.odt", "a.odp", "a.doc"])
@pytest.mark.parametrize("content", [b"only text", b"PK\x03\x04 and then nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_office_document_is_refused_with_a_remedy(write, copies, name, content):
    with pytest.raises(FileUnreadable) as error:
        read(write(content, name), copies)
    assert error.value.remedy


def test_an_older_document_without_libreoffice_says_what_to_install(write, copies):
    with pytest.raises(FileUnreadable, match="Without LibreOffice") as error:
        read(write(b"{\\rtf1 a walrus}", "a.rtf"), copies)
    assert "apt install libreoffice" in error.value.remedy


def test_a_document_that_needs_a_password_says_so(write, copies):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FileUnreadable, match="password"):
        read(write(content, "a.docx"), copies)


def test_an_office_document_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(write, copies, monkeypatch):
    bomb = with_parts(docx_bytes("a"), {"word/document.xml": b"<w:document>" + b" " * 3_000_000})
    monkeypatch.setattr(office_package, "_MOST_XML_BYTES", 2_000_000)
    with pytest.raises(FileUnreadable, match="unpacks to more"):
        read(write(bomb, "a.docx"), copies)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_xml_entities_in_an_office_document_are_refused(write, copies, codec):
    xml = part(docx_bytes("a &x;"), "word/document.xml").decode().replace("&amp;x;", "&x;")
    xml = xml[xml.index("<w:document") :]
    trap = f'<?xml version="1.0" encoding="{codec}"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{xml}'
    with pytest.raises(FileUnreadable, match="entities"):
        read(write(with_parts(docx_bytes("a"), {"word/document.xml": trap.encode(codec)}), "a.docx"), copies)


def test_a_copy_that_cannot_be_written_is_told(write, tmp_path):
    (tmp_path / "copies").write_text("in the way")
    with pytest.raises(FileUnreadable, match="cannot be written"):
        read(write("a walrus", "a.txt"), tmp_path / "copies")
