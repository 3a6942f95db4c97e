"""The ask view: a question, and quotes that stand on their pages, or an honest "nothing found"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from answer.records import Answer
from serve.library import Library
from serve.readability import looked_through, unreadable_notes
from serve.shared import library
from web import answer_record, facets, inputs, phrased, printing
from web.answer_rows import answer_rows
from web.feedback import answer_feedback
from web.inquiry import inquiry, told_apart
from web.nothing_found import nothing_asked, nothing_found
from web.notices import cannot_be_searched, told
from web.question_examples import question_examples
from web.quotes import legend, quote_cards
from web.understood import understood


def show() -> None:
    """Draws the view."""
    printing.style()
    question = inputs.line(
        "q",
        "Ask the reports and presentations",
        "Ask in plain words: Who …? When …? How many …? Why …? What is …?",
        ":material/forum:",
    )
    apart = st.container(key="told-apart")
    with told():
        shelf, filters = library(), facets.chosen()
        _narrowed(shelf, filters)
        answer = shelf.answer(inquiry()) if question else None
        with apart:
            told_apart(answer)
        if answer is None:
            question_examples(shelf)
        elif answer.asked.wordless:
            nothing_asked(shelf)
        else:
            _answered(shelf, answer, shelf.filter_notes(filters))


def _narrowed(shelf: Library, filters: Mapping[str, list[str]]) -> None:
    """The same filters as those of a search."""
    facets.sidebar(shelf.search("", filters, 0).facets, filters)
    facets.chips(filters, shelf.view().documents)
    facets.without_pages(shelf, filters)


def _answered(shelf: Library, answer: Answer, said_already: Collection[str]) -> None:
    """The answer from the top of the page to its foot; what other modules add has one line each, where it says so."""
    understood(answer, said_already)
    legend(answer)
    with phrased.above(answer):
        if answer.by:
            answer_rows(shelf, answer)
        elif answer.quotes:
            quote_cards(shelf, answer, answer.quotes)
        else:
            nothing_found(shelf, answer)
    st.caption(f"Searched: {looked_through(answer.searched)}.")
    cannot_be_searched(unreadable_notes(answer.searched))
    answer_record.ways(answer)
    answer_feedback(shelf, answer)
