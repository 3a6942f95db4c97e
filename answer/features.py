"""What speaks for a window of a page as an answer, and what against it: each a number, mostly within [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from answer.retrieval import Retrieved
from answer.windows import Sentence, Window
from core.records import Page

_USUAL = 200
"""Characters of a usual quote."""


class Features(NamedTuple):
    """Of the question's weight: what stands in the window (`carried`), what is only spelled alike there (`kin`), and what
    stands only in the sentences around (`near`), in the words about the page (`titled`), or elsewhere on it (`paged`).

    `page` is the score of the page beside that of the best one, `rank` the inverse of its place. `rarest`: the window has the
    question's rarest word.
    `second`: it has two sentences; `gained` is what of the weight the second brings.
    """

    carried: float
    kin: float
    near: float
    titled: float
    paged: float
    page: float
    rank: float
    rarest: float
    adjacent: float
    close: float
    second: float
    gained: float
    length: float
    asks: float
    unended: float
    first: float
    kind: float
    kind_with: float
    unkind: float
    kinds: float


def features(
    found: Retrieved, page: Page, window: Window, about: frozenset[int], on_page: frozenset[int], tells: bool
) -> Features:
    """Those of one window but for what depends on other pages; `about` are words in its title, `on_page` all on the page."""
    own = frozenset[int]().union(*(one.own for one in window.sentences))
    alike = _best(window.sentences)
    kin = sum(found.weights[word] * share for word, share in alike.items() if word not in own)
    here = own | alike.keys()
    near = frozenset[int]().union(*(one.own for one in window.around), *(one.kin for one in window.around)) - here
    titled = about - here - near
    carried = found.weight(own)
    span = window.span
    end = page.text[max(span.start, span.end - 3) : span.end].rstrip("\"'”»)")
    with_kind = max(
        (found.weight(one.own) for one, parts in zip(window.sentences, window.parts, strict=True) if parts), default=0.0
    )
    return Features(
        carried,
        kin,
        found.weight(near),
        found.weight(titled),
        found.weight(on_page - here - near - titled),
        0.0,
        0.0,
        float(found.rarest in own),
        _adjacent(window, page.text, len(found.carries)),
        _close(window, found),
        float(len(window.sentences) - 1),
        carried - max(found.weight(one.own) for one in window.sentences),
        math.log((span.end - span.start) / _USUAL),
        float(end.endswith("?")),
        float(not end.endswith((".", "!", "?", ":", ";"))),
        float(span.start < 2),
        float(any(window.parts)),
        with_kind,
        float(tells and not any(window.parts)),
        min(1.0, sum(map(len, window.parts)) / 4),
    )


def _best(told: Sequence[Sentence]) -> dict[int, float]:
    if len(told) == 1:
        return dict(told[0].kin)
    best: dict[int, float] = {}
    for sentence in told:
        for word, share in sentence.kin.items():
            best[word] = max(share, best.get(word, 0.0))
    return best


def _adjacent(window: Window, text: str, asked: int) -> float:
    """The share of the question's words that follow another in its order, with nothing but a blank between."""
    following = {
        later.leaf
        for earlier, later in pairwise(window.marks)
        if later.leaf == earlier.leaf + 1 and not text[earlier.span.end : later.span.start].strip()
    }
    return len(following) / max(1, asked - 1)


def _close(window: Window, found: Retrieved) -> float:
    """How close the question's words stand to one another: of each pair of neighbours, the lesser weight over its gap."""
    total = 0.0
    for earlier, later in pairwise(window.marks):
        if earlier.leaf != later.leaf:
            gap = max(1, (later.span.start - earlier.span.end) / 6)
            total += min(found.weight(found.carries[earlier.leaf]), found.weight(found.carries[later.leaf])) / gap
    return min(1.0, total)
