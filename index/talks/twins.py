"""Which page of a language twin is the page of a document: an alignment that keeps the order of both.

A translation keeps the order of its original, so pages are aligned as Gale & Church 1993 ("A program for aligning sentences in
bilingual corpora") align sentences, by dynamic programming; alike are here not lengths but what translations leave as it is:
names, numbers, acronyms (words spelled alike), and the equal terms of the table. A page that has no page of its own on the other
side (a translation is longer than its original) gets the likeliest between those of its neighbours. What is sorted anew in the
other language (an index, a glossary) does not keep the order: a page that shares far more with a page elsewhere gets that one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.records import Document, Page
from index.engine import View
from index.queries.terms import TermTable
from index.talks.words import Rarity, Words, folded_text, words_of_page

PLACE = 0.2
"""What the same place in both documents counts for, beside 1 for sharing all that is shared."""
ANCHORS = 3
"""Words that two pages share, at least, to be each other's page by what stands on them."""
OUT_OF_ORDER = 0.7
"""A page shares less than this part of what it shares with another one: then the order is not kept there."""
MOST_PAGES = 400
"""Pages of a twin that are compared; those of longer ones are matched by their places."""


@dataclass(frozen=True, slots=True)
class Match:
    """The page of the twin, and the words and terms that both pages have, rarest first; () where only its place tells."""

    page: int
    words: tuple[str, ...]


def aligned(view: View, one: Document, other: Document, terms: TermTable) -> tuple[Match, ...]:
    """For each page of a document its page in a twin."""
    here, there = len(one.pages), len(other.pages)
    if not there or max(here, there) > MOST_PAGES:
        return tuple(Match(_by_place(page, here, there), ()) for page in range(1, here + 1))
    own, others = _anchors(view, one, terms), _anchors(view, other, terms)
    rarity = Rarity(view, [*own, *others])
    rarity.learn({key for words in own for key in words.spelled} & {key for words in others for key in words.spelled})
    common = _common(own, others, rarity)
    gain = _alike(common) + _places(here, there)
    found = []
    for row, column in enumerate(_out_of_order(common, _monotone(gain))):
        keys = [key for key in own[row].spelled if key in others[column].spelled and rarity.of(key)]
        keys.sort(key=lambda key: (-rarity.of(key), key))
        words = tuple(others[column].spelled[key] for key in keys)
        found.append(Match(column + 1, words if len(words) >= ANCHORS else ()))
    return tuple(found)


def _anchors(view: View, document: Document, terms: TermTable) -> list[Words]:
    """Of every page what a translation may have too."""
    pages = [view.page(document.id, number) for number in range(1, len(document.pages) + 1)]
    return [_with_terms(words_of_page(page), page, terms) for page in pages]


def _with_terms(words: Words, page: Page, terms: TermTable) -> Words:
    """The words of a page, and the concepts of the table that it names, by number."""
    text = f" {folded_text(page.text)} " if terms.concepts else ""
    named = {
        f"{number}\x1f": term.text
        for number, concept in enumerate(terms.concepts)
        for term in concept.terms
        if term.language == page.language and f" {folded_text(term.text)} " in text
    }
    return Words(words.language, words.terms, {**words.spelled, **named}, words.term_pairs, words.spelled_pairs)


def _common(own: Sequence[Words], others: Sequence[Words], rarity: Rarity) -> NDArray[np.float64]:
    """How much each page shares with each page of the other document."""
    known = {key for words in own for key in words.spelled} & {key for words in others for key in words.spelled}
    place = {key: at for at, key in enumerate(sorted(key for key in known if rarity.of(key)))}
    worth = np.fromiter(map(rarity.of, place), np.float64, len(place))
    common: NDArray[np.float64] = (_has(own, place) * worth) @ _has(others, place).T
    return common


def _has(pages: Sequence[Words], place: Mapping[str, int]) -> NDArray[np.float64]:
    """Which of some words each page has: 1 or 0."""
    has = np.zeros((len(pages), len(place)))
    for row, words in enumerate(pages):
        has[row, [place[key] for key in words.spelled if key in place]] = 1.0
    return has


def _alike(common: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same in parts of the most that either of both pages shares with any: 0 to 1."""
    most = np.maximum(common.max(axis=1, keepdims=True), common.max(axis=0, keepdims=True))
    alike: NDArray[np.float64] = np.divide(common, most, out=np.zeros_like(common), where=most > 0)
    return alike


def _out_of_order(common: NDArray[np.float64], path: Sequence[int]) -> list[int]:
    best = common.argmax(axis=1)
    return [
        int(best[row]) if common[row, column] < OUT_OF_ORDER * common[row, best[row]] else column
        for row, column in enumerate(path)
    ]


def _places(here: int, there: int) -> NDArray[np.float64]:
    """How near to one another two pages stand in their documents, up to PLACE."""
    rows, columns = (np.arange(here) + 0.5) / here, (np.arange(there) + 0.5) / there
    return PLACE * (1 - np.abs(rows[:, None] - columns[None, :]))


def _monotone(gain: NDArray[np.float64]) -> list[int]:
    """For every row its column, never going back: the pairs of most gain, then the rows between them by their own gain."""
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        for column in range(columns):
            best[row + 1, column + 1] = max(
                best[row, column] + gain[row, column], best[row, column + 1], best[row + 1, column]
            )
    paired: dict[int, int] = {}
    row, column = rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column - 1] + gain[row - 1, column - 1]:
            row, column = row - 1, column - 1
            paired[row] = column
        elif best[row, column] == best[row - 1, column]:
            row -= 1
        else:
            column -= 1
    found: list[int] = []
    for at in range(rows):
        before = found[-1] if found else 0
        after = min((paired[later] for later in paired if later > at), default=columns - 1)
        found.append(paired.get(at, before + int(np.argmax(gain[at, before : after + 1]))))
    return found


def _by_place(page: int, here: int, there: int) -> int:
    return min(there, max(1, round((page - 0.5) / here * there + 0.5)))
