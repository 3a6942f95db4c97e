"""Pages like one page: of other documents, then of its own, each with the words that make it alike."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.languages import language_name
from index.similar import Alike, Similar
from serve.keeping_up import language_twins
from serve.library import Library
from serve.render import card_html, page_name, unmarked
from serve.shared import library
from web import address, facets, portraits
from web.notices import named_document, page_asked, told
from web.pages import page

_MOST = 10


def show() -> None:
    """Draws the pages like the one that the address names."""
    shelf = library()
    with told():
        filters = {facet: values for facet, values in facets.chosen().items() if facet != "document"}
        document = named_document(shelf)
        number = page_asked(document)
        _show(shelf, shelf.similar(document.id, number, filters, _MOST), filters)


def _show(shelf: Library, found: Similar, filters: dict[str, list[str]]) -> None:
    back = address.everything("m")
    name = page_name(found.page)
    st.page_link(page("document"), label=f"Back to {name}", icon=":material/arrow_back:", query_params=back)
    st.subheader(unmarked(f"Pages like {name} of {found.document.title}"), anchor=False)
    facets.chips(filters, shelf.view().documents)
    if not found.words:
        st.warning("**Nothing to compare:** this page has no telling word that another page has too.")
        return
    language = language_name(found.page.language)
    st.caption(
        unmarked(f"Compared by its most telling words, with pages in {language} alone: {', '.join(found.words)}.")
    )
    _cards(shelf, "In other documents", found.elsewhere)
    _cards(shelf, "In this document", found.here)


def _cards(shelf: Library, title: str, alikes: Sequence[Alike]) -> None:
    st.subheader(title, anchor=False, divider="gray")
    if not alikes:
        st.caption("No page is like it.")
    documents, back = shelf.view().documents, address.everything("m", "id", "page")
    for alike in alikes:
        document, number = alike.hit.document, alike.hit.page.number
        target = {**back, "id": document.id, "page": str(number)}
        with st.container(border=True, gap="xsmall", key=f"hit-{document.id}-{number}"):
            st.page_link(page("document"), label=f"**{unmarked(document.title)}**", query_params=target)
            st.html(card_html(alike.hit, language_twins(document, documents), True, portraits.linked()))
            st.caption(unmarked(f"Alike in: {', '.join(alike.words)}"))
