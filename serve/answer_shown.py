"""An answer as it is shown, which is as it is kept and written: told apart by rows, each row has one quote, or none."""

from __future__ import annotations

from dataclasses import replace

from answer.records import Answer, Status


def as_shown(answer: Answer) -> Answer:
    """The same answer; of one told apart each row with its best quote alone, and its `quotes` are those of its rows, in their
    order: what stands in no row answers none."""
    if not answer.by:
        return answer
    rows = tuple(replace(row, quotes=row.quotes[:1]) for row in answer.rows)
    quotes = tuple(quote for row in rows for quote in row.quotes)
    return replace(answer, rows=rows, quotes=quotes, status=Status.ANSWERED if quotes else Status.NOT_FOUND)
