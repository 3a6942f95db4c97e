"""Draws the shapes of serve/world.csv from Natural Earth's countries (1:50 million, public domain): `make map`.

They are read from the TopoJSON that the package mapcraft holds (extra `map`). Every area belongs to the country under whose
code of ISO 3166 it stands: French Guiana to GF, Svalbard to SJ, Crimea (UA-43) to UA. Borders that two countries share stay
one line, as they are made simpler before shapes are put together. Antarctica is left out.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path(__file__).resolve().parents[1]
_PACK = "packs/world-countries-2024.json.gz"

WIDTH = 2000
"""Units of the map's width; a path has whole ones."""
_TOLERANCE = 0.9
"""Units by which a simpler border may be off."""
_LEAST_AREA = 3.0
"""Square units of an island that is drawn; of a country's islands, the largest always is."""
_SMALL = 130.0
"""Square units of a country that is drawn as a dot too: about twelve pixels square on a laptop's screen."""
_WITHOUT_CODE = {"Somaliland": "SO", "N. Cyprus": "CY", "Indian Ocean Ter.": "AU"}
"""Areas of Natural Earth without a code, and that under which ISO 3166-2 has them; Kosovo and the Siachen have none."""

# Longitudes and latitudes, from west to east and from south to north, of areas that have a code of their own.
_OWN_CODE = (
    ("FR", "GF", (-55, 2, -51, 6)), ("FR", "GP", (-62, 15.7, -60.9, 16.6)), ("FR", "MQ", (-61.3, 14.3, -60.7, 15)),
    ("FR", "RE", (55, -21.5, 56, -20.8)), ("FR", "YT", (45, -13.1, 45.4, -12.5)), ("NO", "SJ", (-10, 70.7, 40, 82)),
    ("NL", "BQ", (-69, 11.9, -62.8, 17.7)), ("RU", "UA", (32.4, 44.3, 36.7, 46.3)),
)  # fmt: skip
_PLACES = {
    "BV": (3.4, -54.4), "CC": (96.9, -12.2), "CX": (105.7, -10.5), "GI": (-5.35, 36.14), "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5), "UM": (166.6, 19.3), "BQ": (-68.26, 12.2), "GP": (-61.55, 16.2), "MQ": (-61.0, 14.65),
    "RE": (55.5, -21.1), "YT": (45.15, -12.8), "GF": (-53.1, 3.9), "SJ": (16.0, 78.6),
}  # fmt: skip
"""Where countries lie that Natural Earth's table has no shape of its own for: longitude and latitude."""

Point = tuple[float, float]
Ring = list[Point]


class Shape(NamedTuple):
    """A country as it is drawn: where its dot stands, whether it is small, and the path of its outline."""

    code: str
    x: int
    y: int
    small: bool
    path: str


def equal_earth(longitude: float, latitude: float) -> Point:
    """A place on the plane of the Equal Earth projection, which keeps areas; y grows northwards.

    Šavrič, Patterson & Jenny 2018, "The Equal Earth map projection", International Journal of Geographical
    Information Science 33:3, equations 1 and 2.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    along = asin(sqrt(3) / 2 * sin(radians(latitude)))
    squared = along * along
    slope = 9 * a4 * squared**4 + 7 * a3 * squared**3 + 3 * a2 * squared + a1
    x = 2 * sqrt(3) * radians(longitude) * cos(along) / (3 * slope)
    return x, along * (a4 * squared**4 + a3 * squared**3 + a2 * squared + a1)


_MIDDLE = 11
"""The longitude in the middle: the map's edges run through the Bering Strait, and cut no land."""
_SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
_NORTH = 84.0
_SOUTH = -56.5
HEIGHT = round((equal_earth(0, _NORTH)[1] - equal_earth(0, _SOUTH)[1]) * _SCALE)


def placed(longitude: float, latitude: float) -> Point:
    """A place on the map: x from its left edge, y from its upper one. Longitudes go on beyond the edges."""
    x, y = equal_earth(longitude - _MIDDLE, latitude)
    return x * _SCALE + WIDTH / 2, (equal_earth(0, _NORTH)[1] - y) * _SCALE


