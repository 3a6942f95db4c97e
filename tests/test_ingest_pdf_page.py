"""Pages as pdfium reads them: text, boxes, images. The boxes are checked against where `pdfs` put the words."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfs import ADVANCE, HEIGHT, WIDTH, Sheet, Text, pdf, protected, words
from PIL import Image

from core.errors import FileUnreadable
from core.records import Box, PageState, Span
from ingest.pdf.page_text import LINE_HYPHEN, page_text, same_text, unit_offsets
from ingest.pdf.pdf_page import RawPage, boxes, image, read_pages, title_on_first_page

SLACK = 0.35
"""Points by which a serif may pass its letter's advance."""


@pytest.fixture
def write(tmp_path):
    def written(content: bytes) -> Path:
        path = tmp_path / "page.pdf"
        path.write_bytes(content)
        return path

    return written


def text_of(path: Path) -> str:
    return next(read_pages(path)).text


def boxes_of(path: Path, words: str, number: int = 1) -> list[Box]:
    page = list(read_pages(path))[number - 1]
    start = page.text.index(words)
    (found,) = boxes(path, number, page.text, [Span(start, start + len(words))])
    for box in found:
        assert 0 <= box.x0 < box.x1 <= page.width
        assert 0 <= box.top < box.bottom <= page.height
    return found


def place(line: Text, word: str) -> tuple[float, float, float, float]:
    """Where the word's letters stand in user space: left, bottom, right, top, descenders and ascenders included."""
    start = line.text.index(word) * ADVANCE * line.size
    left, right = start, start + len(word) * ADVANCE * line.size
    low, high = -0.25 * line.size, 0.75 * line.size
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[line.angle]
    corners = [(line.x + cos * x - sin * y, line.y + sin * x + cos * y) for x, y in ((left, low), (right, high))]
    (ax, ay), (bx, by) = corners
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def displayed(area: tuple[float, float, float, float], sheet: Sheet) -> Box:
    """User space → the page as displayed, written from the PDF specification and not from the code under test."""
    crop = sheet.crop or (0, 0, sheet.width, sheet.height)
    left, bottom, right, top = area[0] - crop[0], area[1] - crop[1], area[2] - crop[0], area[3] - crop[1]
    width, height = crop[2] - crop[0], crop[3] - crop[1]
    return {
        0: Box(left, height - top, right, height - bottom),
        90: Box(bottom, left, top, right),
        180: Box(width - right, bottom, width - left, top),
        270: Box(height - top, width - right, height - bottom, width - left),
    }[sheet.rotate]


def assert_covers(box: Box, area: Box, sheet_is_sideways: bool = False) -> None:
    """The box lies within the letters' places and fills them along the line."""
    assert box.x0 >= area.x0 - SLACK
    assert box.x1 <= area.x1 + SLACK
    assert box.top >= area.top - SLACK
    assert box.bottom <= area.bottom + SLACK
    along = (
        (area.bottom - area.top, box.bottom - box.top) if sheet_is_sideways else (area.x1 - area.x0, box.x1 - box.x0)
    )
    assert along[1] > along[0] - 3


# Text


def test_lines_of_a_page_are_separated_by_a_line_feed(write):
    assert text_of(write(pdf(words("First line", "second line")))) == "First line\nsecond line"


def test_a_word_broken_at_a_line_end_is_marked_where_it_was_broken(write):
    assert (
        text_of(write(pdf(words("for every citi-", "zen of the town"))))
        == f"for every citi{LINE_HYPHEN}zen of the town"
    )


def test_a_hyphen_within_a_line_stays_a_hyphen(write):
    assert text_of(write(pdf(words("citizen-centred services")))) == "citizen-centred services"


def raised(base: str, number: str, size: float = 7, lift: float = 5) -> Sheet:
    """A sheet with a word, and right behind it, smaller and higher, a number."""
    return Sheet([Text(base, 40, 500, 12), Text(number, 40 + len(base) * ADVANCE * 12, 500 + lift, size)])


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (raised("services", "12"), "services¹²"),
        (raised("section 1.2.1", "6"), "section 1.2.1⁶"),
        (raised("In 2017", "24"), "In 2017²⁴"),
        (raised("The end.", "3"), "The end.³"),
        (raised("services", "12", size=12, lift=0), "services12"),
        (raised("CO", "2", lift=-2), "CO2"),
        (raised("209 km", "2"), "209 km2"),
    ],
)
def test_the_raised_number_of_a_note_is_read_as_one(write, sheet, text):
    path = write(pdf(sheet))

    assert text_of(path).strip() == text
    assert len(boxes_of(path, text)) == 1


