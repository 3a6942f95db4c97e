"""What speaks for a window of a page as an answer, and what against it: each a number, mostly within [0, 1]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from answer.retrieval import Retrieved
from answer.sentences import asks, ended, leads_on
from answer.windows import Window
from core.records import Page

_MANY = 4
"""Parts of the kind asked for, more than which make no difference."""


class Features(NamedTuple):
    """Of the question's weight: what stands in the window (`carried`), what is only spelled alike there (`kin`), what stands
    only in the sentences around (`near`), and what stands neither there, but in the words about the page (`titled`). `named` and
    `named_near` are those parts of the first, and of the two last, that are written like names or numbers in the question.

    `wording` says how much of the question's wording is there, letter by letter. `second`: there are two sentences.
    `kind_beside` is what of the question's weight stands in one sentence with a part of the kind that is asked for, `kinds` grows
    with the number of such parts. `asks` and `unended` say how the window ends, `contents` that it leads to a page's number.
    `own_language`: the page is in the question's. `page` is the score of the page beside that of the best one.
    `near` has no weight of its own (`scoring.py`): it is evidence for who decides.
    """

    carried: float
    kin: float
    near: float
    titled: float
    wording: float
    second: float
    kind_beside: float
    kinds: float
    asks: float
    unended: float
    contents: float
    named: float
    named_near: float
    own_language: float
    page: float = 0.0


def features(found: Retrieved, page: Page, window: Window, about: int, asked_in: str | None) -> Features:
    """Those of a window but for what depends on other pages; `about` are the question's words among those about the page,
    `asked_in` is the question's language."""
    first, last = window.sentences[0], window.sentences[-1]
    own = first.own | last.own
    here = own | first.alike | last.alike
    near = 0
    for one in window.around:
        near |= one.own | one.alike
    near &= ~here
    told = [one.own for one, parts in zip(window.sentences, window.parts, strict=True) if parts]
    text = window.span.of(page.text)
    return Features(
        carried=found.weight(own),
        kin=_kin(found, own, first.kin, last.kin),
        near=found.weight(near),
        titled=found.weight(about & ~here & ~near),
        wording=found.runs.share(first.runs | last.runs),
        second=float(len(window.sentences) - 1),
        kind_beside=max(map(found.weight, told), default=0.0),
        kinds=min(1.0, sum(map(len, window.parts)) / _MANY),
        asks=float(asks(text)),
        unended=float(not ended(text)),
        contents=float(leads_on(text)),
        named=found.weight(own & found.names),
        named_near=found.weight((near | about) & found.names & ~own),
        own_language=float(page.language == asked_in),
    )


def _kin(found: Retrieved, own: int, first: Mapping[int, float], last: Mapping[int, float]) -> float:
    """What is only spelled alike in the first or the last sentence, each word by how alike it is where it is most."""
    most = (
        first
        if last is first
        else {**first, **{word: max(share, first.get(word, 0.0)) for word, share in last.items()}}
    )
    return sum(found.weights[word] * share for word, share in most.items() if not own >> word & 1)
