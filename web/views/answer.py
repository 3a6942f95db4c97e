"""A kept answer as it was, whether its quotes still stand, and what is new since; without one, all that are kept."""

from __future__ import annotations

import streamlit as st

from serve.answer_record_words import asked_parameters
from serve.library import Library
from serve.render import unmarked
from serve.render_answer import kept_html, record_html, since_html
from serve.shared import library
from web import address, printing
from web.answer_record import downloads
from web.notices import told
from web.pages import page


def show() -> None:
    """Draws the answer that the address names."""
    printing.style()
    with told():
        shelf, identifier = library(), address.one("id")
        if identifier:
            _kept(shelf, identifier)
        else:
            _all_kept(shelf)


def _kept(shelf: Library, identifier: str) -> None:
    record = shelf.kept(identifier)
    found = shelf.since(record)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
        asked = {name: values for name, values in asked_parameters(record).items() if any(values)}
        st.page_link(
            page("ask"), label="Ask it again", icon=":material/forum:", query_params=asked, width="content"
        )  # fmt: skip
        printing.print_button()
        downloads(f"/api/answers/{record.id}", {})
        st.page_link(page("answer"), label="Kept answers", icon=":material/bookmarks:", width="content")
    st.html(record_html(record, standings=found.standings))
    st.html(since_html(found))


def _all_kept(shelf: Library) -> None:
    records, problems = shelf.all_kept()
    st.subheader("Kept answers", anchor=False)
    if not records:
        st.info("**No answer was kept yet.** Ask, then press Keep.", icon=":material/bookmark_add:")
        st.page_link(page("ask"), label="Ask", icon=":material/forum:")
    st.html(kept_html(records))
    for problem in problems:
        st.warning(f"{unmarked(problem.problem)} {unmarked(problem.remedy)}", icon=":material/error:")
