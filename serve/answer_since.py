"""What became of a kept answer: whether its quotes still stand, and what the library answers now that it did not then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import NotFound
from core.records import Document
from index.engine import View
from serve.answer_record import AnswerRecord, RecordedQuote
from serve.render import plain

NamedQuote = tuple[str, RecordedQuote]
"""The value of the row that a quote is in ("": none), and the quote."""


class Standing(StrEnum):
    """Whether a quote stands where it stood, by the pages of the present index."""

    STANDS = "stands unchanged"
    CHANGED = "the page has changed"
    GONE = "the document is no longer there"


@dataclass(frozen=True, slots=True)
class Since:
    """A kept answer beside the library of now.

    `standings` has every quote by its pick. `fresh` is the same question asked again, with what is `new` in it and what is
    `missing`. Of the documents that are looked through, `added` are new, `changed` have another file or catalogue row;
    `removed` are the ids of those that are not looked through any more. `of_another` tells that none of the record's
    documents is in this library at all.
    """

    fresh: AnswerRecord
    standings: Mapping[str, Standing]
    new: tuple[NamedQuote, ...]
    missing: tuple[NamedQuote, ...]
    added: tuple[Document, ...]
    changed: tuple[Document, ...]
    removed: tuple[str, ...]
    of_another: bool

    @property
    def same(self) -> bool:
        """Whether the library gives the same quotes now."""
        return not self.new and not self.missing

    @property
    def other(self) -> bool:
        """Whether the answer is another one now, or the library is."""
        return not self.same or self.of_another


def standing_of(view: View, quote: RecordedQuote) -> Standing:
    """A quote is held against its page again, character by character."""
    cited = quote.cited
    known = view.documents.get(cited.document)
    if known is None or not known.indexed:
        return Standing.GONE
    try:
        text = view.page(cited.document, cited.page).text
    except NotFound:
        return Standing.CHANGED
    stands = cited.span is not None and bool(quote.text) and cited.span.of(text) == quote.text
    return Standing.STANDS if stands else Standing.CHANGED


def standings(view: View, record: AnswerRecord) -> dict[str, Standing]:
    """Every quote of a record by its pick."""
    return {quote.pick: standing_of(view, quote) for quote in record.all_quotes()}


def since(view: View, record: AnswerRecord, fresh: AnswerRecord) -> Since:
    """What is new since a record; `fresh` is the record of its question asked of this generation."""
    then, now = _told(record), _told(fresh)
    common = record.documents.keys() & fresh.documents.keys()
    return Since(
        fresh,
        standings(view, record),
        tuple(quote for key, quote in now.items() if key not in then),
        tuple(quote for key, quote in then.items() if key not in now),
        tuple(view.documents[one] for one in fresh.documents if one not in record.documents),
        tuple(view.documents[one] for one in sorted(common) if record.documents[one] != fresh.documents[one]),
        tuple(one for one in record.documents if one not in fresh.documents),
        bool(record.documents) and not record.documents.keys() & view.documents.keys(),
    )


def _told(record: AnswerRecord) -> dict[tuple[str, str, str], NamedQuote]:
    """The quotes that answer, by row, document and words: a quote that moved to another page is the same."""
    return {(row, one.cited.document, plain(one.text)): (row, one) for row, one in record.answering()}
