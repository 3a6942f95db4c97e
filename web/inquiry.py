"""What the address of the ask view asks, and what its answer is told apart by."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from serve.inquiry import Inquiry
from web import address, facets, inputs

FREE = "free"
"""Of the address: the facets by which nothing is to be narrowed, though the question names some value of them."""

_ROWS = {"": "One answer", "country": "By country", "presenter": "By presenter"}
_LABEL = "Answer"


def freed() -> list[str]:
    """What the reader has freed the question from."""
    return address.many(FREE)


def inquiry() -> Inquiry:
    """What is asked."""
    by = inputs.chosen("by", _ROWS, "")
    return Inquiry(address.one("q"), facets.chosen(), by, address.reading(), tuple(freed()))


def told_apart(answer: Answer | None) -> None:
    """Draws the choice between one answer and rows; it shows which of them the answer is, whoever asked for it."""
    shown = answer.by if answer else inquiry().by
    address.into_widget(_LABEL, shown)
    own = answer.asked.by if answer else ""
    st.segmented_control(
        _LABEL, list(_ROWS), format_func=_ROWS.__getitem__, key=_LABEL, required=True, label_visibility="collapsed",
        on_change=_choose, args=(own,),
    )  # fmt: skip


def _choose(own: str) -> None:
    """Writes the choice into the address; `own` is what the question itself asks for, which one answer undoes."""
    by = st.session_state[_LABEL]
    address.put_all("by", [by] if by and by != own else [])
    address.put_all(FREE, [*address.without(FREE, "by"), *(["by"] if own and not by else [])])
