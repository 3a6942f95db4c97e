"""How often the query's words stand: a picture above the results; a click on a bar narrows them by its value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from index.queries.reading import Reading
from serve.frequency_picture import MEASURES, frequency_note, frequency_table_html, picture_html
from serve.library import Library
from serve.render import unmarked
from serve.value_names import FACET_NAMES, value_name
from web import address, inputs

_STYLE = Path(__file__).with_name("frequency.css")
_SCRIPT = Path(__file__).with_name("picture.js").read_text(encoding="utf-8")
BY = {
    "": "How often: not shown",
    "year": "How often, by year",
    "presenter": "How often, by presenter",
    "from": "How often, by presenter’s country",
    "about": "How often, by country spoken of",
    "document": "How often, by document",
    "language": "How often, by language",
}
_PICTURE = "how-often"

_picture = st.components.v2.component(_PICTURE, html='<div class="picture"></div>', js=_SCRIPT, isolate_styles=False)


def picture(
    shelf: Library, query: str, filters: Mapping[str, list[str]], reading: Reading, told: Collection[str] = ()
) -> None:
    """Draws it where the address asks for it; `told` are notes that stand above it already."""
    by = inputs.chosen("often", BY, "")
    if not by:
        return
    found = shelf.frequency(query, filters, by, reading)
    documents = shelf.view().documents

    def name(value: str) -> str:
        return value_name(by, value, documents)  # a document may have been removed meanwhile

    st.html(_STYLE)
    with st.container(border=True, key="frequency"):
        if not found.series or not any(row.pages for row in found.rows):
            st.caption("Type words to see how often they stand." if not found.series else "There is nothing to count.")
            return
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**How often, by {FACET_NAMES[by].lower()}**", width="content")
            measure = inputs.choice("measure", "What the bars show", MEASURES, "times")
        drawn = picture_html(found, measure, filters.get(by, []), name, lambda value: _link(by, value))
        _picture(
            data={"html": drawn},
            key=_PICTURE,
            on_picked_change=_picked,
        )
        note = frequency_note(found, f"by {FACET_NAMES[by].lower()}", told)
        st.caption(unmarked(f"Click a bar to narrow the results to it, again to undo. {note}"))
        with st.expander("The same as a table"):
            st.html(frequency_table_html(found, FACET_NAMES[by], name))


def _link(by: str, value: str) -> str:
    """Where a bar leads: the same view, narrowed by its value alone, or no longer where it is already."""
    state = address.everything("p", by)
    return "?" + urlencode(state if address.many(by) == [value] else {**state, by: [value]}, doseq=True)


def _picked() -> None:
    value = st.session_state[_PICTURE].picked
    by = inputs.chosen("often", BY, "")
    if value is None or not by:
        return
    if address.many(by) == [value]:
        st.query_params.pop(by, None)
    else:
        st.query_params[by] = [value]
    st.query_params.pop("p", None)
