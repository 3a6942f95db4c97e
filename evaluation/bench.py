"""Speed beside the peers, in one run: `make bench`. Ratios count; the machine's own pace does not.

`python -m evaluation.bench --large` also measures four times as many pages, which takes minutes. Every query is another one:
nothing that is timed is the result of an earlier search; warm are the postings and words of the index.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from answer.ask import ask
from core.settings import CACHE_BYTES
from evaluation.beir import question
from evaluation.bench_process import in_a_fresh_process
from evaluation.bench_queries import PAGES, Entry, copied, draw, draw_operators, draw_short, read_pages
from evaluation.bench_threads import measure_threads
from evaluation.peers import Bm25s, Tantivy
from evaluation.timing import ms, p50, spread, times
from index.engine import View
from index.queries.parser import parse
from index.search import search
from index.store.whoosh_backend import WhooshEngine

_RESULTS = Path(__file__).with_name("speed.json")
_FRESH = 7
_SMALL_CACHE = 64
Table = dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Measures and writes evaluation/speed.json; 0 also where the pages are not there, with a word on it."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--large", action="store_true", help="four times as many pages too: takes minutes")
    parser.add_argument("--answers", action="store_true", help="nothing but how long questions take to be answered")
    chosen = parser.parse_args(arguments)
    if not PAGES.exists():
        print(f"{PAGES} is not there: nothing to measure on.")
        return 0
    pages = read_pages()
    with tempfile.TemporaryDirectory() as folder:
        table = measure(pages, Path(folder), chosen.large, chosen.answers)
    if not chosen.large and _RESULTS.exists():  # the last figures of what was not measured stay
        table = {**json.loads(_RESULTS.read_text(encoding="utf-8")), **table}
    _RESULTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    return 0


def measure(pages: Sequence[Entry], folder: Path, large: bool, answers: bool = False) -> Table:
    """All rows, each printed as it comes; or those of `answers` alone."""
    texts = [page.text for _, own in pages for page in own]
    drawn = draw(texts)
    table: Table = {}
    _told(table, _index(pages, folder / "ours", len(texts)))
    engine = WhooshEngine(folder / "ours")
    view = engine.view()
    if answers:
        table = {}
        _told(table, _answers(view, texts, drawn["questions"]))
        engine.close()
        return table
    _told(table, _fresh(folder / "ours", [*drawn["keywords"], *drawn["questions"]]))
    for kind, queries in drawn.items():
        _told(table, _ours(kind, queries, view))
    _told(table, _answers(view, texts, drawn["questions"]))
    _told(table, _peers(texts, drawn, folder / "tantivy", table))
    for kind, queries in draw_operators(texts).items():
        measured = times(lambda text: search(view, text, {}, 10), queries)
        _told(table, {f"{kind}, whole search, ms p50 / p95 / most": f"{spread(measured)} / {ms(max(measured))}"})
    if large:
        _told(table, _four_times(pages, drawn, folder / "large", table))
    _told(table, measure_threads(engine, drawn["keywords"]))
    engine.close()
    return table


def _told(table: Table, rows: Table) -> None:
    table |= rows
    for name, value in rows.items():
        print(f"{name}: {value}", flush=True)


def _index(pages: Iterable[Entry], folder: Path, count: int) -> Table:
    engine = WhooshEngine(folder)
    size = 0
    started = time.perf_counter()
    with engine.writing() as writer:
        for document, own in pages:
            writer.add(document, own)
            size += sum(len(page.text.encode()) for page in own)
    seconds = time.perf_counter() - started
    engine.close()
    stored = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {
        "pages": count,
        "MB of text": round(size / 1e6, 1),
        "index, pages/s, ours": round(count / seconds),
        "index size / text size": round(stored / size, 2),
    }


def _fresh(folder: Path, queries: Sequence[str]) -> Table:
    """In processes of their own: opening, the first query, memory."""
    mib = CACHE_BYTES // 1024**2
    runs = [in_a_fresh_process("cold", folder, mib, [text]) for text in queries[:: len(queries) // _FRESH]]
    table: Table = {
        "opening the index, ms p50 / most": _middle_and_most([run["opening"] for run in runs]),
        "cold first query, after opening, ms p50 / most": _middle_and_most([run["first query"] for run in runs]),
        "cold first query with opening, ms p50 / most": _middle_and_most([sum(run.values()) for run in runs]),
    }
    for bound in (_SMALL_CACHE, mib):
        found = in_a_fresh_process("memory", folder, bound, queries)
        table[f"memory, MiB, caches of {bound} MiB at the most"] = found
    return table


def _middle_and_most(measured: Sequence[float]) -> str:
    return f"{p50(measured):.2f} / {max(measured):.2f}"


def _ours(kind: str, queries: Sequence[str], view: View) -> Table:
    runs: dict[str, Callable[[str], object]] = {
        "ranking": lambda text: view.search(question(text), {}, 10, any_word=True, counted=()),
        "ranking where all words are wanted": lambda text: view.search(parse(text), {}, 10, counted=()),
        "ranking and all facet counts": lambda text: view.search(question(text), {}, 10, any_word=True),
        "whole search with snippets": lambda text: search(view, text, {}, 10),
    }
    return {f"{kind}, {name}, ours, ms p50 / p95": spread(times(run, queries)) for name, run in runs.items()}


def _answers(view: View, texts: Sequence[str], questions: Sequence[str]) -> Table:
    """Also in time of the processor, which tells more where others work on the machine."""
    found: Table = {}
    for kind, asked in (("questions", questions), ("short questions", draw_short(texts))):
        for name, clock in (("ms", time.perf_counter), ("ms of the processor", time.process_time)):
            measured = times(lambda text: ask(view, text, {}), asked, clock)
            found[f"{kind}, answered with quotes, {name} p50 / p95"] = spread(measured)
    return found


def _peers(texts: Sequence[str], drawn: dict[str, list[str]], folder: Path, ours: Table) -> Table:
    """Ranking alone: ten addresses of pages, parsing included, as ours. Tantivy counts its hits too, but no facets."""
    started = time.perf_counter()
    tantivy = Tantivy(texts, "en", folder)
    table: Table = {"index, pages/s, tantivy": round(len(texts) / (time.perf_counter() - started))}
    started = time.perf_counter()
    bm25s = Bm25s(texts, "en")
    table["index, pages/s, bm25s"] = round(len(texts) / (time.perf_counter() - started))
    for kind, queries in drawn.items():
        for name, peer in (("tantivy", tantivy), ("bm25s", bm25s)):
            measured = times(lambda text, peer=peer: peer.search(text, 10), queries)  # type: ignore[misc]
            table[f"{kind}, ranking, {name}, ms p50 / p95"] = spread(measured)
            for ranking in ("ranking", "ranking where all words are wanted"):
                own = float(ours[f"{kind}, {ranking}, ours, ms p50 / p95"].split(" / ")[0])
                table[f"{kind}, {ranking}, ours / {name} (p50)"] = round(own / ms(p50(measured)), 2)
    return table


def _four_times(pages: Sequence[Entry], drawn: dict[str, list[str]], folder: Path, small: Table) -> Table:
    """The same queries on four copies with changed words, and by how much more the p50 is than the pages are."""
    count = 4 * int(small["pages"])
    table: Table = {f"large: {name}": value for name, value in _index(copied(pages), folder, count).items()}
    cold = in_a_fresh_process("cold", folder, CACHE_BYTES // 1024**2, drawn["keywords"])
    table |= {f"large: {name}, ms": value for name, value in cold.items()}
    engine = WhooshEngine(folder)
    for kind, queries in drawn.items():
        for name, value in _ours(kind, queries, engine.view()).items():
            before, after = (float(each.split(" / ")[0]) for each in (small[name], value))
            table |= {f"large: {name}": value, f"large / small (p50): {name}": round(after / before, 2)}
    engine.close()
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
