"""The page on which a document says what it is: its lines with their type, and the title that stands out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.metadata.event_lines import folded

# Titles that programs write of themselves; the first page knows better.
NO_TITLE = re.compile(
    r"^(microsoft (word|powerpoint)\b.*|powerpoint presentation|présentation powerpoint|powerpoint-präsentation"
    r"|untitled.*|sans titre.*|ohne titel.*|document\d*|slide \d+|click to edit.*|title|.*\.(docx?|pptx?|pdf|indd|xml|qxd).*"
    r"|[^\s]*|[a-z]:\\.*|adobe .* pdf)$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:click to (?:edit|add)|cliquez pour|titelmasterformat|(?:mastertitel|master-)|klicken sie"
    r"|page \d+|seite \d+|https?:|www\.)",
    re.IGNORECASE,
)
_WORD, _VERSION = re.compile(r"[^\W\d_]{2}"), re.compile(r"v?\d+(?:\.\d+)+", re.IGNORECASE)
_PLAIN_LINES = 60
_FEW = 400
"""Characters of a page that is nothing but a cover: its type needs no running text to stand out of."""
_PROSE_CHARACTERS, _PROSE_WORDS = 65, 9
_STANDS_OUT = 1.15
_SAME_TYPE = 0.93
_NEIGHBOURING_TYPE = 0.5
_LONGEST_TITLE, _MOST_LINES = 200, 3
_GENERIC = re.compile(
    r"(?:action|annual|final|draft|plan|report|strategy|index|minutes|programme?|agenda|presentation|webinar|summary|bericht"
    r"|jahresbericht|protokoll|rapport|annuel|note|procès-verbal|programm|[#\d.–-]+)",
    re.IGNORECASE,
)


class TypeLine(NamedTuple):
    """A line of a page: its words, and the size of its type in points (0 where it is not known)."""

    text: str
    size: float = 0.0


class TitlePage(NamedTuple):
    """The first page that has words: its number, its lines from top to bottom, and whether it is wider than high."""

    number: int = 1
    lines: tuple[TypeLine, ...] = ()
    wide: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(line.text for line in self.lines)

    @property
    def head(self) -> tuple[TypeLine, ...]:
        """The lines before running text begins: all of a cover."""
        prose = [is_prose(line.text) for line in self.lines]
        end = next((at for at in range(len(prose) - 2) if all(prose[at : at + 3])), len(prose))
        return self.lines[:end]

    @property
    def cover(self) -> bool:
        """Whether there is no running text, and not much else."""
        return len(self.head) == len(self.lines) <= 25


def plain_title_page(texts: Sequence[str]) -> TitlePage:
    """The first page that has words, where nothing is known of its type: its first lines."""
    number, text = next(((n, text) for n, text in enumerate(texts[:3], 1) if text.strip()), (1, ""))
    lines = (" ".join(line.split()) for line in text.splitlines()[:_PLAIN_LINES])
    return TitlePage(number, tuple(TypeLine(line) for line in lines if line))


def is_prose(text: str) -> bool:
    """Whether a line is one of running text."""
    return len(text) >= _PROSE_CHARACTERS and len(text.split()) >= _PROSE_WORDS


def squeezed(text: str) -> str:
    """Letters and digits alone, without case and accents: how two spellings of the same words are compared."""
    return re.sub(r"[\W_]+", "", folded(text) or text.casefold())


def title_lines(page: TitlePage) -> tuple[TypeLine, ...]:
    """The lines of the title: the largest type, where it stands out and no running text is above it; else none."""
    usable = [line for line in page.lines if _usable(line)]
    largest = max((line.size for line in usable if _WORD.search(line.text)), default=0.0)
    if not largest:
        return ()
    first = next(at for at, line in enumerate(usable) if line.size >= largest * _SAME_TYPE)
    block = list(takewhile(lambda line: line.size >= largest * _SAME_TYPE, usable[first:]))
    if len(block) == len(usable) > _MOST_LINES:
        return ()  # all of one type: nothing is larger than the rest
    if any(is_prose(line.text) for line in usable[:first]) or not _stands_out(largest, block, page.lines):
        return ()
    if all(_GENERIC.fullmatch(word) for word in " ".join(line.text for line in block).split()) or _one_word(block):
        block = _with_neighbours(usable, first, block)
    return tuple(block) if len(words_of(block)) <= _LONGEST_TITLE else ()


def words_of(lines: Sequence[TypeLine]) -> str:
    """The words of several lines as one."""
    return " ".join(" ".join(line.text for line in lines).split())


def _usable(line: TypeLine) -> bool:
    worded = _WORD.search(line.text) or _VERSION.fullmatch(line.text)
    return line.size > 0 and bool(worded) and not _PLACEHOLDER.match(line.text)


def _stands_out(largest: float, block: Sequence[TypeLine], lines: Sequence[TypeLine]) -> bool:
    sizes = sorted(line.size for line in lines for _ in line.text)
    if len(sizes) <= _FEW:
        return True
    if largest < _STANDS_OUT * sizes[len(sizes) // 2]:
        return False
    return sum(len(line.text) for line in block) < len(sizes) / 3


def _one_word(block: Sequence[TypeLine]) -> bool:
    return len(words_of(block).split()) == 1


def _with_neighbours(usable: Sequence[TypeLine], first: int, block: list[TypeLine]) -> list[TypeLine]:
    """A title such as "2020 Action Plan" wants the line above or below it that says of what, the larger of the two."""
    end = first + len(block)
    above = usable[first - 1] if first else None
    below = usable[end] if end < len(usable) else None
    both = [line for line in (above, below) if line and line.size >= _NEIGHBOURING_TYPE * block[0].size]
    nearest = max(both, key=lambda line: line.size, default=None)
    if nearest is None or is_prose(nearest.text):
        return block
    return [nearest, *block] if nearest is above else [*block, nearest]
