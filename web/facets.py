"""The sidebar of a search: every facet with its counts; within a facet any value, between facets all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from core.records import Document
from index.engine import FACETS, Count
from index.speakers import SPOKEN
from serve.library import Library
from serve.render import plural, unmarked
from serve.value_names import FACET_NAMES, value_name
from web import address, portraits
from web.pages import page

_MOST_PILLS = 10
_LISTS = {"presenter": ("presenters", "Who says it"), "about": ("countries", "Who speaks of whom")}
"""Below a facet: the view of all its values, and what it is called there."""
_SPOKEN_HELP = "How many interventions (talks, turns, reports) have what you look for, and on how many pages."
NARROWING = (*FACETS, "document")
"""What an address may narrow results by."""


def chosen() -> dict[str, list[str]]:
    """The facet values of the address; also the one document that a group was opened to."""
    return {facet: address.many(facet) for facet in NARROWING if address.many(facet)}


def count_name(facet: str, count: Count) -> str:
    """A count in few words: "5 (2)", pages and documents; of who has words "3 interventions, 5 pages"."""
    if facet not in SPOKEN:
        return f"{count.pages} ({count.documents})"
    said = f"{plural(count.interventions, 'intervention')}, " if count.interventions else ""
    return f"{said}{plural(count.pages, 'page')}"


def sidebar(
    counts: Mapping[str, Sequence[Count]], filters: Mapping[str, list[str]], without: Collection[str] = ()
) -> None:
    """Draws the facets but for some; a click writes the address."""
    with st.sidebar:
        if filters:
            st.button("Clear all filters", on_click=_clear, icon=":material/filter_alt_off:", width="stretch")
        for facet in (facet for facet in FACETS if facet not in without):
            _facet(facet, counts[facet], filters.get(facet, []))
            if facet in _LISTS:
                view, label = _LISTS[facet]
                st.page_link(page(view), label=label, query_params=portraits.asked())


def chips(filters: Mapping[str, Sequence[str]], documents: Mapping[str, Document]) -> None:
    """What narrows the results, each with a click to undo it."""
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="chips"
    ):  # also where it is empty: what follows keeps its place
        for facet, values in filters.items():
            for value in values:
                label = f"{FACET_NAMES[facet]}: {value_name(facet, value, documents)}"
                st.button(
                    unmarked(label), key=f"chip-{facet}-{value}", icon=":material/close:", on_click=_undo,
                    args=(facet, value), help="Take this filter away",
                )  # fmt: skip
                portraits.way_to(facet, value)


def without_pages(shelf: Library, filters: Mapping[str, Sequence[str]]) -> None:
    """Says of which filters there is no page in the library, so that nothing can be found within them: an address may hold
    any value."""
    for note in shelf.filter_notes(filters):
        st.info(unmarked(note), icon=":material/filter_alt:")


def _undo(facet: str, value: str) -> None:
    address.put_all(facet, address.without(facet, value))
    st.query_params.pop("p", None)


def _facet(facet: str, counts: Sequence[Count], selected: Sequence[str]) -> None:
    known = {count.value: count for count in counts}
    values = [*known, *(value for value in selected if value not in known)]
    if facet == "year":
        values.sort(reverse=True)
    if len(values) < 2 and not selected:
        return

    def label(value: str) -> str:
        return f"{value_name(facet, value)} · {count_name(facet, known.get(value, Count(value, 0, 0)))}"

    key = f"facet_{facet}"
    address.into_widget(key, list(selected))
    help_text = _SPOKEN_HELP if facet in SPOKEN else "How many pages have it, and in brackets how many documents."
    if len(values) <= _MOST_PILLS:
        st.pills(
            FACET_NAMES[facet], values, selection_mode="multi", format_func=lambda value: unmarked(label(value)), key=key,
            help=help_text, on_change=address.from_widget, args=(key, facet),
        )  # fmt: skip
    else:
        st.multiselect(
            FACET_NAMES[facet], values, placeholder="All", format_func=label, key=key, help=help_text,
            on_change=address.from_widget, args=(key, facet),
        )  # fmt: skip


def _clear() -> None:
    for facet in NARROWING:
        st.query_params.pop(facet, None)
    st.query_params.pop("p", None)
