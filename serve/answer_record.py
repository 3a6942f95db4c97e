"""The record of an answer: all that is needed to cite it, print it and hold it against a later library.

A record stands for itself: it has no document or page of an index, so it can be read when these are gone. Its id is the hash
of all that it says but for the time, so the same answer of the same generation is the same record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from answer.question import Question
from answer.records import Answer, AnswerRow, Quote, Searched, Status, Tried
from core.records import Span
from index.engine import Filters, View
from index.queries.parser import parse
from index.queries.reading import Reading
from serve.answer_shown import as_shown
from serve.answer_words import FACETS_APART
from serve.as_json import page_address
from serve.citation import Citation, citation_of, pick_of
from serve.inquiry import Inquiry
from serve.looked_for import equals_of, words_of
from serve.quote_context import WHOLE, Cut, cut_of
from serve.quoted_span import quoted_span

Moment = Callable[[], datetime]
"""Tells the time."""

_FINGERPRINT = 16
"""Letters of a document's fingerprint that a record keeps: 64 bits."""


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was understood: what it asks for, its language (None: not known), the words it was looked for with, the
    terms that are equal to them, the filters it names itself, what it asks to be told apart, and notes to the reader."""

    kind: str
    language: str | None
    words: tuple[str, ...] = ()
    equals: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedQuote:
    """A quote as it stood on its page: `text` to the letter, `marks` and `answer` spans of it. `presenters` have the words,
    from `countries_from`; they speak of `countries_about`; `country` is the first of these. `cut` tells whether it begins or
    stops in the middle of a sentence.

    The address of its citation is relative to the web page's.
    """

    text: str
    cited: Citation
    file: str
    presenters: tuple[str, ...]
    country: str | None
    countries_from: tuple[str, ...] = ()
    countries_about: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()
    cut: Cut = WHOLE

    @property
    def pick(self) -> str:
        """Where it stands, in a word."""
        return pick_of(self.cited.document, self.cited.page, self.cited.span)

    def cited_at(self, site: str) -> Citation:
        """Its citation, with the permalink on a server."""
        return replace(self.cited, address=urljoin(site, self.cited.address))


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """The answer for one country or presenter, and what was looked through for it."""

    value: str
    status: Status
    quotes: tuple[RecordedQuote, ...]
    searched: Searched

    @property
    def shown(self) -> tuple[RecordedQuote, ...]:
        """Its best quote; records of before have more, which were not shown either."""
        return self.quotes[:1]


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer: what was asked, how it was understood, within which filters, when (`asked_at`, ISO 8601, UTC), of which
    generation, what was found and what was looked through.

    `filters` and `by` are the reader's, `freed` what of the question's own they left aside; `within` are the filters that held,
    `apart` is what its rows are made of ("country", "presenter" or ""), `rows_left` how many values had no row; where there
    are rows, `quotes` are theirs, in their order. `tried` says
    what was looked for in vain, `related` quotes are near the question and no answer. `documents` are those that were looked
    through: id → fingerprint of file and catalogue row. `id` is the hash of all but the time (`answer_record_json.py` gives
    it); `kept` tells that it has a permalink.
    """

    question: str
    understood: Understood
    filters: Mapping[str, tuple[str, ...]]
    by: str
    freed: tuple[str, ...]
    reading: Reading
    within: Mapping[str, tuple[str, ...]]
    apart: str
    asked_at: str
    generation: int
    status: Status
    quotes: tuple[RecordedQuote, ...]
    rows: tuple[RecordedRow, ...]
    rows_left: int
    related: tuple[RecordedQuote, ...]
    searched: Searched
    tried: Tried | None
    documents: Mapping[str, str]
    id: str = ""
    kept: bool = False

    @property
    def inquiry(self) -> Inquiry:
        """What was asked."""
        return Inquiry(self.question, self.filters, self.by, self.reading, self.freed)

    @property
    def rows_by(self) -> str:
        """The facet whose values make its rows."""
        return FACETS_APART.get(self.apart, "about")

    def answering(self) -> Iterator[tuple[str, RecordedQuote]]:
        """The quotes that answer and are shown, each with the row it is in ("": the answer as a whole)."""
        if self.rows:
            yield from ((row.value, quote) for row in self.rows for quote in row.shown)
        else:
            yield from (("", quote) for quote in self.quotes)

    def all_quotes(self) -> list[RecordedQuote]:
        """All that it shows, each place once: the quotes, those of the rows, and what is only related."""
        shown = [*(quote for _, quote in self.answering()), *self.related]
        return list({quote.pick: quote for quote in shown}.values())


