"""The command-line contract: keys, exit codes, and exactly one JSON value on stdout."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import HOME
from pdfs import pdf, words
from PIL import Image

from serve.cli import main

HIT = {
    "document",
    "title",
    "file",
    "page",
    "page_label",
    "section",
    "presenters",
    "speaker",
    "countries",
    "language",
    "score",
    "snippet",
    "found_by",
    "url",
    "by_meaning",
}
QUOTE = {
    "text", "document", "file", "page", "page_label", "start", "end", "presenters", "speaker", "country", "countries",
    "organisations", "title", "date", "language", "marks", "answer", "url",
}  # fmt: skip
RESULTS = {
    "query", "understood", "notes", "suggestion", "total_pages", "total_documents", "terms", "hits", "facets",
    "pages_by_meaning",
}  # fmt: skip
DOCUMENT = {
    "document", "file", "title", "kind", "date", "language", "pages", "presenters", "organisations", "written", "countries",
    "state", "reviewed", "readability", "work", "kin", "main_countries",
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    code: int
    out: str
    notes: str

    @property
    def value(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


def started(*arguments: object, **environment: str) -> Ended:
    """The command as a program of its own, somewhere else than in the repository's folder."""
    command = [sys.executable, "-m", "serve.cli", *map(str, arguments)]
    ended = subprocess.run(
        command, capture_output=True, check=False, cwd="/", env={**os.environ, "PYTHONPATH": str(HOME), **environment}
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.fixture
def run(capfd):
    """The command within this process: quicker, and the same but for the program's start."""

    def ran(*arguments: object) -> Ended:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ended(code, *capfd.readouterr())

    return ran


@pytest.fixture(scope="module")
def place(demonstration_settings, demonstration_report):
    """--corpus and --data of the demonstration library."""
    return "--corpus", str(demonstration_settings.corpus), "--data", str(demonstration_settings.data)


@pytest.fixture
def own(tmp_path):
    """--corpus and --data of a library of the test's own, with one file."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.pdf").write_bytes(pdf(words("A walrus on the ice."), title="On Walruses in Winter"))
    return "--corpus", str(tmp_path / "corpus"), "--data", str(tmp_path / "data")


# Each command, as a program


def test_search_as_the_contract_says(place, demonstration):
    ended = started("search", "joint delivery", "--limit", 3, "--json", *place)

    found = ended.value
    assert ended.code == 0
    assert set(found) == RESULTS
    assert (found["query"], found["suggestion"]) == ("joint delivery", None)
    assert found["notes"] == list(demonstration.search("joint delivery", {}).notes_on_selection)
    assert found["total_pages"] > len(found["hits"]) == 3
    assert set(found["facets"]) == {"presenter", "from", "about", "language", "kind", "year"}
    for facet, counts in found["facets"].items():
        assert counts
        told = {"value", "documents", "pages"} | ({"interventions"} if facet in ("presenter", "from") else set())
        assert all(set(count) == told for count in counts)
    for hit in found["hits"]:
        assert set(hit) == HIT
        assert set(hit["speaker"]) == {"names", "role", "country", "session", "evidence"}
        assert hit["speaker"]["names"] == hit["presenters"]
        assert set(hit["countries"]) == {"from", "about"}
        assert all(len(code) == 2 and code.isupper() for code in hit["countries"]["from"] + hit["countries"]["about"])
        text, marks = hit["snippet"]["text"], hit["snippet"]["marks"]
        assert text in demonstration.page(hit["document"], hit["page"]).text
        assert marks
        assert {text[start:end].casefold()[:5] for start, end in marks} <= {"joint", "deliv"}
        assert (demonstration.settings.corpus / hit["file"]).is_file()
        assert hit["url"].startswith("/document?")
    assert [hit["score"] for hit in found["hits"]] == sorted((hit["score"] for hit in found["hits"]), reverse=True)


def test_a_wrong_word_is_told_and_what_is_begun_is_completed(run, place, demonstration):
    told = run("search", "servcie delivery", "--json", *place).value
    assert told["suggestion"] == "service delivery"
    assert "servcie" in told["understood"]
    assert "Did you mean: service delivery" in run("search", "servcie delivery", *place).out

    begun = run("complete", "presenter:Hasenk", "--limit", 3, "--json", *place)
    assert begun.value == [
        {
            "text": "Friedlinde Hasenkamp", "kind": "presenter", "query": 'presenter:"Friedlinde Hasenkamp"', "cursor": 32,
            "pages": demonstration.search('presenter:"Friedlinde Hasenkamp"', {}).total_pages,
        }
    ]  # fmt: skip
    assert 'presenter:"Friedlinde Hasenkamp"  (presenter, ' in run("complete", "presenter:Hasenk", *place).out


def test_search_sorts_as_asked(run, place, demonstration):
    found = run("search", "service", "--sort", "oldest", "--limit", 100, "--json", *place).value

    dates = [demonstration.document(hit["document"]).date for hit in found["hits"]]
    assert set(found) == RESULTS
    assert dates == sorted(dates)
    assert run("search", "service", "--sort", "colour", "--json", *place).code == 2


def test_search_groups_as_the_contract_says(run, place, demonstration):
    found = run("search", "service", "--group-by", "document", "--limit", 2, "--offset", 1, "--json", *place).value

    assert set(found) == RESULTS | {"group_by", "total_groups", "groups"}
    assert (found["group_by"], found["hits"], found["total_groups"]) == ("document", [], found["total_documents"])
    groups = demonstration.grouped("service", {}, "document", limit=2, offset=1).groups
    assert [group["value"] for group in found["groups"]] == [group.count.value for group in groups]
    for group in found["groups"]:
        assert set(group) == {"value", "documents", "pages", "values", "hits"}
        assert len(group["hits"]) == 3
        assert all(set(hit) == HIT for hit in group["hits"])
    assert "16 groups" in run("search", "service", "--group-by", "document", *place).out


def test_search_writes_all_results_as_a_table(run, place, demonstration, tmp_path):
    total = demonstration.search("service", {"language": ["fr"]}, 0).total_pages
    file = tmp_path / "all.csv"

    ended = run("search", "service", "--language", "fr", "--csv", file, "--site", "http://x.example/", "--json", *place)

    assert ended.value == {"file": str(file), "rows": total}
    text = file.read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == total > 10
    assert all(row["address"].startswith("http://x.example/document?id=") for row in rows)
    out = run("search", "service", "--language", "fr", "--csv", "-", "--separator", "semicolon", *place).out
    assert out.startswith("\ufeffdocument;title;")
    assert out.count("\r\n") == total + 1
    told = run("search", "privacy walrus p*", "--csv", "-", *place)
    notes = demonstration.search("privacy walrus p*", {}, 0).notes
    assert len(notes) >= 2
    assert all(note in told.notes for note in notes)
    assert any(note.startswith("No page has all 3 words") for note in notes)
    assert not any(note in told.out for note in notes)
    assert run("search", "x", "--csv", "-", "--json", *place).code == 2
    assert run("search", "x", "--csv", tmp_path / "no" / "where.csv", *place).code == 2


def test_frequency_as_the_contract_says(run, place):
    found = run("frequency", "privacy OR counter", "--by", "year", "--from", "Canada", "--json", *place).value

    assert set(found) == {"query", "by", "notes", "series", "rows"}
    assert (found["by"], found["series"]) == ("year", ["privacy", "counter"])
    assert [row["value"] for row in found["rows"]] == sorted(row["value"] for row in found["rows"])
    for row in found["rows"]:
        assert set(row) == {"value", "documents", "pages", "occurrences", "words", "per_10000_words"}
        assert row["per_10000_words"] == [round(10_000 * count / row["words"], 3) for count in row["occurrences"]]
    relaxed = run("frequency", "privacy walrus", "--json", *place)
    assert relaxed.value["notes"][0].startswith("No page has all 2 words.")
    assert relaxed.value["notes"][0] in relaxed.notes
    assert "in 10,000" not in run("frequency", "privacy", *place).out.splitlines()[1]


def test_similar_as_the_contract_says(run, place):
    found = run("similar", "deck-germany", 5, "--limit", 3, "--language", "en", "--json", *place).value

    assert set(found) == {"document", "page", "language", "words", "elsewhere", "here"}
    assert (found["document"], found["page"], found["language"]) == ("deck-germany", 5, "en")
    assert 1 <= len(found["elsewhere"]) <= 3
    for hit in found["elsewhere"]:
        assert set(hit) == HIT | {"words"}
        assert hit["document"] != "deck-germany"
        assert hit["words"]
        assert set(hit["words"]) <= set(found["words"])
    assert {hit["document"] for hit in found["here"]} <= {"deck-germany"}
    assert "Looked for: " in run("similar", "deck-germany", 5, *place).out
    assert run("similar", "nobody", 1, "--json", *place).code == run("page", "nobody", 1, "--json", *place).code != 0


def test_ask_as_the_contract_says(place, demonstration):
    ended = started(
        "ask", "What does Tell Us Once do?", "--by", "country", "--about", "GB", "--about", "Kanada", "--json", *place
    )

    answer = ended.value
    assert ended.code == 0
    assert set(answer) == {
        "question",
        "status",
        "understood",
        "quotes",
        "rows",
        "rows_left",
        "searched",
        "tried",
        "related",
    }
    assert answer["status"] == "answered"
    assert set(answer["searched"]) == {"documents", "pages", "unreadable_pages", "unreadable_documents"}
    assert [row["value"] for row in answer["rows"]] == ["GB", "CA"]
    assert all(set(row) == {"value", "status", "quotes", "searched"} for row in answer["rows"])
    for quote in [*answer["quotes"], *(quote for row in answer["rows"] for quote in row["quotes"])]:
        assert set(quote) == QUOTE
        page = demonstration.page(quote["document"], quote["page"])
        assert page.text[quote["start"] : quote["end"]] == quote["text"]
        assert page.label == quote["page_label"]


def test_documents_as_the_contract_says(place, demonstration):
    ended = started(*place, "documents", "--json")

    assert ended.code == 0
    assert len(ended.value) == len(demonstration.documents())
    assert all(set(document) == DOCUMENT for document in ended.value)
    assert all(set(document["countries"]) == {"from", "about"} for document in ended.value)
    for document in ended.value:
        assert sum(document["readability"].values()) == document["pages"]
    scan = next(document for document in ended.value if document["file"] == "scanned-memo.pdf")
    assert scan["state"] == demonstration.document("scanned-memo").state.value
    assert (scan["reviewed"], scan["pages"]) == (True, 2)


def test_readability_as_the_contract_says(place, run, demonstration):
    every = run("readability", "--json", *place)
    one = run("readability", "scanned-memo", "--json", *place)

    assert (every.code, one.code) == (0, 0)
    assert one.value in every.value
    assert [(document["document"], len(document["pages"])) for document in every.value] == [
        (document.id, len(document.pages)) for document in demonstration.readability()
    ]
    assert set(one.value) == {
        "document", "file", "title", "state", "readability", "confidence", "problems", "pages",
    }  # fmt: skip
    assert sum(one.value["readability"].values()) == 2
    assert all(
        set(page) == {"page", "page_label", "state", "searchable", "confidence", "language"}
        for page in one.value["pages"]
    )
    assert run("readability", "nowhere", "--json", *place).code == 2


def test_page_as_the_contract_says(place, tmp_path):
    image = tmp_path / "page.png"

    ended = started("page", "deck-uk", 4, "--mark", "registrar", "--out", image, "--json", *place)

    page = ended.value
    assert ended.code == 0
    assert set(page) == {
        "label", "section", "language", "about", "mentions", "about_evidence", "text", "width", "height", "boxes",
        "interventions",
    }  # fmt: skip
    assert all(page["text"][m["start"] : m["end"]] == m["text"] and m["evidence"] for m in page["mentions"])
    assert len(page["boxes"]) == page["text"].count("registrar") > 1
    picture = Image.open(image)
    scale = picture.width / page["width"]
    for x0, top, x1, bottom in page["boxes"]:
        assert 0 <= x0 < x1 <= page["width"]
        assert 0 <= top < bottom <= page["height"]
        inside = picture.crop((round(x0 * scale), round(top * scale), round(x1 * scale), round(bottom * scale)))
        colours = inside.convert("RGB").getcolors(100_000)
        red, _, blue = max(colours)[1]
        assert red - blue > 60, "the box is filled with the colour of a marker"


def test_status_as_the_contract_says(demonstration_settings, demonstration_report):
    folders = {
        "RAPPORTEUR_CORPUS": str(demonstration_settings.corpus),
        "RAPPORTEUR_DATA": str(demonstration_settings.data),
    }

    ended = started("status", "--json", **folders)

    status = ended.value
    assert ended.code == 0
    assert set(status) == {"documents", "pages", "awaited", "failed", "languages", "generation", "works", "duplicates"}
    assert status["pages"] == demonstration_report.pages
    assert all(set(problem) == {"file", "page", "problem", "remedy"} for problem in status["failed"])


def test_ingest_as_the_contract_says(own):
    ended = started("ingest", "--json", *own)

    report = ended.value
    assert ended.code == 0
    assert set(report) == {
        "added", "updated", "removed", "unchanged", "failed", "pages", "seconds", "duplicates", "left", "without_vectors",
    }  # fmt: skip
    assert (report["added"], report["pages"], report["failed"]) == (["one.pdf"], 1, [])


def test_evaluate_as_the_contract_says(own, tmp_path):
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "title": "", "text": "walrus"}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "walrus"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n")

    ended = started("evaluate", "--beir", tmp_path, "--language", "en", "--json", *own)

    assert ended.code == 0
    assert ended.value == {"ndcg@10": 1.0, "recall@10": 1.0, "mrr@10": 1.0, "queries": 1}


# Exit codes


def test_it_ends_with_1_when_a_document_failed_and_names_it(run, own, tmp_path):
    (tmp_path / "corpus" / "bad.pdf").write_bytes(b"damaged")

    ended = run("ingest", "--json", *own)

    assert ended.code == 1
    (problem,) = ended.value["failed"]
    assert set(problem) == {"file", "page", "problem", "remedy"}
    assert (problem["file"], problem["page"]) == ("bad.pdf", None)
    assert "bad.pdf" in ended.notes
    assert sorted(ended.value["added"]) == ["bad.pdf", "one.pdf"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "walrus", "--from", "Atlantis"],
        ["search", "walrus", "--language", "Klingonese"],
        ["search", "walrus", "--limit", "-1"],
        ["search", "walrus", "--limit", "many"],
        ["search"],
        ["ask", "walrus?", "--by", "weather"],
        ["page", "nobody", "1"],
        ["page", "deck-uk", "99"],
        ["page", "deck-uk", "x"],
        ["page", "deck-uk", "1", "--out", "/nowhere/at/all.png"],
        ["evaluate", "--beir", "/nowhere", "--language", "en"],
        ["evaluate", "--beir", "/nowhere"],
        ["import-event", "/nowhere.html"],
        ["serve", "--port", "99999"],
        ["sing"],
        [],
    ],
)
def test_it_ends_with_2_on_wrong_use_and_says_so_in_one_json_value(run, place, arguments):
    ended = run(*arguments, "--json", *place)

    assert ended.code == 2
    assert set(ended.value) == {"error"}
    assert ended.value["error"]["problem"]
    assert ended.notes.strip()


def test_it_ends_with_2_without_a_corpus_folder(run, tmp_path):
    assert run("ingest", "--json", "--corpus", tmp_path / "none", "--data", tmp_path / "data").code == 2


def test_it_ends_with_2_where_the_data_folder_cannot_be_made(run, own, tmp_path):
    (tmp_path / "file").touch()

    assert run("ingest", "--json", *own, "--data", tmp_path / "file" / "data").code == 2


@pytest.mark.parametrize("command", [["search", "x"], ["ask", "x"], ["documents"], ["page", "one", 1], ["status"]])
def test_it_ends_with_4_without_an_index(run, own, command):
    ended = run(*command, "--json", *own)

    assert ended.code == 4
    assert "ingest" in ended.value["error"]["remedy"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a damaged file open
def test_it_ends_with_4_where_the_index_is_damaged_and_a_rebuild_mends_it(run, own, tmp_path):
    run("ingest", *own)
    for path in (tmp_path / "data" / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")

    assert run("search", "walrus", "--json", *own).code == 4
    assert run("ingest", "--json", *own).code == 4, "never wiped without being asked"
    assert run("ingest", "--rebuild", "--json", *own).code == 0
    assert run("search", "walrus", "--json", *own).value["total_pages"] == 1


# Queries and options


@pytest.mark.parametrize(
    "query", ["-canada", '-"tell us once"', "-2011", "-(canada OR germany)", "-h*", "-o", "-", "-é"]
)
def test_a_query_may_begin_with_a_minus(run, place, query):
    ended = run("search", query, "--json", "--limit", 1, *place)

    assert ended.code == 0
    assert ended.value["query"] == query


def test_a_query_that_begins_with_a_minus_leaves_pages_out(run, place):
    everything = run("search", "service", "--json", *place).value["total_pages"]

    ended = run("search", "-canada service", "--json", "--limit", 200, *place)

    assert 0 < ended.value["total_pages"] < everything
    assert not any("Canada" in hit["snippet"]["text"] for hit in ended.value["hits"])


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "((", "x" * 100_000, "a\udcffb", "🙂", "\0", "AND OR NOT", "::", "year:x..y", "(" * 10_000,
     '"' * 10_000, "~" * 9_999, "*", "a*", "the OR of", "'; DROP TABLE x--", "<b>x</b>", "\u202eabc", 'a"\udcff b"~3']
)  # fmt: skip
def test_whatever_is_typed_is_a_query(run, place, query):
    ended = run("search", query, "--json", "--limit", 1, *place)

    assert ended.code == 0
    assert set(ended.value) == RESULTS


def test_a_query_can_be_read_in_one_language_alone(run, place):
    both, english, french = (
        run("search", "services", "--json", "--limit", 99, *options, *place).value
        for options in ((), ("--read-in", "en"), ("--read-in", "French"))
    )

    def languages(found):
        return {hit["language"] for hit in found["hits"] if hit["page"] > 1}  # a first page has its title's words, too

    assert (languages(both), languages(english), languages(french)) == ({"de", "en", "fr"}, {"en"}, {"fr"})
    assert max(english["total_pages"], french["total_pages"]) < both["total_pages"]
    assert all(hit["url"].endswith("&q=services&read_in=fr") for hit in french["hits"])
    assert run("search", "services", "--read-in", "Klingon", *place).code == 2
    assert run("ask", "What is a service?", "--read-in", "fr", "--json", *place).code == 0


def test_the_folders_may_stand_before_and_after_the_command(run, own, tmp_path):
    corpus, data = own[:2], own[2:]
    run("ingest", *own)

    for arguments in (
        [*own, "--json", "status"],
        ["status", *own, "--json"],
        [*corpus, "status", "--json", *data],
        ["--json", *data, "status", *corpus],
    ):
        ended = run(*arguments)
        assert ended.code == 0, arguments
        assert ended.value["documents"] == 1


def test_a_folder_after_the_command_wins_over_the_environment(run, own, tmp_path, monkeypatch):
    run("ingest", *own)
    monkeypatch.setenv("RAPPORTEUR_CORPUS", str(tmp_path / "none"))
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "nothing"))

    assert run("status", "--json").code == 4
    assert run("status", "--json", *own).code == 0


def test_without_options_or_environment_the_folders_are_corpus_and_var_here(run, own, tmp_path, monkeypatch):
    for name in ("RAPPORTEUR_CORPUS", "RAPPORTEUR_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    assert run("ingest", "--json").value["added"] == ["one.pdf"]
    assert (tmp_path / "var" / "index").is_dir()


def test_filters_of_one_kind_are_alternatives_and_of_several_kinds_conditions(run, place):
    def total(*filters: str) -> int:
        return run("search", "service", "--json", "--limit", 0, *filters, *place).value["total_pages"]

    german, british = total("--from", "DE"), total("--from", "United Kingdom")

    assert german
    assert british
    assert max(german, british) < total("--from", "Germany", "--from", "GB") <= german + british
    assert total("--from", "DE", "--language", "German") < german
    assert total("--kind", "Minutes") == total("--kind", "minutes") > 0
    assert total("--presenter", "Friedlinde Hasenkamp", "--language", "fr") == 0


def test_the_slices_of_results_hang_together(run, place):
    def hits(*slice_: object) -> list[tuple[str, int]]:
        found = run("search", "service", "--json", *slice_, *place).value["hits"]
        return [(hit["document"], hit["page"]) for hit in found]

    everything = hits("--limit", 30)
    assert len(hits()) == 10
    assert hits("--limit", 0) == []
    assert [*hits("--limit", 20), *hits("--limit", 10, "--offset", 20)] == everything
    assert hits("--offset", 100_000) == []


def test_notes_go_to_stderr_and_into_the_json(run, place, demonstration):
    ended = run("search", '"tell us', "--json", *place)

    assert "quote is missing" in ended.value["notes"][0]
    assert tuple(ended.value["notes"]) == demonstration.search('"tell us', {}).notes
    assert all(note in ended.notes for note in ended.value["notes"])


def test_a_search_says_what_it_cannot_search_also_where_it_finds_nothing(run, own, tmp_path):
    (tmp_path / "corpus" / "bad.pdf").write_bytes(b"damaged")
    run("ingest", *own)

    ended = run("search", "zeppelin", "--json", *own)

    told = "1 document of this selection could not be read."
    assert (ended.value["total_pages"], ended.value["notes"]) == (0, [told])
    assert told in ended.notes
    asked = run("ask", "Who flew the zeppelin?", "--json", *own)
    assert asked.value["searched"] == {
        "documents": 1, "pages": 1, "unreadable_pages": 0, "unreadable_documents": 1,
    }  # fmt: skip
    assert told in run("ask", "Who flew the zeppelin?", *own).out


# For people


def test_without_json_it_speaks_to_people(run, own):
    ingested = run("ingest", *own)
    found = run("search", "walrus", *own)
    asked = run("ask", "Where is the walrus?", *own)
    nothing = run("ask", "What is the price of gold?", *own)

    assert "1 added" in ingested.out
    assert "On Walruses in Winter, p. 1 [one 1]" in found.out
    assert "“A walrus on the ice.”" in asked.out
    assert "Nothing found that answers this." in nothing.out
    assert "1 documents, 1 pages" in run("status", *own).out
    assert "one  On Walruses in Winter" in run("documents", *own).out
    assert "A walrus on the ice." in run("page", "one", 1, *own).out


def test_a_reader_that_has_had_enough_is_no_error(place):
    command = [sys.executable, "-m", "serve.cli", "search", "service", "--json", "--limit", "1000", *place]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HOME) as child:
        child.stdout.close()
        notes = child.stderr.read().decode()

    assert child.returncode == 0
    assert "Traceback" not in notes


def test_json_is_json_in_every_terminal(place):
    ended = started("search", "prestation", "--json", "--limit", 1, *place, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ended.code == 0
    assert ended.value["hits"][0]["language"] == "fr"


def test_the_page_image_without_a_mark_is_the_page(run, place, demonstration, tmp_path):
    ended = run("page", "deck-uk", 4, "--out", tmp_path / "plain.png", *place)

    assert ended.code == 0
    assert Image.open(io.BytesIO((tmp_path / "plain.png").read_bytes())).tobytes() == (
        Image.open(io.BytesIO(demonstration.page_image("deck-uk", 4))).tobytes()
    )


def test_a_page_whose_file_changed_is_told_in_a_note(run, own, tmp_path):
    run("ingest", *own)
    shutil.copy(HOME / "corpus" / "brief-en.pdf", tmp_path / "corpus" / "one.pdf")

    ended = run("page", "one", 1, "--mark", "walrus", "--json", *own)

    assert ended.code == 0
    assert ended.value["boxes"] == []
    assert "ingest" in ended.notes


def test_a_saved_event_page_becomes_rows_once(run, own, tmp_path):
    page = tmp_path / "event.html"
    page.write_text(
        "<h1>Summit on Walruses</h1><p>Oslo, Norway, October 21, 2011</p><h2>Presentations</h2>"
        "<ul><li>Ada Elm (Polar Institute)</li><li>Bo Ask / Cy Birch (Zoo of Oslo)</li></ul>"
    )

    first = run("import-event", page, "--json", *own)
    again = run("import-event", page, "--json", *own)

    assert first.code == 0
    assert set(first.value) == {"event", "date", "place", "added"}
    assert len(first.value["added"]) >= 2
    assert again.value["added"] == []


def test_half_characters_of_an_argument_leave_one_json_value_in_utf_8(place, demonstration):
    command = [sys.executable, "-m", "serve.cli", "search", b"caf\xe9 service", "--json", *map(str, place)]
    out = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
    assert json.loads(out.decode("utf-8"))["total_pages"] > 0
