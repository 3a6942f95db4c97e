"""An answer told apart: one quote for each country or presenter, or what was looked through for it in vain."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from serve.library import Library
from serve.render import unmarked
from serve.value_names import value_name
from web import address
from web.quotes import quote_cards


def answer_rows(shelf: Library, answer: Answer) -> None:
    """Draws the rows."""
    facet = "presenter" if address.one("by") == "presenter" else "about"
    for row in answer.rows:
        st.subheader(unmarked(value_name(facet, row.value)), anchor=False, divider="gray")
        if not row.quotes:
            st.caption("Nothing found.")
        quote_cards(shelf, answer, row.quotes[:1], row.value)
