"""The commands on queries and results: `search` (a page, groups, a CSV of all), `complete`, `frequency`, `similar`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from core.errors import BadInput
from index.engine import COUNTED, Filters
from index.frequency import rate
from index.queries.equals import also_looked_for, term_name
from index.queries.reading import ORDERS, Reading
from index.search import Hit, Results
from index.similar import Alike
from serve import as_json, results_json
from serve.commands.arguments import (
    AddCommand,
    Tell,
    Told,
    filters_of,
    narrowing_options,
    reading_of,
    reading_options,
    whole_number,
)
from serve.commands.cite import cite_results
from serve.grouping import GROUPED_BY
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import by_meaning_name, plain, plural, speaker_name
from serve.results_table import csv_table
from serve.spreadsheet import SEPARATORS

_STANDARD_OUTPUT = "-"
_BY_WORDS = "The table has the results by words; pages found by meaning alone are not in it."


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    searched = command("search", find, "find pages", narrowing_options(), reading_options())
    _search_options(searched)
    completed = command("complete", complete_query, "tell how a query that is being written may go on")
    completed.add_argument("query")
    completed.add_argument("--limit", type=whole_number, default=8)
    text = "count how often words stand, and where"
    counted = command("frequency", count_frequency, text, narrowing_options(), reading_options())
    counted.add_argument("query")
    counted.add_argument("--by", choices=COUNTED, default="year")
    alike = command("similar", find_similar, "find pages like a page", narrowing_options())
    alike.add_argument("document")
    alike.add_argument("number", type=whole_number)
    alike.add_argument("--limit", type=whole_number, default=10)


def _search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query")
    parser.add_argument("--limit", type=whole_number, default=10)
    parser.add_argument("--offset", type=whole_number, default=0)
    parser.add_argument("--sort", choices=ORDERS, default=ORDERS[0], help="date: newest first; presenter: family names")
    parser.add_argument("--group-by", choices=GROUPED_BY, help="--limit and --offset then count groups")
    parser.add_argument("--csv", metavar="FILE", help="all results as a table for spreadsheets (-: on stdout)")
    parser.add_argument("--cite", metavar="FILE", help="all results as citations: .bib, .ris, .json (CSL) or .txt")
    parser.add_argument("--separator", choices=tuple(SEPARATORS), default="comma", help="of the table's cells")
    parser.add_argument("--site", metavar="URL", default="", help="the web page's address, for the table's links")


def find(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    """What `rapporteur search` gives; `tell` hears its notes."""
    query, filters, reading = chosen.query.removeprefix(" "), filters_of(chosen), reading_of(chosen)
    if chosen.cite:
        return cite_results(library, chosen, query, filters)
    if chosen.csv:
        return _table(library, chosen, query, filters, reading, tell)
    if chosen.group_by:
        return _groups(library, chosen, query, filters, reading, tell)
    results = library.search(query, filters, chosen.limit, chosen.offset, reading)
    lines = _head(results, tell)
    for hit in results.hits:
        lines += ["", *_hit_lines(hit)]
    return as_json.search_json(results, reading), lines


def _head(results: Results, tell: Tell) -> list[str]:
    for note in results.notes:
        tell(note)
    suggested = [f"Did you mean: {results.suggestion}"] if results.suggestion else []
    also = also_looked_for(results.terms)
    equals = [f"Also looked for: {also} (without: --no-terms)"] if also else []
    besides = f"; {results.pages_by_meaning} more by their meaning" if results.pages_by_meaning else ""
    pages, documents = plural(results.total_pages, "page"), plural(results.total_documents, "document")
    return [f"{pages} in {documents}{besides}", *suggested, *equals]


def _hit_lines(hit: Hit) -> Iterator[str]:
    by = f" ({', '.join(hit.voice.presenters)})" if hit.voice.presenters else ""
    yield f"{hit.document.title}{by}, p. {hit.page.label} [{hit.document.id} {hit.page.number}]"
    if hit.section:
        yield f"    {' › '.join(hit.section)}"
    if hit.speaker and hit.speaker in hit.document.turns:
        yield f"    {speaker_name(hit.document, hit.speaker)}"
    if hit.by_meaning:
        yield f"    {by_meaning_name(hit)}"
    yield f"    {plain(hit.snippet.text)}"
    if hit.found_by:
        yield f"    found by: {', '.join(map(term_name, hit.found_by))}"


def _groups(
    library: Library,
    chosen: argparse.Namespace,
    query: str,
    filters: Filters,
    reading: Reading,
    tell: Tell,
) -> Told:
    found = library.grouped(query, filters, chosen.group_by, 3, chosen.limit, chosen.offset, reading)
    lines = [*_head(found.results, tell), plural(found.total, "group")]
    for group in found.groups:
        lines += ["", f"{group.count.value}: {plural(group.count.pages, 'page')}"]
        lines += [f"    {line}" for hit in group.hits for line in _hit_lines(hit)]
    return results_json.grouped_json(found, chosen.group_by, reading), lines


def _table(
    library: Library,
    chosen: argparse.Namespace,
    query: str,
    filters: Filters,
    reading: Reading,
    tell: Tell,
) -> Told:
    if chosen.csv == _STANDARD_OUTPUT and chosen.json:
        raise BadInput("--csv - and --json both want stdout.", "Name a file with --csv, or leave --json out.")
    found, by_words = library.all_hits(query, filters, reading), library.finds_by_meaning and reading.meaning
    for note in (*found.notes, *([_BY_WORDS] if by_words else [])):
        tell(note)
    total = found.total_pages
    pieces = csv_table(found.hits, query, chosen.site, chosen.separator, reading)
    if chosen.csv == _STANDARD_OUTPUT:
        with suppress(BrokenPipeError):  # whoever reads it has had enough (`| head`)
            for piece in pieces:
                sys.stdout.buffer.write(piece.encode("utf-8"))
        return None, []
    write_pieces(chosen.csv, pieces, "--csv")
    return {"file": chosen.csv, "rows": total}, [
        f"{plural(total, 'result')}{' by words' if by_words else ''} written to {chosen.csv}."
    ]


def complete_query(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur complete` gives."""
    found = library.complete(chosen.query.removeprefix(" "), chosen.limit)
    lines = [f"{each.query}  ({each.kind}, {plural(each.pages, 'page')})" for each in found]
    return as_json.completions_json(found), lines


