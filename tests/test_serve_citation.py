"""Citations: whose words, of which work, on which page; and the formats, read back by parsers of others."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from core.errors import BadInput, NotFound
from core.records import Document, Intervention, Page, PageEntry, PageState, Place, Role, Span
from index.search import Hit
from index.snippets import Snippet
from serve.citation import Name, citation_of, cited, in_words, name_of, pick_of, quoted
from serve.citation_formats import FORMATS, bibtex, csl_json, ris
from serve.citing import format_named, format_of_file, picked, quote_on

TEXT = "Opening.\nThe counter is shared by two gov\u00ad\nernments. It costs 5 % & more_or_less. The end."
PAGE = Page("deck", 7, "vii", "en", TEXT)
DECK = Document(
    "deck", "deck.pdf", "One Door: {Shared} Counters", "presentation", "2023-10-12", "en",
    ("Ada von der Brook", "Meridian Forum"), ("Meridian Forum",), ("CA",), event="Roundtable",
    pages=(PageEntry("vii", "en", (), PageState.TEXT, len(TEXT)),) * 7,
)  # fmt: skip
SPAN = Span(TEXT.index("The counter"), TEXT.index(" It costs"))


def read_bibtex(citations):
    return parse_string("".join(bibtex(citations)), "bibtex").entries


def read_ris(citations):
    return rispy.load(io.StringIO("".join(ris(citations)), newline=""))


@pytest.mark.parametrize(
    ("name", "family", "given_name"),
    [
        ("Friedlinde Hasenkamp", "Hasenkamp", "Friedlinde"),
        ("Ursula von der Leyen", "von der Leyen", "Ursula"),
        ("Cressida Holloway-Pike", "Holloway-Pike", "Cressida"),
        ("Hasenkamp, Friedlinde", "Hasenkamp", "Friedlinde"),
        ("John Smith, Jr.", "Smith", "John"),
        ("Plato", "Plato", ""),
        ("Van Morrison", "Morrison", "Van"),
    ],
)
def test_a_name_has_a_family_name_with_its_particles(name, family, given_name):
    assert name_of(name) == Name(family, given_name)


def test_a_presenter_that_is_an_organisation_has_one_name():
    assert name_of("Forum of Federations", ("Forum of Federations",)) == Name("Forum of Federations", body=True)


def test_a_citation_in_words_has_quote_presenter_title_event_date_both_pages_and_permalink():
    said = in_words(citation_of(DECK, PAGE, SPAN, "https://library.example/"))
    assert said == (
        "“The counter is shared by two governments.” — Ada von der Brook, Meridian Forum (Meridian Forum), "
        "One Door: {Shared} Counters [presentation], Roundtable, 12 October 2023, p. vii (PDF 7). "
        "https://library.example/document?id=deck&page=7"
    )


def test_words_of_a_turn_name_their_speaker():
    turn = Intervention(Place(7, 0), Place(7, len(TEXT)), Role.CHAIR, ("The Chair",), ("Eve Stone",))
    minutes = replace(DECK, kind="minutes", turns=(turn,))
    citation = citation_of(minutes, PAGE, SPAN)
    assert in_words(citation).startswith("“The counter is shared by two governments.” — Eve Stone (chair), in: Ada")
    assert "words of Eve Stone (chair)" in read_ris([citation])[0]["notes"]


def test_bibtex_is_read_back_by_pybtex():
    citations = [citation_of(DECK, PAGE, SPAN, "https://x.example/", "a&b%c_d"), citation_of(DECK, PAGE)]
    entries = read_bibtex(citations)
    assert list(entries) == ["brook2023-deck-p7", "brook2023-deck-p7-2"]
    entry = entries["brook2023-deck-p7"]
    assert entry.type == "misc"
    assert [str(person) for person in entry.persons["author"]] == ["{von der Brook}, Ada", "{Meridian Forum}"]
    assert entry.fields["title"] == "{One Door: {\\textbraceleft}Shared{\\textbraceright} Counters}"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2023", "10", "12")
    assert (entry.fields["pages"], entry.fields["note"]) == ("vii", "PDF page 7")
    assert entry.fields["url"] == "https://x.example/document?id=deck&page=7&q=a%26b%25c_d"
    assert entry.fields["annote"] == "“The counter is shared by two governments.”"
    report = read_bibtex([citation_of(replace(DECK, kind="report"), PAGE)])["brook2023-deck-p7"]
    assert (report.type, report.fields["institution"]) == ("techreport", "Meridian Forum")


def test_ris_is_read_back_by_rispy():
    (entry,) = read_ris([citation_of(DECK, PAGE, SPAN, "https://x.example/")])
    assert entry["type_of_reference"] == "SLIDE"
    assert entry["authors"] == ["von der Brook, Ada", "Meridian Forum"]
    assert (entry["title"], entry["secondary_title"]) == ("One Door: {Shared} Counters", "Roundtable")
    assert (entry["year"], entry["date"], entry["start_page"]) == ("2023", "2023/10/12/", "vii")
    assert entry["abstract"] == "“The counter is shared by two governments.”"
    assert entry["urls"] == ["https://x.example/document?id=deck&page=7"]
    assert entry["notes"] == ["PDF page 7"]


def test_csl_json_has_names_dates_page_and_address():
    (item,) = json.loads("".join(csl_json([citation_of(DECK, PAGE, SPAN, "https://x.example/")])))
    assert item["type"] == "speech"
    assert item["author"] == [{"family": "von der Brook", "given": "Ada"}, {"literal": "Meridian Forum"}]
    assert item["issued"] == {"date-parts": [[2023, 10, 12]]}
    assert (item["page"], item["URL"]) == ("vii", "https://x.example/document?id=deck&page=7")
    assert json.loads("".join(csl_json([]))) == []


def test_a_document_about_which_nothing_is_known_is_cited_all_the_same():
    bare = Document("x", "x.pdf", "x")
    citation = citation_of(bare, Page("x", 1, "1", "", "Words."))
    assert in_words(citation) == "x, p. 1. /document?id=x&page=1"
    assert next(iter(read_bibtex([citation]))) == "anonymous-x-p1"
    assert read_ris([citation])[0]["title"] == "x"
    assert json.loads("".join(csl_json([citation])))[0]["title"] == "x"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=6, max_size=6))
def test_whatever_is_in_the_texts_each_format_has_one_entry_to_a_passage(texts):
    title, presenter, body, event, label, words = texts
    wild = replace(DECK, title=title, presenters=(presenter,), organisations=(body,), event=event)
    page = Page("deck", 7, label, "en", f"a {words} b")
    citations = [citation_of(wild, page, Span(0, len(page.text)), "https://x.example/")] * 2
    assert len(read_bibtex(citations)) == 2
    assert len(read_ris(citations)) == 2
    assert len(json.loads("".join(csl_json(citations)))) == 2
    assert "".join(FORMATS["text"].write(citations)).count("\n\n") == 2


def test_a_hit_is_cited_with_the_whole_sentences_around_its_words():
    start = TEXT.index("shared")
    mark, window = Span(start, start + 6), Span(start - 10, start + 10)
    inside = Snippet(window, window.of(TEXT), (Span(10, 16),))
    hit = Hit(DECK, PAGE, 1.0, (mark,), inside)
    assert quoted(hit) == SPAN
    assert cited(hit).quote == "The counter is shared by two governments."
    assert quoted(replace(hit, snippet=Snippet(window, window.of(TEXT), ()))) == window
    assert quoted(replace(hit, snippet=Snippet(Span(0, 0), "", ()))) is None


def test_a_sentence_without_end_is_not_quoted_whole():
    text = "word " * 400
    mark = Span(1000, 1004)
    hit = Hit(DECK, replace(PAGE, text=text), 1.0, (mark,), Snippet(Span(900, 1100), text[900:1100], (Span(100, 104),)))
    assert quoted(hit) == Span(900, 1100)


def test_a_quote_stands_on_the_page_to_the_letter_but_for_line_ends():
    assert quote_on(PAGE, "shared  by two governments. It") == Span(TEXT.index("shared"), TEXT.index(" costs"))
    for wrong in ("shared by three governments", "Shared by two", "", "   "):
        with pytest.raises(BadInput, match="does not stand"):
            quote_on(PAGE, wrong)


def test_passages_are_picked_by_a_word_and_each_once(demonstration):
    view = demonstration.view()
    page = demonstration.page("minutes", 2)
    pick = pick_of("minutes", 2, Span(10, 40))
    found = picked(view, [pick, "minutes:2", pick], "https://x.example/")
    assert [citation.span for citation in found] == [Span(10, 40), None]
    assert found[0].quote in " ".join(page.text.split())
    for wrong in ("minutes", "minutes:2:9", "minutes:2:40-10", "minutes:2:0-99999999", "minutes:x", ""):
        with pytest.raises(BadInput):
            picked(view, [wrong])
    for gone in ("nothing:1", "minutes:999"):
        with pytest.raises(NotFound):
            picked(view, [gone])
    with pytest.raises(BadInput, match="More than"):
        picked(view, ["minutes:1"] * 501)


def test_a_format_is_named_or_told_by_the_ending_of_a_file():
    assert format_named("ris") is format_of_file("A.RIS")
    for wrong in (lambda: format_named("word"), lambda: format_of_file("a.doc")):
        with pytest.raises(BadInput, match="Give one of"):
            wrong()
