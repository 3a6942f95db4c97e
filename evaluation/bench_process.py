"""What only a fresh process shows: the first query after opening, and the memory that searching takes.

    python -m evaluation.bench_process cold|memory FOLDER MIB < queries, one a line

prints JSON. The files of the index are in the system's cache, as those of a server that restarts are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.timing import ms
from index.search import search
from index.store.whoosh_backend import WhooshEngine


def cold(folder: Path, bound: int, queries: Sequence[str]) -> dict[str, float]:
    """Milliseconds of opening and of the first query, imports apart."""
    started = time.perf_counter()
    view = WhooshEngine(folder, bound).view()
    opened = time.perf_counter()
    search(view, queries[0], {}, 10)
    return {"opening": ms(opened - started), "first query": ms(time.perf_counter() - opened)}


def memory(folder: Path, bound: int, queries: Sequence[str]) -> dict[str, float]:
    """MiB that the process has after opening, at the end of all queries, and what the caches hold, at the most."""
    before = _resident()
    view = WhooshEngine(folder, bound).view()
    opened, most = _resident(), 0
    for text in queries:
        search(view, text, {}, 10)
        most = max(most, view.cached_bytes)
    return {
        "imports": before,
        "opened": opened,
        "after all queries": _resident(),
        "caches at the most": round(most / 1024**2, 1),
    }


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * 4096 / 1024**2, 1)


_TASKS = {"cold": cold, "memory": memory}


def in_a_fresh_process(task: str, folder: Path, mib: int, queries: Sequence[str]) -> dict[str, float]:
    """What one of the tasks measures."""
    command = [sys.executable, "-m", "evaluation.bench_process", task, str(folder), str(mib)]
    given = "\n".join(" ".join(text.split()) for text in queries)
    ended = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def main(arguments: Sequence[str]) -> int:
    """Runs one task."""
    task, folder, mib = arguments
    print(json.dumps(_TASKS[task](Path(folder), int(mib) * 1024**2, sys.stdin.read().split("\n"))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
