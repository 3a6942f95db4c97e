"""Speed beside the peers, in one run: `make bench`. Ratios count; the machine's own pace does not.

Pages are those of the folder RAPPORTEUR_SHARED (default ../shared), `data/load/pages.jsonl.xz`: document, page, text.
Queries are drawn from the pages with a fixed seed: four keywords of one page, or one of its sentences as a question.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from core.records import Document, Page
from evaluation.beir import question
from evaluation.peers import Bm25s, Tantivy
from index.engine import View
from index.search import search
from index.whoosh_backend import WhooshEngine

_SEED = 20111021
_QUERIES = 200
_RESULTS = Path(__file__).with_name("speed.json")
_SENTENCE = re.compile(r"(?<=[.!?])\s+([A-Z][^.!?]{60,160}[.!?])")


def main() -> int:
    """Measures and writes evaluation/speed.json; 0 also where the pages are not there, with a word on it."""
    path = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "load" / "pages.jsonl.xz"
    if not path.exists():
        print(f"{path} is not there: nothing to measure on.")
        return 0
    pages = read_pages(path)
    texts = [page.text for _, own in pages for page in own]
    print(f"{len(texts):,} pages of {len(pages)} documents, {sum(map(len, texts)) / 1e6:.0f} MB of text")
    with tempfile.TemporaryDirectory() as folder:
        table = measure(pages, texts, Path(folder))
    _RESULTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    for name, value in table.items():
        print(f"{name}: {value}")
    return 0


def read_pages(path: Path) -> list[tuple[Document, list[Page]]]:
    """The pages by document, in the order of the file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = []
    for name, own in groupby(rows, key=lambda row: str(row["document"])):
        document = Document(name, f"{name}.pdf", name, kind="report", date="2011", countries_about=("CA", "DE"))
        found.append((document, [Page(name, n, str(n), "en", row["text"], ("CA",)) for n, row in enumerate(own, 1)]))
    return found


def measure(pages: list[tuple[Document, list[Page]]], texts: Sequence[str], folder: Path) -> dict[str, Any]:
    """Index and query times of ours and the peers."""
    table: dict[str, Any] = {"pages": len(texts)}
    engine = WhooshEngine(folder / "ours")
    started = time.perf_counter()
    with engine.writing() as writer:
        for document, own in pages:
            writer.add(document, own)
    table["index, pages/s, ours"] = round(len(texts) / (time.perf_counter() - started))
    started = time.perf_counter()
    view = engine.view()
    table["opening the index, ms"] = _ms(time.perf_counter() - started)
    size = sum(file.stat().st_size for file in (folder / "ours").rglob("*") if file.is_file())
    table["index size / text size"] = round(size / sum(len(text.encode()) for text in texts), 2)
    started = time.perf_counter()
    tantivy = Tantivy(texts, "en", folder / "tantivy")
    table["index, pages/s, tantivy"] = round(len(texts) / (time.perf_counter() - started))
    started = time.perf_counter()
    bm25s = Bm25s(texts, "en")
    table["index, pages/s, bm25s"] = round(len(texts) / (time.perf_counter() - started))
    for kind, queries in draw(texts).items():
        _compare(table, kind, queries, view, tantivy, bm25s)
    return table


def draw(texts: Sequence[str]) -> dict[str, list[str]]:
    """Queries of two kinds: four keywords, natural questions."""
    chance = random.Random(_SEED)
    keywords: list[str] = []
    questions: list[str] = []
    while len(keywords) < _QUERIES or len(questions) < _QUERIES:
        text = chance.choice(texts)
        words = sorted(set(re.findall(r"[a-z]{5,}", text)))
        sentences = _SENTENCE.findall(text)
        if len(words) >= 4 and len(keywords) < _QUERIES:
            keywords.append(" ".join(chance.sample(words, 4)))
        if sentences and len(questions) < _QUERIES:
            questions.append("Is it right that " + " ".join(chance.choice(sentences).rstrip(".!?").split()) + "?")
    return {"keywords": keywords, "questions": questions}


def _compare(
    table: dict[str, Any], kind: str, queries: Sequence[str], view: View, tantivy: Tantivy, bm25s: Bm25s
) -> None:
    runs: dict[str, Callable[[str], object]] = {
        "ranking, ours": lambda text: view.search(question(text), {}, 10, any_word=True, counted=()),
        "ranking and all facet counts, ours": lambda text: view.search(question(text), {}, 10, any_word=True),
        "whole search with snippets, ours": lambda text: search(view, text, {}, 10),
        "ranking, tantivy": lambda text: tantivy.search(text, 10),
        "ranking, bm25s": lambda text: bm25s.search(text, 10),
    }
    times = {name: _times(run, queries) for name, run in runs.items()}
    for name, measured in times.items():
        table[f"{kind}, {name}, ms p50 / p95"] = f"{_ms(statistics.median(measured))} / {_ms(_p95(measured))}"
    ours, peer = times["ranking, ours"], times["ranking, tantivy"]
    table[f"{kind}, ours / tantivy (p50)"] = round(statistics.median(ours) / statistics.median(peer), 2)


def _times(run: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Seconds of each query, warm: the second of two rounds."""
    for text in queries:
        run(text)
    measured = []
    for text in queries:
        started = time.perf_counter()
        run(text)
        measured.append(time.perf_counter() - started)
    return measured


def _p95(measured: Sequence[float]) -> float:
    return sorted(measured)[int(len(measured) * 0.95)]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


if __name__ == "__main__":
    sys.exit(main())
