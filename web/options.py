"""The row above the results: how they are shown and sorted. Every option is bound to the address.

Options on how the query is read stand in this row too, and enter `reading`.
"""

from __future__ import annotations

import streamlit as st

from core.languages import has_decimal_comma
from index.reading import ORDERS, Reading
from serve.http_api import table_address
from serve.render import download_html
from web import address, facets, frequency, inputs

GROUPINGS = {
    "page": "Pages",
    "document": "Documents",
    "presenter": "Presenters",
    "from": "From country",
    "about": "About country",
}
_SORTED = {
    "relevance": "Most relevant first",
    "date": "Newest first",
    "oldest": "Oldest first",
    "presenter": "By presenter",
    "title": "By title",
}


def grouping() -> str:
    """What the results are grouped by; "page": not at all."""
    return inputs.chosen("by", GROUPINGS, "page")


def reading() -> Reading:
    """How the address asks for the query to be read and its results to be shown."""
    return Reading(order=inputs.chosen("sort", _SORTED, ORDERS[0]))


def row() -> None:
    """Draws the options."""
    inputs.choice("by", "Show by", GROUPINGS, "page")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="options"):
        inputs.selection("sort", "Sort", _SORTED, ORDERS[0])
        inputs.selection("often", "How often", frequency.BY, "")
        st.html(download_html(_table(), "All results as CSV"), width="content")


def _table() -> str:
    """Where all results are as a table; made when it is asked for."""
    separator = "semicolon" if has_decimal_comma(st.context.locale or "") else "comma"
    asked = {facet: address.many(facet) for facet in facets.NARROWING}
    return table_address({"q": [address.one("q")], **asked, "sort": [reading().order], "separator": [separator]})
