"""What of a page could be quoted: its sentences near the question's words, alone and two in a row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answer.retrieval import Retrieved
from answer.sentences import sentences
from core.records import Page, Span
from index.analysis import stop_words, terms_of, words_and_ends
from index.marks import Mark
from index.queries.compiled import TextLeaf

_LONGEST = 700
"""Characters of a quote."""
_SURROUNDINGS = 2
"""Sentences on either side that are looked at with a quote."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the question's words in it, and those that are spelled like words of the question.

    `words` counts all of it, `further` those that neither are the question's nor stop words.
    """

    span: Span
    text: str
    marks: tuple[Mark, ...]
    own: frozenset[TextLeaf]
    kin: Mapping[TextLeaf, float]
    words: int
    further: int


@dataclass(frozen=True, slots=True)
class Window:
    """One sentence, or two in a row, and what stands around them on the page."""

    sentences: tuple[Sentence, ...]
    around: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """Its characters."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The question's words in it."""
        return tuple(mark for sentence in self.sentences for mark in sentence.marks)


def windows(found: Retrieved, page: Page, lit: Sequence[Mark]) -> Iterator[Window]:
    """The windows of a page that have one of the question's words; `lit` is where these stand."""
    told = list(_sentences(found, page, lit))
    for place, sentence in enumerate(told):
        if sentence is None:
            continue
        for size in (1, 2):
            row = told[place : place + size]
            own = tuple(one for one in row if one is not None)
            if len(own) < size or not any(one.marks for one in own):
                continue
            if own[-1].span.end - own[0].span.start <= _LONGEST:
                before = told[max(0, place - _SURROUNDINGS) : place]
                after = told[place + size : place + size + _SURROUNDINGS]
                yield Window(own, tuple(one for one in (*before, *after) if one is not None))


def _sentences(found: Retrieved, page: Page, lit: Sequence[Mark]) -> Iterator[Sentence | None]:
    """The sentences of a page, None for those from which none of the question's words is near."""
    spans = [span for span in sentences(page.text, page.running)]
    starts = [mark.span.start for mark in lit]
    inside = [tuple(lit[bisect_left(starts, span.start) : bisect_left(starts, span.end)]) for span in spans]
    near = {
        place + step for place, marks in enumerate(inside) if marks for step in range(-_SURROUNDINGS, _SURROUNDINGS + 1)
    }
    for place, (span, marks) in enumerate(zip(spans, inside, strict=True)):
        yield _sentence(found, page, span, marks) if place in near else None


def _sentence(found: Retrieved, page: Page, span: Span, marks: tuple[Mark, ...]) -> Sentence:
    text = span.of(page.text)
    own = found.of(marks)
    kin: dict[TextLeaf, float] = {}
    lit = {mark.span.end - span.start for mark in marks}
    common = stop_words(page.language)
    further = 0
    written, ends = words_and_ends(text)
    for word, end in zip(written, ends, strict=True):
        if end in lit:
            continue
        folded, _, _ = terms_of(word, page.language)
        alike = found.kin(folded)
        further += not alike and folded not in common
        for leaf, share in alike.items():
            kin[leaf] = max(share, kin.get(leaf, 0.0))
    return Sentence(span, text, marks, own, kin, len(written), further)
