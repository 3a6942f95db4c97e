"""The analyser: every token gives back its characters, families of words meet, and pages are analysed as their tokens."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from corpora import WORDS
from hypothesis import given, settings
from hypothesis import strategies as st

from core.records import Span
from index.analysis import (
    ELIDED,
    STEMMERS,
    PageTerms,
    fold,
    joined_compounds,
    page_terms,
    stem,
    stop_words,
    terms_of,
    tokens,
    written_words,
)  # fmt: skip

odd_text = st.lists(
    st.one_of(
        st.sampled_from(
            [*WORDS, *" \n\t-‐‑'’_.,/&*", "\u00ad", "\u00ad\n", "-\n", "\u0301", "\u0308", "½", "²", "𝐀", "ﾞ", "İ", "ﬃ", "ﷺ"]),
        st.text(max_size=8),
        st.sampled_from(["a", "b", "é"]).map(lambda letter: letter * 40),
    ),
    max_size=40,
).map("".join)  # fmt: skip


def words(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text)]


def family(language: str, *forms: str) -> set[str]:
    return {stem(form, language) for form in forms}


# Tokens and their characters


@settings(max_examples=500, deadline=None)
@given(odd_text)
def test_every_span_gives_back_its_word(text: str) -> None:
    for word, _, span in tokens(text):
        written = span.of(text)
        joined = re.sub("[-‐‑\u00ad\n]", "", written)
        assert joined.lower()[:64] == word
        assert written[0].isalnum()
        assert not written[-1].isspace()
        assert written[-1] not in "-‐‑\u00ad_"


@settings(max_examples=300, deadline=None)
@given(odd_text)
def test_positions_count_the_written_words_in_order(text: str) -> None:
    kept = written_words(text)
    plain = [token for token in tokens(text) if token.span in {span for _, span in kept}]
    assert [token.position for token in plain] == list(range(len(kept)))
    assert [token.span for token in plain] == [span for _, span in kept]
    assert all(left.end <= right.start for (_, left), (_, right) in pairwise(kept))


@settings(max_examples=500, deadline=None)
@given(odd_text)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {place for _, span in written_words(text) for place in range(*span)}
    raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    assert {place for place, character in enumerate(text) if character.isalnum() and character not in raised} <= covered


def test_the_raised_number_of_a_note_is_no_part_of_a_word() -> None:
    assert [token.word for token in tokens("Services¹², in 2017⁶")] == ["services", "in", "2017"]


@settings(max_examples=300, deadline=None)
@given(odd_text)
def test_joined_compounds_are_those_of_the_tokens(text: str) -> None:
    known = {span for _, span in written_words(text)}
    expected = [(token.word, token.position, token.span) for token in tokens(text) if token.span not in known]
    assert [(joined.lower()[:64], place, span) for joined, place, span in joined_compounds(text)] == expected


def slow_page_terms(text: str, language: str) -> PageTerms:
    """What page_terms says, made the plain way."""
    places: dict[str, set[int]] = {}
    stems: dict[str, int] = {}
    spellings = set()
    length = 0
    for word, position, _ in tokens(text):
        places.setdefault(fold(word), set()).add(position)
        term = stem(word, language)
        stems[term] = stems.get(term, 0) + 1
        if fold(word) != word:
            spellings.add(f"{fold(word)}\x1f{word}")
        length = max(length, position + 1)
    return PageTerms({word: sorted(found) for word, found in places.items()}, stems, spellings, length)


@settings(max_examples=500, deadline=None)
@given(odd_text, st.sampled_from(["en", "fr", "de", "und", "zz", "tr", "ar"]))
def test_a_page_is_analysed_as_its_tokens(text: str, language: str) -> None:
    fast, slow = page_terms(text, language), slow_page_terms(text, language)
    assert {word: sorted(places) for word, places in fast.words.items()} == slow.words
    assert all(len(set(places)) == len(places) for places in fast.words.values())
    assert (fast.stems, fast.spellings, fast.length) == (slow.stems, slow.spellings, slow.length)


@settings(max_examples=300, deadline=None)
@given(odd_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_folding_knows_no_case_and_no_form_of_accents(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


# What a word is


def test_a_word_across_a_line_end_hyphen_is_one_word_with_all_its_characters() -> None:
    text = "die Zusam\u00ad\nmenarbeit der Län\u00adder"
    assert words(text) == ["die", "zusammenarbeit", "der", "länder"]
    assert [span for _, span in written_words(text)][1] == Span(4, 20)
    assert Span(4, 20).of(text) == "Zusam\u00ad\nmenarbeit"


def test_a_soft_hyphen_at_a_words_end_is_not_part_of_it() -> None:
    assert [span.of("end\u00ad\n, next") for _, _, span in tokens("end\u00ad\n, next")] == ["end", "next"]


def test_a_compound_is_found_in_parts_and_joined() -> None:
    assert [(t.word, t.position) for t in tokens("on co-operation now")] == [
        ("on", 0), ("co", 1), ("operation", 2), ("cooperation", 1), ("now", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("hyphen", ["-", "‐", "‑", "-\n", "‐\n"])
def test_a_compound_may_break_at_its_hyphen(hyphen: str) -> None:
    text = f"co{hyphen}operation"
    assert list(tokens(text))[-1] == ("cooperation", 0, Span(0, len(text)))


def test_numbers_are_not_joined() -> None:
    assert words("COVID-19 in 2010-2012") == ["covid", "19", "in", "2010", "2012"]


def test_hyphens_around_words_are_no_part_of_them() -> None:
    assert words("- item -option a--b") == ["item", "option", "a", "b"]


def test_an_underscore_and_signs_part_words() -> None:
    assert words("snake_case R&D and/or 3.5 a@b.org") == [
        "snake",
        "case",
        "r",
        "d",
        "and",
        "or",
        "3",
        "5",
        "a",
        "b",
        "org",
    ]


def test_an_apostrophe_parts_words() -> None:
    assert words("l’eau d'Amérique Canada's") == ["l", "eau", "d", "amérique", "canada", "s"]


def test_accents_set_as_characters_of_their_own_belong_to_their_word() -> None:
    text = unicodedata.normalize("NFD", "Élèves régionaux")
    assert [span.of(text) for _, _, span in tokens(text)] == text.split()
    assert page_terms(text, "fr").stems == page_terms("Élèves régionaux", "fr").stems
    assert page_terms(text, "fr").words == page_terms("Élèves régionaux", "fr").words


def test_accents_of_their_own_do_not_hide_a_compound() -> None:
    text = unicodedata.normalize("NFD", "pré-accès")
    assert "preacces" in page_terms(text, "fr").words


def test_scripts_without_latin_letters_are_words_too() -> None:
    assert words("Услуги для граждан, خدمات") == ["услуги", "для", "граждан", "خدمات"]


def test_a_long_word_is_cut_at_64_letters_but_its_span_is_whole() -> None:
    text = "x" * 70
    assert list(tokens(text)) == [("x" * 64, 0, Span(0, 70))]
    assert page_terms(text, "en").words == {"x" * 64: [0]}


def test_a_long_compound_stands_once_at_its_place() -> None:
    assert page_terms("x" * 64 + "-y", "en").words["x" * 64] == [0]


# Folding


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Straße", "strasse"), ("STRASSE", "strasse"), ("ŒUVRE", "oeuvre"), ("œuvre", "oeuvre"), ("ﬁnance", "finance"),
        ("eﬃcient", "efficient"), ("Ærø", "aero"), ("Łódź", "lodz"), ("Đurđa", "durda"), ("İstanbul", "istanbul"),
        ("ırmak", "irmak"), ("garçon", "garcon"), ("naïve", "naive"), ("Ａ１", "a1"), ("𝐁old", "bold"),
        ("CO₂", "co2"), ("m²", "m2"), ("Ⅷ", "viii"), ("ΟΔΟΣ", "οδοσ"), ("ё", "е"),
    ],
)  # fmt: skip
def test_folding_takes_case_accents_and_ligatures_away(word: str, plain: str) -> None:
    assert fold(word) == plain


# Stems


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", ("région", "régions")),
        ("fr", ("régional", "régionale", "régionales", "régionaux")),
        ("fr", ("élève", "élèves", "Élève".lower())),
        ("fr", ("intégré", "intégrée", "intégrées", "intégrés")),
        ("fr", ("national", "nationaux", "nationale")),
        ("fr", ("collaborer", "collaboration", "collaborations")),
        ("en", ("service", "services")),
        ("en", ("deliver", "delivers", "delivered", "delivering")),
        ("en", ("agency", "agencies")),
        ("de", ("haus", "häuser", "häusern")),
        ("de", ("behörde", "behörden")),
        ("de", ("verwaltung", "verwaltungen")),
    ],
)
def test_a_family_of_words_has_one_stem(language: str, forms: tuple[str, ...]) -> None:
    assert len(family(language, *forms)) == 1


def test_stems_are_taken_with_accents_on_then_folded() -> None:
    assert stem("intégrée", "fr") == "fr:integr"
    assert stem("integree", "fr") != "fr:integr"  # why a query without accents asks for the spellings of the corpus


def test_an_accent_of_its_own_does_not_change_a_stem() -> None:
    assert stem(unicodedata.normalize("NFD", "élèves"), "fr") == stem("élèves", "fr")


def test_a_stem_tells_its_language_and_unknown_ones_fold_only() -> None:
    assert stem("services", "en").startswith("en:")
    assert stem("Élèves", "und") == "und:eleves"
    assert stem("services", "zz") == "zz:services"


def test_every_language_with_a_stemmer_stems() -> None:
    assert all(stem("programmes", code).startswith(f"{code}:") for code in STEMMERS)


def test_the_spelling_is_kept_only_where_folding_changes_something() -> None:
    assert terms_of("Élè\u00ad\nves", "fr") == ("eleves", "fr:elev", "eleves\x1félèves")
    assert terms_of("Service", "fr")[2] == ""


# Stop words


@pytest.mark.parametrize(
    ("language", "stopped", "kept"),
    [
        ("en", ("the", "and", "of"), ("service", ["against", "the", "wind"][2])),
        ("fr", ("le", "des", "a", "etre", "meme"), ("service", "eau")),
        ("de", ("der", "und", "fur", "uber"), ("dienst", "haus")),
    ],
)
def test_stop_words_are_folded_and_of_their_language(
    language: str, stopped: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    assert set(stopped) <= stop_words(language)
    assert not set(kept) & stop_words(language)
    assert all(word == fold(word) for word in stop_words(language))


def test_what_is_elided_is_a_stop_word_everywhere_and_other_languages_have_no_more() -> None:
    assert all(stop_words(code) >= ELIDED for code in ("en", "fr", "de"))
    assert stop_words("und") == stop_words("sv") == ELIDED
