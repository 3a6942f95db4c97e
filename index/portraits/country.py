"""The portrait of a country: who speaks of it and from where, in which documents and words, and what its own people speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.countries import country_code, country_name
from core.errors import NotFound
from core.languages import STUDIED
from core.places import places_named
from core.records import Page, Span
from index.engine import Cell, Crossing, Filters, View, without_countries
from index.portraits.distinctive import Distinctive, Passage, distinctive
from index.portraits.listed import crossing_of
from index.portraits.presenter import Work
from index.portraits.roster import usual
from index.portraits.spoken_of import evenly
from index.queries.query import Query
from index.queries.reading import PLAIN, Reading, read
from index.queries.terms import NO_TERMS, TermTable
from index.search import Hit, Results, search

_MOST_READ = 60
_MOST_READ_FOR_PLACES = 30
"""Looking for names takes longer than looking for words."""
_MOST_TERMS = 20
_MOST_PLACES = 15
_MOST_PASSAGES = 6


class Speaker(NamedTuple):
    """Somebody who speaks of a country: from where, in how many interventions and on how many pages that speak of it, and on
    how many of these the query's words stand."""

    name: str
    countries: tuple[str, ...]
    interventions: int
    pages: int
    matching: int


class Named(NamedTuple):
    """A place or institution of the country, what it is, how often it is named, and on how many of the pages read."""

    name: str
    kind: str
    times: int
    pages: int


@dataclass(frozen=True, slots=True)
class CountryPortrait:
    """One country. `spoken_of` counts what speaks of it, `origins` by country of origin; `speaks` what comes from it,
    `speaks_of` by country spoken of: all of what answers the query, else of everything.

    `speakers` and `documents` are those that speak of it. `passages` are the best of the query; without one, those that
    name the country most. `read` pages were read for the terms, `read_for_places` for the places.
    """

    code: str
    query: str
    notes: tuple[str, ...]
    spoken_of: Cell
    origins: tuple[Cell, ...]
    speaks: Cell
    speaks_of: tuple[Cell, ...]
    speakers: tuple[Speaker, ...]
    documents: tuple[Work, ...]
    passages: tuple[Hit, ...]
    total_passages: int
    terms: Distinctive
    places: tuple[Named, ...]
    read_for_places: int
    generation: int


def country(
    view: View,
    word: str,
    text: str = "",
    filters: Filters | None = None,
    reading: Reading = PLAIN,
    terms: TermTable = NO_TERMS,
) -> CountryPortrait:
    """The portrait of a country by its code or name. Raises NotFound for a word that is none."""
    code = country_code(word)
    if code is None:
        raise NotFound(
            f"There is no country {word!r}.", "Give its name in English, French or German, or its two letters."
        )
    narrowed = without_countries(filters or {})
    query = read(text, reading, terms)
    crossed = crossing_of(view, query, narrowed)
    about = pages_about(view, code)
    answering = _answering(view, query, narrowed, about)
    found = _passages(view, code, text, narrowed, reading, terms)
    once = view.roster.once
    speaking, held = once(("speaking", code), lambda: _speaking(view, about))
    return CountryPortrait(
        code, text, found.notes if text else (), _total(crossed.columns, "about", code),
        _cells(crossed, "about", code), _total(crossed.rows, "origin", code), _cells(crossed, "origin", code),
        _speakers(speaking, answering), _documents(view, held, about, answering), found.hits, found.total_pages,
        once(("terms", code), lambda: _terms(view, code, about)),
        once(("places", code), lambda: _places(view, code, about)), min(_MOST_READ_FOR_PLACES, _size(about)),
        view.generation,
    )  # fmt: skip


def pages_about(view: View, code: str) -> Mapping[str, Sequence[int]]:
    """Document → the numbers of its pages that speak of a country."""
    return view.roster.once(("about", code), lambda: _pages_about(view, code))


def _pages_about(view: View, code: str) -> dict[str, list[int]]:
    found = {
        one.id: [number for number, page in enumerate(one.pages, 1) if code in one.about(page)]
        for one in view.roster.documents()
    }
    return {identifier: numbers for identifier, numbers in found.items() if numbers}


def _answering(view: View, query: Query, filters: Filters, among: Mapping[str, Iterable[int]]) -> dict[str, set[int]]:
    """Of some pages (document → numbers) those that answer a query; none, where nothing is asked."""
    if query.root is None:
        return {}
    found = view.search(query, filters, 0, counted=())
    return {key: {number for number in numbers if found.answers(key, number)} for key, numbers in among.items()}


