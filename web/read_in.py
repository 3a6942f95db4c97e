"""Above the results: the language that the query is read in, where the corpus has several."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.languages import STUDIED, UNKNOWN, language_name
from web import address

_LABEL = "Read the query as"


def read_in(languages: Sequence[str]) -> None:
    """Draws the list of the corpus's languages, bound to `read_in` of the address."""
    chosen = address.reading().language
    known = {*languages, chosen} - {UNKNOWN, ""}
    if len(known) < 2 and not chosen:
        return
    options = ["", *sorted(known, key=lambda code: (code not in STUDIED, language_name(code)))]
    address.into_widget(_LABEL, chosen)
    st.selectbox(
        _LABEL, options, format_func=_name, key=_LABEL, width=190, label_visibility="collapsed",
        on_change=address.from_widget, args=(_LABEL, "read_in"),
        help="Its words are understood in this language alone: inflections, words too common to be looked for, compounds.",
    )  # fmt: skip


def _name(code: str) -> str:
    return f"Read as {language_name(code)}" if code else "Read in any language"
