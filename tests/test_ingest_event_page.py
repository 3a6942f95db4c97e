"""An event page becomes catalogue rows: what it says comes out, and what it does not say is told, not made up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import BadInput
from ingest.metadata.catalogue import Row, read_catalogue, write_catalogue
from ingest.metadata.event_files import download_name
from ingest.metadata.event_page import EventPage, import_event, read_event_page

SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REAL_PAGE = SHARED / "data" / "event_page" / "forum-roundtable-joint-service-delivery.txt"
needs_real_page = pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real event page is not on this machine")

ENGLISH = """Roundtable compares shared counters

Ada Thornbury, Harbour School of Government, University of Toronto

The Meridian Forum held a roundtable in Ottawa on June 5, 2014 on the theme Shared Counters in Federations. Reports say that
costs rise.

For further details about the discussion, see the report prepared by
Ivo Brandt and F. Leslie Marr. Read Report

It commissioned Ada Thornbury (former Deputy Minister, Government of Ontario) and Bea Quill (University of Toronto) to prepare a
background report covering experiences in Canada and Germany. Read Report

Shared Counters Event Jun 5, 2014. Ottawa,Canada

Conference presentations and related materials:

Ada Thornbury / Bea Quill
Carl Denholm
Dora Elm (Service Canada)
Finn Gale, Ministry of Justice, Germany
Gus Hale & Ida Joy, Centre for Better Counters
Kit Low (Georgia State University)
Counting What Counts – Max Nye (Services Québec)

Shared Counters Event Program


Back to Events
"""

FRENCH = """Journée d’étude sur les guichets uniques

Publié le 3 novembre 2012

La journée d’étude s’est tenue à Genève le 1er mars 2012 sur le thème « Un guichet pour le citoyen ».

Pour plus de détails sur les échanges, voir le rapport de synthèse préparé par Hélène Marchand et Luc d’Arcy.

Présentations :

Pierre Favre et Jeanne Rochat (Ville de Lausanne)
Un seul numéro pour tous : Klaus Bauer (Bundesministerium des Innern, Deutschland)
Sophie Perret (Université de Genève)
Anne-Marie Le Goff

Ordre du jour

Retour aux événements
"""

GERMAN = """Fachtagung Verwaltung aus einer Hand

Gemeinsame Bürgerdienste, 20. bis 21. Oktober 2011
Ort: Speyer, Deutschland

Der Bericht von Friedlinde Hasenkamp und Prof. Dr. Uwe Kranz über die Diskussion liegt vor.

Vorträge

• Sabine Öztürk (Universität Konstanz)
• Jörg Weiß und Eva von der Aue, Land Berlin
• Drei Ebenen, eine Nummer: Hans-Peter Maurer (Stadt Wien)

