"""What a question names narrows what is looked through; but a country that it names never hides a better answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import NamedTuple

from answer.question import Question
from answer.records import Quote
from core.countries import country_name
from index.engine import Filters


class Narrowed(NamedTuple):
    """A question as it was asked in the end, the filters that held, and its best quotes."""

    asked: Question
    filters: Filters
    best: tuple[Quote, ...]


def narrowed(
    asked: Question, filters: Filters, freed: Collection[str], find: Callable[[Question, Filters], tuple[Quote, ...]]
) -> Narrowed:
    """The best quotes within the filters and those that the question names, where the reader has none of the same facet and has
    not freed it.

    Not every page on a country is known to be on it. So where everything has a quote that carries more of the question than
    the best of those about the countries that it names, they stay words of the question, and a note says so.
    """
    own = {facet: values for facet, values in asked.filters.items() if facet not in (*freed, *filters)}
    within = {**own, **filters}
    held = asked if len(own) == len(asked.filters) else asked.widened
    best = find(held, within)
    if "about" not in own or (asked.by and "by" not in freed):  # rows are honest each for itself
        return Narrowed(held, within, best)
    all_countries = {facet: values for facet, values in within.items() if facet != "about"}
    everywhere = find(asked.widened, all_countries)
    if not everywhere or (best and best[0].support >= everywhere[0].support):
        return Narrowed(held, within, best)
    kept = {facet: values for facet, values in asked.filters.items() if facet != "about"}
    note = _let_go(own["about"], bool(best))
    return Narrowed(replace(asked.widened, filters=kept, notes=(*asked.notes, note)), all_countries, everywhere)


def _let_go(countries: Collection[str], answered: bool) -> str:
    names = " or ".join(map(country_name, countries))
    than = "answers this as well" if answered else "answers this"
    return f"Nothing that is known to speak of {names} {than}: what speaks of other countries was looked through too."
