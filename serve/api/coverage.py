"""Coverage over HTTP: JSON, and CSV for spreadsheets. `by` is about, from or presenter."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from index.coverage import COVERED_BY, Coverage
from serve.api.asked import filters_asked, one_of, reading_asked
from serve.coverage_table import coverage_csv, coverage_json
from serve.library import Library
from serve.spreadsheet import SEPARATORS


def _coverage(library: Library, request: Request) -> Response:
    return JSONResponse(coverage_json(_asked(library, request)))


def _table(library: Library, request: Request) -> Response:
    separator = one_of("separator", request.query_params.get("separator", "comma"), SEPARATORS)
    headers = {"Content-Disposition": 'attachment; filename="coverage.csv"', "X-Content-Type-Options": "nosniff"}
    pieces = coverage_csv(_asked(library, request), separator)
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


def _asked(library: Library, request: Request) -> Coverage:
    asked = request.query_params
    by = one_of("by", asked.get("by", COVERED_BY[0]), COVERED_BY)
    return library.coverage(asked.get("q", ""), filters_asked(request), by, reading_asked(request))


ROUTES = {"/api/coverage": _coverage, "/api/coverage.csv": _table}
"""Path → what answers it."""
