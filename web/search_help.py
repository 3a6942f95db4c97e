"""How to ask: a popover with an example for each thing that a query can say, made of the corpus at hand, to be pressed."""

from __future__ import annotations

import streamlit as st

from core.errors import NoIndex
from serve.library import Library
from serve.render import unmarked
from web import address

_KEPT = "examples"


def search_help(shelf: Library) -> None:
    """Draws the popover. Examples are made once a generation and reader."""
    with st.popover(
        "How to ask", icon=":material/help:", type="tertiary", key="search-help", on_change="rerun"
    ) as popover:
        if popover.open:
            _examples(shelf)


def _examples(shelf: Library) -> None:
    try:
        generation = shelf.view().generation
        kept = st.session_state.get(_KEPT)
        if kept is None or kept[0] != generation:
            kept = st.session_state[_KEPT] = generation, shelf.examples()
    except NoIndex:
        kept = 0, []
    if not kept[1]:
        st.caption("Nothing can be searched yet.")
        return
    st.caption("Each of these finds something in this library; press one to see it. Accents may be left out.")
    with st.container(gap=None, key="examples"):
        for number, (query, finds) in enumerate(kept[1]):
            left, right = st.columns([1, 1], vertical_alignment="center", gap="small")
            left.button(
                unmarked(query), key=f"example-{number}", type="tertiary", on_click=address.go, args=({"q": query},)
            )
            right.caption(finds)
