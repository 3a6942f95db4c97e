"""Quotes as cards: the words, whose and where, and the ways to the page, to its citation and to what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from answer.records import Answer, Quote
from serve.addresses import address_of, image_address
from serve.citation import pick_of
from serve.keeping_up import language_twins
from serve.library import Library
from serve.quote_context import around_quote, cut_of
from serve.quoted_span import quoted_span, span_name
from serve.render_quotes import around_html, legend_html, on_page_html, quote_html
from web import address, portraits
from web.citing import cite_link
from web.feedback import quote_feedback
from web.pages import page

CAME_FROM = "via"
"""Of the address of a page: the view that led there, where it is another than the search."""


def quote_cards(shelf: Library, answer: Answer, quotes: Sequence[Quote], group: str = "") -> None:
    """Draws them, best first; `group` is the row that they stand in."""
    for place, quote in enumerate(quotes):
        _card(shelf, answer, quote, group, f"{group}-{place}")


def legend(answer: Answer) -> None:
    """What the marks in quotes mean, where there are any."""
    if answer.quotes:
        st.html(legend_html(any(quote.answer for quote in answer.quotes)))


def _card(shelf: Library, answer: Answer, quote: Quote, group: str, place: str) -> None:
    document, key = quote.document, f"quote-{place}"
    target = page_of(quote)
    with st.container(border=True, gap="xsmall", key=key):
        twins = language_twins(document, shelf.view().documents)
        cut = cut_of(shelf.view(), quote)
        st.html(quote_html(quote, portraits.linked(), answer.asked.language, twins, cut))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"ways-{place}"):
            st.page_link(
                page("document"), label="Open the page", icon=":material/article:", query_params=target, width="content"
            )
            cite_link(pick_of(document.id, quote.page.number, quote.span), key)
            quote_feedback(shelf, answer, quote, group, key)
        _more(shelf, quote, target)


def _more(shelf: Library, quote: Quote, target: Mapping[str, Sequence[str]]) -> None:
    """What is shown on demand: the sentences around the quote, and its place on the page."""
    picture = ""
    if shelf.has_images(quote.document.id):
        image = image_address(
            quote.document.id, quote.page.number, quoted=quoted_span(quote.span, quote.text), part=True
        )
        picture = on_page_html(quote, image, address_of("/document", target))
    if more := around_html(quote, *around_quote(quote)) + picture:
        st.html(more)


def page_of(quote: Quote) -> dict[str, list[str]]:
    """The way to a quote's page with the quote marked there, and back to this answer: the address of the document view."""
    place = quoted_span(quote.span, quote.text)
    there = {"id": quote.document.id, "page": str(quote.page.number), "span": span_name(place), CAME_FROM: "ask"}
    return {**address.everything(), **{name: [value] for name, value in there.items()}}
