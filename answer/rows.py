"""One answer for each country or presenter, empty ones kept, each with what was looked through for it.

A row's quote is that row's: it says what is asked of the country for certain (`told_of`), or is in the presenter's words; a page
that does both, of several countries, is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from answer.records import AnswerRow, Quote, Searched, Status
from answer.told_of import told_of
from core.speaking_of import glimpsed_about, headed_about
from index.engine import Filters, View
from index.queries.parser import parse

MOST_ROWS = 30
MOST_QUOTES = 3
_FACETS = {"country": "about", "presenter": "presenter"}

Own = Callable[[Quote], bool]
Quoted = Callable[[Filters, Own], Iterator[Quote]]
"""The verified quotes that answer the question within some filters and are a row's own, best first."""


def answer_rows(
    view: View,
    filters: Filters,
    by: str,
    quoted: Quoted,
    searched: Callable[[Filters], Searched],
    best: Sequence[Quote],
) -> tuple[tuple[AnswerRow, ...], int]:
    """The rows by "country" or "presenter", and how many values more there are than rows made.

    Those that are answered come first, each half with most pages first; values that the filters name keep their order. Where
    there are more than MOST_ROWS, those of the `best` quotes of all are among them.
    """
    facet = _FACETS[by]
    values = _values(view, filters, facet, best)
    rows = [_row(facet, value, filters, quoted, searched) for value in values[:MOST_ROWS]]
    if not filters.get(facet):
        rows.sort(key=lambda row: not row.quotes)
    return tuple(rows), max(0, len(values) - MOST_ROWS)


def _values(view: View, filters: Filters, facet: str, best: Sequence[Quote]) -> list[str]:
    """Those that the filters name, else of the selection, most pages first; countries only those that documents are about, if
    the catalogue says of any."""
    if filters.get(facet):
        return list(dict.fromkeys(filters[facet]))
    values = [count.value for count in view.search(parse(""), filters, 0, counted=(facet,)).facets[facet]]
    if facet == "about":
        catalogued = {code for document in view.documents.values() for code in document.countries_about}
        values = [value for value in values if value in catalogued] or values
    if len(values) <= MOST_ROWS:
        return values
    first = dict.fromkeys(value for quote in best for value in (quote.about if facet == "about" else quote.presenters))
    return list(dict.fromkeys([*(value for value in first if value in values), *values]))


def _row(
    facet: str, value: str, filters: Filters, quoted: Quoted, searched: Callable[[Filters], Searched]
) -> AnswerRow:
    others = {name: values for name, values in filters.items() if name != facet}
    narrowed = {**others, facet: [value]}
    held = own_within(others)

    def is_own(quote: Quote) -> bool:
        return _is_of(quote, facet, value) and (held is None or held(quote))

    own = _own(facet, value, narrowed, quoted, is_own)
    if not own and facet == "about":  # a page may name no country that stands in the heading pages before
        own = _own(facet, value, others, quoted, is_own)
    return AnswerRow(value, Status.ANSWERED if own else Status.NOT_FOUND, own, searched(narrowed))


def _own(facet: str, value: str, within: Filters, quoted: Quoted, is_own: Own) -> tuple[Quote, ...]:
    """The best quotes of a row; of a country, those of it alone before those that tell of several in one breath."""
    told = quoted(within, is_own)
    if facet == "presenter":
        return tuple(islice(most_certain(told, within), MOST_QUOTES))
    own = (quote for quote in told if value in told_of(quote))
    first = [*islice(own, MOST_QUOTES)]
    if first and len(told_of(first[0])) > 1:
        first = sorted([*first, *own], key=lambda quote: len(told_of(quote)) > 1)
    return tuple(first[:MOST_QUOTES])


def _is_of(quote: Quote, facet: str, value: str) -> bool:
    """Whether a quote is a row's own: of countries by the quick look, which those that are shown are held against again."""
    if facet == "presenter":
        return value in quote.presenters
    place = (quote.document, quote.page, quote.span)
    return value in glimpsed_about(*place) or value in headed_about(*place)


def own_within(filters: Filters) -> Own | None:
    """Whether a quote belongs to what filters choose, whose pages speak of other countries and hold others' words too: it
    speaks of no other countries alone than those, and is in the words of one of the presenters. None where all quotes do."""
    about, presenters = set(filters.get("about", ())), set(filters.get("presenter", ()))
    if not about and not presenters:
        return None

    def belongs(quote: Quote) -> bool:
        if presenters and presenters.isdisjoint(quote.presenters):
            return False
        spoken_of = glimpsed_about(quote.document, quote.page, quote.span) if about else ()
        return not spoken_of or not about.isdisjoint(spoken_of)

    return belongs


def most_certain(told: Iterator[Quote], filters: Filters) -> Iterator[Quote]:
    """Of quotes, best first, those that say for certain what is asked of the countries that filters choose; all where none does,
    or none is chosen."""
    about = {*filters.get("about", ())}
    if not about:
        return told
    found = [*told]
    return iter([quote for quote in found if not about.isdisjoint(told_of(quote))] or found)
