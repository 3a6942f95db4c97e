"""Page-level sets: a question, and the page of a file that answers it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpora import entry, fill

from answer.ask import ask as ask_view
from answer.records import Answer, Quote
from core.errors import BadInput
from core.records import Span
from evaluation.questions import evaluate, read_answers
from index.engine import View
from index.reference.memory_backend import MemoryEngine


@pytest.fixture
def library() -> View:
    return fill(MemoryEngine(), entry("a", "walrus sleeps", "seal swims", title=""), entry("b", "seal seal", title=""))


def test_a_page_in_first_and_one_in_second_place_are_measured_as_such(library: View, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        '{"question": "Who is a walrus?", "file": "a.pdf", "page": 1}\n\n{"question": "seal", "file": "a.pdf", "page": 2}\n'
    )
    assert ranked(evaluate(library, path)) == {
        "ndcg@10": round((1 + 1 / math.log2(3)) / 2, 4), "recall@10": 1.0, "mrr@10": 0.75, "queries": 2,
    }  # fmt: skip


def test_a_table_says_the_same_and_a_question_may_have_two_pages(library: View, tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("question,file,page\nseal,a.pdf,2\nseal,b.pdf,1\nzebra,a.pdf,1\n")
    assert ranked(evaluate(library, path)) == {"ndcg@10": 0.5, "recall@10": 0.5, "mrr@10": 0.5, "queries": 2}


def test_answers_are_measured_too_and_silence_where_nothing_answers(library: View, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    rows = [
        {"question": "What is a walrus?", "file": "a.pdf", "page": 1},
        {"question": "What is a seal?", "file": "a.pdf", "page": 2},
        {"question": "What is a seal?", "file": "b.pdf", "page": 1, "grade": 0},
        {"question": "What is a zebra?", "file": "", "page": None},
        {"question": "Who swims?", "file": "", "page": ""},
        {"question": "Who sleeps?", "file": "a.pdf", "page": 1, "grade": 0},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    said = {
        "What is a walrus?": ["a/1"],
        "What is a seal?": ["b/1", "a/2"],
        "Who swims?": ["a/2"],
        "Who sleeps?": ["b/1"],
    }

    def ask(text: str) -> Answer:
        pages = [library.page(*_place(name)) for name in said.get(text, ())]
        quotes = tuple(Quote("", library.documents[page.document], page, Span(0, 0), 1.0) for page in pages)
        return replace(ask_view(library, text, {}), quotes=quotes)

    scores = evaluate(library, path, ask)
    assert {name: scores[name] for name in scores if "@" not in name} == {
        "queries": 2, "first quote right": 0.5, "one of three right": 1.0, "answered": 1.0, "declined": 0.5,
        "nothing answers": 2, "first quote wrong": 0.5, "judged wrong": 2,
    }  # fmt: skip
    assert evaluate(library, path)["queries"] == 2, "the view's own answers do"


def test_a_set_of_questions_that_nothing_answers_has_no_ranking(library: View, tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("question,file,page,grade\nzebra,,,\n")
    scores = evaluate(library, path)
    assert (scores["ndcg@10"], scores["queries"], scores["declined"]) == (None, 0, 1.0)


def ranked(scores: dict[str, Any]) -> dict[str, Any]:
    return {name: scores[name] for name in ("ndcg@10", "recall@10", "mrr@10", "queries")}


def _place(name: str) -> tuple[str, int]:
    document, number = name.split("/")
    return document, int(number)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("set.jsonl", '{"question": "seal", "file": "a.pdf"}\n'), ("set.jsonl", "[1]\n"), ("set.jsonl", "no json\n"),
        ("set.jsonl", ""), ("set.csv", "question,page\nseal,1\n"), ("set.csv", "question,file,page\nseal,a.pdf,two\n"),
        ("set.jsonl", '{"question": "seal", "file": "a.pdf", "page": 3}\n'),
        ("set.jsonl", '{"question": "seal", "file": "c.pdf", "page": 1}\n'),
        ("set.csv", "question,file,page\nseal,,1\n"), ("set.csv", "question,file,page\nseal,,\nseal,a.pdf,1\n"),
    ],
)  # fmt: skip
def test_a_file_of_another_layout_or_with_pages_that_are_not_there_is_refused(
    library: View, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput) as caught:
        evaluate(library, tmp_path / name)
    assert caught.value.remedy


def test_the_set_on_the_demonstration_library_names_its_files() -> None:
    home = Path(__file__).parent.parent
    answers = list(read_answers(home / "evaluation" / "questions.jsonl"))
    assert len(answers) >= 20
    assert all((home / "corpus" / answer.file).is_file() and answer.page > 0 for answer in answers)
