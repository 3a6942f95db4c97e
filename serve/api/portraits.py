"""Portraits, lists and the matrix over HTTP."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from index.portraits.presenter import MOST_SHOWN, Portion
from serve.api.asked import filters_asked, reading_asked, whole
from serve.library import Library
from serve.portraits_json import countries_json, country_json, matrix_json, presenter_json, presenters_json

_MOST = 200


def _presenter(library: Library, request: Request) -> Response:
    """`?name=…`; `limit` and `offset` count interventions, `matching=yes` leaves out those without the query's words."""
    asked, reading = request.query_params, reading_asked(request)
    limit, offset = min(whole(asked.get("limit", str(MOST_SHOWN))), _MOST), whole(asked.get("offset", "0"))
    portion = Portion(offset, limit, asked.get("matching") == "yes")
    found = library.presenter(asked.get("name", ""), asked.get("q", ""), filters_asked(request), reading, portion)
    return JSONResponse(presenter_json(found, reading))


def _presenters(library: Library, request: Request) -> Response:
    reading = reading_asked(request)
    found = library.presenters(request.query_params.get("q", ""), filters_asked(request), reading)
    return JSONResponse(presenters_json(found, reading))


def _country(library: Library, request: Request) -> Response:
    asked, reading = request.query_params, reading_asked(request)
    found = library.country(asked.get("code", ""), asked.get("q", ""), filters_asked(request), reading)
    return JSONResponse(country_json(found, reading))


def _countries(library: Library, request: Request) -> Response:
    reading = reading_asked(request)
    found = library.countries(request.query_params.get("q", ""), filters_asked(request), reading)
    return JSONResponse(countries_json(found, reading))


def _matrix(library: Library, request: Request) -> Response:
    reading = reading_asked(request)
    found = library.matrix(request.query_params.get("q", ""), filters_asked(request), reading)
    return JSONResponse(matrix_json(found, reading))


ROUTES = {
    "/api/presenter": _presenter,
    "/api/presenters": _presenters,
    "/api/country": _country,
    "/api/countries": _countries,
    "/api/matrix": _matrix,
}
"""Path → what answers it."""
