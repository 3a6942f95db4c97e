"""What one can do with an answer: keep it, which gives it a permalink; print it; take it along as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from answer.records import Answer
from serve.addresses import address_of
from serve.answer_record_files import FORMS
from serve.answer_record_words import asked_parameters
from serve.render import download_html
from serve.render_answer import record_document
from serve.shared import library
from web import address, facets, printing
from web.notices import told
from web.pages import page
from web.understood import freed


def ways(answer: Answer) -> None:
    """Draws the ways below an answer to the address's question."""
    shelf = library()
    with told():
        record = shelf.record_of(answer, facets.chosen(), address.one("by") or None, address.reading(), freed())
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
            keeping = st.empty()
            printing.print_button(record_document(record, address.site()))
            downloads("/api/ask", asked_parameters(record))
            st.page_link(page("answer"), label="Kept answers", icon=":material/bookmarks:", width="content")
        kept = shelf.is_kept(record)
        if not kept and keeping.button("Keep", key="answer-keep", icon=":material/bookmark_add:"):
            shelf.keep(record)
            kept = True
        if kept:
            target = {"id": record.id}
            keeping.page_link(page("answer"), label="Kept: its permalink", icon=":material/link:", query_params=target)


def downloads(path: str, asked: Mapping[str, Sequence[str]]) -> None:
    """The answer as files, each of a route that begins with `path`."""
    for name, form in FORMS.items():
        st.html(download_html(address_of(f"{path}.{name}", asked), f"Download as {form.title}"), width="content")
