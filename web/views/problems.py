"""The problems tab of the library: what needs a person, a line for each file and problem."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from serve.problems import ProblemGroup


def show_problems(problems: Sequence[ProblemGroup]) -> None:
    """Draws the problems, or says that there are none."""
    if not problems:
        st.success("Everything could be read.")
        return
    rows = [
        {
            "File": item.file,
            "Where": item.where or "the whole file",
            "What happened": item.problem,
            "What to do": item.remedy,
        }
        for item in problems
    ]
    st.dataframe(rows, hide_index=True, row_height=None)
