"""What of a page could be quoted: its sentences near the question's words, alone and two in a row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from answer.answering_parts import parts
from answer.asking.kinds import Kind
from answer.retrieval import Retrieved
from answer.sentences import ended, sentences
from core.records import Page, Span
from index.analysis import within
from index.marks import Mark

_LONGEST = 700
"""Characters of a quote."""
_SURROUNDINGS = 2
"""Sentences on either side that are looked at with a quote."""


# Has its row in evaluation/expected.toml.
KEPT = 0.35
"""Of what the page's best window has of the question's weight, what another must have to be looked at."""


class Sentence(NamedTuple):
    """A sentence, where the question's words stand in it (`marks`), which these are (`own`), which have kin there (`alike`),
    and how near (`kin`), and the runs of the question's wording that it has (`runs`)."""

    span: Span
    marks: tuple[Mark, ...]
    own: int
    alike: int
    kin: Mapping[int, float]
    runs: int


class Window(NamedTuple):
    """One sentence, or two in a row, and what stands around them on the page.

    `parts` are, for each sentence, the spans of the page that are of the kind asked for.
    """

    sentences: tuple[Sentence, ...]
    parts: tuple[tuple[Span, ...], ...]
    around: tuple[Sentence, ...]

    @property
    def span(self) -> Span:
        """Its characters."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The question's words in it."""
        first, *second = self.sentences
        return first.marks + second[0].marks if second else first.marks


def windows(
    found: Retrieved, kind: Kind, page: Page, lit: Sequence[Mark], turns: Sequence[int] = ()
) -> Iterator[Window]:
    """The windows of a page that have most of the question's words on it; `lit` is where these stand.

    None has words of two speakers, who begin at `turns`, and none joins a heading to what follows.
    """
    spans = list(sentences(page.text, page.running))
    marks = _shared_out(lit, [span.start for span in spans[1:]])
    own = {place: found.of(standing) for place, standing in marks.items()}
    near = {place: spans[place] for place in _near(marks, spans) if not within(page.running, spans[place])}
    rows = _rows(near, marks, page.text, turns)
    weighed = [(row, found.weight(own.get(row[0], 0) | own.get(row[-1], 0))) for row in rows]
    least = KEPT * max((weight for _, weight in weighed), default=0.0)
    told = cache(lambda place: _sentence(found, page.text, spans[place], marks.get(place, ())))
    of_kind = cache(lambda place: _parts(kind, page, told(place)))
    for row, weight in weighed:
        if weight >= least:
            around = (*range(row.start - _SURROUNDINGS, row.start), *range(row.stop, row.stop + _SURROUNDINGS))
            yield Window(
                tuple(map(told, row)), tuple(map(of_kind, row)), tuple(told(place) for place in around if place in near)
            )


def _shared_out(lit: Sequence[Mark], edges: Sequence[int]) -> dict[int, list[Mark]]:
    """The marks by the sentence in which each begins."""
    shared: dict[int, list[Mark]] = {}
    for mark in lit:
        shared.setdefault(bisect_right(edges, mark.span.start), []).append(mark)
    return shared


def _near(marks: Iterable[int], spans: Sequence[Span]) -> list[int]:
    """The places of the sentences that have marks, and of those around them."""
    near = {place + step for place in marks for step in range(-_SURROUNDINGS, _SURROUNDINGS + 1)}
    return sorted(near & {*range(len(spans))})


def _rows(near: Mapping[int, Span], marks: Collection[int], text: str, turns: Sequence[int]) -> Iterator[range]:
    """The places of one sentence or two in a row that have marks and are no longer than a quote may be."""
    for place, span in near.items():
        if place in marks and span.end - span.start <= _LONGEST:
            yield range(place, place + 1)
        second = near.get(place + 1)
        if second and (place in marks or place + 1 in marks) and second.end - span.start <= _LONGEST:
            one_speaker = bisect_right(turns, span.start) == bisect_right(turns, second.start)
            if one_speaker and ended(span.of(text)):
                yield range(place, place + 2)


def _sentence(found: Retrieved, text: str, span: Span, marks: Sequence[Mark]) -> Sentence:
    kin: dict[int, float] = {}
    alike = 0
    lit = {mark.span.start for mark in marks}
    for start, shares in found.kinship.on(text, *span):
        if start not in lit:
            for word, share in shares.items():
                alike |= 1 << word
                kin[word] = max(share, kin.get(word, 0.0))
    return Sentence(span, tuple(marks), found.of(marks), alike, kin, found.runs.on(span.of(text)))


def _parts(kind: Kind, page: Page, sentence: Sentence) -> tuple[Span, ...]:
    start = sentence.span.start
    inside = [Span(mark.span.start - start, mark.span.end - start) for mark in sentence.marks]
    of_kind = parts(kind, sentence.span.of(page.text), page.language, inside)
    return tuple(Span(part.start + start, part.end + start) for part in of_kind)
