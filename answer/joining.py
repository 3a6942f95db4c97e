"""Two sentences as one quote, as long as both say something: the shortest quote that answers."""

from __future__ import annotations

from answer.windows import Window

SHORT = 60
"""Characters of a sentence that is left out where it has no word of the question. Its row is in evaluation/expected.toml."""


def shortest(window: Window) -> Window:
    """The window without a sentence that adds nothing: it has no word of the question, and either hardly any words at all, or
    no part of the kind that is asked for, which the other has."""
    if len(window.sentences) < 2:
        return window
    for kept, other in ((1, 0), (0, 1)):
        sentence = window.sentences[other]
        brief = sentence.span.end - sentence.span.start < SHORT
        if (
            not sentence.marks
            and (brief or (window.parts[kept] and not window.parts[other]))
            and window.sentences[kept].marks
        ):
            return Window((window.sentences[kept],), (window.parts[kept],), window.around)
    return window