def _matching(pages: Mapping[str, set[int]], answering: Mapping[str, set[int]]) -> int:
    """How many of some pages are among those that answer."""
    return sum(len(numbers & answering[key]) for key, numbers in pages.items() if key in answering)


def _total(cells: Sequence[Cell], side: str, code: str) -> Cell:
    return next((cell for cell in cells if getattr(cell, side) == code), Cell("", code, 0, 0, 0))


def _cells(crossed: Crossing, side: str, code: str) -> tuple[Cell, ...]:
    """The cells of a row or a column, most pages first."""
    own = [cell for cell in crossed.cells if getattr(cell, side) == code]
    return tuple(sorted(own, key=lambda cell: -cell.pages))


def _passages(view: View, code: str, text: str, filters: Filters, reading: Reading, terms: TermTable) -> Results:
    if text:
        return search(view, text, {**filters, "about": [code]}, _MOST_PASSAGES, 0, reading, terms)
    names = dict.fromkeys(country_name(code, language) for language in STUDIED)
    named = " OR ".join(f'"{name.replace(chr(34), " ")}"' for name in names)
    return search(view, named, {**filters, "about": [code]}, _MOST_PASSAGES)


class _Speaks(NamedTuple):
    """What the query does not change of a Speaker: `pages` by document."""

    name: str
    countries: tuple[str, ...]
    interventions: int
    pages: Mapping[str, set[int]]


def _speaking(view: View, about: Mapping[str, Sequence[int]]) -> tuple[list[_Speaks], Counter[str]]:
    """Who speaks of it, and how many interventions of each document do."""
    counts, in_document = Counter[str](), Counter[str]()
    pages: dict[str, dict[str, set[int]]] = {}
    for one in view.roster.held:
        key, numbers = one.document.id, about.get(one.document.id, ())
        here = numbers[bisect_left(numbers, one.numbers.start) : bisect_left(numbers, one.numbers.stop)]
        if here:
            in_document[key] += 1
            for name in one.intervention.speakers:
                counts[name] += 1
                pages.setdefault(name, {}).setdefault(key, set()).update(here)
    found = [
        _Speaks(name, usual(view.roster.by_speaker[name], "countries"), count, pages[name])
        for name, count in counts.items()
    ]
    return found, in_document


def _speakers(speaking: Sequence[_Speaks], answering: Mapping[str, set[int]]) -> tuple[Speaker, ...]:
    """Those with most pages that answer first, then those with most pages."""
    found = [
        Speaker(name, countries, count, _size(pages), _matching(pages, answering))
        for name, countries, count, pages in speaking
    ]
    return tuple(sorted(found, key=lambda one: (-one.matching, -one.pages, one.name)))


def _documents(
    view: View, held: Mapping[str, int], about: Mapping[str, Sequence[int]], answering: Mapping[str, set[int]]
) -> tuple[Work, ...]:
    """Likewise."""
    found = [
        Work(one, held.get(one.id, 0), len(about[one.id]), len(answering.get(one.id, ())))
        for one in view.roster.documents()
        if one.id in about
    ]
    return tuple(sorted(found, key=lambda one: (-one.matching, -one.pages, one.document.title)))


def _read(view: View, about: Mapping[str, Sequence[int]], most: int) -> list[Page]:
    places = [(identifier, number) for identifier, numbers in about.items() for number in numbers]
    return [view.page(*place) for place in evenly(places, most)]


def _terms(view: View, code: str, about: Mapping[str, Sequence[int]]) -> Distinctive:
    passages = [Passage(page, (Span(0, len(page.text)),)) for page in _read(view, about, _MOST_READ)]
    return distinctive(view, passages, {"about": [code]}, (), code, _MOST_TERMS)


def _places(view: View, code: str, about: Mapping[str, Sequence[int]]) -> tuple[Named, ...]:
    times: Counter[tuple[str, str]] = Counter()
    pages: Counter[tuple[str, str]] = Counter()
    for page in _read(view, about, _MOST_READ_FOR_PLACES):
        named = places_named(page.text, page.language, code)
        times.update(named)
        pages.update(set(named))
    return tuple(Named(*place, count, pages[place]) for place, count in times.most_common(_MOST_PLACES))


def _size(pages: Mapping[str, Collection[int]]) -> int:
    return sum(map(len, pages.values()))
