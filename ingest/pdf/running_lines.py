"""Running heads and feet: lines at the edge of pages that repeat from page to page, digits apart.

A line is one by its words, its place and its company: the same words at the same distance from the edge on three pages
at least, at a place where most pages have such a line. So a table's header row or a slide's title is none because it
comes again, but the head that changes from section to section is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.records import Span
from ingest.pdf.pdf_lines import Line
from ingest.pdf.pdf_page import RawPage

LEAST_PAGES = 3
LEAST_SHARE = 0.4
"""Of the pages that have words: how many have a repeated line at a place, for the place to be one of running lines."""
MOST_TEXT = 0.25
"""Of these pages: how many may have other lines there or further out; else it is a place where the text begins or ends."""
LEAST_GAP = 1.5
"""Times its type size, that the text keeps away from a running line on most pages; a table's rows do not."""
NEARLY_ALL = 0.8
"""Of these pages: a place with a repeated line on so many needs no distance from the text."""
_MANY_PAGES = 10
LARGEST_TYPE = 1.25
"""Times the document's usual type size; larger lines at the top are titles, unless most pages have the very same."""
_ZONE = 0.14
"""Of the page's height, at the top and at the bottom."""
_SAME_PLACE = 4.0
"""Points that a line may move up or down."""
_NUMBER = re.compile(r"\d+|(?<!\w)[ivxlc]{1,7}(?!\w)", re.IGNORECASE)


class EdgeLine(NamedTuple):
    """A line in the margin of a page: the page's index, its words with numbers as "#", and its distance from the edge."""

    page: int
    line: Line
    words: str
    at_top: bool
    distance: float


def edge_lines(pages: Sequence[RawPage]) -> list[EdgeLine]:
    """The lines in the margins of all pages; `pages[i].number` is i + 1."""
    return [edge for index, page in enumerate(pages) for edge in _edges(index, page)]


def _edges(index: int, page: RawPage) -> Iterator[EdgeLine]:
    zone = _ZONE * page.height
    for line in page.lines.lines:
        words = _NUMBER.sub("#", " ".join(page.text[line.start : line.end].split()))
        middle = (line.top + line.bottom) / 2
        if 0 <= middle <= zone:
            yield EdgeLine(index, line, words, True, middle)
        elif 0 <= page.height - middle <= zone:
            yield EdgeLine(index, line, words, False, page.height - middle)


def usual_size(pages: Sequence[RawPage]) -> float:
    """The type size, in points, of most characters of a document; 0 where nothing is known of it."""
    sizes: dict[float, int] = defaultdict(int)
    for page in pages:
        for size, characters in page.lines.sizes:
            sizes[size] += characters
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def running_lines(pages: Sequence[RawPage], edges: Sequence[EdgeLine]) -> list[list[Span]]:
    """For each page the spans of its running heads and feet, but for the first page that has them; `edges`: its edge_lines.

    A page that would have no word left keeps them as its text.
    """
    worded = sum(any(character.isalnum() for character in page.text) for page in pages)
    groups = _in_running_places(list(_repeated(edges, usual_size(pages), worded)), edges, worded)
    spans: list[list[Span]] = [[] for _ in pages]
    for group in groups:
        first = min(edge.page for edge in group)
        for edge in group:
            if edge.page != first:
                spans[edge.page].append(Span(edge.line.start, edge.line.end))
    return [_leaving_words(page.text, sorted(set(own))) for page, own in zip(pages, spans, strict=True)]


def _repeated(edges: Sequence[EdgeLine], usual: float, worded: int) -> Iterator[list[EdgeLine]]:
    """The lines that have the same words at the same place on enough pages."""
    alike: dict[tuple[bool, str], list[EdgeLine]] = defaultdict(list)
    for edge in edges:
        alike[edge.at_top, edge.words].append(edge)
    for (at_top, _), group in alike.items():
        for together in _at_one_place(group):
            pages = {edge.page for edge in together}
            large = at_top and median(edge.line.size for edge in together) > LARGEST_TYPE * usual
            if len(pages) >= LEAST_PAGES and (not large or len(pages) > worded / 2):
                yield together


def _at_one_place(group: Sequence[EdgeLine]) -> Iterator[list[EdgeLine]]:
    """The lines in bunches by their distance from the edge."""
    together: list[EdgeLine] = []
    for edge in sorted(group, key=lambda edge: edge.distance):
        if together and edge.distance - together[0].distance > _SAME_PLACE:
            yield together
            together = []
        together.append(edge)
    if together:
        yield together


def _in_running_places(
    groups: Sequence[list[EdgeLine]], edges: Sequence[EdgeLine], worded: int
) -> Iterator[list[EdgeLine]]:
    """The groups at places outside the text: enough of all pages have a repeated line there, few have other lines
    there or further out, and the text keeps a distance."""
    repeated = {(edge.page, edge.line.start) for group in groups for edge in group}
    others = [edge for edge in edges if (edge.page, edge.line.start) not in repeated]
    places = [(group[0].at_top, median(edge.distance for edge in group)) for group in groups]
    for group, (at_top, distance) in zip(groups, places, strict=True):
        company = {
            edge.page
            for other, (top, beside) in zip(groups, places, strict=True)
            if top == at_top and abs(beside - distance) <= _SAME_PLACE
            for edge in other
        }
        text = {edge.page for edge in others if edge.at_top == at_top and edge.distance <= distance + _SAME_PLACE}
        if (
            len(company) >= max(LEAST_PAGES, LEAST_SHARE * worded)
            and len(text - company) <= MOST_TEXT * worded
            and (len(company) >= max(_MANY_PAGES, NEARLY_ALL * worded) or _apart(group, others))
        ):
            yield group


def _apart(group: Sequence[EdgeLine], others: Sequence[EdgeLine]) -> bool:
    """Whether the text nearest to most lines of a group is further away than the next line of a text would be."""
    inward: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for edge in others:
        inward[edge.page, edge.at_top].append(edge.distance)
    near = 0
    for edge in group:
        gaps = [far - edge.distance for far in inward[edge.page, edge.at_top] if far - edge.distance > _SAME_PLACE]
        near += bool(gaps) and min(gaps) < LEAST_GAP * edge.line.size
    return near <= len(group) / 2


def _leaving_words(text: str, spans: list[Span]) -> list[Span]:
    """The spans, unless they hold all words of the page."""
    edges = [0, *(side for span in spans for side in span), len(text)]
    rest = [text[start:end] for start, end in list(pairwise(edges))[::2]]
    return spans if any(character.isalnum() for part in rest for character in part) else []
