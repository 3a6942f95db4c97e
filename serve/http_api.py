"""HTTP routes on the façade: files by document id, page images, and the JSON of the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core.errors import NotFound, RapporteurError
from index.engine import COUNTED
from ingest.formats.file_kinds import media_type
from serve import as_json, results_json
from serve.api import answers, ask, cite, compare, coverage, portraits, talks
from serve.api.asked import filters_asked, one_of, reading_asked, whole
from serve.grouping import GROUPED_BY
from serve.library import Library
from serve.page_image import part_around, with_boxes
from serve.quoted_span import read_span
from serve.readability import readability_json
from serve.results_table import csv_table
from serve.spreadsheet import SEPARATORS

_MODULES = (answers, ask, cite, compare, coverage, portraits, talks)
"""The modules that have routes of their own: ROUTES, path → what answers it."""

_API = "/api/"
_MOST_HITS = 100
_MOST_COMPLETIONS = 20


def routes(library: Library) -> list[Route]:
    """All routes of a library."""

    def route(path: str, endpoint: Callable[[Library, Request], Response]) -> Route:
        @wraps(endpoint)
        async def answer(request: Request) -> Response:
            try:
                return await run_in_threadpool(endpoint, library, request)
            except RapporteurError as exc:
                error = {"problem": exc.problem, "remedy": exc.remedy}
                return JSONResponse({"error": error}, status_code=exc.http_status)

        return Route(path, answer, methods=["GET"])

    return [
        route("/files/{document}/{name}", _file),
        route("/pages/{document}/{number:int}.png", _page_image),
        route("/api/search", _search),
        route("/api/complete", _complete),
        route("/api/search.csv", _table),
        route("/api/frequency", _frequency),
        route("/api/similar", _similar),
        route("/api/documents", _documents),
        route("/api/documents/{document}/pages/{number:int}", _page),
        route("/api/readability", _readability),
        route("/api/status", _status),
        *(route(path, endpoint) for module in _MODULES for path, endpoint in module.ROUTES.items()),
        route(f"{_API}{{rest:path}}", _unknown),
    ]


def _unknown(library: Library, request: Request) -> Response:
    """What no route answers: 404, with those there are. Without it the web page would answer, as if all were well."""
    known = [route.path for route in routes(library) if route.path.startswith(_API)]
    there = ", ".join(sorted(path for path in known if not path.endswith(":path}")))
    raise NotFound(f"There is no {request.url.path[:80]!r}.", f"There are: {there}.")


def _file(library: Library, request: Request) -> Response:
    """The file itself, in pieces where the reader asks for ranges. HTML is handed out as text: it is not ours.

    PDFs and texts are shown, office documents are downloaded.
    """
    document = library.document(request.path_params["document"])
    path = library.file_of(document.id)
    kind = media_type(path)
    disposition = "inline" if kind.startswith("text/") or kind == "application/pdf" else "attachment"
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    name = document.file.rsplit("/", 1)[-1]
    return FileResponse(path, media_type=kind, filename=name, content_disposition_type=disposition, headers=headers)


def _page_image(library: Library, request: Request) -> Response:
    document, number = request.path_params["document"], request.path_params["number"]
    active = request.query_params.get("active")
    quoted = read_span(request.query_params.get("span", ""))
    marked = library.marked_page(document, number, request.query_params.get("q", ""), reading_asked(request), quoted)
    drawn = with_boxes(library.image_of(marked), marked.page.width, marked.boxes, whole(active) if active else None)
    if request.query_params.get("part"):
        drawn = part_around(drawn, marked.page.width, marked.boxes)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=60"})


def _search(library: Library, request: Request) -> Response:
    """One slice of the results; with ?group_by=F, of their groups."""
    asked = request.query_params
    limit, offset = min(whole(asked.get("limit", "10")), _MOST_HITS), whole(asked.get("offset", "0"))
    query, filters, by = asked.get("q", ""), filters_asked(request), asked.get("group_by")
    reading = reading_asked(request)
    if by:
        one_of("group_by", by, GROUPED_BY)
        found = library.grouped(query, filters, by, 3, limit, offset, reading)
        return JSONResponse(results_json.grouped_json(found, by, reading))
    return JSONResponse(as_json.search_json(library.search(query, filters, limit, offset, reading), reading))


def _table(library: Library, request: Request) -> Response:
    """All results as CSV, sent as they are made."""
    asked = request.query_params
    separator = one_of("separator", asked.get("separator", "comma"), SEPARATORS)
    query, reading = asked.get("q", ""), reading_asked(request)
    found = library.all_hits(query, filters_asked(request), reading)
    headers = {"Content-Disposition": 'attachment; filename="results.csv"', "X-Content-Type-Options": "nosniff"}
    pieces = csv_table(found.hits, query, str(request.base_url), separator, reading)
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


def _frequency(library: Library, request: Request) -> Response:
    asked = request.query_params
    by = one_of("by", asked.get("by", "year"), COUNTED)
    found = library.frequency(asked.get("q", ""), filters_asked(request), by, reading_asked(request))
    return JSONResponse(results_json.frequency_json(found))


def _similar(library: Library, request: Request) -> Response:
    asked = request.query_params
    number, limit = whole(asked.get("page", "1")), min(whole(asked.get("limit", "10")), _MOST_HITS)
    found = library.similar(asked.get("document", ""), number, filters_asked(request), limit)
    return JSONResponse(results_json.similar_json(found))


def _complete(library: Library, request: Request) -> Response:
    """Ways to complete the word at `cursor` (default: at the end) of a query that is being written, with the pages that
    a search with the same parameters finds."""
    asked = request.query_params
    limit, cursor = min(whole(asked.get("limit", "8")), _MOST_COMPLETIONS), asked.get("cursor")
    at = whole(cursor) if cursor else None
    found = library.complete(
        asked.get("q", ""), limit, at, filters=filters_asked(request), reading=reading_asked(request)
    )
    return JSONResponse(as_json.completions_json(found))


def _documents(library: Library, request: Request) -> Response:
    return JSONResponse([as_json.document_json(document) for document in library.documents()])


def _page(library: Library, request: Request) -> Response:
    document, number = request.path_params["document"], request.path_params["number"]
    quoted = read_span(request.query_params.get("span", ""))
    marked = library.marked_page(document, number, request.query_params.get("q", ""), reading_asked(request), quoted)
    return JSONResponse(as_json.page_json(marked))


def _readability(library: Library, request: Request) -> Response:
    """All documents whose files are there; with ?document=ID, that one alone."""
    identifier = request.query_params.get("document")
    found = [readability_json(document) for document in library.readability(identifier)]
    return JSONResponse(found[0] if identifier else found)


def _status(library: Library, request: Request) -> Response:
    return JSONResponse(as_json.status_json(library.status()))
