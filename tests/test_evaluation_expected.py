"""The rows of evaluation/expected.toml against the code."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

EXPECTED = tomllib.loads(
    Path(__file__).parent.parent.joinpath("evaluation", "expected.toml").read_text(encoding="utf-8")
)


def holds(row):
    """Whether a row has the value of the code, and says what shows it."""
    return getattr(importlib.import_module(row["module"]), row["name"]) == row["value"] and bool(row["shown_by"])


@pytest.mark.parametrize("row", EXPECTED["weights"], ids=lambda row: row["name"])
def test_every_weight_has_the_value_of_its_row(row):
    assert holds(row)


@pytest.mark.parametrize(
    "module",
    [
        "index.engine",
        "index.similar",
        "index.portraits.distinctive",
        "index.guidance.suggestion",
        "index.words.lexicon",
        "index.ranking.kindred",
        "index.ranking.feedback",
        "index.ranking.crowding",
        "index.meaning.fusion",
        "index.meaning.dense",
        "index.queries.compiled",
        "index.queries.expansion",
        "index.queries.compounds",
        "index.talks.linking", "index.talks.naming", "index.talks.words", "index.talks.twins",
        "index.talks.counterparts",
        "answer.retrieval", "answer.kinship", "answer.runs", "answer.windows", "answer.scoring", "answer.joining",
        "answer.marking.mark", "answer.marking.bearing",
        "answer.verifying", "answer.deciding", "answer.grounds", "answer.phrasing.checking",
        "ingest.recognition.legibility", "ingest.recognition.searchable_copy",
        "ingest.pdf.painted_words",
        "core.settling", "core.speaking_of", "ingest.metadata.proposed_countries",
        "ingest.kin.kinship", "ingest.pdf.running_lines", "ingest.pdf.page_labels", "ingest.pdf.headings",
        "ingest.speech.manner", "ingest.speech.turns", "ingest.speech.who", "ingest.speech.joint_decks",
    ],
)  # fmt: skip
def test_no_public_number_of_the_rankings_lacks_a_row(module):
    rows = {row["name"] for row in EXPECTED["weights"] if row["module"] == module}
    numbers = {
        name
        for name, value in vars(importlib.import_module(module)).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, int | float)
    }
    assert numbers - rows == set()


def test_the_check_of_the_weights_can_fail():
    row = {"module": "index.engine", "name": "K1", "value": 1.2, "shown_by": "it"}
    assert holds(row)
    assert not holds({**row, "value": 1.3})
    assert not holds({**row, "shown_by": ""})


def test_every_judged_set_names_its_language_and_its_ranking():
    assert all(row["language"] and 0 < row["ndcg@10"] <= 1 for row in EXPECTED["sets"].values())


def test_every_level_of_scans_names_the_recall_that_it_must_reach():
    assert EXPECTED["scans"].keys() == {"clean", "mid", "hard"}
    assert all(0 < least <= 1 for least in EXPECTED["scans"].values())
