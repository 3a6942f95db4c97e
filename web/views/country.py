"""The portrait of a country: who speaks of it and from where, documents, passages, what is distinctive; what it speaks of."""

from __future__ import annotations

import streamlit as st

from core.countries import country_name
from index.engine import without_countries
from index.portraits.country import CountryPortrait
from index.portraits.distinctive import Telling
from serve.addresses import country_address
from serve.library import Library
from serve.render import plural, unmarked
from serve.render_matrix import cells_html
from serve.render_portraits import (
    MOST_ROWS,
    country_head_html,
    places_html,
    section_html,
    speakers_html,
    terms_html,
    works_html,
)
from serve.shared import library
from web import address, facets, portraits
from web.cards import cards
from web.notices import told
from web.pages import page

_ALL = 1_000


def show() -> None:
    """Draws the country that the address names."""
    portraits.style()
    with told():
        _show(library(), address.one("code"))


def _show(shelf: Library, code: str) -> None:
    asked = portraits.asked()
    st.page_link(page("countries"), label="All countries", icon=":material/arrow_back:", query_params=asked)
    if not code:
        st.info("**The address names no country.** Choose one from the list.", icon=":material/public:")
        return
    query = portraits.query_line("Find words in what is said of it", "Find words in what is said of this country …")
    filters = without_countries(facets.chosen())
    found = shelf.country(code, query, filters, address.reading())
    st.html(country_head_html(found))
    for note in found.notes:
        st.info(unmarked(note), icon=":material/info:")
    left, right = st.columns([5, 3], gap="large")
    with left:
        _left(shelf, found, asked)
    with right:
        _right(found)


def _left(shelf: Library, found: CountryPortrait, asked: dict[str, list[str]]) -> None:
    if found.query:
        _passages(shelf, found, asked)
    linked, most = portraits.linked(), _ALL if address.one("all") else MOST_ROWS
    whose = "Whoever has words on a page that speaks of it."
    st.html(section_html("Who speaks of it", speakers_html(found.speakers, bool(found.query), linked, most), whose))
    st.html(section_html("Documents", works_html(found.documents, bool(found.query), linked, most)))
    if max(len(found.speakers), len(found.documents)) > most:
        whole = {**address.everything(), "all": "yes"}
        st.button("Show all people and documents", type="tertiary", on_click=address.go, args=(whole,))
    if not found.query:
        _passages(shelf, found, asked)


def _passages(shelf: Library, found: CountryPortrait, asked: dict[str, list[str]]) -> None:
    name = country_name(found.code)
    title = "Passages with these words" if found.query else "Passages that name it"
    are = f"that speak of {name}" if found.query else "with its name"
    note = f"{plural(found.total_passages, 'page')} {are}; the best are shown."
    st.html(section_html(title, "", note if found.passages else f"No page that speaks of {name} has them."))
    cards(shelf, found.passages)
    target = {**asked, "about": found.code}
    st.page_link(
        page("search"), label=f"All pages about {unmarked(name)}", icon=":material/search:", query_params=target
    )


def _right(found: CountryPortrait) -> None:
    linked = portraits.linked()

    def marked(term: Telling) -> str:
        return country_address(found.code, term.text, linked.reading)

    said = "with these words" if found.query else "in all"
    st.html(section_html("From where it is spoken of", cells_html(found.origins, "origin", linked), f"Pages {said}."))
    st.html(
        section_html("What its own people speak of", cells_html(found.speaks_of, "about", linked), f"Pages {said}.")
    )
    beside = "the pages about others"
    st.html(section_html("Distinctive terms", terms_html(found.terms.terms, found.terms.read, beside, marked)))
    st.html(section_html("Places and institutions named most", places_html(found.places, found.read_for_places)))
