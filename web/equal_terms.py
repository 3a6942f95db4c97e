"""Above the results: the switch that leaves out terms which are equal to the query's own words."""

from __future__ import annotations

import streamlit as st

from index.search import Results
from web import address

_SWITCH = "Equal terms"


def equal_terms(results: Results) -> None:
    """Draws the switch where equal terms were looked for, or where they are left out."""
    used = address.reading().terms
    if used and not results.terms:
        return
    address.into_widget(_SWITCH, used)
    st.toggle(
        _SWITCH, key=_SWITCH, on_change=_switched,
        help="Also finds pages with the terms that terms.csv calls equal to those of the query, in any language.",
    )  # fmt: skip


def _switched() -> None:
    """Writes the switch into the address, and goes back to the first page of results."""
    st.query_params.pop("p", None)
    if st.session_state[_SWITCH]:
        st.query_params.pop("terms", None)
    else:
        st.query_params["terms"] = "0"
