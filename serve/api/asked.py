"""What a request asks for: its filters, its reading, its numbers. Wrong use is bad input like any other."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.requests import Request

from core.errors import BadInput
from index.engine import COUNTED, Filters
from index.queries.reading import Reading
from serve.filters import read_filters
from serve.readings import read_reading


def filters_asked(request: Request) -> Filters:
    """The filters of a request. Raises BadInput."""
    return read_filters({facet: request.query_params.getlist(facet) for facet in COUNTED})


def reading_asked(request: Request) -> Reading:
    """How a request wants its query read. Raises BadInput."""
    return read_reading(request.query_params)


def whole(text: str) -> int:
    """A parameter that is a whole number, 0 or more. Raises BadInput."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise BadInput(f"{text[:40]!r} is no whole number.", "Give numbers as 0, 1, 2…")
    return int(text)


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """A parameter's value that must be one of those known. Raises BadInput."""
    if value not in known:
        raise BadInput(f"{name}={value[:40]!r} is unknown.", f"Give one of: {', '.join(known)}.")
    return value


def phrasing_asked(request: Request) -> bool:
    """Whether quotes are to be put into sentences (`phrase=1`). Raises BadInput where another site's page asks: what is sent
    to a model, the reader decides."""
    if one_of("phrase", request.query_params.get("phrase", "0"), ("0", "1")) == "0":
        return False
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise BadInput("Another site's page asks for sentences of the language model.", "Ask on Rapporteur's own page.")
    return True
