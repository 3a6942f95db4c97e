"""Above an answer: how its question was understood, and a click to undo what was taken from it."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from serve.answer_words import rows_taken, taken_from, understood_as
from serve.render import unmarked
from web import address
from web.inquiry import FREE, freed


def understood(answer: Answer) -> None:
    """Draws the line: what is asked for; each filter that the question names, to be taken away; those taken away, to be put
    back."""
    said = understood_as(answer)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="understood"):
        if said:
            st.caption(f"Understood as: {unmarked(said)}", width="content")
        taken, rows = taken_from(answer), rows_taken(answer, address.one("by"))
        if taken or rows:
            st.caption("Taken from the question; press to ask without:", width="content")
        for facet, label in taken:
            _undo(facet, label)
        if rows:
            _undo("by", rows.capitalize())
        for facet in (facet for facet in freed() if facet in (*answer.asked.filters, "by" if answer.asked.by else "")):
            st.button(
                "Narrow as the question says", key=f"bind-{facet}", type="tertiary", icon=":material/filter_alt:",
                on_click=address.put_all, args=(FREE, address.without(FREE, facet)),
            )  # fmt: skip
    for note in answer.asked.notes:
        st.caption(unmarked(note))


def _undo(facet: str, label: str) -> None:
    st.button(
        unmarked(label), key=f"free-{facet}", icon=":material/close:",
        on_click=address.put_all, args=(FREE, [*freed(), facet]),
    )  # fmt: skip
