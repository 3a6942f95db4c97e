"""The frequency picture as markup: bars that are links, in proportion, with words; gaps of time; and all of it escaped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markup import Tags

from index.engine import Frequency
from index.frequency import Frequencies
from serve.frequency_picture import MEASURES, MOST_ROWS, frequency_note, frequency_table_html, picture_html


def found(*rows: Frequency, by: str = "presenter", series: tuple[str, ...] = ("service",)) -> Frequencies:
    return Frequencies("q", by, (), series, rows, 1)


def drawn(told: Frequencies, measure: str = "times", chosen: tuple[str, ...] = ()) -> Tags:
    return Tags(picture_html(told, measure, chosen, str, lambda value: f"?x={value}"))


def sizes(tags: Tags, side: str = "width") -> list[float]:
    styles = [attrs.get("style") or "" for _, attrs in tags.found if "freq-bar" in (attrs.get("class") or "")]
    return [float(match[1]) for style in styles if (match := re.match(rf"{side}:([\d.]+)%", style))]


def bars(tags: Tags) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in tags.found if tag == "a"]


TWO = (Frequency("Ada", 1, 4, (40,), 10_000), Frequency("Bo", 2, 3, (10,), 1_000))


def test_a_bar_is_as_long_as_what_it_shows_and_the_longest_stands_first() -> None:
    assert sizes(drawn(found(*TWO))) == [100.0, 25.0]
    assert sizes(drawn(found(*TWO), "pages")) == [100.0, 75.0]
    by_rate = drawn(found(*TWO), "rate")
    assert sizes(by_rate) == [100.0, 40.0]
    assert [bar["data-value"] for bar in bars(by_rate)] == ["Bo", "Ada"], "a long report does not win by its length"


def test_a_bar_leads_to_its_value_and_says_what_it_shows() -> None:
    first, _ = bars(drawn(found(*TWO)))
    assert (first["href"], first["data-value"]) == ("?x=Ada", "Ada")
    assert first["aria-label"] == "Ada: 40 times (40.0 in 10,000 words), on 4 pages of 1 document"


def test_what_is_chosen_is_told_also_where_no_page_answers() -> None:
    tags = drawn(found(*TWO, Frequency("Cy", 0, 0, (0,), 50)), chosen=("Cy",))
    assert [bar["data-value"] for bar in bars(tags) if bar.get("aria-current") == "true"] == ["Cy"]


def test_years_stand_in_time_order_with_gaps_where_no_document_is() -> None:
    rows = (Frequency("2009", 1, 1, (1,), 9), Frequency("2010", 0, 0, (0,), 9), Frequency("2012", 1, 1, (4,), 9))
    tags = drawn(found(*rows, by="year"))
    assert re.findall(r"20\d\d", tags.text) == ["2009", "2010", "2011", "2012"]
    assert [bar["data-value"] for bar in bars(tags)] == ["2009", "2010", "2012"]
    assert [attrs["title"] for tag, attrs in tags.found if attrs.get("class") == "gap"] == ["2011: no document"]
    assert sizes(tags, "height") == [25.0, 0.0, 100.0]


def test_alternatives_have_a_bar_and_a_name_each() -> None:
    told = found(Frequency("Ada", 1, 4, (8, 2), 1_000), series=("service", "counter"))
    tags = drawn(told)
    assert sizes(tags) == [100.0, 25.0]
    assert tags.text.startswith("servicecounter")
    assert bars(tags)[0]["aria-label"].startswith("Ada: “service” 8 times (80.0 in 10,000 words), “counter” 2 times")
    assert "counter" not in drawn(told, "pages").text


def test_what_is_not_drawn_is_told_and_stands_in_the_table() -> None:
    many = [Frequency(f"P{n:02}", 1, 1, (n,), 10) for n in range(30, 0, -1)]
    told = found(*many, Frequency("Silent", 0, 0, (0,), 10))
    assert len(bars(drawn(told))) == MOST_ROWS
    assert (
        frequency_note(told, "by presenter")
        == f"Not drawn: {30 - MOST_ROWS} more with fewer, 1 without a page that answers (by presenter)."
    )
    table = Tags(frequency_table_html(told, "Presenter", str))
    assert sum(tag == "tr" for tag, _ in table.found) == 32
    assert "Silent" in table.text
    assert frequency_note(found(*TWO), "") == ""
    noted = replace(found(*TWO), notes=("No page has all 2 words.", "“soon” is no year."))
    assert frequency_note(noted, "") == "No page has all 2 words. “soon” is no year."
    assert frequency_note(noted, "", ("No page has all 2 words.",)) == "“soon” is no year."


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("by", ["presenter", "document"])
def test_names_are_text_and_never_markup(measure: str, by: str) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'&"
    told = found(Frequency(hostile, 1, 1, (1, 1), 1), by=by, series=(hostile, "x"))
    for html in (picture_html(told, measure, (hostile,), str, str), frequency_table_html(told, hostile, str)):
        tags = Tags(html)
        assert hostile in tags.text
        assert not [tag for tag, attrs in tags.found if tag == "img" or "onerror" in attrs]
