"""Cards of results: a hit's page, its snippet, and the way to pages like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.records import Document
from index.search import Hit
from serve.citation import pick_of, quoted
from serve.keeping_up import language_twins
from serve.library import Library
from serve.render import card_html, page_name, unmarked
from web import address, portraits
from web.citing import cite_link, pick_box
from web.pages import page


def cards(shelf: Library, hits: Sequence[Hit], group: str = "", named: Document | None = None) -> None:
    """Draws them; below the name of their document they are called by their pages."""
    back, documents = address.everything(), shelf.view().documents
    for hit in hits:
        titled = named is None or hit.document.id != named.id
        target = {**back, "id": hit.document.id, "page": str(hit.page.number)}
        label = hit.document.title if titled else page_name(hit.page)
        key = f"{group}-{hit.document.id}-{hit.page.number}"
        with st.container(border=True, gap="xsmall", key=f"hit-{key}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key=f"head-{key}"):
                st.page_link(page("document"), label=f"**{unmarked(label)}**", query_params=target, width="content")
                with st.container(
                    horizontal=True, vertical_alignment="center", gap="small", key=f"tools-{key}", width="content"
                ):
                    _cite(hit, key)
                    more_like(target, group)
            st.html(card_html(hit, language_twins(hit.document, documents), titled, portraits.linked()))


def _cite(hit: Hit, key: str) -> None:
    pick = pick_of(hit.document.id, hit.page.number, quoted(hit))
    pick_box(pick, key)
    cite_link(pick, key)


def more_like(target: Mapping[str, Sequence[str]], group: str = "") -> None:
    """The way to pages like the one that `target` names."""
    label = "More like this page"
    with st.container(key=f"like-{group}-{target['id']}-{target['page']}", width="content"):
        st.page_link(page("similar"), label=label, icon=":material/stacks:", query_params=target, width="content")
