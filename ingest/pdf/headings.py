"""Headings told by their type where a file has no outline: larger than the text, or bold and numbered; slides by their titles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from statistics import median_low
from typing import NamedTuple

from core.records import Heading, Span
from ingest.pdf.pdf_lines import Line
from ingest.pdf.pdf_page import RawPage
from ingest.pdf.running_lines import usual_size

MOST_TEXT = 0.12
"""Of a document's characters, what a size may hold and still be headings'."""
LARGER = 1.12
"""Times the usual type size: a heading by its size alone."""
LARGER_RECOGNISED = 1.35
"""The same on a recognised page, where the size of a line is what its letters happen to take up on the picture."""
MOST_A_PAGE = 6.0
"""Headings a page, on average: where a size has more it is no heading's."""
DECK_SHARE = 0.6
"""Of the pages that are wider than high, from which a document may be a deck of slides."""
DECK_TEXT = 700
"""Characters a page, on average, up to which it is one; with the sides of a sheet of paper, and more text, it is none."""
_TITLE_ZONE = 0.35
"""Of a slide's height: where its title begins."""
_LONGEST = 140
_MOST_LINES = 3
_DEEPEST = 4
_MOST_HEADINGS = 2_000
_NEXT_LINE = 1.7
"""Times the type size, from one line of a heading to its next."""
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<dot>\.?)\s+[^\W\d_]|(?P<word>annex|anhang|annexe|appendix|chapter|kapitel|chapitre|part|teil|section)\s+(?:[A-Z]|\d{1,2}|[IVX]+)\b",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}|[…·_]{3,}|\s\d{1,3}$")
_PLACEHOLDER = re.compile(
    r"click to (?:edit|add)\b.*|titelmasterformat.*|(?:modifiez|cliquez).{0,20}titre.*", re.IGNORECASE
)
_WHOLE_SENTENCE = re.compile(r"[.,;]$")


class _Candidate(NamedTuple):
    page: int
    title: str
    size: float
    bold: bool
    depth: int | None
    """How many numbers its numbering has; None without."""


def headings(
    pages: Sequence[RawPage], running: Sequence[Sequence[Span]], recognised: Collection[int] = ()
) -> tuple[Heading, ...]:
    """The headings of a PDF in order; `running[i]` are the running heads and feet of page i + 1, `recognised` the numbers of
    the pages that were recognised. () where nothing is known.
    """
    usual = usual_size(pages)
    if not usual:
        return ()
    if is_deck(pages):
        return tuple(_slide_titles(pages, running))[:_MOST_HEADINGS]
    written = Counter[float]()
    for page in pages:
        written.update(dict(page.lines.sizes))
    texts = {size for size, characters in written.items() if characters > MOST_TEXT * written.total()}
    least = {page.number: usual * (LARGER_RECOGNISED if page.number in recognised else LARGER) for page in pages}
    found = [
        each for page, spans in zip(pages, running, strict=True) for each in _on(page, spans, least[page.number], texts)
    ]
    return tuple(_levelled(_told_apart(found, len(pages))))[:_MOST_HEADINGS]


def is_deck(pages: Sequence[RawPage]) -> bool:
    """Whether a document is slides: most pages are wider than high and hold little text."""
    wide = [page for page in pages if page.width > page.height]
    text = sum(len(page.text) for page in wide) / max(1, len(wide))
    sheets = sum(1.38 < page.width / max(1.0, page.height) < 1.44 for page in wide)
    return len(wide) >= DECK_SHARE * len(pages) and text <= (DECK_TEXT if 2 * sheets > len(wide) else 2 * DECK_TEXT)


def _joined(page: RawPage, running: Sequence[Span]) -> Iterator[list[Line]]:
    """The lines of a page, those that are one heading together; running heads and feet left out."""
    skipped = {span.start for span in running}
    together: list[Line] = []
    for line in page.lines.lines:
        if line.start in skipped:
            continue
        last = together[-1] if together else None
        if (
            last
            and (line.size, line.bold) == (last.size, last.bold)
            and not page.text[last.end : line.start].strip("\u00ad\n ")
            and -0.5 * line.size < line.top - last.top <= _NEXT_LINE * line.size
        ):
            together.append(line)
            continue
        if together:
            yield together
        together = [line]
    if together:
        yield together


def _title(page: RawPage, lines: Sequence[Line]) -> str:
    return " ".join(page.text[lines[0].start : lines[-1].end].replace("\u00ad\n", "").split())


def _on(page: RawPage, running: Sequence[Span], least: float, texts: set[float]) -> Iterator[_Candidate]:
    """Those of a page: of `least` points, and of no size that is the text's; or bold and numbered."""
    for lines in _joined(page, running):
        first, title = lines[0], _title(page, lines)
        numbered = _NUMBERED.match(title)
        depth = numbered["number"].count(".") + 1 if numbered and numbered["number"] else 1 if numbered else None
        large = first.size >= least and first.size not in texts
        if not (large or (first.bold and numbered)) or len(lines) > _MOST_LINES or len(title) > _LONGEST:
            continue
        if sum(map(str.isalpha, title)) < 3 or _LEADER.search(title) or _WHOLE_SENTENCE.search(title):
            continue
        yield _Candidate(page.number, title, first.size, first.bold, depth)


def _told_apart(found: Sequence[_Candidate], pages: int) -> list[_Candidate]:
    """Without a title page's sizes, and without those that are too frequent to be headings'."""
    where: dict[tuple[float, bool], list[int]] = defaultdict(list)
    for candidate in found:
        where[candidate.size, candidate.bold].append(candidate.page)
    out = {
        style
        for style, on in where.items()
        if (pages > 2 and max(on) == 1) or len(on) > MOST_A_PAGE * pages or len(on) > 3 * MOST_A_PAGE * len(set(on))
    }
    return [candidate for candidate in found if (candidate.size, candidate.bold) not in out]


def _levelled(found: Sequence[_Candidate]) -> Iterator[Heading]:
    """Levels: by the numbers where there are any; else as numbered ones of that size, else by the order of sizes."""
    sizes = sorted({candidate.size for candidate in found}, reverse=True)
    numbered: dict[float, list[int]] = defaultdict(list)
    for candidate in found:
        if candidate.depth is not None:
            numbered[candidate.size].append(candidate.depth)
    level_of = {size: median_low(numbered[size]) if numbered[size] else rank for rank, size in enumerate(sizes, 1)}
    for candidate in found:
        level = candidate.depth or level_of[candidate.size]
        yield Heading(min(level, _DEEPEST), candidate.title, candidate.page)


def _slide_titles(pages: Sequence[RawPage], running: Sequence[Sequence[Span]]) -> Iterator[Heading]:
    """The largest line in the upper part of each slide, or of the whole of it, where the slide has smaller ones."""
    for page, spans in zip(pages, running, strict=True):
        worded = [(_title(page, lines), lines[0]) for lines in _joined(page, spans)]
        worded = [(title, line) for title, line in worded if _names_a_slide(title)]
        upper = [(title, line) for title, line in worded if line.top <= _TITLE_ZONE * page.height]
        for among in (upper, worded):
            title, line = max(among, key=lambda each: (each[1].size, each[1].bold, -each[1].top), default=("", None))
            usual = max(page.lines.sizes, key=lambda size: size[1], default=(0.0, 0))[0]
            if line and (line.size >= LARGER * usual or line.bold):
                yield Heading(1, title, page.number)
                break


def _names_a_slide(title: str) -> bool:
    return sum(map(str.isalpha, title)) >= 3 and len(title) <= _LONGEST and not _PLACEHOLDER.fullmatch(title)
