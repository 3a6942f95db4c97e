"""Which names of countries are meant, and which country an ambiguous one is: passages of our own, and every country."""

from __future__ import annotations

from collections import Counter

import pytest

from core.countries import codes, country_name, mentions
from core.languages import STUDIED
from core.settling import certain, most_named, settled
from evaluation.about import passages_wrong, rows_of

FRAMES = {
    "en": ("The report compares {} with others.", "{}\n12 offices", "• {}: 4\n", "offices ({})"),
    "fr": ("Le rapport compare {} aux autres.", "{}\n12 bureaux", "• {} : 4\n", "bureaux ({})"),
    "de": ("Der Bericht vergleicht {} mit anderen.", "{}\n12 Ämter", "• {}: 4\n", "Ämter ({})"),
}


def named(text: str, language: str = "en", known: Counter[str] | None = None) -> list[tuple[str, str]]:
    """The names that mean a country, each with its code."""
    found = mentions(text, language)
    names = settled(text, found, known or certain([found]), language)
    return [(name.span.of(text), name.code) for name in names]


def test_every_passage_of_our_own_is_named_as_it_should_be() -> None:
    assert [*passages_wrong(rows_of("about_passages.csv"))] == []


@pytest.mark.parametrize("language", STUDIED)
def test_every_country_is_named_in_sentences_lists_and_brackets_where_its_document_speaks_of_it(language: str) -> None:
    for code in sorted(codes()):
        for frame in FRAMES[language]:
            text = frame.format(country_name(code, language))
            found = [each for _, each in named(text, language, Counter({code: 9}))]
            assert found == [code], text


def test_a_name_in_doubt_counts_only_in_a_document_that_speaks_of_the_country() -> None:
    assert named("Jordan grew.") == []
    assert named("Jordan grew.", known=Counter({"JO": 2})) == [("Jordan", "JO")]


def test_what_stands_around_a_name_says_more_than_its_document() -> None:
    about_america = Counter({"US": 900, "CA": 3})
    assert named("Georgia, Armenia and Turkey", known=about_america)[0] == ("Georgia", "GE")
    assert named("growth in Georgia", known=about_america) == [("Georgia", "US")]


def test_an_institution_with_a_short_name_wants_its_country_near_or_a_document_about_it() -> None:
    assert named("The CRA decides.", known=Counter({"US": 90, "CA": 1})) == []
    assert named("The CRA decides.", known=Counter({"US": 1, "CA": 9})) == [("CRA", "CA")]
    assert named("In Canada the CRA decides.") == [("Canada", "CA"), ("CRA", "CA")]


def test_every_name_comes_with_the_reason() -> None:
    text = "Georgia and Armenia met. Korea did not."
    reasons = [name.why for name in settled(text, mentions(text, "en"), {}, "en")]
    assert reasons == ["beside Armenia", "named", "named, as it usually means"]


def test_countries_stand_most_named_first_then_by_code() -> None:
    text = "France Canada Germany France"
    assert most_named(settled(text, mentions(text, "en"), {}, "en")) == ("FR", "CA", "DE")