def test_a_page_that_was_read_before_raised_numbers_were_still_has_its_boxes(write):
    path = write(pdf(raised("services", "12")))

    assert boxes(path, 1, "services12", [Span(0, 8)])[0]


def test_pages_come_in_order_with_their_numbers(write):
    pages = list(read_pages(write(pdf(words("one"), words("two"), words("three")))))
    assert [(page.number, page.text) for page in pages] == [(1, "one"), (2, "two"), (3, "three")]


def test_accents_and_typographic_marks_are_read(write):
    assert text_of(write(pdf(words("Müller’s “Büro” – à côté")))) == "Müller’s “Büro” – à côté"


def test_a_page_without_anything_is_empty(write):
    assert next(read_pages(write(pdf(Sheet())))) == RawPage(1, "", WIDTH, HEIGHT, PageState.EMPTY)


def test_a_page_that_is_a_picture_needs_ocr(write):
    assert next(read_pages(write(pdf(Sheet(picture=True))))).state is PageState.NEEDS_OCR


def test_a_picture_with_dots_but_no_word_needs_ocr(write):
    page = next(read_pages(write(pdf(Sheet([Text(". . .")], picture=True)))))
    assert page.state is PageState.NEEDS_OCR
    assert page.text == ". . ."


def test_a_picture_with_words_is_text(write):
    assert next(read_pages(write(pdf(Sheet([Text("A caption")], picture=True))))).state is PageState.TEXT


@pytest.mark.parametrize(("rotate", "size"), [(0, (400, 600)), (90, (600, 400)), (180, (400, 600)), (270, (600, 400))])
def test_the_size_of_a_page_is_the_size_as_displayed(write, rotate, size):
    page = next(read_pages(write(pdf(words("word", rotate=rotate)))))
    assert (page.width, page.height) == size


def test_the_size_of_a_cropped_page_is_that_of_its_crop_box(write):
    page = next(read_pages(write(pdf(words("word", crop=(30, 50, 230, 550))))))
    assert (page.width, page.height) == (200, 500)


@pytest.mark.parametrize("control", ["\x01", "\x08", "\x0b", "\x1f", "\x7f"])
def test_control_characters_become_blanks(write, control):
    assert text_of(write(pdf(words("one~two"), reads={"~": control}))) == "one two"


def test_half_a_surrogate_pair_becomes_the_replacement_character(write):
    text = text_of(write(pdf(words("one~two"), reads={"~": "\ud83d"})))
    assert text == "one\ufffdtwo"
    assert text.encode()


def test_an_astral_character_is_one_character(write):
    assert text_of(write(pdf(words("a~b"), reads={"~": "\U0001f600"}))) == "a\U0001f600b"


def test_a_ligature_is_read_as_its_letters(write):
    assert text_of(write(pdf(words("a~b"), reads={"~": "ffi"}))) == "affib"


@given(st.text(alphabet=["a", "\r", "\n", "\ufffe", "\ud83d", "\ude00", "\x01", "é", " "], max_size=12))
def test_every_character_of_a_text_leads_back_to_the_unit_it_came_from(units):
    text, offsets = page_text(units), unit_offsets(units)
    assert len(text) == len(offsets)
    assert offsets == sorted(offsets)
    for character, unit in zip(text, offsets, strict=True):
        if character in "aé":
            assert units[unit] == character
    text.encode()


# Files


def test_a_file_that_is_no_pdf_is_damaged(write):
    with pytest.raises(FileUnreadable, match="damaged or is not a PDF"):
        list(read_pages(write(b"not a pdf at all")))


def test_a_pdf_without_pages_says_so(write):
    with pytest.raises(FileUnreadable, match=r"no pages|damaged"):
        list(read_pages(write(pdf())))


def test_a_password_is_asked_for_by_name(write):
    with pytest.raises(FileUnreadable, match="protected by a password") as error:
        list(read_pages(write(protected(pdf(words("secret")), "open sesame"))))
    assert error.value.remedy


def test_a_pdf_that_only_its_owner_may_change_is_read(write):
    assert text_of(write(protected(pdf(words("not secret")), ""))) == "not secret"


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(FileUnreadable):
        list(read_pages(tmp_path / "none.pdf"))


