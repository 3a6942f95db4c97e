"""Makes of every kind of file the PDF that its pages, images and boxes are read from: its reading copy."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import FileUnreadable
from core.records import Heading
from ingest.formats.file_kinds import BY_ENDING, ENDINGS, OLDER, TEXTS, FileKind, file_kind
from ingest.formats.libreoffice import HOW_TO_INSTALL, NoLibreOffice, Office, probe
from ingest.formats.manuscript import Block, Deck, Kind, Manuscript, Slide
from ingest.formats.office_package import check_package
from ingest.formats.slide_notes import put_below
from ingest.formats.text_files import decoded
from ingest.formats.typesetting import MOST_CHARACTERS, NOTES_HEADING, typeset, typeset_notes, typeset_slides
from ingest.pdf import pdf_page
from ingest.pdf.page_text import LINE_HYPHEN

PLAIN_COPY = "Page pictures are of a plain typeset copy, not of the original layout."
TO_BE_DRAWN = f"To have the original layout drawn, {HOW_TO_INSTALL} and rebuild (`rapporteur ingest --rebuild`)."
OWN_PAGES = "Pages and page numbers are those of a typeset copy: this format has none of its own."
NO_PICTURES = "Its pages cannot be shown as pictures, only as text: the fonts at hand lack some of its characters."
TOO_LONG = "Its pages cannot be shown as pictures, only as text: the text is too long to be typeset."

_FEWEST_DRAWN = 0.97
"""Of the words that a file holds; where LibreOffice draws fewer, the plain copy is used, which has them all."""
_LONGEST_TITLE = 150
_MADE_UP = re.compile(r"(microsoft )?powerpoint|présentation powerpoint|slide \d|.*\.(pptx?|odp)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """What the pages of a file are read from: the PDF at `path`, whose `name` is that of a reading copy ("": the file
    itself). Where none can be made `path` is None and `texts` are the pages. `edges` tell for each page where the speaker's
    notes begin, in points from its top; `notes` where in a text. A `title` stands on the first page; else the PDF says it.
    """

    path: Path | None
    name: str = ""
    title: str = ""
    outline: tuple[Heading, ...] = ()
    limits: tuple[str, ...] = ()
    edges: tuple[float | None, ...] = ()
    texts: tuple[str, ...] = ()
    notes: tuple[int | None, ...] = ()


def reading_copy(path: Path, copies: Path | None, content: str) -> ReadingCopy:
    """The reading copy of a file, kept in the folder `copies` under the hash of its `content`. Raises FileUnreadable.

    Without a folder no copies are made: then files that are no PDFs come as texts.
    """
    kind = file_kind(path)
    named = BY_ENDING.get(path.suffix.casefold())
    limits = (
        () if kind == named else (f"The file's ending is {path.suffix}, its content a {kind}: it was read as that.",)
    )
    with tempfile.TemporaryDirectory(prefix="rapporteur-copy-") as folder:
        made = _made(path, kind, Path(folder))
        if made.path == path and (kind == named or copies is None):
            return replace(made, limits=limits)
        if copies is None:
            return replace(made, path=None, edges=(), limits=limits)
        limits = (*limits, *made.limits)
        if made.path is None:
            return replace(made, edges=(), limits=limits)
        return replace(made, path=_kept(made.path, copies, f"{content}.pdf"), name=f"{content}.pdf", limits=limits)


def notes_in(copy: ReadingCopy, page_count: int) -> list[int | None]:
    """For each page, the offset in its text from which it is the speaker's notes; None where there are none."""
    if copy.path is None or not copy.edges:
        return list(copy.notes if copy.path is None and copy.notes else [None] * page_count)
    path = copy.path
    return [
        pdf_page.offset_below(path, number, edge) if edge is not None else None
        for number, edge in enumerate(copy.edges, 1)
    ]


