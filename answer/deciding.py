"""Whether there is an answer: how likely a quote is evidence, by what speaks for it, and what is shown of those that are.

A logistic regression (Cox 1958, "The regression analysis of binary sequences") on the grounds of the best quote of questions that
have an answer and of questions that have none: `python -m evaluation.declining --learn` finds its weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from answer.asking.kinds import Kind
from answer.choosing import Candidate
from answer.grounds import Grounds, Weigher
from answer.question import Question

# Each has its row in evaluation/expected.toml.
NOTHING = -3.92
UNNAMED = -3.06
STRANGE = -0.45
LOST = -2.37
NEAR = 2.96
TITLED = 2.5
WORDING = 2.18
PAGE = 2.04
AMOUNT = 5.57
ASKED = -1.71
FIGURELESS = -2.77
UNCOUNTED = -0.66
CLOSE = 0.67
FOREIGN = -0.78
PARTLESS = -0.8
"""What each of the grounds adds to the logarithm of the odds; NOTHING is added always."""
LEAST = 0.56
"""How likely the best quote must be evidence, for a question to be answered."""
LEAST_SUPPORT, LEAST_OF_A_TOPIC = 0.3, 0.5
"""Of the weight of a question, and of words that are none, what must stand in the passage, whatever else speaks for it."""
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
    NOTHING, UNNAMED, STRANGE, LOST, NEAR, TITLED, WORDING, PAGE, AMOUNT, ASKED, FIGURELESS, UNCOUNTED, CLOSE, FOREIGN,
    PARTLESS,
)  # fmt: skip
"""In the order of `Grounds`, NOTHING first."""


class Decision:
    """What is decided of the candidates of one question; each is known by its place in `told`, those that tell something, best
    first, and looked at when it is asked for."""

    def __init__(self, weigher: Weigher, candidates: Iterable[Candidate]) -> None:
        self.told = list(islice(_telling(candidates), _LOOKED_AT))
        self._weigher = weigher
        self._known: dict[int, Grounds] = {}
        self._least = LEAST_OF_A_TOPIC if _is_topic(weigher.question) else LEAST_SUPPORT

    def grounds(self, place: int) -> Grounds:
        """What speaks for a candidate."""
        if place not in self._known:
            self._known[place] = self._weigher.grounds(self.told[place])
        return self._known[place]

    def likelihood(self, place: int) -> float:
        """How likely a candidate is evidence; 0 where its passage has too little of what is asked."""
        supported = self.told[place].quote.support >= self._least
        return likelihood(self.grounds(place)) if supported else 0.0

    @cached_property
    def order(self) -> list[int]:
        """The first candidates, those that answer best and most surely first."""
        first = range(min(_WEIGHED, len(self.told)))
        return sorted(first, key=lambda place: -(self.told[place].score + SURER * odds(self.grounds(place))))

    @cached_property
    def best(self) -> int | None:
        """The first that is sure to be evidence, else the likeliest; None where there is none."""
        order = self.order
        sure = (place for place in order if self.likelihood(place) >= LEAST)
        return next(sure, max(order, key=self.likelihood, default=None))

    def answers(self) -> Iterator[Candidate]:
        """Those that are evidence for an answer, best first; none where nothing is found."""
        best = None if self._weigher.question.wordless else self.best
        if best is None or self.likelihood(best) < LEAST:
            return
        order = self.order
        sure = [place for place in order if self.likelihood(place) >= LEAST]
        least = BESIDE * self.likelihood(best)
        for place in dict.fromkeys((best, *sure, *order, *range(len(self.told)))):
            if self.likelihood(place) >= least:
                yield self.told[place]


def _is_topic(question: Question) -> bool:
    """Whether it is words without a question."""
    return question.kind is Kind.OPEN and not question.asking and not question.text.rstrip().endswith("?")


def _telling(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that say something: a heading, or a line of a programme, answers nothing, whatever words it has."""
    return (one for one in candidates if one.tells)


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
