"""The command `ask`: quotes that answer a question, and with `--phrase` a language model's sentences of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import chain

from answer.phrasing.prompt import handed_over
from answer.records import Answer, Quote
from core.errors import BadInput
from index.engine import View
from index.queries.reading import Reading
from serve import as_json
from serve.answer_table import answer_csv
from serve.answer_words import (
    FACETS_APART,
    check_words,
    quote_lines,
    row_title,
    rows_note,
    rows_taken,
    silence,
    taken_from,
    understood_as,
)
from serve.commands.answers import record_options, written_or_kept
from serve.commands.arguments import (
    AddCommand,
    Tell,
    Told,
    filters_of,
    narrowing_options,
    reading_of,
    reading_options,
)
from serve.filters import FREEABLE
from serve.inquiry import Inquiry
from serve.library import Library
from serve.nothing_words import RELATED, tried_lines
from serve.output_file import write_pieces
from serve.phrased_json import last_of, phrased_json
from serve.phrased_lines import phrased_lines
from serve.quote_context import cut_of
from serve.quoted_span import quoted_span
from serve.readability import looked_through, unreadable_notes
from serve.render import plain
from serve.spreadsheet import SEPARATORS


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    asked = command("ask", _ask, "answer a question with quotes", narrowing_options(), reading_options())
    asked.add_argument("question")
    asked.add_argument("--by", choices=tuple(FACETS_APART), help="a quote for each, or that there is none")
    asked.add_argument(
        "--free",
        choices=FREEABLE,
        action="append",
        default=[],
        help="don't narrow by what the question names of this facet",
    )
    asked.add_argument("--phrase", action="store_true", help="also in sentences of the language model that is set up")
    asked.add_argument("--csv", metavar="FILE", help="the quotes as a table for spreadsheets")
    asked.add_argument("--separator", choices=tuple(SEPARATORS), default="comma", help="of the table's cells")
    asked.add_argument("--site", metavar="URL", default="", help="the web page's address, before the permalinks")
    record_options(asked)


def _ask(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    _check(chosen)
    reading = reading_of(chosen)
    question = chosen.question.removeprefix(" ")
    asked = Inquiry(question, filters_of(chosen), chosen.by or "", reading, tuple(chosen.free))
    answer = library.answer(asked)
    check_words(answer.asked)
    for note in answer.asked.notes:
        tell(note)
    if chosen.csv:
        write_pieces(chosen.csv, answer_csv(answer, chosen.site, chosen.separator, reading), "--csv")
        return {"file": chosen.csv, "rows": len(answer.rows)}, [f"Written to {chosen.csv}."]
    told: Told = (as_json.answer_json(answer, reading), list(_lines(library.view(), answer, asked)))
    if chosen.out or chosen.keep:
        record = library.record_of(answer, asked)
        return written_or_kept(library, chosen, record, told)
    return _phrased(library, answer, told, chosen.json, tell) if chosen.phrase else told


def _check(chosen: argparse.Namespace) -> None:
    """Nothing that is asked for is left out without a word."""
    record = chosen.out or chosen.keep
    if chosen.csv and (record or chosen.phrase):
        raise BadInput("--csv goes without --out, --keep and --phrase.", "Ask once for each.")
    if chosen.phrase and record:
        raise BadInput("--phrase goes without --out and --keep.", "An answer is kept as its quotes; ask once for each.")


def _phrased(library: Library, answer: Answer, told: Told, as_value: bool, tell: Tell) -> Told:
    """With the language model's sentences above the quotes."""
    phrasing = library.phrase(answer)
    if library.model.ready and handed_over(answer):
        tell(library.model.sent_to)
    if as_value:
        return {**told[0], "phrased": phrased_json(last_of(phrasing), answer, library.model.sent_to)}, []
    return told[0], chain(phrased_lines(phrasing, answer), told[1])


def _lines(view: View, answer: Answer, asked: Inquiry) -> Iterator[str]:
    if answer.status == "not_found":
        yield "Nothing found that answers this."
    if understood := understood_as(answer):
        yield f"Understood as: {understood}"
    for facet, said in [*taken_from(answer), ("by", rows_taken(answer, asked.by))]:
        yield from [f"From the question: {said} (without: --free {facet})"] if said else []
    for quote in () if answer.by else answer.quotes:
        yield from _quote(view, answer, quote, asked.reading)
    if answer.by:
        yield f"\n{rows_note(answer)}"
    for row in answer.rows:
        yield f"\n{row_title(answer, row)}"
        for quote in row.quotes:
            yield from _quote(view, answer, quote, asked.reading)
        if not row.quotes:
            yield f"  {silence(answer, row)}"
    if answer.tried:
        yield from ("", *tried_lines(answer.tried))
        yield from [f"Perhaps meant: {answer.tried.meant}"] if answer.tried.meant else []
    if answer.related:
        yield f"\n{RELATED}:"
    for quote in answer.related:
        yield from _quote(view, answer, quote, asked.reading)
    yield " ".join((f"\nSearched: {looked_through(answer.searched)}.", *unreadable_notes(answer.searched)))


def _quote(view: View, answer: Answer, quote: Quote, reading: Reading) -> Iterator[str]:
    place = quoted_span(quote.span, quote.text)
    address = as_json.page_address(quote.document.id, quote.page.number, answer.question, reading, place)
    cut = cut_of(view, quote)
    yield f"  {cut.lead}“{plain(quote.text)}”{cut.trail}"
    yield from (f"    {line}" for line in quote_lines(quote, address))
