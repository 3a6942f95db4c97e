"""Sentences made of an answer's quotes, as the JSON of the command line and the HTTP API: the key `phrased`."""

from __future__ import annotations

from collections.abc import Iterable

from answer.phrasing.prompt import handed_over
from answer.phrasing.records import Phrased, numbered
from answer.records import Answer
from serve.as_json import Json


def last_of(phrasing: Iterable[Phrased]) -> Phrased:
    """The sentences once nothing more comes."""
    *_, last = phrasing
    return last


def phrased_json(phrased: Phrased, answer: Answer, sent_to: str) -> Json:
    """Each sentence with the quotes it cites, why others were left out, a note, and what was sent where."""
    quotes = numbered(answer)
    return {
        "sentences": [{"text": one.text, "quotes": list(one.keys)} for one in phrased.sentences],
        "quotes": [
            {
                "key": key,
                "document": quote.document.id,
                "page": quote.page.number,
                "start": quote.span.start,
                "end": quote.span.end,
            }
            for key, quote in quotes.items()
        ],
        "dropped": [why.value for why in phrased.dropped],
        "note": phrased.note,
        "sent_to": sent_to if handed_over(answer) else "",
    }
