"""The command `compare`: a query's or question's best passages, one row per country, presenter, document…"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from core.errors import BadInput
from index.queries.reading import ORDERS
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
from serve.comparing import COMPARED, MOST_PASSAGES, QUERIES, Cell, Comparison, Layout
from serve.comparison_files import form_of_file
from serve.comparison_json import comparison_json
from serve.comparison_layout import values_of
from serve.comparison_words import column_name, doubt, looked, row_name, silence, speaker_name
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import numbered, plain, plural
from serve.spreadsheet import SEPARATORS
from serve.value_names import value_name

_MOST_OTHERS = 20


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    text = "set the best passages side by side, a row per country, presenter or document; a text that ends in ? is a question"
    parser = command("compare", _compare, text, narrowing_options(), reading_options())
    parser.add_argument("query")
    parser.add_argument("--by", choices=COMPARED, default=COMPARED[0], help="what rows are made of")
    parser.add_argument("--row", metavar="VALUE", action="append", default=[], help="a row (default: most pages first)")
    parser.add_argument("--across", choices=COMPARED, default="", help="what columns are made of")
    parser.add_argument("--column", metavar="VALUE", action="append", default=[], help="a column, by --across")
    parser.add_argument("--versus", metavar="QUERY", action="append", default=[], help="a further query, as a column")
    parser.add_argument(
        "--passages", type=whole_number, default=2, help=f"of each row and column, 1 to {MOST_PASSAGES}"
    )
    parser.add_argument("--sort", choices=ORDERS, default=ORDERS[0], help="which passages are the first")
    parser.add_argument("--out", metavar="FILE", help="with full citations: .csv, .html (Word opens it) or .md")
    parser.add_argument("--separator", choices=tuple(SEPARATORS), default="comma", help="of the cells of a .csv")
    parser.add_argument("--site", metavar="URL", default="", help="the web page's address, before the permalinks")


def _compare(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    layout, form = _layout(chosen), form_of_file(chosen.out) if chosen.out else None
    found = library.compare(chosen.query.removeprefix(" "), filters_of(chosen), layout, reading_of(chosen))
    for note in found.notes:
        tell(note)
    if form:
        write_pieces(chosen.out, form.write(found, chosen.site, chosen.separator), "--out")
        return {"file": chosen.out, "rows": len(found.rows)}, [
            f"{plural(len(found.rows), 'row')} written to {chosen.out}."
        ]
    return comparison_json(found), list(_lines(found))


def _layout(chosen: argparse.Namespace) -> Layout:
    """The layout that a command asks for. Raises BadInput."""
    if chosen.column and not chosen.across:
        raise BadInput("--column says nothing without --across.", "Say what columns are made of: --across kind.")
    if chosen.versus and chosen.across:
        raise BadInput("Columns are either values or queries.", "Leave --across out, or --versus.")
    return Layout(
        chosen.by, values_of(chosen.by, chosen.row), QUERIES if chosen.versus else chosen.across,
        values_of(chosen.across, chosen.column), tuple(query.removeprefix(" ") for query in chosen.versus),
        chosen.passages,
    )  # fmt: skip


def _lines(found: Comparison) -> Iterator[str]:
    for row in found.rows:
        yield f"{row_name(found, row)} ({looked(row.searched)})"
        for cell in row.cells:
            if cell.column:
                yield f"  {column_name(found, cell.column)}"
            yield from (f"    {line}" for line in _cell_lines(cell))
    if found.others:
        named = (value_name(found.layout.by, count.value, found.documents) for count in found.others[:_MOST_OTHERS])
        yield f"Found too, and added by --row: {', '.join(named)}"


def _cell_lines(cell: Cell) -> Iterator[str]:
    if not cell.passages:
        yield silence(cell)
    elif cell.pages:
        yield f"{plural(cell.pages, 'page')}:"
    for passage in cell.passages:
        document, page, speaker = passage.document, passage.page, speaker_name(passage)
        by = f"{speaker}, " if speaker else ""
        where = f"{document.title}, {numbered(page.label, page.number)} [{document.id} {page.number}]"
        not_certain = f" (not certain: {doubt(passage)})" if doubt(passage) else ""
        yield f"“{plain(passage.text)}” — {by}{where}{not_certain}"
