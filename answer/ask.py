"""A question → the pages that speak to it → the sentences that carry most of it → verified quotes, or "not found"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from answer.choosing import Known, candidates
from answer.deciding import Decision, related
from answer.grounds import Weigher
from answer.narrowing import narrowed
from answer.question import Question, understood
from answer.records import Answer, Quote, Searched, Status
from answer.retrieval import PAGES
from answer.rows import MOST_QUOTES, Own, answer_rows, most_certain, own_within
from answer.trying import tried
from answer.verifying import distinct, verified
from index.engine import Filters, View
from index.meaning.dense import BY_WORDS, Ranking
from index.queries.parser import parse
from index.queries.query import Query
from index.queries.terms import NO_TERMS, TermTable

PAGES_OF_A_ROW = 5
"""Looked into for the sentences of a country or presenter, of whom there may be many."""
_LOOKED_THROUGH, _ENOUGH = 80, 8
"""Candidates, best first, that are looked at for some that are a row's own, and how many of these do."""


def ask(
    view: View,
    question: str,
    filters: Filters,
    by: str | None = None,
    terms: TermTable = NO_TERMS,
    language: str = "",
    ranking: Ranking = BY_WORDS,
    freed: Collection[str] = (),
) -> Answer:
    """Answers from one generation with quotes alone. `by` is "country" or "presenter": one row each, empty ones kept;
    one answer for all, and a note, where none is known.

    What is equal to the question's `terms` answers it too, in any language. The question is read in `language` alone, or
    where that is "" in every language of the corpus. `ranking` finds the pages that are looked through. Of what the question
    itself names, the facets that are `freed` narrow nothing; "by" among them: it makes no rows.
    """
    known: dict[Query, Known] = {}
    weighers: dict[Query, Weigher] = {}

    def found_within(asked: Question, within: Filters, own: Own | None) -> tuple[Quote, ...]:
        kept = known.setdefault(asked.query, Known())
        weigher = weighers.setdefault(asked.query, Weigher(view, asked))
        told = quotes(weigher, within, ranking, kept, own or own_within(within))
        return tuple(islice(told if own else most_certain(told, within), MOST_QUOTES))

    asked, within, best = narrowed(understood(view, question, terms, language), filters, freed, found_within)
    apart = by or ("" if "by" in freed else asked.by)
    rows, left = (
        answer_rows(
            view, within, apart,
            lambda row, own: quotes(weighers[asked.query], row, ranking, known[asked.query], own, PAGES_OF_A_ROW),
            lambda row: _searched(view, row), best,
        )
        if apart
        else ((), 0)
    )  # fmt: skip
    if apart and not rows:  # an answer for each of none would hide the one there is
        note = f"No {apart} is known in this selection: this is one answer for all of it."
        asked, apart = replace(asked, notes=(*asked.notes, note)), ""
    found = any(row.quotes for row in rows) if apart else best
    status = Status.ANSWERED if found else Status.NOT_FOUND
    return Answer(
        asked,
        status,
        best if found else (),
        rows,
        _searched(view, within),
        view.generation,
        () if found else _unmarked(best) or _near(view, asked, within, ranking, known[asked.query]),
        filters=within,
        by=apart,
        rows_left=left,
        tried=None if found else tried(view, asked, within),
    )


def _unmarked(best: Sequence[Quote]) -> tuple[Quote, ...]:
    """What answers, but is no row's, is near; which part of it answers is not said."""
    return tuple(replace(quote, answer=()) for quote in best)


def _near(view: View, question: Question, filters: Filters, ranking: Ranking, known: Known) -> tuple[Quote, ...]:
    told = related(candidates(view, question, filters, ranking, known))
    return tuple(verified(view, distinct((candidate.quote for candidate in told), question.language)))


def quotes(
    weigher: Weigher,
    filters: Filters,
    ranking: Ranking = BY_WORDS,
    known: Known | None = None,
    own: Own | None = None,
    pages: int = PAGES,
) -> Iterator[Quote]:
    """All quotes of the best pages that answer the weigher's question, best first, verified; the same words once.

    `known` keeps what was found for the same question, with these filters and with others. Of the best `pages`, only quotes
    that are the row's, or the filters', `own` are candidates.
    """
    view, question = weigher.view, weigher.question
    told = candidates(view, question, filters, ranking, known, pages)
    if own is not None:
        told = islice((one for one in islice(told, _LOOKED_THROUGH) if own(one.quote)), _ENOUGH)
    found = (candidate.quote for candidate in Decision(weigher, told).answers())
    yield from verified(view, distinct(found, question.language))


def _searched(view: View, filters: Filters) -> Searched:
    everything = view.search(parse(""), filters, 0, counted=())
    blind, unread = everything.selection.unsearchable, everything.selection.unread
    return Searched(everything.total_documents, everything.total_pages, blind, unread)
