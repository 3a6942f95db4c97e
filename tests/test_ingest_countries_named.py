"""Countries named by pages, and by the running heads above them."""

from core.records import Span
from ingest.words.countries_named import countries_named


def named(*pages: tuple[str, str]) -> list[tuple[str, ...]]:
    """The countries of English pages, each given as (running head, text)."""
    texts = [f"{head}\n{text}" for head, text in pages]
    return countries_named(texts, ["en"] * len(pages), [[Span(0, len(head))] if head else [] for head, _ in pages])


def test_a_country_above_most_pages_is_the_publishers_and_counts_only_where_the_text_names_it():
    pages = [
        ("", "Published in Canada"),
        *[("Government of Canada", "the office")] * 3,
        ("Government of Canada", "In France"),
    ]
    assert named(*pages) == [("CA",), (), (), (), ("FR",)]
    assert named(*pages, ("Government of Canada", "Canada again"))[-1] == ("CA",)


def test_a_country_above_the_pages_of_its_section_counts_there():
    pages = [("Germany", "offices"), ("Germany", "registers"), ("Austria", "offices"), ("Austria", "data"), ("", "end")]
    assert named(*pages) == [("DE",), ("DE",), ("AT",), ("AT",), ()]


def test_a_name_is_looked_for_in_each_pages_language():
    assert countries_named(["L'Allemagne", "Deutschland"], ["fr", "de"], [[], []]) == [("DE",), ("DE",)]
