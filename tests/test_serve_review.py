"""A person accepts, corrects or refuses what is proposed; no later ingest changes their word."""

import json

import pytest
from pdfs import Sheet, Text, pdf, words

from core.errors import BadInput, NotFound
from ingest.metadata.catalogue import read_catalogue
from serve.cli import main
from serve.review import accept, accept_as, corrected, dismiss, review_of, reviews


def deck(title, *lines, more="Second page."):
    texts = [Text(title, 40, 500, 24), *(Text(line, 40, 400 - 20 * at, 12) for at, line in enumerate(lines))]
    return pdf(Sheet(texts, width=900), words(more))


STEELE = deck(
    "Bundling Births", "Presented by Richard Steele", "Ministry of Government Services, Canada", "21 October 2011"
)


@pytest.fixture
def shelf(empty_library):
    (empty_library.settings.corpus / "steele.pdf").write_bytes(STEELE)
    empty_library.ingest()
    return empty_library


def document(shelf, identifier="steele"):
    return shelf.document(identifier)


def catalogue(shelf):
    return shelf.settings.catalogue.read_text(encoding="utf-8")


def found(shelf, **filters):
    return [hit.document.id for hit in shelf.search("", filters).hits[:1]]


def test_proposals_are_for_review_and_not_for_filters(shelf):
    (review,) = reviews(shelf)
    assert {p.field: p.values for p in review.proposals} == {
        "title": ("Bundling Births",), "presenters": ("Richard Steele",), "organisations": ("Ministry of Government Services",),
        "countries_from": ("CA",), "countries_about": ("CA",), "date": ("2011-10-21",), "language": ("en",),
    }  # fmt: skip
    assert (document(shelf).presenters, document(shelf).date, document(shelf).reviewed) == ((), "", False)
    assert found(shelf, presenter=["Richard Steele"]) == []


def test_what_is_accepted_is_found_by_presenter_country_and_year(shelf):
    review = review_of(shelf, "steele")
    accept(shelf, review, corrected(review, {"kind": "presentation"}))
    assert reviews(shelf) == []
    shelf.ingest()
    assert found(shelf, presenter=["Richard Steele"], **{"from": ["CA"]}, year=["2011"], kind=["presentation"]) == [
        "steele"
    ]
    assert document(shelf).reviewed
    assert reviews(shelf) == []


def test_a_correction_wins_and_nothing_later_overwrites_it(shelf):
    review = review_of(shelf, "steele")
    accept(shelf, review, corrected(review, {"title": "Corrected by hand", "presenters": "R. Steele", "date": ""}))
    written = catalogue(shelf)
    shelf.ingest()
    shelf.ingest(rebuild=True)
    (shelf.settings.corpus / "steele.pdf").write_bytes(
        deck("Another title", "Presented by Somebody Else", "1 May 2020")
    )
    assert shelf.ingest().updated == ("steele.pdf",)
    now = document(shelf)
    assert (now.title, now.presenters, now.date) == ("Corrected by hand", ("R. Steele",), "")
    assert catalogue(shelf) == written
    assert reviews(shelf) == [], "a field that was emptied when it was proposed has a dash: it is not proposed again"


def test_a_cell_that_is_emptied_later_is_asked_about_and_not_filled(shelf):
    review = review_of(shelf, "steele")
    accept(shelf, review, corrected(review, {}))
    shelf.ingest()
    shelf.settings.catalogue.write_text(catalogue(shelf).replace("Richard Steele", ""), encoding="utf-8")
    shelf.ingest()
    assert document(shelf).presenters == ()
    (again,) = reviews(shelf)
    assert [p.field for p in again.proposals] == ["presenters"]
    assert again.offered == ("presenters",)
    accept(shelf, again, {"presenters": "Richard Steele"})
    shelf.ingest()
    assert document(shelf).presenters == ("Richard Steele",)
    assert document(shelf).title == "Bundling Births"


def test_what_is_refused_does_not_come_back(shelf):
    dismiss(shelf, review_of(shelf, "steele"))
    shelf.ingest(rebuild=True)
    assert reviews(shelf) == []
    now = document(shelf)
    assert (now.reviewed, now.presenters, now.organisations, now.date) == (True, (), (), "")
    assert now.title == "Bundling Births", "as every file without a title of its own in the catalogue"


def test_a_word_that_cannot_be_understood_writes_nothing(shelf):
    with pytest.raises(BadInput, match="soon"):
        accept(shelf, review_of(shelf, "steele"), {"date": "soon"})
    assert not shelf.settings.catalogue.exists()


def test_two_people_who_speak_of_one_document_do_not_overwrite_each_other(shelf):
    mine, yours = review_of(shelf, "steele"), review_of(shelf, "steele")
    accept(shelf, yours, {"title": "Yours"})
    with pytest.raises(BadInput, match="meanwhile"):
        accept(shelf, mine, {"title": "Mine"})
    assert [row.title for row in read_catalogue(shelf.settings.catalogue).rows] == ["Yours"]


def test_a_renamed_file_keeps_its_row_when_a_gap_is_filled(shelf):
    accept(shelf, review_of(shelf, "steele"), {"title": "Mine"})
    shelf.ingest()
    (shelf.settings.corpus / "steele.pdf").rename(shelf.settings.corpus / "new name.pdf")
    shelf.ingest()
    accept(shelf, review_of(shelf, "steele"), {"presenters": "Richard Steele"})
    (row,) = read_catalogue(shelf.settings.catalogue).rows
    assert (row.file, row.title, row.presenters) == ("steele.pdf", "Mine", ("Richard Steele",))


