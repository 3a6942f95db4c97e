"""Above an answer: how its question was understood, and a click to undo what was taken from it."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from serve.answer_words import taken_from, understood_as
from serve.render import unmarked
from web import address

FREED = "free"
"""Of the address: the facets by which nothing is to be narrowed, though the question names some value of them."""


def freed() -> list[str]:
    """What the reader has freed the question from."""
    return address.many(FREED)


def understood(answer: Answer) -> None:
    """Draws the line: what is asked for; each filter that the question names, to be taken away; those taken away, to be put
    back."""
    said = understood_as(answer)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="understood"):
        if said:
            st.caption(f"Understood as: {unmarked(said)}", width="content")
        for facet, label in taken_from(answer):
            _undo(facet, label, "Taken from the question; press to ask without it")
        if answer.asked.by and answer.by == answer.asked.by and not address.one("by"):
            _undo("by", f"An answer for each {answer.by}", "Taken from the question; press for one answer")
        for facet in (facet for facet in freed() if facet in (*answer.asked.filters, "by" if answer.asked.by else "")):
            st.button(
                "Narrow as the question says", key=f"bind-{facet}", type="tertiary", icon=":material/filter_alt:",
                on_click=address.put_all, args=(FREED, address.without(FREED, facet)),
            )  # fmt: skip
    for note in answer.asked.notes:
        st.caption(unmarked(note))


def _undo(facet: str, label: str, explained: str) -> None:
    st.button(
        unmarked(label), key=f"free-{facet}", icon=":material/close:", help=explained,
        on_click=address.put_all, args=(FREED, [*freed(), facet]),
    )  # fmt: skip
