"""Word recall of recognised scans, through the product's own ingest: `python -m evaluation.ocr`.

The scans and their true text are those of the folder RAPPORTEUR_SHARED (default ../shared), `data/pdfs/scan_derived_gt`:
a `.gt.json` beside each PDF. A fall below a row of `expected.toml` fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.settings import Settings
from serve.library import Library

_EXPECTED = Path(__file__).with_name("expected.toml")
_BROKEN = re.compile(r"(\w)[-\u00ad\u2010][^\S\n]*\n\s*(\w)")
_WORD = re.compile(r"[^\W_]+")


class Recall(NamedTuple):
    """Of one scan: its level (clean, mid, hard), the share of its true words that were recognised, and how sure it was."""

    file: str
    level: str
    recall: float
    confidence: float


def main() -> int:
    """Prints a line a scan; 1 where one fell below what its level must reach, or Tesseract is missing."""
    folder = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs" / "scan_derived_gt"
    if not folder.is_dir():
        print(f"scans: {folder} is not there: not measured")
        return 0
    least: dict[str, float] = tomllib.loads(_EXPECTED.read_text(encoding="utf-8"))["scans"]
    started, fallen = time.monotonic(), 0
    for scan in measure(folder):
        fell = scan.recall < least[scan.level]
        fallen += fell
        wanted = f"(at least {least[scan.level]}){' FELL' if fell else ''}"
        print(f"{scan.file:24} {scan.level:6} recall {scan.recall:.4f} {wanted}  confidence {scan.confidence:.3f}")
    print(f"{time.monotonic() - started:.0f} seconds")
    return 1 if fallen else 0


def measure(folder: Path) -> Iterator[Recall]:
    """Ingests every PDF that has its true text beside it into a library for the time being, and compares page by page."""
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place, "corpus")
        corpus.mkdir()
        truths = {path.name.removesuffix(".gt.json"): path for path in sorted(folder.glob("*.gt.json"))}
        for name in truths:
            shutil.copyfile(folder / f"{name}.pdf", corpus / f"{name}.pdf")
        library = Library(Settings(corpus, Path(place, "data")))
        try:
            for problem in library.ingest().failed:
                print(f"{problem.file}, page {problem.page}: {problem.problem} {problem.remedy}")
            for document in library.documents():
                truth = json.loads(truths[document.file.removesuffix(".pdf")].read_text(encoding="utf-8"))
                pages = range(1, len(document.pages) + 1)
                texts = [library.page(document.id, number).text for number in pages]
                sure = [entry.confidence or 0.0 for entry in document.pages]
                mean = sum(sure) / max(1, len(sure))
                share = recall([page["text"] for page in truth["pages"]], texts)
                yield Recall(document.file, truth["level"], share, mean)
        finally:
            library.close()


def recall(true: list[str], read: list[str]) -> float:
    """The share of the true words that stand on the same page, each as often; words broken at a line end are whole words."""
    found = total = 0
    for number, text in enumerate(true):
        wanted = _words(text)
        found += (wanted & _words(read[number] if number < len(read) else "")).total()
        total += wanted.total()
    return found / max(1, total)


def _words(text: str) -> Counter[str]:
    joined = _BROKEN.sub(r"\1\2", unicodedata.normalize("NFKC", text))
    return Counter(_WORD.findall(joined.casefold()))


if __name__ == "__main__":
    sys.exit(main())