def _made(path: Path, kind: FileKind, folder: Path) -> ReadingCopy:
    """The copy in a folder for the time being; a PDF is its own."""
    if kind == FileKind.PDF:
        return ReadingCopy(path)
    if kind == FileKind.ZIP:
        raise FileUnreadable("The file is a ZIP archive.", "Give it the ending .zip: then the files in it are read.")
    if kind in TEXTS:
        return _of_text(path, kind, folder)
    office = probe()
    source = Path(shutil.copyfile(path, folder / f"source{ENDINGS[kind]}"))  # a plain name, the right ending
    if kind in OLDER:
        source = office.convert(source, "pptx" if kind == FileKind.PPT else "docx", folder)
        kind = file_kind(source)
    check_package(source)
    if kind in (FileKind.PPTX, FileKind.ODP):
        return _of_slides(_read_deck(source, kind), source, office, folder)
    return _of_document(_read_manuscript(source, kind), source, office, folder)


# Each format's library takes a tenth of a second or more to load, which a worker that reads PDFs is spared.


def _read_deck(source: Path, kind: FileKind) -> Deck:
    from ingest.formats.odf_text import read_odp
    from ingest.formats.pptx_slides import read_pptx

    return read_pptx(source) if kind == FileKind.PPTX else read_odp(source)


def _read_manuscript(source: Path, kind: FileKind) -> Manuscript:
    from ingest.formats.docx_text import read_docx
    from ingest.formats.odf_text import read_odt

    return read_docx(source) if kind == FileKind.DOCX else read_odt(source)


def _of_document(manuscript: Manuscript, source: Path, office: Office, folder: Path) -> ReadingCopy:
    drawn, limits = _drawn(source, office, folder, manuscript.text)
    if drawn:
        return ReadingCopy(drawn, limits=manuscript.limits)
    made = _typeset(manuscript, folder, (*limits, *manuscript.limits))
    return replace(made, title="", limits=(PLAIN_COPY, *made.limits)) if made.path else made


def _of_text(path: Path, kind: FileKind, folder: Path) -> ReadingCopy:
    if kind != FileKind.TEXT:
        from ingest.formats.hypertext import read_hypertext

        manuscript = read_hypertext(path, kind)
        return _typeset(manuscript, folder, (OWN_PAGES, *manuscript.limits))
    source = decoded(path)
    pages = [Block(Kind.LITERAL, page.strip("\n")) for page in source.split("\f")]
    blocks = [block for page in pages for block in (Block(Kind.PAGE), page)][1:]
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    title = first if len(first) <= _LONGEST_TITLE else ""
    return replace(_typeset(Manuscript(title, tuple(blocks)), folder, (OWN_PAGES,)), texts=(source,))


def _typeset(manuscript: Manuscript, folder: Path, limits: tuple[str, ...]) -> ReadingCopy:
    """The plain copy; where it would not have all the words, the words themselves."""
    plain = ReadingCopy(None, title=manuscript.title, texts=(manuscript.text,))
    if not _letters([manuscript.text]):
        return plain
    if len(manuscript.text) > MOST_CHARACTERS:
        return replace(plain, limits=(*limits, TOO_LONG))
    target = folder / "typeset.pdf"
    typeset(manuscript, target)
    if not _has_all(target, manuscript.text):
        return replace(plain, limits=(*limits, NO_PICTURES))
    return replace(plain, path=target, limits=limits)


def _of_slides(deck: Deck, source: Path, office: Office, folder: Path) -> ReadingCopy:
    titles = tuple(Heading(1, slide.title, number) for number, slide in enumerate(deck.slides, 1) if slide.title)
    words = "\n".join(slide.text for slide in deck.slides)
    pages, limits = _drawn(source, office, folder, words, len(deck.slides))
    limits = (*limits, *_hidden(deck), *deck.limits)
    plain = pages is None
    if pages is None:
        pages = folder / "slides.pdf"
        typeset_slides(deck, pages)
        if not _has_all(pages, words):
            pages = None
    edges: Sequence[float | None] = ()
    if pages and any(slide.notes for slide in deck.slides):
        pages, edges = _with_notes(deck, pages, folder)
    if not pages:
        limits = (*limits, NO_PICTURES)
    elif plain:
        limits = (PLAIN_COPY, *limits)
    texts, notes = zip(*map(_as_text, deck.slides), strict=True)
    return ReadingCopy(pages, "", _title(deck), titles, limits, tuple(edges), texts, notes)


