"""The ask view: a question, and quotes that stand on their pages, or an honest "nothing found"."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from answer.records import Answer
from serve.library import Library
from serve.readability import looked_through, unreadable_notes
from serve.shared import library
from web import address, answer_record, facets, inputs, phrased
from web.answer_rows import answer_rows
from web.feedback import answer_feedback
from web.nothing_found import nothing_found
from web.notices import cannot_be_searched, told
from web.question_examples import question_examples
from web.quotes import legend, quote_cards
from web.understood import freed, understood

_ROWS = {"": "One answer", "country": "By country", "presenter": "By presenter"}


def show() -> None:
    """Draws the view."""
    question = inputs.line(
        "q",
        "Ask the reports and presentations",
        "Ask in plain words: Who …? When …? How many …? Why …? What is …?",
        ":material/forum:",
    )
    by = inputs.choice("by", "Answer", _ROWS, "")
    with told():
        shelf, filters = library(), facets.chosen()
        _narrowed(shelf, filters)
        if question:
            _answered(shelf, shelf.ask(question, filters, by or None, address.reading(), freed()))
        else:
            question_examples(shelf)


def _narrowed(shelf: Library, filters: Mapping[str, list[str]]) -> None:
    """The same filters as those of a search."""
    facets.sidebar(shelf.search("", filters, 0).facets, filters)
    facets.chips(filters, shelf.view().documents)


def _answered(shelf: Library, answer: Answer) -> None:
    """The answer from the top of the page to its foot; what other modules add has one line each, where it says so."""
    understood(answer)
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
