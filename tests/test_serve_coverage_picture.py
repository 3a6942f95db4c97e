"""The map of the world and the tables of coverage as markup: every country in its place, links, words, classes, escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from markup import Tags

from core.countries import codes, country_name
from index.coverage import UNDATED, Coverage, Covered
from index.engine import Count, Selection
from serve.coverage_picture import (
    MOST_ROWS,
    classes,
    coverage_note,
    coverage_table_html,
    map_html,
    map_note,
    total_html,
)
from serve.world_shapes import HEIGHT, WIDTH, world_shapes


def covered(by: str, *rows: Covered, without: int = 0, years: tuple[str, ...] = ()) -> Coverage:
    pages = sum(row.total.pages for row in rows)
    return Coverage("q", by, (), len(rows), pages, rows, years, without, {}, Selection(900, 0, 0), 1)


def link(choice: object) -> str:
    return "/?" + urlencode(choice)  # type: ignore[call-overload, no-any-return]


def links(html: str) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in Tags(html).found if tag == "a"]


CANADA = Covered(
    Count("CA", 5, 31), {"2010": Count("CA", 2, 11), "2012": Count("CA", 3, 19), UNDATED: Count("CA", 1, 1)}
)
MALTA = Covered(Count("MT", 1, 1), {"2012": Count("MT", 1, 1)})
TWO = covered("about", CANADA, MALTA, years=("2010", "2012", UNDATED), without=4)


def test_every_country_has_one_place_on_the_map_but_the_antarctic() -> None:
    placed = [shape.code for shape in world_shapes() if shape.code]
    assert len(placed) == len(set(placed))
    assert set(placed) == codes() - {"AQ"}
    for shape in world_shapes():
        assert 0 <= shape.x <= WIDTH
        assert 0 <= shape.y <= HEIGHT
        assert shape.small or shape.path, "without an outline it needs a dot"


def test_outlines_are_paths_of_whole_steps_and_nothing_else() -> None:
    for shape in world_shapes():
        assert re.fullmatch(r"(M-?\d+,-?\d+l[\d, -]+z)*", shape.path), shape.code


def test_a_country_is_a_link_that_says_what_it_has() -> None:
    canada, malta = links(map_html(TWO, "pages", ["MT"], link))
    assert canada["aria-label"] == "Canada: 5 documents, 31 pages"
    assert (canada["href"], canada["data-value"]) == ("/?about=CA", "about=CA")
    assert "aria-current" not in canada
    assert (malta["aria-label"], malta["aria-current"]) == ("Malta: 1 document, 1 page", "true")


def test_a_small_country_has_a_dot_and_a_large_one_has_none() -> None:
    drawn = map_html(TWO, "pages", [], link)
    assert drawn.count("<circle") == 1
    assert drawn.index("Canada") < drawn.index("Malta"), "dots lie on top"


def test_the_map_has_a_name_and_its_other_countries_too() -> None:
    drawn = map_html(TWO, "pages", [], link)
    (svg,) = [attrs for tag, attrs in Tags(drawn).found if tag == "svg"]
    assert svg["aria-label"] == "Map of the world: countries that pages speak of, 2 countries"
    assert "Peru: nothing found" in drawn


def test_the_map_needs_nothing_from_elsewhere() -> None:
    assert not re.search(r"https?:|url\(|<image|<script|<use", map_html(TWO, "pages", [], link))


def test_a_country_without_a_place_is_listed_below() -> None:
    drawn = map_html(covered("from", CANADA, Covered(Count("AQ", 1, 2), {})), "pages", [], link)
    assert "Not on the map: " in drawn
    assert links(drawn)[-1]["href"] == "/?from=AQ"
    assert Tags(drawn).text.rstrip().endswith("Antarctica: 1 document, 2 pages")


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ((), []),
        ((7,), [(7, 7)]),
        ((1, 1, 1, 9), [(1, 1), (9, 9)]),
        ((1, 1, 1, 1, 5, 6, 7, 8, 9, 100), [(1, 1), (5, 6), (7, 8), (9, 100)]),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 100), [(1, 2), (3, 4), (5, 6), (7, 8), (9, 100)]),
        ((3, 3, 6, 74, 76, 76, 123), [(3, 3), (6, 6), (74, 74), (76, 76), (123, 123)]),
    ],
)
def test_classes_have_about_as_many_countries_each_and_never_part_equals(
    numbers: tuple[int, ...], wanted: list[tuple[int, int]]
) -> None:
    assert [(each.least, each.most) for each in classes(numbers)] == wanted


def test_the_legend_tells_the_numbers_of_each_colour() -> None:
    drawn = map_html(TWO, "documents", [], link)
    assert re.findall(r'swatch (c\d)" aria-hidden="true"></span>([^<]+)<', drawn) == [("c0", "1"), ("c4", "5")]
    assert "Documents:" in drawn


def test_the_table_has_a_column_a_year_and_links_to_each_number() -> None:
    drawn = coverage_table_html(TWO, "pages", link)
    text = re.sub(r"<[^>]+>", "|", drawn)
    assert re.findall(r"<th scope=\"col\">([^<]+)", drawn) == [
        "Country spoken of", "Documents", "Pages", "2010", "2012", "No date",
    ]  # fmt: skip
    assert [attrs["href"] for attrs in links(drawn)] == [
        "/?about=CA", "/?about=CA&year=2010", "/?about=CA&year=2012", "/?about=MT", "/?about=MT&year=2012",
    ]  # fmt: skip
    assert re.findall(r"\d+", text.split("Canada")[1].split("Malta")[0]) == ["5", "31", "11", "19", "1"]
    assert re.findall(r"\d+", re.sub(r"<[^>]+>", "|", coverage_table_html(TWO, "documents", link)).split("Malta")[1]) == [
        "1", "1", "1",
    ]  # fmt: skip


def test_interventions_have_a_column_where_they_are_counted() -> None:
    spoken = covered("presenter", Covered(Count("Ada", 2, 9, 3), {}))
    assert "Interventions" in coverage_table_html(spoken, "pages", link)
    assert links(coverage_table_html(spoken, "pages", link))[0]["aria-label"] == (
        "Ada: 2 documents, 9 pages, 3 interventions"
    )
    assert "Interventions" not in coverage_table_html(TWO, "pages", link)


def test_names_are_escaped() -> None:
    evil = covered("presenter", Covered(Count('<i>"&', 1, 1), {"2010": Count('<i>"&', 1, 1)}), years=("2010",))
    drawn = coverage_table_html(evil, "pages", link)
    assert "<i>" not in drawn
    assert "&lt;i&gt;&quot;&amp;" in drawn
    unplaced = replace(evil, by="about")
    assert "<i>" not in map_html(unplaced, "pages", [], link)


def test_a_long_table_comes_in_portions() -> None:
    many = covered("presenter", *(Covered(Count(f"P{n}", 1, 1), {}) for n in range(MOST_ROWS + 3)))
    assert len(links(coverage_table_html(many, "pages", link))) == MOST_ROWS
    assert [attrs["data-value"] for attrs in links(coverage_table_html(many, "pages", link, 2))][-1] == "presenter=P52"


def test_those_with_most_of_what_is_counted_stand_first() -> None:
    few = covered("about", CANADA, Covered(Count("FR", 9, 10), {}))
    assert [attrs["data-value"] for attrs in links(coverage_table_html(few, "pages", link))] == ["about=CA", "about=FR"]
    assert links(coverage_table_html(few, "documents", link))[0]["data-value"] == "about=FR"


def test_what_no_row_has_is_told() -> None:
    assert map_note(TWO).startswith("Without a country spoken of that is known: 4 pages. Click a country")
    assert coverage_note(covered("presenter", CANADA)) == ""
    assert map_note(covered("from")) == ""


def test_the_total_says_what_was_looked_through_also_where_nothing_was_found() -> None:
    assert (
        "<strong>32 pages</strong> in 2 documents, of 900 pages looked through: 2 countries spoken of."
        in total_html(TWO)
    )
    assert "<strong>Nothing found</strong> in 900 pages looked through." in total_html(covered("about"))


def test_all_countries_can_be_drawn_at_once() -> None:
    everyone = covered("about", *(Covered(Count(code, 1, 1 + n), {}) for n, code in enumerate(sorted(codes()))))
    drawn = map_html(everyone, "pages", [], link)
    assert len(links(drawn)) == len(codes())
    assert {attrs["aria-label"].split(":")[0] for attrs in links(drawn) if attrs["aria-label"]} == {
        country_name(code) for code in codes()
    }
