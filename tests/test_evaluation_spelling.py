"""The measure of "did you mean": what is drawn, and that it can tell right from wrong."""

import json

import pytest

from evaluation import spelling
from index.words.edits import distance

PAGES = (
    "Municipal offices deliver services to citizens and enterprises.",
    "Citizens expect municipal services, enterprises expect permits.",
    "Permits for enterprises are delivered by municipal offices.",
)


@pytest.fixture
def folder(tmp_path):
    """A small set: its pages three times over, and two queries, one with a mistake."""
    rows = [{"_id": str(number), "text": text} for number, text in enumerate(PAGES * 3)]
    tmp_path.joinpath("corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    queries = [{"_id": "1", "text": "municipal permits"}, {"_id": "2", "text": "municipal permitts"}]
    tmp_path.joinpath("queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    return tmp_path


def test_words_are_put_right_and_the_one_mistake_of_the_queries_is_an_alarm(folder):
    scores = spelling.measure(folder, "en")

    assert set(scores) == {
        "right, alone", "to the letter, alone", "right, beside others", "to the letter, beside others", "false alarms",
    }  # fmt: skip
    assert scores["right, alone"] > 0.9
    assert scores["false alarms"] == 0.5


def test_the_measure_tells_a_speller_that_never_speaks(folder, monkeypatch):
    monkeypatch.setattr(spelling, "suggest", lambda view, text, filters: None)

    assert set(spelling.measure(folder, "en").values()) == {0.0}


def test_what_is_drawn_is_a_word_of_the_pages_one_or_two_edits_away(folder, tmp_path):
    view = spelling.index(folder / "corpus.jsonl", "en", tmp_path / "data")
    drawn = list(spelling.mistyped(view, folder, "en"))

    assert drawn == list(spelling.mistyped(view, folder, "en"))
    assert all(0 < distance(typed, meant) <= 2 and view.standing(meant) for _, _, typed, meant in drawn)
    assert all(query.count("{}") == 1 for _, query, _, _ in drawn)


def test_without_the_shared_sets_there_is_nothing_to_measure(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("RAPPORTEUR_SHARED", str(tmp_path))

    assert spelling.main([]) == 0
    assert "nothing to measure" in capsys.readouterr().out
