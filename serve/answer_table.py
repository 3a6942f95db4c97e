"""The rows of an answer as a table for spreadsheets: a line a quote, and one for each row without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from answer.records import Answer, AnswerRow, Quote
from core.countries import country_name
from core.languages import language_name
from index.queries.reading import PLAIN, Reading
from serve.answer_shown import as_shown
from serve.answer_words import row_title, silence
from serve.as_json import page_address
from serve.citation import citation_of, in_words
from serve.quoted_span import quoted_span
from serve.render import plain
from serve.spreadsheet import csv_rows, names

COLUMNS = (
    "question", "row", "place", "quote", "answer", "nothing_found", "documents_looked_through", "pages_looked_through",
    "speakers", "role", "organisations", "from", "about", "language", "document", "title", "date", "pdf_page", "page_label",
    "citation", "address",
)  # fmt: skip


def answer_csv(answer: Answer, site: str = "", separator: str = "comma", reading: Reading = PLAIN) -> Iterator[str]:
    """The quote of each row, or that it has none; of an answer without rows, its quotes, best first."""
    return csv_rows(COLUMNS, _records(as_shown(answer), site, reading), separator)


def _records(answer: Answer, site: str, reading: Reading) -> Iterator[Sequence[str | int]]:
    if not answer.by:
        searched: tuple[int, int] = answer.searched.documents, answer.searched.pages
        for place, quote in enumerate(answer.quotes, 1):
            yield [answer.question, "", place, *_quote(answer, quote, searched, site, reading)]
    for row in answer.rows:
        yield from _row(answer, row, site, reading)


def _row(answer: Answer, row: AnswerRow, site: str, reading: Reading) -> Iterator[Sequence[str | int]]:
    named, searched = [answer.question, row_title(answer, row)], (row.searched.documents, row.searched.pages)
    for place, quote in enumerate(row.quotes, 1):
        yield [*named, place, *_quote(answer, quote, searched, site, reading)]
    if not row.quotes:
        said: list[str | int] = [*named, "", "", "", silence(answer, row), *searched]
        yield [*said, *([""] * (len(COLUMNS) - len(said)))]


def _quote(answer: Answer, quote: Quote, searched: tuple[int, int], site: str, reading: Reading) -> Sequence[str | int]:
    document, page, speaker = quote.document, quote.page, quote.speaker
    permalink = urljoin(
        site, page_address(document.id, page.number, answer.question, reading, quoted_span(quote.span, quote.text))
    )
    cited = citation_of(document, page, quote.span, site)
    return [
        plain(quote.text), names(plain(part.of(page.text)) for part in quote.answer), "", *searched,
        names(speaker.speakers if speaker else quote.presenters), speaker.role.value if speaker else "",
        names(quote.organisations), names(map(country_name, quote.origin)), names(map(country_name, quote.about)),
        language_name(page.language), document.id, document.title, document.date, page.number, page.label,
        in_words(cited), permalink,
    ]  # fmt: skip
