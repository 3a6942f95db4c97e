"""Which part of a quote answers: the likeliest of those of the kind that is asked for, where it is likely enough.

A choice among the parts, none of which may answer (a multinomial logit: McFadden 1974, "Conditional logit analysis of qualitative
choice behavior"), by how each stands to the question's words (`bearing.py`). Its weights are in `data/marking.csv`;
`python -m evaluation.learn_marking` finds them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from answer.asking.kinds import Kind
from answer.marking.asked_words import words_in
from answer.marking.bearing import Bearing, bearings, nearness
from answer.question import Question
from answer.retrieval import Retrieved
from answer.tables import table
from answer.windows import Window
from core.records import Page, Span

SURE = 0.45
"""How likely the likeliest part must answer, to be marked. Its row is in evaluation/expected.toml."""
GROUPS: Mapping[Kind, str] = {
    Kind.NUMBER: "number", Kind.PERCENT: "number", Kind.MONEY: "number", Kind.DURATION: "number", Kind.DATE: "date",
    Kind.PERSON: "person", Kind.ORGANISATION: "name", Kind.NAME: "name", Kind.PLACE: "place",
}  # fmt: skip
"""Kind → the column of its weights."""


class Marking(NamedTuple):
    """The parts that are marked as the answer, and how likely `none` of a window's parts is one, in [0, 1]; 0 for kinds of which
    that is not told."""

    parts: tuple[Span, ...]
    none: float = 0.0


def marked(found: Retrieved, question: Question, page: Page, window: Window) -> Marking:
    """The parts of a window that answer the question. Of lists, reasons and definitions: those of the sentence that has most of
    the question, all lists, else the one that is nearest to its words. Of others the likeliest alone, or none."""
    if question.kind in GROUPS:
        return _likeliest(question.kind, bearings(found, question, page, window))
    told = [
        (found.weight(sentence.own), parts)
        for sentence, parts in zip(window.sentences, window.parts, strict=True)
        if parts
    ]
    _, parts = max(told, key=lambda one: one[0], default=(0.0, ()))
    if question.kind is Kind.LIST or not parts:
        return Marking(parts)
    words = words_in(found, question, page, window)
    return Marking((max(parts, key=lambda part: nearness(part, words, page.text)),))


def _likeliest(kind: Kind, told: Sequence[tuple[Span, Bearing]]) -> Marking:
    """The part that answers most likely, if it is likely enough."""
    chances = likelihoods([bearing for _, bearing in told], weights(GROUPS[kind]))
    at = max(range(len(told)), key=chances.__getitem__, default=-1)
    sure = at >= 0 and chances[at] >= SURE
    return Marking((told[at][0],) if sure else (), 1 - sum(chances))


def likelihoods(told: Sequence[Bearing], weighed: Sequence[float]) -> list[float]:
    """How likely each of some parts answers; together at most 1: it may be that none does."""
    odds = [math.exp(sum(map(float.__mul__, weighed, one))) for one in told]
    return [one / (1 + sum(odds)) for one in odds]


@cache
def weights(group: str) -> tuple[float, ...]:
    """What each of the numbers of a `Bearing` weighs for the kinds of a group."""
    rows = {row["bearing"]: float(row[group]) for row in table("marking.csv")}
    return tuple(rows[name] for name in Bearing._fields)
