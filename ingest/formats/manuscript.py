"""What the readers of other formats hand on to be typeset: blocks of plain text, and slides with their notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LITERAL = "literal"
    TABLE = "table"
    PAGE = "page"


class Block(NamedTuple):
    """One block. `level` counts from 1: a heading's rank, or how far an item stands in. LITERAL keeps its blanks and
    line ends; PAGE begins a new page and has no text; a TABLE has `rows` of equally many cells instead of a text.
    """

    kind: Kind
    text: str = ""
    level: int = 1
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All its text, cells separated by tabs."""
        return "\n".join("\t".join(row) for row in self.rows) if self.rows else self.text


def table(rows: list[list[str]]) -> Block:
    """A table; short rows are filled with empty cells."""
    wide = max(map(len, rows), default=0)
    return Block(Kind.TABLE, rows=tuple((*row, *[""] * (wide - len(row))) for row in rows))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document that flows over its pages. `limits` are what was seen in the file and cannot be read."""

    title: str
    blocks: tuple[Block, ...]
    limits: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All its text, a line a block."""
        return "\n".join(block.words for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title "" where it has none, what stands on it (the title too), the speaker's notes."""

    title: str
    blocks: tuple[Block, ...]
    notes: str = ""
    hidden: bool = False

    @property
    def text(self) -> str:
        """What stands on the slide, a line a block."""
        return "\n".join(block.words for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation; its slides are `width` times `height` PDF points."""

    title: str
    slides: tuple[Slide, ...]
    width: float
    height: float
    limits: tuple[str, ...] = ()
