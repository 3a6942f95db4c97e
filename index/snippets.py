"""The best window of a page for a query: the one that shows most of its words, cut where sentences or words end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.records import Span
from index.marks import Mark

LENGTH = 280
"""Characters a snippet aims at."""

_REACH = 90
"""Characters that a snippet's ends may move to meet a sentence or a word's end."""

_SENTENCE_END = re.compile(r"(?:[.!?:…][\"')»”]*\s+|\n(?=\s*[•▪●–■◦-]\s))")
_AGAIN = 0.1
"""What a further mark of the same word counts, where the first counts its idf."""

_EQUAL = 1e-9
"""Sums that differ by less differ by rounding."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` is `page.text[span.start:span.end]`, to the letter; `marks` are spans of `text`."""

    span: Span
    text: str
    marks: tuple[Span, ...]


def snippet(text: str, marks: Sequence[Mark], weights: Sequence[float], running: Sequence[Span] = ()) -> Snippet:
    """The best window of `text`, clear of running heads and feet; no marks: the beginning.

    `weights[i]` says what the i-th leaf of the query is worth.
    """
    start, end = _window(marks, weights)
    if not marks:
        start = _beginning(text, running)
    first, last = _clear_of(running, start, end, len(text))
    slack = max(0, LENGTH - (end - start))
    before = slack // 3 if marks else 0
    upto = min(last, max(start, end) + slack - before)
    start, end = _rounded(text, max(first, start - before), upto, marks)
    if upto == last and not marks:  # there is no more of it
        end = last
    start, end = max(start, first), min(end, last)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = max(start, len(text[:end].rstrip()))
    if start == end and running:
        return snippet(text, marks, weights)
    inside = (mark.span for mark in marks if start <= mark.span.start and mark.span.end <= end)
    return Snippet(Span(start, end), text[start:end], tuple(Span(s.start - start, s.end - start) for s in inside))


def snippet_at(text: str, start: int, running: Sequence[Span] = ()) -> Snippet:
    """A window of a page that has none of the words, where its text speaks to the query: it begins at `start`."""
    place = Mark(Span(start, min(start + 1, len(text))), 0)
    return replace(snippet(text, [place], [1.0], running), marks=())


def _beginning(text: str, running: Sequence[Span]) -> int:
    """Where the text begins, after blanks and running heads."""
    start = len(text) - len(text.lstrip())
    for span in sorted(running):
        if span.start <= start < span.end:
            start = span.end + len(text[span.end :]) - len(text[span.end :].lstrip())
    return start if start < len(text) else 0


def _clear_of(running: Sequence[Span], start: int, end: int, length: int) -> tuple[int, int]:
    """How far a window may grow before it meets a running head or foot."""
    before = max((span.end for span in running if span.end <= min(start, length)), default=0)
    after = min((span.start for span in running if span.start >= max(start, end)), default=length)
    return before, after


def _window(marks: Sequence[Mark], weights: Sequence[float]) -> tuple[int, int]:
    """From the first to the last mark of the best run of marks that fits; the first of equally good ones."""
    best, chosen = -1.0, (0, 0)
    counts = [0] * len(weights)
    worth, upto = 0.0, 0
    for first, mark in enumerate(marks):
        while upto < len(marks) and (upto == first or marks[upto].span.end - mark.span.start <= LENGTH):
            leaf = marks[upto].leaf
            worth += weights[leaf] * (_AGAIN if counts[leaf] else 1.0)
            counts[leaf] += 1
            upto += 1
        if worth > best + _EQUAL:
            best, chosen = worth, (mark.span.start, min(marks[upto - 1].span.end, mark.span.start + 2 * LENGTH))
        counts[mark.leaf] -= 1
        worth -= weights[mark.leaf] * (_AGAIN if counts[mark.leaf] else 1.0)
    return chosen


def _rounded(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[int, int]:
    """Moves the ends to a sentence's end nearby, else out of words."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - _REACH), start + 1)]
    if start and before:
        start = before[-1] if before[-1] <= start else start
    while start and start < len(text) and not text[start - 1].isspace():
        start -= 1
    after = _SENTENCE_END.search(text, max(start, end - _REACH), min(len(text), end + _REACH))
    last = max((mark.span.end for mark in marks if mark.span.start < end and mark.span.start >= start), default=0)
    ends_sentence = after is not None and after.end() >= last
    if after and ends_sentence:
        end = after.end()
    while not ends_sentence and end < len(text) and not text[end].isspace():
        end += 1
    start = end - len(text[start:end].lstrip())
    return start, max(start, len(text[:end].rstrip()))