def _with_notes(deck: Deck, slides: Path, folder: Path) -> tuple[Path | None, Sequence[float | None]]:
    """The slides with their notes beneath them, and where these begin; no file where letters would get lost."""
    strips, target = folder / "notes.pdf", folder / "noted.pdf"
    typeset_notes(deck, strips)
    noted = [index for index, slide in enumerate(deck.slides) if slide.notes]
    if not _has_all(strips, "\n".join(f"{NOTES_HEADING}\n{deck.slides[index].notes}" for index in noted)):
        return None, ()
    return target, put_below(slides, strips, noted, target)


def _as_text(slide: Slide) -> tuple[str, int | None]:
    """A slide as a page without a picture, and where the notes begin in it."""
    if not slide.notes:
        return slide.text, None
    before = f"{slide.text}\n\n" if slide.text else ""
    return f"{before}{NOTES_HEADING}\n{slide.notes}", len(before)


def _title(deck: Deck) -> str:
    """The title that was given, unless a program gave it; else the first slide's."""
    given = deck.title if " " in deck.title and not _MADE_UP.match(deck.title) else ""
    return given or deck.slides[0].title or deck.title


def _hidden(deck: Deck) -> tuple[str, ...]:
    numbers = [str(number) for number, slide in enumerate(deck.slides, 1) if slide.hidden]
    return (f"Hidden in the presentation, but searched: slide {', '.join(numbers)}.",) if numbers else ()


def _drawn(
    source: Path, office: Office, folder: Path, words: str, page_count: int | None = None
) -> tuple[Path | None, tuple[str, ...]]:
    """LibreOffice's drawing of the file, if it has its words and pages; else None and why."""
    if isinstance(office, NoLibreOffice):
        return None, (TO_BE_DRAWN,)
    try:
        drawn = office.convert(source, "pdf", folder)
        texts = [page.text for page in pdf_page.read_pages(drawn)]
    except FileUnreadable as exc:
        return None, (f"LibreOffice could not draw the pages ({exc.problem.rstrip('.')}).",)
    if page_count not in (None, len(texts)) or _share(words, texts) < _FEWEST_DRAWN:
        return None, ("LibreOffice's drawing of the pages lacks some of the words.",)
    return drawn, ()


def _has_all(copy: Path, words: str) -> bool:
    """Whether every letter and figure came through typesetting, and in its order within the words."""
    texts = [page.text for page in pdf_page.read_pages(copy)]
    return _letters(texts) == _letters([words]) and _share(words, texts) >= _FEWEST_DRAWN


def _letters(texts: Iterable[str]) -> Counter[str]:
    """The letters and figures, each with how often it occurs."""
    counted = Counter("".join(texts))
    letters: Counter[str] = Counter()
    for character, times in counted.items():
        for plain in unicodedata.normalize("NFKD", character).casefold():
            if plain.isalnum():
                letters[plain] += times
    return letters


def _share(words: str, texts: Sequence[str]) -> float:
    """The share of the words that the texts have, each as often; 1 where there are none."""
    wanted = _words(words)
    have = _words("\n".join(texts).replace(LINE_HYPHEN, ""))
    return sum((wanted & have).values()) / sum(wanted.values()) if wanted else 1.0


def _words(text: str) -> Counter[str]:
    """Words without figures: fields (numbers of slides, dates) are drawn with today's values, not those in the file."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return Counter(word for word in found if not word.isnumeric())


def _kept(made: Path, copies: Path, name: str) -> Path:
    """Puts the copy into its folder in one step."""
    try:
        copies.mkdir(parents=True, exist_ok=True)
        partial = copies / f".{name}.part"
        shutil.copyfile(made, partial)
        return partial.replace(copies / name)
    except OSError as exc:
        raise FileUnreadable(
            f"The reading copy cannot be written ({exc.strerror}).", "Make room in the data folder, then ingest again."
        ) from exc
