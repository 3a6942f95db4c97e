"""Questions that have an answer and questions that have none, each with the generation that it is asked of.

Written ones (`answerable.jsonl`, `unanswerable.jsonl`, `questions.jsonl`: question, language, corpus, and where they have an answer file, page and answer) are asked of
the demonstration library and of six folders of real documents; those with an answer again with every page taken out that could
give it: the document that was judged, its kin, and all pages on which the answer's words stand. Those of the judged sets are
asked of the set, and again of the set without a fold of its passages, in which all that were judged right for them are.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from core.records import Document, Page
from core.settings import Settings
from evaluation.beir import qrels_path, read_lines, read_qrels
from index.engine import View
from index.queries.terms import NO_TERMS, TermTable
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.library import Library

_HOME = Path(__file__).parent
FOLDERS = (
    "rep_ca_gazette_index",
    "rep_de_govdata_dcatap",
    "rep_eu_semic",
    "rep_fr_cnig_stareau",
    "rep_us_gsa_datastrategy",
    "rep_us_gsa_section508",
)
JUDGED = {"xquad_en": "en", "xquad_de": "de", "piaf_fr": "fr"}
_FOLDS = 8


class Asked(NamedTuple):
    """A question put to one generation; `answers` are the words one of which an answer has, none where it has no answer."""

    set: str
    language: str
    question: str
    answers: tuple[str, ...]
    view: View
    terms: TermTable = NO_TERMS


def written(name: str, corpus: Path, data: Path) -> Iterator[Asked]:
    """The written questions of one corpus, "demonstration" or "pdfs", which is ingested into `data` unless it is there already."""
    library = Library(Settings(corpus=corpus, data=data))
    try:
        if not (data / "index").is_dir():
            library.ingest()
        view, terms = library.view(), library.terms()
        everything = [(document, [view.page(document.id, n) for n in range(1, len(document.pages) + 1)])
                      for document in library.documents() if document.indexed]  # fmt: skip
        rows = [
            row for file in ("unanswerable", "answerable", "questions") for row in _rows(file) if row["corpus"] == name
        ]
        for row in rows:
            yield Asked(name, row["language"], row["question"], _answers(row), view, terms)
        for row in rows:
            if "page" in row:
                told = _without(everything, row)
                yield Asked(f"{name}, pages out", row["language"], row["question"], (), told, terms)
    finally:
        library.close()


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (_HOME / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield {"corpus": "demonstration", "language": "en", **row} if name != "questions" else _known_item(row)


def _known_item(row: dict[str, Any]) -> dict[str, Any]:
    language = {"deck-quebec.pdf": "fr", "papier-verwaltung.pdf": "de"}.get(row["file"], "en")
    return {**row, "corpus": "demonstration", "language": language}


def _answers(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (row.get("answer") or "",) if "page" in row else ()


def _without(everything: Sequence[tuple[Document, Sequence[Page]]], row: Mapping[str, Any]) -> View:
    """A generation in which no page can give the answer of a row: they are there, and empty."""
    judged = next(document for document, _ in everything if document.file == row["file"])
    out = {judged.id, *(kin.document for kin in judged.kin)}
    answer = plain(row.get("answer") or "")

    def kept(page: Page) -> Page:
        gone = page.document in out or (answer and answer in plain(page.text))
        return replace(page, text="", running=(), notes=None) if gone else page

    engine = MemoryEngine()
    with engine.writing() as writer:
        for document, pages in everything:
            writer.add(document, [kept(page) for page in pages])
    return engine.view()


def judged(name: str, folder: Path, home: Path, most: int) -> Iterator[Asked]:
    """So many questions of a judged set, drawn with a fixed seed, asked of all of it and of the folds without their passages."""
    rows = list(read_lines(folder / "corpus.jsonl"))
    places = {str(row["_id"]): place for place, row in enumerate(rows)}
    right: dict[str, set[int]] = {}
    for entry in read_qrels(qrels_path(folder)):
        if entry.relevance > 0:
            right.setdefault(entry.query_id, set()).add(places[entry.doc_id])
    queries = [
        query for query in read_lines(folder / "queries.jsonl") if query.get("answers") and query["_id"] in right
    ]
    random.Random(7).shuffle(queries)
    queries = queries[:most]
    whole = _indexed(rows, JUDGED[name], lambda place: True, home / f"{name}-all")
    for query in queries:
        yield Asked(name, JUDGED[name], query["text"], tuple(query["answers"]), whole)
    for fold in range(_FOLDS):
        own = [query for query in queries if min(right[query["_id"]]) % _FOLDS == fold]
        out = set().union(*(right[query["_id"]] for query in own))
        view = _indexed(rows, JUDGED[name], lambda place, out=out: place not in out, home / f"{name}-{fold}")
        for query in own:
            yield Asked(f"{name}, passage out", JUDGED[name], query["text"], (), view)


def _indexed(rows: Sequence[dict[str, Any]], language: str, kept: Callable[[int], bool], data: Path) -> View:
    shutil.rmtree(data, ignore_errors=True)
    engine = WhooshEngine(data)
    with engine.writing() as writer:
        for place, row in enumerate(rows):
            if kept(place):
                identifier = f"d{place}"
                document = Document(identifier, f"{identifier}.txt", str(row.get("title") or ""), language=language)
                writer.add(document, [Page(identifier, 1, "1", language, str(row["text"]))])
    return engine.view()


def plain(text: str) -> str:
    """Words as they are compared: no line ends, hyphens of line ends, or capitals."""
    return " ".join(text.replace("\u00ad\n", "").replace("\u00ad", "").split()).casefold()
