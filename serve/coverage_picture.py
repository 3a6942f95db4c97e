"""Coverage as a map of the world and as a table, whose countries and numbers are links: HTML, like render.py's, and as escaped.

A choropleth of few classes, in the Equal Earth projection, which keeps areas: no country looks larger than it is. Small
countries have a dot. What a colour shows stands beside it in words, and in the table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from core.countries import country_name
from index.coverage import UNDATED, Coverage, Covered
from index.engine import Count
from serve.coverage_table import covered_name, sentence, year_name
from serve.render import plural
from serve.world_shapes import HEIGHT, WIDTH, CountryShape, world_shapes

MEASURES = {"pages": "Pages", "documents": "Documents"}
"""What colours and numbers show."""
MOST_ROWS = 50
"""Rows of a portion of the table; the CSV has all."""
_CLASSES = 5
_DOT = 9
"""Units of a dot's radius."""

Choice = Mapping[str, str]
"""Facet → the value that a link narrows results to."""
Link = Callable[[Choice], str]


class Class(NamedTuple):
    """The countries of one colour: those with `least` to `most` pages, or documents."""

    least: int
    most: int


def classes(numbers: Collection[int]) -> tuple[Class, ...]:
    """Up to five classes of about as many countries each (quantiles); equal numbers share one, none is empty.

    Of few different numbers, each is a class.
    """
    few = set(numbers)
    ranked = sorted(numbers if len(few) > _CLASSES else few)
    bounds: dict[int, list[int]] = {}
    for number in ranked:
        bounds.setdefault(ranked.index(number) * _CLASSES // len(ranked), []).append(number)
    return tuple(Class(members[0], members[-1]) for members in bounds.values())


def map_html(found: Coverage, measure: str, chosen: Collection[str], link: Link) -> str:
    """The map of coverage by a country, its legend, and what has no place on it. `chosen` are filtered by already."""
    totals = {row.total.value: row.total for row in found.rows}
    ranges = classes([_number(total, measure) for total in totals.values()])
    shapes = {shape.code: shape for shape in world_shapes()}
    silent = "".join(_land(shape) for code, shape in shapes.items() if code not in totals and shape.path)
    large = [code for code in totals if code in shapes and not shapes[code].small]
    small = [code for code in totals if code in shapes and shapes[code].small]  # dots lie on top

    def drawn(code: str) -> str:
        kind = f"c{_class_of(_number(totals[code], measure), ranges)}"
        return _country(shapes[code], totals[code], kind, code in chosen, found.by, link)

    title = f"Map of the world: {_MAPS[found.by]}, {plural(len(totals), 'country', 'countries')}"
    svg = (
        f'<svg class="world" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(title)}">'
        f'<g class="land" role="img" aria-label="Countries without a page that answers">{silent}</g>'
        f"{''.join(map(drawn, (*large, *small)))}</svg>"
    )
    return svg + _legend_html(ranges, measure) + _unplaced_html(found, shapes, link)


_MAPS = {"about": "countries that pages speak of", "from": "countries that presenters come from"}


def _number(count: Count, measure: str) -> int:
    return count.documents if measure == "documents" else count.pages


def _class_of(number: int, ranges: Sequence[Class]) -> int:
    """The colour of a class, from 0 to 4, the strongest for the last one; of few classes, those far apart."""
    place = bisect_right([each.least for each in ranges], number) - 1
    return place * (_CLASSES - 1) // (len(ranges) - 1) if len(ranges) > 1 else _CLASSES // 2


def _land(shape: CountryShape) -> str:
    told = f"<title>{escape(country_name(shape.code))}: nothing found</title>" if shape.code else ""
    return f'<path d="{shape.path}">{told}</path>'


def _country(shape: CountryShape, total: Count, kind: str, chosen: bool, facet: str, link: Link) -> str:
    path = f'<path d="{shape.path}"/>' if shape.path else ""
    dot = f'<circle cx="{shape.x}" cy="{shape.y}" r="{_DOT}"/>' if shape.small else ""
    said = f"{country_name(total.value)}: {sentence(total)}"
    return _opened({facet: total.value}, link, said, kind, chosen) + f"<title>{escape(said)}</title>{path}{dot}</a>"


def _opened(choice: Choice, link: Link, said: str = "", kind: str = "", chosen: bool = False) -> str:
    """The beginning of a link to the results that a choice leaves."""
    told = f' class="{kind}"' if kind else ""
    told += ' aria-current="true"' if chosen else ""
    told += f' aria-label="{escape(said)}"' if said else ""
    value = escape(urlencode(choice, errors="replace"))
    return f'<a href="{escape(link(choice))}" data-value="{value}" target="_self"{told}>'


def _legend_html(ranges: Sequence[Class], measure: str) -> str:
    items = "".join(
        f'<li><span class="swatch c{_class_of(each.least, ranges)}" aria-hidden="true"></span>{_range(each)}</li>'
        for each in ranges
    )
    return (
        f'<ul class="world-legend"><li class="measure">{MEASURES[measure]}:</li>'
        f'<li><span class="swatch" aria-hidden="true"></span>none</li>{items}</ul>'
    )


def _range(each: Class) -> str:
    return f"{each.least:,}" if each.least == each.most else f"{each.least:,} to {each.most:,}"


def _unplaced_html(found: Coverage, shapes: Mapping[str, CountryShape], link: Link) -> str:
    """The countries with results that the map has no place for."""
    left = [row.total for row in found.rows if row.total.value not in shapes]
    if not left:
        return ""
    items = ", ".join(
        f"{_opened({found.by: total.value}, link, said)}{escape(said)}</a>"
        for total in left
        for said in [f"{country_name(total.value)}: {sentence(total)}"]
    )
    return f'<p class="world-unplaced">Not on the map: {items}</p>'


def coverage_table_html(found: Coverage, measure: str, link: Link, portion: int = 1) -> str:
    """Rows of countries or presenters, those with most first, a column a year; numbers are links.

    `portion` chooses MOST_ROWS of them, from 1.
    """
    spoken = any(row.total.interventions for row in found.rows)
    heads = [_HEADINGS[found.by], "Documents", "Pages", *(["Interventions"] if spoken else [])]
    heads += [year_name(year) for year in found.years]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    ranked = sorted(found.rows, key=lambda row: -_number(row.total, measure))  # equals stay in the order of their pages
    shown = ranked[(portion - 1) * MOST_ROWS : portion * MOST_ROWS]
    rows = "".join(_row_html(found, row, measure, spoken, link) for row in shown)
    caption = f"All of these years, then the {measure} of each"
    return (
        f'<div class="coverage-table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


_HEADINGS = {"about": "Country spoken of", "from": "Presenter’s country", "presenter": "Presenter"}


def _row_html(found: Coverage, row: Covered, measure: str, spoken: bool, link: Link) -> str:
    total, called = row.total, covered_name(found.by, row.total.value)
    numbers = [total.documents, total.pages, *([total.interventions] if spoken else [])]
    cells = "".join(f"<td>{number:,}</td>" for number in numbers)
    for year in found.years:
        count = row.by_year.get(year)
        if count is None:
            cells += '<td class="none"></td>'
            continue
        number = f"{_number(count, measure):,}"
        choice = {found.by: total.value, "year": year}
        cells += f"<td>{f'{_opened(choice, link)}{number}</a>' if year != UNDATED else number}</td>"
    said = f"{called}: {sentence(total)}"
    return f'<tr><th scope="row">{_opened({found.by: total.value}, link, said)}{escape(called)}</a></th>{cells}</tr>'


def total_html(found: Coverage) -> str:
    """How much answers, of how much that was looked through, and in how many countries it is."""
    looked = found.selection.pages - found.selection.unsearchable
    if not found.total_pages:
        return (
            f'<p class="coverage-total"><strong>Nothing found</strong> in {plural(looked, "page")} looked through.</p>'
        )
    countries = plural(len(found.rows), "country", "countries")
    return (
        f'<p class="coverage-total"><strong>{plural(found.total_pages, "page")}</strong> in '
        f"{plural(found.total_documents, 'document')}, of {plural(looked, 'page')} looked through: "
        f"{countries} {_COUNTRIES[found.by]}.</p>"
    )


_COUNTRIES = {"about": "spoken of", "from": "of presenters"}


def map_note(found: Coverage) -> str:
    """What no country of the map has, and whose lines it draws."""
    lines = (
        "Click a country for its results. Borders are drawn as Natural Earth has them (public domain), areas by their code "
        "of ISO 3166, in the Equal Earth projection; that says nothing on anybody’s claims."
    )
    return " ".join(filter(None, (coverage_note(found), lines if found.rows else "")))


def coverage_note(found: Coverage) -> str:
    """What no row of the table has."""
    return f"{_WITHOUT[found.by]}: {plural(found.without, 'page')}." if found.without else ""


_WITHOUT = {
    "about": "Without a country spoken of that is known",
    "from": "Of presenters whose country is not known",
    "presenter": "Without a presenter that is known",
}
