"""Equal terms by the façade and its skins: found, marked, asked, switched off; acronyms proposed, accepted, refused."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

import pytest
from asgi import get
from pdfs import pdf, words
from starlette.applications import Starlette

from core.errors import BadInput, NotFound
from core.records import Term
from index.queries.reading import Reading
from serve.as_json import page_address, search_json
from serve.cli import main
from serve.http_api import routes
from serve.library import Library
from serve.render import card_html
from serve.term_review import accept_term, dismiss_term, evidence, term_proposal, term_proposals, used_on

QUERY = "joint service delivery"
WITHOUT = Reading(terms=False)


@pytest.fixture
def own(empty_library) -> Library:
    """A library of two documents that define acronyms, without terms."""
    corpus = empty_library.settings.corpus
    (corpus / "one.txt").write_text(
        "The Digital Service Agency (DSA) was founded in Ottawa by the government of Canada."
    )
    (corpus / "two.txt").write_text(
        "The Digital Service Agencies (DSA) met again last year. The Data Security Act (DSA) is a law of the land."
    )
    empty_library.ingest()
    return empty_library


# The demonstration library


def test_an_english_query_finds_the_french_page_marked_so(demonstration):
    found = {(hit.document.file, hit.page.number): hit for hit in demonstration.search(QUERY, {}, 200).hits}
    without = {(h.document.file, h.page.number) for h in demonstration.search(QUERY, {}, 200, reading=WITHOUT).hits}
    hit = found["deck-quebec.pdf", 5]
    assert hit.found_by == (Term("prestation conjointe", "fr"),)
    assert ("deck-quebec.pdf", 5) not in without
    assert without < found.keys()
    assert "found by: prestation conjointe (French)" in card_html(hit)


def test_what_lights_up_in_the_document_is_what_was_found(demonstration):
    (document,) = [d for d in demonstration.documents() if d.file == "deck-quebec.pdf"]
    marked = demonstration.marked_page(document.id, 5, QUERY)
    lit = {" ".join(mark.of(marked.page.text).split()).casefold() for mark in marked.marks}
    assert any(words.startswith("prestation conjointe") for words in lit)
    assert all(marked.boxes)
    assert 5 in dict(demonstration.matches_in(document.id, QUERY))
    assert 5 not in dict(demonstration.matches_in(document.id, QUERY, WITHOUT))


def test_an_english_question_is_answered_from_a_french_page_in_french(demonstration):
    french = demonstration.ask("What about digital identity?", {"language": ["fr"]})
    assert french.quotes
    assert any("identité numérique" in " ".join(quote.text.split()) for quote in french.quotes)
    assert not demonstration.ask("What about digital identity?", {"language": ["fr"]}, reading=WITHOUT).quotes


def test_links_carry_the_switch(demonstration):
    assert page_address("a", 1, "q", WITHOUT) == "/document?id=a&page=1&q=q&terms=0"
    assert page_address("a", 1, "q") == "/document?id=a&page=1&q=q"
    found = search_json(demonstration.search(QUERY, {}, 1, reading=WITHOUT), WITHOUT)
    assert found["hits"][0]["url"].endswith("&terms=0")
    assert (found["terms"], found["hits"][0]["found_by"]) == ([], [])


def test_the_terms_of_the_demonstration_all_read_well(demonstration):
    assert [p for p in demonstration.status().failed if p.file == "terms.csv"] == []
    assert len(demonstration.terms()) >= 10


def test_the_routes_have_the_switch(demonstration):
    app = Starlette(routes=routes(demonstration))
    asked = "/api/search?q=joint+service+delivery&limit=1"
    found, without = get(app, asked).json, get(app, f"{asked}&terms=0").json
    assert found["total_pages"] > without["total_pages"]
    assert without["hits"][0]["url"].endswith("&terms=0")
    page = "/api/documents/deck-quebec/pages/5?q=joint+service+delivery"
    assert len(get(app, page).json["boxes"]) > len(get(app, f"{page}&terms=0").json["boxes"])
    image = "/pages/deck-quebec/5.png?q=joint+service+delivery"
    assert get(app, image).body != get(app, f"{image}&terms=0").body
    question = "/api/ask?q=What+about+digital+identity%3F&language=fr"
    assert get(app, question).json["status"] != get(app, f"{question}&terms=0").json["status"]


def by_command(library: Library, *arguments: str):
    places = ["--corpus", str(library.settings.corpus), "--data", str(library.settings.data)]
    out = io.StringIO()
    with redirect_stdout(out):
        code = main([*arguments, *places, "--json"])
    return code, json.loads(out.getvalue())


def test_the_command_line_has_the_switch(demonstration):
    _, found = by_command(demonstration, "search", QUERY, "--limit", "1")
    _, without = by_command(demonstration, "search", QUERY, "--limit", "1", "--no-terms")
    assert found["terms"][0]["equals"][0] == {"text": "prestation conjointe de services", "language": "fr"}
    assert found["total_pages"] > without["total_pages"]
    assert without["terms"] == []


# Editing


def test_an_edit_of_the_table_holds_from_the_next_search_on(own):
    assert own.search("walrus", {}).total_pages == 0
    own.settings.terms.write_text("en,de\nwalrus | Ottawa,Walross\n")
    assert own.search("walrus", {}).total_pages == 1
    own.settings.terms.write_text("en,de\nwalrus | Ottawa,Walross\nalone,\n")
    assert own.search("walrus", {}).total_pages == 1
    assert [p.problem for p in own.status().failed] == [
        "Row 3: it has fewer than two terms; nothing is equal to anything."
    ]
    own.settings.terms.write_text("en,acronyms\ninformation technology,IT | ICT\n")
    assert [p.problem for p in own.status().failed] == ["'IT' reads like a word of every page: it is not looked for."]
    own.settings.terms.unlink()
    assert own.search("walrus", {}).total_pages == 0


# Acronyms


def test_acronyms_are_proposed_with_their_sentence_and_nothing_is_applied(own):
    agency, act = term_proposals(own)
    assert (agency.short, agency.long, agency.language) == ("DSA", "Digital Service Agency", "en")
    assert (agency.documents, agency.pages, agency.rivals) == (2, 2, ("Data Security Act",))
    assert (act.long, act.documents) == ("Data Security Act", 1)
    assert evidence(own.view(), agency).startswith("The Digital Service Agency (DSA) was founded")
    assert used_on(own.view(), "DSA") == (2, 2)
    assert own.search("DSA", {}).terms == ()


def test_an_accepted_acronym_is_a_term_at_once_and_not_proposed_again(own):
    accept_term(own, term_proposal(own, "dsa", "Digital Service Agency"))
    assert [proposal.long for proposal in term_proposals(own)] == ["Data Security Act"]
    assert own.search("DSA", {}).terms[0].equals[0].term == Term("Digital Service Agency", "en")


def test_a_refused_acronym_is_neither_used_nor_proposed_again(own):
    dismiss_term(own, term_proposal(own, "DSA", "Digital Service Agency"))
    assert [proposal.long for proposal in term_proposals(own)] == ["Data Security Act"]
    assert own.search("DSA", {}).terms == ()
    own.ingest(rebuild=True)
    assert [proposal.long for proposal in term_proposals(own)] == ["Data Security Act"]


def test_a_person_may_correct_what_is_proposed(own):
    accept_term(own, term_proposal(own, "DSA", "Data Security Act"), "DtSA", "Datensicherheitsgesetz", "de")
    assert "Datensicherheitsgesetz,DtSA" in own.settings.terms.read_text(encoding="utf-8-sig")


def test_of_several_long_forms_one_is_to_be_named(own):
    with pytest.raises(BadInput, match="several long forms"):
        term_proposal(own, "DSA")
    with pytest.raises(NotFound):
        term_proposal(own, "XYZ")


def test_the_command_line_lists_accepts_and_refuses(own):
    code, listed = by_command(own, "terms")
    assert (code, listed["rows"], len(listed["proposals"])) == (0, 0, 2)
    assert listed["proposals"][0]["defined"] == {"documents": 2, "pages": 2}
    assert by_command(own, "accept-term", "DSA", "Data Security Act", "--dismiss")[1]["used"] is False
    assert (
        by_command(own, "accept-term", "DSA", "--as", "Digital Services Agency")[1]["long"] == "Digital Services Agency"
    )
    assert by_command(own, "accept-term", "DSA")[0] == 2
    assert by_command(own, "terms")[1]["rows"] == 1


def test_acronyms_of_a_pdf_are_kept_with_its_document(empty_library):
    path = empty_library.settings.corpus / "a.pdf"
    path.write_bytes(pdf(words("The Institute for Citizen-Centred", "Service (ICCS) met.")))
    empty_library.ingest()
    ((acronym,),) = [document.acronyms for document in empty_library.documents()]
    page = empty_library.page(empty_library.documents()[0].id, acronym.page)
    assert " ".join(acronym.span.of(page.text).split()) == "Institute for Citizen-Centred Service (ICCS)"
    assert acronym.long == "Institute for Citizen-Centred Service"
