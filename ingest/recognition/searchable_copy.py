"""The worker's side of recognition: a few pages at a time, kept as PDFs, then put together as the document's searchable copy.

Under the folder of reading copies: `pages/<content>/<number>.<packs>.pdf` is one recognised page, with its confidence in its
metadata, so that a run that was broken off does not recognise it again; `<content>.ocr.pdf` is the whole document.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from core.errors import FileUnreadable
from core.records import Page
from ingest.extract import extract
from ingest.messages import FileFacts, Recognised, SearchableCopy
from ingest.pdf import pdf_assembly, pdf_page
from ingest.recognition.legibility import reads_better
from ingest.recognition.tesseract import ORIENTATION, recognise

UNSURE = 0.65
"""Mean word confidence below which a page may be lying on its side or head: then it is tried the other ways up."""
MUCH_SURER = 0.1
"""How much surer of it Tesseract must be then."""
_TURNS = (90, 180, 270)


def recognise_pages(
    source: Path, folder: Path, numbers: Sequence[int], packs: Sequence[str], redo: bool, seconds: float
) -> Iterator[tuple[int, Recognised]]:
    """Recognises some pages of a PDF and keeps each in `folder`; what is kept there already is taken as it is.

    `seconds` are those of one page; one that Tesseract gave up does not come. Raises FileUnreadable.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {number: folder / f"{number}.{'+'.join(packs)}{'.redone' if redo else ''}.pdf" for number in numbers}
    missing = [number for number, path in kept.items() if not path.is_file()]
    if missing:
        with tempfile.TemporaryDirectory(prefix="part-", dir=folder) as workplace:
            before, after = Path(workplace, "before.pdf"), Path(workplace, "after.pdf")
            _copy(source, missing, before)
            told = recognise(before, after, packs, redo, seconds)
            told += [0.0] * (len(missing) - len(told))
            pdf_assembly.split(after, [kept[number] for number in missing], told)
            for number, confidence in zip(missing, told, strict=True):
                if confidence and confidence < UNSURE:
                    _try_turned(source, number, kept[number], confidence, packs, redo, seconds)
    for number, path in kept.items():
        if path.is_file():
            yield number, Recognised(path, pdf_assembly.confidence(path))


def _copy(source: Path, numbers: Sequence[int], target: Path) -> None:
    try:
        pdf_page.copy_pages(source, numbers, target)
    except FileUnreadable:
        pdf_assembly.copy_pages(source, numbers, target)


def _try_turned(
    source: Path, number: int, kept: Path, confidence: float, packs: Sequence[str], redo: bool, seconds: float
) -> None:
    """Recognises a page turned three ways, and keeps the one that Tesseract is surest of, if it is much surer."""
    with tempfile.TemporaryDirectory(prefix="part-", dir=kept.parent) as workplace:
        before, after = Path(workplace, "turned.pdf"), Path(workplace, "turned-after.pdf")
        pdf_page.copy_pages(source, [number] * len(_TURNS), before, _TURNS)
        upright = [pack for pack in packs if pack != ORIENTATION]
        told = [sure or 0.0 for sure in recognise(before, after, upright, redo, seconds)]
        if max(told, default=0.0) >= confidence + MUCH_SURER:
            parts = [Path(workplace, f"{turn}.pdf") for turn in _TURNS]
            pdf_assembly.split(after, parts, told)
            parts[told.index(max(told))].replace(kept)


def searchable(
    path: Path,
    document: str,
    language: str,
    copies: Path,
    content: str,
    source: Path,
    recognised: Mapping[int, Recognised],
    left_out: Collection[int] = (),
) -> Iterator[FileFacts | list[Page]]:
    """Puts the searchable copy of `source` together and reads the document from it, as `extract` does.

    A page that has a text of its own is replaced only where the recognised one reads better; one in which no word was
    recognised stays as it is.
    """
    copy = copies / f"{content}.ocr.pdf"
    read = {number: _text(page.path, 1) for number, page in recognised.items()}
    used = {
        number: page
        for number, page in recognised.items()
        if reads_better(read[number], _text(source, number), page.confidence)
    }
    wordless = frozenset(number for number, text in read.items() if not any(map(str.isalnum, text)))
    if used:
        pdf_assembly.replace_pages(source, {number: page.path for number, page in used.items()}, copy)
    told = {number: page.confidence for number, page in used.items()}
    made = SearchableCopy(copy if used else source, told, wordless)
    yield from extract(path, document, language, copies, content, left_out, made)


def _text(path: Path, number: int) -> str:
    try:
        return pdf_page.read_page(path, number).text
    except FileUnreadable:
        return ""
