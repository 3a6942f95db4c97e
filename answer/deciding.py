"""Whether there is an answer: how likely a quote is evidence, by what speaks for it, and what is shown of those that are.

A logistic regression (Cox 1958, "The regression analysis of binary sequences") on the grounds of the best quote of questions that
have an answer and of questions that have none: `python -m evaluation.declining --learn` finds its weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from answer.choosing import Candidate
from answer.grounds import Grounds, Weigher

# Each has its row in evaluation/expected.toml.
NOTHING = -3.3
NOWHERE = 1.49
UNNAMED = -3.0
STRANGE = -1.01
LOST = -3.79
NEAR = 2.53
TITLED = 1.88
WORDING = 2.36
PAGE = 1.63
AMOUNT = 5.68
ASKED = -1.88
FIGURELESS = -3.83
UNCOUNTED = -1.21
CLOSE = 0.23
FOREIGN = -0.97
"""What each of the grounds adds to the logarithm of the odds; NOTHING is added always."""
LEAST = 0.55
"""How likely the best quote must be evidence, for a question to be answered."""
SURER = 0.2
"""What the logarithm of its odds adds to a quote's score, by which the first of all is told."""
BESIDE = 0.2
"""Of the likelihood of the best quote, what a further one must have to be shown beside it."""
_LOOKED_AT, _WEIGHED = 12, 6
"""Candidates that may be shown, and those of them, the first ones, that are put in order by their evidence."""
_RELATED = 3
LEAST_RELATED = 0.1
"""Of the question's weight, what a passage must have to be related."""

WEIGHTS = (
    NOTHING, NOWHERE, UNNAMED, STRANGE, LOST, NEAR, TITLED, WORDING, PAGE, AMOUNT, ASKED, FIGURELESS,
    UNCOUNTED, CLOSE, FOREIGN,
)  # fmt: skip
"""In the order of `Grounds`, NOTHING first."""


def answering(weigher: Weigher, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those of the candidates, best first, that are evidence for an answer; none where nothing is found."""
    told = list(islice(telling(candidates), _LOOKED_AT))
    weighed = weighing(weigher, told)
    order = by_evidence(told, weighed)
    if not order or weigher.question.wordless:
        return
    sure = [place for place in order if likelihood(weighed(place)) >= LEAST]
    if not sure:
        return
    best = likelihood(weighed(sure[0]))
    order = [*sure, *(place for place in order if place not in sure)]
    for place in (*order, *range(len(order), len(told))):
        if likelihood(weighed(place)) >= BESIDE * best:
            yield told[place]


def telling(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that say something: a heading, or a line of a programme, answers nothing, whatever words it has."""
    return (one for one in candidates if one.tells)


def by_evidence(told: Sequence[Candidate], weighed: Callable[[int], Grounds]) -> list[int]:
    """The places of the first candidates, those that answer best and most surely first."""
    worth = {place: one.score + SURER * odds(weighed(place)) for place, one in enumerate(told[:_WEIGHED])}
    return sorted(worth, key=lambda place: -worth[place])


def weighing(weigher: Weigher, told: Sequence[Candidate]) -> Callable[[int], Grounds]:
    """What speaks for the candidate at a place, each looked at once, when it is asked for."""
    return cache(lambda place: weigher.grounds(told[place]))


def likelihood(told: Grounds, weights: Sequence[float] = WEIGHTS) -> float:
    """How likely a quote is evidence for an answer, in [0, 1]."""
    return 1 / (1 + math.exp(-odds(told, weights)))


def odds(told: Grounds, weights: Sequence[float] = WEIGHTS) -> float:
    """The logarithm of the odds that a quote is evidence."""
    return sum(weight * value for weight, value in zip(weights, (1.0, *told), strict=True))


def related(told: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that are nearest to a question without an answer: those that have something of its weight."""
    near = (one for one in told if one.quote.support >= LEAST_RELATED)
    return [replace(one, quote=replace(one.quote, answer=())) for one in islice(near, _RELATED)]
