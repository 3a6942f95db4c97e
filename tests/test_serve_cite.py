"""Citations by the command line and over HTTP."""

from __future__ import annotations

import io
import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import rispy
from asgi import get
from pybtex.database import parse_string

from serve.citation import pick_of, quoted
from serve.quoted_span import read_span, standing


def test_a_quote_is_cited_in_every_format_and_stands_on_its_page(run, demonstration):
    code, out, _ = run("cite", "minutes", 2, "--mark", "privacy", "--site", "https://x.example/", "--json")
    told = json.loads(out)
    assert code == 0
    assert set(told) == {"text", "bibtex", "ris", "csl", "quote"}
    assert told["quote"] in " ".join(demonstration.page("minutes", 2).text.split())
    assert told["text"].endswith("https://x.example/document?id=minutes&page=2&q=privacy")
    (entry,) = parse_string(told["bibtex"], "bibtex").entries.values()
    assert entry.fields["annote"] == f"“{told['quote']}”"
    assert run("cite", "minutes", 2, "--format", "ris")[1].startswith("TY  - ")


def test_a_quote_is_cited_as_it_is_shown_and_its_permalink_has_it_marked(run, demonstration, app):
    for words in ("and front-line staff in the design room", "and front-\nline staff in the design room"):
        code, out, _ = run("cite", "roundtable-report", 6, "--quote", words, "--json")
        told = json.loads(out)
        assert (code, told["quote"]) == (0, "and front-line staff in the design room")
    (span,) = parse_qs(urlsplit(told["text"].split()[-1]).query)["span"]
    text = demonstration.page("roundtable-report", 6).text
    assert standing(read_span(span), text).of(text) == "and front-\nline staff in the design room"

    pick = pick_of("roundtable-report", 6, read_span(span).span)
    asked = {"format": "text", "q": "What of staff?", "pick": pick}
    assert f"span={span}" in get(app, f"/api/cite?{urlencode(asked)}").body.decode("utf-8")


def test_a_quote_that_does_not_stand_on_the_page_is_refused(run):
    code, out, notes = run("cite", "minutes", 2, "--quote", "nobody said this")
    assert (code, out) == (2, "")
    assert "does not stand on the page" in notes
    assert run("cite", "minutes", 2, "--mark", "zyzzyva")[0] == 2
    assert run("cite", "minutes", 999)[0] == 2
    assert run("cite", "nothing", 1)[0] == 2


def test_all_results_are_written_to_a_file_whose_ending_tells_the_format(run, demonstration, tmp_path):
    total = demonstration.search("counter", {"from": ["CA"]}).total_pages
    assert total > 20
    for name, read in (
        ("a.ris", lambda text: rispy.load(io.StringIO(text, newline=""))),
        ("a.bib", lambda text: parse_string(text, "bibtex").entries),
        ("a.json", json.loads),
    ):
        code, out, _ = run("search", "counter", "--from", "CA", "--cite", tmp_path / name, "--json")
        assert (code, json.loads(out)["citations"]) == (0, total)
        assert len(read((tmp_path / name).read_bytes().decode("utf-8"))) == total
    assert run("search", "counter", "--cite", tmp_path / "a.doc")[0] == 2
    assert run("search", "counter", "--cite", tmp_path / "no" / "a.ris")[0] == 2


def test_picked_passages_and_all_results_come_over_http(app, demonstration):
    found = demonstration.search("privacy", {})
    picks = [pick_of(hit.document.id, hit.page.number, quoted(hit)) for hit in found.hits[:3]]
    answered = get(app, f"/api/cite?{urlencode({'format': 'ris', 'q': 'privacy', 'pick': picks}, doseq=True)}")
    assert answered.status == 200
    assert answered.headers["content-disposition"] == 'attachment; filename="citations.ris"'
    entries = rispy.load(io.StringIO(answered.body.decode("utf-8"), newline=""))
    assert len(entries) == 3
    assert all("q=privacy" in entry["urls"][0] and entry["urls"][0].startswith("http") for entry in entries)
    everything = get(app, "/api/cite?format=csl&q=privacy")
    assert len(json.loads(everything.body)) == found.total_pages


@pytest.mark.parametrize("asked", ["format=word", "pick=nothing", "pick=minutes:1:9-3", "pick=no:1", "pick=%00:1:1-2"])
def test_what_cannot_be_cited_is_told(app, asked):
    answered = get(app, f"/api/cite?{asked}")
    assert answered.status in (400, 404)
    assert json.loads(answered.body)["error"]["remedy"]
