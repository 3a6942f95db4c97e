"""The search by meaning as a reader has it: switched on by a setting, prepared by an ingest, told apart, switched off again."""

import json
import os

import pytest
from meanings import tiny_bert
from pdfs import pdf, words
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.errors import IngestRunning, ProgramMissing
from core.settings import Settings
from index.meaning import dense, sentence_model
from index.queries.reading import Reading
from serve import environment
from serve.cli import main
from serve.http_api import routes
from serve.ingest_progress import Progress, progress_words
from serve.library import Library
from serve.readings import read_reading, reading_parameters
from serve.stop import Stop

PAGES = ("The tax is raised.", "A levy pays for it.", "The walrus rests.")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny_bert(tmp_path_factory.mktemp("models") / "tiny", card="")


@pytest.fixture
def settings(tmp_path, model, monkeypatch):
    """A corpus of one file, and a model of random weights, by which every page is near everything."""
    monkeypatch.setattr(dense, "LEAST_SIMILARITY", -1.0)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "report.pdf").write_bytes(pdf(*(words(text) for text in PAGES)))
    return Settings(tmp_path / "corpus", tmp_path / "data", workers=1, semantic=str(model))


@pytest.fixture
def library(settings):
    library = Library(settings)
    yield library
    library.close()


def vectors(settings):
    return sorted(path for path in settings.vectors.rglob("*") if path.is_file())


def test_an_ingest_prepares_what_is_new_and_sweeps_what_is_gone(library, settings):
    told = []
    library.ingest(told.append)

    assert len(vectors(settings)) == 1
    assert told[-1].meaning == (3, 3)
    first, stamp = vectors(settings)[0], vectors(settings)[0].stat().st_mtime_ns
    (settings.corpus / "more.pdf").write_bytes(pdf(words("A budget.")))
    library.ingest()
    assert len(vectors(settings)) == 2
    assert first.stat().st_mtime_ns == stamp
    (settings.corpus / "report.pdf").unlink()
    library.ingest()
    assert len(vectors(settings)) == 1
    assert not first.exists()


def test_hits_without_the_words_are_told_apart_and_counted_apart(library):
    library.ingest()

    results = library.search("tax", {})

    assert (results.total_pages, results.total_documents, results.pages_by_meaning) == (1, 1, 2)
    assert {hit.page.number: hit.by_meaning for hit in results.hits} == {1: False, 2: True, 3: True}
    assert all(bool(hit.marks) != hit.by_meaning for hit in results.hits)
    assert library.search("tax", {"language": ["zz"]}).pages_by_meaning == 0


@pytest.mark.parametrize("reading", [Reading(meaning=False), Reading(order="date")])
def test_a_reader_can_do_without_it(library, reading):
    library.ingest()

    results = library.search("tax", {}, reading=reading)

    assert results.pages_by_meaning is None
    assert [hit.page.number for hit in results.hits] == [1]


def test_groups_hold_pages_with_the_words_alone(library):
    library.ingest()

    found = library.grouped("tax", {}, "document")

    (group,) = found.groups
    assert found.results.pages_by_meaning is None
    assert [hit.page.number for hit in group.hits] == [1]


def test_switched_on_after_an_ingest_it_says_what_is_not_prepared_and_the_next_ingest_does_it(settings):
    without = Library(Settings(settings.corpus, settings.data, workers=1))
    without.ingest()
    assert vectors(settings) == []
    without.close()
    library = Library(settings)

    assert "1 of 1 document cannot be found by meaning yet: run an ingest." in library.search("tax", {}).notes
    report = library.ingest()
    assert (report.unchanged, report.pages, report.without_vectors) == (1, 0, 0)
    assert library.search("tax", {}).notes == ()
    assert library.search("tax", {}).pages_by_meaning == 2
    library.close()


def test_an_ingest_that_is_stopped_meanwhile_says_what_is_left_and_the_next_one_does_it(library, settings):
    stop = Stop()

    report = library.ingest(lambda progress: stop.ask() if progress.done else None, stop=stop)

    assert (len(report.added), report.left, report.without_vectors) == (1, 0, 1)
    assert vectors(settings) == []
    assert library.ingest().without_vectors == 0
    assert len(vectors(settings)) == 1


def test_two_ingests_do_not_prepare_the_same_documents(library, settings):
    other = Library(settings)
    refused = []

    def meanwhile(progress):
        if progress.meaning[1]:
            with pytest.raises(IngestRunning):
                other.ingest()
            refused.append(progress.meaning)

    report = library.ingest(meanwhile)
    other.close()

    assert refused == [(3, 3)]
    assert (report.without_vectors, len(vectors(settings))) == (0, 1)
    assert library.view().generation == 1


def test_switched_off_again_vectors_still_go_with_their_documents(library, settings):
    library.ingest()
    (settings.corpus / "report.pdf").unlink()
    without = Library(Settings(settings.corpus, settings.data, workers=1))

    without.ingest()
    without.close()

    assert vectors(settings) == []


