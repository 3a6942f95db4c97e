"""Headings found by their type, against the outlines of the real reports that have one: `python -m evaluation.structure`.

The reports are those of the folder RAPPORTEUR_SHARED (default ../shared), `data/pdfs/rep_*`. A fall below the row
"structure" of expected.toml fails.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.records import Heading
from index.analysis import fold, tokens
from ingest.pdf import pdf_page, pdf_structure
from ingest.pdf.headings import headings
from ingest.pdf.running_lines import edge_lines, running_lines

LEAST_ENTRIES = 5
"""Entries of an outline, below which it is no table of contents."""


class Agreement(NamedTuple):
    """One report: headings of its outline, headings found, how many of each agree with the other."""

    file: str
    outlined: int
    found: int
    right: int
    recalled: int

    @property
    def precision(self) -> float:
        """Of the headings found, the share that the outline has."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Of the outline's headings, the share that was found."""
        return self.recalled / max(1, self.outlined)


def reports(folder: Path) -> Iterator[Agreement]:
    """The agreement of every report of a folder, at any depth, that has an outline."""
    for path in sorted(folder.glob("rep_*/*.pdf")):
        outline = pdf_structure.read_structure(path).outline
        if len(outline) < LEAST_ENTRIES:
            continue
        pages = list(pdf_page.read_pages(path))
        found = headings(pages, running_lines(pages, edge_lines(pages)))
        right = sum(any(_same(mine, theirs) for theirs in outline) for mine in found)
        recalled = sum(any(_same(mine, theirs) for mine in found) for theirs in outline)
        yield Agreement(path.name, len(outline), len(found), right, recalled)


def _same(one: Heading, other: Heading) -> bool:
    """On one page, and one title is the other or its words are within it, numbers and punctuation apart."""
    if one.page != other.page:
        return False
    mine, yours = _letters(one.title), _letters(other.title)
    shorter, longer = sorted((mine, yours), key=len)
    return bool(shorter) and shorter in longer and 2 * len(shorter) >= len(longer)


def _letters(title: str) -> str:
    return " ".join(fold(word) for word, _, _ in tokens(title) if not word.isdecimal())


def main() -> int:
    """Prints each report and the sums; 1 where the sums fell below what is expected."""
    folder = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs"
    agreements = list(reports(folder))
    if not agreements:
        print(f"{folder} has no reports: not measured")
        return 0
    total = Agreement("all", *(sum(column) for column in zip(*(each[1:] for each in agreements), strict=True)))
    print("precision  recall  outline  found  report")
    for each in (*agreements, total):
        print(f"{each.precision:9.3f} {each.recall:7.3f} {each.outlined:8} {each.found:6}  {each.file[:80]}")
    expected = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))["structure"]
    return int(total.precision < expected["precision"] or total.recall < expected["recall"])


if __name__ == "__main__":
    sys.exit(main())
