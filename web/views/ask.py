"""The ask view: a question, and quotes that stand on their pages, or an honest "nothing found"."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from answer.records import Answer, Quote
from serve.render import quote_html, unmarked
from serve.shared import library
from web import address, facets
from web.notices import told
from web.pages import page

_ROWS = {"": "One answer", "country": "By country", "presenter": "By presenter"}


def show() -> None:
    """Draws the view."""
    question = address.one("q")
    address.into_widget("question", question)
    st.text_input(
        "Ask the reports and presentations",
        key="question",
        placeholder="Ask: What does Tell Us Once do? Who provides the number 115?",
        label_visibility="collapsed",
        icon=":material/forum:",
        on_change=address.from_widget,
        args=("question", "q"),
    )
    by = address.one("by") if address.one("by") in _ROWS else ""
    address.into_widget("rows", by)
    st.segmented_control(
        "Answer",
        list(_ROWS),
        format_func=_ROWS.__getitem__,
        key="rows",
        required=True,
        label_visibility="collapsed",
        on_change=address.from_widget,
        args=("rows", "by"),
    )
    if not question:
        st.caption(
            "Answers are quotes, word for word, each with its page. What is not in the documents is not answered."
        )
        return
    with told():
        _answer(library().ask(question, {}, by or None), question)


def _answer(answer: Answer, question: str) -> None:
    searched = answer.searched
    looked = f"{searched.pages:,} pages in {searched.documents} documents"
    if searched.unreadable_pages:
        looked += f"; {searched.unreadable_pages} pages cannot be read"
    if answer.rows:
        for row in answer.rows:
            facet = "presenter" if address.one("by") == "presenter" else "about"
            st.subheader(unmarked(facets.value_name(facet, row.value)), anchor=False, divider="gray")
            if not row.quotes:
                st.caption("Nothing found.")
            _quotes(row.quotes[:1], question)
    elif answer.quotes:
        _quotes(answer.quotes, question)
    else:
        st.warning(f"**Nothing found** that answers this, in {looked}.")
        st.page_link(page("search"), label="Search for its words instead", query_params={"q": question})
        return
    st.caption(f"Searched: {looked}.")


def _quotes(quotes: Sequence[Quote], question: str) -> None:
    for quote in quotes:
        target = {"id": quote.document.id, "page": str(quote.page.number), "q": question}
        with st.container(border=True, gap="xsmall"):
            st.html(quote_html(quote))
            st.page_link(page("document"), label=unmarked(quote.document.title), query_params=target)
