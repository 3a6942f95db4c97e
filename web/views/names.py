"""In the tab "To review": spellings that may be one name, and names that may be two people's."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.errors import RapporteurError
from core.shown import shown
from serve.as_json import page_address
from serve.library import Library
from serve.name_review import (
    PERSON,
    NameProposal,
    NameReview,
    SharedName,
    accept_name,
    bearer_in_words,
    keep_one,
    refuse_name,
    tell_apart,
)
from serve.render import link_html, plural, unmarked
from serve.shared import background_ingest

_MOST_SHOWN = 5
_FAILED = "name-failed"


def show_names(shelf: Library, review: NameReview) -> None:
    """Draws the first few, and says how many follow; nothing where there are none."""
    if not len(review):
        return
    st.subheader(f"Names ({len(review)})", anchor=False)
    st.caption(
        "Spellings that may be one person's or one organisation's. What you accept is written into people.csv or"
        " organisations.csv: the documents then have one name, and what they write stays visible and can be searched."
        " Nothing is merged before."
    )
    if failed := st.session_state.get(_FAILED):
        st.error(failed)
    for place, proposal in enumerate(review.proposals[:_MOST_SHOWN]):
        with st.container(border=True, gap="small", key=f"name-{place}"):
            _proposal(shelf, proposal)
    for place, name in enumerate(review.shared[:_MOST_SHOWN]):
        with st.container(border=True, gap="small", key=f"shared-name-{place}"):
            _shared(shelf, name)
    left = sum(max(0, len(some) - _MOST_SHOWN) for some in (review.proposals, review.shared))
    if left:
        st.caption(f"{left} more follow when these are done.")


def _proposal(shelf: Library, proposal: NameProposal) -> None:
    key = f"{proposal.kind}-{proposal.name}-{proposal.written}"
    here, there = (plural(count, "document") for count in proposal.documents)
    what = "Person" if proposal.kind == PERSON else "Organisation"
    with st.form(f"name-form-{key}", border=False):
        left, right = st.columns(2)
        with left:
            st.text_input(f"{what}, known as", proposal.name, key=f"name-as-{key}")
            st.caption(f"“{unmarked(proposal.name)}” in {here}")
        with right:
            st.text_input("also written as", proposal.written, key=f"name-written-{key}", disabled=True)
            st.caption(f"in {there}")
        doubt = "" if proposal.sure else "In doubt: "
        st.markdown(unmarked(f"{doubt}{'; '.join(proposal.evidence)}"))
        _source(proposal)
        if proposal.rivals:
            st.warning(f"It may also be: {unmarked('; '.join(proposal.rivals))}.", icon=":material/call_split:")
        with st.container(horizontal=True):
            st.form_submit_button(
                "The same", type="primary", icon=":material/check:", key=f"accept-name-{key}", on_click=_said,
                args=(lambda: _accept(shelf, proposal, st.session_state[f"name-as-{key}"]),),
            )  # fmt: skip
            st.form_submit_button(
                "Not the same", icon=":material/close:", key=f"refuse-name-{key}", on_click=_said,
                args=(lambda: refuse_name(shelf, proposal.kind, proposal.name, proposal.written),),
                help="They are two, and are not proposed again.",
            )  # fmt: skip


def _source(proposal: NameProposal) -> None:
    document, page = proposal.document, proposal.page
    if not document.pages:
        return
    label = f", p. {document.pages[page - 1].label}" if page else ""
    address = page_address(document.id, page or 1, f'"{proposal.written}"' if page else "")
    st.html(link_html(address, f"{shown(document.file)}{label}", "source"))


def _accept(shelf: Library, proposal: NameProposal, name: str) -> bool:
    written = [text for text in (proposal.name, proposal.written) if text != name]
    return accept_name(shelf, proposal.kind, name, written)


def _shared(shelf: Library, name: SharedName) -> None:
    key = f"{name.kind}-{name.name}"
    st.markdown(f"**{unmarked(name.name)}**: one, or {len(name.bearers)}?")
    for bearer in name.bearers:
        st.caption(unmarked(bearer_in_words(bearer)))
    with st.container(horizontal=True):
        st.button(
            "Tell them apart", type="primary", icon=":material/call_split:", key=f"apart-{key}", on_click=_said,
            args=(lambda: tell_apart(shelf, name),), help="A row each: they are shown with what tells them apart.",
        )  # fmt: skip
        st.button(
            "One and the same", icon=":material/check:", key=f"one-{key}", on_click=_said, args=(lambda: keep_one(shelf, name),),
        )  # fmt: skip


def _said(write: Callable[[], bool]) -> None:
    """Writes a person's word; what went wrong is told above the proposals, and what an ingest keeps waiting follows it."""
    st.session_state.pop(_FAILED, None)
    try:
        if not write():
            background_ingest().start()
    except RapporteurError as exc:
        st.session_state[_FAILED] = f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
