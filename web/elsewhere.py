"""The same talk elsewhere: below a slide the pages that tell of it, below such a page the slides; and the way to both at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from index.talks.counterparts import Counterpart
from index.talks.naming import presents
from serve.library import Library
from serve.render import page_name, unmarked
from web import address
from web.pages import page

_EVIDENCE_SHOWN = 1
"""Of the pages of one document, those whose evidence is shown: the best. The others' is told on their buttons."""


def elsewhere(shelf: Library, identifier: str, number: int) -> None:
    """Draws the ways from a page to its counterparts, by document; nothing where none is certain."""
    found = shelf.counterparts(identifier, number)
    with st.container(gap="xsmall", key="elsewhere"):
        if not found.found:
            return
        st.markdown("**The same talk elsewhere**")
        for _, group in groupby(found.found, key=lambda one: one.document.id):
            _of_document(shelf, list(group))


def _of_document(shelf: Library, group: Sequence[Counterpart]) -> None:
    best = group[0]
    target = {**address.everything("m", "span"), "beside": best.document.id, "at": str(best.number)}
    with st.container(gap=None, key=f"elsewhere-{best.document.id}"):
        side_by_side_link(unmarked(best.document.title), target)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"pages-{best.document.id}"):
            for one in sorted(group, key=lambda one: one.number):
                _page_button(shelf, one)
        for one in group[:_EVIDENCE_SHOWN]:
            st.caption(unmarked(one.evidence))


def _page_button(shelf: Library, one: Counterpart) -> None:
    """A button that turns to a counterpart, with the query kept."""
    place = {**address.everything("m", "span"), "id": one.document.id, "page": str(one.number)}
    label = page_name(shelf.page(one.document.id, one.number))
    st.button(
        unmarked(label), key=f"elsewhere-{one.document.id}-{one.number}", type="tertiary", help=unmarked(one.evidence),
        icon=":material/co_present:" if presents(one.document) else ":material/article:",
        on_click=address.go, args=(place,),
    )  # fmt: skip


def side_by_side_link(label: str, target: Mapping[str, str | Sequence[str]]) -> None:
    """The way to two pages side by side: `target` names both."""
    st.page_link(
        page("side_by_side"),
        label=label,
        icon=":material/splitscreen_right:",
        query_params=target,
        width="content",
        help="Side by side",
    )
