"""Inputs that are bound to the address: what is typed or chosen stands there, and what stands there is shown.

Their label, which differs from view to view, is also their key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from web import address


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
