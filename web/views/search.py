"""The search view: box, notes, results as cards, singly or grouped, and pages of them."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import streamlit as st

from core.records import DocumentState
from index.queries.reading import Reading
from index.search import Results
from serve.grouping import Group
from serve.library import Library
from serve.readability import counted_works
from serve.render import head_html, plural, unmarked
from serve.shared import library
from serve.value_names import value_name
from web import address, facets, frequency, inputs, options, portraits
from web.cards import cards
from web.citing import picked_bar
from web.completions import completions
from web.did_you_mean import did_you_mean
from web.notices import cannot_be_searched, told
from web.pages import page
from web.search_help import search_help

_BOX = "Search the reports and presentations"
_HITS = 10
_GROUPS = 5


def show() -> None:
    """Draws the view."""
    shelf = library()
    filters = facets.chosen()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="search-line"):
        query = inputs.line(
            "q",
            _BOX,
            "Search: joint service delivery, “tell us once”, presenter:Hasenkamp …",
            ":material/search:",
            "search",
        )
        search_help(shelf)
    completions(_BOX, query)
    picked_bar()
    with told():
        if query or filters:
            _results(shelf, query, filters)
        else:
            _welcome(shelf)


def _results(shelf: Library, query: str, filters: Mapping[str, list[str]]) -> None:
    grouping, reading = options.grouping(), address.reading()
    if grouping == "page":
        _by_page(shelf, query, filters, reading)
    else:
        _by_group(shelf, query, filters, grouping, reading)


def _by_page(shelf: Library, query: str, filters: Mapping[str, list[str]], reading: Reading) -> None:
    current = address.number("p", 1, 100_000)
    found = shelf.search(query, filters, _HITS, (current - 1) * _HITS, reading)
    if not found.hits and _shown(found):
        st.query_params.pop("p", None)
        found = shelf.search(query, filters, _HITS, 0, reading)
    _head(shelf, found, filters)
    cards(shelf, found.hits)
    inputs.pagination(ceil(_shown(found) / _HITS))


def _shown(found: Results) -> int:
    """How many pages there are to turn over: those found by meaning too."""
    return found.total_pages + (found.pages_by_meaning or 0)


def _by_group(shelf: Library, query: str, filters: Mapping[str, list[str]], facet: str, reading: Reading) -> None:
    current = address.number("p", 1, 100_000)
    found = shelf.grouped(query, filters, facet, 3, _GROUPS, (current - 1) * _GROUPS, reading)
    if not found.groups and found.total:
        st.query_params.pop("p", None)
        found = shelf.grouped(query, filters, facet, 3, _GROUPS, 0, reading)
    _head(shelf, found.results, filters)
    for group in found.groups:
        _group(shelf, group, facet)
    inputs.pagination(ceil(found.total / _GROUPS))


def _group(shelf: Library, group: Group, facet: str) -> None:
    """A group's name, its best hits, and the way to all of them."""
    value, documents, pages, said = group.count
    named = group.document
    st.subheader(unmarked(named.title if named else value_name(facet, value)), anchor=False, divider="gray")
    portraits.way_to(facet, value)
    if named and (head := head_html(named, portraits.linked())):
        st.html(head)
    counted = f"{plural(said, 'intervention')}, " if said else ""
    st.caption(counted + plural(pages, "page") + ("" if named else f" in {plural(documents, 'document')}"))
    cards(shelf, group.hits, value, named)
    if pages > len(group.hits):
        narrowed = {**address.everything("p", "by"), facet: list(group.values)}
        st.button(
            f"All {pages} pages", key=f"all-{value}", type="tertiary", icon=":material/arrow_forward:",
            on_click=address.go, args=(narrowed,),
        )  # fmt: skip


def _head(shelf: Library, results: Results, filters: Mapping[str, list[str]]) -> None:
    """All that stands above and beside the results."""
    did_you_mean(results)
    for note in results.notes_on_query:
        st.info(unmarked(note), icon=":material/info:")
    if results.pages_by_meaning and results.total_pages:
        pages = plural(results.pages_by_meaning, "page")
        st.info(f"{pages} more found by meaning: without all the words, and marked so.", icon=":material/neurology:")
    facets.sidebar(results.facets, filters)
    facets.chips(filters, shelf.view().documents)
    if not results.total_pages:
        _nothing(results, filters)
        options.rows(results, shelf.view().names.languages, shelf.finds_by_meaning)
        return
    counted = f"**{plural(results.total_pages, 'page')}** in {plural(results.total_documents, 'document')}"
    asked = f" :small[understood as: {unmarked(results.understood)}]" if results.query else ""
    st.markdown(counted + asked)
    cannot_be_searched(results.notes_on_selection)
    options.rows(results, shelf.view().names.languages, shelf.finds_by_meaning)
    frequency.picture(shelf, results.query, filters, address.reading(), results.notes_on_query)


def _nothing(results: Results, filters: Mapping[str, list[str]]) -> None:
    selection = results.selection
    looked = plural(selection.pages - selection.unsearchable, "page")
    where = f"{looked} of this selection" if filters else looked
    asked = f" Understood as: {unmarked(results.understood)}." if results.query else ""
    if results.pages_by_meaning:
        shown = "1 page was" if results.pages_by_meaning == 1 else f"{results.pages_by_meaning:,} pages were"
        st.warning(f"**No page has these words**, of the {where} that can be searched.{asked}")
        st.info(f"{shown} found by meaning, without the words, and marked so.", icon=":material/neurology:")
    else:
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
            label = f"{value_name(facet, count.value)} · {count.pages}"
            key = f"browse-{facet}-{count.value}"
            st.button(unmarked(label), key=key, type="tertiary", on_click=address.go, args=({facet: count.value},))
