"""Questions that have an answer and questions that have none, each with where it is asked.

Written ones (`answerable.jsonl`, `unanswerable.jsonl`: question, language, corpus, and file; page and answer, and which files
`also` have it, or the reason why there is none; and `questions.jsonl`) are asked of the demonstration library, and of six
folders of real documents. Those with an answer whose words are known are asked again where nothing can give it: without the
document that was judged, its kin, all documents in which the answer's words stand, and those that say it in other words.
Topics (`topics.jsonl`), words without a question, and questions by a reader who had not seen the others (`apart.jsonl`), which
nothing is learned from, are sets of their own over the demonstration library. Questions of the judged sets are asked of the
set, and again without the passages that were judged right.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from core.records import Document
from core.settings import Settings
from evaluation.beir import index, qrels_path, read_lines, read_qrels
from index.engine import Filters, View
from index.queries.terms import NO_TERMS, TermTable
from serve.library import Library

_HOME = Path(__file__).parent
DEMONSTRATION, REAL, TOPICS, APART = "demonstration", "pdfs", "topics", "kept apart"
FOLDERS = (
    "rep_ca_gazette_index",
    "rep_de_govdata_dcatap",
    "rep_eu_semic",
    "rep_fr_cnig_stareau",
    "rep_us_gsa_datastrategy",
    "rep_us_gsa_section508",
)
JUDGED = {"xquad_en": "en", "xquad_de": "de", "piaf_fr": "fr"}
REMOVED = ", answer removed"
"""Behind the name of a set: its questions asked where their answer is not."""
_FEW_LEFT = 3
"""Documents that must be left for a question to be asked without its answer."""


class Asked(NamedTuple):
    """A question put to the documents within `filters`; `answers` are the words one of which an answer has, none where there is
    no answer; ("",) where they are not known."""

    set: str
    language: str
    question: str
    answers: tuple[str, ...]
    view: View
    filters: Filters
    terms: TermTable = NO_TERMS


def written(name: str, corpus: Path, data: Path) -> Iterator[Asked]:
    """The written questions of one of the two libraries, which is ingested into `data`."""
    library = Library(Settings(corpus=corpus, data=data))
    try:
        library.ingest()
        view, terms = library.view(), library.terms()
        texts = {document: plain(" ".join(_pages(view, document))) for document in view.documents.values()}
        for row in written_rows(name):
            answers = (str(row.get("answer", "")),) if "page" in row else ()
            own = row.get("set", name)
            yield Asked(own, row["language"], row["question"], answers, view, {}, terms)
            left = _left(texts, row) if any(answers) and own == name and row.get("removed", True) else []
            if len(left) >= _FEW_LEFT:
                yield Asked(name + REMOVED, row["language"], row["question"], (), view, {"document": left}, terms)
    finally:
        library.close()


def _pages(view: View, document: Document) -> Iterator[str]:
    return (view.page(document.id, number).text for number in range(1, len(document.pages) + 1))


def _left(texts: Mapping[Document, str], row: Mapping[str, Any]) -> list[str]:
    """The documents that cannot give the answer of a row."""
    judged = next(document for document in texts if document.file == row["file"])
    out = {judged.id, *(kin.document for kin in judged.kin)}
    answer, also = plain(str(row["answer"])), row.get("also", ())
    return [one.id for one, text in texts.items() if one.id not in out and one.file not in also and answer not in text]


def written_rows(name: str) -> Iterator[dict[str, Any]]:
    """The written questions about one library, by set; those without an answer first."""
    sets = ({**row, "set": own} for file, own in (("topics", TOPICS), ("apart", APART)) for row in read_rows(file))
    for row in (*read_rows("unanswerable"), *read_rows("answerable"), *read_rows("questions"), *sets):
        if row.get("corpus", DEMONSTRATION) == name:
            yield {"language": _language_of(str(row.get("file", ""))), **row}


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    """The objects of one of the files of written questions."""
    yield from map(json.loads, (_HOME / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def _language_of(file: str) -> str:
    return {"deck-quebec.pdf": "fr", "papier-verwaltung.pdf": "de"}.get(file, "en")


def judged(name: str, folder: Path, data: Path, most: int) -> Iterator[Asked]:
    """So many questions of a judged set, drawn with a fixed seed."""
    language = JUDGED[name]
    shutil.rmtree(data, ignore_errors=True)
    view = index(folder / "corpus.jsonl", language, data)
    names = {str(row["_id"]): f"d{place}" for place, row in enumerate(read_lines(folder / "corpus.jsonl"))}
    right: dict[str, set[str]] = {}
    for entry in read_qrels(qrels_path(folder)):
        if entry.relevance > 0:
            right.setdefault(entry.query_id, set()).add(names[entry.doc_id])
    queries = [
        query for query in read_lines(folder / "queries.jsonl") if query.get("answers") and query["_id"] in right
    ]
    random.Random(7).shuffle(queries)
    for query in queries[:most]:
        text, answers = str(query["text"]), tuple(map(str, query["answers"]))
        yield Asked(name, language, text, answers, view, {})
        left = [document for document in view.documents if document not in right[query["_id"]]]
        yield Asked(name + REMOVED, language, text, (), view, {"document": left})


def copied(shared: Path, corpus: Path) -> Path:
    """The real documents that questions are written about, as a corpus folder."""
    for folder in FOLDERS:
        shutil.copytree(shared / folder, corpus / folder, dirs_exist_ok=True)
    return corpus


def plain(text: str) -> str:
    """Words as they are compared: without line ends, hyphens at line ends, and capitals."""
    return " ".join(text.replace("\u00ad\n", "").replace("\u00ad", "").split()).casefold()
