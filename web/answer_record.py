"""What one can do with an answer: keep it, which gives it a permalink; print it; take it along as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from answer.records import Answer
from serve.addresses import address_of
from serve.answer_record import AnswerRecord
from serve.answer_record_files import FORMS
from serve.inquiry import Inquiry
from serve.library import Library
from serve.render import download_html
from serve.render_answer import record_document
from serve.shared import library
from web import address, printing
from web.inquiry import inquiry
from web.notices import told
from web.pages import page

_MADE = "answer-record"
"""Of the session: the last answer, what was asked, its record, and this as a document: made once an answer, not on every run."""


def ways(answer: Answer) -> None:
    """Draws the ways below an answer to the address's question."""
    with told():
        shelf, asked = library(), inquiry()
        record, document = _made(shelf, answer, asked)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
            keeping = st.empty()
            if not record.kept and keeping.button("Keep", key="answer-keep", icon=":material/bookmark_add:"):
                record, document = _remember(answer, asked, shelf.keep(record))
            if record.kept:
                keeping.page_link(
                    page("answer"), label="Kept: its permalink", icon=":material/link:", query_params={"id": record.id}
                )  # fmt: skip
            printing.print_button(document)
            if record.kept:
                downloads(f"/api/answers/{record.id}", {})
            else:
                downloads("/api/ask", asked.parameters)
            st.page_link(page("answer"), label="Kept answers", icon=":material/bookmarks:", width="content")


def _made(shelf: Library, answer: Answer, asked: Inquiry) -> tuple[AnswerRecord, str]:
    was, record, document = st.session_state.get(_MADE, (None, None, ""))
    if record is not None and was == (answer, asked, address.site()):
        kept = shelf.is_kept(record)  # or taken out, meanwhile
        return (record, document) if kept == record.kept else _remember(answer, asked, replace(record, kept=kept))
    return _remember(answer, asked, shelf.record_of(answer, asked))


def _remember(answer: Answer, asked: Inquiry, record: AnswerRecord) -> tuple[AnswerRecord, str]:
    document = record_document(record, address.site())
    st.session_state[_MADE] = (answer, asked, address.site()), record, document
    return record, document


def downloads(path: str, asked: Mapping[str, Sequence[str]]) -> None:
    """The answer as files, each of a route that begins with `path`."""
    for name, form in FORMS.items():
        st.html(download_html(address_of(f"{path}.{name}", asked), f"Download as {form.title}"), width="content")
