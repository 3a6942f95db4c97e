"""Acronyms that pages define, in three languages and however their lines are broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Span
from ingest.words.acronyms import acronyms_defined, definitions


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("came the Institute for Citizen-Centred Service (ICCS), which", "ICCS", "Institute for Citizen-Centred Service"),
        ("ICCS (Institute for Citizen-Centred Service) came", "ICCS", "Institute for Citizen-Centred Service"),
        ("das Onlinezugangsgesetz (OZG) gilt", "OZG", "Onlinezugangsgesetz"),
        ("Bundes-Immissionsschutzgesetz (BImSchG)", "BImSchG", "Bundes-Immissionsschutzgesetz"),
        ("la prestation électronique de services (PES) est", "PES", "prestation électronique de services"),
        ("à l’Agence du revenu du Canada (ARC)", "ARC", "Agence du revenu du Canada"),
        ("Statistics Canada (StatCan) says", "StatCan", "Statistics Canada"),
        ("the Office of Management and Budget (OMB)", "OMB", "Office of Management and Budget"),
        ("Innovation, Science and Economic Development Canada (ISED)", "ISED",
         "Innovation, Science and Economic Development Canada"),
        ("the Chief Information Officer (hereafter “the CIO”)", "CIO", "Chief Information Officer"),
        ("Secrétariat du Conseil du Trésor (ci-après « SCT »)", "SCT", "Secrétariat du Conseil du Trésor"),
        ("small and medium-sized enterprises (SMEs)", "SME", "small and medium-sized enterprises"),
        ("World Wide\tWeb Consortium\t(W3C)", "W3C", "World Wide Web Consortium"),
        ("Technical Bulletin No. 1 (TB-1)", "TB-1", "Technical Bulletin No. 1"),
        ("General Services Administration’s (GSA) plan", "GSA", "General Services Administration"),
        ("Organisation for Economic Co-\noperation and\nDevelopment\n(OECD)", "OECD",
         "Organisation for Economic Co-operation and Development"),
        ("das Onlinezugangs\u00ad\ngesetz (OZG)", "OZG", "Onlinezugangsgesetz"),
    ],
)  # fmt: skip
def test_an_acronym_is_found_with_its_long_form(text, short, long):
    ((found, meant, span),) = definitions(text)
    assert (found, meant) == (short, long)
    assert short in span.of(text)
    assert span.of(text).endswith(")") or text.startswith(short)


@pytest.mark.parametrize(
    "text",
    [
        "under Regulation (EU) 2018/1724", "Part II (II)", "in 2011 (see Table 3)", "the report (PDF)", "a letter (a)",
        "Government of Canada (THE)", "no acronym (at all) here", "Ottawa. Institute (ICCS)", "(ICCS)", "IT (IT)",
        "an unclosed (ICCS", "measured at 1,435 MHz (L-Band)", "of Management and Bodies (OMB)",
    ],
)  # fmt: skip
def test_other_parentheses_define_nothing(text):
    assert list(definitions(text)) == []


def test_a_long_form_does_not_begin_in_the_sentence_before():
    ((_, long, _),) = definitions("Some data stay. Service Agency for Data (SAD)")
    assert long == "Service Agency for Data"


def test_a_document_tells_each_long_form_once_with_its_first_place_and_its_pages():
    texts = ["No one.", "A Digital Service Agency (DSA).", "DIGITAL SERVICE AGENCY (DSA)", "Data Security Act (DSA)"]
    agency, act = acronyms_defined(texts, ["en"] * 4, "en")
    assert (agency.short, agency.long, agency.page, agency.pages) == ("DSA", "Digital Service Agency", 2, 2)
    assert agency.span.of(texts[1]) == "Digital Service Agency (DSA)"
    assert (act.long, act.page) == ("Data Security Act", 4)


def test_the_pages_language_is_the_long_forms_or_the_documents_where_that_is_unknown():
    texts = ["Digital Service Agency (DSA)", "Agence du revenu (ADR)"]
    assert [one.language for one in acronyms_defined(texts, ["und", "fr"], "en")] == ["en", "fr"]
    assert acronyms_defined(texts, ["und", "und"], "und") == ()


def test_running_heads_define_nothing():
    text = "Digital Service Agency (DSA)\nText."
    assert acronyms_defined([text], ["en"], "en", [[Span(0, 28)]]) == ()
    assert len(acronyms_defined([text], ["en"], "en", [[]])) == 1


@given(st.text(alphabet="AaBb éÉß()&.-’'\n\u00ad1“”,;\U0001f600", max_size=80))
def test_any_text_is_read_and_every_span_lies_within_it(text):
    for short, long, span in definitions(text):
        assert 0 <= span.start < span.end <= len(text)
        assert short
        assert long
        assert "\n" not in long