def borders(topology: Any) -> Iterator[Ring]:
    """The arcs of a TopoJSON in degrees; where one crosses the 180th meridian, its longitudes go on."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            longitude, latitude = x * across + west, y * up + south
            line.append((_nearest(longitude, line[-1][0] if line else longitude), latitude))
        yield line


def _nearest(longitude: float, to: float) -> float:
    """The same longitude, some turns on or back, as near as can be to another one."""
    return longitude - 360 * round((longitude - to) / 360)


def simpler(line: Ring) -> Ring:
    """A line in degrees with fewer points, none of those left out farther than the tolerance from it on the map.

    Douglas & Peucker 1973, "Algorithms for the reduction of the number of points required to represent a digitized
    line"; a closed line is halved at the point farthest from its beginning.
    """
    if len(line) < 3:
        return line
    drawn = [placed(*point) for point in line]
    farthest = max(range(1, len(line) - 1), key=lambda place: _off(drawn[place], drawn[0], drawn[-1]))
    if _off(drawn[farthest], drawn[0], drawn[-1]) <= _TOLERANCE:
        return [line[0], line[-1]]
    return [*simpler(line[: farthest + 1])[:-1], *simpler(line[farthest:])]


def _off(point: Point, first: Point, last: Point) -> float:
    """How far a point is from a stretch."""
    (x, y), (x1, y1), (x2, y2) = point, first, last
    length = hypot(x2 - x1, y2 - y1)
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / (length * length) if length else 0
    along = min(1.0, max(0.0, along))
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def area(ring: Sequence[Point]) -> float:
    """Square units within a ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2


def centre(ring: Sequence[Point]) -> Point:
    """The centroid of a ring."""
    crossed = [(x1 * y2 - x2 * y1, x1 + x2, y1 + y2) for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])]
    whole = 3 * sum(cross for cross, _, _ in crossed)
    if not whole:
        return ring[0]
    return sum(cross * x for cross, x, _ in crossed) / whole, sum(cross * y for cross, _, y in crossed) / whole


def path_of(rings: Iterable[Sequence[Point]]) -> str:
    """The path of some rings, in whole units and relative steps."""
    drawn = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
        steps = [step for step in steps[:-1] if step != (0, 0)]  # the last one leads back, as z does
        if len(steps) > 1:
            lines = "".join(
                f"{x}{y if y < 0 else f',{y}'}" if x < 0 else f" {x}{y if y < 0 else f',{y}'}" for x, y in steps
            )
            drawn.append(f"M{points[0][0]},{points[0][1]}l{lines.lstrip()}z")
    return "".join(drawn)


def shape(code: str, rings: Sequence[Ring]) -> Shape:
    """A country of its rings on the map."""
    by_size = sorted(rings, key=area, reverse=True)
    kept = by_size[:1] + [ring for ring in by_size[1:] if area(ring) >= _LEAST_AREA]
    x, y = _dot(code) if code in _PLACES else centre(by_size[0])
    return Shape(code, round(x), round(y), sum(map(area, rings)) < _SMALL, path_of(kept))


def _dot(code: str) -> Point:
    longitude, latitude = _PLACES[code]
    return placed(_nearest(longitude, _MIDDLE), latitude)


def shapes(pack: Any) -> list[Shape]:
    """The countries of a pack of mapcraft's, by code; "" is land without a code."""
    topology = pack["topology"]
    lines = [simpler(line) for line in borders(topology)]
    gathered: dict[str, list[Ring]] = {}
    for geometry in topology["objects"][pack["object"]]["geometries"]:
        given = _code(pack, geometry)
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for ring in (_stitched(arcs, lines) for polygon in polygons for arcs in polygon):
            gathered.setdefault(_own(given, ring), []).append([placed(*point) for point in ring])
    found = [shape(code, rings) for code, rings in gathered.items() if code != "AQ"]
    left = [(code, *_dot(code)) for code in _PLACES if code not in gathered]
    found += [Shape(code, round(x), round(y), True, "") for code, x, y in left]
    return sorted(found)


def _code(pack: Any, geometry: Any) -> str:
    region = pack["regions"].get(geometry.get("id"), {"aliases": ()})
    codes = [alias for alias in region["aliases"] if len(alias) == 2 and alias.isupper()]
    return codes[0] if codes else _WITHOUT_CODE.get(geometry["properties"]["name"], "")


def _own(code: str, ring: Ring) -> str:
    """The code of a ring in degrees: that of its country, or its own."""
    for country, own, (west, south, east, north) in _OWN_CODE:
        if country == code and all(west <= x <= east and south <= y <= north for x, y in ring):
            return own
    return code


def _stitched(arcs: Sequence[int], lines: Sequence[Ring]) -> Ring:
    """A ring of arcs, on the side of the map where its middle is; an arc of negative number runs backwards."""
    ring: Ring = []
    for arc in arcs:
        line = lines[arc] if arc >= 0 else lines[~arc][::-1]
        turns = _nearest(line[0][0], ring[-1][0]) - line[0][0] if ring else 0
        ring += [(x + turns, y) for x, y in line[bool(ring) :]]
    middle = sum(x for x, _ in ring) / len(ring)
    turns = _nearest(middle, _MIDDLE) - middle
    return [(x + turns, y) for x, y in ring]


def main() -> int:
    """Writes the table."""
    pack = json.loads(gzip.decompress((files("mapcraft") / _PACK).read_bytes()))
    target = HOME / "serve" / "world.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Shape._fields)
        writer.writerows((*one[:3], int(one.small), one.path) for one in shapes(pack))
    print(f"{target} ({WIDTH} × {HEIGHT})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
