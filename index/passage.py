"""The passage of a page that a hit shows: the words of one speaker, where several share the page, and what they speak of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.interventions import speaking_at
from core.records import Document, Intervention, Page, Span
from core.speaking_of import glimpsed_about
from index.marks import Mark
from index.snippets import Snippet, snippet, snippet_at
from index.speakers import SPOKEN, Voice, voices_on

SaidBy = Mapping[str, Collection[str]]
"""Whose words are asked for: the values of some of SPOKEN."""


class Passage(NamedTuple):
    """`marks` are those of the page that count, `speaker` is whose words the snippet is, where that is certain, and `about` the
    countries that it speaks of."""

    marks: tuple[Span, ...]
    snippet: Snippet
    speaker: Intervention | None
    about: tuple[str, ...]


def passage(
    document: Document,
    page: Page,
    lit: Sequence[Mark],
    weights: Sequence[float],
    said_by: SaidBy | None = None,
    near: Span | None = None,
) -> Passage:
    """The best passage of a page for what is `lit` on it, in the words of whom is asked for.

    `weights` are what each leaf of the query is worth. Without marks it begins at `near`, else with the first words.
    """
    there = voices_on(document, page.number)
    own, inside, barred = lit, lit, page.running
    if len(there) > 1:
        said_by = said_by or {}
        own = said(document, page, lit, said_by) or lit
        near = near if near and all(keeps(_voice_at(there, near.start), said_by)) else None
        spans = _spans(page, there)
        kept = spans.pop(_chosen(page, there, spans, own, weights, said_by, near))
        barred = (*page.running, *spans)
        inside = [mark for mark in own if kept.start <= mark.span.start < kept.end] or own
    window = snippet_at(page.text, near.start, barred) if near and not own else None
    window = window or snippet(page.text, inside, weights, barred)
    begins = window.span.start + (window.marks[0].start if window.marks else 0)
    speaker = speaking_at(document, page.number, begins)
    return Passage(tuple(mark.span for mark in own), window, speaker, glimpsed_about(document, page, window.span))


def keeps(voice: Voice, said_by: SaidBy) -> list[bool]:
    """Which of the facets that are asked for a voice has a wanted value of."""
    return [not set(wanted).isdisjoint(voice.values[SPOKEN.index(facet)]) for facet, wanted in said_by.items()]


def said(document: Document, page: Page, lit: Sequence[Mark], said_by: SaidBy) -> Sequence[Mark]:
    """The marks in the words of whom is asked for; where nobody is all that is asked, of who is some of it."""
    there = voices_on(document, page.number) if said_by else ()
    if len(there) < 2:
        return lit
    kept = [keeps(_voice_at(there, mark.span.start), said_by) for mark in lit]
    whole = [mark for mark, held in zip(lit, kept, strict=True) if all(held)]
    return whole or [mark for mark, held in zip(lit, kept, strict=True) if any(held)]


def _chosen(
    page: Page,
    there: Sequence[Voice],
    spans: Sequence[Span],
    own: Sequence[Mark],
    weights: Sequence[float],
    said_by: SaidBy,
    near: Span | None,
) -> int:
    """The voice, by its place on the page, whose words are shown: that of the best marks, else the first that is asked for.

    `spans` are the characters of each voice that is `there`.
    """
    if own:
        best = snippet(page.text, own, weights, page.running)
        start = best.span.start + best.marks[0].start if best.marks else own[0].span.start
        return _at(there, start)
    if near:
        return _at(there, near.start)
    worded = [n for n, span in enumerate(spans) if span.of(page.text).strip()]
    return next((n for n in worded if all(keeps(there[n], said_by))), worded[0] if worded else 0)


def _spans(page: Page, there: Sequence[Voice]) -> list[Span]:
    length = len(page.text)
    return [Span(min(a, length), min(b, length)) for a, b in pairwise([*(voice.start for voice in there), length])]


def _voice_at(there: Sequence[Voice], offset: int) -> Voice:
    return there[_at(there, offset)]


def _at(there: Sequence[Voice], offset: int) -> int:
    return bisect_right([voice.start for voice in there], offset) - 1
