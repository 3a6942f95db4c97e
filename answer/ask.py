"""A question → the pages that speak to it → the sentences that carry most of it → verified quotes, or "not found"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from answer.choosing import Known, candidates
from answer.deciding import answering
from answer.question import Question, understood
from answer.records import Answer, AnswerRow, Quote, Searched, Status
from answer.rows import values
from answer.verifying import distinct, verified
from index.engine import Filters, View
from index.meaning.dense import BY_WORDS, Ranking
from index.queries.parser import parse
from index.queries.terms import NO_TERMS, TermTable

_MOST_QUOTES = 3


def ask(
    view: View,
    question: str,
    filters: Filters,
    by: str | None = None,
    terms: TermTable = NO_TERMS,
    language: str = "",
    ranking: Ranking = BY_WORDS,
) -> Answer:
    """Answers from one generation with quotes alone. `by` is "country" or "presenter": one row each, empty ones kept.

    What is equal to the question's `terms` answers it too, in any language. The question is read in `language` alone, or
    where that is "" in every language of the corpus. `ranking` finds the pages that are looked through.
    """
    asked = understood(view, question, terms, language)
    best = _best(view, asked, filters, ranking)
    rows = tuple(
        _row(view, asked, {**filters, facet: [value]}, value, ranking) for facet, value in values(view, filters, by)
    )
    found = best or any(row.quotes for row in rows)
    status = Status.ANSWERED if found else Status.NOT_FOUND
    return Answer(asked, status, best, rows, _searched(view, filters), view.generation)


def _best(view: View, question: Question, filters: Filters, ranking: Ranking) -> tuple[Quote, ...]:
    return tuple(islice(quotes(view, question, filters, ranking), _MOST_QUOTES))


def quotes(
    view: View, question: Question, filters: Filters, ranking: Ranking = BY_WORDS, known: Known | None = None
) -> Iterator[Quote]:
    """All quotes of the best pages that answer a question, best first, verified; the same words once.

    `known` keeps what was found on a page for the same question with other filters.
    """
    told = answering(candidates(view, question, filters, ranking, known))
    yield from verified(view, distinct((candidate.quote for candidate in told), question.language))


def _row(view: View, question: Question, filters: Filters, value: str, ranking: Ranking) -> AnswerRow:
    best = _best(view, question, filters, ranking)
    return AnswerRow(value, Status.ANSWERED if best else Status.NOT_FOUND, best)


def _searched(view: View, filters: Filters) -> Searched:
    everything = view.search(parse(""), filters, 0, counted=())
    blind, unread = everything.selection.unsearchable, everything.selection.unread
    return Searched(everything.total_documents, everything.total_pages, blind, unread)
