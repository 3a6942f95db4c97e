"""Where a page's text has what a query looked for: the spans that light up, by the same analysis that found the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from core.records import Page, Span
from index.analysis import terms_of
from index.queries.compiled import Compiled, EqualLeaf, NearLeaf, PhraseLeaf, PrefixLeaf, TextLeaf, WordLeaf
from index.queries.near import windows
from index.sought import sought_words

_KEPT = 64
"""Pages, and titles, of which the marks of a query are kept: more than one question looks at."""


class Mark(NamedTuple):
    """A span of a page's text, and which of the query's leaves stands there."""

    span: Span
    leaf: int


def marks(compiled: Compiled, text: str, language: str, running: Sequence[Span] = ()) -> Sequence[Mark]:
    """All marks on a page, in the order of the text, none within another; none in running heads and feet.

    Those of the last pages are kept: who answers a question looks at its pages several times.
    """
    return _marks(compiled.leaves, text, language, tuple(running))


@lru_cache(maxsize=_KEPT)
def _marks(leaves: tuple[TextLeaf, ...], text: str, language: str, running: tuple[Span, ...]) -> Sequence[Mark]:
    found = sorted(_found(leaves, text, language, running), key=lambda mark: (mark.span.start, -mark.span.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
        elif mark.span.end > kept[-1].span.end:
            kept[-1] = Mark(Span(kept[-1].span.start, mark.span.end), kept[-1].leaf)
    return tuple(kept)


def _found(leaves: Sequence[TextLeaf], text: str, language: str, running: Sequence[Span]) -> Iterator[Mark]:
    words, joined = sought_words(leaves, text, language, running)
    single = [(number, leaf) for number, leaf in enumerate(leaves) if isinstance(leaf, WordLeaf | PrefixLeaf)]
    if single:
        lit: dict[str, int | None] = {}
        for written, span in [(w, s) for _, w, s in words] + [(w, s) for w, _, s in joined]:
            if written not in lit:
                lit[written] = _leaf_of(written, language, single)
            if (number := lit[written]) is not None:
                yield Mark(span, number)
    for number, leaf in enumerate(leaves):
        if isinstance(leaf, PhraseLeaf):
            yield from (Mark(span, number) for span in _phrases([{word} for word in leaf.words], words, joined))
        elif isinstance(leaf, EqualLeaf) and (not leaf.languages or language in leaf.languages):
            yield from (Mark(span, number) for span in _phrases(leaf.forms, words, joined))
        elif isinstance(leaf, NearLeaf):
            yield from (Mark(span, number) for span in _near(leaf, words, joined))


def equals_on(compiled: Compiled, page: Page) -> list[EqualLeaf]:
    """The equal terms that stand on a page, those whose marks another mark covers too."""
    asked = [leaf for leaf in compiled.leaves if isinstance(leaf, EqualLeaf)]
    lit = {mark.leaf for mark in _found(asked, page.text, page.language, page.running)} if asked else ()
    return [leaf for number, leaf in enumerate(asked) if number in lit]


def _leaf_of(written: str, language: str, leaves: Sequence[tuple[int, TextLeaf]]) -> int | None:
    folded, term, _ = terms_of(written, language)
    for number, leaf in leaves:
        if isinstance(leaf, WordLeaf) and (term in leaf.stems or folded in leaf.words):
            return number
        if isinstance(leaf, PrefixLeaf) and leaf.takes(folded):
            return number
    return None


def _phrases(
    choices: Sequence[Collection[str]],
    words: Sequence[tuple[int, str, Span]],
    joined: Sequence[tuple[str, int, Span]],
) -> Iterator[Span]:
    """Where one word of every choice stands next to one of the next choice."""
    places = _places({word for choice in choices for word in choice}, words, joined)
    at = [{place: span for word in choice for place, span in places[word].items()} for choice in choices]
    for start, first in at[0].items():
        spans = [own.get(start + offset) for offset, own in enumerate(at)]
        if all(spans):
            last = spans[-1]
            assert last is not None
            yield Span(first.start, max(first.end, last.end))


def _near(
    leaf: NearLeaf, words: Sequence[tuple[int, str, Span]], joined: Sequence[tuple[str, int, Span]]
) -> Iterator[Span]:
    """Every word of a window that matches."""
    places = _places(frozenset().union(*leaf.forms), words, joined)
    lit: dict[int, int] = {}
    for first, last in windows(leaf, places):
        lit[first] = max(last, lit.get(first, last))
    spans = sorted((place, span) for own in places.values() for place, span in own.items())
    upto = -1
    for place, span in spans:
        upto = max(upto, lit.get(place, -1))
        if place <= upto:
            yield span


def _places(
    wanted: Iterable[str], words: Sequence[tuple[int, str, Span]], joined: Sequence[tuple[str, int, Span]]
) -> dict[str, dict[int, Span]]:
    """Where each of some folded words stands: place → characters."""
    places: dict[str, dict[int, Span]] = {word: {} for word in wanted}
    known: dict[str, str] = {}
    for place, written, span in words:
        folded = known.get(written)
        if folded is None:
            folded = known[written] = terms_of(written, "und")[0]
        if folded in places:
            places[folded][place] = span
    for written, place, span in joined:
        folded = terms_of(written, "und")[0]
        if folded in places:
            places[folded].setdefault(place, span)
    return places
