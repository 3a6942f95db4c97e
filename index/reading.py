"""How a reader wants a query read and its results shown, beside the query and the filters; part of every permalink."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.query import Query, parse

ORDERS = ("relevance", "date", "presenter", "title")
"""What results may be sorted by; relevance first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`language`: the query's words are understood in this language alone ("": in every language of the corpus).

    `terms`: whether equal terms are looked for too. `meaning`: whether the optional dense ranking joins in, where it is
    there. `order`: one of ORDERS.
    """

    language: str = ""
    terms: bool = True
    meaning: bool = True
    order: str = ORDERS[0]


PLAIN = Reading()
"""What a reader gets who asks for nothing else."""


def read(text: str, reading: Reading = PLAIN) -> Query:
    """A text as the query that this reading makes of it: the same for finding, marking and counting."""
    return replace(parse(text), language=reading.language)
