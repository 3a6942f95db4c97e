"""The same talk elsewhere, over HTTP."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from serve.api.asked import whole
from serve.library import Library
from serve.talks_json import beside_json, counterparts_json


def _counterparts(library: Library, request: Request) -> Response:
    """`?document=ID&page=N`: the pages elsewhere on the same talk."""
    asked = request.query_params
    return JSONResponse(
        counterparts_json(library.counterparts(asked.get("document", ""), whole(asked.get("page", "1"))))
    )


def _beside(library: Library, request: Request) -> Response:
    """`?document=ID&page=N&other=ID`: the page of the other document that belongs beside this one."""
    asked = request.query_params
    number = whole(asked.get("page", "1"))
    return JSONResponse(beside_json(library.beside(asked.get("document", ""), number, asked.get("other", ""))))


ROUTES = {"/api/counterparts": _counterparts, "/api/beside": _beside}
"""Path → what answers it."""
