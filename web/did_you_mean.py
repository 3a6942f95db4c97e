"""Did you mean: the suggestion as a button that searches it; the query stays until it is pressed."""

from __future__ import annotations

import streamlit as st

from index.search import Results
from serve.render import unmarked
from web import address


def did_you_mean(results: Results) -> None:
    """Draws the suggestion, where there is one."""
    if results.suggestion:
        st.button(
            f"Did you mean **{unmarked(results.suggestion)}**?",
            key="did-you-mean",
            type="tertiary",
            icon=":material/spellcheck:",
            on_click=address.go,
            args=({**address.everything("p"), "q": results.suggestion},),
        )
