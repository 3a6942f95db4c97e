"""A comparison as a file to keep: CSV for spreadsheets, HTML that Word opens, Markdown; with full citations each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.countries import country_name
from core.languages import language_name
from core.speaking_of import headings_above, passage_about
from index.speakers import Voice, voice_at
from serve.citation import in_words
from serve.comparing import Cell, Comparison, Row
from serve.comparison_words import (
    column_name,
    doubt,
    found,
    looked,
    narrowed,
    query_of,
    row_name,
    silence,
    title,
)
from serve.markdown_text import line, marked, target
from serve.output_file import Form, form_among
from serve.passages import Passage, citation
from serve.render_comparison import comparison_document
from serve.results_table import of_passage
from serve.spreadsheet import csv_rows, names

COLUMNS = (
    "row", "column", "query", "place", "quote", "nothing_found", "speakers", "role", "pages_that_answer",
    "documents_looked_through", "pages_looked_through", "pages_unsearchable", "documents_unread",
    "document", "title", "event", "date", "presenters", "organisations", "from", "about", "language", "kind", "pdf_page",
    "page_label", "section", "doubt", "citation", "address",
)  # fmt: skip


def as_csv(comparison: Comparison, site: str = "", separator: str = "comma") -> Iterator[str]:
    """A row a passage, and one for each cell without any: it says in `nothing_found` what was looked through."""
    return csv_rows(COLUMNS, _records(comparison, site), separator)


def _records(comparison: Comparison, site: str) -> Iterator[Sequence[str | int]]:
    for row in comparison.rows:
        for cell in row.cells:
            for place, passage in enumerate(cell.passages, 1):
                cited = citation(passage, site, query_of(comparison, cell), comparison.reading)
                document, page = passage.document, passage.page
                yield [
                    *_named(comparison, row, cell), place, cited.quote, "", *_whose(passage), *_looked(cell),
                    *of_passage(document, _voice(passage), page.number, passage.span.start),
                    names(map(country_name, passage_about(document, page, passage.span))),
                    language_name(page.language), document.kind, page.number, page.label,
                    names(headings_above(document, page, passage.span.start)), doubt(passage), in_words(cited), cited.address,
                ]  # fmt: skip
            if not cell.passages:
                said = [*_named(comparison, row, cell), "", "", silence(cell), "", "", *_looked(cell)]
                yield [*said, *([""] * (len(COLUMNS) - len(said)))]


def _named(comparison: Comparison, row: Row, cell: Cell) -> tuple[str, str, str]:
    return row_name(comparison, row), column_name(comparison, cell.column), query_of(comparison, cell)


def _whose(passage: Passage) -> tuple[str, str]:
    held = passage.speaker
    return (names(held.speakers), held.role.value) if held else ("", "")


def _voice(passage: Passage) -> Voice:
    """Who has the floor where its words stand."""
    at = passage.marks[0].start if passage.marks else passage.span.start
    return voice_at(passage.document, passage.page.number, at)


def _looked(cell: Cell) -> tuple[str | int, ...]:
    searched = cell.searched
    return (
        "" if cell.pages is None else cell.pages, searched.documents, searched.pages, searched.unreadable_pages,
        searched.unreadable_documents,
    )  # fmt: skip


def as_markdown(comparison: Comparison, site: str = "", _separator: str = "") -> Iterator[str]:
    """A heading a row, one a column below it, and quotes with their citations; CommonMark, nothing of a text is markup."""
    yield f"# {line(title(comparison))}\n\n"
    for said in filter(None, (narrowed(comparison), *comparison.notes)):
        yield f"{line(said)}\n\n"
    for row in comparison.rows:
        yield f"## {line(row_name(comparison, row))}\n\nLooked through: {looked(row.searched)}.\n\n"
        for cell in row.cells:
            if cell.column:
                yield f"### {line(column_name(comparison, cell.column))}\n\n"
            yield from _cell_markdown(comparison, cell, site)


def _cell_markdown(comparison: Comparison, cell: Cell, site: str) -> Iterator[str]:
    if not cell.passages:
        yield f"*{line(silence(cell))}*\n\n"
        return
    if answering := found(cell):
        yield f"{answering} found.\n\n"
    for passage in cell.passages:
        cited = citation(passage, site, query_of(comparison, cell), comparison.reading)
        yield f"> {marked(passage.text, passage.inner_marks)}\n\n"
        yield f"— {line(in_words(replace(cited, quote='', address='')))} {target(cited.address)}\n\n"
        if not_certain := doubt(passage):
            yield f"*Not certain: {line(not_certain)}.*\n\n"


def as_html(comparison: Comparison, site: str = "", _separator: str = "") -> Iterator[str]:
    """A whole HTML document, which Word opens and saves as its own."""
    yield comparison_document(comparison, site)


Write = Callable[[Comparison, str, str], Iterator[str]]
"""What writes a form: of comparison, site, separator."""

FORMS: Mapping[str, Form[Write]] = {
    "csv": Form("CSV", ".csv", "text/csv", as_csv),
    "html": Form("Word", ".html", "text/html", as_html),
    "md": Form("Markdown", ".md", "text/markdown", as_markdown),
}


def form_of_file(name: str) -> Form[Write]:
    """The form that a file's ending asks for. Raises BadInput."""
    return form_among(FORMS, name, "a comparison")
