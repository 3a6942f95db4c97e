"""One page as HTML: its text with marks, the rule where the speaker's notes begin, and where its words come from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from core.records import Page, PageState, Span
from serve.readability import percent

_UNSURE = 0.8
"""Below this confidence one word in some is wrong: the page's reader is warned, not just told."""

_CANNOT = "its words cannot be searched, marked or quoted."
PAGE_WARNINGS = {
    PageState.NEEDS_OCR: f"This page is a picture without text: {_CANNOT}",
    PageState.GARBLED: "The text of this page is garbled: its words cannot be relied on to be found, marked or quoted. "
    "Read its image.",
    PageState.UNREADABLE: f"This page cannot be read: {_CANNOT}",
}
"""What a reader of such a page has to know."""


def page_text_html(text: str, marks: Sequence[Span], active: int | None = None, notes: int | None = None) -> str:
    """A page's text with its line ends, marks numbered for jumping to (`id="mark-3"`); a rule where notes begin."""
    cut = notes if notes is not None else len(text)
    cut = max([cut, *(span.end for span in marks if span.start < cut)])  # no mark is cut in two
    before = sum(span.start < cut for span in marks)
    numbered = [_Numbered(number, span, number == active) for number, span in enumerate(marks)]
    said = _marked_html(text, 0, cut, numbered[:before])
    if notes is not None:
        rule = '<div class="notes-rule"></div>'  # the notes' own first line says what they are
        said += rule + _marked_html(text, cut, len(text), numbered[before:])
    return f'<div class="page-text">{said}</div>'


class _Numbered(NamedTuple):
    number: int
    span: Span
    active: bool


def _marked_html(text: str, start: int, end: int, marks: Sequence[_Numbered]) -> str:
    parts, at = [], start
    for number, span, active in marks:
        kind = ' class="active"' if active else ""
        parts.append(escape(text[at : span.start]))
        parts.append(f'<mark id="mark-{number + 1}"{kind}>{escape(span.of(text))}</mark>')
        at = span.end
    return "".join([*parts, escape(text[at:end])])


def origin(page: Page, spans: Sequence[Span] = ()) -> str:
    """Where the words of some spans of a page come from, if not from its face: "in the speaker's notes", "recognised text,
    confidence 93 %"; "" where they stand on the page as text."""
    told = []
    within = [span for span in spans if page.notes is not None and span.start >= page.notes]
    if within:
        told.append("in the speaker’s notes" if len(within) == len(spans) else "also in the speaker’s notes")
    if page.state == PageState.OCR:
        sure = f", confidence {percent(page.confidence)}" if page.confidence is not None else ""
        told.append(f"recognised text{sure}")
    return ", ".join(told)


def recognised_note(page: Page) -> str:
    """What a reader of a recognised page has to know; "" where the page has a text of its own."""
    if page.state != PageState.OCR:
        return ""
    sure = f", confidence {percent(page.confidence)}" if page.confidence is not None else ""
    return f"Recognised text{sure}: before you quote it, compare it with the image."


def is_unsure(page: Page) -> bool:
    """Whether recognition is so unsure of a page that words may well be missed in it."""
    return page.state == PageState.OCR and (page.confidence is None or page.confidence < _UNSURE)
