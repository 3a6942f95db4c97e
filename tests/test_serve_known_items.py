"""The known items: how the table is read and grown, how a check counts, what is lost, and what is told of missing pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from conftest import HOME
from pdfs import pdf, words

from core.errors import BadInput
from serve.background_check import BackgroundCheck
from serve.check_history import history_rows, is_stale, read_history, run_check
from serve.cli import main
from serve.item_check import Check, Outcome, Score, item_problems
from serve.known_items import KnownItem, add_known_item, read_known_items
from serve.library import Library

HEAD = "question,file,page\n"


@pytest.fixture
def shelf(empty_library):
    """Two files, and a table of three items."""
    corpus = empty_library.settings.corpus
    (corpus / "sea.pdf").write_bytes(pdf(words("The walrus sleeps on ice."), words("The seal swims in the sea.")))
    (corpus / "land.pdf").write_bytes(pdf(words("The badger digs in the forest.")))
    empty_library.ingest()
    table(empty_library, "walrus ice,sea.pdf,1", "Where does the badger dig?,land.pdf,1", "Who repairs tractors?,,")
    return empty_library


def table(library: Library, *rows: str) -> None:
    library.settings.known_items.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def test_rows_of_a_question_are_one_item_and_bad_rows_are_told(tmp_path):
    path = tmp_path / "known_items.csv"
    path.write_text(
        "\ufeffQuestion;Page;File;note\nWho?;2;a.pdf;\nWHO? ;3;b\\c.pdf;\nNothing?;;;x\n;1;a.pdf;\nWhen?;one;a.pdf;\n"
        "Why?;;a.pdf;\nWho?;;;\n\nseal;1;a.pdf;\n",
        encoding="utf-8",
    )
    known = read_known_items(path)
    assert known.items == (
        KnownItem("Who?", (("a.pdf", 2), ("b/c.pdf", 3))), KnownItem("Nothing?"), KnownItem("seal", (("a.pdf", 1),)),
    )  # fmt: skip
    assert [item.is_question for item in known.items] == [True, True, False]
    assert [problem.problem.split(":")[0] for problem in known.problems] == ["Row 5", "Row 6", "Row 7", "Row 8"]
    path.write_text("a,b\n", encoding="utf-8")
    assert [problem.problem for problem in read_known_items(path).problems] == ["known_items.csv has no header row."]


def test_an_item_is_added_below_the_others_which_stay_as_they_are(tmp_path):
    path = tmp_path / "known_items.csv"
    add_known_item(path, KnownItem("Who?", (("a.pdf", 2), ("b.pdf", 1))))
    before = path.read_bytes()
    add_known_item(path, KnownItem("Nothing?"))
    assert path.read_bytes().startswith(before)
    assert [item.pages for item in read_known_items(path).items] == [(("a.pdf", 2), ("b.pdf", 1)), ()]
    with pytest.raises(BadInput, match="already"):
        add_known_item(path, KnownItem("who?"))


def test_a_check_counts_what_is_found_answered_and_rightly_silent(shelf):
    check, gone = run_check(shelf)
    assert check.scores == {
        "first place": Score(2, 2), "first ten": Score(2, 2), "first quote": Score(1, 1), "silent": Score(1, 1),
    }  # fmt: skip
    assert gone == []
    assert read_history(shelf.settings.checks).last == replace(check, seconds=round(check.seconds, 3))
    assert not is_stale(shelf, check)


def test_what_an_ingest_loses_is_named_until_the_next_ingest_and_what_came_instead_is_shown(shelf):
    run_check(shelf)
    (shelf.settings.corpus / "sea.pdf").unlink()
    (shelf.settings.corpus / "ice.pdf").write_bytes(pdf(words("Tractors: the walrus repairs tractors on ice.")))
    shelf.ingest()
    assert is_stale(shelf, read_history(shelf.settings.checks).last)
    for _ in range(2):
        check, gone = run_check(shelf)
        assert [one.sentence for one in gone] == [
            "“walrus ice” is no longer found in the first 10.", "“Who repairs tractors?” is no longer rightly silent.",
        ]  # fmt: skip
    walrus, _, tractors = check.outcomes
    assert (walrus.instead.title, tractors.instead.page) == (shelf.documents()[0].title, 1)
    history = read_history(shelf.settings.checks)
    assert [lost for _, lost in history_rows(history)] == [2, 0]
    (shelf.settings.corpus / "more.pdf").write_bytes(pdf(words("Otters.")))
    shelf.ingest()
    assert run_check(shelf)[1] == []


def test_files_and_pages_that_are_not_there_are_told_and_count_as_not_found(shelf):
    table(shelf, "walrus,sea.pdf,7", "seal,old/sea.pdf,2", "badger,moon.pdf,1")
    problems = [(problem.problem, problem.remedy) for problem in item_problems(shelf, {})]
    assert [problem for problem, _ in problems] == [
        "Known item “walrus”: sea.pdf has no page 7: it has 2.", "Known item “seal”: old/sea.pdf is not in the library.",
        "Known item “badger”: moon.pdf is not in the library.",
    ]  # fmt: skip
    assert "sea.pdf now" in problems[1][1]
    assert run_check(shelf)[0].scores["first ten"] == Score(0, 3)


def test_a_renamed_file_is_followed_and_told(shelf):
    run_check(shelf)
    (shelf.settings.corpus / "sea.pdf").rename(shelf.settings.corpus / "ocean.pdf")
    shelf.ingest()
    check, gone = run_check(shelf)
    assert (check.outcomes[0].place, gone) == (1, [])
    (problem,) = item_problems(shelf, read_history(shelf.settings.checks).files)
    assert problem.problem.endswith("sea.pdf is ocean.pdf now.")
    assert problem.remedy == "Write ocean.pdf into its row."
    (shelf.settings.corpus / "sea.pdf").write_bytes(pdf(words("A lake is no sea.")))
    shelf.ingest()
    (problem,) = item_problems(shelf, read_history(shelf.settings.checks).files)
    assert "sea.pdf is another document now, and what it was is ocean.pdf" in problem.problem


def test_a_broken_line_of_the_history_is_told_and_the_others_hold(shelf):
    run_check(shelf)
    path = shelf.settings.checks
    path.write_bytes(b'{"date": 1}\n{\n' + path.read_bytes())
    history = read_history(path)
    assert (len(history.checks), len(history.problems)) == (1, 2)


def test_a_rebuild_keeps_what_was_said_and_found(shelf):
    run_check(shelf)
    shelf.settings.feedback.write_text('{"question": "Who?", "verdict": "right"}\n')
    shelf.ingest(rebuild=True)
    assert len(read_history(shelf.settings.checks).checks) == 1
    assert shelf.settings.feedback.exists()


def test_a_check_runs_by_itself_only_after_one_that_was_quick(shelf, monkeypatch):
    job = BackgroundCheck(shelf)
    started = []
    monkeypatch.setattr(job, "start", lambda: started.append(True))
    job.start_if_quick()
    assert not started, "never checked before"
    run_check(shelf)
    job.start_if_quick()
    assert not started, "nothing is new"
    table(shelf, "walrus ice,sea.pdf,1")
    job.start_if_quick()
    assert started


def test_a_second_look_at_the_same_items_is_good_where_nothing_is_to_complain_of():
    searched = Outcome("walrus", False, (), 3, None)
    assert not searched.good
    assert Check("2024", 1, 1, 1, 0.1, ()).scores["silent"] == Score(0, 0)


def test_the_command_gives_the_numbers_and_exits_with_1_where_an_item_is_lost(shelf, capfd):
    place = ["--corpus", str(shelf.settings.corpus), "--data", str(shelf.settings.data)]
    assert main(["check", "--json", *place]) == 0
    value = json.loads(capfd.readouterr().out)
    assert value["scores"]["first ten"] == {"held": 2, "total": 2}
    (shelf.settings.corpus / "sea.pdf").unlink()
    shelf.ingest()
    assert main(["check", *place]) == 1
    told = capfd.readouterr()
    assert "Lost: “walrus ice” is no longer found in the first 10." in told.out
    assert "sea.pdf is not in the library" in told.err
    shutil.copy(shelf.settings.known_items, shelf.settings.known_items.with_suffix(".bak"))
    shelf.settings.known_items.unlink()
    assert main(["check", *place]) == 2


def test_a_judged_question_becomes_a_known_item(shelf, capfd):
    place = ["--corpus", str(shelf.settings.corpus), "--data", str(shelf.settings.data)]
    assert main(["feedback", "missing", "What swims?", "--file", "sea.pdf", "--page", "2", *place]) == 0
    assert main(["feedback", "known", "What swims?", *place]) == 0
    assert read_known_items(shelf.settings.known_items).item("what swims?").pages == (("sea.pdf", 2),)


def test_the_items_of_the_demonstration_library_name_pages_that_are_there(demonstration):
    known = read_known_items(HOME / "corpus" / "known_items.csv")
    assert (len(known.items) >= 20, known.problems) == (True, ())
    assert sum(not item.pages for item in known.items) >= 4
    assert item_problems(demonstration, {}) == ()


def test_a_question_that_a_reader_wrote_is_no_formula_in_the_table(tmp_path):
    path = tmp_path / "known_items.csv"
    item = KnownItem('=HYPERLINK("http://x.example")?', (("-a.pdf", 1),))
    add_known_item(path, item)

    assert "\n'=" in path.read_text(encoding="utf-8-sig").replace('"', "")
    assert read_known_items(path).items == (item,)
    with pytest.raises(BadInput):
        add_known_item(path, item)


def test_items_that_several_processes_add_at_once_are_all_there(tmp_path):
    path = tmp_path / "known_items.csv"
    code = (
        "import sys; from pathlib import Path; from serve.known_items import KnownItem, add_known_item\n"
        "for at in range(15): add_known_item(Path(sys.argv[1]), KnownItem(f'seal {sys.argv[2]} {at}', (('a.pdf', 1),)))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, path, name], cwd=HOME) for name in "abc"]

    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(read_known_items(path).items) == 45
