"""The command `cite`, and `search --cite`: passages as citations, in words and for reference managers."""

from __future__ import annotations

import argparse

from core.errors import BadInput
from index.engine import Filters
from serve.citation import Citation, citation_at, citation_of, cited
from serve.citation_formats import FORMATS
from serve.citing import all_cited, format_named, format_of_file, quote_on
from serve.commands.arguments import AddCommand, Tell, Told, reading_of, reading_options, whole_number
from serve.library import Library
from serve.output_file import write_pieces
from serve.render import plural


def add_commands(command: AddCommand) -> None:
    """Adds the command of this module."""
    parser = command("cite", cite, "cite a page, or words of it", reading_options())
    parser.add_argument("document")
    parser.add_argument("number", type=whole_number)
    passage = parser.add_mutually_exclusive_group()
    passage.add_argument("--quote", metavar="TEXT", help="words of the page, to the letter")
    passage.add_argument("--mark", metavar="QUERY", help="the sentences that answer a query best")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text")
    parser.add_argument("--out", metavar="FILE", help="write it there; the ending tells the format")
    parser.add_argument("--site", metavar="URL", default="", help="the web page's address, before the permalink")


def cite(library: Library, chosen: argparse.Namespace, _tell: Tell) -> Told:
    """What `rapporteur cite` gives."""
    citation = _citation(library, chosen)
    if chosen.out:
        write_pieces(chosen.out, format_of_file(chosen.out).write([citation]), "--out")
        return {"file": chosen.out, "citations": 1}, [f"1 citation written to {chosen.out}."]
    value = {name: "".join(known.write([citation])).strip() for name, known in FORMATS.items()}
    value["quote"] = citation.quote
    return value, ["".join(format_named(chosen.format).write([citation])).strip()]


def _citation(library: Library, chosen: argparse.Namespace) -> Citation:
    page, document = library.page(chosen.document, chosen.number), library.document(chosen.document)
    if chosen.quote is not None:
        return citation_at(document, page, quote_on(page, chosen.quote), chosen.site)
    if chosen.mark is None:
        return citation_of(document, page, None, chosen.site)
    reading = reading_of(chosen)
    for hit in library.all_hits(chosen.mark, {"document": [document.id]}, reading).hits:
        if hit.page.number == page.number and hit.marks:
            return cited(hit, chosen.site, chosen.mark, reading)
    raise BadInput("The words do not stand on this page.", "Give others with --mark, or leave it out.")


def cite_results(library: Library, chosen: argparse.Namespace, query: str, filters: Filters) -> Told:
    """What `rapporteur search --cite FILE` gives: every result, each with its quote."""
    form, reading = format_of_file(chosen.cite), reading_of(chosen)
    found = library.all_hits(query, filters, reading)
    write_pieces(chosen.cite, form.write(all_cited(found.hits, chosen.site, query, reading)), "--cite")
    told = f"{plural(found.total_pages, 'citation')} written to {chosen.cite}."
    return {"file": chosen.cite, "citations": found.total_pages}, [told]
