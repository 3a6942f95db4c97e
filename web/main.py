"""The page's frame: style, navigation, and the view that was asked for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from web.views import ask, cite, document, library, search, similar

st.set_page_config(page_title="Rapporteur", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
st.html(Path(__file__).with_name("style.css"))
st.logo(str(Path(__file__).with_name("logo.svg")), size="large")

st.navigation(
    [
        st.Page(search.show, title="Search", icon=":material/search:", url_path="search", default=True),
        st.Page(ask.show, title="Ask", icon=":material/forum:", url_path="ask"),
        st.Page(library.show, title="Library", icon=":material/library_books:", url_path="library"),
        st.Page(document.show, title="Document", url_path="document", visibility="hidden"),
        st.Page(similar.show, title="Similar pages", url_path="similar", visibility="hidden"),
        st.Page(cite.show, title="Citations", url_path="cite", visibility="hidden"),
    ],
    position="top",
).run()
