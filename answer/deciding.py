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
from index.analysis import fold, stop_words, tokens
from index.engine import View

# Each has its row in evaluation/expected.toml.
NOTHING = -5.369
PASSAGE = 5.574
NOWHERE = 2.505
UNNAMED = -1.321
AMOUNT = 4.277
ASKED = -1.691
PART = -0.824
FIGURELESS = -2.641
CLOSE = 1.536
ADJACENT = 0.542
FOREIGN = 0.456
"""What each of the grounds adds to the logarithm of the odds; NOTHING is added always."""
LEAST = 0.45
"""How likely the best quote must be evidence, for a question to be answered."""
BESIDE = 0.2
"""Of the likelihood of the best quote, what a further one must have to be shown beside it."""
_LOOKED_AT = 12
"""Candidates of which the evidence is weighed."""
_RELATED = 3
LEAST_RELATED = 0.25
"""Of the question's weight, what a passage must have to be related."""

WEIGHTS = (
    NOTHING, PASSAGE, NOWHERE, UNNAMED, AMOUNT, ASKED, PART, FIGURELESS, CLOSE, ADJACENT, FOREIGN,
)  # fmt: skip
"""In the order of `Grounds`, NOTHING first."""


def answering(view: View, question: Question, told: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those of the candidates, best first, that are evidence for an answer; none where nothing is found."""
    weighed = weighing(view, question, told)
    best = decisive(weighed, len(told))
    if best < LEAST or _says_nothing(question):
        return
    for place, candidate in enumerate(told[:_LOOKED_AT]):
        if likelihood(weighed(place)) >= BESIDE * best:
            yield candidate


def _says_nothing(question: Question) -> bool:
    """Whether all words of a question are stop words of the language it is asked in."""
    common = stop_words(question.language) if question.language else frozenset[str]()
    return all(fold(word) in common for word, _, _ in tokens(question.text))


def decisive(weighed: Callable[[int], Grounds], count: int) -> float:
    """How likely the best of so many candidates is evidence for an answer, in [0, 1]; 0 where there is none."""
    return likelihood(weighed(0)) if count else 0.0


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
