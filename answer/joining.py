"""Two sentences as one quote, as long as both say something: the shortest quote that answers."""

from __future__ import annotations

from answer.sentences import asks
from answer.windows import Window
from core.records import Page

SHORT = 60
"""Characters of a sentence that is left out where it has no word of the question. Its row is in evaluation/expected.toml."""


def shortest(window: Window, page: Page) -> Window:
    """The window without a sentence that adds nothing: it has no word of the question, and either hardly any words at all, or
    no part of the kind that is asked for, which the other has. What follows a question is what answers it, and stays."""
    if len(window.sentences) < 2:
        return window
    for kept, other in ((1, 0), (0, 1)):
        if _adds_nothing(window, kept, other) and not (
            kept < other and asks(window.sentences[kept].span.of(page.text))
        ):
            return Window((window.sentences[kept],), (window.parts[kept],), window.around)
    return window


def _adds_nothing(window: Window, kept: int, other: int) -> bool:
    sentence = window.sentences[other]
    brief = sentence.span.end - sentence.span.start < SHORT
    return not sentence.marks and (brief or bool(window.parts[kept] and not window.parts[other]))