def test_a_page_that_cannot_be_read_is_told_and_the_others_come(write):
    content = pdf(words("one"), words("two"), words("three"))
    kids = content[content.index(b"/Kids [") + 7 :].split(b"]")[0]
    second = kids.split()[3] + b" 0 R"
    broken = content.replace(kids, kids.replace(second, b"1" + b" " * (len(second) - 5) + b" 0 R"))
    tmp = write(broken)
    pages = list(read_pages(tmp))
    assert [page.text for page in pages if page.state is PageState.TEXT] == ["one", "three"]
    assert len(pages) == 3
    assert pages[1].state is PageState.UNREADABLE
    for job in (lambda: boxes(tmp, 2, "", []), lambda: image(tmp, 2, 1)):
        with pytest.raises(FileUnreadable, match="Page 2 cannot be read"):
            job()


# Boxes


@pytest.mark.parametrize("crop", [None, (30.0, 50.0, 370.0, 550.0)])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_box_of_a_word_covers_its_ink_however_page_and_line_are_turned(write, rotate, angle, crop):
    line = Text("before Wildly after", 200, 300, 10, angle=angle)
    sheet = Sheet([line], rotate=rotate, crop=crop)
    (box,) = boxes_of(write(pdf(sheet)), "Wildly")
    assert_covers(box, displayed(place(line, "Wildly"), sheet), sheet_is_sideways=(angle + rotate) % 180 == 90)


def test_words_across_a_line_end_have_a_box_on_each_line(write):
    path = write(pdf(words("the first line", "and the second")))
    upper, lower = boxes_of(path, "line\nand")
    sheet = words("the first line", "and the second")
    assert_covers(upper, displayed(place(sheet.texts[0], "line"), sheet))
    assert_covers(lower, displayed(place(sheet.texts[1], "and"), sheet))


def test_a_word_broken_at_a_line_end_has_a_box_on_each_line_the_hyphen_included(write):
    sheet = words("for every citi-", "zen of the town")
    upper, lower = boxes_of(write(pdf(sheet)), f"citi{LINE_HYPHEN}zen")
    assert upper.x1 > displayed(place(sheet.texts[0], "citi"), sheet).x1
    assert_covers(lower, displayed(place(sheet.texts[1], "zen"), sheet))


def test_lines_that_run_upwards_have_a_box_each(write):
    lines = [Text("the first line", 100, 100, angle=90), Text("and the second", 115, 100, angle=90)]
    sheet = Sheet(lines)
    left, right = boxes_of(write(pdf(sheet)), "line\nand")
    assert_covers(left, displayed(place(lines[0], "line"), sheet), sheet_is_sideways=True)
    assert_covers(right, displayed(place(lines[1], "and"), sheet), sheet_is_sideways=True)


def test_the_same_word_twice_has_two_different_boxes(write):
    path = write(pdf(words("word and word")))
    first, second = boxes(path, 1, "word and word", [Span(0, 4), Span(9, 13)])
    assert first[0].x1 < second[0].x0


def test_a_word_cut_by_the_crop_box_ends_at_the_edge(write):
    path = write(pdf(Sheet([Text("Hello world", 40, 500)], crop=(30, 50, 100, 550))))
    (box,) = boxes_of(path, "world")
    assert box.x1 == 70


def test_a_word_outside_the_crop_box_has_no_box(write):
    path = write(pdf(Sheet([Text("inside", 40, 500), Text("outside", 40, 10)], crop=(30, 50, 370, 550))))
    assert boxes_of(path, "inside")
    assert boxes_of(path, "outside") == []


@pytest.mark.parametrize("meant", ["\U0001f600", "\x01", "\ud83d", "ffi", "\xad", "\ufffe", "\ufb03"])
def test_odd_characters_before_a_word_do_not_shift_its_box(write, meant):
    line = Text("a~b ~ ~ here")
    (box,) = boxes_of(write(pdf(Sheet([line]), reads={"~": meant})), "here")
    assert_covers(box, displayed(place(line, "here"), Sheet()))


def test_a_box_of_blanks_and_of_nothing_is_no_box(write):
    path = write(pdf(words("one two", "three")))
    assert boxes(path, 1, "one two\nthree", [Span(3, 4), Span(7, 8), Span(2, 2)]) == [[], [], []]