def _now() -> datetime:
    return datetime.now(UTC)


def record_of(answer: Answer, view: View, asked: Inquiry, moment: Moment = _now) -> AnswerRecord:
    """The record of an answer to what was asked, still without its id; `view` is the generation it was given by."""

    def recorded(quotes: Sequence[Quote]) -> tuple[RecordedQuote, ...]:
        return tuple(_recorded(view, quote, answer.question, asked.reading) for quote in quotes)

    answer = as_shown(answer)
    rows = tuple(_row(answer.by, row, recorded(row.quotes)) for row in answer.rows)
    quotes = tuple(quote for row in rows for quote in row.quotes) if answer.by else recorded(answer.quotes)
    return AnswerRecord(
        answer.question, _understood(answer.asked), _plain(asked.filters), asked.by, tuple(sorted(set(asked.freed))),
        asked.reading,
        _plain(answer.filters), answer.by, moment().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        answer.generation, answer.status, quotes, rows, answer.rows_left, recorded(answer.related),
        answer.searched, answer.tried, _documents(view, answer.filters),
    )  # fmt: skip


def _row(by: str, row: AnswerRow, quotes: Sequence[RecordedQuote]) -> RecordedRow:
    own = [replace(quote, country=row.value) if by == "country" else quote for quote in quotes]
    return RecordedRow(row.value, row.status, tuple(own), row.searched)


def _plain(filters: Filters) -> dict[str, tuple[str, ...]]:
    return {facet: tuple(values) for facet, values in sorted(filters.items()) if values}


def _recorded(view: View, quote: Quote, question: str, reading: Reading) -> RecordedQuote:
    document, page = quote.document, quote.page
    address = page_address(document.id, page.number, question, reading, quoted_span(quote.span, quote.text))
    cited = replace(citation_of(document, page, quote.span), address=address)
    return RecordedQuote(
        quote.text, cited, document.file, quote.presenters, quote.country, quote.origin, quote.about,
        _inner(quote, quote.marks), _inner(quote, quote.answer), cut_of(view, quote),
    )  # fmt: skip


def _inner(quote: Quote, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans of the page as spans of the quote, in order, none over another."""
    found: list[Span] = []
    for span in sorted(spans):
        start, end = span.start - quote.span.start, span.end - quote.span.start
        if found and start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        elif 0 <= start < end <= len(quote.text):
            found.append(Span(start, min(end, len(quote.text))))
    return tuple(found)


def _understood(asked: Question) -> Understood:
    return Understood(
        asked.kind.value, asked.language, words_of(asked), equals_of(asked), _plain(asked.filters), asked.by,
        tuple(asked.notes),
    )  # fmt: skip


def _documents(view: View, filters: Filters) -> dict[str, str]:
    """The documents that filters choose pages of, and what tells whether they changed."""
    counts = view.search(parse(""), filters, 0, counted=("document",)).facets["document"]
    wanted = set(filters.get("document", ()))
    chosen = sorted(count.value for count in counts if not wanted or count.value in wanted)
    return {identifier: _fingerprint(view, identifier) for identifier in chosen}


def _fingerprint(view: View, identifier: str) -> str:
    known = view.documents[identifier].fingerprint
    return hashlib.sha256(f"{known.content}\n{known.row}".encode()).hexdigest()[:_FINGERPRINT]
