"""What a question names narrows what is looked through; but a country that it names does not hide the only answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import NamedTuple

from answer.question import Question
from answer.records import Quote
from answer.rows import Own
from core.countries import country_name
from index.engine import Filters


class Narrowed(NamedTuple):
    """A question as it was asked in the end, the filters that held, and its best quotes."""

    asked: Question
    filters: Filters
    best: tuple[Quote, ...]


Find = Callable[[Question, Filters, Own | None], tuple[Quote, ...]]
"""The best quotes for a question within filters; of these, where it is told, those that are wanted."""


def narrowed(asked: Question, filters: Filters, freed: Collection[str], find: Find) -> Narrowed:
    """The best quotes within the filters and those that the question names, where the reader has none of the same facet and has
    not freed it.

    Not every page on a country is known to be on it. So where those that are known have no answer, pages of which no country
    is known may give one; the country's name is then a word of the question, and a note says so.
    """
    own = {facet: values for facet, values in asked.filters.items() if facet not in (*freed, *filters)}
    within = {**own, **filters}
    held = asked if len(own) == len(asked.filters) else asked.widened
    best = find(held, within, None)
    if best or "about" not in own or (asked.by and "by" not in freed):  # each row is honest for itself
        return Narrowed(held, within, best)
    everywhere = {facet: values for facet, values in within.items() if facet != "about"}
    if unplaced := find(asked.widened, everywhere, _of_no_country):
        kept = {facet: values for facet, values in asked.filters.items() if facet != "about"}
        notes = (*asked.notes, _let_go(own["about"]))
        return Narrowed(replace(asked.widened, filters=kept, notes=notes), everywhere, unplaced)
    return Narrowed(held, within, best)


def _of_no_country(quote: Quote) -> bool:
    return not quote.document.about(quote.page)


def _let_go(countries: Collection[str]) -> str:
    names = " or ".join(map(country_name, countries))
    return f"Nothing that is known to speak of {names} answers this: the quotes are from pages of which no country is known."
