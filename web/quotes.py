"""Quotes as cards: the words, whose and where, and the ways to the page, to its citation and to what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from answer.records import Answer, Quote
from serve.citation import pick_of
from serve.keeping_up import language_twins
from serve.library import Library
from serve.readings import reading_parameters
from serve.render import unmarked
from serve.render_quotes import quote_html
from web import address, portraits
from web.citing import cite_link
from web.pages import page


def quote_cards(shelf: Library, answer: Answer, quotes: Sequence[Quote], group: str = "") -> None:
    """Draws them, best first; `group` is the row that they stand in."""
    for place, quote in enumerate(quotes):
        _card(shelf, answer, quote, f"{group}-{place}")


def _card(shelf: Library, answer: Answer, quote: Quote, place: str) -> None:
    document, key = quote.document, f"quote-{place}"
    twins = language_twins(document, shelf.view().documents)
    with st.container(border=True, gap="xsmall", key=key):
        st.html(quote_html(quote, portraits.linked(), answer.asked.language, twins))
        target = page_of(quote, answer.question)
        st.page_link(page("document"), label=f"**{unmarked(document.title)}**", query_params=target)
        cite_link(pick_of(document.id, quote.page.number, quote.span), key)
        # A quote's own tools stand here, one line each (`web/feedback.py`: right or wrong).


def page_of(quote: Quote, question: str) -> dict[str, str]:
    """The way to a quote's page, as the address of the document view."""
    there = {"id": quote.document.id, "page": str(quote.page.number), "q": question}
    return {**there, **reading_parameters(address.reading())}
