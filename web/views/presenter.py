"""The portrait of a presenter: what they said in time order, of what and of whom, in which company."""

from __future__ import annotations

from math import ceil

import streamlit as st

from index.portraits.distinctive import Telling
from index.portraits.presenter import MOST_SHOWN, Portion, Portrait
from serve.addresses import presenter_address
from serve.library import Library
from serve.render import plural, unmarked
from serve.render_portraits import (
    companions_html,
    contributions_html,
    presenter_head_html,
    section_html,
    spoken_of_html,
    terms_html,
    works_html,
)
from serve.shared import library
from web import address, facets, inputs, portraits
from web.notices import told
from web.pages import page

_EVERYTHING = 500
"""Interventions that are drawn at once where the reader wants all, as for paper."""


def show() -> None:
    """Draws the presenter that the address names."""
    portraits.style()
    with told():
        _show(library(), address.one("name"))


def _show(shelf: Library, name: str) -> None:
    st.page_link(
        page("presenters"), label="All presenters", icon=":material/arrow_back:", query_params=portraits.asked()
    )
    if not name:
        st.info("**The address names no presenter.** Choose one from the list.", icon=":material/groups:")
        return
    query = portraits.query_line("Mark words in what they said", f"Mark and count words in what {name} said …")
    found = _portrait(shelf, name, query)
    st.html(presenter_head_html(found, portraits.linked()))
    for note in found.notes:
        st.info(unmarked(note), icon=":material/info:")
    left, right = st.columns([5, 3], gap="large")
    with left:
        _said(found)
    with right:
        _beside(found)


def _portion() -> Portion:
    matching = bool(address.one("q")) and address.one("silent") == "no"
    if address.one("all"):
        return Portion(0, _EVERYTHING, matching)
    return Portion((address.number("p", 1, 10_000) - 1) * MOST_SHOWN, MOST_SHOWN, matching)


def _portrait(shelf: Library, name: str, query: str) -> Portrait:
    portion, reading = _portion(), address.reading()
    filters = {facet: values for facet, values in facets.chosen().items() if facet != "presenter"}
    found = shelf.presenter(name, query, filters, reading, portion)
    if not found.contributions and found.total:
        st.query_params.pop("p", None)
        found = shelf.presenter(name, query, filters, reading, portion._replace(offset=0))
    return found


def _said(found: Portrait) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="portrait-ways"):
        target = {**portraits.asked(), "presenter": found.name}
        st.page_link(page("search"), label="Search their pages", icon=":material/search:", query_params=target)
        if found.query:
            inputs.switch(
                "silent",
                "Also without these words",
                "Shows what they said without the words of the query, too.",
                off="no",
            )
    st.html(section_html("What they said", contributions_html(found, portraits.linked()), _told(found)))
    if found.total > len(found.contributions):
        st.button(
            f"Show all {found.total}",
            type="tertiary",
            on_click=address.go,
            args=({**address.everything("p"), "all": "yes"},),
        )
        inputs.pagination(ceil(found.total / MOST_SHOWN))


def _told(found: Portrait) -> str:
    if found.total == found.interventions:
        shown = f"In time order: {plural(found.total, 'intervention')}"
    else:
        shown = f"In time order: {plural(found.total, 'intervention')} with these words, of {found.interventions:,}"
    left_out = found.total - len(found.contributions)
    return f"{shown}; {len(found.contributions):,} are shown here." if left_out else f"{shown}."


def _beside(found: Portrait) -> None:
    linked = portraits.linked()

    def marked(term: Telling) -> str:
        return presenter_address(found.name, term.text, linked.reading)

    st.html(
        section_html(
            "Speaks of", spoken_of_html(found.spoken_of, found.pages, linked), "Pages on which they speak of it."
        )
    )
    beside = "the pages of others"
    st.html(section_html("Distinctive terms", terms_html(found.terms, found.read, beside, marked)))
    st.html(section_html("Spoke beside", companions_html(found.companions, linked), "Interventions of others there."))
    st.html(section_html("Documents", works_html(found.documents, bool(found.query), linked)))
