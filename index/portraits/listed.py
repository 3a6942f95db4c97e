"""All presenters, and all countries, each with what there is of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.engine import Cell, Crossing, Filters, View, without_countries
from index.portraits.roster import Held, pages_of, usual
from index.queries.query import Query
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.search import notes_of


class Presenter(NamedTuple):
    """One presenter: how many interventions, documents and pages there are, from when to when, on how many of the pages
    the query's words stand, and whether the name is an organisation's."""

    name: str
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    interventions: int
    documents: int
    pages: int
    first: str
    last: str
    matching: int
    body: bool


@dataclass(frozen=True, slots=True)
class Presenters:
    """All presenters by family name, and what could not be used of the query."""

    query: str
    notes: tuple[str, ...]
    rows: tuple[Presenter, ...]
    generation: int


class Country(NamedTuple):
    """One country: what comes from it, and what speaks of it."""

    code: str
    origin: Cell
    about: Cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """What answers the query, by country of origin and country spoken of; `notes` as those of a search."""

    query: str
    notes: tuple[str, ...]
    crossing: Crossing
    generation: int


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries that something comes from or speaks of, those most spoken of first, and how they cross."""

    rows: tuple[Country, ...]
    matrix: Matrix


def presenters(
    view: View,
    text: str = "",
    filters: Filters | None = None,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
) -> Presenters:
    """Everybody who has an intervention, by name."""
    query = read(text, reading, terms)
    found = view.search(query, filters or {}, 0, counted=("presenter",))
    having = {count.value: count.pages for count in found.facets["presenter"]} if query.root else {}
    rows = [
        one._replace(matching=having.get(one.name, 0)) for one in view.roster.once("presenters", lambda: _known(view))
    ]
    return Presenters(text, notes_of(query, found, reading.order), tuple(rows), view.generation)


def _notes(view: View, query: Query, filters: Filters, reading: Reading) -> tuple[str, ...]:
    return notes_of(query, view.search(query, filters, 0, counted=()), reading.order)


def _known(view: View) -> list[Presenter]:
    bodies = {name for document in view.roster.documents() for name in document.organisations}
    found = (_presenter(name, held, name in bodies) for name, held in view.roster.by_speaker.items())
    return sorted(found, key=lambda one: one.name)


def _presenter(name: str, held: Sequence[Held], body: bool) -> Presenter:
    pages = pages_of(held)
    dates = sorted(one.document.date for one in held if one.document.date)
    return Presenter(
        name, usual(held, "organisations"), usual(held, "countries"), len(held), len(pages),
        sum(map(len, pages.values())), dates[0] if dates else "", dates[-1] if dates else "", 0, body,
    )  # fmt: skip


def matrix(
    view: View,
    text: str = "",
    filters: Filters | None = None,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
) -> Matrix:
    """The matrix of a query; filters by either country do not hold here."""
    query = read(text, reading, terms)
    narrowed = without_countries(filters or {})
    notes = _notes(view, query, narrowed, reading)
    return Matrix(text, notes, crossing_of(view, query, narrowed), view.generation)


def crossing_of(view: View, query: Query, filters: Filters) -> Crossing:
    """What `crossed` says; of everything it is counted once."""
    if query.root is None and not filters:
        return view.roster.once("crossing", lambda: view.crossed(query, filters))
    return view.crossed(query, filters)


def countries(crossed: Matrix) -> Countries:
    """The countries of a matrix."""
    rows = {cell.origin: cell for cell in crossed.crossing.rows}
    columns = {cell.about: cell for cell in crossed.crossing.columns}
    found = [
        Country(code, rows.get(code, Cell(code, "", 0, 0, 0)), columns.get(code, Cell("", code, 0, 0, 0)))
        for code in {*rows, *columns} - {""}
    ]
    return Countries(tuple(sorted(found, key=lambda one: (-one.about.pages, -one.origin.pages, one.code))), crossed)
