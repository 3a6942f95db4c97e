"""Runs a page-level set on an index: each question, and the page of a file that answers it.

One object a line (.jsonl), or a table with a head line (.csv), with `question`, `file` (as it is named in the corpus) and
`page` (counted from 1); a question that several pages answer has several lines. `questions.jsonl` is such a set on the
demonstration library.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import ir_measures

from core.errors import BadInput
from evaluation.beir import MEASURES, question
from index.engine import View

_DEPTH = 100


class Answer(NamedTuple):
    """A page that answers a question."""

    question: str
    file: str
    page: int


def evaluate(view: View, path: Path) -> dict[str, Any]:
    """nDCG@10, recall@10, MRR@10 over the questions, and how many there are.

    Raises BadInput for a file of another layout, and where it names a page that the index does not have.
    """
    answers = list(read_answers(path))
    if not answers:
        raise BadInput(f"{path} holds no question.", "Give lines with question, file and page.")
    documents = {document.file: document for document in view.documents.values()}
    for answer in answers:
        known = documents.get(answer.file)
        if known is None or not 1 <= answer.page <= len(known.pages):
            raise BadInput(f"{path} names page {answer.page} of {answer.file!r}, which the index does not have.",
                           "Ingest that corpus, or correct the line.")  # fmt: skip
    judged = [ir_measures.Qrel(a.question, f"{documents[a.file].id}/{a.page}", 1) for a in answers]
    asked = dict.fromkeys(answer.question for answer in answers)
    run = [
        ir_measures.ScoredDoc(text, f"{found.document}/{found.number}", float(_DEPTH - place))
        for text in asked
        for place, found in enumerate(view.search(question(text), {}, _DEPTH, any_word=True, counted=()).pages)
    ]  # the order is judged, which is not that of the scores alone (`index/ranking/crowding.py`)
    scores = ir_measures.calc_aggregate(MEASURES.values(), judged, run)
    return {**{name: round(scores[measure], 4) for name, measure in MEASURES.items()}, "queries": len(asked)}


def read_answers(path: Path) -> Iterator[Answer]:
    """The lines of a page-level set. Raises BadInput."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            if path.suffix.lower() == ".csv":
                rows: Iterator[Any] = iter(csv.DictReader(lines))
            else:
                rows = (json.loads(line) for line in lines if line.strip())
            for row in rows:
                yield Answer(str(row["question"]), str(row["file"]), int(row["page"]))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadInput(f"{path} cannot be read ({exc}).", "Give lines with question, file and page.") from exc
