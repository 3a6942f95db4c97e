"""Printed page numbers: from the PDF's own labels, else read from running heads and feet where they count up.

What is not certain is not claimed: such a page's label is its number in the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.pdf.pdf_page import RawPage
from ingest.pdf.running_lines import EdgeLine

LEAST_PAGES = 3
"""Pages that must count up together; two suffice for Roman numerals, which are seldom anything else."""
LEAST_SHARE = 0.6
"""Of the pages from the first to the last of such a run: how many must show their number."""
CERTAIN_PAGES = 5
"""A second run, and one beside other words, must have so many."""
TELLING_SHARE = 0.6
"""Of all pages: how many must show another number than labels that only count from 1, for these to be wrong."""
_ROMAN = re.compile(r"(?=[ivxl])(x{0,3}|x?l|lx{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_PAGE = r"(?:page|pages?\s+n[°o]|seite|p\.|s\.|pg\.?)\s*"
_ALONE = re.compile(
    rf"[\W_]*(?:{_PAGE})?(?P<number>\d{{1,5}}|[ivxl]{{1,8}})(?:\s*(?:/|\||of|von|sur|de)\s*\d{{1,5}})?[\W_]*",
    re.IGNORECASE,
)
_SAID = re.compile(rf"(?<!\w){_PAGE}(?P<number>\d{{1,5}})(?!\w)", re.IGNORECASE)
_OF_ALL = re.compile(r"(?<![\d./-])(?P<number>\d{1,5})\s*/\s*\d{1,5}$")
_FIRST = re.compile(r"(?P<number>\d{1,5})(?=[\s|])(?![\s|]*[/.]\s*\d)")
_LAST = re.compile(r"(?<=[\s|])(?P<number>\d{1,5})$")
_CHAPTER = re.compile(r"(?P<chapter>[A-Z]|\d{1,2})(?P<dash>[-–.])(?P<number>\d{1,3})")


class _Said(NamedTuple):
    """A number that a page may be printed with: its kind ("1", "i", "I", or "A-" before a number), its value, and
    whether nothing else stands on its line."""

    kind: str
    value: int
    alone: bool


class _Run(NamedTuple):
    kind: str
    offset: int
    pages: tuple[int, ...]


def page_labels(pages: Sequence[RawPage], given: Sequence[str], edges: Sequence[EdgeLine]) -> list[str]:
    """The label of each page. `given` are the PDF's own labels, as many as pages, or none; `edges` the pages' edge_lines."""
    numbers = [str(page.number) for page in pages]
    own = [label or number for label, number in zip(given, numbers, strict=True)] if len(given) == len(pages) else []
    if own and own != numbers:
        return own
    said = _said(pages, edges)
    runs = list(_runs(said))
    shown = sum(len(run.pages) for run in runs if run.offset != 1)
    if own and shown < TELLING_SHARE * len(pages):
        return own
    labels = numbers
    for run in runs:
        for index in range(run.pages[0], run.pages[-1] + 1):
            if index in run.pages or not any(each.alone for each in said[index]):
                labels[index] = _written(run.kind, index + run.offset)
    return labels


def _said(pages: Sequence[RawPage], edges: Sequence[EdgeLine]) -> list[set[_Said]]:
    """What each page may be numbered with."""
    found: list[set[_Said]] = [set() for _ in pages]
    for edge in edges:
        found[edge.page].update(_numbers(pages[edge.page].text, edge))
    return found


def _numbers(text: str, edge: EdgeLine) -> Iterator[_Said]:
    line = " ".join(text[edge.line.start : edge.line.end].split())
    if alone := _ALONE.fullmatch(line):
        number = alone["number"]
        if number.isdecimal():
            yield _Said("1", int(number), True)
        elif _ROMAN.fullmatch(number) and (number.islower() or number.isupper()):
            yield _Said("i" if number.islower() else "I", _roman_value(number), True)
        return
    if chapter := _CHAPTER.fullmatch(line):
        yield _Said(chapter["chapter"] + chapter["dash"], int(chapter["number"]), True)
        return
    for pattern in (_SAID, _OF_ALL, _LAST):
        for match in pattern.finditer(line):
            yield _Said("1", int(match["number"]), False)
    if first := _FIRST.match(line):
        yield _Said("1", int(first["number"]), False)


def _roman_value(number: str) -> int:
    values = [_VALUES[letter] for letter in number.lower()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _runs(said: Sequence[set[_Said]]) -> Iterator[_Run]:
    """Pages that count up together, the longest first; none reaches into another."""
    counting: dict[tuple[str, int], list[int]] = defaultdict(list)
    sure: dict[tuple[str, int], int] = defaultdict(int)
    for index, numbers in enumerate(said):
        for kind, value, alone in numbers:
            if index not in counting[kind, value - index]:
                counting[kind, value - index].append(index)
            sure[kind, value - index] += alone
    taken: list[_Run] = []
    pieces = [_Run(*key, tuple(piece)) for key, where in counting.items() for piece in _dense(where)]
    for run in sorted(pieces, key=lambda run: -len(run.pages)):
        least = LEAST_PAGES - 1 if run.kind in ("i", "I") else LEAST_PAGES
        apart = all(run.pages[-1] < other.pages[0] or run.pages[0] > other.pages[-1] for other in taken)
        certain = not taken or sure[run.kind, run.offset] >= len(run.pages) or len(run.pages) >= CERTAIN_PAGES
        if len(run.pages) >= least and run.pages[0] + run.offset >= 1 and apart and certain:
            taken.append(run)
            yield run


def _dense(where: Sequence[int]) -> Iterator[list[int]]:
    """The stretches in which enough pages show their number."""
    piece: list[int] = []
    for index in where:
        if piece and (len(piece) + 1) < LEAST_SHARE * (index - piece[0] + 1):
            yield piece
            piece = []
        piece.append(index)
    if piece:
        yield piece


def _written(kind: str, value: int) -> str:
    if kind not in ("i", "I"):
        return str(value) if kind == "1" else f"{kind}{value}"
    tens, ones = divmod(value, 10)
    roman = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens]
    roman += ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return roman.upper() if kind == "I" else roman