def count_frequency(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    """What `rapporteur frequency` gives; `tell` hears its notes."""
    found = library.frequency(chosen.query.removeprefix(" "), filters_of(chosen), chosen.by, reading_of(chosen))
    for note in found.notes:
        tell(note)
    lines = [f"{found.by}: {' | '.join(found.series)} (per 10,000 words), pages, documents"]
    for row in (row for row in found.rows if row.pages):
        stands = " | ".join(f"{count:,} ({rate(count, row.words):.1f})" for count in row.occurrences)
        lines.append(f"{row.value}: {stands}, {row.pages:,}, {row.documents:,}")
    if silent := sum(not row.pages for row in found.rows):
        lines.append(f"{silent:,} more, of which no page answers.")
    return results_json.frequency_json(found), lines


def find_similar(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur similar` gives."""
    found = library.similar(chosen.document, chosen.number, filters_of(chosen), chosen.limit)
    lines = [f"Looked for: {', '.join(found.words) or 'no telling word'}"]
    for title, alikes in (("Elsewhere:", found.elsewhere), ("In the same document:", found.here)):
        lines += ["", title, *(line for alike in alikes for line in _alike_lines(alike))] if alikes else []
    return results_json.similar_json(found), lines if len(lines) > 1 else [*lines, "No other page is like it."]


def _alike_lines(alike: Alike) -> Sequence[str]:
    return [*_hit_lines(alike.hit), f"    [{', '.join(alike.words)}]"]
