"""How a reader wants a query read and its results shown, beside the query and the filters; part of every permalink."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.queries.parser import parse
from index.queries.query import Query
from index.queries.terms import NO_TERMS, TermTable

ORDERS = ("relevance", "date", "oldest", "presenter", "title")
"""What results may be sorted by: relevance, newest first, oldest first, the first presenter's family name, the title."""


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


def read(text: str, reading: Reading = PLAIN, terms: TermTable = NO_TERMS) -> Query:
    """A text as the query that this reading makes of it: the same for finding, marking and counting."""
    query = replace(parse(text), language=reading.language)
    return terms.expanded(query) if reading.terms else query
