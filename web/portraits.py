"""What the portraits' views share: their style, the line for a query, the way to paper, and links that keep the query."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from serve.render import unmarked
from serve.render_links import Linked
from serve.value_names import value_name
from web import address, inputs, printing
from web.pages import page

_HERE = Path(__file__).parent
_PORTRAITS = {
    "presenter": ("presenter", "name", ":material/account_circle:"),
    "from": ("country", "code", ":material/public:"),
    "about": ("country", "code", ":material/public:"),
}
"""Facet → the view of its values, how the address names one there, and an icon."""


def style() -> None:
    """Puts the portraits' style, for screen and paper, into the page."""
    printing.style()
    st.html(_HERE / "portraits.css")


def linked() -> Linked:
    """Links that keep the query of the address and how it is read."""
    return Linked(address.one("q"), address.reading())


def way_to(facet: str, value: str) -> None:
    """The way to the portrait of a facet's value, where it is a presenter or a country; nothing else."""
    if facet not in _PORTRAITS:
        return
    view, key, icon = _PORTRAITS[facet]
    label = f"About {unmarked(value_name(facet, value))}"
    target = {**asked(), key: value}
    with st.container(key=f"portrait-{facet}-{value}", width="content"):
        st.page_link(page(view), label=label, icon=icon, query_params=target, width="content")


def asked() -> dict[str, list[str]]:
    """The query of the address and how it is read, for links to other views."""
    return {key: values for key, values in address.searched().items() if values}


def query_line(label: str, placeholder: str) -> str:
    """The line for the query that is marked and counted, and the button that prints the page. Gives the query."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="portrait-line"):
        query = inputs.line("q", label, placeholder, ":material/search:", "search")
        printing.print_button()
    return query
