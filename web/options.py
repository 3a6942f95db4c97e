"""The rows above the results: how the query is read, how results are shown and sorted. Every option is bound to the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.languages import has_decimal_comma
from index.queries.reading import ORDERS
from index.search import Results
from serve.addresses import table_address
from serve.render import download_html
from web import address, facets, frequency, inputs
from web.by_meaning import also_by_meaning
from web.comparing import compare_link
from web.equal_terms import equal_terms
from web.pages import page
from web.read_in import read_in

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
_WIDE = 270
"""Pixels: “How often, by presenter’s country” fits."""


def grouping() -> str:
    """What the results are grouped by; "page": not at all."""
    return inputs.chosen("by", GROUPINGS, "page")


def rows(results: Results, languages: Sequence[str], finds_by_meaning: bool) -> None:
    """Draws the options; where nothing was found, those on how the query is read alone."""
    if results.total_pages:
        inputs.choice("by", "Show by", GROUPINGS, "page")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="options"):
        if results.total_pages:
            inputs.selection("sort", "Sort", _SORTED, ORDERS[0])
            inputs.selection("often", "How often", frequency.BY, "", _WIDE)
        if results.query:
            read_in(languages)
            equal_terms(results)
            if finds_by_meaning:
                also_by_meaning(results)
        if results.total_pages:
            which = "All results by words" if results.pages_by_meaning is not None else "All results"
            st.html(download_html(_table(), f"{which} as CSV"), width="content")
            kept = address.everything("cite", "pick", "p", "by", "sort", "often")
            with st.container(key="to-map", width="content"):
                st.page_link(page("coverage"), label="World map", query_params=kept, width="content")
            target = address.everything("cite", "pick", "p")
            with st.container(key="cite-all", width="content"):
                st.page_link(page("cite"), label="Cite all", query_params=target, width="content")
            compare_link(grouping())


def _table() -> str:
    """Where all results are as a table; made when it is asked for."""
    separator = "semicolon" if has_decimal_comma(st.context.locale or "") else "comma"
    return table_address({**address.searched(), **facets.chosen(), "separator": [separator]})
