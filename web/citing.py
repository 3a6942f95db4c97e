"""Citing from a view: the way to a passage's citation, a box to pick it, and what was picked so far."""

from __future__ import annotations

import streamlit as st

from serve.render import plural, unmarked
from web import address
from web.pages import page

PICKED = "pick"
"""Of the address: the passages picked so far, each in a word."""
CITED = "cite"
"""Of the address: the passages that the citations' view shows; without any, all results."""


def cite_link(pick: str, key: str) -> None:
    """The way to the citation of one passage."""
    target = {**address.everything(CITED), CITED: pick}
    with st.container(key=f"cite-{key}", width="content"):
        st.page_link(page("cite"), label="Cite", icon=":material/format_quote:", query_params=target, width="content")


def pick_box(pick: str, key: str) -> None:
    """A box that puts a passage among those picked, or takes it out."""
    name = f"pick-{key}-{pick}"
    address.into_widget(name, pick in address.many(PICKED))
    st.checkbox("Pick", key=name, on_change=_picked, args=(name, pick), width="content")


def _picked(name: str, pick: str) -> None:
    chosen = [pick] if st.session_state[name] else []
    address.put_all(PICKED, [*address.without(PICKED, pick), *chosen])


def picked_bar() -> None:
    """How many passages are picked, and what can be done with them; nothing where none is."""
    picks = address.many(PICKED)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="picked"):
        if not picks:  # the container stays: what follows keeps its place
            return
        st.markdown(f"**{unmarked(plural(len(picks), 'passage'))} picked**", width="content")
        target = {**address.everything(CITED), CITED: picks}
        label = "Cite what is picked"
        st.page_link(page("cite"), label=label, icon=":material/format_quote:", query_params=target, width="content")
        st.button("Pick none", type="tertiary", icon=":material/close:", on_click=address.put_all, args=(PICKED, ()))
