"""What a file says of itself on its title page, in its metadata and in its name; what is not certain is not proposed."""

import pytest
from pdfs import Sheet, Text, pdf, words

from ingest.extract import extract
from ingest.metadata.proposals import propose
from ingest.metadata.proposed_dates import date_proposed
from ingest.metadata.proposed_people import is_organisation
from ingest.metadata.title_page import TitlePage, TypeLine, plain_title_page, squeezed
from ingest.pdf import pdf_page

PROSE = (
    "This paper looks at the ways in which governments deliver services together, and",
    "asks what the people who use them make of it, in four countries that are federal",
    "or nearly so; none of them has found the one model that would suit all the others.",
)


def page(*lines, number=1, wide=False):
    """Lines of 12 points, or (text, size)."""
    typed = (TypeLine(*line) if isinstance(line, tuple) else TypeLine(line, 12.0) for line in lines)
    return TitlePage(number, tuple(typed), wide)


def proposed(*lines, file="deck.pdf", language="en", **about):
    return {each.field: each.values for each in propose(page(*lines), file, language, **about)}


def one(field, *lines, **about):
    return proposed(*lines, **about).get(field, ())


# Titles


def test_the_title_is_the_largest_type_of_a_cover_over_several_lines():
    assert one(
        "title", "Harbour City Council", ("Implementing the Revised", 40), ("Standards", 40), ("Session 1", 20)
    ) == ("Implementing the Revised Standards",)


@pytest.mark.parametrize(
    "written",
    ["PowerPoint Presentation", "Microsoft Word - draft3.docx", "Ganzseitiges Foto", "jsmith", "Click to edit Master"],
)
def test_a_title_that_a_program_made_up_is_none(written):
    assert one("title", ("Joint Service Delivery", 40), title=written) == ("Joint Service Delivery",)
    assert one("title", *PROSE, title=written) == ()


def test_the_files_own_title_counts_where_the_page_bears_it_out():
    lines = ("Canada", "Gazette", "QUARTERLY", "INDEX", "Part I")
    assert one("title", *((line, 40) for line in lines), title="Canada Gazette, Part I, Quarterly Index") == (
        "Canada Gazette, Part I, Quarterly Index",
    )


def test_placeholders_of_a_template_are_no_title():
    assert one("title", ("Click to edit Master title style", 64), ("Welcome to our forum", 40)) == (
        "Welcome to our forum",
    )


def test_a_general_title_takes_the_line_that_says_of_what():
    assert one("title", ("Federal Data Strategy", 36), ("2020 Action Plan", 62)) == (
        "Federal Data Strategy 2020 Action Plan",
    )


def test_a_title_behind_a_label_goes_on_in_the_next_line():
    lines = ("MEMORANDUM FOR THE CHIEFS", "SUBJECT: Strategic Plan for Improving Management", "of the Act", *PROSE * 3)
    assert one("title", *lines) == ("Strategic Plan for Improving Management of the Act",)
    assert one("kind", *lines) == ("memorandum",)


def test_no_title_is_proposed_where_no_type_stands_out_or_running_text_is_above():
    assert one("title", "A line", *PROSE * 3) == ()
    assert one("title", *PROSE * 3, ("Stewardship of all", 30)) == ()


def test_the_evidence_tells_the_words_and_the_page():
    (title, *_) = propose(page(("Joint Service Delivery", 40), number=2), "deck.pdf", "en")
    assert (title.page, title.evidence) == (2, "in the largest type of page 2: “Joint Service Delivery”")


def test_what_a_spreadsheet_would_run_as_a_formula_is_not_proposed():
    assert one("title", ("=HYPERLINK(1) and more", 40)) == ()


# People


TITLE = ("Joint Service Delivery", 40)


