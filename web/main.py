"""The page's frame: style, navigation, and the view that was asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from web.pages import page, views

st.set_page_config(page_title="Rapporteur", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
st.html(Path(__file__).with_name("style.css"))
st.logo(str(Path(__file__).with_name("logo.svg")), size="large")

st.navigation([page(name) for name in views()], position="top").run()
