"""Runs a page-level set on an index: each question, and the page of a file that answers it.

One object a line (.jsonl), or a table with a head line (.csv), with `question`, `file` (as it is named in the corpus), `page`
(counted from 1) and, if wanted, `grade` (1: the page answers; 0: it does not); a question that several pages answer has several
lines. A line with neither file nor page says that nothing answers the question. `questions.jsonl` is such a set on the
demonstration library; `rapporteur feedback --out` writes one of what readers said.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import ir_measures

from answer import ask as answering
from answer.records import Answer as Answered
from core.errors import BadInput
from evaluation.beir import MEASURES, question
from index.engine import View
from serve.spreadsheet import text_of_cell

_DEPTH = 100
_QUOTES = 3

Ask = Callable[[str], Answered]
Pages = dict[str, dict[str, int]]
"""Question → page ("document/number") → grade."""


class Answer(NamedTuple):
    """A page that answers a question (`grade` 1) or does not (0). Without a file and a page (0), nothing answers it."""

    question: str
    file: str
    page: int
    grade: int = 1


def evaluate(view: View, path: Path, ask: Ask | None = None) -> dict[str, Any]:
    """How well questions are searched and answered: nDCG@10, recall@10, MRR@10 over those that a page answers, and how many
    these are; of the same, the share whose first quote (one of three) is of such a page, and that is answered at all.

    "declined" is the share of those that nothing answers to which nothing was answered, "nothing answers" their number;
    "first quote wrong" the share of those with pages judged wrong whose first quote is of such a page, "judged wrong" their
    number. A share of no questions is None. `ask` answers; it is the view's own way where none is given.

    Raises BadInput for a file of another layout, and where it names a page that the index does not have.
    """
    answers = list(read_answers(path))
    if not answers:
        raise BadInput(f"{path} holds no question.", "Give lines with question, file and page.")
    judged = _judged(view, path, answers)
    ask = ask or partial(answering.ask, view, filters={})
    told = {text: [f"{one.document.id}/{one.page.number}" for one in ask(text).quotes[:_QUOTES]] for text in judged}
    right = {text: {page for page, grade in pages.items() if grade} for text, pages in judged.items()}
    wrong = {text: {page for page, grade in pages.items() if not grade} for text, pages in judged.items()}
    answerable = [text for text in judged if right[text]]
    silent = list(dict.fromkeys(one.question for one in answers if not one.file))
    refuted = [text for text in judged if wrong[text]]
    return {
        **_ranked(view, {text: judged[text] for text in answerable}),
        "queries": len(answerable),
        "first quote right": _share([bool(right[text] & {*told[text][:1]}) for text in answerable]),
        "one of three right": _share([bool(right[text] & {*told[text]}) for text in answerable]),
        "answered": _share([bool(told[text]) for text in answerable]),
        "declined": _share([not told[text] for text in silent]),
        "nothing answers": len(silent),
        "first quote wrong": _share([bool(wrong[text] & {*told[text][:1]}) for text in refuted]),
        "judged wrong": len(refuted),
    }


def _judged(view: View, path: Path, answers: Sequence[Answer]) -> Pages:
    documents = {document.file: document for document in view.documents.values()}
    judged: Pages = {}
    for answer in answers:
        pages = judged.setdefault(answer.question, {})
        if not answer.file:
            continue
        known = documents.get(answer.file)
        if known is None or not 1 <= answer.page <= len(known.pages):
            raise BadInput(f"{path} names page {answer.page} of {answer.file!r}, which the index does not have.",
                           "Ingest that corpus, or correct the line.")  # fmt: skip
        pages[f"{known.id}/{answer.page}"] = answer.grade
    for text in {answer.question for answer in answers if not answer.file}:
        if any(judged[text].values()):
            raise BadInput(f"{path} says that nothing answers {text!r}, and names a page.", "Take one of the two out.")
    return judged


def _ranked(view: View, judged: Pages) -> dict[str, float | None]:
    """The measures of the field over questions with pages that answer them."""
    if not judged:
        return dict.fromkeys(MEASURES)
    judgements = [
        ir_measures.Qrel(text, page, grade) for text, pages in judged.items() for page, grade in pages.items()
    ]
    run = [
        ir_measures.ScoredDoc(text, f"{found.document}/{found.number}", float(_DEPTH - place))
        for text in judged
        for place, found in enumerate(view.search(question(text), {}, _DEPTH, any_word=True, counted=()).pages)
    ]  # the order is judged, which is not that of the scores alone (`index/ranking/crowding.py`)
    scores = ir_measures.calc_aggregate(MEASURES.values(), judgements, run)
    return {name: round(scores[measure], 4) for name, measure in MEASURES.items()}


def _share(held: Sequence[bool]) -> float | None:
    return round(sum(held) / len(held), 4) if held else None


def read_answers(path: Path) -> Iterator[Answer]:
    """The lines of a page-level set. Raises BadInput."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            if path.suffix.lower() == ".csv":
                rows: Iterator[Any] = ({key: _cell(cell) for key, cell in row.items()} for row in csv.DictReader(lines))
            else:
                rows = (json.loads(line) for line in lines if line.strip())
            for row in rows:
                yield _answer(row)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadInput(f"{path} cannot be read ({exc}).", "Give lines with question, file and page.") from exc


def _answer(row: Any) -> Answer:
    text, file, page = str(row["question"]), row["file"] or "", row["page"]
    grade = row.get("grade")
    if not file and page in ("", None):
        return Answer(text, "", 0)
    if not file:
        raise ValueError(f"page {page} of no file")
    return Answer(text, str(file), int(page), 1 if grade in ("", None) else int(grade))


def _cell(cell: Any) -> Any:
    """A cell as it was before it was written for spreadsheets."""
    return text_of_cell(cell) if isinstance(cell, str) else cell
