"""Answers over HTTP: as JSON, and their quotes as a table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from answer.records import Answer
from core.errors import BadInput
from serve import as_json
from serve.answer_table import answer_csv
from serve.api.asked import filters_asked, one_of, phrasing_asked, reading_asked
from serve.filters import FREED
from serve.library import Library
from serve.phrased_json import last_of, phrased_json
from serve.spreadsheet import SEPARATORS


def answer_asked(library: Library, request: Request) -> Answer:
    """`?q=…&by=country`; `free=about` leaves a country aside that the question names; filters and readings as `/api/search`
    takes them. Raises BadInput."""
    asked = request.query_params
    by = asked.get("by") or None
    if by not in (None, "country", "presenter"):
        raise BadInput(f"by={by!r} is unknown.", "Give country or presenter.")
    freed = [one_of("free", facet, FREED) for facet in asked.getlist("free")]
    return library.ask(asked.get("q", ""), filters_asked(request), by, reading_asked(request), freed)


def _json(library: Library, request: Request) -> Response:
    """With `phrase=1` also in the language model's sentences."""
    answer = answer_asked(library, request)
    told = as_json.answer_json(answer, reading_asked(request))
    if phrasing_asked(request):
        told["phrased"] = phrased_json(last_of(library.phrase(answer)), answer, library.model.sent_to)
    return JSONResponse(told)


def _table(library: Library, request: Request) -> Response:
    separator = one_of("separator", request.query_params.get("separator", "comma"), SEPARATORS)
    answer = answer_asked(library, request)
    headers = {"Content-Disposition": 'attachment; filename="answer.csv"', "X-Content-Type-Options": "nosniff"}
    pieces = answer_csv(answer, str(request.base_url), separator, reading_asked(request))
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


ROUTES = {"/api/ask": _json, "/api/ask.csv": _table}
"""Path → what answers it."""
