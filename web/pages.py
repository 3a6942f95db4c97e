"""The pages that views link to, by name."""

from __future__ import annotations

from typing import Any

import streamlit as st


def page(name: str) -> Any:
    """The page "search", "ask", "library", "document", "similar" or "cite", for links and switches."""
    from web.views import ask, cite, document, library, search, similar

    views = {
        "ask": ask.show,
        "cite": cite.show,
        "document": document.show,
        "library": library.show,
        "search": search.show,
        "similar": similar.show,
    }
    return st.Page(views[name], url_path=name, default=name == "search")
