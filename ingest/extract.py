"""One file → its pages and what it says of itself. Runs inside a worker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.errors import FileUnreadable
from core.records import Heading, Page, PageState, Proposal
from ingest.formats.reading_copy import ReadingCopy, notes_in, reading_copy
from ingest.kin.sketch import sketch
from ingest.messages import FileFacts, SearchableCopy
from ingest.metadata.proposals import propose
from ingest.metadata.proposed_countries import country_proposed
from ingest.metadata.title_page import NO_TITLE, TitlePage, plain_title_page
from ingest.passwords import given
from ingest.pdf import pdf_page, pdf_structure
from ingest.pdf.headings import headings
from ingest.pdf.page_labels import page_labels
from ingest.pdf.page_text import page_text
from ingest.pdf.pdf_attachments import MOST
from ingest.pdf.pdf_page import RawPage
from ingest.pdf.pdf_structure import Structure
from ingest.pdf.running_lines import edge_lines, running_lines
from ingest.recognition.legibility import is_garbled
from ingest.speech.speech import speech
from ingest.words.acronyms import acronyms_defined
from ingest.words.countries_named import countries_named
from ingest.words.hyphens import settle
from ingest.words.language import detect

_BATCH = 64
_ATTACHED = ("The files attached to it are listed, but not searched.",)
_UNLOCKED = ("Its searchable copy in the data folder asks for no password; only the folder's owner can read it.",)
_MOST_CHARACTERS = 50_000_000
"""Of one document: some 20,000 dense pages."""


def extract(
    path: Path,
    document: str,
    given_language: str = "",
    copies: Path | None = None,
    content: str = "",
    left_out: Collection[int] = (),
    recognised: SearchableCopy | None = None,
) -> Iterator[FileFacts | list[Page]]:
    """FileFacts first, then the pages in batches, in order; the pages are those of the `recognised` copy if one is given,
    and those `left_out` are not looked at.

    `copies` is the folder for reading copies, `content` the file's hash, which names its copy.
    One document's text is held in memory at a time: its spelling settles hyphens, its pages settle its language.
    Raises FileUnreadable.
    """
    copy = reading_copy(path, copies if content else None, content)  # without a hash a copy has no name
    itself = copy.path
    if recognised:
        copy = replace(copy, path=recognised.path, name=recognised.path.name if recognised.pages else copy.name)
    title, raw, structure = _read_pdf(copy.path, itself or copy.path, left_out) if copy.path else _read_texts(copy)
    if sum(len(page.text) for page in raw) > _MOST_CHARACTERS:  # the parent will have to hold them
        problem = f"The file has more text than is allowed ({_MOST_CHARACTERS // 1_000_000} million characters)."
        raise FileUnreadable(problem, "Split the file.")
    edges = edge_lines(raw)
    labels, running = page_labels(raw, structure.labels, edges), running_lines(raw, edges)
    texts = settle([page.text for page in raw])
    language, languages = detect(texts, given_language)
    abouts = countries_named(texts, languages, running)
    notes = notes_in(copy, len(raw))
    attachments = _attachments(copy, raw)
    limits = (
        *copy.limits,
        *_ATTACHED[: len(attachments)],
        *(_UNLOCKED if recognised and recognised.pages and given() else ()),
    )
    proposals = _proposals(path, copy, structure, texts, language, left_out)
    about = country_proposed(copy.title or title, texts, abouts, language)
    proposals = (*proposals, about) if about else proposals
    told, wordless = (recognised.pages, recognised.wordless) if recognised else ({}, frozenset())
    outline = copy.outline or _within(structure.outline, len(raw)) or headings(raw, running, told)
    doubtful = tuple(page.number for page in raw if page.doubtful)
    yield FileFacts(
        copy.title or title, language, len(raw), copy.name, outline, attachments, limits, proposals, sketch(texts),
        doubtful=doubtful, acronyms=acronyms_defined(texts, languages, language, running),
        turns=speech(raw, texts, running, outline),
    )  # fmt: skip
    pages = [
        Page(
            document, page.number, label, code, text, about, _state(page, text, told, wordless), page.width,
            page.height, confidence=_confidence(page, told, wordless), running=tuple(spans), notes=note,
        )
        for page, label, code, text, about, spans, note in zip(
            raw, labels, languages, texts, abouts, running, notes, strict=True
        )
    ]  # fmt: skip
    for start in range(0, len(pages), _BATCH):
        yield pages[start : start + _BATCH]


def _within(outline: tuple[Heading, ...], pages: int) -> tuple[Heading, ...]:
    """Without headings beyond the last page."""
    return tuple(heading for heading in outline if heading.page <= pages)


def _proposals(
    path: Path,
    copy: ReadingCopy,
    structure: Structure,
    texts: Sequence[str],
    language: str,
    left_out: Collection[int],
) -> tuple[Proposal, ...]:
    try:
        page = pdf_page.title_page(copy.path, left_out) if copy.path else TitlePage()
    except FileUnreadable:
        page = TitlePage()
    page = page if page.lines else plain_title_page(texts)
    return propose(page, path.name, language, copy.title or structure.title, structure.author, structure.creator)


def _state(page: RawPage, text: str, recognised: Mapping[int, float], wordless: Collection[int]) -> PageState:
    """A picture in which no word was recognised counts as empty, unless tags tell some of its words."""
    if page.number in recognised:
        return PageState.OCR
    if page.state == PageState.NEEDS_OCR and page.number in wordless:
        return PageState.TEXT if any(map(str.isalnum, text)) else PageState.EMPTY
    return PageState.GARBLED if page.state == PageState.TEXT and is_garbled(text) else page.state


def _confidence(page: RawPage, recognised: Mapping[int, float], wordless: Collection[int]) -> float | None:
    """0.0 for a picture in which no word was recognised."""
    pictured = page.state == PageState.NEEDS_OCR and page.number in wordless
    return 0.0 if pictured and not any(map(str.isalnum, page.text)) else recognised.get(page.number)


def _read_pdf(path: Path, structured: Path, left_out: Collection[int]) -> tuple[str, list[RawPage], Structure]:
    """Title, pages and what the PDF says of itself, which is read from `structured`."""
    try:
        size = path.stat().st_size
    except OSError as exc:
        raise FileUnreadable(f"The file cannot be opened ({exc.strerror}).", "Check that it can be read.") from exc
    if not size:
        raise FileUnreadable("The file is empty.", "Ask for a fresh copy of the file.")
    try:
        raw = list(pdf_page.read_pages(path, left_out))
        largest = pdf_page.title_on_first_page(path, left_out)
    except FileUnreadable:
        raw = list(pdf_structure.read_pages(path, left_out))
        largest = ""
    structure = pdf_structure.read_structure(structured)
    return _title(structure.title, largest), raw, structure


def _attachments(copy: ReadingCopy, raw: list[RawPage]) -> tuple[str, ...]:
    """The names of the files within a PDF, each once."""
    names = dict.fromkeys(name for page in raw for name in page.attachments)
    with suppress(FileUnreadable):  # pages that only the second extractor can read
        names = {**dict.fromkeys(pdf_page.attachments(copy.path) if copy.path else ()), **names}
    return tuple(names)[:MOST]


def _title(written: str, largest: str) -> str:
    """The metadata's title unless a program made it up; else the largest type of the first page."""
    return next((title for title in (written, largest) if title and not NO_TITLE.match(title)), largest or written)


def _read_texts(copy: ReadingCopy) -> tuple[str, list[RawPage], Structure]:
    """Pages without pictures."""
    raw = []
    for number, text in enumerate(map(page_text, copy.texts), 1):
        state = PageState.TEXT if any(character.isalnum() for character in text) else PageState.EMPTY
        raw.append(RawPage(number, text, 0.0, 0.0, state))
    return copy.title, raw, Structure()
