"""How the shapes of the world map are made: a projection that keeps areas, simpler lines, rings on their side of the map."""

from math import cos, radians

import pytest

from docs.world_map import HEIGHT, WIDTH, area, borders, centre, equal_earth, path_of, placed, shapes, simpler
from serve import world_shapes


def test_the_projection_has_the_extent_that_its_authors_give():
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(2.7066299, abs=1e-6)
    assert equal_earth(0, 90)[1] == pytest.approx(1.3173627, abs=1e-6)


@pytest.mark.parametrize(("longitude", "latitude"), [(0, 0), (-75, 45), (130, -25), (20, 70)])
def test_the_projection_keeps_areas(longitude, latitude):
    step = 0.01
    corners = [(0, 0), (step, 0), (step, step), (0, step)]
    drawn = area([equal_earth(longitude + x, latitude + y) for x, y in corners])

    true = radians(step) ** 2 * cos(radians(latitude + step / 2))

    assert drawn == pytest.approx(true, rel=1e-4)


def test_the_map_that_is_drawn_has_the_size_of_that_which_is_shown():
    assert (WIDTH, HEIGHT) == (world_shapes.WIDTH, world_shapes.HEIGHT)
    assert placed(11, 0)[0] == WIDTH / 2
    assert placed(-169, 0)[0] == pytest.approx(0)


def test_a_line_loses_the_points_that_nobody_would_see():
    straight = [(float(x), 0.0) for x in range(30)]
    bent = [(0.0, 0.0), (5.0, 4.05), (10.0, 8.0), (15.0, 0.0)]

    assert simpler(straight) == [straight[0], straight[-1]]
    assert simpler(bent) == [bent[0], bent[2], bent[3]]


def test_a_ring_across_the_180th_meridian_goes_on_beyond_it():
    topology = {"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [[[179, 60], [-358, 0], [0, 5]]]}

    assert list(borders(topology)) == [[(179, 60), (181, 60), (181, 65)]]


def test_the_middle_and_the_area_of_a_ring_are_its_own():
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]

    assert area(square) == 16
    assert centre(square) == (2.0, 2.0)
    assert path_of([square]) == "M0,0l4,0 0,4-4,0z"


def test_a_country_is_put_together_of_its_lines_and_others_get_their_own_code():
    pack = {
        "object": "countries",
        "regions": {"1": {"aliases": ["001", "FR", "FRA"]}, "2": {"aliases": ["XK?"]}},
        "topology": {
            "transform": {"scale": [1, 1], "translate": [0, 0]},
            "arcs": [
                [[0, 44], [6, 0], [0, 5]],
                [[6, 49], [-6, 0], [0, -5]],
                [[-54, 3], [2, 0], [0, 2], [-2, 0], [0, -2]],
            ],
            "objects": {
                "countries": {
                    "geometries": [
                        {
                            "type": "MultiPolygon",
                            "id": "1",
                            "arcs": [[[0, 1]], [[2]]],
                            "properties": {"name": "France"},
                        },
                        {"type": "Polygon", "id": "2", "arcs": [[1, 0]], "properties": {"name": "Somaliland"}},
                    ]
                }
            },
        },
    }

    found = {shape.code: shape for shape in shapes(pack)}

    assert {"FR", "GF", "SO", "TV"} <= found.keys()
    x, y = placed(3, 46.5)
    assert (found["FR"].x, found["FR"].y) == (pytest.approx(x, abs=2), pytest.approx(y, abs=2))
    assert found["FR"].path.startswith("M")
    assert found["TV"].path == ""
