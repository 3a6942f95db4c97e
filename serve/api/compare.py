"""Comparisons over HTTP: as JSON, and as files to keep."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from serve.api.asked import filters_asked, one_of, reading_asked
from serve.comparing import Comparison
from serve.comparison_files import FORMS, Write
from serve.comparison_json import comparison_json
from serve.comparison_layout import read_layout
from serve.library import Library
from serve.output_file import Form
from serve.spreadsheet import SEPARATORS


def _compared(library: Library, request: Request) -> Comparison:
    """`?q=…&by=about&row=DE&row=CA&across=kind&column=report&passages=2`, or `across=query&versus=…`; filters and readings
    as `/api/search` takes them."""
    asked = request.query_params
    layout = read_layout(asked.get, asked.getlist)
    return library.compare(asked.get("q", ""), filters_asked(request), layout, reading_asked(request))


def _json(library: Library, request: Request) -> Response:
    return JSONResponse(comparison_json(_compared(library, request)))


def _file(form: Form[Write]) -> Callable[[Library, Request], Response]:
    def answer(library: Library, request: Request) -> Response:
        separator = one_of("separator", request.query_params.get("separator", "comma"), SEPARATORS)
        pieces = form.write(_compared(library, request), str(request.base_url), separator)
        headers = {
            "Content-Disposition": f'attachment; filename="comparison{form.suffix}"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingResponse(pieces, media_type=f"{form.media_type}; charset=utf-8", headers=headers)

    return answer


ROUTES = {"/api/compare": _json, **{f"/api/compare.{name}": _file(form) for name, form in FORMS.items()}}
"""Path → what answers it."""
