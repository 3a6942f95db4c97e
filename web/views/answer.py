"""A kept answer as it was, whether its quotes still stand, and what is new since; without one, all that are kept."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from core.errors import FileUnreadable, NotFound, RapporteurError
from serve.answer_record import AnswerRecord
from serve.library import Library
from serve.render import unmarked
from serve.render_answer import kept_html, record_document, record_html, since_html
from serve.shared import library
from web import address, printing
from web.answer_record import downloads
from web.notices import told
from web.pages import page

_STYLE = Path(__file__).parents[1] / "answer.css"
_SAID = "answer-said"
"""Of the session: whether the last press did what it was to do, and what is said of it."""


def show() -> None:
    """Draws the answer that the address names."""
    printing.style()
    st.html(_STYLE)
    with told():
        shelf, identifier = library(), address.one("id")
        _told_before()
        if identifier:
            _named(shelf, identifier)
        else:
            _all_kept(shelf)


def _named(shelf: Library, identifier: str) -> None:
    """The answer of an address; of one that leads nowhere, or is damaged, what is the matter, and the ways on."""
    try:
        record = shelf.kept(identifier)
    except (NotFound, FileUnreadable) as exc:
        damaged = isinstance(exc, FileUnreadable)
        if damaged:
            st.error(f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}", icon=":material/error:")
        else:
            st.info(f"**{unmarked(exc.problem)}** It was forgotten, or the link is cut.", icon=":material/link_off:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
            _way_to_all()
            if damaged:
                _forgetting(shelf, identifier)
            st.page_link(page("ask"), label="Ask", icon=":material/forum:", width="content")
    else:
        _kept(shelf, record)


def _way_to_all() -> None:
    st.button(
        "Kept answers", key="all-kept", type="tertiary", icon=":material/bookmarks:", on_click=address.go, args=({},)
    )


def _forgetting(shelf: Library, identifier: str) -> None:
    """Takes a kept answer out, once it is said twice."""
    with st.popover("Forget", icon=":material/delete:", type="tertiary", key="forget"):
        st.markdown("It is taken out of the kept answers, and its permalink leads nowhere from then on.")
        st.button("Forget this answer", type="primary", key="forget-it", on_click=_forget, args=(shelf, identifier))


def _forget(shelf: Library, identifier: str) -> None:
    try:
        shelf.forget(identifier)
    except RapporteurError as exc:
        st.session_state[_SAID] = False, f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
    else:
        st.session_state[_SAID] = True, "The answer was forgotten."
        address.go({})


def _told_before() -> None:
    """What became of the last press, once."""
    done, said = st.session_state.pop(_SAID, (True, ""))
    if said:
        (st.success if done else st.error)(said)


def _kept(shelf: Library, record: AnswerRecord) -> None:
    found, site = shelf.since(record), address.site()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="answer-ways"):
        asked = {name: values for name, values in record.inquiry.parameters.items() if any(values)}
        st.page_link(
            page("ask"), label="Ask it again", icon=":material/forum:", query_params=asked, width="content"
        )  # fmt: skip
        printing.print_button(record_document(record, site, found.standings))
        downloads(f"/api/answers/{record.id}", {})
        _way_to_all()
        _forgetting(shelf, record.id)
    st.html(record_html(record, site, found.standings, found))
    if new := since_html(found, site):
        st.html(new)


def _all_kept(shelf: Library) -> None:
    records, problems = shelf.all_kept()
    st.subheader("Kept answers", anchor=False)
    if not records:
        st.info("**No answer is kept.** Ask, then press Keep.", icon=":material/bookmark_add:")
        st.page_link(page("ask"), label="Ask", icon=":material/forum:")
    st.html(kept_html(records))
    for problem in problems:
        st.warning(f"{unmarked(problem.problem)} {unmarked(problem.remedy)}", icon=":material/error:")
