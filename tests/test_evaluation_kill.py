"""An ingest that is killed at any instant leaves the last generation, or the next one, whole; the next ingest goes on."""

import json
import os
import subprocess
import sys

import pytest
from conftest import HOME

from evaluation.kill import Trials


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    words = [sys.executable, "-m", "evaluation.kill", *arguments]
    return subprocess.run(words, env=environment, cwd=HOME, capture_output=True, text=True, check=False)


@pytest.mark.timeout(800)
def test_an_ingest_that_is_killed_again_and_again_leaves_one_generation_or_the_next():
    done = command("--times", "25")
    told = json.loads(done.stdout)
    assert "failed" not in told, told["failed"]
    assert done.returncode == 0, done.stderr
    assert sum(told.values()) == 25
    assert told["the last generation"] > 0
    assert told["the next generation"] > 0


def test_a_generation_between_two_is_found_out(tmp_path, monkeypatch):
    trials = Trials(tmp_path, 1)
    monkeypatch.setattr(trials, "_whole", lambda number: None)
    monkeypatch.setattr(trials, "_kill", lambda number: -9)
    monkeypatch.setattr(trials, "_read", lambda: {"0.md": "something else"})
    with pytest.raises(AssertionError, match="is neither"):
        trials.run(1)
