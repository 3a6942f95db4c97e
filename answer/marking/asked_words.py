"""Where the question's words stand in a window of a page, and what each of them is in the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from answer.question import Question
from answer.retrieval import Retrieved, light_in
from answer.windows import Window
from core.records import Page, Span
from index.analysis import fold, tokens
from index.queries.compiled import WordLeaf

_COUNTED_FIRST = 2
"""Words of a question, behind those that only ask, one of which says what is to be counted."""
_KIN = 0.5
"""What a word counts that is only spelled alike, beside the word itself."""
_NEXT = 2
"""Characters between two words of a run."""
_WORD = re.compile(r"\w+")


class Word(NamedTuple):
    """Where a word of the question stands in a quote, and the `run` of such words that it stands in: what it is worth, which
    words it is (their bits), whether it is written like a name there, is the noun that says what is asked for, or what is to be
    counted."""

    span: Span
    worth: float
    own: int
    named: bool
    focus: bool
    counted: bool
    run: Span


def words_in(found: Retrieved, question: Question, page: Page, window: Window) -> list[Word]:
    """The question's words in a window, and their kin; a name has none."""
    leaves = found.matches.compiled.leaves
    light, focus = light_in(question), {fold(word) for word, _, _ in tokens(question.focus)}

    def told(wanted: Iterable[str]) -> int:
        kept = {*wanted}
        bits = 0
        for leaf, carried in zip(leaves, found.carries, strict=True):
            if isinstance(leaf, WordLeaf) and fold(leaf.text) in kept:
                bits |= carried
        return bits

    of_focus, of_light = told(focus), told(light)
    places = [1 << place for place in range(len(found.weights)) if not of_light >> place & 1]
    counted = sum(places[:_COUNTED_FIRST]) if question.kind.is_number else 0

    def word(span: Span, own: int, share: float) -> Word:
        named = bool(own & found.names) and page.text[span.start].isupper()
        return Word(span, share * found.weight(own), own, named, bool(own & of_focus), bool(own & counted), span)

    lit = [word(mark.span, found.of([mark]), 1.0) for mark in window.marks]
    starts = {one.span.start for one in lit}
    for sentence in window.sentences:
        for alike in found.kinship.on(page.text, *sentence.span):
            if alike.start not in starts:
                own, share = sum(1 << place for place in alike.shares) & ~found.names, max(alike.shares.values())
                written = _WORD.match(page.text, alike.start)
                lit.append(word(Span(alike.start, written.end() if written else alike.start), own, _KIN * share))
    return _in_runs(sorted(one for one in lit if one.worth > 0))


def _in_runs(words: Sequence[Word]) -> list[Word]:
    """The words, each with its run: what stands next to it, but for a sign: "Bo, founded"."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.span.start - runs[-1][-1].span.end <= _NEXT:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [word._replace(run=Span(run[0].span.start, run[-1].span.end)) for run in runs for word in run]
