"""Shares the ink of painted words out among the words it stands for. Geometry only; knows no PDF library.

What is known is the words in their order and the bounds of the pieces that draw them: a letter, a word, a line or a
paragraph each. Boxes are those of the page as displayed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from core.records import Box

_BEYOND = 0.25
"""Of its height that a line reaches up and down for commas and dots."""
_SQUARE = 2.4
"""Letters of one line that would fill a square as high as the line: half an em wide, 1.2 em from line to line."""


def word_boxes(words: Sequence[str], pieces: Sequence[Box]) -> list[Box]:
    """A box for each word: cut at the widest gaps between the pieces where they are enough, else by counts of letters."""
    lines = _lines(_without_ground(pieces))
    if not words or not lines:
        return []
    return _cut_at_gaps(lines, len(words)) or _shared_out(words, [_around(line) for line in lines])


def _without_ground(pieces: Sequence[Box]) -> Sequence[Box]:
    """Without a piece that lies behind all others: the ground that the words are painted on."""
    whole = _around(pieces) if pieces else None
    kept = [piece for piece in pieces if piece != whole]
    return kept or pieces[:1]


def _lines(pieces: Iterable[Box]) -> list[list[Box]]:
    """The pieces line by line from the top, each line from the left; tall pieces tell where lines are."""
    lines: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.top - box.bottom):
        middle = (piece.top + piece.bottom) / 2
        for line in lines:
            beyond = _BEYOND * (line[0].bottom - line[0].top)
            if line[0].top - beyond <= middle <= line[0].bottom + beyond:
                line.append(piece)
                break
        else:
            lines.append([piece])
    lines.sort(key=lambda line: line[0].top)
    return [sorted(line) for line in lines]


def _cut_at_gaps(lines: list[list[Box]], count: int) -> list[Box] | None:
    """Exactly `count` boxes, if the lines have gaps enough; None if they have not."""
    joined = [_joined(line) for line in lines]
    gaps = sorted(
        ((after.x0 - before.x1) / max(0.1, _around(line).bottom - _around(line).top), row, place)
        for row, line in enumerate(joined)
        for place, (before, after) in enumerate(pairwise(line))
    )
    needed = count - len(joined)
    if needed < 0 or needed > len(gaps):
        return None
    cuts = {(row, place) for _, row, place in gaps[len(gaps) - needed :]}
    boxes: list[Box] = []
    for row, line in enumerate(joined):
        run: list[Box] = []
        for place, piece in enumerate(line):
            run.append(piece)
            if (row, place) in cuts or place == len(line) - 1:
                boxes.append(_around(run))
                run = []
    return boxes


def _joined(line: Sequence[Box]) -> list[Box]:
    """A line's pieces, those that touch one another as one."""
    joined: list[Box] = []
    for piece in line:
        if joined and piece.x0 <= joined[-1].x1:
            joined[-1] = _around((joined[-1], piece))
        else:
            joined.append(piece)
    return joined


def _shared_out(words: Sequence[str], lines: Sequence[Box]) -> list[Box]:
    """Each word's share by its letters of the lines' lengths, and of the place in its line."""
    letters = sum(len(word) + 1 for word in words)
    rows = _rows(lines[0], letters) if len(lines) == 1 else list(lines)
    length = sum(row.x1 - row.x0 for row in rows) or 1.0
    ends = [sum(row.x1 - row.x0 for row in rows[: at + 1]) / length * letters for at in range(len(rows))]
    placed: list[list[str]] = [[] for _ in rows]
    at = 0.0
    for word in words:
        middle = at + len(word) / 2
        placed[next((row for row, end in enumerate(ends) if middle < end), len(rows) - 1)].append(word)
        at += len(word) + 1
    return [box for row, some in zip(rows, placed, strict=True) for box in _along(row, some)]


def _rows(block: Box, letters: int) -> list[Box]:
    """The lines of a block of so many letters, all as high, by the shape that letters have."""
    width, height = max(0.1, block.x1 - block.x0), block.bottom - block.top
    count = min(letters, max(1, round(math.sqrt(letters * height / (_SQUARE * width)))))
    step = height / count
    return [Box(block.x0, block.top + row * step, block.x1, block.top + (row + 1) * step) for row in range(count)]


def _along(row: Box, words: Sequence[str]) -> list[Box]:
    """The words of one row, one after the other, as long as they have letters."""
    letters = max(1, sum(len(word) + 1 for word in words) - 1)
    step = (row.x1 - row.x0) / letters
    boxes: list[Box] = []
    at = 0
    for word in words:
        boxes.append(Box(row.x0 + at * step, row.top, row.x0 + (at + len(word)) * step, row.bottom))
        at += len(word) + 1
    return boxes


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))
