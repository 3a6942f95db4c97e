"""Precision and recall of what ingestion says of copies, versions and language twins: `python -m evaluation.kin`.

Ingests the judged files (kin.toml) and the demonstration library. The judged files are those of the folder RAPPORTEUR_SHARED
(default ../shared), `data/pdfs`. 1 where a score is below its row in expected.toml.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from core.records import Document
from core.settings import Settings
from serve.library import Library

_HOME = Path(__file__).parent
_DEMONSTRATION = _HOME.parent / "corpus"

Pair = tuple[frozenset[str], str]
"""Two files and how they belong together."""


class Score(NamedTuple):
    """Shares in [0, 1] of the pairs that are said to be kin and of those that are, and the pairs that are wrong or missed."""

    precision: float
    recall: float
    wrong: frozenset[Pair]
    missed: frozenset[Pair]


def main() -> int:
    """Prints the scores and the pairs that are wrong or missed."""
    shared = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "pdfs"
    judged = tomllib.loads((_HOME / "kin.toml").read_text(encoding="utf-8"))
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))["kin"]
    if not shared.is_dir():
        print(f"{shared} is not there: not measured")
        return 0
    found = score(pairs_of(judged), told(ingested([shared / name for name in judged["folders"]])))
    print(f"precision {found.precision:.3f} (at least {expected['precision']})")
    print(f"recall {found.recall:.3f} (at least {expected['recall']})")
    for name, pairs in (("wrong", found.wrong), ("missed", found.missed)):
        for files, kinship in pairs:
            print(f"{name}: {kinship}: {', '.join(sorted(files))}")
    return 1 if found.precision < expected["precision"] or found.recall < expected["recall"] else 0


def pairs_of(judged: dict[str, Any]) -> set[Pair]:
    """The pairs that a person called kin."""
    return {(frozenset(pair["files"]), pair["kinship"]) for pair in judged["pairs"]}


def ingested(folders: Iterable[Path]) -> list[Document]:
    """All documents of the folders and of the demonstration library, after one ingest of them together."""
    with tempfile.TemporaryDirectory() as home:
        corpus = Path(home, "corpus")
        shutil.copytree(_DEMONSTRATION, corpus)
        for folder in folders:
            shutil.copytree(folder, corpus / folder.name)
        library = Library(Settings(corpus=corpus, data=Path(home, "data")))
        try:
            library.ingest()
            return library.documents()
        finally:
            library.close()


def told(documents: Iterable[Document]) -> set[Pair]:
    """The pairs that ingestion calls kin."""
    known = {document.id: document for document in documents}
    return {
        (frozenset((document.file, known[kin.document].file)), kin.kinship.value)
        for document in known.values()
        for kin in document.kin
    }


def score(judged: set[Pair], said: set[Pair]) -> Score:
    """How well what is said agrees with what was judged."""
    right = judged & said
    return Score(
        len(right) / len(said) if said else 1.0,
        len(right) / len(judged) if judged else 1.0,
        frozenset(said - judged),
        frozenset(judged - said),
    )


if __name__ == "__main__":
    sys.exit(main())
