"""Whether a quote tells anything: headings, questions, lines of a programme and of a table of contents do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from answer.sentences import asks, ended, leads_on
from core.records import Document, Page, Span

_WORDS = re.compile(r"\w+")
_CONTENTS = re.compile(r"\W*\d[\d.]*\s+(?:\d[\d.]*\s+)?\D.*\s(?:\d{1,4}|\.)|.*\.\s*\.(?:\s*\d+)?", re.DOTALL)
"""A number, words, and the number of a page, or a dot that leads to it; words, and dots."""
_PROGRAMME = re.compile(r"\W*\d{1,2}[:.h ]{1,3}[0-5]\d\b(?!\s*(?:%|per\b|euro|million))")
"""A time of the day at the head of a line."""
_NUMBERED = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})+\.?|[A-Z]\.\d+|(?:Annex|Annexe|Anhang|Chapter|Chapitre|Kapitel|Session|Part)\s+\w+[.:]?)\s"
)
"""The number of a section, at the head of its heading."""
_SESSION = re.compile(rf"{_PROGRAMME.pattern}\W*(?:\w+\s+){{1,2}}\d{{1,2}}[.:]\s")
"""A time of the day and the number of what begins then, at the head of its title."""
_FULL_STOPS = (".", "!", "。")
"""A title that ends so is a sentence: a document without one is called by its first."""
_BRIEF = 4
"""Words, fewer than which say nothing without a full stop."""


def tells(document: Document, page: Page, told: Iterable[Span]) -> bool:
    """Whether one of some sentences of a page says something. A slide's bullets do, without a full stop too; a heading
    does not, which is known by the document's outline, its title, or its number."""
    titles = _titles(document, page)
    return any(_says(one.of(page.text), titles) for one in told)


def _says(text: str, titles: Set[tuple[str, ...]]) -> bool:
    words = tuple(_WORDS.findall(text.casefold()))
    if not words or asks(text) or leads_on(text) or _CONTENTS.fullmatch(text) or _SESSION.match(text):
        return False
    if not text.endswith(_FULL_STOPS) and not titles.isdisjoint({words, _without_number(words)}):
        return False
    if ended(text):
        return True
    line = any(pattern.match(text) for pattern in (_PROGRAMME, _NUMBERED))
    return len(words) >= _BRIEF and not line


def _titles(document: Document, page: Page) -> set[tuple[str, ...]]:
    """The words of the headings on a page, and of the document's own title."""
    told = [heading.title for heading in document.outline if heading.page == page.number]
    words = [tuple(_WORDS.findall(title.casefold())) for title in (document.title, *told)]
    return {*words, *map(_without_number, words)} - {()}


def _without_number(words: tuple[str, ...]) -> tuple[str, ...]:
    return next((words[at:] for at, word in enumerate(words) if not word.isdigit()), ())
