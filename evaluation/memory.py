"""Peak memory of the process that ingests, at 2,500 and 25,000 pages: `python -m evaluation.memory`.

The pages of the load set (RAPPORTEUR_SHARED, default ../shared) are handed to the index as an ingest hands them over, one
document at a time, without the workers that read PDFs: those are processes of their own, each with its limit. Each size is
measured in a fresh process. Linux only: the figures are those of /proc.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from core.records import Document, Fingerprint, Page
from core.settings import Settings
from evaluation.load_corpus import PAGES, read_load
from index.queries.parser import parse
from serve.library import Library

_SIZES = (2_500, 25_000)


def documents(most: int) -> Iterator[tuple[Document, list[Page]]]:
    """The load set as records, `most` pages in all at the most."""
    left = most
    for name, texts in read_load():
        pages = [Page(name, number, str(number), "en", text) for number, text in enumerate(texts[:left], 1)]
        if not pages:
            return
        left -= len(pages)
        yield Document(name, f"{name}.pdf", name, language="en", fingerprint=Fingerprint(1, 1, name, "")), pages


def measure(pages: int, data: Path) -> dict[str, float]:
    """Megabytes at the most until each step was done, and the seconds of writing; of this process, for whom it is all."""
    library = Library(Settings(data, data))
    found: dict[str, float] = {"with nothing read": _peak()}
    started, count = time.monotonic(), 0
    with library._engine.writing() as writer:
        for document, content in documents(pages):
            writer.add(document, content)
            count += len(content)
        found["all handed over"] = _peak()
    found["committed"] = _peak()
    found["seconds"] = round(time.monotonic() - started, 1)
    view = library.view()
    found["opened again"] = _peak()
    view.search(parse("service delivery report"), {}, 10)
    found["searched"] = _peak()
    return {"pages": count, **found}


def _peak() -> float:
    """Megabytes of this process's own memory, at the most so far."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells begins with the parent's
        (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def main(arguments: list[str]) -> int:
    """Prints one JSON object a size; with a number of pages measures that one in this process."""
    if not PAGES.is_file():
        print(f"{PAGES} is not there: not measured")
        return 0
    for pages in [] if arguments else _SIZES:
        subprocess.run([sys.executable, "-m", "evaluation.memory", str(pages)], check=True)
    for pages in map(int, arguments):
        with tempfile.TemporaryDirectory() as data:
            print(json.dumps(measure(pages, Path(data))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
