"""The problems tab of the library: what needs a person, a line for each file and problem."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from serve.problems import ProblemGroup
from serve.render import plural, unmarked

_MOST_TOLD = 5


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


def show_failures(problems: Sequence[ProblemGroup]) -> None:
    """Draws the first of some problems as warnings, and how many more there are."""
    for item in problems[:_MOST_TOLD]:
        where = f", {item.where}" if item.where else ""
        st.warning(f"**{unmarked(item.file)}{where}**: {unmarked(item.problem)} {unmarked(item.remedy)}")
    more = len(problems) - _MOST_TOLD
    if more > 0:
        st.caption(f"{plural(more, 'more problem')}: see the problems below.")
