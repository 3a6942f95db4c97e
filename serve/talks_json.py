"""The JSON of what tells of the same talk. Beside as_json.py, and as much a contract."""

from __future__ import annotations

from core.records import Document
from index.talks.beside import Beside
from index.talks.counterparts import Counterpart, Counterparts
from serve.as_json import Json, page_address


def counterparts_json(found: Counterparts) -> Json:
    """`rapporteur counterparts --json`: the page, its counterparts, and the documents that were looked through."""
    return {
        **_page_json(found.document, found.page.number),
        "counterparts": [_counterpart_json(one) for one in found.found],
        "looked_through": [document.id for document in found.looked],
        "note": found.nothing,
    }


def _counterpart_json(one: Counterpart) -> Json:
    return {
        **_page_json(one.document, one.number),
        "presenters": list(one.presenters),
        "event": one.event,
        "names_title": one.titled,
        "shares": list(one.words),
        "score": round(one.score, 3),
        "evidence": one.evidence,
    }


def beside_json(found: Beside) -> Json:
    """`rapporteur beside --json`: a page, the page beside it, whether that is certain, and how it is known."""
    return {
        **_page_json(found.document, found.number),
        "beside": _page_json(found.other, found.other_number),
        "certain": found.certain,
        "evidence": found.evidence,
    }


def _page_json(document: Document, number: int) -> Json:
    return {
        "document": document.id,
        "title": document.title,
        "page": number,
        "page_label": document.pages[number - 1].label,
        "url": page_address(document.id, number),
    }
