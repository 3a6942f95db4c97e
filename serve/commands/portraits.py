"""The commands on presenters and countries: `presenter`, `presenters`, `country`, `countries`, `matrix`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from core.countries import country_name
from index.engine import Cell
from index.portraits.contributions import Contribution
from index.portraits.country import CountryPortrait
from index.portraits.distinctive import Telling
from index.portraits.listed import Matrix
from index.portraits.presenter import MOST_SHOWN, Portion, Portrait, Work
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
from serve.library import Library
from serve.portraits_json import countries_json, country_json, matrix_json, presenter_json, presenters_json
from serve.render import plain, plural

_NOT_KNOWN = "not known"
_NONE_NAMED = "none named"
_MOST_LISTED = 10


def add_commands(command: AddCommand) -> None:
    """Adds the commands of this module."""
    shared = narrowing_options(), reading_options()
    one = command("presenter", _presenter, "tell what a presenter said, where, with whom and of what", *shared)
    one.add_argument("name")
    one.add_argument("--query", metavar="QUERY", default="", help="mark its words in what they said")
    one.add_argument("--limit", type=whole_number, default=MOST_SHOWN)
    one.add_argument("--offset", type=whole_number, default=0)
    one.add_argument("--matching", action="store_true", help="only what they said with the query's words")
    every = command("presenters", _presenters, "list the presenters", *shared)
    every.add_argument("query", nargs="?", default="")
    place = command("country", _country, "tell who speaks of a country, from where, and how", *shared)
    place.add_argument("country", help="its name in English, French or German, or its two letters")
    place.add_argument("--query", metavar="QUERY", default="", help="only passages with its words")
    places = command("countries", _countries, "list the countries that speak and are spoken of", *shared)
    places.add_argument("query", nargs="?", default="")
    crossed = command("matrix", _matrix, "count who speaks of whom: country of origin by country spoken of", *shared)
    crossed.add_argument("query", nargs="?", default="")


def _presenter(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    reading, portion = reading_of(chosen), Portion(chosen.offset, chosen.limit, chosen.matching)
    found = library.presenter(chosen.name, chosen.query, filters_of(chosen), reading, portion)
    _tell_all(found.notes, tell)
    return presenter_json(found, reading), list(_presenter_lines(found))


def _presenter_lines(found: Portrait) -> Iterator[str]:
    yield " · ".join([found.name, *found.organisations, *map(country_name, found.countries)])
    yield f"{plural(found.interventions, 'intervention')} on {plural(found.pages, 'page')}, in " + plural(
        len(found.documents), "document"
    )
    if found.query:
        yield f"The query's words stand on {plural(found.matching, 'page')} with their words."
    for one in found.contributions:
        yield ""
        yield from _contribution_lines(one, bool(found.query))
    spoken = ", ".join(f"{country_name(one.code)} ({one.pages})" for one in found.spoken_of[:_MOST_LISTED])
    yield from ("", f"Speaks of: {spoken or 'no country'}", f"Distinctive: {_terms(found.terms)}")
    others = ", ".join(f"{one.name} ({one.in_session or one.at_event})" for one in found.companions[:_MOST_LISTED])
    yield f"Spoke beside: {others or 'nobody'}"


def _contribution_lines(one: Contribution, asked: bool) -> Iterator[str]:
    said, document = one.intervention, one.document
    first, last = said.first.page, said.last.page
    where = f"p. {first}" if first == last else f"pp. {first}–{last}"
    yield f"{document.date or 'undated'}: {document.title}, {where} ({said.role.value}) [{document.id} {first}]"
    if said.session:
        yield f"    {said.session}"
    if one.snippet:
        yield f"    {plain(one.snippet.text)}"
    if asked:
        least = "at least " if one.more else ""
        yield f"    {least}{plural(one.matches, 'match', 'matches')} on {plural(len(one.matching), 'page')}"


def _terms(terms: Sequence[Telling]) -> str:
    return ", ".join(f"{term.text} ({term.times})" for term in terms) or "no term"


def _presenters(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    reading = reading_of(chosen)
    found = library.presenters(chosen.query.removeprefix(" "), filters_of(chosen), reading)
    _tell_all(found.notes, tell)
    lines = [plural(len(found.rows), "presenter")]
    for one in found.rows:
        who = ", ".join((one.name, *one.organisations, *map(country_name, one.countries)))
        counts = f"{plural(one.interventions, 'intervention')} in {plural(one.documents, 'document')}"
        matching = f", {plural(one.matching, 'page')} with the words" if found.query else ""
        lines.append(f"{who}: {counts}, {plural(one.pages, 'page')}{matching}")
    return presenters_json(found, reading), lines


def _country(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    reading = reading_of(chosen)
    found = library.country(chosen.country, chosen.query, filters_of(chosen), reading)
    _tell_all(found.notes, tell)
    return country_json(found, reading), list(_country_lines(found))


def _country_lines(found: CountryPortrait) -> Iterator[str]:
    yield country_name(found.code)
    yield f"Spoken of: {_counts(found.spoken_of)}"
    yield from (f"    from {_origin(cell.origin)}: {_counts(cell)}" for cell in found.origins)
    yield f"Speaks: {_counts(found.speaks)}"
    yield from (f"    of {_about(cell.about)}: {_counts(cell)}" for cell in found.speaks_of)
    speakers = (f"{one.name} ({plural(one.pages, 'page')})" for one in found.speakers[:_MOST_LISTED])
    yield f"Who speaks of it: {', '.join(speakers) or 'nobody who is known'}"
    yield "Documents:"
    yield from (f"    {_work(work)}" for work in found.documents)
    yield f"Distinctive: {_terms(found.terms.terms)}"
    yield f"Named most: {', '.join(f'{one.name} ({one.times})' for one in found.places) or 'no place'}"
    for hit in found.passages:
        yield from ("", f"{hit.document.title}, p. {hit.page.label} [{hit.document.id} {hit.page.number}]")
        yield f"    {plain(hit.snippet.text)}"


def _work(work: Work) -> str:
    return f"{work.document.title} [{work.document.id}]: {plural(work.pages, 'page')}"


def _counts(cell: Cell) -> str:
    counted = f"{plural(cell.documents, 'document')}, {plural(cell.pages, 'page')}"
    return f"{counted}, {plural(cell.interventions, 'intervention')}"


def _countries(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    reading = reading_of(chosen)
    found = library.countries(chosen.query.removeprefix(" "), filters_of(chosen), reading)
    _tell_all(found.matrix.notes, tell)
    lines = [plural(len(found.rows), "country", "countries")]
    lines += [f"{country_name(one.code)}: spoken of: {_counts(one.about)}; speaks: {_counts(one.origin)}"
              for one in found.rows]  # fmt: skip
    return countries_json(found, reading), lines


def _matrix(library: Library, chosen: argparse.Namespace, tell: Tell) -> Told:
    reading = reading_of(chosen)
    found = library.matrix(chosen.query.removeprefix(" "), filters_of(chosen), reading)
    _tell_all(found.notes, tell)
    return matrix_json(found, reading), list(_matrix_lines(found))


def _matrix_lines(found: Matrix) -> Iterator[str]:
    yield f"From, about: {_counts(found.crossing.total)}"
    for row in found.crossing.rows:
        yield f"{_origin(row.origin)}: {_counts(row)}"
        for cell in (cell for cell in found.crossing.cells if cell.origin == row.origin):
            yield f"    {_about(cell.about)}: {_counts(cell)}"


def _origin(code: str) -> str:
    return country_name(code) if code else _NOT_KNOWN


def _about(code: str) -> str:
    return country_name(code) if code else _NONE_NAMED


def _tell_all(notes: Sequence[str], tell: Tell) -> None:
    for note in notes:
        tell(note)
