"""The countries that some pages speak of, and whether more than other pages do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeVar

from index.portraits.distinctive import LEAST_Z, PRIOR_PAGES, ratio_of, z_score
from index.portraits.roster import Roster

_T = TypeVar("_T")


class Spoken(NamedTuple):
    """A country spoken of: on how many of the pages, how many times as often as on other pages (None: on no other), and
    whether that is distinctive."""

    code: str
    pages: int
    ratio: float | None
    distinctive: bool


def spoken_of(
    roster: Roster,
    pages: Mapping[str, Collection[int]],
    named: Mapping[tuple[str, int], Collection[str]] | None = None,
) -> tuple[Spoken, ...]:
    """Those of some pages (document → numbers), most pages first; compared with all other pages.

    `named` are the countries of pages (document, number) where not all that they speak of counts.
    """
    known = {document.id: document for document in roster.documents() if document.id in pages}
    own: Counter[str] = Counter()
    for key, numbers in pages.items():
        for n in numbers:
            codes = named[key, n] if named and (key, n) in named else known[key].about(known[key].pages[n - 1])
            own.update(set(codes))
    here = sum(map(len, pages.values()))
    elsewhere = roster.pages - here
    found = []
    for code, count in own.items():
        other = roster.about_pages[code] - count
        share = roster.about_pages[code] / roster.pages
        z = z_score(count, here, other, elsewhere, share, PRIOR_PAGES) if elsewhere else 0.0
        found.append(Spoken(code, count, ratio_of(count, here, other, elsewhere), z >= LEAST_Z))
    return tuple(sorted(found, key=lambda one: (-one.pages, one.code)))


def evenly(values: Sequence[_T], most: int) -> Sequence[_T]:
    """At most so many of them, from all over."""
    if len(values) <= most:
        return values
    return [values[place * len(values) // most] for place in range(most)]