def test_a_document_of_which_nothing_waits_is_told(shelf):
    dismiss(shelf, review_of(shelf, "steele"))
    with pytest.raises(NotFound, match="Nothing of"):
        review_of(shelf, "steele")


# Awaited documents


AWAITED = (
    "file,title,kind,presenters,event,date\n"
    "2011-steele.pdf,Presentation by Richard Steele (Joint Event),presentation,Richard Steele,Joint Event,2011-10-21\n"
    "2011-gordon.pdf,One-stop Shopping,presentation,Guy Gordon,Joint Event,2011-10-21\n"
)


def test_a_file_whose_first_page_names_an_awaited_row_is_proposed_as_that_document(shelf):
    shelf.settings.catalogue.write_text(AWAITED, encoding="utf-8")
    (shelf.settings.corpus / "slides.pdf").write_bytes(deck("ONE-STOP", "SHOPPING", "by the institute"))
    shelf.ingest()
    assert [(r.document.id, [a.id for a in r.awaited]) for r in reviews(shelf)] == [
        ("slides", ["2011-gordon"]),
        ("steele", ["2011-steele"]),
    ]
    review = review_of(shelf, "steele")
    assert review.proposal("file").values == ("Presentation by Richard Steele (Joint Event)",)
    assert "page 1 names its presenters: “Richard Steele”" in review.proposal("file").evidence
    accept_as(shelf, review, review.awaited[0])
    assert catalogue(shelf) == AWAITED.replace("2011-steele.pdf", "steele.pdf")
    shelf.ingest()
    now = document(shelf)
    assert (now.title, now.event, now.reviewed) == ("Presentation by Richard Steele (Joint Event)", "Joint Event", True)
    assert [d.id for d in shelf.documents() if d.state == "awaited"] == ["2011-gordon"]
    assert [p.field for p in review_of(shelf, "steele").proposals] == ["organisations"], "the row is silent on it"


def test_a_file_that_is_refused_as_an_awaited_document_is_not_proposed_again(shelf):
    shelf.settings.catalogue.write_text(AWAITED, encoding="utf-8")
    shelf.ingest()
    dismiss(shelf, review_of(shelf, "steele"))
    shelf.ingest()
    assert reviews(shelf) == []
    assert len([d for d in shelf.documents() if d.state == "awaited"]) == 2


def test_a_row_that_is_no_longer_awaited_is_told(shelf):
    shelf.settings.catalogue.write_text(AWAITED, encoding="utf-8")
    shelf.ingest()
    review = review_of(shelf, "steele")
    shelf.settings.catalogue.write_text(AWAITED.replace("Presentation by", "Slides of"), encoding="utf-8")
    with pytest.raises(BadInput, match="no longer awaited"):
        accept_as(shelf, review, review.awaited[0])


def test_the_real_event_page_awaits_decks_that_are_known_by_their_first_page(shelf, shared):
    shelf.import_event(next((shared / "data/event_page").glob("*.txt")))
    (shelf.settings.corpus / "a.pdf").write_bytes(
        deck("Le guichet", "Myriam Cyr et Pierre Rodrigue", "Services Québec")
    )
    shelf.ingest()
    assert review_of(shelf, "a").awaited[0].presenters == ("Pierre Rodrigue", "Myriam Cyr")
    assert review_of(shelf, "steele").awaited[0].presenters == ("Richard Steele",)


# The command line


def run(shelf, capsys, *arguments):
    places = ["--corpus", str(shelf.settings.corpus), "--data", str(shelf.settings.data), "--json"]
    code = main([*arguments, *places])
    return code, json.loads(capsys.readouterr().out)


def test_proposals_are_listed_and_accepted_by_command(shelf, capsys):
    code, (listed,) = run(shelf, capsys, "proposals")
    assert (code, listed["document"], listed["reviewed"]) == (0, "steele", False)
    assert {"field": "presenters", "values": ["Richard Steele"]}.items() <= listed["proposals"][1].items()
    arguments = ["accept", "steele", "--presenter", "Ada Elm", "--presenter", "Richard Steele", "--about", "France"]
    code, told = run(shelf, capsys, *arguments)
    assert (code, told["said"]["presenters"]) == (0, "Ada Elm | Richard Steele")
    (row,) = read_catalogue(shelf.settings.catalogue).rows
    assert (row.presenters, row.countries_about, row.title) == (
        ("Ada Elm", "Richard Steele"),
        ("FR",),
        "Bundling Births",
    )
    assert run(shelf, capsys, "proposals") == (0, [])


def test_proposals_are_refused_and_matched_by_command(shelf, capsys):
    shelf.settings.catalogue.write_text(AWAITED, encoding="utf-8")
    shelf.ingest()
    assert run(shelf, capsys, "accept", "steele", "--dismiss", "--title", "x")[0] == 2
    code, _ = run(shelf, capsys, "accept", "steele", "--as", "2011-steele")
    assert code == 0
    assert "\nsteele.pdf,Presentation by Richard Steele" in catalogue(shelf)
    shelf.ingest()
    assert run(shelf, capsys, "accept", "steele", "--dismiss")[0] == 0
    assert run(shelf, capsys, "accept", "steele")[0] == 2
