"""Of which countries a passage speaks, by names, headings, its page and its document, with the evidence."""

from __future__ import annotations

from dataclasses import replace

from core.records import Document, Heading, Page, PageEntry, PageState, Proposal, Span
from core.speaking_of import (
    About,
    glimpsed_about,
    headings_above,
    main_countries,
    names_on,
    passage_about,
    passage_evidence,
)


def document(*abouts: tuple[str, ...], **facts: object) -> Document:
    """A document with a page for each of `abouts`."""
    pages = tuple(PageEntry(str(n), "en", about, PageState.TEXT, 100) for n, about in enumerate(abouts, 1))
    return Document("d", "d.pdf", "D", pages=pages, **facts)  # type: ignore[arg-type]


def page(text: str, about: tuple[str, ...] = (), number: int = 1) -> Page:
    return Page("d", number, str(number), "en", text, about)


def test_a_passage_speaks_of_the_countries_that_it_names() -> None:
    text = "In Ontario one counter serves all. France has many offices; France builds more, and Ontario too. The rest waits."
    one = document(("CA", "FR"))
    assert passage_about(one, page(text, ("CA", "FR")), Span(0, 34)) == ("CA",)
    assert passage_evidence(one, page(text, ("CA", "FR"))) == (
        About("CA", "named: Ontario"),
        About("FR", "named: France"),
    )


def test_a_passage_without_a_name_speaks_of_the_country_of_the_heading_above_it() -> None:
    text = "Canada\nOne counter.\nGermany\nMany offices.\nThey are open."
    one = document(("CA", "DE"), outline=(Heading(1, "Canada", 1), Heading(1, "Germany", 1), Heading(2, "Offices", 2)))
    counter, opened = text.index("One counter"), text.index("They are")
    assert passage_evidence(one, page(text, ("CA", "DE")), Span(counter, counter + 11)) == (
        About("CA", "heading: Canada"),
    )
    assert passage_evidence(one, page(text, ("CA", "DE")), Span(opened, len(text))) == (
        About("DE", "heading: Germany"),
    )
    assert passage_about(one, page("They stay open.", number=2)) == ("DE",)


def test_a_heading_counts_from_where_it_stands() -> None:
    one = document((), (), outline=(Heading(1, "Before", 1), Heading(1, "Germany", 2)))
    text = "The end of it.\nGermany\nThe beginning."
    assert headings_above(one, page(text, number=2), 0) == ("Before",)
    assert headings_above(one, page(text, number=2), 30) == ("Germany",)


def test_else_a_passage_speaks_of_the_one_country_of_its_page() -> None:
    text = "Norway counts. " + "Nobody waits. " * 3
    assert passage_evidence(document(("NO",), ("SE",)), page(text, ("NO",)), Span(16, 40)) == (
        About("NO", "the one country that the page names"),
    )


def test_else_of_its_documents_subject_where_that_is_one_country() -> None:
    words = page("Nobody waits.")
    assert passage_evidence(document((), countries_about=("DE",)), words) == (
        About("DE", "the document's subject, by the catalogue"),
    )
    assert passage_evidence(document((), countries_about=("DE", "FR")), words) == ()
    assert passage_evidence(document(()), words) == ()


def test_a_document_is_about_what_the_catalogue_says_else_what_is_proposed_else_what_most_pages_name() -> None:
    proposal = Proposal("countries_about", ("NP",), "the title names it", None)
    many = document(("KE",), ("KE", "UG"), ("KE",), ())
    assert main_countries(many) == (About("KE", "the document's subject: named on 3 of its 4 pages"),)
    assert main_countries(replace(many, proposals=(proposal,)))[0].code == "NP"
    assert main_countries(replace(many, proposals=(proposal,), countries_about=("IN",)))[0].code == "IN"
    assert main_countries(document(("KE",), ("UG",))) == main_countries(document()) == ()


def test_a_running_head_that_the_page_does_not_speak_of_is_no_name() -> None:
    text = "Government of Canada\nFrance"
    one = replace(page(text, ("FR",)), running=(Span(0, 20),))
    assert [name.code for name in names_on(document(("FR",)), one)] == ["FR"]
    assert [name.code for name in names_on(document(("CA", "FR")), replace(one, about=("CA", "FR")))] == ["CA", "FR"]


def test_a_glimpse_of_a_passage_says_what_a_whole_page_says_and_goes_by_what_was_found_on_the_page() -> None:
    text = "Canada\nIn Ontario one counter serves all.\nGermany\nMany offices. Georgia has one, and so has Berlin."
    one = document(("CA", "DE", "US"), ("NO",), outline=(Heading(1, "Canada", 1), Heading(1, "Germany", 1)))
    shown = page(text, ("CA", "DE", "US"))
    for words in ("In Ontario one counter serves all.", "Many offices.", "Berlin"):
        at = text.index(words)
        span = Span(at, at + len(words))
        assert glimpsed_about(one, shown, span) == passage_about(one, shown, span) != ()
    at = text.index("Georgia")
    assert glimpsed_about(one, shown, Span(at, at + 7)) == ("US",)
    assert glimpsed_about(one, page("Nobody waits.", ("NO",), 3), Span(0, 6)) == ("DE",)
    assert glimpsed_about(document(("NO",)), page("Nobody waits.", ("NO",)), Span(0, 6)) == ("NO",)
    assert glimpsed_about(document(()), page("Nobody waits."), Span(0, 6)) == ()
