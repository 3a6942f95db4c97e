"""A kept answer as it was, whether its quotes still stand, and what is new since; without one, all that are kept."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from serve.library import Library
from serve.render import unmarked
from serve.render_answer import kept_html, record_document, record_html, since_html
from serve.shared import library
from web import address, printing
from web.answer_record import downloads
from web.notices import told
from web.pages import page

_STYLE = Path(__file__).parents[1] / "answer.css"


def show() -> None:
    """Draws the answer that the address names."""
    printing.style()
    st.html(_STYLE)
    with told():
        shelf, identifier = library(), address.one("id")
        if identifier:
            _kept(shelf, identifier)
        else:
            _all_kept(shelf)


def _kept(shelf: Library, identifier: str) -> None:
    record = shelf.kept(identifier)
    found, site = shelf.since(record), address.site()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
        asked = {name: values for name, values in record.inquiry.parameters.items() if any(values)}
        st.page_link(
            page("ask"), label="Ask it again", icon=":material/forum:", query_params=asked, width="content"
        )  # fmt: skip
        printing.print_button(record_document(record, site, found.standings))
        downloads(f"/api/answers/{record.id}", {})
        st.page_link(page("answer"), label="Kept answers", icon=":material/bookmarks:", width="content")
    told_first = not found.same or found.of_another
    shown = [record_html(record, site, found.standings), since_html(found, site)]
    for part in reversed(shown) if told_first else shown:
        st.html(part)


def _all_kept(shelf: Library) -> None:
    records, problems = shelf.all_kept()
    st.subheader("Kept answers", anchor=False)
    if not records:
        st.info("**No answer was kept yet.** Ask, then press Keep.", icon=":material/bookmark_add:")
        st.page_link(page("ask"), label="Ask", icon=":material/forum:")
    st.html(kept_html(records))
    for problem in problems:
        st.warning(f"{unmarked(problem.problem)} {unmarked(problem.remedy)}", icon=":material/error:")
