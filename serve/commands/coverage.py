"""The command `coverage`: how many documents and pages each country or presenter has, by year."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from index.coverage import AXES, Coverage, Covered
from serve.commands.arguments import AddCommand, Tell, Told, filters_of, narrowing_options, reading_of, reading_options
from serve.coverage_table import coverage_csv, coverage_json, covered_name, sentence, year_name
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import plural


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    text = "count documents and pages of each country or presenter, by year"
    parser = command("coverage", tell_coverage, text, narrowing_options(), reading_options())
    parser.add_argument("query", nargs="?", default="")
    parser.add_argument("--axis", choices=AXES, default=AXES[0], help="countries spoken of, or those of presenters")
    parser.add_argument("--by", choices=("country", "presenter"), default="country")
    parser.add_argument("--csv", metavar="FILE", help="write it as a table for spreadsheets")


def tell_coverage(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    """What `rapporteur coverage` gives."""
    by = chosen.axis if chosen.by == "country" else chosen.by
    found = library.coverage(chosen.query.removeprefix(" "), filters_of(chosen), by, reading_of(chosen))
    for note in found.notes:
        tell(note)
    if chosen.csv:
        write_pieces(chosen.csv, coverage_csv(found), "--csv")
        rows = len(found.rows)
        return {"file": chosen.csv, "rows": rows}, [f"{plural(rows, 'row')} written to {chosen.csv}."]
    return coverage_json(found), list(_lines(found))


def _lines(found: Coverage) -> Iterator[str]:
    pages, documents = plural(found.total_pages, "page"), plural(found.total_documents, "document")
    yield f"{pages} in {documents}, of {plural(found.selection.pages, 'page')} looked through"
    for row in found.rows:
        yield f"{covered_name(found.by, row.total.value)}: {sentence(row.total)}{_years(found, row)}"
    if found.without:
        yield f"Without one that is known: {plural(found.without, 'page')}."


def _years(found: Coverage, row: Covered) -> str:
    told = [f"{year_name(year)} {row.by_year[year].pages:,}" for year in found.years if year in row.by_year]
    return f" ({', '.join(told)})" if told else ""
