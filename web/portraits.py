"""What the portraits' views share: their style, the line for a query, the way to paper, and links that keep the query."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from serve.render_portraits import Linked
from web import address, inputs

_HERE = Path(__file__).parent
_PRINT = "print-page"

_button = st.components.v2.component(
    _PRINT,
    html='<button type="button" class="print-button">Print</button>',
    js=(_HERE / "print.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def style() -> None:
    """Puts the portraits' style, for screen and paper, into the page."""
    st.html(_HERE / "portraits.css")


def linked() -> Linked:
    """Links that keep the query of the address and how it is read."""
    return Linked(address.one("q"), address.reading())


def query_line(label: str, placeholder: str) -> str:
    """The line for the query that is marked and counted, and the button that prints the page. Gives the query."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="portrait-line"):
        query = inputs.line("q", label, placeholder, ":material/search:", "search")
        _button(data={}, key=_PRINT)
    return query