def test_without_the_extra_an_ingest_says_so_before_it_reads_anything(library, monkeypatch):
    monkeypatch.setattr(sentence_model, "find_spec", lambda _name: None)
    told = []

    with pytest.raises(ProgramMissing, match="semantic"):
        library.ingest(told.append)
    assert told == []


# The surfaces


@pytest.fixture
def command(settings, monkeypatch, capsys):
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", settings.semantic)

    def run(*arguments):
        code = main([*arguments, "--corpus", str(settings.corpus), "--data", str(settings.data)])
        out, notes = capsys.readouterr()
        return code, out, notes

    return run


def test_the_command_line_tells_them_apart(command):
    assert command("ingest")[0] == 0

    code, out, _ = command("search", "tax")
    assert code == 0
    assert out.startswith("1 page in 1 document; 2 more by their meaning\n")
    assert out.count("found by its meaning: these words do not stand on the page") == 2
    value = json.loads(command("search", "tax", "--json")[1])
    assert value["pages_by_meaning"] == 2
    assert sorted(hit["by_meaning"] for hit in value["hits"]) == [False, True, True]
    value = json.loads(command("search", "tax", "--words-only", "--json")[1])
    assert (value["pages_by_meaning"], len(value["hits"])) == (None, 1)


def test_the_command_line_ends_with_3_where_the_model_is_missing(command, monkeypatch):
    command("ingest")
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", "no_such_model")

    code, _, notes = command("search", "tax")

    assert code == 3
    assert "no_such_model" in notes
    assert "make semantic" in notes
    assert command("search", "tax", "--words-only")[0] == 0
    assert command("search", '"tax"')[0] == 0
    assert command("ingest")[0] == 3


def test_a_judged_set_can_be_ranked_by_meaning_too(command, tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text('{"_id": "d", "text": "a levy"}\n{"_id": "e", "text": "the walrus"}\n')
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "levy"}\n')
    (folder / "qrels.tsv").write_text("q\td\t1\n")

    code, out, _ = command("evaluate", "--beir", str(folder), "--language", "en", "--semantic", "--json")

    assert code == 0
    assert json.loads(out)["ndcg@10"] == 1.0


def test_the_api_tells_them_apart_and_can_do_without(library):
    library.ingest()
    client = TestClient(Starlette(routes=routes(library)))

    assert client.get("/api/search?q=tax").json()["pages_by_meaning"] == 2
    without = client.get("/api/search?q=tax&meaning=no&terms=0").json()
    assert without["pages_by_meaning"] is None
    (hit,) = without["hits"]
    assert hit["url"].endswith("&q=tax&terms=0&meaning=no")
    assert client.get("/api/search?q=tax&sort=title").json()["pages_by_meaning"] is None
    assert client.get("/api/search.csv?q=tax").text.count("\n") == 2
    assert len(client.get("/api/frequency?q=tax&by=document").json()["rows"]) == 1


def test_permalinks_carry_that_a_reader_does_without():
    assert reading_parameters(Reading()) == {}
    for reading in (Reading(), Reading(meaning=False), Reading("fr", terms=False, meaning=False)):
        assert read_reading(reading_parameters(reading)) == reading


def test_a_question_can_do_without(command, library, monkeypatch):
    library.ingest()
    ranked = []
    monkeypatch.setattr(
        dense.Dense, "search", lambda *asked, **_: ranked.append(1) or dense.BY_WORDS.search(*asked[1:])
    )

    assert "  “The tax is raised.”\n" in command("ask", "Which tax is raised?", "--words-only")[1]
    assert ranked == []
    assert "  “The tax is raised.”\n" in command("ask", "Which tax is raised?")[1]
    assert ranked == [1]


def test_the_setting_comes_from_the_environment_and_goes_to_child_processes(settings, monkeypatch):
    monkeypatch.delenv("RAPPORTEUR_SEMANTIC", raising=False)
    assert environment.settings().semantic == ""
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", "some_model")
    assert environment.settings().semantic == "some_model"
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", os.path.relpath(settings.semantic))
    assert environment.settings().semantic == settings.semantic
    assert environment.for_child(settings, 7)["RAPPORTEUR_SEMANTIC"] == settings.semantic


def test_the_progress_says_what_is_being_prepared():
    progress = Progress(3, 3, 40, "", share=0.25, begun=0.0, at=30.0, meaning=(10, 40))

    assert progress_words(progress, 30.0) == "Preparing the search by meaning: 10 of 40 pages, about 2 min left"


def test_the_table_of_all_results_says_that_it_is_by_words_where_meaning_is_on(library, settings, capsys, monkeypatch):
    library.ingest()
    monkeypatch.setenv("RAPPORTEUR_SEMANTIC", settings.semantic)
    asked = ["search", "tax", "--corpus", str(settings.corpus), "--data", str(settings.data)]
    table = str(settings.data / "all.csv")

    assert main([*asked, "--csv", table]) == 0
    told = capsys.readouterr()
    assert "1 result by words written" in told.out
    assert "found by meaning alone are not in it" in told.err
    assert main([*asked, "--csv", table, "--words-only"]) == 0
    told = capsys.readouterr()
    assert "1 result written" in told.out
    assert told.err == ""
