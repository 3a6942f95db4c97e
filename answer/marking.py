"""Which part of a quote answers: the likeliest of those of the kind that is asked for, where it is likely enough.

A choice among the parts, none of which may answer (a multinomial logit: McFadden 1974, "Conditional logit analysis of qualitative
choice behavior"), by how each stands to the question's words (`bearing.py`). Its weights are in `data/marking.csv`;
`python -m evaluation.marked --learn` finds them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from answer.asking.kinds import Kind
from answer.bearing import Bearing, bearings, nearness, words_in
from answer.question import Question
from answer.retrieval import Retrieved
from answer.tables import table
from answer.windows import Window
from core.records import Page, Span

SURE = 0.5
"""How likely the likeliest part must answer, to be marked. Its row is in evaluation/expected.toml."""
GROUPS: Mapping[Kind, str] = {
    Kind.NUMBER: "number", Kind.PERCENT: "number", Kind.MONEY: "number", Kind.DURATION: "number", Kind.DATE: "date",
    Kind.PERSON: "person", Kind.ORGANISATION: "name", Kind.NAME: "name", Kind.PLACE: "place",
}  # fmt: skip
"""Kind → the column of its weights."""


def marked(found: Retrieved, question: Question, page: Page, window: Window) -> tuple[Span, ...]:
    """The parts of a window that answer the question: all lists; of reasons and definitions the one of the sentence that has
    most of the question, the nearest to its words; of others the likeliest alone, or none."""
    parts = tuple(part for parts in window.parts for part in parts)
    if question.kind is Kind.LIST or not parts:
        return parts
    if question.kind in GROUPS:
        told = bearings(found, question, page, window)
        if not told:
            return ()
        chances = likelihoods([bearing for _, bearing in told], weights(GROUPS[question.kind]))
        best = max(range(len(told)), key=chances.__getitem__)
        return (told[best][0],) if chances[best] >= SURE else ()
    words = words_in(found, question, page, window)
    own = {
        part: (sentence.own.bit_count() and found.weight(sentence.own), nearness(part, words, page.text))
        for sentence, within in zip(window.sentences, window.parts, strict=True)
        for part in within
    }
    return (max(parts, key=own.__getitem__),)


def likelihoods(told: Sequence[Bearing], weighed: Sequence[float]) -> list[float]:
    """How likely each of some parts answers; together at most 1: it may be that none does."""
    odds = [math.exp(sum(map(float.__mul__, weighed, one))) for one in told]
    return [one / (1 + sum(odds)) for one in odds]


@cache
def weights(group: str) -> tuple[float, ...]:
    """What each of the numbers of a `Bearing` weighs for the kinds of a group."""
    rows = {row["bearing"]: float(row[group]) for row in table("marking.csv")}
    return tuple(rows[name] for name in Bearing._fields)
