"""Precision and recall of the acronyms that ingestion finds defined in documents: `python -m evaluation.acronyms`.

The judged ones are those of acronyms.csv, every one that a person found in these reports in or before a parenthesis, those
whose letters their long form does not have too. The reports are those of the folder RAPPORTEUR_SHARED (default ../shared),
`data/pdfs`. 1 where a score is below its row in expected.toml.
"""

from __future__ import annotations

import csv
import os
import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from core.records import Acronym, Page
from ingest.extract import extract
from ingest.messages import FileFacts
from ingest.words.acronyms import acronyms_defined

_HOME = Path(__file__).parent


class Defined(NamedTuple):
    """An acronym and its long form, without case and signs, and the file that defines it."""

    short: str
    long: str
    file: str


def main() -> int:
    """Prints the scores, what is wrong or missed, and what finding them costs."""
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs"
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))["acronyms"]
    if not shared.is_dir():
        print(f"{shared} is not there: not measured")
        return 0
    judged = set(read_judged(_HOME / "acronyms.csv"))
    found: set[Defined] = set()
    pages, seconds, own = 0, 0.0, 0.0
    for file in sorted({one.file for one in judged}):
        began = time.process_time()
        acronyms, read = _read(shared / file)
        seconds += time.process_time() - began
        own += _cost(read)
        pages += len(read)
        found |= {defined(one.short, one.long, file) for one in acronyms}
    precision, recall = len(judged & found) / len(found), len(judged & found) / len(judged)
    print(f"precision {precision:.3f} (at least {expected['precision']}), {len(found)} found")
    print(f"recall {recall:.3f} (at least {expected['recall']}), {len(judged)} judged")
    print(f"{own / pages * 1000:.3f} of {seconds / pages * 1000:.2f} ms a page: {own / seconds:.1%} of reading")
    for name, rest in (("wrong", found - judged), ("missed", judged - found)):
        for one in sorted(rest):
            print(f"{name}: {' | '.join(one)}")
    return 1 if precision < expected["precision"] or recall < expected["recall"] else 0


def read_judged(path: Path) -> Iterable[Defined]:
    """The judged rows."""
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield defined(row["acronym"], row["long form"], row["file"])


def defined(short: str, long: str, file: str) -> Defined:
    """A definition, comparable."""
    return Defined(short, "".join(filter(str.isalnum, long.casefold())), file)


def _read(path: Path) -> tuple[tuple[Acronym, ...], list[Page]]:
    acronyms: tuple[Acronym, ...] = ()
    pages: list[Page] = []
    for item in extract(path, "judged"):
        if isinstance(item, FileFacts):
            acronyms = item.acronyms
        else:
            pages += item
    return acronyms, pages


def _cost(pages: list[Page]) -> float:
    """Seconds of processor time that finding the acronyms takes alone."""
    began = time.process_time()
    acronyms_defined(
        [page.text for page in pages], [page.language for page in pages], "en", [page.running for page in pages]
    )
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
