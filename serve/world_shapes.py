"""The shapes of the countries on a map of the world, as docs/world_map.py draws them of Natural Earth's."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

WIDTH, HEIGHT = 2000, 867
"""Units of the map; it ends above the Antarctic."""


class CountryShape(NamedTuple):
    """A country on the map: where its dot stands, whether it is so small that it needs one, and its outline as a path of
    SVG; "" where the map has none. Land that has no code of ISO 3166-1 has the code ""."""

    code: str
    x: int
    y: int
    small: bool
    path: str


@cache
def world_shapes() -> tuple[CountryShape, ...]:
    """All countries of the map, by code."""
    lines = (files("serve") / "world.csv").read_text("utf-8").splitlines()
    rows = list(csv.reader(lines))[1:]
    return tuple(CountryShape(code, int(x), int(y), small == "1", path) for code, x, y, small, path in rows)
