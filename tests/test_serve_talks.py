"""The same talk elsewhere by the command line and over HTTP, and how well the demonstration library's talks are linked."""

from __future__ import annotations

import json

from asgi import get

from evaluation.talks import Score, score
from index.talks.linking import Link
from serve.talks_json import beside_json, counterparts_json


def test_a_slide_tells_where_its_talk_is_reported_and_that_page_leads_back(run):
    code, out, _ = run("counterparts", "deck-germany", 10, "--json")
    told = json.loads(out)
    assert code == 0
    (there,) = [one for one in told["counterparts"] if one["document"] == "roundtable-report"]
    assert (there["page"], there["page_label"], there["presenters"]) == (12, "8", ["Friedlinde Hasenkamp"])
    assert "Datenschutzcockpit" in there["shares"]
    back = json.loads(run("counterparts", "roundtable-report", 12, "--json")[1])
    assert {"deck-germany 10", "deck-germany 6"} <= {f"{one['document']} {one['page']}" for one in back["counterparts"]}


def test_lines_for_people_have_the_evidence_or_say_what_was_looked_through(run):
    lines = run("counterparts", "deck-germany", 10)[1]
    assert "p. 8 [roundtable-report 12]" in lines
    assert "Same presenter: Friedlinde Hasenkamp. Same event: " in lines
    assert run("counterparts", "papier-verwaltung", 2)[1].startswith("No document of the same event")
    assert run("counterparts", "nothing", 1)[0] == 2


def test_the_page_beside_is_that_of_the_twin(run):
    told = json.loads(run("beside", "brief-en", 3, "brief-fr", "--json")[1])
    assert (told["beside"]["document"], told["beside"]["page"], told["certain"]) == ("brief-fr", 3, True)
    assert "[brief-fr 3]" in run("beside", "brief-en", 3, "brief-fr")[1]
    assert run("beside", "brief-en", 3, "nothing")[0] == 2


def test_the_routes_give_the_json_of_the_command_line(app, demonstration):
    there = get(app, "/api/counterparts?document=minutes&page=3")
    assert there.json == counterparts_json(demonstration.counterparts("minutes", 3))
    assert there.json["counterparts"]
    beside = get(app, "/api/beside?document=brief-fr&page=2&other=brief-en")
    assert beside.json == beside_json(demonstration.beside("brief-fr", 2, "brief-en"))
    assert get(app, "/api/counterparts?document=minutes&page=99").status == 404
    assert get(app, "/api/counterparts?document=minutes&page=x").status == 400
    assert get(app, "/api/beside?document=minutes").status == 404


def test_links_are_scored_by_what_a_person_judged(capsys):
    links = [Link(slide, page, ("Ann",), False, ("rare",), 9.0) for slide, page in ((2, 5), (2, 7), (3, 9))]
    row = {"document": "deck", "tells": {"2": [5, 6], "4": [1]}, "also": {"3": [9]}}
    found = score([(row, links)])
    assert found == Score(said=3, right=2, told=2, found=1)
    assert (found.precision, found.share) == (2 / 3, 0.5)
    assert "deck 2 → 7" in capsys.readouterr().out
