"""HTTP routes on the façade: files by document id, page images, and the JSON of the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core.errors import BadInput, RapporteurError
from index.engine import COUNTED
from index.queries.reading import PLAIN, Reading
from ingest.formats.file_kinds import media_type
from serve import as_json, results_json
from serve.cite_api import citations
from serve.filters import read_filters
from serve.grouping import GROUPED_BY
from serve.library import Library
from serve.page_image import with_boxes
from serve.readability import readability_json
from serve.readings import read_reading, reading_parameters
from serve.results_table import SEPARATORS, csv_table

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
        route("/api/cite", _cite),
        route("/api/frequency", _frequency),
        route("/api/similar", _similar),
        route("/api/ask", _ask),
        route("/api/documents", _documents),
        route("/api/documents/{document}/pages/{number:int}", _page),
        route("/api/readability", _readability),
        route("/api/status", _status),
    ]


def file_address(document: str, file: str, number: int | None = None) -> str:
    """Where a document's file is served, at one of its pages."""
    name = quote(file.rsplit("/", 1)[-1])
    return f"/files/{document}/{name}" + (f"#page={number}" if number else "")


def image_address(
    document: str, number: int, query: str = "", active: int | None = None, reading: Reading = PLAIN
) -> str:
    """Where the image of a page is served, marked for a query; `active` is the mark that stands out, from 0."""
    asked = (
        f"?q={quote(query, errors='replace')}" + (f"&active={active}" if active is not None else "") if query else ""
    )
    asked += "".join(f"&{name}={value}" for name, value in reading_parameters(reading).items()) if query else ""
    return f"/pages/{document}/{number}.png{asked}"


def table_address(asked: Mapping[str, Sequence[str]]) -> str:
    """Where all results of a search are served as CSV; names and values as `/api/search` takes them."""
    return _address("/api/search.csv", asked)


def citations_address(form: str, asked: Mapping[str, Sequence[str]]) -> str:
    """Where citations are served in a format; names and values as `/api/search` takes them, and `pick`."""
    return _address("/api/cite", {"format": [form], **asked})


def _address(path: str, asked: Mapping[str, Sequence[str]]) -> str:
    said = {name: values for name, values in asked.items() if any(values)}
    return f"{path}?{urlencode(said, doseq=True, errors='replace')}"


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
    marked = library.marked_page(document, number, request.query_params.get("q", ""), _reading(request))
    drawn = with_boxes(library.image_of(marked), marked.page.width, marked.boxes, _whole(active) if active else None)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=60"})


def _search(library: Library, request: Request) -> Response:
    """One slice of the results; with ?group_by=F, of their groups."""
    asked = request.query_params
    limit, offset = min(_whole(asked.get("limit", "10")), _MOST_HITS), _whole(asked.get("offset", "0"))
    query, filters, by = asked.get("q", ""), _filters(request), asked.get("group_by")
    reading = _reading(request)
    if by:
        _one_of("group_by", by, GROUPED_BY)
        found = library.grouped(query, filters, by, 3, limit, offset, reading)
        return JSONResponse(results_json.grouped_json(found, by, reading))
    return JSONResponse(as_json.search_json(library.search(query, filters, limit, offset, reading), reading))


def _table(library: Library, request: Request) -> Response:
    """All results as CSV, sent as they are made."""
    asked = request.query_params
    separator = _one_of("separator", asked.get("separator", "comma"), SEPARATORS)
    query, reading = asked.get("q", ""), _reading(request)
    found = library.all_hits(query, _filters(request), reading)
    headers = {"Content-Disposition": 'attachment; filename="results.csv"', "X-Content-Type-Options": "nosniff"}
    pieces = csv_table(found.hits, query, str(request.base_url), separator, reading)
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


def _cite(library: Library, request: Request) -> Response:
    return citations(library, request, _filters(request), _reading(request))


def _frequency(library: Library, request: Request) -> Response:
    asked = request.query_params
    by = _one_of("by", asked.get("by", "year"), COUNTED)
    found = library.frequency(asked.get("q", ""), _filters(request), by, _reading(request))
    return JSONResponse(results_json.frequency_json(found))


def _similar(library: Library, request: Request) -> Response:
    asked = request.query_params
    number, limit = _whole(asked.get("page", "1")), min(_whole(asked.get("limit", "10")), _MOST_HITS)
    found = library.similar(asked.get("document", ""), number, _filters(request), limit)
    return JSONResponse(results_json.similar_json(found))


def _one_of(name: str, value: str, known: Collection[str]) -> str:
    if value not in known:
        raise BadInput(f"{name}={value[:40]!r} is unknown.", f"Give one of: {', '.join(known)}.")
    return value


def _complete(library: Library, request: Request) -> Response:
    """Ways to complete the word at `cursor` (default: at the end) of a query that is being written, with the pages that
    a search with the same parameters finds."""
    asked = request.query_params
    limit, cursor = min(_whole(asked.get("limit", "8")), _MOST_COMPLETIONS), asked.get("cursor")
    at = _whole(cursor) if cursor else None
    found = library.complete(asked.get("q", ""), limit, at, filters=_filters(request), reading=_reading(request))
    return JSONResponse(as_json.completions_json(found))


def _ask(library: Library, request: Request) -> Response:
    by = request.query_params.get("by") or None
    if by not in (None, "country", "presenter"):
        raise BadInput(f"by={by!r} is unknown.", "Give country or presenter.")
    question = request.query_params.get("q", "")
    return JSONResponse(as_json.answer_json(library.ask(question, _filters(request), by, _reading(request))))


def _documents(library: Library, request: Request) -> Response:
    return JSONResponse([as_json.document_json(document) for document in library.documents()])


def _page(library: Library, request: Request) -> Response:
    document, number = request.path_params["document"], request.path_params["number"]
    marked = library.marked_page(document, number, request.query_params.get("q", ""), _reading(request))
    return JSONResponse(as_json.page_json(marked))


def _readability(library: Library, request: Request) -> Response:
    """All documents whose files are there; with ?document=ID, that one alone."""
    identifier = request.query_params.get("document")
    found = [readability_json(document) for document in library.readability(identifier)]
    return JSONResponse(found[0] if identifier else found)


def _status(library: Library, request: Request) -> Response:
    return JSONResponse(as_json.status_json(library.status()))


def _filters(request: Request) -> Any:
    return read_filters({facet: request.query_params.getlist(facet) for facet in COUNTED})


def _reading(request: Request) -> Reading:
    return read_reading(request.query_params)


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise BadInput(f"{text[:40]!r} is no whole number.", "Give numbers as 0, 1, 2…")
    return int(text)
