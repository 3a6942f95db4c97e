"""Above an answer: how its question was understood, and a click to undo what was taken from it."""

from __future__ import annotations

import streamlit as st

from answer.records import Answer
from serve.render import unmarked


def understood(answer: Answer) -> None:
    """Draws the line."""
    for note in answer.asked.notes:
        st.caption(unmarked(note))
