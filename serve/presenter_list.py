"""The list of presenters as a reader wants it: found by a few letters, by the first letter, and in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from core.countries import country_name
from index.analysis import fold
from index.portraits.listed import Presenter
from index.ranking.orders import name_key
from serve.citation import name_of

ORDERS: dict[str, Callable[[Presenter], Any]] = {
    "name": lambda _one: (),
    "matching": lambda one: -one.matching,
    "interventions": lambda one: -one.interventions,
    "documents": lambda one: -one.documents,
    "pages": lambda one: -one.pages,
    "latest": lambda one: [-int(part) for part in one.last.split("-") if part.isdecimal()] or [1],
}
"""Order → its key; among equals by family name."""
OTHER = "#"
"""The letter of names that begin with none."""


def listed(rows: Iterable[Presenter], wanted: str, letter: str, order: str) -> list[Presenter]:
    """Those whose name, organisation or country has the letters `wanted`, and whose family name begins with `letter`."""
    words = fold(wanted.lower()).split()
    found = [one for one in rows if (not letter or letter_of(one) == letter) and _has(one, words)]
    return sorted(found, key=lambda one: (ORDERS[order](one), _by_name(one)))


def letters(rows: Iterable[Presenter]) -> Sequence[str]:
    """The first letters of the family names."""
    return sorted({letter_of(one) for one in rows}, key=lambda letter: (letter == OTHER, letter))


def letter_of(one: Presenter) -> str:
    """The first letter of a family name, without its accent; OTHER where it begins with none."""
    family = name_of(one.name, (one.name,) if one.body else ()).family
    first = fold(family.lower())[:1].upper()
    return first if first.isalpha() else OTHER


def _has(one: Presenter, words: Sequence[str]) -> bool:
    text = fold(" ".join((one.name, *one.organisations, *map(country_name, one.countries))).lower())
    return all(word in text for word in words)


def _by_name(one: Presenter) -> Any:
    return name_key(one.name, (one.name,) if one.body else ())
