"""The problems tab of the library: what needs a person, each kind of problem once with its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.shown import shown
from serve.problems import ProblemGroup
from serve.render import plural, unmarked
from serve.render_problems import problems_html

_MOST_TOLD = 5


def show_problems(problems: Sequence[ProblemGroup], documents: Mapping[str, str]) -> None:
    """Draws the problems, or says that there are none. `documents`: file → the id of its document."""
    if not problems:
        st.success("Everything could be read.")
        return
    st.html(problems_html(problems, documents))


def show_failures(problems: Sequence[ProblemGroup]) -> None:
    """Draws the first of some problems as warnings, and how many more there are."""
    for item in problems[:_MOST_TOLD]:
        where = f", {item.where}" if item.where else ""
        st.warning(f"**{unmarked(shown(item.file))}{where}**: {unmarked(item.problem)} {unmarked(item.remedy)}")
    more = len(problems) - _MOST_TOLD
    if more > 0:
        st.caption(f"{plural(more, 'more problem')}: see Problems below.")
