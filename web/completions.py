"""Completions below the search box while its reader writes: a component without a frame that knows the box by its label.

Its script asks `/api/complete`. Where it does not run, the box is Streamlit's own and works as ever.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_MOST = 8
_KINDS = {
    "word": "",
    "presenter": "presenter",
    "organisation": "organisation",
    "title": "title",
    "from": "presenter's country",
    "about": "country spoken of",
    "kind": "kind",
    "year": "year",
    "language": "language",
    "section": "section",
}


def completions(label: str, asked: str) -> None:
    """Adds the list to the text input of this label; `asked` is the query that was searched last."""
    component = st.components.v2.component(
        "completions",
        css=(_HERE / "completions.css").read_text("utf-8"),
        js=(_HERE / "completions.js").read_text("utf-8"),
        isolate_styles=False,
    )
    data = {"label": label, "asked": asked, "kinds": _KINDS, "limit": _MOST, "address": "/api/complete"}
    with st.container(key="completions"):
        component(data=data, key="completions-list")
