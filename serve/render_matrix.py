"""The matrix of countries, and the lists of presenters and countries, as HTML, escaped like render.py's."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.countries import country_name
from index.engine import Cell, Crossing
from index.portraits.listed import Country, Presenter
from serve.addresses import results_address
from serve.portraits_json import cell_address
from serve.render import date_name, plural
from serve.render_links import Linked

MEASURES = {"pages": "Pages", "documents": "Documents", "interventions": "Interventions"}
"""What the numbers of the matrix may count."""
MOST_SIDES = 15
"""Rows and columns that are drawn where not all are asked for."""

_STEPS = 4


def sides(found: Crossing, measure: str, most: int) -> tuple[list[Cell], list[Cell]]:
    """The rows and the columns that are drawn: those of most first, what is not known last."""

    def largest(cells: Sequence[Cell], side: str) -> list[Cell]:
        known = [cell for cell in cells if getattr(cell, side)]
        known.sort(key=lambda cell: (-getattr(cell, measure), country_name(getattr(cell, side))))
        return [*known[:most], *(cell for cell in cells if not getattr(cell, side))]

    return largest(found.rows, "origin"), largest(found.columns, "about")


def matrix_html(found: Crossing, measure: str, most: int, linked: Linked) -> str:
    """The table. A cell leads to the search that it counts, a country's name to its portrait; empty cells are seen."""
    rows, columns = sides(found, measure, most)
    cells = {(cell.origin, cell.about): cell for cell in found.cells}
    largest = max((getattr(cell, measure) for cell in found.cells), default=1) or 1
    head = "".join(f'<th scope="col">{_name_html(cell.about, "none named", linked)}</th>' for cell in columns)
    body = "".join(
        f'<tr><th scope="row">{_name_html(row.origin, "not known", linked)}</th>'
        + "".join(_cell_html(cells.get((row.origin, column.about)), measure, largest, linked) for column in columns)
        + f'<td class="total">{_total_html(row, "from", row.origin, measure, linked)}</td></tr>'
        for row in rows
    )
    foot = "".join(
        f'<td class="total">{_total_html(column, "about", column.about, measure, linked)}</td>' for column in columns
    )
    return (
        '<div class="matrix"><table><thead>'
        f'<tr><th class="corner" scope="col">From ↓ · about →</th>{head}<th scope="col" class="total">All</th></tr></thead>'
        f"<tbody>{body}</tbody>"
        f'<tfoot><tr><th scope="row" class="total">All</th>{foot}'
        f'<td class="total">{getattr(found.total, measure):,}</td></tr></tfoot></table></div>'
    )


def _name_html(code: str, lacking: str, linked: Linked) -> str:
    return linked.country(code) if code else f"<i>{escape(lacking)}</i>"


def _cell_html(cell: Cell | None, measure: str, largest: int, linked: Linked) -> str:
    number = getattr(cell, measure) if cell else 0
    if not cell or not cell.pages:
        return '<td class="none">·</td>'
    step = min(_STEPS, 1 + _STEPS * (number - 1) // largest) if number else 0
    address = cell_address(cell, linked.query, linked.reading)
    told = escape(told_of(cell))
    inner = f'<a href="{escape(address)}" target="_self" title="{told}">{number:,}</a>' if address else f"{number:,}"
    return f'<td class="s{step}" title="{told}">{inner}</td>'


def _total_html(cell: Cell, side: str, code: str, measure: str, linked: Linked) -> str:
    number = f"{getattr(cell, measure):,}"
    if not code or not cell.pages:
        return number
    address = results_address(linked.query, {side: [code]}, linked.reading)
    return f'<a href="{escape(address)}" target="_self">{number}</a>'


def cells_html(cells: Sequence[Cell], side: str, linked: Linked) -> str:
    """A row or a column of the matrix by itself, as bars; `side` is the country that differs."""
    if not cells:
        return '<p class="quiet-line">Nothing.</p>'
    most = max(cell.pages for cell in cells)
    lacking = "not known" if side == "origin" else "no country named"
    rows = "".join(
        f'<li class="bar-row"><span class="bar-name">{_name_html(getattr(cell, side), lacking, linked)}</span>'
        f'<span class="bar"><i style="width:{100 * cell.pages / most:.1f}%"></i></span>'
        f'<span class="bar-count">{_counted_html(cell, linked)}</span></li>'
        for cell in cells[:MOST_SIDES]
    )
    return f'<ol class="bars">{rows}</ol>'


def _counted_html(cell: Cell, linked: Linked) -> str:
    address = cell_address(cell, linked.query, linked.reading)
    number = f"{cell.pages:,}"
    told = escape(told_of(cell))
    return f'<a href="{escape(address)}" target="_self" title="{told}">{number}</a>' if address else number


def told_of(cell: Cell) -> str:
    """A cell in words."""
    origin = country_name(cell.origin) if cell.origin else "a country that is not known"
    about = country_name(cell.about) if cell.about else "no country that is named"
    counts = f"{plural(cell.pages, 'page')}, {plural(cell.documents, 'document')}"
    return f"From {origin} about {about}: {counts}, {plural(cell.interventions, 'intervention')}"


def presenters_html(rows: Sequence[Presenter], asked: bool, linked: Linked) -> str:
    """The list of presenters as a table."""
    heads = ["Presenter", "From", "Interventions", "Documents", "Pages", *(["With the words"] if asked else []), "When"]
    head = "".join(f'<th scope="col"{_words_class(text)}>{escape(text)}</th>' for text in heads)
    body = "".join(_presenter_html(one, asked, linked) for one in rows)
    return f'<div class="plain-table wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _words_class(head: str) -> str:
    return ' class="words"' if head in ("From", "When") else ""


def _presenter_html(one: Presenter, asked: bool, linked: Linked) -> str:
    numbers = [one.interventions, one.documents, one.pages, *([one.matching] if asked else [])]
    when = " – ".join(dict.fromkeys(filter(None, (date_name(one.first[:7]), date_name(one.last[:7])))))
    return (
        f'<tr><th scope="row">{linked.presenter(one.name)}'
        f'<span class="quiet-line">{escape(", ".join(one.organisations))}</span></th>'
        f'<td class="words">{linked.countries(one.countries)}</td>'
        f'{"".join(f"<td>{number:,}</td>" for number in numbers)}<td class="words">{escape(when)}</td></tr>'
    )


def countries_html(rows: Sequence[Country], linked: Linked) -> str:
    """The list of countries as a table."""
    body = "".join(
        f'<tr><th scope="row">{linked.country(one.code)}</th>'
        f"<td>{one.about.pages:,}</td><td>{one.about.documents:,}</td><td>{one.about.interventions:,}</td>"
        f"<td>{one.origin.pages:,}</td><td>{one.origin.documents:,}</td><td>{one.origin.interventions:,}</td></tr>"
        for one in rows
    )
    counted = "".join(f'<th scope="col">{name}</th>' for _ in range(2) for name in MEASURES.values())
    return (
        '<div class="plain-table wide"><table><thead>'
        '<tr><td></td><th scope="colgroup" colspan="3">Spoken of</th><th scope="colgroup" colspan="3">Speaks</th></tr>'
        f'<tr><th scope="col">Country</th>{counted}</tr></thead><tbody>{body}</tbody></table></div>'
    )
