"""The records: spans, years, and the countries that a page speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput, CatalogueUnreadable, IndexUnusable, IngestRunning, NoIndex, NotFound, RapporteurError
from core.records import Document, DocumentState, Heading, PageEntry, PageState, Span


def test_a_span_gives_its_characters() -> None:
    assert Span(3, 7).of("the text here") == " tex"
    assert Span(0, 0).of("text") == ""


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2011", 2011),
        ("2011-10", 2011),
        ("2011-10-21", 2011),
        ("", None),
        ("soon", None),
        ("²⁰¹¹", None),
        ("201x", None),
    ],
)
def test_the_year_is_that_of_the_date(date: str, year: int | None) -> None:
    assert Document("a", "a.pdf", "A", date=date).year == year


@pytest.mark.parametrize(
    ("of_document", "of_page", "about"),
    [
        ((), (), ()),
        ((), ("FR", "CA"), ("FR", "CA")),
        (("DE",), (), ("DE",)),
        (("DE",), ("FR",), ("DE", "FR")),
        (("DE",), ("FR", "DE"), ("FR", "DE")),
        (("DE", "CA"), ("FR",), ("FR",)),
        (("DE", "CA"), (), ()),
    ],
)
def test_a_page_speaks_of_what_it_names_and_of_the_only_country_of_its_document(
    of_document: tuple[str, ...], of_page: tuple[str, ...], about: tuple[str, ...]
) -> None:
    page = PageEntry("1", "en", of_page, PageState.TEXT, 3)
    assert Document("a", "a.pdf", "A", countries_about=of_document).about(page) == about


@pytest.mark.parametrize(
    ("number", "section"),
    [
        (1, ()),
        (2, ("3 Germany", "Municipal front offices")),
        (3, ("3 Germany", "Municipal front offices")),
        (4, ("3 Germany", "Call centres")),
        (5, ("Annex",)),
        (9, ("Annex",)),
    ],
)
def test_a_page_stands_under_the_headings_that_lead_to_the_first_that_begins_on_it(number, section) -> None:
    outline = (
        Heading(1, "3 Germany", 2), Heading(2, "Municipal front offices", 2), Heading(2, "Registers", 2),
        Heading(2, "Municipal front offices", 3), Heading(2, "Call centres", 4),
        Heading(1, "Annex", 5),
    )  # fmt: skip
    assert Document("a", "a.pdf", "A", outline=outline).section(number) == section


def test_a_document_is_in_the_index_unless_it_is_awaited_or_failed() -> None:
    indexed = {state for state in DocumentState if Document("a", "", "A", state=state).indexed}
    assert indexed == {DocumentState.READY, DocumentState.PARTIAL, DocumentState.NEEDS_OCR}


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = NotFound("There is no page 3.", "It has 2 pages.")
    assert (str(error), error.problem, error.remedy) == (
        "There is no page 3. It has 2 pages.",
        "There is no page 3.",
        "It has 2 pages.",
    )
    assert str(NotFound("Gone.")) == "Gone."


def test_the_errors_are_one_tree() -> None:
    assert issubclass(NotFound, BadInput)
    assert issubclass(CatalogueUnreadable, BadInput)
    assert issubclass(NoIndex, IndexUnusable)
    assert all(issubclass(kind, RapporteurError) for kind in (BadInput, IndexUnusable, IngestRunning))
    assert (NotFound("").exit_code, NotFound("").http_status, IngestRunning("").http_status) == (2, 404, 409)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 8)), max_size=9), st.integers(0, 9))
def test_the_sections_of_all_pages_are_those_of_each(headings: list[tuple[int, int]], count: int) -> None:
    in_order = sorted(headings, key=lambda heading: heading[1])
    outline = tuple(Heading(level, f"h{place}", page) for place, (level, page) in enumerate(in_order))
    document = Document("a", "a.pdf", "a", outline=outline, pages=(PageEntry("", "en", (), PageState.TEXT, 1),) * count)
    said: dict[int, tuple[str, ...]] = {}
    for first, last, path in document.sections():
        for page in range(first, last + 1):
            assert page not in said
            said[page] = tuple(outline[place].title for place in path)
    assert [said.get(page, ()) for page in range(1, count + 1)] == [
        document.section(page) for page in range(1, count + 1)
    ]
