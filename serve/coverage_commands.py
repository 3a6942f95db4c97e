"""The command `coverage`: how many documents and pages each country or presenter has, by year."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from index.coverage import AXES, Coverage
from index.engine import Filters
from serve.arguments import reading_of
from serve.coverage_table import coverage_csv, coverage_json, covered_name, year_name
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import plural

Told = tuple[Any, list[str]]


def coverage_options(parser: argparse.ArgumentParser) -> None:
    """The arguments of `coverage`."""
    parser.add_argument("query", nargs="?", default="")
    parser.add_argument("--axis", choices=AXES, default=AXES[0], help="countries spoken of, or those of presenters")
    parser.add_argument("--by", choices=("country", "presenter"), default="country")
    parser.add_argument("--csv", metavar="FILE", help="write it as a table for spreadsheets")


def tell_coverage(
    library: Library, chosen: argparse.Namespace, filters: Filters, tell: Callable[[str], None]
) -> Told:
    """What `rapporteur coverage` gives; `tell` hears its notes."""
    by = chosen.axis if chosen.by == "country" else chosen.by
    found = library.coverage(chosen.query.removeprefix(" "), filters, by, reading_of(chosen))
    for note in found.notes:
        tell(note)
    if chosen.csv:
        write_pieces(chosen.csv, coverage_csv(found), "--csv")
        rows = len(found.rows)
        return {"file": chosen.csv, "rows": rows}, [f"{plural(rows, 'row')} written to {chosen.csv}."]
    return coverage_json(found), list(_lines(found))


def _lines(found: Coverage) -> list[str]:
    pages, documents = plural(found.total_pages, "page"), plural(found.total_documents, "document")
    lines = [f"{pages} in {documents}, of {plural(found.selection.pages, 'page')} looked through"]
    for row in found.rows:
        years = ", ".join(f"{year_name(year)}: {row.by_year[year].pages:,}" for year in found.years if year in row.by_year)
        name, total = covered_name(found.by, row.total.value), row.total
        lines.append(f"{name}: {plural(total.documents, 'document')}, {plural(total.pages, 'page')} ({years})")
    if found.without:
        lines.append(f"{plural(found.without, 'page')} of none that is known.")
    return lines
