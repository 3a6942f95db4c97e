"""Speed and memory of ingestion, beside Recoll on the same files and cores: part of `make bench`. Ratios count.

Every run is a process of its own: its time, its children's CPU time, its peak memory.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from core.settings import Settings
from evaluation.load_corpus import PAGES, Corpora, build
from serve.library import Library

_RESULTS = Path(__file__).with_name("speed_ingest.json")
_BENCH = Path("var") / "bench"
_ROUNDS = 2
"""Of ours and Recoll in turn; the faster one of each counts, since other work on the machine only slows."""

_FOUND = re.compile(r"^(\d+) results", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Measures and writes evaluation/speed_ingest.json; with arguments, does one of the tasks that it measures."""
    if arguments:
        print(json.dumps(_TASKS[arguments[0]](*map(Path, arguments[1:]))))
        return 0
    if not PAGES.exists():
        print(f"{PAGES} is not there: nothing to measure on.")
        return 0
    print(f"Typesetting into {_BENCH}: minutes the first time …")
    corpora = build(_BENCH.absolute())
    with tempfile.TemporaryDirectory() as folder:
        table = measure(corpora, Path(folder))
    _RESULTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    for name, value in table.items():
        print(f"{name}: {value}")
    return 0


def measure(corpora: Corpora, folder: Path) -> dict[str, Any]:
    """All rows."""
    files = len(list(corpora.large.glob("*.pdf")))
    ours: list[dict[str, float]] = []
    recoll: list[tuple[float, float]] = []
    for number in range(_ROUNDS):
        ours.append(_task("ingest", corpora.large, folder / f"large-{number}"))
        recoll += _recoll(corpora.large, folder / f"recoll-{number}", files)
    best = min(ours, key=lambda run: run["seconds"])
    table: dict[str, Any] = {
        "whole pipeline, files": files,
        "whole pipeline, pages": best["pages"],
        "whole pipeline, pages/s, ours": round(best["pages"] / best["seconds"]),
        "whole pipeline, CPU seconds, ours": round(min(run["cpu"] for run in ours), 1),
    }
    if recoll:
        seconds, cpu = min(recoll)[0], min(used for _, used in recoll)
        table["whole pipeline, pages/s, Recoll"] = round(best["pages"] / seconds)
        table["whole pipeline, CPU seconds, Recoll"] = round(cpu, 1)
        table["whole pipeline, ours / Recoll (pages/s)"] = round(seconds / best["seconds"], 2)
    else:
        table["whole pipeline, Recoll"] = "recollindex is not here (Debian: recollcmd): only ours is measured"
    small = _task("ingest", corpora.small, folder / "small-0")
    table |= _keeping_up(corpora, folder, {"2,500": small, "25,000": best})
    return table


def _keeping_up(corpora: Corpora, folder: Path, runs: dict[str, dict[str, float]]) -> dict[str, Any]:
    """What a run costs where little or nothing changed, at both sizes."""
    table: dict[str, Any] = {}
    added: dict[str, float] = {}
    unchanged = [_task("ingest", corpora.small, folder / "small-0")["seconds"] for _ in range(3)]
    table["unchanged, 350 files, s"] = round(min(unchanged), 3)
    for size, corpus in (("2,500", corpora.small), ("25,000", corpora.large)):
        data = folder / f"{corpus.name}-0"
        table[f"peak memory of the parent, MB, {size} pages"] = round(runs[size]["peak"])
        table[f"opening the index, ms, {size} pages"] = round(min(_task("open", data)["ms"] for _ in range(3)), 1)
        added[size] = _one_more(corpus, data, corpora.reports)
        table[f"one more report of 150 pages, s, into {size} pages"] = round(added[size], 2)
    table["one more report, 25,000 / 2,500 pages (time)"] = round(added["25,000"] / added["2,500"], 2)
    return table


def _one_more(corpus: Path, data: Path, reports: Path) -> float:
    """Seconds until a report that was dropped into the corpus is found by a library that is open: the median."""
    both = data.with_name(f"{data.name}-corpus")
    both.mkdir()
    for path in corpus.glob("*.pdf"):
        shutil.copy2(path, both / path.name)
    return statistics.median(_task("add", both, data, path)["seconds"] for path in sorted(reports.glob("*.pdf")))


def _task(name: str, *paths: Path) -> dict[str, float]:
    """Done by a process of its own, which finds no Tesseract: Recoll recognises nothing either."""
    command = [sys.executable, "-m", "evaluation.bench_ingest", name, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PATH": ""})
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _ingest(corpus: Path, data: Path) -> dict[str, float]:
    library = Library(Settings(corpus, data))
    started = time.perf_counter()
    report = library.ingest()
    seconds = time.perf_counter() - started
    library.close()
    parent, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = parent.ru_utime + parent.ru_stime + workers.ru_utime + workers.ru_stime
    return {"pages": report.pages, "seconds": seconds, "cpu": cpu, "peak": parent.ru_maxrss / 1024}


def _add(corpus: Path, data: Path, report: Path) -> dict[str, float]:
    library = Library(Settings(corpus, data))
    before = len(library.view().documents)
    shutil.copyfile(report, corpus / report.name)
    started = time.perf_counter()
    library.ingest()
    after = len(library.view().documents)
    seconds = time.perf_counter() - started
    library.close()
    assert after == before + 1, (before, after)
    return {"seconds": seconds}


def _open(data: Path) -> dict[str, float]:
    library = Library(Settings(data, data))
    started = time.perf_counter()
    library.view()
    return {"ms": 1000 * (time.perf_counter() - started)}


_TASKS: dict[str, Callable[..., dict[str, float]]] = {"ingest": _ingest, "add": _add, "open": _open}


def _recoll(corpus: Path, home: Path, files: int) -> list[tuple[float, float]]:
    """(seconds, CPU seconds) of one run of Recoll with its own settings; nothing where it is not installed."""
    if not shutil.which("recollindex"):
        return []
    home.mkdir()
    (home / "recoll.conf").write_text(f"topdirs = {corpus}\n")
    environment = {**os.environ, "HOME": str(home)}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(["recollindex", "-c", str(home)], check=True, capture_output=True, env=environment)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    query = ["recollq", "-c", str(home), "-n", "1", "mime:application/pdf"]
    told = subprocess.run(query, check=True, capture_output=True, text=True, env=environment).stdout
    found = _FOUND.search(told)
    if found is None or int(found.group(1)) != files:
        raise SystemExit(f"Recoll did not take in all of {files} files: {told[:200]}")
    return [(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
