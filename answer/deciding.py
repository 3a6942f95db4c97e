"""Whether there is an answer: how likely a quote is evidence, by what speaks for it, and what is shown of those that are.

A logistic regression (Cox 1958, "The regression analysis of binary sequences") on the grounds of the best quote of questions that
have an answer and of questions that have none: `python -m evaluation.declining --learn` finds its weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from answer.choosing import Candidate
from answer.grounds import Grounds, Weigher
from answer.question import Question
from index.engine import View

# Each has its row in evaluation/expected.toml.
NOTHING = -5.369
PASSAGE = 5.574
NOWHERE = 2.505
UNNAMED = -1.321
AMOUNT = 4.277
ASKED = -1.691
PART = -0.824
PARTLESS = -2.001
CLOSE = 1.536
ADJACENT = 0.542
FOREIGN = 0.456
SCORE = 0.158
LEAST = 0.35
"""How likely the best quote must be evidence, for a question to be answered."""
BESIDE = 0.2
"""Of the likelihood of the best quote, what a further one must have to be shown beside it."""
_DECIDING = 1
"""The best quotes, of which one must be evidence."""
_LOOKED_AT = 12
"""Candidates of which the evidence is weighed."""
_RELATED = 3
LEAST_RELATED = 0.25
"""Of the question's weight, what a passage must have to be related."""

WEIGHTS = (
    NOTHING, PASSAGE, NOWHERE, UNNAMED, AMOUNT, ASKED, PART, PARTLESS, CLOSE, ADJACENT, FOREIGN, SCORE,
)  # fmt: skip
"""What nothing weighs, then what each of the grounds does."""


def answering(view: View, question: Question, told: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those of the candidates, best first, that are evidence for an answer; none where nothing is found."""
    weighed = weighing(view, question, told)
    best = decisive(weighed, len(told))
    if best < LEAST:
        return
    for place, candidate in enumerate(told[:_LOOKED_AT]):
        if likelihood(weighed(place)) >= BESIDE * best:
            yield candidate


def decisive(weighed: Callable[[int], Grounds], count: int) -> float:
    """How likely the best quotes of so many candidates are evidence for an answer, in [0, 1]."""
    return max((likelihood(weighed(place)) for place in range(min(_DECIDING, count))), default=0.0)


def weighing(view: View, question: Question, told: Sequence[Candidate]) -> Callable[[int], Grounds]:
    """What speaks for the candidate at a place, each looked at once, when it is asked for."""
    weigher = Weigher(view, question) if told else None

    @cache
    def weighed(place: int) -> Grounds:
        assert weigher is not None
        return weigher.grounds(told[place])

    return weighed


def likelihood(told: Grounds) -> float:
    """How likely a quote is evidence for an answer, in [0, 1]."""
    return likelihood_by(WEIGHTS, told)


def likelihood_by(weights: Sequence[float], told: Grounds) -> float:
    """The same by other weights, that of nothing first."""
    return 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, (1.0, *told), strict=True))))


def related(told: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are nearest to a question without an answer: those that have something of its weight."""
    return [one for one in told if one.quote.support >= LEAST_RELATED][:_RELATED]
