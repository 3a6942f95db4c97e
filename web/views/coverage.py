"""Coverage of a query: a map of the world, and a table of countries or presenters by year; each leads to its results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.languages import has_decimal_comma
from index.coverage import Coverage
from index.engine import Count
from serve.addresses import coverage_address
from serve.coverage_picture import (
    MEASURES,
    MOST_ROWS,
    coverage_note,
    coverage_table_html,
    map_html,
    map_note,
    total_html,
)
from serve.library import Library
from serve.render import download_html, unmarked
from serve.shared import library
from web import address, facets, inputs
from web.completions import completions
from web.notices import cannot_be_searched, told
from web.pages import page

_STYLE = Path(__file__).parents[1] / "coverage.css"
_SCRIPT = (Path(__file__).parents[1] / "picture.js").read_text(encoding="utf-8")
_BOX = "What the map shows"
_AXES = {"about": "Countries spoken of", "from": "Presenters’ countries"}
_TABLES = {"country": "By country and year", "presenter": "By presenter and year"}
_YEARS = "year"
_OWN = ("p", "axis", "measure", "table")
"""Of the address: what only this view knows."""

_picture = st.components.v2.component("coverage", html='<div class="picture"></div>', js=_SCRIPT, isolate_styles=False)


def show() -> None:
    """Draws the coverage that the address asks for."""
    shelf = library()
    query = inputs.line(
        "q", _BOX, "Map the pages with these words; without any, the whole library", ":material/search:", "search"
    )
    completions(_BOX, query)
    with told():
        _show(shelf, query, facets.chosen())


def _show(shelf: Library, query: str, filters: Mapping[str, list[str]]) -> None:
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="coverage-options"):
        axis = inputs.choice("axis", "Which countries", _AXES, "about")
        measure = inputs.choice("measure", "What is counted", MEASURES, "pages")
    found = shelf.coverage(query, filters, axis, address.reading())
    _years(found.facets[_YEARS], filters.get(_YEARS, []))
    facets.sidebar(found.facets, filters)
    facets.chips({facet: values for facet, values in filters.items() if facet != _YEARS}, shelf.view().documents)
    for note in found.notes_on_query:
        st.info(unmarked(note), icon=":material/info:")
    st.html(total_html(found))
    cannot_be_searched(found.notes_on_selection)
    if not found.facets["language"]:  # no page answers, whatever the filters
        return
    if found.rows:
        _linked(map_html(found, measure, filters.get(axis, []), _links(axis)), "world-map")
    if note := map_note(found):
        st.caption(unmarked(note))
    _table(shelf, found, filters, measure)


def _years(counts: Sequence[Count], chosen: Sequence[str]) -> None:
    """A slider over the years that answer; it writes the years between its ends into the address."""
    years = sorted({count.value for count in counts}.union(chosen))
    if len(years) < 2:
        return
    key = f"years-{years[0]}-{years[-1]}-{len(years)}"
    ends = min(chosen, default=years[0]), max(chosen, default=years[-1])
    if key in st.session_state:  # else its first value is this one, by which it knows that it has two ends
        address.into_widget(key, ends)
    st.select_slider("Years", years, ends, key=key, on_change=_between, args=(key, years))
    if chosen and set(chosen) != {year for year in years if min(chosen) <= year <= max(chosen)}:
        st.caption(f"Of these alone: {unmarked(', '.join(sorted(chosen)))}")


def _between(key: str, years: Sequence[str]) -> None:
    first, last = st.session_state[key]
    within = [year for year in years if first <= year <= last]
    st.query_params.pop("p", None)
    address.put_all(_YEARS, [] if len(within) == len(years) else within)


def _table(shelf: Library, found: Coverage, filters: Mapping[str, list[str]], measure: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="coverage-table-options"):
        by_presenter = inputs.choice("table", "Rows of the table", _TABLES, "country") == "presenter"
        by = "presenter" if by_presenter else found.by
        separator = "semicolon" if has_decimal_comma(st.context.locale or "") else "comma"
        target = coverage_address(by, {**address.searched(), **filters, "separator": [separator]})
        st.html(download_html(target, "This table as CSV"), width="content")
    told = shelf.coverage(found.query, filters, by, address.reading()) if by_presenter else found
    portions = ceil(len(told.rows) / MOST_ROWS)
    _linked(coverage_table_html(told, measure, _links(by), inputs.portion(portions)), "coverage-table")
    inputs.pagination(portions)
    if by_presenter and (note := coverage_note(told)):  # that of countries stands below the map
        st.caption(unmarked(note))


def _links(by: str) -> Callable[[Mapping[str, str]], str]:
    """Where countries and numbers lead: to their results. What is kept of the address is written once for all of them."""
    kept = {
        alone: urlencode(address.everything(*_OWN, by, *alone), doseq=True, errors="replace")
        for alone in ((), (_YEARS,))
    }

    def link(choice: Mapping[str, str]) -> str:
        rest = kept[(_YEARS,) if _YEARS in choice else ()]
        return f"/?{urlencode(choice, errors='replace')}" + (f"&{rest}" if rest else "")

    return link


def _linked(html: str, key: str) -> None:
    """A picture whose links open the search without loading the page anew."""
    picked = _picture(data={"html": html}, key=key, on_picked_change=lambda: None).picked
    if picked:
        choice = {facet: value for facet, value in parse_qsl(picked) if facet in facets.NARROWING}
        kept = address.everything(*_OWN, *choice)
        st.switch_page(page("search"), query_params={**kept, **{facet: [value] for facet, value in choice.items()}})
