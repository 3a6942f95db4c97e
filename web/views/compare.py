"""The compare view: a query or a question, a row per country, presenter or document, the best passages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from core.languages import has_decimal_comma
from index.engine import COUNTED
from serve.addresses import address_of
from serve.comparing import COMPARED, MOST_PASSAGES, QUERIES, Comparison, Layout
from serve.comparison_files import FORMS
from serve.comparison_layout import USUAL, read_layout
from serve.library import Library
from serve.render import download_html, plural, unmarked
from serve.render_comparison import DETAILS, USUAL_DETAILS, Links, comparison_html
from serve.shared import library
from serve.value_names import value_name
from web import address, facets, inputs
from web.completions import completions
from web.notices import told

_BOX = "Compare what is said about"
_STYLE = Path(__file__).parents[1] / "compare.css"
_BY = {
    "about": "A row per country spoken of",
    "from": "A row per presenter’s country",
    "presenter": "A row per presenter",
    "document": "A row per document",
    "language": "A row per language",
    "kind": "A row per kind",
    "year": "A row per year",
}
_ACROSS = {
    "": "No columns of their own",
    "about": "Columns: countries spoken of",
    "from": "Columns: presenters’ countries",
    "presenter": "Columns: presenters",
    "document": "Columns: documents",
    "language": "Columns: languages",
    "kind": "Columns: kinds",
    "year": "Columns: years",
    QUERIES: "Columns: two queries",
}
_PASSAGES = {str(n): f"{plural(n, 'passage')} each" for n in range(1, MOST_PASSAGES + 1)}
_WIDE, _NARROW = 250, 165
"""Pixels: the longest of the lists fit."""
_MOST_OTHERS = 12


def show() -> None:
    """Draws the view."""
    st.html(_STYLE)
    query = inputs.line(
        "q",
        _BOX,
        "Compare: privacy, “life events”, or a question: Who pays for the counter?",
        ":material/table_rows:",
        "search",
    )
    completions(_BOX, query)
    with told():
        shelf = library()
        layout = _controls()
        if not query:
            st.caption(
                "One row per country, presenter or document, with the best passages of each side by side. A row of which nothing "
                "is found stays, and says what was looked through. What ends with a question mark is answered with quotes."
            )
            return
        _compared(shelf, query, layout)


def _controls() -> Layout:
    """The lists of what rows and columns are made of; the layout that the address then asks for."""
    by = inputs.chosen("by", _BY, USUAL.by)
    across = {name: label for name, label in _ACROSS.items() if name != by}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compare-options"):
        _made_of("by", "Rows", _BY, USUAL.by, "row")
        _made_of("across", "Columns", across, "", "column")
        inputs.selection("passages", "Passages", _PASSAGES, str(USUAL.passages), _NARROW)
        _details()
    said = {"by": by, "across": inputs.chosen("across", across, "")}
    if said["across"] == QUERIES:
        inputs.line("versus", "The second query", "Set beside it: another query", ":material/compare_arrows:")

    def one(name: str, default: str) -> str:
        if name == "passages":
            return inputs.chosen(name, _PASSAGES, default)
        return said[name]

    return read_layout(one, address.many)


def _made_of(name: str, label: str, options: Mapping[str, str], default: str, values: str) -> None:
    """A list of facets, bound to `name` of the address; with another one, the `values` of the one before are gone."""
    address.into_widget(label, inputs.chosen(name, options, default))
    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=label, label_visibility="collapsed", width=_WIDE,
        on_change=_made_of_another, args=(label, name, default, values),
    )  # fmt: skip


def _made_of_another(label: str, name: str, default: str, values: str) -> None:
    address.from_widget(label, name, default=default)
    st.query_params.pop(values, None)


def _details() -> None:
    """What is shown with a passage, bound to `show` of the address."""
    with st.popover("Details", icon=":material/tune:", type="tertiary", key="compare-details"):
        address.into_widget("Shown with a passage", _shown())
        st.pills(
            "Shown with a passage", list(DETAILS), selection_mode="multi", format_func=DETAILS.__getitem__,
            key="Shown with a passage", on_change=_details_chosen,
        )  # fmt: skip


def _shown() -> list[str]:
    chosen = [name for name in DETAILS if name in address.many("show")]
    return chosen or ([] if address.many("show") else list(USUAL_DETAILS))


def _details_chosen() -> None:
    chosen = st.session_state["Shown with a passage"]
    usual = set(chosen) == set(USUAL_DETAILS)
    address.put_all("show", [] if usual else chosen or ["page"])


def _compared(shelf: Library, query: str, layout: Layout) -> None:
    filters = facets.chosen()
    found = shelf.compare(query, filters, layout, address.reading())
    by, across = found.layout.by, found.layout.across
    facets.sidebar(found.known, filters, (by, across))
    facets.chips({facet: values for facet, values in filters.items() if facet in found.filters}, found.documents)
    _values(found, by, "row", "Shown down the side", found.layout.rows)
    if across in COMPARED:
        _values(found, across, "column", "Shown along the top", found.layout.columns)
    for note in found.notes:
        st.caption(unmarked(note))
    st.html(comparison_html(found, _shown(), Links(_cite, _results)))
    _others(found)
    _files(found)


def _values(found: Comparison, facet: str, name: str, label: str, chosen: tuple[str, ...]) -> None:
    """The values that make rows, or columns: any can be added or taken away."""
    pages = {count.value: count.pages for count in found.known[facet]}
    key = f"compare-{name}-{facet}"
    address.into_widget(key, list(chosen))
    st.multiselect(
        label, [*pages, *(value for value in chosen if value not in pages)], key=key, placeholder="Those with most pages",
        format_func=lambda value: f"{value_name(facet, value, found.documents)} · {pages.get(value, 0)}",
        label_visibility="collapsed", on_change=address.from_widget, args=(key, name),
    )  # fmt: skip


def _cite(pick: str) -> str:
    return "/cite?" + urlencode({**address.everything("show"), "cite": pick}, doseq=True, errors="replace")


def _results(values: Mapping[str, str], query: str) -> str:
    """All results of a cell, in the search view."""
    kept = {name: address.many(name) for name in (*COUNTED, "sort", "read_in", "terms", "meaning")}
    asked = {"q": [query], **{name: chosen for name, chosen in kept.items() if chosen}}
    return "/?" + urlencode({**asked, **values}, doseq=True, errors="replace")


def _others(found: Comparison) -> None:
    """The values that answer too, each a click away from its row."""
    if not found.others:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="compare-others"):
        st.markdown("Found too:", width="content")
        for count in found.others[:_MOST_OTHERS]:
            name = value_name(found.layout.by, count.value, found.documents)
            st.button(
                unmarked(f"{name} · {count.pages}"), key=f"compare-add-{count.value}", type="tertiary",
                icon=":material/add:", on_click=address.put_all, args=("row", (*found.layout.rows, count.value)),
            )  # fmt: skip


def _files(found: Comparison) -> None:
    """The same as files, with full citations."""
    layout = found.layout
    asked = {
        **address.searched(), **found.filters, "by": [layout.by], "row": layout.rows, "across": [layout.across],
        "column": () if layout.across == QUERIES else layout.columns, "versus": layout.versus,
        "passages": [str(layout.passages)],
        "separator": ["semicolon" if has_decimal_comma(st.context.locale or "") else "comma"],
    }  # fmt: skip
    with st.container(horizontal=True, gap="small", key="compare-files"):
        for name, form in FORMS.items():
            st.html(
                download_html(address_of(f"/api/compare.{name}", asked), f"Download as {form.title}"), width="content"
            )
