"""Countries: who speaks of whom as a matrix whose cells lead to the pages that they count, and all countries as a list."""

from __future__ import annotations

import streamlit as st

from index.engine import without_countries
from index.portraits.listed import Countries
from serve.render import plural, unmarked
from serve.render_matrix import MEASURES, MOST_SIDES, countries_html, matrix_html
from serve.render_portraits import section_html
from serve.shared import library
from web import address, facets, inputs, portraits
from web.notices import told

_ALL = 300


def show() -> None:
    """Draws the matrix and the list."""
    portraits.style()
    st.header("Countries", anchor=False)
    query = portraits.query_line("Count words by country", "Who speaks of whom? Type words to count their pages …")
    filters = without_countries(facets.chosen())
    with told():
        shelf = library()
        found = shelf.countries(query, filters, address.reading())
        facets.chips(filters, shelf.view().documents)
        for note in found.matrix.notes:
            st.info(unmarked(note), icon=":material/info:")
        _matrix(found)
        st.html(section_html("All countries", countries_html(found.rows, portraits.linked())))


def _matrix(found: Countries) -> None:
    crossing = found.matrix.crossing
    if not crossing.total.pages:
        st.warning("**Nothing found:** no page has these words.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="matrix-ways"):
        measure = inputs.choice("count", "What the cells count", MEASURES, "pages")
        wide = max(len(crossing.rows), len(crossing.columns)) > MOST_SIDES + 1
        everything = bool(address.one("all"))
        if wide:
            label = f"Only the {MOST_SIDES} largest" if everything else "All countries"
            target = address.everything("all") if everything else {**address.everything(), "all": "yes"}
            st.button(label, type="tertiary", on_click=address.go, args=(target,))
    total = crossing.total
    st.caption(
        f"{plural(total.pages, 'page')} in {plural(total.documents, 'document')}: rows by where the speakers come from, columns "
        "by the country that the page speaks of. Click a number to see these pages. A page that speaks of several countries "
        "stands in several columns, and once in the totals; whoever has words on a page counts for all it speaks of."
    )
    st.html(matrix_html(crossing, measure, _ALL if everything else MOST_SIDES, portraits.linked()))
