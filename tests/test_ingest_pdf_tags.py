"""Words that a page paints, read from its tags: in the page's text once, with boxes on their ink, without Tesseract."""

import io

import pypdf
import pytest
from pdfs import HEIGHT, Sheet, Text, pdf, words
from PIL import Image, ImageDraw
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject
from scans import painted

from core.records import PageState, Span
from core.settings import Settings
from ingest.pdf.pdf_page import boxes, image, read_page
from serve.library import Library

POINTS = ("Every authority names one person", "who answers for the register", "and tells citizens which data")
BULLETS = [Text("•", 40, 484 - row * 28, 14, "Helvetica") for row in range(len(POINTS))]
DARK = 160


def reading(*lines: str) -> list[str]:
    """The entries of one element a word."""
    return [f"/ActualText ({word})" for line in lines for word in line.split()]


def marked(text: str, drawn: bytes) -> bytes:
    """Marked content that says itself what it reads."""
    return b"/Span << /ActualText (%s) >> BDC %s EMC\n" % (text.encode(), drawn)


@pytest.fixture
def written(tmp_path):
    def write(content: bytes):
        path = tmp_path / "deck.pdf"
        path.write_bytes(content)
        return path

    return write


def deck(**sheet: object) -> bytes:
    slide = Sheet(BULLETS, content=painted(*POINTS, tagged=True), **sheet)  # type: ignore[arg-type]
    return pdf(slide, tags=[reading(*POINTS)])


def test_painted_words_are_read_from_the_structure_tree_line_by_line_beneath_the_pages_own_text(written):
    page = read_page(written(deck()), 1)
    own, *lines = page.text.split("\n")
    assert own.strip("• ") == ""
    assert tuple(lines) == POINTS
    assert page.state is PageState.TEXT
    assert not page.doubtful, "nothing is left to be recognised"


@pytest.mark.parametrize("rotate", [0, 90])
def test_the_boxes_of_painted_words_cover_their_ink_and_theirs_alone(written, rotate):
    path = written(deck(rotate=rotate))
    text = read_page(path, 1).text
    spans = [Span(at, at + len(word)) for word in " ".join(POINTS).split() for at in [text.index(word)]]
    found = boxes(path, 1, text, spans)
    picture = Image.open(io.BytesIO(image(path, 1, 2))).convert("L")
    for (box,) in found:
        corners = tuple(round(2 * edge) for edge in box)
        assert picture.crop(corners).getextrema()[0] < DARK, "there is ink in it"
    (bullets,) = boxes(path, 1, text, [Span(0, text.index("Every"))])
    for box in (*bullets, *(box for each in found for box in each)):
        x0, top, x1, bottom = (round(2 * edge) for edge in box)
        ImageDraw.Draw(picture).rectangle((x0 - 1, top - 1, x1 + 1, bottom + 1), fill=255)
    assert picture.getextrema()[0] >= DARK, "and none beside them"


def test_a_deck_of_painted_words_is_found_and_marked_without_tesseract(tmp_path, monkeypatch):
    settings = Settings(tmp_path / "corpus", tmp_path / "data", workers=1)
    settings.corpus.mkdir()
    (settings.corpus / "deck EN.pdf").write_bytes(deck())
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))
    library = Library(settings)
    assert library.ingest().failed == ()
    page = library.page("deck-en", 1)
    assert (page.state, page.confidence, library.document("deck-en").copy) == (PageState.TEXT, None, "")
    assert [hit.page.number for hit in library.search('"citizens which data"', {}).hits] == [1]
    (boxes_of_citizens,) = library.marked_page("deck-en", 1, "citizens").boxes
    (box,) = boxes_of_citizens
    top = HEIGHT - 480 + 2 * 28
    assert top - 28 < box.top < box.bottom <= top + 1
    library.close()


