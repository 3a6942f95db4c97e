"""The views of the web page, by name: what the navigation shows, and what views link to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import streamlit as st


class Shown(NamedTuple):
    """A view: what draws it, its title, and its icon; a view without an icon is reached by links alone."""

    draw: Callable[[], None]
    title: str
    icon: str = ""


def views() -> dict[str, Shown]:
    """All views in the order of the navigation; the first one is where a reader arrives."""
    from web.views import (
        answer,
        ask,
        cite,
        compare,
        countries,
        country,
        coverage,
        document,
        library,
        presenter,
        presenters,
        search,
        side_by_side,
        similar,
    )  # fmt: skip

    return {
        "search": Shown(search.show, "Search", ":material/search:"),
        "compare": Shown(compare.show, "Compare", ":material/table_rows:"),
        "ask": Shown(ask.show, "Ask", ":material/forum:"),
        "presenters": Shown(presenters.show, "Presenters", ":material/groups:"),
        "countries": Shown(countries.show, "Countries", ":material/flag:"),
        "coverage": Shown(coverage.show, "World map", ":material/public:"),
        "library": Shown(library.show, "Library", ":material/library_books:"),
        "presenter": Shown(presenter.show, "Presenter"),
        "country": Shown(country.show, "Country"),
        "document": Shown(document.show, "Document"),
        "similar": Shown(similar.show, "Similar pages"),
        "answer": Shown(answer.show, "Kept answers"),
        "cite": Shown(cite.show, "Citations"),
        "side_by_side": Shown(side_by_side.show, "Side by side"),
    }


def page(name: str) -> Any:
    """The page of a view, for links and switches."""
    known = views()
    view = known[name]
    visibility: Literal["visible", "hidden"] = "visible" if view.icon else "hidden"
    return st.Page(
        view.draw,
        title=view.title,
        icon=view.icon or None,
        url_path=name,
        default=name == next(iter(known)),
        visibility=visibility,
    )
