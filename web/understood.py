"""Above an answer: how its question was understood, and a click to undo what was taken from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from answer.records import Answer
from serve.answer_words import rows_taken, taken_from, understood_as
from serve.render import unmarked
from serve.render_quotes import asked_html
from web import address
from web.inquiry import FREE, freed


def understood(answer: Answer, said_already: Collection[str] = ()) -> None:
    """Draws what is asked for and looked for; each filter that the question names, to be taken away; those taken away, to be
    put back; and the notes that are not `said_already`."""
    said = understood_as(answer)
    with st.container(key="understood", gap="xsmall"):
        st.html(asked_html(answer))
        if said:
            st.caption(f"Understood as: {unmarked(said)}")
        taken, rows = taken_from(answer), rows_taken(answer, address.one("by"))
        named = (*answer.asked.filters, *(["by"] if answer.asked.by else []))
        left = [facet for facet in freed() if facet in named]
        if taken or rows or left:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key="taken"):
                _taken([*taken, *([("by", rows[0].upper() + rows[1:])] if rows else [])], left)
        for note in (note for note in answer.asked.notes if note not in said_already):
            st.caption(unmarked(note))


def _taken(taken: Sequence[tuple[str, str]], left: Sequence[str]) -> None:
    if taken:
        st.caption("Taken from the question; press to ask without:", width="content")
    for facet, label in taken:
        st.button(
            unmarked(label), key=f"free-{facet}", icon=":material/close:",
            on_click=address.put_all, args=(FREE, [*freed(), facet]),
        )  # fmt: skip
    for facet in left:
        st.button(
            "Narrow as the question says", key=f"bind-{facet}", type="tertiary", icon=":material/filter_alt:",
            on_click=address.put_all, args=(FREE, address.without(FREE, facet)),
        )  # fmt: skip
