"""Twenty threads search the load set while commits follow one another: how many, how fast, and whether any answer mixes."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from core.records import Document, Page
from evaluation.timing import spread
from index.search import Results, search
from index.store.whoosh_backend import WhooshEngine

_THREADS = 20
_EACH = 40
_MARKED = 12
_MARK = "qwertzmark"
"""A word that stands on no page but those that a commit changes."""


def measure_threads(engine: WhooshEngine, queries: Sequence[str]) -> dict[str, Any]:
    """Throughput and times while commits happen; threads that ended in an error, and answers of two generations,
    are counted: both should be 0."""
    first = _commit(engine, 0)
    ended, seconds = threading.Event(), list[float]()
    mixed: list[str] = []
    commits = [0]

    def write() -> None:
        while not ended.is_set():
            commits[0] += 1
            _commit(engine, commits[0])

    def look(number: int) -> None:
        for turn in range(_EACH):
            text = _MARK if turn % 2 else queries[(number * _EACH + turn) % len(queries)]
            started = time.perf_counter()
            results = search(engine.view(), text, {}, 10)
            seconds.append(time.perf_counter() - started)
            if text == _MARK and not _of_one(results, first):
                mixed.append(text)

    started = time.perf_counter()
    with ThreadPoolExecutor(_THREADS + 1) as threads:
        writing = threads.submit(write)
        raised = [future.exception() for future in [threads.submit(look, number) for number in range(_THREADS)]]
        ended.set()
        writing.result()
    lasted = time.perf_counter() - started
    return {
        f"{_THREADS} threads while commits happen, searches/s": round(len(seconds) / lasted),
        f"{_THREADS} threads while commits happen, ms p50 / p95": spread(seconds),
        f"{_THREADS} threads while commits happen, searches, commits": f"{_THREADS * _EACH}, {commits[0]}",
        f"{_THREADS} threads while commits happen, threads with errors": sum(error is not None for error in raised),
        f"{_THREADS} threads while commits happen, answers of two generations": len(mixed),
    }


def _commit(engine: WhooshEngine, number: int) -> int:
    """Puts marked documents in the place of the last ones; all that is said of them says the number. The generation."""
    with engine.writing() as writer:
        for place in range(_MARKED):
            name = f"marked{place}"
            writer.remove(name)
            if place < _MARKED - number % 3:
                text = f"{_MARK} number{number} of many"
                document = Document(name, f"{name}.pdf", f"number{number}", date=str(1000 + number % 8000))
                writer.add(document, [Page(name, 1, "1", "en", text)])
    return engine.view().generation


def _of_one(results: Results, first: int) -> bool:
    """Whether hits, totals and counts are all of the generation that the results say."""
    number = results.generation - first
    expected = _MARKED - number % 3
    said = {hit.page.text.split()[1] for hit in results.hits} | {hit.document.title for hit in results.hits}
    years = {count.value for count in results.facets["year"]}
    whole = results.total_pages == results.total_documents == len(results.facets["document"]) == expected
    return whole and said == {f"number{number}"} and years == {str(1000 + number % 8000)}
