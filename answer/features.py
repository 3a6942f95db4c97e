"""What speaks for a window of a page as an answer, and what against it: each a number, mostly within [0, 1]."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from answer.retrieval import Retrieved
from answer.windows import Sentence, Window
from core.records import Page
from index.queries.compiled import TextLeaf

_MANY_FURTHER = 12
_MANY_WORDS = 60


class Features(NamedTuple):
    """Of the question's weight: what stands in the window (`carried`), what is only spelled alike there (`kin`), and what
    stands only in the sentences around (`near`), in the words about the page (`titled`), or elsewhere on it (`paged`).

    `page` is the score of the page beside that of the best one. `rarest`: the window has the question's rarest word.
    `second`: it has two sentences; `gained` is what of the weight the second brings.
    `further` counts words that are not the question's, `length` all of them.
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
    further: float
    length: float
    asks: float
    unended: float
    first: float


def features(
    found: Retrieved, page: Page, window: Window, about: frozenset[TextLeaf], on_page: frozenset[TextLeaf]
) -> Features:
    """Those of one window but for what depends on other pages; `about` are words in its title, `on_page` all on the page."""
    weights = found.weights
    own = frozenset[TextLeaf]().union(*(one.own for one in window.sentences))
    alike = _best(window.sentences)
    kin = sum(weights[leaf] * share for leaf, share in alike.items() if leaf not in own)
    here = own | alike.keys()
    near = (frozenset[TextLeaf]().union(*(one.own for one in window.around)) | _best(window.around).keys()) - here
    titled = about - here - near
    parts = [sum(weights[leaf] for leaf in one.own) for one in window.sentences]
    carried = _weight(weights, own)
    text = window.span.of(page.text)
    return Features(
        carried,
        kin,
        _weight(weights, near),
        _weight(weights, titled),
        _weight(weights, on_page - here - near - titled),
        0.0,
        0.0,
        float(found.rarest in own),
        _adjacent(window, page.text, len(found.carries)),
        _close(window, found),
        float(len(window.sentences) - 1),
        carried - max(parts),
        min(1.0, sum(one.further for one in window.sentences) / _MANY_FURTHER),
        math.log(max(1, sum(one.words for one in window.sentences))) / math.log(_MANY_WORDS),
        float(text.endswith("?")),
        float(not text.rstrip("\"'”»)").endswith((".", "!", "?", ":", ";"))),
        float(window.span.start < 2),
    )


def _weight(weights: Mapping[TextLeaf, float], leaves: frozenset[TextLeaf]) -> float:
    return sum(weights.get(leaf, 0.0) for leaf in leaves)


def _best(told: Sequence[Sentence]) -> dict[TextLeaf, float]:
    best: dict[TextLeaf, float] = {}
    for sentence in told:
        for leaf, share in sentence.kin.items():
            best[leaf] = max(share, best.get(leaf, 0.0))
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
            total += min(_leaf_weight(found, earlier.leaf), _leaf_weight(found, later.leaf)) / gap
    return min(1.0, total)


def _leaf_weight(found: Retrieved, leaf: int) -> float:
    return sum(found.weights.get(one, 0.0) for one in found.carries[leaf])