Programm
"""

HTML = """<!doctype html><html><head><title>Shared counters | Somewhere</title>
<link rel="canonical" href="https://events.example.org/2014/shared/index.html"></head>
<body><nav><a href="/">Home</a></nav><h1>Shared Counters Workshop</h1><p>Canberra, Australia, 5 June 2014</p>
<p>Read the <a href="docs/summary.pdf">summary report prepared by Jane Roe &amp; Tom Hale</a>. We asked Mia Wong to write a
background report on lessons from New Zealand and Ireland. <a href="/files/background%20NZ.pdf">Read Report</a></p>
<h2>Presentations</h2><ul>
<li><a href="docs/slides.pdf">Brian Cole</a> (Centrelink) [PDF, 2 MB]</li>
<li><a href="other/slides.pdf">Aroha Ngata</a> (Ministry of Social Development, New Zealand)</li>
<li><a href="docs/porte.pdf">Une porte, dix services</a> – Marc Tremblay (Services Québec) (in French)</li>
<li><a href="javascript:alert(1)">Zoe Quinn</a></li></ul>
<table><tr><td>Kim Lee</td><td>University of Sydney</td><td><a href="lee.pdf">PDF</a></td></tr></table>
<h3>More</h3><p><a href="prog.pdf">Workshop Programme</a></p><ul><li>Contact Us</li><li>John Footer</li></ul>
<footer>Posted by Max Muster (Site Team) on 1 July 2015</footer></body></html>
"""


def page(tmp_path: Path, text: str, name: str = "page.txt") -> EventPage:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_event_page(path)


def by(found: EventPage, surname: str, kind: str = "presentation") -> Row:
    return next(row for row in found.rows if row.kind == kind and any(p.endswith(surname) for p in row.presenters))


def kinds(found: EventPage) -> list[str]:
    return [row.kind for row in found.rows]


def check_every_row(found: EventPage) -> None:
    assert len({row.file for row in found.rows}) == len(found.rows)
    for row in found.rows:
        assert (row.event, row.date) == (found.event, found.date)
        assert row.title
        assert row.file.endswith(".pdf")


@needs_real_page
def test_the_real_page_gives_its_event() -> None:
    found = read_event_page(REAL_PAGE)
    assert found.title == "Forum roundtable explores joint service delivery in Canada and other countries"
    assert (found.event, found.date, found.place) == ("Joint Service Delivery Event", "2011-10-21", "Ottawa, Canada")
    assert found.theme == "Joint Service Delivery in Canada and Other Federations"
    assert found.language == "en"


@needs_real_page
def test_the_real_page_gives_two_reports_seven_presentations_and_the_programme() -> None:
    found = read_event_page(REAL_PAGE)
    check_every_row(found)
    assert kinds(found) == ["report"] * 2 + ["presentation"] * 7 + ["programme"]
    summary, background = found.rows[:2]
    assert summary.presenters == ("John Langford", "Leslie Seidle")
    assert summary.title == "Report on the presentations and discussion (Joint Service Delivery Event)"
    assert background.presenters == ("Tony Dean", "Marie Boutilier")
    assert background.organisations == (
        "School of Public Policy and Governance", "University of Toronto", "Government of Ontario",
    )  # fmt: skip
    assert background.countries_about == ("CA", "AU", "DE", "GB")
    assert "former Cabinet Secretary, Government of Ontario" in background.note
    assert [(row.presenters, row.organisations[-1:]) for row in found.rows[2:9]] == [
        (("Tony Dean", "Marie Boutilier"), ("Government of Ontario",)),
        (("Kenneth Kernaghan",), ()),
        (("Karen Jackson",), ("Service Canada",)),
        (("Guy Gordon",), ("Institute for Citizen-Centred Service",)),
        (("Nicholas Gafuik",), ("Manning Centre for Building Democracy",)),
        (("Richard Steele",), ("Service Ontario",)),
        (("Pierre Rodrigue", "Myriam Cyr"), ("Services Québec",)),
    ]
    assert {row.countries_from for row in found.rows[:9]} == {("CA",)}
    assert by(found, "Kernaghan").file == "2011-10-21-joint-service-delivery-kernaghan.pdf"
    placed = {row.presenters[-1] for row in found.rows if "taken from the place of the event" in row.note}
    assert placed == {"Leslie Seidle", "Kenneth Kernaghan", "Nicholas Gafuik"}


def test_an_english_page_gives_its_event_and_its_documents(tmp_path: Path) -> None:
    found = page(tmp_path, ENGLISH)
    check_every_row(found)
    assert (found.event, found.theme) == ("Shared Counters Event", "Shared Counters in Federations")
    assert (found.date, found.place, found.language) == ("2014-06-05", "Ottawa, Canada", "en")
    assert kinds(found) == ["report"] * 2 + ["presentation"] * 7 + ["programme"]
    assert by(found, "Marr", "report").title == "Report on the discussion (Shared Counters Event)"
    assert by(found, "Quill", "report").countries_about == ("CA", "DE")
    assert by(found, "Joy").presenters == ("Gus Hale", "Ida Joy")
    assert by(found, "Nye").title == "Counting What Counts"


def test_what_a_page_says_of_a_presenter_elsewhere_is_kept(tmp_path: Path) -> None:
    row = by(page(tmp_path, ENGLISH), "Quill")
    assert row.organisations == ("Harbour School of Government", "University of Toronto", "Government of Ontario")
    assert row.countries_from == ("CA",)
    assert "Ada Thornbury: former Deputy Minister, Government of Ontario." in row.note


def test_a_country_taken_from_the_place_is_told_in_the_row(tmp_path: Path) -> None:
    row = by(page(tmp_path, ENGLISH), "Denholm")
    assert row.countries_from == ("CA",)
    assert "Presenter's country taken from the place of the event (Canada): Carl Denholm." in row.note
    assert "place of the event" not in by(page(tmp_path, ENGLISH), "Elm").note


def test_a_country_is_not_taken_from_the_place_against_the_organisation(tmp_path: Path) -> None:
    found = page(tmp_path, ENGLISH.replace("Carl Denholm", "Carl Denholm (Universität Vechta)"))
    assert by(found, "Gale").countries_from == ("DE",)
    for surname in ("Low", "Denholm"):  # Georgia: the country or the state? Vechta: German, but not in the tables
        row = by(found, surname)
        assert row.countries_from == ()
        assert "Presenter's country not told by the page" in row.note


def test_a_country_is_not_taken_from_the_place_where_most_came_from_elsewhere(tmp_path: Path) -> None:
    text = "Meeting\n\nOttawa, Canada, 5 June 2014\n\nPresentations\n\nAda Elm (Germany)\nBo Fir (Australia)\nCy Yew\n"
    assert [row.countries_from for row in page(tmp_path, text).rows] == [("DE",), ("AU",), ()]


def test_a_french_page_gives_its_event_and_its_documents(tmp_path: Path) -> None:
    found = page(tmp_path, FRENCH)
    check_every_row(found)
    assert (found.date, found.place, found.language) == ("2012-03-01", "Genève", "fr")
    assert found.theme == "Un guichet pour le citoyen"
    assert kinds(found) == ["report"] + ["presentation"] * 4 + ["programme"]
    assert by(found, "d’Arcy", "report").title.startswith("Rapport de synthèse sur les échanges")
    assert by(found, "Rochat").presenters == ("Pierre Favre", "Jeanne Rochat")
    assert by(found, "Rochat").countries_from == ("CH",)
    bauer = by(found, "Bauer")
    assert (bauer.title, bauer.countries_from) == ("Un seul numéro pour tous", ("DE",))
    assert bauer.organisations == ("Bundesministerium des Innern",)
    assert by(found, "Goff").title.startswith("Présentation par Anne-Marie Le Goff")


def test_a_german_page_gives_its_event_and_its_documents(tmp_path: Path) -> None:
    found = page(tmp_path, GERMAN)
    check_every_row(found)
    assert (found.event, found.date, found.place) == ("Gemeinsame Bürgerdienste", "2011-10-20", "Speyer, Deutschland")
    assert any("several days" in note for note in found.notes)
    assert kinds(found) == ["report"] + ["presentation"] * 3 + ["programme"]
    assert by(found, "Kranz", "report").presenters == ("Friedlinde Hasenkamp", "Uwe Kranz")
    assert by(found, "Maurer").title == "Drei Ebenen, eine Nummer"
    assert by(found, "Maurer").countries_from == ("AT",)
    assert by(found, "Aue").file == "2011-10-20-gemeinsame-burgerdienste-weiss-aue.pdf"


def test_an_html_page_gives_file_names_and_addresses_of_its_links(tmp_path: Path) -> None:
    found = page(tmp_path, HTML, "page.html")
    check_every_row(found)
    home = "https://events.example.org/2014/shared/"
    assert (found.event, found.source) == ("Shared Counters Workshop", home + "index.html")
    files = {row.presenters[-1:]: (row.file, row.source) for row in found.rows}
    assert files[("Tom Hale",)] == ("summary.pdf", home + "docs/summary.pdf")
    assert files[("Mia Wong",)] == ("background NZ.pdf", "https://events.example.org/files/background%20NZ.pdf")
    assert files[("Brian Cole",)] == ("slides.pdf", home + "docs/slides.pdf")
    assert files[("Kim Lee",)] == ("lee.pdf", home + "lee.pdf")
    assert files[()] == ("prog.pdf", home + "prog.pdf")
    assert by(found, "Tremblay").language == "fr"
    assert by(found, "Lee").organisations == ("University of Sydney",)


def test_two_links_to_files_of_one_name_get_two_names(tmp_path: Path) -> None:
    found = page(tmp_path, HTML, "page.html")
    assert by(found, "Ngata").file == "2014-06-05-shared-counters-workshop-ngata.pdf"


def test_footers_menus_and_script_links_give_nothing(tmp_path: Path) -> None:
    found = page(tmp_path, HTML, "page.html")
    assert by(found, "Quinn").source == ""
    names = {name for row in found.rows for name in row.presenters}
    assert names.isdisjoint({"Contact Us", "John Footer", "Max Muster"})


@pytest.mark.parametrize(
    "said",
    ["21 October 2011", "October 21, 2011", "Oct 21, 2011", "le 21 octobre 2011", "21. Oktober 2011", "2011-10-21", "21.10.2011",
     "October 21–22, 2011", "21-22 October 2011", "du 21 au 22 octobre 2011"],
)  # fmt: skip
def test_dates_are_read_in_three_languages(tmp_path: Path, said: str) -> None:
    assert page(tmp_path, f"Spring Event\n\nOttawa, Canada, {said}\n").date == "2011-10-21"


def test_a_date_that_can_be_read_in_two_ways_is_left_out_and_told(tmp_path: Path) -> None:
    found = page(tmp_path, "Spring Event\n\nOttawa, Canada, 10/11/2011\n")
    assert found.date == ""
    assert any("10/11/2011" in note for note in found.notes)


def test_a_page_that_says_nothing_gives_no_row_and_says_so(tmp_path: Path) -> None:
    found = page(tmp_path, "Nothing to see here.\n")
    assert found.rows == ()
    assert "No report, presentation or programme was found on the page." in found.notes
    assert {"No date of the event was found.", "No place of the event was found."} <= set(found.notes)


def test_a_line_that_cannot_be_told_is_in_the_notes(tmp_path: Path) -> None:
    found = page(tmp_path, "Meeting\n\nPresentations\n\nAda Elm\nsomething unclear\n")
    assert [row.presenters for row in found.rows] == [("Ada Elm",)]
    assert any("“something unclear”" in note for note in found.notes)


@pytest.mark.parametrize(("text", "name"), [(ENGLISH, "a.txt"), (FRENCH, "b.txt"), (GERMAN, "c.txt"), (HTML, "d.html")])
def test_importing_a_page_twice_adds_nothing(tmp_path: Path, text: str, name: str) -> None:
    corpus, path = tmp_path / "corpus", tmp_path / name
    path.write_text(text, encoding="utf-8")
    found, added = import_event(path, corpus)
    assert len(added) == len(found.rows) + 1
    before = (corpus / "catalogue.csv").read_bytes()
    again, nothing = import_event(path, corpus)
    assert nothing == []
    assert (corpus / "catalogue.csv").read_bytes() == before
    assert any("in the catalogue already" in note for note in again.notes)
    assert read_catalogue(corpus / "catalogue.csv").problems == ()
    assert set(read_catalogue(corpus / "catalogue.csv").rows) == set(added)


def test_the_page_itself_becomes_a_document_of_the_corpus(tmp_path: Path) -> None:
    corpus, path = tmp_path / "corpus", tmp_path / "saved.TXT"
    path.write_text(ENGLISH, encoding="utf-8")
    _, added = import_event(path, corpus)
    kept = next(row for row in added if row.kind == "page")
    assert (kept.file, kept.title) == (
        "2014-06-05-shared-counters-event-page.txt",
        "Roundtable compares shared counters",
    )
    assert (corpus / kept.file).read_text(encoding="utf-8") == ENGLISH


def test_another_page_of_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    corpus, path = tmp_path / "corpus", tmp_path / "saved.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    import_event(path, corpus)
    path.write_text(ENGLISH + "\nA later word.\n", encoding="utf-8")
    _, added = import_event(path, corpus)
    assert [row.file for row in added] == ["2014-06-05-shared-counters-event-page-2.txt"]
    assert (corpus / "2014-06-05-shared-counters-event-page.txt").read_text(encoding="utf-8") == ENGLISH


def test_without_keep_page_only_the_catalogue_is_written(tmp_path: Path) -> None:
    corpus, path = tmp_path / "corpus", tmp_path / "saved.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    found, added = import_event(path, corpus, keep_page=False)
    assert tuple(added) == found.rows
    assert [file.name for file in corpus.iterdir()] == ["catalogue.csv"]


def test_a_linked_file_of_another_event_with_the_same_name_keeps_its_row(tmp_path: Path) -> None:
    corpus, path = tmp_path / "corpus", tmp_path / "saved.html"
    other = Row("slides.pdf", "Slides of another day", source="https://elsewhere.example/slides.pdf")
    write_catalogue(corpus / "catalogue.csv", [other])
    path.write_text(HTML, encoding="utf-8")
    _, added = import_event(path, corpus, keep_page=False)
    assert "2014-06-05-shared-counters-workshop-cole.pdf" in [row.file for row in added]
    assert import_event(path, corpus, keep_page=False)[1] == []
    assert read_catalogue(corpus / "catalogue.csv").row("slides.pdf") == other


def test_a_pdf_is_refused_as_an_event_page(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(BadInput, match=r"page\.pdf is not a saved page"):
        import_event(path, tmp_path / "corpus")


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://example.org/files/Deck%20one.pptx?x=1", "Deck one.pptx"),
        ("https://example.org/a/report.PDF", "report.PDF"),
        ("https://example.org/a/photo.png", ""),
        ("https://example.org/a/", ""),
    ],
)
def test_a_link_to_a_document_of_any_kind_that_is_read_names_the_file_that_is_awaited(link, name):
    assert download_name(link) == name
