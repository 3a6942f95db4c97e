"""The search view: box, notes, results as cards, singly or grouped, and pages of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import streamlit as st

from core.records import DocumentState
from index.reading import Reading
from index.search import Hit, Results
from serve.keeping_up import language_twins
from serve.library import Library
from serve.readability import counted_works
from serve.render import card_html, head_html, page_name, plural, unmarked
from serve.shared import library
from web import address, facets, inputs
from web.notices import cannot_be_searched, told
from web.pages import page
from web.views.equal_terms import equal_terms
from web.views.read_in import read_in

_HITS = 10
_GROUPS = 5
_GROUPINGS = {
    "page": "Pages",
    "document": "Documents",
    "presenter": "Presenters",
    "from": "From country",
    "about": "About country",
}


def show() -> None:
    """Draws the view."""
    shelf = library()
    filters = facets.chosen()
    query = inputs.line(
        "q",
        "Search the reports and presentations",
        "Search: joint service delivery, “tell us once”, presenter:Hasenkamp …",
        ":material/search:",
        "search",
    )
    with told():
        if query or filters:
            _results(shelf, query, filters)
        else:
            _welcome(shelf)


def _results(shelf: Library, query: str, filters: Mapping[str, list[str]]) -> None:
    grouping, reading = inputs.chosen("by", _GROUPINGS, "page"), address.reading()
    if grouping == "page":
        _by_page(shelf, query, filters, reading)
    else:
        _by_group(shelf, query, filters, grouping, reading)


def _by_page(shelf: Library, query: str, filters: Mapping[str, list[str]], reading: Reading) -> None:
    current = address.number("p", 1, 100_000)
    results = shelf.search(query, filters, _HITS, (current - 1) * _HITS, reading)
    if not results.hits and results.total_pages:
        st.query_params.pop("p", None)
        results = shelf.search(query, filters, _HITS, reading=reading)
    _head(results)
    facets.sidebar(results.facets, filters)
    if not results.total_pages:
        _nothing(results, filters)
    _cards(shelf, results.hits)
    inputs.pagination(ceil(results.total_pages / _HITS))


def _by_group(shelf: Library, query: str, filters: Mapping[str, list[str]], facet: str, reading: Reading) -> None:
    current = address.number("p", 1, 100_000)
    offset = (current - 1) * _GROUPS
    results, groups = shelf.grouped(query, filters, facet, limit=_GROUPS, offset=offset, reading=reading)
    _head(results)
    facets.sidebar(results.facets, filters)
    if not results.total_pages:
        _nothing(results, filters)
    for group in groups:
        documents, pages = group.count.documents, group.count.pages
        title = group.hits[0].document.title if facet == "document" else facets.value_name(facet, group.count.value)
        where = "" if facet == "document" else f" in {plural(documents, 'document')}"
        st.subheader(unmarked(title), anchor=False, divider="gray")
        if facet == "document" and (head := head_html(group.hits[0].document)):
            st.html(head)
        st.caption(f"{plural(pages, 'page')}{where}")
        _cards(shelf, group.hits, group.count.value, titled=facet != "document")
        if pages > len(group.hits):
            narrowed = {**address.everything("p", "by"), facet: group.count.value}
            st.button(
                f"All {pages} pages", key=f"all-{group.count.value}", type="tertiary", icon=":material/arrow_forward:",
                on_click=address.go, args=(narrowed,),
            )  # fmt: skip
    wanted = filters.get(facet)
    inputs.pagination(ceil((len(wanted) if wanted else len(results.facets[facet])) / _GROUPS))


def _head(results: Results) -> None:
    for note in results.notes_on_query:
        st.info(unmarked(note), icon=":material/info:")
    equal_terms(results)
    if results.query:
        read_in(library().view().names.languages)
    if not results.total_pages:
        return
    counted = f"**{plural(results.total_pages, 'page')}** in {plural(results.total_documents, 'document')}"
    asked = f" :small[understood as: {unmarked(results.understood)}]" if results.query else ""
    st.markdown(counted + asked)
    cannot_be_searched(results.notes_on_selection)
    inputs.choice("by", "Show by", _GROUPINGS, "page")


def _cards(shelf: Library, hits: Sequence[Hit], group: str = "", titled: bool = True) -> None:
    """Draws them; not `titled`, they stand below their document's title and are called by their pages."""
    back, documents = address.everything(), shelf.view().documents
    for hit in hits:
        target = {**back, "id": hit.document.id, "page": str(hit.page.number)}
        label = hit.document.title if titled else page_name(hit.page)
        with st.container(border=True, gap="xsmall", key=f"hit-{group}-{hit.document.id}-{hit.page.number}"):
            st.page_link(page("document"), label=f"**{unmarked(label)}**", query_params=target)
            st.html(card_html(hit, language_twins(hit.document, documents), titled))


def _nothing(results: Results, filters: Mapping[str, list[str]]) -> None:
    selection = results.selection
    looked = plural(selection.pages - selection.unsearchable, "page")
    where = f"{looked} of this selection" if filters else looked
    asked = f" Understood as: {unmarked(results.understood)}." if results.query else ""
    st.warning(f"**Nothing found** in the {where} that can be searched.{asked}")
    cannot_be_searched(results.notes_on_selection)
    advice = ["Try fewer or other words, or the beginning of a word with a star: deliver*"]
    if filters:
        advice.insert(0, "Take away a filter in the sidebar, or clear them all")
    st.markdown("\n".join(f"- {line}" for line in advice))


def _welcome(shelf: Library) -> None:
    status = shelf.status()
    results = shelf.search("", {}, 0)
    if not status.documents:
        st.info("**No document can be searched yet.** Add PDFs in the library, then ingest them.")
        st.page_link(page("library"), label="Go to the library")
        return
    st.title("Who said what, from which country, on which page?", anchor=False)
    awaited = sum(d.state == DocumentState.AWAITED for d in shelf.documents())
    st.markdown(
        counted_works(status.documents, status.pages, status.works)
        + (f"; {plural(awaited, 'document')} awaited" if awaited else "")
        + ". Type words, a “phrase in quotes”, or begin with one of these:"
    )
    left, right = st.columns(2)
    with left:
        _browse(results, "presenter", "Presenters")
    with right:
        _browse(results, "about", "Countries spoken of")
        _browse(results, "kind", "Kinds")


def _browse(results: Results, facet: str, title: str) -> None:
    counts = results.facets[facet][:12]
    if not counts:
        return
    st.subheader(title, anchor=False)
    with st.container(horizontal=True, gap="small", key=f"browse-{facet}"):
        for count in counts:
            label = f"{facets.value_name(facet, count.value)} · {count.pages}"
            key = f"browse-{facet}-{count.value}"
            st.button(unmarked(label), key=key, type="tertiary", on_click=address.go, args=({facet: count.value},))
