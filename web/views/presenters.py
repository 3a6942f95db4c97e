"""All presenters: found by a few letters, by first letter, in an order; with a query, on how many pages its words stand."""

from __future__ import annotations

from math import ceil

import streamlit as st

from index.portraits.listed import Presenters
from serve.presenter_list import letters, listed
from serve.render import plural, unmarked
from serve.render_matrix import presenters_html
from serve.shared import library
from web import address, inputs, portraits
from web.notices import told

_MOST = 50
_ORDERS = {
    "name": "By family name",
    "matching": "Most pages with the words",
    "interventions": "Most interventions",
    "documents": "Most documents",
    "pages": "Most pages",
    "latest": "Latest first",
}


def show() -> None:
    """Draws the list."""
    portraits.style()
    st.header("Presenters", anchor=False)
    query = portraits.query_line(
        "Count words in what they said", "Who speaks about it? Type words to count pages by presenter …"
    )
    with told():
        _list(library().presenters(query, {}, address.reading()))


def _list(found: Presenters) -> None:
    if not found.rows:
        st.info(
            "**Nobody is known yet** as a presenter of a document, or as a speaker in one.", icon=":material/groups:"
        )
        return
    for note in found.notes:
        st.info(unmarked(note), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="presenters-ways"):
        wanted = inputs.line("find", "Find a presenter", "Name, organisation or country", ":material/person_search:")
        orders = _ORDERS if found.query else {key: name for key, name in _ORDERS.items() if key != "matching"}
        order = inputs.selection("order", "Order", orders, "matching" if found.query else "name", 240)
    options = {"": "All", **{letter: letter for letter in letters(found.rows)}}
    letter = inputs.choice("letter", "First letter of the family name", options, "")
    rows = listed(found.rows, wanted, letter, order)
    st.caption(_told(len(rows), len(found.rows), found))
    portions = ceil(len(rows) / _MOST)
    start = (inputs.portion(portions) - 1) * _MOST
    st.html(presenters_html(rows[start : start + _MOST], bool(found.query), portraits.linked()))
    inputs.pagination(portions)


def _told(shown: int, total: int, found: Presenters) -> str:
    counted = plural(shown, "presenter") + (f" of {total:,}" if shown < total else "")
    if not found.query:
        return f"{counted}."
    having = sum(one.matching > 0 for one in found.rows)
    return unmarked(f"{counted}; the words stand with {having:,} of them.")
