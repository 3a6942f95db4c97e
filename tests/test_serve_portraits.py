"""Presenters and countries by the command line and over HTTP, their list, and their HTML."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from asgi import get
from test_serve_render import DOCUMENT, NASTY, OURS, PAGE, Reader

from core.records import Document, Intervention, PageEntry, PageState, Place, Role, Span
from index.engine import Cell, Crossing
from index.portraits.contributions import Contribution
from index.portraits.country import CountryPortrait, Named, Speaker
from index.portraits.distinctive import Distinctive, Telling
from index.portraits.listed import Country, Presenter
from index.portraits.presenter import Companion, Portrait, Work
from index.portraits.spoken_of import Spoken
from index.snippets import Snippet
from serve.presenter_list import letters, listed
from serve.render_links import Linked
from serve.render_matrix import cells_html, countries_html, matrix_html, presenters_html, sides
from serve.render_portraits import (
    companions_html,
    contributions_html,
    country_head_html,
    places_html,
    presenter_head_html,
    section_html,
    speakers_html,
    spoken_of_html,
    terms_html,
    works_html,
)

HASENKAMP = "Friedlinde Hasenkamp"


# The command line and the API


def test_a_presenter_is_told_by_command_and_over_http_alike(run, app):
    code, out, _ = run("presenter", HASENKAMP, "--query", "number 115", "--json")
    told = json.loads(out)
    assert code == 0
    assert told == get(app, "/api/presenter?name=Friedlinde+Hasenkamp&q=number+115").json
    assert told["countries"] == ["DE"]
    assert {one["document"] for one in told["contributions"]} >= {"deck-germany"}
    one = next(one for one in told["contributions"] if one["document"] == "deck-germany")
    assert one["matches"] > 0
    assert one["role"] == "presenter"
    assert one["snippet"]["marks"]
    assert told["spoken_of"][0]["country"] == "DE"
    assert told["terms"]
    assert told["companions"]
    assert told["url"] == "/presenter?name=Friedlinde+Hasenkamp&q=number+115"
    lines = run("presenter", HASENKAMP)[1]
    assert lines.startswith("Friedlinde Hasenkamp · Rheinwerk-Institut für Verwaltung · Germany\n")
    assert "Distinctive: " in lines


def test_an_unknown_presenter_is_wrong_use_and_the_nearest_names_are_told(run, app):
    code, _, notes = run("presenter", "Hasenkampf")
    assert code == 2
    assert "Is it Friedlinde Hasenkamp?" in notes
    answered = get(app, "/api/presenter?name=Hasenkampf")
    assert answered.status == 404
    assert HASENKAMP in answered.json["error"]["remedy"]
    assert get(app, "/api/country?code=Atlantis").status == 404
    assert get(app, "/api/presenter?name=x&limit=many").status == 400


def test_all_presenters_are_listed(run, app, demonstration):
    told = json.loads(run("presenters", "privacy", "--json")[1])
    assert told == get(app, "/api/presenters?q=privacy").json
    names = {one["name"] for one in told["presenters"]}
    assert names >= {name for document in demonstration.documents() for name in document.presenters if document.pages}
    assert any(one["matching_pages"] for one in told["presenters"])
    assert "with the words" in run("presenters", "privacy")[1]


def test_a_country_is_told_by_code_or_name(run, app):
    told = json.loads(run("country", "Allemagne", "--query", "counter", "--json")[1])
    assert told == get(app, "/api/country?code=DE&q=counter").json
    assert told["country"] == "DE"
    assert told["spoken_of"]["pages"] == told["total_passages"] > 0
    assert {one["from"] for one in told["spoken_of_from"]} >= {"CA"}
    assert told["speakers"]
    assert told["documents"]
    assert told["terms"]
    assert run("country", "DE")[1].startswith("Germany\nSpoken of: ")


def test_the_matrix_counts_what_the_searches_behind_its_cells_find(run, app, demonstration):
    told = json.loads(run("matrix", "privacy", "--json")[1])
    assert told == get(app, "/api/matrix?q=privacy").json
    assert told["total"]["pages"] == demonstration.search("privacy", {}).total_pages
    known = [cell for cell in told["cells"] if cell["from"] and cell["about"]]
    assert known
    for cell in known:
        found = demonstration.search("privacy", {"from": [cell["from"]], "about": [cell["about"]]})
        assert (cell["pages"], cell["documents"]) == (found.total_pages, found.total_documents)
        assert cell["url"] == f"/?q=privacy&from={cell['from']}&about={cell['about']}"
    assert all(cell["url"] is None for cell in told["cells"] if not (cell["from"] and cell["about"]))
    assert run("matrix", "zyzzyva")[1].startswith("From, about: 0 documents, 0 pages")


def test_countries_are_listed(run, app):
    told = json.loads(run("countries", "--json")[1])
    assert told == get(app, "/api/countries").json
    assert {one["country"] for one in told["countries"]} >= {"CA", "DE", "AU", "GB"}
    assert "Germany: spoken of: " in run("countries")[1]


# The list


def presenter(
    name: str, interventions: int = 1, last: str = "2011", matching: int = 0, body: bool = False
) -> Presenter:
    return Presenter(name, ("Élan House",), ("DE",), interventions, 1, 1, "2010", last, matching, body)


ROWS = [
    presenter("Ada Zorn", 3), presenter("Bo Äbler", 1, "2012-05"), presenter("Cy Elm", 2, ""),
    presenter("Statistics Canada", 1, "2013", 4, True), presenter("4Future", body=True),
]  # fmt: skip


def test_presenters_stand_by_family_name_bodies_by_their_own():
    assert [one.name for one in listed(ROWS, "", "", "name")] == [
        "4Future", "Bo Äbler", "Cy Elm", "Statistics Canada", "Ada Zorn",
    ]  # fmt: skip
    assert letters(ROWS) == ["A", "E", "S", "Z", "#"]
    assert [one.name for one in listed(ROWS, "", "A", "name")] == ["Bo Äbler"]
    assert [one.name for one in listed(ROWS, "", "#", "name")] == ["4Future"]


def test_presenters_are_found_by_name_organisation_or_country_accents_apart():
    assert [one.name for one in listed(ROWS, "abler", "", "name")] == ["Bo Äbler"]
    assert len(listed(ROWS, "elan germany", "", "name")) == len(ROWS)
    assert listed(ROWS, "nobody", "", "name") == []


def test_presenters_stand_in_the_order_that_is_asked_for():
    assert listed(ROWS, "", "", "interventions")[0].name == "Ada Zorn"
    assert listed(ROWS, "", "", "matching")[0].name == "Statistics Canada"
    assert [one.last for one in listed(ROWS, "", "", "latest")] == ["2013", "2012-05", "2011", "2011", ""]


# HTML

HOSTILE = replace(DOCUMENT, pages=(PageEntry(NASTY, "en", (), PageState.TEXT, 3),) * 3)
SAID = Intervention(Place(1, 0), Place(3, 9), Role.SPEAKER, (NASTY,), (NASTY, "Ada"), ("CA",), (NASTY,), NASTY, NASTY)
SNIPPET = Snippet(Span(0, len(PAGE.text)), PAGE.text, (Span(7, 9),))
GIVEN = Contribution(HOSTILE, SAID, PAGE, SNIPPET, (1, 2), 3, True)
TERM = Telling(NASTY, "en", 3, 2, None, 4.0)
WORK = Work(HOSTILE, 1, 2, 3)
PORTRAIT = Portrait(
    NASTY, NASTY, (), (NASTY,), ("CA",), 1, 3, 2, 1, (GIVEN,), (WORK,), (Spoken("DE", 2, 3.0, True),), (TERM,), 3,
    (Companion(NASTY, 1, 2),), 1,
)  # fmt: skip
CELL = Cell("CA", "DE", 1, 2, 3)
COUNTRY = CountryPortrait(
    "DE", NASTY, (), CELL, (CELL,), CELL, (CELL,), (Speaker(NASTY, ("CA",), 1, 2, 3),), (WORK,), (), 0,
    Distinctive((TERM,), 3), (Named(NASTY, "city", 2, 1),), 3, 1,
)  # fmt: skip
CROSSING = Crossing((CELL, Cell("CA", "", 1, 1, 1)), (Cell("CA", "", 1, 3, 3), Cell("FR", "", 0, 0, 0)),
                    (Cell("", "DE", 1, 2, 3), Cell("", "", 1, 1, 1)), Cell("", "", 1, 3, 3))  # fmt: skip
LINKED = Linked(NASTY)
ELEMENTS = OURS | {
    "header", "h1", "h2", "h3", "section", "ul", "ol", "li", "b", "i", "table", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        presenter_head_html(PORTRAIT, LINKED),
        contributions_html(PORTRAIT, LINKED),
        works_html([WORK], True, LINKED),
        terms_html([TERM], 3, NASTY, lambda term: f"/x?{term.text}"),
        companions_html(PORTRAIT.companions, LINKED),
        speakers_html(COUNTRY.speakers, True, LINKED),
        places_html(COUNTRY.places, 3),
        section_html(NASTY, "", NASTY),
        presenters_html([presenter(NASTY)], True, LINKED),
        country_head_html(COUNTRY),
    ],
)
def test_everything_in_a_portrait_is_escaped(html):
    reader = Reader(html)
    assert {tag for tag, _ in reader.elements} <= ELEMENTS
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert NASTY in reader.text
    assert "<script" not in html


def test_links_keep_the_query():
    reader = Reader(Linked("tax seal").presenter("Ada Elm") + Linked("tax").countries(["DE"]))
    assert [attributes["href"] for _, attributes in reader.elements] == [
        "/presenter?name=Ada+Elm&q=tax+seal",
        "/country?code=DE&q=tax",
    ]
    assert reader.text == "Ada ElmGermany"


def test_what_lacks_the_words_says_so_and_a_least_count_is_told_as_one():
    assert "at least 3 matches" in Reader(contributions_html(PORTRAIT, LINKED)).text
    silent = replace(PORTRAIT, contributions=(replace(GIVEN, matching=(), matches=0, more=False),))
    assert "The words do not stand here." in Reader(contributions_html(silent, LINKED)).text


def test_an_awaited_document_says_so_among_somebodys_documents():
    awaited = Document("soon", "soon.pdf", "Soon", presenters=("Ada",))
    html = works_html([Work(awaited, 0, 0, 0)], False, Linked())
    assert "Soon" in Reader(html).text


def test_a_cell_leads_to_its_search_and_an_empty_one_is_seen():
    html = matrix_html(CROSSING, "pages", 15, Linked("tax"))
    reader = Reader(html)
    links = [attributes["href"] for tag, attributes in reader.elements if tag == "a"]
    assert "/?q=tax&from=CA&about=DE" in links
    assert "/?q=tax&from=CA" in links
    assert "/?q=tax&about=DE" in links
    assert html.count('class="none"') == 2
    assert {tag for tag, _ in reader.elements} <= ELEMENTS
    assert "none named" in reader.text


def test_the_largest_rows_and_columns_are_drawn_and_what_is_not_known_last():
    many = Crossing((), tuple(Cell(code, "", 1, pages, 1) for code, pages in (("CA", 1), ("", 9), ("DE", 5))), (), CELL)
    assert [row.origin for row in sides(many, "pages", 1)[0]] == ["DE", ""]


def test_bars_and_lists_of_countries_lead_to_portraits_and_searches():
    html = cells_html([CELL, Cell("", "DE", 1, 1, 1)], "origin", Linked()) + spoken_of_html(
        PORTRAIT.spoken_of, 3, Linked()
    )
    text = Reader(html + countries_html([Country("DE", CELL, CELL)], Linked())).text
    assert "Canada" in text
    assert "not known" in text
    assert "3.0 × as often as others" in text


def test_nothing_is_told_in_words():
    assert "Nobody" in companions_html((), Linked())
    assert "No term stands out" in terms_html((), 3, "the pages of others", str)
    assert "No country" in spoken_of_html((), 3, Linked())
    assert "Nothing" in cells_html((), "origin", Linked())
