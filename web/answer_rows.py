"""An answer told apart: one quote for each country or presenter, or what was looked through for it in vain."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from core.languages import has_decimal_comma
from serve.addresses import answer_table_address
from serve.answer_words import FACETS_APART, row_title, rows_note, silence
from serve.comparing import is_question
from serve.library import Library
from serve.render import download_html, unmarked
from web import address, portraits
from web.pages import page
from web.quotes import quote_cards


def answer_rows(shelf: Library, answer: Answer) -> None:
    """Draws the rows, and the ways to have them side by side or as a table."""
    facet = FACETS_APART[answer.by]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-rows"):
        st.caption(unmarked(rows_note(answer)), width="content")
        st.html(download_html(_table(answer), "All rows as CSV"), width="content")
        if is_question(answer.question):
            rows = [row.value for row in answer.rows]
            target = {**address.everything("by", "free", "p"), "by": facet, "row": rows}
            st.page_link(page("compare"), label="Side by side", query_params=target, width="content")
    for row in answer.rows:
        st.subheader(unmarked(row_title(answer, row)), anchor=False, divider="gray")
        portraits.way_to(facet, row.value)
        if not row.quotes:
            st.caption(unmarked(silence(answer, row)))
        quote_cards(shelf, answer, row.quotes, row.value)


def _table(answer: Answer) -> str:
    separator = "semicolon" if has_decimal_comma(st.context.locale or "") else "comma"
    kept = {key: values for key, values in address.everything().items() if key != "sort"}
    return answer_table_address({**kept, "by": [answer.by], "separator": [separator]})
