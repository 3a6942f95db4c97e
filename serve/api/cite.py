"""Citations over HTTP: those that were picked, or all results of a search, as a file for reference managers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from serve.api.asked import filters_asked, reading_asked
from serve.citing import all_cited, format_named, picked
from serve.library import Library


def _citations(library: Library, request: Request) -> Response:
    """`?format=ris`: with `pick` once or more those passages, else all results of `q` and the filters."""
    filters, reading = filters_asked(request), reading_asked(request)
    asked, site = request.query_params, str(request.base_url)
    form, query, picks = format_named(asked.get("format", "text")), asked.get("q", ""), asked.getlist("pick")
    if picks:
        found = iter(picked(library.view(), picks, site, query, reading))
    else:
        found = all_cited(library.all_hits(query, filters, reading).hits, site, query, reading)
    headers = {
        "Content-Disposition": f'attachment; filename="citations{form.suffix}"',
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(form.write(found), media_type=f"{form.media_type}; charset=utf-8", headers=headers)


ROUTES = {"/api/cite": _citations}
"""Path → what answers it."""