def test_marked_content_outside_a_structure_tree_says_what_it_reads_too(written):
    drawn = b"".join(marked(word, b"%d 300 40 12 re f" % x) for word, x in (("Registers", 60), ("tomorrow", 110)))
    path = written(pdf(Sheet(content=drawn)))
    page = read_page(path, 1)
    assert (page.text, page.state) == ("Registers tomorrow", PageState.TEXT)
    ((box,),) = boxes(path, 1, page.text, [Span(10, 18)])
    assert box == pytest.approx((110, HEIGHT - 312, 150, HEIGHT - 300), abs=0.2)


def test_words_that_are_painted_in_a_form_object_have_their_boxes_where_the_form_is_drawn(written):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(Sheet(content=b"q 0.5 0 0 0.5 100 200 cm /Form Do Q"))))
    form = DecodedStreamObject()
    form.set_data(marked("Registers", b"60 300 40 12 re f"))
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 400, 600))),
            NameObject("/Matrix"): ArrayObject(map(FloatObject, (1, 0, 0, 1, 10, 0))),
            NameObject("/Resources"): DictionaryObject(),
        }
    )
    forms = DictionaryObject({NameObject("/Form"): writer._add_object(form)})
    writer.pages[0]["/Resources"][NameObject("/XObject")] = forms
    buffer = io.BytesIO()
    writer.write(buffer)
    path = written(buffer.getvalue())
    page = read_page(path, 1)
    ((box,),) = boxes(path, 1, page.text, [Span(0, 9)])
    assert page.text == "Registers"
    assert box == pytest.approx((135, HEIGHT - 356, 155, HEIGHT - 350), abs=0.2)


@pytest.mark.parametrize(
    ("shown", "reads"),
    [("The whole line", "The whole line"), ("of\ufb01ce", "office"), ("soft-\nware", "software"), ("(1)", "fi")],
)
def test_tags_that_repeat_the_pages_text_do_not_double_it(written, shown, reads):
    lines = [
        b"BT /Courier 12 Tf 40 %d Td (%s) Tj ET " % (500 - 14 * row, line.replace("\ufb01", "\x01").encode())
        for row, line in enumerate(shown.split("\n"))
    ]
    content = b"/Span << /MCID 0 >> BDC " + b"".join(lines) + b"EMC 40 300 m 80 300 l S"
    letters = {"\x01": "\ufb01"}
    tagged = pdf(Sheet(content=content), tags=[[f"/ActualText ({reads})"]], reads=letters)
    text = read_page(written(tagged), 1).text
    assert text == read_page(written(pdf(Sheet(content=content), reads=letters)), 1).text
    assert text


def test_the_description_of_a_figure_is_no_text_of_the_page(written):
    content = b"/Figure << /MCID 0 >> BDC 40 300 60 60 re f EMC"
    page = read_page(written(pdf(Sheet(content=content), tags=[["/Alt (A map of the town)"]])), 1)
    assert (page.text, page.state) == ("", PageState.EMPTY)


def test_a_painted_word_beside_much_text_is_read_in_a_tagged_document(written):
    lines = words(*["The commission meets four times a year"] * 9)
    content = b"/Span << /MCID 0 >> BDC 60 100 40 12 re f EMC"
    page = read_page(written(pdf(Sheet(lines.texts, content=content), tags=[["/ActualText (Assessment)"]])), 1)
    assert page.text.split("\n")[-1] == "Assessment"


def test_what_is_left_beside_tagged_words_is_still_to_be_recognised(written):
    slide = Sheet(picture=True, content=painted("Registers", tagged=True))
    page = read_page(written(pdf(slide, tags=[reading("Registers")])), 1)
    assert (page.text, page.state) == ("Registers", PageState.NEEDS_OCR)


def test_the_slide_of_a_real_deck_has_the_words_that_are_painted_along_its_arrows(shared):
    (path,) = (shared / "data" / "pdfs").rglob("Catalogue of Services_Webinar*.pdf")
    text = read_page(path, 14).text
    assert text.endswith("\nAssessment\nAnalysis Design")
    assert text.count("Assessment") == 1
    start = text.index("Assessment")
    ((box,),) = boxes(path, 14, text, [Span(start, start + len("Assessment"))])
    assert box == pytest.approx((315, 371, 395, 380), abs=1)
