"""The ask view: a question, and quotes that stand on their pages, or an honest "nothing found"."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from answer.records import Answer, Quote
from serve.citation import pick_of
from serve.readability import looked_through, unreadable_notes
from serve.readings import reading_parameters
from serve.render import quote_html, unmarked
from serve.shared import library
from serve.value_names import value_name
from web import address, inputs, phrased, portraits
from web.citing import cite_link
from web.notices import cannot_be_searched, told
from web.pages import page

_ROWS = {"": "One answer", "country": "By country", "presenter": "By presenter"}


def show() -> None:
    """Draws the view."""
    question = inputs.line(
        "q",
        "Ask the reports and presentations",
        "Ask: What does Tell Us Once do? Who provides the number 115?",
        ":material/forum:",
    )
    by = inputs.choice("by", "Answer", _ROWS, "")
    if not question:
        st.caption(
            "Answers are quotes, word for word, each with its page. What is not in the documents is not answered."
        )
        return
    with told():
        answer = library().ask(question, {}, by or None, address.reading())
        with phrased.above(answer):
            _answer(answer, question)


def _answer(answer: Answer, question: str) -> None:
    looked = looked_through(answer.searched)
    if answer.rows:
        for row in answer.rows:
            facet = "presenter" if address.one("by") == "presenter" else "about"
            st.subheader(unmarked(value_name(facet, row.value)), anchor=False, divider="gray")
            if not row.quotes:
                st.caption("Nothing found.")
            _quotes(row.quotes[:1], question, row.value)
    elif answer.quotes:
        _quotes(answer.quotes, question)
    else:
        st.warning(f"**Nothing found** that answers this, in {looked}.")
        cannot_be_searched(unreadable_notes(answer.searched))
        target = {"q": question, **reading_parameters(address.reading())}
        st.page_link(page("search"), label="Search for its words instead", query_params=target)
        return
    st.caption(f"Searched: {looked}.")
    cannot_be_searched(unreadable_notes(answer.searched))


def _quotes(quotes: Sequence[Quote], question: str, group: str = "") -> None:
    for place, quote in enumerate(quotes):
        target = {"id": quote.document.id, "page": str(quote.page.number), "q": question}
        target |= reading_parameters(address.reading())
        key = f"quote-{group}-{place}"
        with st.container(border=True, gap="xsmall", key=key):
            st.html(quote_html(quote, portraits.linked()))
            st.page_link(page("document"), label=f"**{unmarked(quote.document.title)}**", query_params=target)
            cite_link(pick_of(quote.document.id, quote.page.number, quote.span), key)