@pytest.mark.parametrize(
    ("lines", "presenters"),
    [
        (("Presented By: John Sullivan",), ("John Sullivan",)),
        (("Presenter: Dr. Ada Elm, Harbour Institute",), ("Ada Elm",)),
        (("by Ada Elm and Tobin Ash",), ("Ada Elm", "Tobin Ash")),
        (("Présenté par Mme Élodie Roy",), ("Élodie Roy",)),
        (("Vorgetragen von Prof. Dr. Jörg Müller",), ("Jörg Müller",)),
        (("Erstellt von:", "Dr. Jesper Zedlitz (MELUND)", "Evelyn Priefer (MIK)", "Feedback:"),
         ("Jesper Zedlitz", "Evelyn Priefer")),
        (("FROM: Joseph G. Jordan", "Administrator for Federal Policy", "Steven VanRoekel", "Chief Information Officer",
          "SUBJECT: A plan"), ("Joseph G. Jordan", "Steven VanRoekel")),
        (("Frau Friedlinde Hasenkamp",), ("Friedlinde Hasenkamp",)),
        (("Ada Elm", "ada.elm@example.org"), ("Ada Elm",)),
        (("Ada Elm", "Ministry of Social Development"), ("Ada Elm",)),
    ],
)  # fmt: skip
def test_names_are_read_where_something_bears_them_out(lines, presenters):
    assert one("presenters", TITLE, *lines) == presenters


@pytest.mark.parametrize(
    "lines",
    [
        ("Ada Elm",),
        ("Annual Interagency", "Accessibility Forum"),
        ("Submitted by: Anonymous.",),
        ("Meeting Coordinator Makx Dekkers",),
        ("Public Services", "October 2011"),
        ("Cisco Webex", "Meetings"),
        ("by the Cross-agency Priority Goal: Leveraging Data",),
    ],
)
def test_words_in_capitals_that_nothing_bears_out_are_no_presenters(lines):
    assert one("presenters", TITLE, *lines) == ()


def test_the_files_own_author_bears_a_name_out_but_is_none_by_itself():
    assert one("presenters", TITLE, "Ada Elm", author="Elm, Ada") == ("Ada Elm",)
    assert one("presenters", TITLE, author="Ada Elm") == ()
    assert one("presenters", TITLE, "Second Floor", author="admin") == ()


def test_organisations_and_the_presenters_country_stand_beneath_the_name():
    found = proposed(
        TITLE, "Jarrah Winterbourne", "Southern Cross Service Lab, Australia", author="Jarrah Winterbourne"
    )
    assert found["organisations"] == ("Southern Cross Service Lab",)
    assert found["countries_from"] == ("AU",)


def test_a_letterhead_and_a_name_in_capitals_over_two_lines_are_organisations():
    assert one("organisations", "CONSEIL NATIONAL DE L’INFORMATION", "GÉOLOCALISÉE", TITLE) == (
        "CONSEIL NATIONAL DE L’INFORMATION GÉOLOCALISÉE",
    )


def test_those_to_whom_a_memorandum_goes_are_not_its_authors():
    lines = (
        "OFFICE OF MANAGEMENT AND BUDGET",
        "MEMORANDUM FOR HEADS OF EXECUTIVE DEPARTMENTS",
        "SMALL AGENCY COUNCIL",
        "FROM: Ada Elm",
    )
    assert one("organisations", *lines, title="") == ("OFFICE OF MANAGEMENT AND BUDGET",)


@pytest.mark.parametrize(
    "text",
    ["Bundesministerium des Innern", "Ministry of Finance", "Université de Montréal", "Service Canada",
     "Office of Government-wide Policy", "Rheinwerk-Institut für Verwaltung", "Forum of Federations", "Acme Data GmbH"],
)  # fmt: skip
def test_organisations_are_known_by_their_words(text):
    assert is_organisation(text)


@pytest.mark.parametrize(
    "text",
    ["Joint Delivery of Public Services in Four Countries", "Open Government Data Strategy", "Annual Conference of the Agency",
     "Accessibility Forum", "The department decided to wait.", "Canada", "Agency"],
)  # fmt: skip
def test_titles_occasions_and_sentences_are_no_organisations(text):
    assert not is_organisation(text)


# Dates


@pytest.mark.parametrize(
    ("line", "language", "iso"),
    [
        ("21 October 2011", "en", "2011-10-21"),
        ("Ottawa, October 21, 2011", "en", "2011-10-21"),
        ("15th of September 2021", "en", "2021-09-15"),
        ("le 21 octobre 2011", "fr", "2011-10-21"),
        ("1er mars 2022", "fr", "2022-03-01"),
        ("Version Novembre 2024", "fr", "2024-11"),
        ("21. Oktober 2011", "de", "2011-10-21"),
        ("Stand: 1. März 2022", "de", "2022-03-01"),
        ("2011-10-21", "en", "2011-10-21"),
        ("October 2011", "en", "2011-10"),
        ("November 7-9, 2023", "en", "2023-11-07"),
        ("Version du 01/06/2020", "fr", "2020-06-01"),
        ("15/09/2021", "en", "2021-09-15"),
        ("Q3 2020", "en", "2020"),
        ("2011", "en", "2011"),
    ],
)
def test_dates_of_a_title_page_are_read_in_three_languages(line, language, iso):
    assert one("date", TITLE, line, language=language) == (iso,)


