"""The places and institutions of each country that the tables know: states and provinces, cities, institutions."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from core.countries import mentions

PLACE_KINDS = ("institution", "subdivision", "city")

_WORDS = re.compile(r"[^\W_]+")
_LINE_HYPHEN = re.compile("\u00ad\n?")


class Place(NamedTuple):
    """A place or institution, as the table writes it, and which of PLACE_KINDS it is."""

    name: str
    kind: str


def places_named(text: str, language: str, code: str) -> list[Place]:
    """The places and institutions of a country that a text names, once for every time."""
    known = _places()
    found = []
    for mention in mentions(text, language):
        place = known.get((code, _key(mention.span.of(text))))
        if place and code in (mention.code, *mention.rivals):
            found.append(place)
    return found


def _key(name: str) -> str:
    return " ".join(_WORDS.findall(_LINE_HYPHEN.sub("", name))).casefold()


@cache
def _places() -> Mapping[tuple[str, str], Place]:
    """(country, folded name) → the place; of a name in several languages the first."""
    text = (files("core") / "data" / "country_places.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], Place] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["kind"] in PLACE_KINDS:
            found.setdefault((row["code"], _key(row["name"])), Place(row["name"], row["kind"]))
    return found
