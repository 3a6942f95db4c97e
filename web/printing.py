"""What printable views share: their style for paper, and the button that prints the page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_PRINT = "print-page"

_button = st.components.v2.component(
    _PRINT,
    html='<button type="button" class="print-button">Print</button>',
    js=(_HERE / "print.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def style() -> None:
    """Puts the style for paper into the page."""
    st.html(_HERE / "print.css")


def print_button(document: str = "") -> None:
    """A button that prints an HTML document; without one, the page as the browser has it."""
    _button(data={"document": document}, key=_PRINT, width="content")
