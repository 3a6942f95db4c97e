"""The JSON of an answer's record, as it is kept, exported and served; and its id, the hash of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from answer.records import Searched, Status, Tried, TriedWord
from core.records import Role, Span
from index.queries.reading import Reading
from serve.addresses import answer_address
from serve.answer_record import AnswerRecord, RecordedQuote, RecordedRow, Understood
from serve.answer_since import Since
from serve.as_json import Json
from serve.citation import Citation, Name
from serve.quote_context import Cut
from serve.render import plain

FORMAT = 1
"""Of the JSON that is written; one of a later version cannot be read."""

_ID_LETTERS = 24
_OUTSIDE = ("id", "asked_at", "permalink")
"""What is no part of what the answer says."""


def identified(record: AnswerRecord) -> AnswerRecord:
    """The record with its id."""
    return replace(record, id=id_of(_json(record)))


def id_of(said: Json) -> str:
    """The hash of all that a record's JSON says, the time left out."""
    inner = {name: value for name, value in said.items() if name not in _OUTSIDE}
    canonical = json.dumps(inner, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_ID_LETTERS]


def record_json(record: AnswerRecord) -> Json:
    """`rapporteur ask --out FILE.json`, and the file that is kept."""
    return {"id": record.id, "asked_at": record.asked_at, **_json(record)}


def as_text(said: Json) -> str:
    """The JSON as a file: in characters, but where it has halves of them in JSON's own escapes."""
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return (text if text.isascii() or _whole(text) else json.dumps(said, indent=1)) + "\n"


def _whole(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _json(record: AnswerRecord) -> Json:
    return {
        "format": FORMAT,
        "question": record.question,
        "understood": asdict(record.understood),
        "filters": dict(record.filters),
        "by": record.by,
        "free": list(record.freed),
        "reading": asdict(record.reading),
        "within": dict(record.within),
        "apart": record.apart,
        "generation": record.generation,
        "status": record.status.value,
        "quotes": [quote_json(quote) for quote in record.quotes],
        "rows": [
            {
                "value": row.value,
                "status": row.status.value,
                "quotes": [quote_json(quote) for quote in row.quotes],
                "searched": asdict(row.searched),
            }
            for row in record.rows
        ],
        "rows_left": record.rows_left,
        "related": [quote_json(quote) for quote in record.related],
        "searched": asdict(record.searched),
        "tried": asdict(record.tried) if record.tried else None,
        "documents": dict(record.documents),
    }


def quote_json(quote: RecordedQuote) -> Json:
    """A quote of a record: its words, where they stand, whose they are, of which work; marks are spans of its text, and
    `cut` tells whether its first and last sentence begin or go on elsewhere."""
    cited = quote.cited
    start, end = cited.span or (0, 0)
    return {
        "text": quote.text,
        "document": cited.document,
        "file": quote.file,
        "title": cited.title,
        "kind": cited.kind,
        "date": cited.date,
        "event": cited.event,
        "organisations": list(cited.organisations),
        "authors": [[name.family, name.given, name.body] for name in cited.presenters],
        "presenters": list(quote.presenters),
        "speakers": list(cited.speakers),
        "role": cited.role.value if cited.role else None,
        "country": quote.country,
        "countries": {"from": list(quote.countries_from), "about": list(quote.countries_about)},
        "language": cited.language,
        "page": cited.page,
        "page_label": cited.label,
        "start": start,
        "end": end,
        "marks": [list(span) for span in quote.marks],
        "answer": [list(span) for span in quote.answer],
        "cut": quote.cut._asdict(),
        "url": cited.address,
    }


def read_record(said: Any) -> AnswerRecord:
    """What record_json wrote. Raises KeyError, TypeError, ValueError, OverflowError or AttributeError for what is
    no record."""
    understood, reading = said["understood"], said["reading"]
    datetime.strptime(said["asked_at"], "%Y-%m-%dT%H:%M:%S%z")  # no part of the hash, so it is looked at
    return AnswerRecord(
        str(said["question"]),
        Understood(
            understood["kind"], understood["language"], tuple(understood["words"]), tuple(understood["equals"]),
            _filters(understood["filters"]), understood["by"], tuple(understood["notes"]),
        ),
        _filters(said["filters"]), said["by"], tuple(said["free"]),
        Reading(reading["language"], reading["terms"], reading["meaning"], reading["order"]),
        _filters(said["within"]), said["apart"], str(said["asked_at"]), int(said["generation"]), Status(said["status"]),
        _quotes(said["quotes"]), tuple(map(_row, said["rows"])), int(said["rows_left"]), _quotes(said["related"]),
        Searched(**said["searched"]), _tried(said["tried"]) if said["tried"] else None, dict(said["documents"]), str(said["id"]),
    )  # fmt: skip


def _row(said: Any) -> RecordedRow:
    return RecordedRow(said["value"], Status(said["status"]), _quotes(said["quotes"]), Searched(**said["searched"]))


def _tried(said: Any) -> Tried:
    words = tuple(
        TriedWord(one["word"], one["documents"], one["anywhere"], tuple(one["forms"]), tuple(one["nearest"]))
        for one in said["words"]
    )
    return Tried(said["understood"], said["equals"], words, said["meant"])


def _filters(said: Any) -> dict[str, tuple[str, ...]]:
    return {facet: tuple(values) for facet, values in said.items()}


def _quotes(said: Sequence[Any]) -> tuple[RecordedQuote, ...]:
    return tuple(map(_quote, said))


def _quote(said: Any) -> RecordedQuote:
    if not said["url"].startswith("/document?"):
        raise ValueError(said["url"])
    cited = Citation(
        said["document"], said["title"], said["kind"], tuple(Name(*name) for name in said["authors"]),
        tuple(said["organisations"]), said["event"], said["date"], int(said["page"]), said["page_label"], said["language"],
        plain(said["text"]), Span(int(said["start"]), int(said["end"])), tuple(said["speakers"]),
        Role(said["role"]) if said["role"] else None, said["url"],
    )  # fmt: skip
    return RecordedQuote(
        said["text"], cited, said["file"], tuple(said["presenters"]), said["country"],
        tuple(said["countries"]["from"]), tuple(said["countries"]["about"]), _spans(said["marks"]),
        _spans(said["answer"]), Cut(**{side: bool(cut) for side, cut in said.get("cut", {}).items()}),
    )  # fmt: skip


def _spans(said: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in said)


def listed_json(record: AnswerRecord) -> Json:
    """One row of `rapporteur answers --json`."""
    return {
        "id": record.id,
        "asked_at": record.asked_at,
        "question": record.question,
        "status": record.status.value,
        "quotes": len([*record.answering()]),
        "generation": record.generation,
        "url": answer_address(record.id),
    }


def kept_json(record: AnswerRecord, found: Since) -> Json:
    """`rapporteur answer --json`: the record, whether its quotes stand by their picks, and what is new since."""
    return {
        "record": record_json(record),
        "standings": {pick: standing.value for pick, standing in found.standings.items()},
        "since": {
            "generation": found.fresh.generation,
            "same": found.same,
            "of_another_library": found.of_another,
            "new": [{"row": row or None, **quote_json(quote)} for row, quote in found.new],
            "missing": [{"row": row or None, **quote_json(quote)} for row, quote in found.missing],
            "added": [document.id for document in found.added],
            "changed": [document.id for document in found.changed],
            "removed": list(found.removed),
        },
    }
