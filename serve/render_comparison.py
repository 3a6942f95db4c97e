"""A comparison as HTML, as escaped as render.py's: a wide table for the view, which a phone stacks, and a document for Word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from html import escape

from core.countries import country_name
from core.interventions import organisations_at
from core.languages import language_name
from core.speaking_of import headings_above, passage_about
from serve.as_json import page_address
from serve.citation import in_words, pick_of
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
    speaker_name,
    title,
)
from serve.passages import Passage, citation
from serve.render import date_name, marked_html, page_name
from serve.render_document import whole_document
from serve.value_names import FACET_NAMES

DETAILS = {
    "speaker": "Speaker",
    "document": "Document",
    "date": "Date",
    "event": "Event",
    "organisation": "Organisation",
    "from": "Presenter's country",
    "about": "Countries spoken of",
    "language": "Language",
    "kind": "Kind",
    "section": "Section",
}
"""What may be shown with a passage; its page always is."""
USUAL_DETAILS = ("speaker", "document", "date")

_STYLE = """
@page { size: A4 landscape; margin: 1.5cm; }
body { font-family: Calibri, "Source Sans 3", sans-serif; font-size: 10.5pt; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #888888; padding: 4pt 6pt; vertical-align: top; text-align: left; }
td p { margin: 0 0 4pt 0; }
b.mark { background: #ffe259; }
.where, .looked { font-size: 9pt; color: #444444; font-weight: normal; }
.silence { font-style: italic; color: #444444; }
"""


@dataclass(frozen=True, slots=True)
class Links:
    """Where a view's links lead: to the citation of a pick, and to all results of a cell (its row and column values)."""

    cite: Callable[[str], str]
    results: Callable[[Mapping[str, str], str], str]


def comparison_html(comparison: Comparison, details: Collection[str], links: Links) -> str:
    """The table of the view. Without columns of their own, the passages of a row stand side by side."""
    layout = comparison.layout
    heads = [column_name(comparison, column) for column in layout.columns]
    if not layout.across:
        most = max((len(cell.passages) for row in comparison.rows for cell in row.cells), default=0)
        heads = [f"Passage {place}" for place in range(1, max(1, most) + 1)] if most > 1 else ["Passage"]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(_row_html(comparison, row, heads, details, links) for row in comparison.rows)
    return (
        f'<div class="comparison-frame"><table class="comparison"><caption>{escape(title(comparison))}</caption>'
        f'<thead><tr><th scope="col">{escape(FACET_NAMES[layout.by])}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row_html(comparison: Comparison, row: Row, heads: list[str], details: Collection[str], links: Links) -> str:
    across = comparison.layout.across
    all_pages = "" if across else _all_html(comparison, row, row.cells[0], links)
    named = (
        f'<th scope="row"><span class="comparison-row">{escape(row_name(comparison, row))}</span>'
        f'<span class="comparison-looked">{escape(looked(row.searched))}</span>{all_pages}</th>'
    )
    if across:
        cells = "".join(
            f'<td data-column="{escape(name)}">{_cell_html(comparison, cell, details, links)}'
            f"{_all_html(comparison, row, cell, links)}</td>"
            for name, cell in zip(heads, row.cells, strict=True)
        )
        return f"<tr>{named}{cells}</tr>"
    (cell,) = row.cells
    if not cell.passages:
        return f'<tr>{named}<td colspan="{len(heads)}">{_silence_html(cell)}</td></tr>'
    cells = "".join(f"<td>{_passage_html(comparison, cell, each, details, links)}</td>" for each in cell.passages)
    return f"<tr>{named}{cells}{'<td></td>' * (len(heads) - len(cell.passages))}</tr>"


def _cell_html(comparison: Comparison, cell: Cell, details: Collection[str], links: Links) -> str:
    passages = "".join(_passage_html(comparison, cell, passage, details, links) for passage in cell.passages)
    return passages or _silence_html(cell)


def _silence_html(cell: Cell) -> str:
    return f'<span class="comparison-silence">{escape(silence(cell))}</span>'


def _all_html(comparison: Comparison, row: Row, cell: Cell, links: Links) -> str:
    """The way to all pages of a cell."""
    if not cell.pages or not cell.passages:
        return ""
    layout = comparison.layout
    values = {layout.by: row.value}
    if layout.across in FACET_NAMES:
        values[layout.across] = cell.column
    target = links.results(values, query_of(comparison, cell))
    return f'<a class="comparison-all" href="{escape(target)}" target="_self">All {escape(found(cell))}</a>'


def _passage_html(comparison: Comparison, cell: Cell, passage: Passage, details: Collection[str], links: Links) -> str:
    document, page = passage.document, passage.page
    query = query_of(comparison, cell)
    shown = {name: words for name in DETAILS if name in details and (words := _DETAILS[name](passage))}
    name = f"{shown.pop('document')}, {page_name(page)}" if "document" in shown else page_name(page)
    speaker = shown.pop("speaker", "")
    whose = f"<strong>{escape(speaker)}</strong> · " if speaker else ""
    if not_certain := doubt(passage):
        shown["doubt"] = f"not certain: {not_certain}"
    rest = "".join(f" · {escape(words)}" for words in shown.values())
    target = page_address(document.id, page.number, query, comparison.reading)
    cite = links.cite(pick_of(document.id, page.number, passage.span))
    return (
        f'<div class="comparison-passage"><blockquote lang="{escape(page.language)}">'
        f"{marked_html(passage.text, passage.inner_marks)}</blockquote>"
        f'<div class="comparison-where">{whose}<a href="{escape(target)}" target="_self">{escape(name)}</a>{rest} · '
        f'<a href="{escape(cite)}" target="_self">Cite</a></div></div>'
    )


def _spoken_of(passage: Passage) -> str:
    return ", ".join(map(country_name, passage_about(passage.document, passage.page, passage.span)))


_DETAILS: Mapping[str, Callable[[Passage], str]] = {
    "speaker": speaker_name,
    "document": lambda passage: passage.document.title,
    "date": lambda passage: date_name(passage.document.date),
    "event": lambda passage: passage.document.event,
    "organisation": lambda passage: ", ".join(
        organisations_at(passage.document, passage.page.number, passage.span.start)
    ),
    "from": lambda passage: ", ".join(map(country_name, passage.document.countries_from)),
    "about": _spoken_of,
    "language": lambda passage: language_name(passage.page.language),
    "kind": lambda passage: passage.document.kind,
    "section": lambda passage: " › ".join(headings_above(passage.document, passage.page, passage.span.start)),
}


def comparison_document(comparison: Comparison, site: str = "") -> str:
    """A whole document: the table, and below it every passage's full citation. Word opens it, landscape."""
    name, layout = title(comparison), comparison.layout
    cited: list[str] = []
    heads = [column_name(comparison, column) for column in layout.columns] or ["Passages"]
    head = "".join(f"<th>{escape(text)}</th>" for text in (FACET_NAMES[layout.by], *heads))
    rows = "".join(
        f'<tr><th>{escape(row_name(comparison, row))}<br><span class="looked">{escape(looked(row.searched))}</span></th>'
        f"{''.join(f'<td>{_kept_cell(comparison, cell, site, cited)}</td>' for cell in row.cells)}</tr>"
        for row in comparison.rows
    )
    said = "".join(f"<p>{escape(note)}</p>" for note in (narrowed(comparison), *comparison.notes) if note)
    citations = "".join(cited)
    body = (
        f"<h1>{escape(name)}</h1>{said}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>Citations</h2><ol>{citations}</ol>"
    )
    return whole_document(name, _STYLE, body)


def _kept_cell(comparison: Comparison, cell: Cell, site: str, cited: list[str]) -> str:
    """A cell of the document; `cited` takes up the citations of its passages, which are called by their numbers."""
    if not cell.passages:
        return f'<p class="silence">{escape(silence(cell))}</p>'
    parts = []
    for passage in cell.passages:
        full = citation(passage, site, query_of(comparison, cell), comparison.reading)
        address = escape(full.address)
        words = escape(in_words(replace(full, address="")).strip())
        cited.append(f'<li>{words} <a href="{address}">{address}</a></li>')
        quote = marked_html(passage.text, passage.inner_marks, "b").replace("<b>", '<b class="mark">')
        speaker = speaker_name(passage)
        whose = f"{escape(speaker)}: " if speaker else ""
        where = f"{escape(passage.document.title)}, {escape(full.where)}"
        not_certain = f" (not certain: {escape(doubt(passage))})" if doubt(passage) else ""
        parts.append(
            f'<p lang="{escape(passage.page.language)}">“{quote}”</p>'
            f'<p class="where">{whose}<a href="{address}">{where}</a>{not_certain} [{len(cited)}]</p>'
        )
    return "".join(parts)