def test_boxes_of_a_later_page_are_those_of_that_page(write):
    path = write(pdf(Sheet([Text("word", 40, 500)]), Sheet([Text("word", 140, 300)])))
    (box,) = boxes_of(path, "word", 2)
    assert_covers(box, displayed(place(Text("word", 140, 300), "word"), Sheet()))


def test_boxes_are_refused_when_the_file_has_changed(write):
    path = write(pdf(words("the old text")))
    with pytest.raises(FileUnreadable, match="changed since it was ingested"):
        boxes(path, 1, "the new text", [Span(0, 3)])


@pytest.mark.parametrize("number", [0, -1, 2])
def test_boxes_of_a_page_that_is_not_there_are_refused(write, number):
    with pytest.raises(FileUnreadable, match="no page"):
        boxes(write(pdf(words("text"))), number, "text", [])


def test_the_kind_of_a_hyphen_at_a_line_end_may_differ_but_nothing_else(write):
    assert same_text(f"citi{LINE_HYPHEN}zen", "citi-\nzen")
    assert not same_text("citi-zen", "citizen")
    path = write(pdf(words("for every citi-", "zen")))
    assert boxes(path, 1, "for every citi-\nzen", [Span(10, 19)]) == boxes(path, 1, text_of(path), [Span(10, 19)])


# Images


def picture(content: bytes) -> Image.Image:
    assert content.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(content)).convert("L")


@pytest.mark.parametrize("scale", [0.5, 1, 2.5])
def test_an_image_has_so_many_pixels_a_point(write, scale):
    assert picture(image(write(pdf(words("word"))), 1, scale)).size == (WIDTH * scale, HEIGHT * scale)


def test_a_poster_is_shown_smaller(write):
    assert picture(image(write(pdf(Sheet(width=10_000, height=5_000))), 1, 2)).size == (4000, 2000)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30.0, 50.0, 330.0, 550.0)])
def test_the_pixels_in_the_box_of_a_word_are_dark_and_those_around_it_are_not(write, rotate, crop):
    path = write(pdf(Sheet([Text("Wildly", 100, 300, 30, "Helvetica")], rotate=rotate, crop=crop)))
    (box,) = boxes_of(path, "Wildly")
    seen = picture(image(path, 1, 2))
    inked = seen.point(lambda shade: 255 * (shade < 128)).getbbox()
    assert inked == pytest.approx([2 * edge for edge in box], abs=2.5)


def test_the_image_of_a_page_that_is_not_there_is_refused(write):
    with pytest.raises(FileUnreadable, match="no page 7"):
        image(write(pdf(words("word"))), 7, 1)


# The largest type


def test_the_title_is_the_words_of_the_largest_type(write):
    sheet = Sheet([Text("Ministry", y=550), Text("Joint services", y=500, size=24), Text("A report of 2019", y=450)])
    assert title_on_first_page(write(pdf(sheet))) == "Joint services"


def test_a_title_of_two_lines_is_one_title(write):
    sheet = Sheet([Text("One stop for", y=500, size=20), Text("all citi-", y=476, size=20), Text("zens", y=452, size=20),
                   Text("An evaluation", y=400)])  # fmt: skip
    assert title_on_first_page(write(pdf(sheet))) == "One stop for all citizens"


def test_the_title_of_a_cover_without_words_stands_on_the_next_page(write):
    assert title_on_first_page(write(pdf(Sheet(picture=True), words("The title", size=20)))) == "The title"


def test_the_title_of_a_slide_that_lies_on_its_side_is_the_largest_type_too(write):
    lines = [Text("Width will mislead", 100, 50, 10, "Helvetica", 90), Text("Title", 60, 50, 14, "Helvetica", 90)]
    assert title_on_first_page(write(pdf(Sheet(lines, rotate=90)))) == "Title"


def test_a_letter_all_in_one_type_is_called_by_its_first_sentence_or_by_whole_words(write):
    lines = ["Memorandum on lighthouse permits. The office", *["and the harbour master agreed to open a counter"] * 6]
    letter = [Text(line, y=500 - 20 * at) for at, line in enumerate(lines)]
    assert title_on_first_page(write(pdf(Sheet(letter)))) == "Memorandum on lighthouse permits"
    title = title_on_first_page(write(pdf(Sheet(letter[1:]))))
    assert title.endswith(" and the …")
    assert len(title) <= 202


def test_a_file_without_words_has_no_title(write):
    assert title_on_first_page(write(pdf(Sheet(), Sheet(picture=True)))) == ""
