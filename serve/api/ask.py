"""Answers over HTTP: as JSON, and their quotes as a table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from answer.records import Answer
from serve import as_json
from serve.answer_table import answer_csv
from serve.answer_words import FACETS_APART, check_words
from serve.api.asked import filters_asked, one_of, phrasing_asked, reading_asked
from serve.filters import FREEABLE
from serve.inquiry import Inquiry
from serve.library import Library
from serve.phrased_json import last_of, phrased_json
from serve.spreadsheet import SEPARATORS


def inquiry_asked(request: Request) -> Inquiry:
    """`?q=…&by=country`; `free=about` leaves a country aside that the question names; filters and readings as `/api/search`
    takes them. Raises BadInput."""
    asked = request.query_params
    by = asked.get("by") and one_of("by", asked["by"], FACETS_APART)
    freed = tuple(one_of("free", facet, FREEABLE) for facet in asked.getlist("free"))
    return Inquiry(asked.get("q", ""), filters_asked(request), by or "", reading_asked(request), freed)


def answered(library: Library, asked: Inquiry) -> Answer:
    """The answer to it. Raises BadInput where the question has no word to look for."""
    answer = library.answer(asked)
    check_words(answer.asked)
    return answer


def _json(library: Library, request: Request) -> Response:
    """With `phrase=1` also in the language model's sentences."""
    asked = inquiry_asked(request)
    answer = answered(library, asked)
    told = as_json.answer_json(answer, asked.reading)
    if phrasing_asked(request):
        told["phrased"] = phrased_json(last_of(library.phrase(answer)), answer, library.model.sent_to)
    return JSONResponse(told)


def _table(library: Library, request: Request) -> Response:
    separator = one_of("separator", request.query_params.get("separator", "comma"), SEPARATORS)
    asked = inquiry_asked(request)
    answer = answered(library, asked)
    headers = {"Content-Disposition": 'attachment; filename="answer.csv"', "X-Content-Type-Options": "nosniff"}
    pieces = answer_csv(answer, str(request.base_url), separator, asked.reading)
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


ROUTES = {"/api/ask": _json, "/api/ask.csv": _table}
"""Path → what answers it."""
