"""The readability tab of the library: every page of every document as a cell; what cannot be searched stands first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from core.records import Document, DocumentState
from serve.readability import TROUBLES, language_counts, mapped, sheets, total_counts
from serve.readability_picture import languages_legend_html, map_html, overview_html, states_legend_html, table_html
from web import inputs

_STYLE = Path(__file__).parents[1] / "readability.css"
_COLOURS = {"state": "Colour by state", "language": "Colour by language"}
_MOST_DOCUMENTS, _MOST_PAGES = 40, 2_500
"""Of one sheet: so many cells are drawn within the blink of an eye."""


def show_readability(documents: Sequence[Document]) -> None:
    """Draws the map of all documents whose files are there, a sheet at a time."""
    present = mapped(documents)
    if not present:
        st.info("No documents yet.")
        return
    st.html(_STYLE)
    counts = total_counts(present)
    st.html(overview_html(counts, sum(d.state == DocumentState.FAILED and not d.pages for d in present)))
    portions = sheets(present, _MOST_DOCUMENTS, _MOST_PAGES)
    languages = language_counts(present)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by_language = inputs.choice("colour", "Colour of the cells", _COLOURS, "state") == "language"
        if by_language:
            st.html(languages_legend_html(languages, sum(counts[state] for state in TROUBLES)))
        else:
            st.html(states_legend_html(counts))
    st.caption("A cell is a page: point at it to read what it is, click to open it.")
    drawn = portions[inputs.portion(len(portions)) - 1]
    st.html(map_html(drawn, languages if by_language else None))
    inputs.pagination(len(portions))
    with st.expander("The same as a table"):
        st.html(table_html(drawn))
