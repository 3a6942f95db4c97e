"""Page-level sets: a question, and the page of a file that answers it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from corpora import entry, fill

from core.errors import BadInput
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
    assert evaluate(library, path) == {
        "ndcg@10": round((1 + 1 / math.log2(3)) / 2, 4), "recall@10": 1.0, "mrr@10": 0.75, "queries": 2,
    }  # fmt: skip


def test_a_table_says_the_same_and_a_question_may_have_two_pages(library: View, tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("question,file,page\nseal,a.pdf,2\nseal,b.pdf,1\nzebra,a.pdf,1\n")
    assert evaluate(library, path) == {"ndcg@10": 0.5, "recall@10": 0.5, "mrr@10": 0.5, "queries": 2}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("set.jsonl", '{"question": "seal", "file": "a.pdf"}\n'), ("set.jsonl", "[1]\n"), ("set.jsonl", "no json\n"),
        ("set.jsonl", ""), ("set.csv", "question,page\nseal,1\n"), ("set.csv", "question,file,page\nseal,a.pdf,two\n"),
        ("set.jsonl", '{"question": "seal", "file": "a.pdf", "page": 3}\n'),
        ("set.jsonl", '{"question": "seal", "file": "c.pdf", "page": 1}\n'),
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
