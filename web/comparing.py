"""The way from a search to the comparison of what it finds."""

from __future__ import annotations

import streamlit as st

from web import address
from web.pages import page

_COMPARED = {"presenter": "presenter", "document": "document", "from": "country", "about": "country"}
"""What results may be grouped by → what the comparison's rows are then called."""


def compare_link(grouping: str) -> None:
    """The same query and filters, a row per country, or per what the results are grouped by."""
    facet = grouping if grouping in _COMPARED else "about"
    target = {**address.everything("cite", "pick", "p", "by", "often", "measure", facet), "by": facet}
    with st.container(key="compare-all", width="content"):
        label = f"Compare by {_COMPARED[facet]}"
        st.page_link(page("compare"), label=label, query_params=target, width="content")