@pytest.mark.parametrize(
    "line",
    ["06/02/2019", "Last updated 10 October 2010", "January 1 to March 31, 2008", "Enacted December 10, 2015", "© 2 May 2008",
     "zuletzt geändert am 28. Februar 2022", "30 February 2011", "1 May 1066", "Room 2011 b"],
)  # fmt: skip
def test_dates_that_are_unclear_impossible_or_of_something_else_are_none(line):
    assert one("date", TITLE, line) == ()


@pytest.mark.parametrize(
    ("file", "iso"),
    [("20111021-deck.pdf", "2011-10-21"), ("deck_2011_10_21.pdf", "2011-10-21"), ("draft-2020-sep-2.pdf", "2020-09-02"),
     ("webinar_15sep2021_v1.pdf", "2021-09-15"), ("minutes 15092021.pdf", "2021-09-15"), ("report-2011-10.pdf", "2011-10")],
)  # fmt: skip
def test_a_date_in_the_files_name_counts_where_the_page_is_silent(file, iso):
    proposal = date_proposed(page(TITLE), file, "en")
    assert proposal is not None
    assert (proposal.values, proposal.page) == ((iso,), None)
    assert one("date", TITLE, "May 2001", file=file) == ("2001-05",)


@pytest.mark.parametrize("file", ["report-2011.pdf", "12345678.pdf", "99999999.pdf", "2011-10-21_2012-11-22.pdf"])
def test_numbers_in_a_name_that_are_no_one_date_are_none(file):
    assert one("date", TITLE, file=file) == ()


def test_of_several_dates_the_documents_own_or_the_files_counts_or_none():
    both = ("Meeting 15/09/2021 in Rome", "Another 29/09/2021 to come")
    assert one("date", TITLE, *both) == ()
    assert one("date", TITLE, *both, file="minutes-15092021.pdf") == ("2021-09-15",)
    assert one("date", TITLE, "Published: 1 May 2011", "The meeting of 3 April 2011 in Rome") == ("2011-05-01",)


# From the file


def test_the_title_page_is_read_from_top_to_bottom_with_its_type(tmp_path):
    sheet = Sheet((Text("small foot", 40, 50, 8), Text("A great title", 40, 500, 30), Text("Ada Elm", 40, 400, 12)))
    (tmp_path / "a.pdf").write_bytes(pdf(Sheet(), sheet))
    found = pdf_page.title_page(tmp_path / "a.pdf")
    assert (found.number, [line.text for line in found.lines]) == (2, ["A great title", "Ada Elm", "small foot"])
    assert found.lines[0].size > 3 * found.lines[2].size


def test_a_pdf_proposes_and_claims_nothing(tmp_path):
    sheet = Sheet(
        (
            Text("Joint Delivery", 40, 500, 30),
            Text("Presented by Ada Elm", 40, 400, 12),
            Text("21 October 2011", 40, 350, 12),
        )
    )
    (tmp_path / "x.pdf").write_bytes(pdf(sheet, words(*PROSE)))
    facts = next(iter(extract(tmp_path / "x.pdf", "x")))
    assert {each.field: each.values for each in facts.proposals} == {
        "title": ("Joint Delivery",), "presenters": ("Ada Elm",), "date": ("2011-10-21",), "language": ("en",),
    }  # fmt: skip


def test_a_text_file_proposes_from_its_first_lines():
    found = plain_title_page(["", "Joint Delivery\n\nPresented by Ada Elm\n21 October 2011"])
    assert found.number == 2
    values = {each.field: each.values for each in propose(found, "a.txt", "en", title="Joint Delivery")}
    assert (values["presenters"], values["date"], values["title"]) == (
        ("Ada Elm",),
        ("2011-10-21",),
        ("Joint Delivery",),
    )


def test_a_page_without_words_proposes_nothing():
    assert propose(TitlePage(), "photo.pdf", "und", title="Ganzseitiges Foto", author="lrinsche") == ()


def test_spellings_are_compared_by_letters_and_digits():
    assert squeezed("Co-\noperation : Élève") == squeezed("cooperation eleve")
