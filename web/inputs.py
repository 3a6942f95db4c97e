"""Inputs that are bound to the address: what is typed or chosen stands there, and what stands there is shown.

Their label, which differs from view to view, is also their key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from web import address

_NARROW = 190
"""Pixels of a list that opens, if nothing else is said."""


def line(
    name: str, label: str, placeholder: str, icon: str, kind: Literal["default", "password", "search"] = "default"
) -> str:
    """A line of text, bound to `name` of the address. Gives what stands there."""
    text = address.one(name)
    address.into_widget(label, text)
    st.text_input(
        label,
        key=label,
        type=kind,
        placeholder=placeholder,
        label_visibility="collapsed",
        icon=icon,
        on_change=address.from_widget,
        args=(label, name),
    )
    return text


def chosen(name: str, options: Mapping[str, str], default: str) -> str:
    """What of `options` the address has chosen as `name`."""
    value = address.one(name, default)
    return value if value in options else default


def choice(name: str, label: str, options: Mapping[str, str], default: str) -> str:
    """One of `options` (value → what is shown), side by side, bound to `name` of the address. Gives its value."""
    value = chosen(name, options, default)
    address.into_widget(label, value)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=label,
        required=True,
        label_visibility="collapsed",
        on_change=address.from_widget,
        args=(label, name),
        kwargs={"default": default},
    )
    return value


def switch(name: str, label: str, explained: str, off: str) -> None:
    """A switch that is on unless `name` of the address says `off`."""
    address.into_widget(label, address.one(name) != off)
    st.toggle(label, key=label, help=explained, on_change=_switched, args=(label, name, off))


def _switched(label: str, name: str, off: str) -> None:
    """Writes a switch into the address, and goes back to the first page of results."""
    st.query_params.pop("p", None)
    if st.session_state[label]:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = off


def selection(name: str, label: str, options: Mapping[str, str], default: str, width: int = _NARROW) -> str:
    """One of `options` (value → what is shown), in a list that opens, bound to `name` of the address. Gives its value.

    `width` in pixels: the longest option has to fit.
    """
    value = chosen(name, options, default)
    address.into_widget(label, value)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=label,
        label_visibility="collapsed",
        width=width,
        on_change=address.from_widget,
        args=(label, name),
        kwargs={"default": default},
    )
    return value


def portion(portions: int) -> int:
    """Which of several portions of a list the address asks for, from 1."""
    return address.number("p", 1, portions)


def pagination(portions: int) -> None:
    """The way to the other portions of a list; nothing where there is one alone."""
    if portions < 2:
        return
    current = portion(portions)
    key = f"pagination-{current}-of-{portions}"
    with st.container(horizontal_alignment="center"):
        st.pagination(
            portions,
            default=current,
            key=key,
            on_change=address.from_widget,
            args=(key, "p"),
            kwargs={"keep_page": True, "default": 1},
        )


def tabs(views: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Tabs, the open one bound to `tab` of the address: name → (label, what draws it). Only the open one is drawn."""
    open_one = chosen("tab", {name: label for name, (label, _) in views.items()}, next(iter(views)))
    labels = [label for label, _ in views.values()]
    key = f"tabs-{hash(tuple(labels))}"
    address.into_widget(key, views[open_one][0])
    for (_, draw), tab in zip(
        views.values(), st.tabs(labels, key=key, on_change=_open_tab, args=(key, views)), strict=True
    ):
        with tab:
            if tab.open:
                draw()


def _open_tab(key: str, views: Mapping[str, tuple[str, object]]) -> None:
    label = st.session_state[key]
    address.go({"tab": next(name for name, (shown, _) in views.items() if shown == label)})
