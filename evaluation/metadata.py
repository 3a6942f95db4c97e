"""Measures the proposals of titles, presenters, organisations and dates: `python -m evaluation.metadata [--wrong]`.

What is right was read by a person from the pictures of the title pages (`metadata.toml`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import FileUnreadable
from ingest.extract import extract
from ingest.messages import FileFacts
from ingest.metadata.title_page import squeezed

HOME = Path(__file__).resolve().parent
FIELDS = ("title", "presenters", "organisations", "date")
_ONE_OF = ("title", "date")
"""Fields of one value, of which the truth lists the ways of writing it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one document: how many values were proposed, how many of them are right, and how many there are."""

    file: str
    field: str
    proposed: tuple[str, ...]
    right: int
    wanted: int


def judge(file: str, truth: Mapping[str, Any], proposals: Mapping[str, Sequence[str]]) -> Iterator[Judged]:
    """Compares the proposals for a file with the truth; spelling counts by letters and digits alone."""
    for field in FIELDS:
        proposed = tuple(proposals.get(field, ()))
        known = {squeezed(value) for value in truth[field]}
        right = sum(squeezed(value) in known for value in proposed)
        wanted = min(1, len(known)) if field in _ONE_OF else len(known)
        yield Judged(file, field, proposed, right, wanted)


def scores(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Field → precision and recall, with the counts they come from."""
    table: dict[str, dict[str, float]] = {}
    for field in FIELDS:
        own = [each for each in judged if each.field == field]
        proposed = sum(len(each.proposed) for each in own)
        right, wanted = sum(each.right for each in own), sum(each.wanted for each in own)
        table[field] = {
            "precision": round(right / proposed, 3) if proposed else 1.0,
            "recall": round(right / wanted, 3) if wanted else 1.0,
            "proposed": proposed,
            "right": right,
            "wanted": wanted,
        }
    return table


def proposals_for(path: Path) -> dict[str, tuple[str, ...]]:
    """What the product proposes for a file; nothing where it cannot be read."""
    try:
        facts = next(iter(extract(path, path.stem)))
    except FileUnreadable:
        return {}
    assert isinstance(facts, FileFacts)
    return {proposal.field: proposal.values for proposal in facts.proposals}


def measure(documents: Sequence[Mapping[str, Any]], folders: Mapping[str, Path]) -> tuple[list[Judged], list[str]]:
    """Every field of every document that is there, and the names of those that are not."""
    judged: list[Judged] = []
    absent: list[str] = []
    for truth in documents:
        folder = folders[truth["set"]]
        path = next(folder.rglob(truth["file"]), None)
        if path is None:
            absent.append(truth["file"])
        else:
            judged += judge(truth["file"], truth, proposals_for(path))
    return judged, absent


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores of each set as JSON; with --wrong, each value that is not right and each that is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong and what is missing")
    chosen = parser.parse_args(arguments)
    documents = tomllib.loads((HOME / "metadata.toml").read_text(encoding="utf-8"))["document"]
    folders = {
        "shared": Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs",
        "corpus": HOME.parent / "corpus",
    }
    for name in folders:
        judged, absent = measure([each for each in documents if each["set"] == name], folders)
        if absent:
            print(f"{name}: {len(absent)} documents are not there ({folders[name]}).", file=sys.stderr)
        print(json.dumps({"set": name, "documents": len({each.file for each in judged}), **scores(judged)}))
        for each in judged:
            if chosen.wrong and not each.right == each.wanted == len(each.proposed):
                print(
                    f"  {each.file}: {each.field} proposed {list(each.proposed)}, {each.right} right of {each.wanted}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
