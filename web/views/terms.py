"""In the tab "To review": acronyms that documents define, to be made equal to their long forms, or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.errors import RapporteurError
from core.languages import STUDIED, language_name
from core.shown import shown
from index.engine import View
from serve.as_json import page_address
from serve.library import Library
from serve.render import link_html, plain, plural, unmarked
from serve.term_review import TermProposal, accept_term, dismiss_term, evidence, used_on

_MOST_SHOWN = 5
_FAILED = "term-failed"


def show_term_proposals(shelf: Library, proposals: Sequence[TermProposal]) -> None:
    """Draws the first few, and says how many follow; nothing where there are none."""
    if not proposals:
        return
    st.subheader(f"Acronyms ({len(proposals)})", anchor=False)
    st.caption(
        "Defined in the documents. What you accept is written into terms.csv: from then on a search for one of the two"
        " finds the other as well. Nothing of it is used before."
    )
    if failed := st.session_state.get(_FAILED):
        st.error(failed)
    view, spoken = shelf.view(), sorted({one.language for one in proposals})
    for place, proposal in enumerate(proposals[:_MOST_SHOWN]):
        with st.container(border=True, gap="small", key=f"term-{place}"):
            _proposal(shelf, view, proposal, spoken)
    if len(proposals) > _MOST_SHOWN:
        st.caption(f"{len(proposals) - _MOST_SHOWN} more follow when these are done.")


def _proposal(shelf: Library, view: View, proposal: TermProposal, spoken: Sequence[str]) -> None:
    key = f"{proposal.short}-{proposal.language}-{proposal.long}"
    with st.form(f"term-form-{key}", border=False):
        left, middle, right = st.columns([2, 6, 2])
        with left:
            st.text_input("Acronym", proposal.short, key=f"term-short-{key}")
        with middle:
            st.text_input("Long form", proposal.long, key=f"term-long-{key}")
        with right:
            languages = list(dict.fromkeys([proposal.language, *STUDIED, *spoken]))
            st.selectbox("Its language", languages, format_func=language_name, key=f"term-language-{key}")
        st.markdown(f"“{unmarked(plain(evidence(view, proposal)))}”")
        label = proposal.document.pages[proposal.page - 1].label
        address = page_address(proposal.document.id, proposal.page, f'"{proposal.short}"')
        st.html(link_html(address, f"{shown(proposal.document.file)}, p. {label}", "source"))
        pages, documents = used_on(view, proposal.short)
        st.caption(
            f"Defined in {plural(proposal.documents, 'document')}, on {plural(proposal.pages, 'page')};"
            f" stands on {plural(pages, 'page')} of {plural(documents, 'document')}."
        )
        if proposal.rivals:
            rivals = "; ".join(map(unmarked, proposal.rivals))
            st.warning(f"Other documents, or pages, call something else so: {rivals}.", icon=":material/call_split:")
        with st.container(horizontal=True):
            st.form_submit_button(
                "Accept", type="primary", icon=":material/check:", key=f"accept-term-{key}", on_click=_said,
                args=(lambda: accept_term(shelf, proposal, *_written(key)),),
            )  # fmt: skip
            st.form_submit_button(
                "Not this", icon=":material/close:", key=f"dismiss-term-{key}", on_click=_said,
                args=(lambda: dismiss_term(shelf, proposal),), help="They are not equal, and are not proposed again.",
            )  # fmt: skip


def _written(key: str) -> tuple[str, str, str]:
    state = st.session_state
    return state[f"term-short-{key}"], state[f"term-long-{key}"], state[f"term-language-{key}"]


def _said(write: Callable[[], None]) -> None:
    """Writes a person's word; what went wrong is told above the proposals."""
    st.session_state.pop(_FAILED, None)
    try:
        write()
    except RapporteurError as exc:
        st.session_state[_FAILED] = f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
