"""Answers as records over HTTP: of a question that is asked now, as a file; and those that were kept.

Nothing is kept by a request that only asks for an address: whoever follows a link would change the library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from serve.answer_record import AnswerRecord
from serve.answer_record_files import FORMS, Write
from serve.answer_record_json import kept_json, listed_json
from serve.api.ask import answered, inquiry_asked
from serve.library import Library
from serve.output_file import Form
from serve.render_answer import Standings


def _asked(form: Form[Write]) -> Callable[[Library, Request], Response]:
    """`/api/ask.md?q=…`, with the parameters of `/api/ask`."""

    def given(library: Library, request: Request) -> Response:
        asked = inquiry_asked(request)
        return _file(form, library.record_of(answered(library, asked), asked), request)

    return given


def _kept_file(form: Form[Write]) -> Callable[[Library, Request], Response]:
    """`/api/answers/ID.md`: a kept answer, each quote with its standing now."""

    def answer(library: Library, request: Request) -> Response:
        record = library.kept(request.path_params["id"])
        return _file(form, record, request, library.standings(record))

    return answer


def _file(form: Form[Write], record: AnswerRecord, request: Request, standings: Standings | None = None) -> Response:
    pieces = form.write(record, str(request.base_url), standings)
    headers = {
        "Content-Disposition": f'attachment; filename="answer-{record.id}{form.suffix}"',
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingResponse(pieces, media_type=f"{form.media_type}; charset=utf-8", headers=headers)


def _all_kept(library: Library, _request: Request) -> Response:
    records, problems = library.all_kept()
    listed = {"answers": list(map(listed_json, records)), "problems": [asdict(problem) for problem in problems]}
    return JSONResponse(listed)


def _kept(library: Library, request: Request) -> Response:
    record = library.kept(request.path_params["id"])
    return JSONResponse(kept_json(record, library.since(record)))


ROUTES = {
    **{f"/api/ask.{name}": _asked(form) for name, form in FORMS.items()},
    "/api/answers": _all_kept,
    **{f"/api/answers/{{id}}.{name}": _kept_file(form) for name, form in FORMS.items()},
    "/api/answers/{id}": _kept,
}
"""Path → what answers it."""
