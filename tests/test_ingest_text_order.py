"""Scripts and layouts: words come out searchable, and what lights up leads back to where they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from corpora import ask, fill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import ADVANCE, HEIGHT, Sheet, Text, pdf

from core.records import Box, Document, Page
from index.marks import marks
from index.reference.memory_backend import MemoryEngine
from ingest.extract import extract
from ingest.pdf import pdf_page

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def written(text: str) -> tuple[str, Mapping[str, str]]:
    """The text in letters that a standard font has, and what they stand for."""
    strange = dict.fromkeys(character for character in text if not character.isascii())
    letters = dict(zip(strange, (letter for letter in _LETTERS if letter not in text), strict=False))
    return "".join(letters.get(c, c) for c in text), {letter: c for c, letter in letters.items()}


def lit(
    folder: Path, query: str, sheets: Sequence[Sheet], reads: Mapping[str, str] | None = None
) -> list[tuple[str, list[Box]]]:
    """The words that light up on the first page, and their boxes on it."""
    path = folder / "a.pdf"
    path.write_bytes(pdf(*sheets, reads=reads))
    _, *batches = extract(path, "a")
    pages: list[Page] = [page for batch in batches for page in batch]
    view = fill(MemoryEngine(), (Document("a", "a.pdf", ""), pages))
    matches = ask(view, query)
    assert [found.number for found in matches.pages] == [1]
    spans = [mark.span for mark in marks(matches.compiled, pages[0].text, pages[0].language, pages[0].running)]
    boxes = pdf_page.boxes(path, 1, pages[0].text, spans)
    return [(span.of(pages[0].text), own) for span, own in zip(spans, boxes, strict=True)]


def inside(box: Box, left: float, right: float) -> bool:
    return left - 1 <= box.x0 and box.x1 <= right + 1


def test_hebrew_drawn_from_left_to_right_reads_from_right_to_left(tmp_path: Path):
    text, reads = written("שלום עולם"[::-1])
    ((word, (box,)),) = lit(tmp_path, "שלום", [Sheet([Text(text, 40, 500, 12)])], reads)
    assert word == "שלום"
    assert inside(box, 40 + 5 * ADVANCE * 12, 40 + 9 * ADVANCE * 12)


def test_arabic_letters_in_their_printed_forms_are_found_by_their_plain_ones(tmp_path: Path):
    text, reads = written("ﻣﺮﺣﺒﺎ"[::-1])
    ((_, (box,)),) = lit(tmp_path, "مرحبا", [Sheet([Text(text, 40, 500, 12)])], reads)
    assert inside(box, 40, 40 + 5 * ADVANCE * 12)


def test_a_chinese_word_lights_up_within_its_sentence(tmp_path: Path):
    text, reads = written("我们的数据战略很好")
    ((word, (box,)),) = lit(tmp_path, "数据", [Sheet([Text(text, 40, 500, 12)])], reads)
    assert word == "数据"
    assert inside(box, 40 + 3 * ADVANCE * 12, 40 + 5 * ADVANCE * 12)


def test_a_chinese_word_is_found_across_the_end_of_a_line(tmp_path: Path):
    text, reads = written("我们的数据战略很好")
    sheet = Sheet([Text(text[:4], 40, 500, 12), Text(text[4:], 40, 485, 12)])
    ((word, boxes),) = lit(tmp_path, "数据", [sheet], reads)
    assert word.replace("\n", "") == "数据"
    assert len(boxes) == 2


def test_a_ligature_is_found_by_its_letters(tmp_path: Path):
    text, reads = written("les ﬁnances")
    ((_, (box,)),) = lit(tmp_path, "finances", [Sheet([Text(text, 40, 500, 12)])], reads)
    assert inside(box, 40 + 4 * ADVANCE * 12, 40 + 11 * ADVANCE * 12)


@pytest.mark.parametrize("query", ["walrus*", '"walrus sleeps"'])
def test_columns_are_read_one_after_the_other(tmp_path: Path, query: str):
    left = [Text(line, 40, 500 - 15 * k, 10) for k, line in enumerate(["the old", "walrus", "sleeps"])]
    right = [Text(line, 220, 500 - 15 * k, 10) for k, line in enumerate(["a young", "seal", "swims"])]
    found = lit(tmp_path, query, [Sheet([*left, *right])])
    assert all(inside(box, 40, 120) for _, own in found for box in own)


_SCRIPTS = ("walrus", "Straße", "数据战略", "データ", "élève", "שלום", "данные")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_SCRIPTS), min_size=1, max_size=4, unique=True), st.sampled_from((0, 90, 180, 270)))
def test_every_word_of_any_script_leads_back_to_where_it_is_drawn(tmp_path: Path, chosen: list[str], rotate: int):
    text, reads = written("\n".join(word[::-1] if word == "שלום" else word for word in chosen))
    lines = [Text(line, 40, 500 - 40 * place, 12) for place, line in enumerate(text.split("\n"))]
    for place, word in enumerate(chosen):
        ((_, (box,)),) = lit(tmp_path, word, [Sheet(lines, rotate=rotate)], reads)
        across = Text(text.split("\n")[place]).width
        drawn = Box(40, HEIGHT - 500 + 40 * place - 12, 40 + across, HEIGHT - 500 + 40 * place + 6)
        width, height = 400.0, HEIGHT
        turned = {
            0: drawn,
            90: Box(height - drawn.bottom, drawn.x0, height - drawn.top, drawn.x1),
            180: Box(width - drawn.x1, height - drawn.bottom, width - drawn.x0, height - drawn.top),
            270: Box(drawn.top, width - drawn.x1, drawn.bottom, width - drawn.x0),
        }[rotate]
        assert turned.x0 - 1 <= box.x0
        assert box.x1 <= turned.x1 + 1
        assert turned.top - 1 <= box.top
        assert box.bottom <= turned.bottom + 1
