"""What is said of filters that no page of the library has: within them nothing is found, whatever is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from core.shown import shown
from index.engine import COUNTED, Filters, View
from index.portraits.presenter import nearest
from index.queries.parser import parse
from serve.value_names import FACET_NAMES, value_name

_MOST_LISTED = 8
_YEARS = 2
_SHOWN = 40
"""Characters of a value that are shown."""
_WORD = re.compile(r"\w+")


class KnownValues:
    """The values that pages have, by facet, looked up once a generation."""

    def __init__(self) -> None:
        self._known: tuple[int, dict[str, Sequence[str]]] = (-1, {})

    def notes(self, view: View, filters: Filters) -> tuple[str, ...]:
        """A sentence for each facet of which a value is asked for that no page has, with the nearest values that there are."""
        return tuple(_notes(view, filters, partial(self._of, view)))

    def _of(self, view: View, facet: str) -> Sequence[str]:
        own = self._known  # once: another reader may put a later generation there
        if own[0] != view.generation:
            own = self._known = view.generation, {}
        known = own[1]
        if facet not in known:
            counts = view.search(parse(""), {}, 0, counted=(facet,)).facets[facet]
            known[facet] = [count.value for count in counts]
        return known[facet]


def _notes(view: View, filters: Filters, values: Callable[[str], Sequence[str]]) -> Iterator[str]:
    for facet in (facet for facet in COUNTED if filters.get(facet)):
        known = values(facet)
        unknown = [value for value in filters[facet] if value not in known]
        if not unknown:
            continue
        name = FACET_NAMES[facet].lower()
        said = " or ".join(f"{name} “{_called(view, facet, value)[:_SHOWN]}”" for value in unknown)
        hint = _hint(view, facet, unknown, known)
        adds, taken = ("It adds", "this filter is") if len(unknown) == 1 else ("They add", "these filters are")
        rest = (
            f"{adds} nothing to the others."
            if len(unknown) < len(filters[facet])
            else f"Nothing can be found until {taken} taken away."
        )
        yield f"The library has no page with {said}.{hint} {rest}"


def _called(view: View, facet: str, value: str) -> str:
    """A value as it is shown; of a document its title."""
    return shown(value_name(facet, value, view.documents))


def _hint(view: View, facet: str, unknown: Sequence[str], known: Sequence[str]) -> str:
    """The values that are most like those, or the few that there are; "" for countries and languages, which exist."""
    if facet in ("from", "about", "language"):
        return ""
    near = list(dict.fromkeys(value for one in unknown for value in _near(facet, one, known)))
    if near:
        return f" Nearest to it: {', '.join(_called(view, facet, one) for one in near)}."
    if len(known) <= _MOST_LISTED:
        return f" There are: {', '.join(_called(view, facet, one) for one in sorted(known))}." if known else ""
    return " None is called anything like it."


def _near(facet: str, value: str, known: Sequence[str]) -> Sequence[str]:
    if facet == "year":
        years = [year for year in known if year.isdecimal()]
        return sorted(sorted(years, key=lambda year: abs(int(year) - int(value)))[:_YEARS]) if value.isdecimal() else []
    spaced = {_spaced(one): one for one in known}
    return [spaced[one] for one in nearest(_spaced(value), spaced)]


def _spaced(value: str) -> str:
    """Words and blanks alone: of "Elm, Ada" and "deck-uk"."""
    return " ".join(_WORD.findall(value))
