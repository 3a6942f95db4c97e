"""Takes the password of a protected file: it goes into the data folder's table and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.errors import RapporteurError
from core.shown import shown
from serve.library import Library
from serve.render import unmarked
from serve.shared import background_ingest


def ask_password(shelf: Library, locked: Sequence[str]) -> None:
    """Draws the form where there are protected files."""
    if not locked:
        return
    with st.form("password", clear_on_submit=True):
        file = st.selectbox("Protected file", locked, format_func=shown)
        password = st.text_input("Password that opens it", type="password", autocomplete="off")
        st.caption("Kept in passwords.csv in the data folder, readable by its owner alone; never shown again.")
        if not st.form_submit_button("Give the password", icon=":material/key:"):
            return
    try:
        shelf.give_password(file, password)
    except RapporteurError as exc:
        st.error(f"**{unmarked(exc.problem)}** {exc.remedy}")
    else:
        background_ingest().start()
        st.rerun()
