"""Countries: what a text names in three languages, what is doubtful, and every country by its own names."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.countries import codes, country_code, country_name, mentions
from core.languages import STUDIED, UNKNOWN, language_code, language_name
from core.records import Span

# The names that could mean something else: they count only beside a name beyond doubt (spoken_of).
DOUBTFUL = {
    "en": {"AW", "DM", "FM", "GE", "GN", "JE", "JO", "LC", "LU", "MF", "ML", "MS", "NE", "SH", "TD", "TO", "WS"},
    "fr": {"AW", "BL", "DM", "EC", "FM", "GD", "GE", "GN", "JE", "LC", "LU", "MF", "ML", "MS", "MU", "NE",
           "RE", "SH", "SO", "SV", "TO", "WS"},
    "de": {"AW", "DM", "FM", "GN", "IS", "JE", "LC", "LU", "MF", "ML", "MS", "NE", "SH", "TO", "WS"},
}  # fmt: skip


def named(text: str, language: str = "en") -> list[tuple[str, str]]:
    """What is named beyond doubt: (the words, the code)."""
    return [(mention.span.of(text), mention.code) for mention in mentions(text, language) if mention.sure]


def doubtful(text: str, language: str = "en") -> list[tuple[str, str]]:
    """What is named, perhaps."""
    return [(mention.span.of(text), mention.code) for mention in mentions(text, language) if not mention.sure]


def test_there_are_the_249_countries_of_iso_3166() -> None:
    assert len(codes()) == 249
    assert {"DE", "CA", "GB", "TW", "AX", "AQ"} <= codes()
    assert not {"EU", "UK", "XK", "UN", "ZZ"} & codes()


@pytest.mark.parametrize("language", STUDIED)
def test_every_country_is_named_by_its_own_name(language: str) -> None:
    doubted = set()
    for code in codes():
        name = country_name(code, language)
        text = f"… {name}, and so on"
        (mention,) = mentions(text, language)
        assert mention.code == code, name
        assert mention.span.start == 2, name
        assert name.startswith(mention.span.of(text)), name
        assert name.removeprefix(mention.span.of(text)) in ("", ")"), name
        if not mention.sure:
            doubted.add(code)
    assert doubted == DOUBTFUL[language]


@pytest.mark.parametrize("language", STUDIED)
def test_every_country_is_told_by_its_code_and_by_its_name(language: str) -> None:
    for code in codes():
        name = country_name(code, language)
        for written in (code, code.lower(), name, name.upper(), f" {name} ", unicodedata.normalize("NFD", name)):
            assert country_code(written) == code, written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"), ("u.s.", "US"), ("USA", "US"), ("Deutschland", "DE"), ("Allemagne", "DE"),
        ("South Korea", "KR"), ("Korea", "KR"),
        ("cote d'ivoire", "CI"), ("Holland", "NL"), ("Bavaria", "DE"), ("Salvador", "SV"), ("Georgia", "GE"),
        ("EU", None), ("nowhere", None), ("", None), (" ", None), ("Germany France", None),
    ],
)  # fmt: skip
def test_a_reader_may_write_a_country_in_many_ways(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Canada's agencies met those of Germany in France.", [("Canada", "CA"), ("Germany", "DE"), ("France", "FR")]),
        ("en", "The Canadian and Australian ways", [("Canadian", "CA"), ("Australian", "AU")]),
        ("en", "the UK, the U.S. and the USA", [("UK", "GB"), ("U.S", "US"), ("USA", "US")]),
        ("en", "the Netherlands and New Zealand", [("Netherlands", "NL"), ("New Zealand", "NZ")]),
        ("en", "an office in Ottawa, another in Queensland", [("Ottawa", "CA"), ("Queensland", "AU")]),
        ("fr", "La Belgique et le Québec, aux États-Unis", [("Belgique", "BE"), ("Québec", "CA"), ("États-Unis", "US")]),
        ("fr", "les autorités canadiennes et les Allemands", [("canadiennes", "CA"), ("Allemands", "DE")]),
        ("fr", "L’Allemagne, l'Italie, d’Espagne", [("Allemagne", "DE"), ("Italie", "IT"), ("Espagne", "ES")]),
        ("de", "Die Schweiz und Österreichs Verwaltung", [("Schweiz", "CH"), ("Österreichs", "AT")]),
        ("de", "schweizerische, kanadischer und australischem",
         [("schweizerische", "CH"), ("kanadischer", "CA"), ("australischem", "AU")]),
        ("de", "im Vereinigten Königreich und in den Niederlanden", [("Vereinigten Königreich", "GB"), ("Niederlanden", "NL")]),
    ],
)  # fmt: skip
def test_countries_are_found_in_sentences(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text, language) == expected


def test_other_languages_and_unknown_ones_are_read_with_the_english_names() -> None:
    for language in ("sv", UNKNOWN, "zz"):
        assert named("Canada and Germany, Allemagne", language) == [("Canada", "CA"), ("Germany", "DE")]


def test_a_name_of_another_language_is_not_read() -> None:
    assert named("Allemagne und Kanada", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Republic of Korea and South Korea", ["KR", "KR"]),
        ("North Korea", ["KP"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea", ["GW", "GQ", "PG"]),
        ("the Dominican Republic", ["DO"]),
        ("Nigeria", ["NG"]),
        ("South Sudan", ["SS"]),
        ("United States of America", ["US"]),
        ("United States Minor Outlying Islands", ["UM"]),
        ("Northern Ireland", ["GB"]),
        ("Washington, D.C.", ["US"]),
        ("Service Canada", ["CA"]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[str]) -> None:
    assert [code for _, code in named(text)] == expected
    assert doubtful(text) == []


def test_ambiguous_names_are_doubtful() -> None:
    text = "Georgia and Jordan, Chad, Mali and Korea"
    assert named(text) == []
    assert doubtful(text) == [("Georgia", "GE"), ("Jordan", "JO"), ("Chad", "TD"), ("Mali", "ML"), ("Korea", "KR")]
    assert doubtful("Die Island", "de") == [("Island", "IS")]


def test_a_name_must_be_written_as_it_is() -> None:
    for text in ("turkey and china plates", "polish the brazil nuts", "a chad", "us and them, it, who"):
        assert mentions(text, "en") == [], text
    assert mentions("eine türkei", "de") == []


def test_french_and_german_adjectives_are_found_in_any_case() -> None:
    assert named("Kanadische und kanadische", "de") == [("Kanadische", "CA"), ("kanadische", "CA")]
    assert named("Canadiennes, canadiennes", "fr") == [("Canadiennes", "CA"), ("canadiennes", "CA")]


def test_a_name_set_in_capitals_is_found_where_it_is_long_enough() -> None:
    assert named("CANADA, NEW ZEALAND, SRI LANKA") == [("CANADA", "CA"), ("NEW ZEALAND", "NZ"), ("SRI LANKA", "LK")]
    assert named("LES ÉTATS-UNIS", "fr") == [("ÉTATS-UNIS", "US")]
    assert mentions("AN URI IN OMAN".replace("OMAN", "PERU"), "en") == []


def test_names_are_found_across_line_ends_and_hyphens() -> None:
    for text in ("New\nZealand", "New Zea\u00ad\nland", "New  Zealand"):
        assert named(text) == [(text, "NZ")]
    assert named("New, and far away, Zealand") == []


@pytest.mark.parametrize("text", ["Côte d’Ivoire", "Côte d'Ivoire", "Co\u0302te d’Ivoire"])
def test_signs_and_accents_may_be_set_in_many_ways(text: str) -> None:
    assert named(text) == named(text, "fr") == [(text, "CI")]


NAMES = st.sampled_from(
    ["Canada", "New", "Zealand", "Korea", "South", "US", "Guinea", "-", "Bissau", "CÔTE", "d’", "Ivoire", ".",
     "\u00ad\n", "\u0301"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES | st.text(max_size=5), max_size=20).map(" ".join), st.sampled_from([*STUDIED, "und"]))
def test_mentions_stand_in_order_and_never_overlap(text: str, language: str) -> None:
    found = mentions(text, language)
    assert all(mention.code in codes() for mention in found)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_may_be_asked_for_as_a_country_or_language(text: str) -> None:
    assert country_code(text) is None or country_code(text) in codes()
    language_code(text)


def test_names_of_countries_and_languages_are_told() -> None:
    assert (country_name("DE"), country_name("DE", "fr"), country_name("DE", "sv")) == (
        "Germany",
        "Allemagne",
        "Germany",
    )
    assert (country_name("QQ"), country_name("")) == ("QQ", "")
    assert (language_name("fr"), language_name(UNKNOWN), language_name("qq")) == ("French", "unknown", "qq")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("French", "fr"),
        ("français", "fr"),
        ("Französisch", "fr"),
        ("Deutsch", "de"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_code_or_name(text: str, code: str | None) -> None:
    assert language_code(text) == code


def test_a_mention_knows_its_characters() -> None:
    (mention,) = mentions("In Canada", "en")
    assert mention == (Span(3, 9), "CA", True, (), ("name",), "sure")


def test_every_language_that_can_be_told_of_a_page_can_be_accepted_by_its_name() -> None:
    for code in ("la", "cy", "sk", "el", "hu", "nn", "he", "zh", *STUDIED):
        assert language_code(language_name(code)) == code
