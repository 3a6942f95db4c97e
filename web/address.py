"""The page's address holds the state of a view; widgets read it and write it, so every view is a permalink."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from index.queries.reading import Reading
from serve.readings import read_reading


def one(key: str, default: str = "") -> str:
    """A value of the address."""
    return st.query_params.get(key, default)


def many(key: str) -> list[str]:
    """All values of a key in the address."""
    return st.query_params.get_all(key)


def number(key: str, default: int, most: int) -> int:
    """A whole number of the address, from 1 to `most`; `default` where it is none."""
    text = one(key)
    return min(int(text), max(most, 1)) if re.fullmatch("0*[1-9][0-9]{0,8}", text) else default


def reading() -> Reading:
    """How the address wants queries read."""
    return read_reading(st.query_params)


def into_widget(key: str, value: object) -> None:
    """Makes the widget `key` show what the address says, before it is drawn."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def from_widget(key: str, name: str, keep_page: bool = False, default: object = None) -> None:
    """A widget's callback: writes its value into the address as `name`, and goes back to the first page of results."""
    value = st.session_state[key]
    if not value or value == default:
        st.query_params.pop(name, None)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        st.query_params[name] = [str(item) for item in value]
    else:
        st.query_params[name] = str(value)
    if not keep_page:
        st.query_params.pop("p", None)


def everything(*without: str) -> dict[str, list[str]]:
    """The whole state of the view but for some keys, as the parameters of a link."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key not in without}


def go(values: Mapping[str, str | Sequence[str]]) -> None:
    """A callback: replaces the whole state. A page_link to the view one is in would leave the browser's address behind."""
    st.query_params.from_dict({key: value if isinstance(value, str) else list(value) for key, value in values.items()})


def put(**values: str | int) -> None:
    """Writes values into the address."""
    for name, value in values.items():
        st.query_params[name] = str(value)


def without(name: str, value: str) -> list[str]:
    """The values of a key in the address but for one."""
    return [other for other in many(name) if other != value]


def put_all(name: str, values: Sequence[str]) -> None:
    """Writes all values of a key into the address; without any, the key is not there."""
    st.query_params.pop(name, None)
    if values:
        st.query_params[name] = list(values)


def searched() -> dict[str, list[str]]:
    """The query of the address and how it is to be read and sorted, as the routes take them."""
    return {key: many(key) for key in ("q", "sort", "read_in", "terms", "meaning")}


def site() -> str:
    """The server's address, as the reader's browser knows it."""
    return (st.context.url or "").split("?")[0].rsplit("/", 1)[0] + "/"
