"""The language of documents and of their pages."""

import pytest

from ingest.words.language import _identifier, detect, visits

ENGLISH = (
    "Citizens come to a single counter for all services of the state and the municipality. The evaluation shows that "
    "waiting times became shorter within two years, and that most visitors were satisfied with the advice they received."
)
FRENCH = (
    "Les citoyens se rendent à un guichet unique pour tous les services de l’État et de la commune. L’évaluation montre "
    "que les délais ont diminué en deux ans et que la plupart des visiteurs étaient satisfaits des conseils reçus."
)
GERMAN = (
    "Die Bürgerinnen und Bürger kommen für alle Leistungen des Staates und der Gemeinde an einen Schalter. Die Auswertung "
    "zeigt, dass die Wartezeiten in zwei Jahren kürzer wurden und die meisten mit der Beratung zufrieden waren."
)
WRITTEN = {"en": ENGLISH, "fr": FRENCH, "de": GERMAN}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_language_of_a_page_is_detected(code):
    assert detect([WRITTEN[code]]) == (code, [code])


@pytest.mark.parametrize("code", WRITTEN)
def test_a_page_in_capitals_is_in_the_same_language(code):
    assert detect([WRITTEN[code].upper()]) == (code, [code])


def test_every_page_has_its_own_language_and_the_document_that_of_most_text():
    assert detect([FRENCH, GERMAN, FRENCH, ENGLISH]) == ("fr", ["fr", "de", "fr", "en"])


def test_a_short_page_takes_the_language_of_its_document():
    assert detect([GERMAN, "Thank you!", "2019", ""]) == ("de", ["de", "de", "de", "de"])


def test_many_short_pages_are_judged_together():
    slides = ["Ein Schalter für alle", "Warum wir das tun", "Was die Bürger sagen", "Und wie geht es weiter?"]
    assert detect(slides) == ("de", ["de"] * 4)


def test_the_word_of_the_catalogue_stands():
    assert detect([ENGLISH, "Merci"], "fr") == ("fr", ["en", "fr"])


def test_the_word_of_the_catalogue_decides_where_no_words_tell():
    assert detect(["", "12"], "de") == ("de", ["de", "de"])


@pytest.mark.parametrize("pages", [[""], ["", "1", "— 3 —"], ["2019 2020 2021 " * 30]])
def test_the_language_of_figures_is_undetermined(pages):
    assert detect(pages) == ("und", ["und"] * len(pages))


def test_no_pages_have_no_language():
    assert detect([]) == ("und", [])


def test_a_line_hyphen_does_not_hide_the_language():
    assert detect([GERMAN.replace("Auswertung", "Aus\u00ad\nwertung")])[0] == "de"


def test_a_language_beyond_the_three_is_told_as_what_it_is():
    spanish = "Los ciudadanos acuden a una ventanilla única para todos los servicios del Estado y del municipio desde hace años."
    assert detect([spanish]) == ("es", ["es"])


@pytest.mark.parametrize(
    "text", [*WRITTEN.values(), "", "é", "abc", "こんにちは世界 привет мир ελληνικά", "\x00\xff" * 40]
)
def test_the_features_of_a_text_are_those_that_the_library_counts(text):
    from py3langid.langid import visit_counts

    identifier, read = _identifier(), text.encode()
    features, counts = visits(identifier, read)
    expected = visit_counts(identifier.tk_nextmove, identifier._rowbase, identifier.tk_output, read)
    assert dict(zip(features.tolist(), counts.tolist(), strict=True)) == dict(expected or {})
