"""Where the web server has things: the addresses of files, page images and results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from index.queries.reading import PLAIN, Reading
from serve.quoted_span import QuotedSpan, span_name
from serve.readings import reading_parameters

_SPAN = re.compile("&span=[^&]*")


def file_address(document: str, file: str, number: int | None = None) -> str:
    """Where a document's file is served, at one of its pages."""
    name = quote(file.rsplit("/", 1)[-1])
    return f"/files/{document}/{name}" + (f"#page={number}" if number else "")


def image_address(
    document: str,
    number: int,
    query: str = "",
    active: int | None = None,
    reading: Reading = PLAIN,
    quoted: QuotedSpan | None = None,
    part: bool = False,
) -> str:
    """Where the image of a page is served, marked for a query; `active` is the mark that stands out, from 0. With a quote
    that alone is marked; its `part` of the page is what stands around it."""
    if quoted:
        return f"/pages/{document}/{number}.png?span={span_name(quoted)}{'&part=1' if part else ''}"
    asked = (
        f"?q={quote(query, errors='replace')}" + (f"&active={active}" if active is not None else "") if query else ""
    )
    asked += "".join(f"&{name}={value}" for name, value in reading_parameters(reading).items()) if query else ""
    return f"/pages/{document}/{number}.png{asked}"


def table_address(asked: Mapping[str, Sequence[str]]) -> str:
    """Where all results of a search are served as CSV; names and values as `/api/search` takes them."""
    return address_of("/api/search.csv", asked)


def citations_address(form: str, asked: Mapping[str, Sequence[str]]) -> str:
    """Where citations are served in a format; names and values as `/api/search` takes them, and `pick`."""
    return address_of("/api/cite", {"format": [form], **asked})


def coverage_address(by: str, asked: Mapping[str, Sequence[str]]) -> str:
    """Where coverage by `by` is served as CSV; names and values as `/api/search` takes them, and `separator`."""
    return address_of("/api/coverage.csv", {"by": [by], **asked})


def answer_table_address(asked: Mapping[str, Sequence[str]]) -> str:
    """Where the quotes of an answer are served as CSV; names and values as `/api/ask` takes them, and `separator`."""
    return address_of("/api/ask.csv", asked)


def presenter_address(name: str, query: str = "", reading: Reading = PLAIN) -> str:
    """The web page's permalink of a presenter's portrait, marked for a query."""
    return address_of("/presenter", {"name": [name], **_asked(query, reading)})


def country_address(code: str, query: str = "", reading: Reading = PLAIN) -> str:
    """Likewise of a country's."""
    return address_of("/country", {"code": [code], **_asked(query, reading)})


def results_address(query: str, filters: Mapping[str, Sequence[str]], reading: Reading = PLAIN) -> str:
    """The web page's permalink of a search."""
    return address_of("/", {**_asked(query, reading), **filters})


def answer_address(identifier: str) -> str:
    """The web page's permalink of a kept answer."""
    return address_of("/answer", {"id": [identifier]})


def without_span(address: str) -> str:
    """The address of a page, which names no place on it."""
    return _SPAN.sub("", address)


def _asked(query: str, reading: Reading) -> dict[str, list[str]]:
    said = {name: [value] for name, value in reading_parameters(reading).items()} if query else {}
    return {"q": [query], **said}


def address_of(path: str, asked: Mapping[str, Sequence[str]]) -> str:
    """A route with its parameters; those without a value are left out."""
    said = {name: values for name, values in asked.items() if any(values)}
    return f"{path}?{urlencode(said, doseq=True, errors='replace')}" if said else path
