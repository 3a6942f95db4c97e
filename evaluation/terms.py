"""What the weight of an equal term does: `python -m evaluation.terms`.

Every term of the demonstration library's terms.csv is asked as a query. Where it finds pages with its own words and pages
with an equal alone: how often one of the former is first, what share of the first three they are (as far as there are so
many), and how often one of the latter is among the first ten. 1 where a score is below its row in expected.toml.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from core.settings import Settings
from index.arrays import vector_search
from index.engine import TERM_WEIGHT
from ingest.metadata.terms import read_terms
from serve.library import Library

_HOME = Path(__file__).parent
_CORPUS = _HOME.parent / "corpus"
_TRIED = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


class Score(NamedTuple):
    """Shares in [0, 1] of the queries that were counted."""

    own_first: float
    own_in_three: float
    equal_in_ten: float
    queries: int


def main() -> int:
    """Prints the scores of several weights."""
    expected = tomllib.loads((_HOME / "expected.toml").read_text(encoding="utf-8"))["terms"]
    with tempfile.TemporaryDirectory() as data:
        library = Library(Settings(_CORPUS, Path(data)))
        try:
            library.ingest()
            scores = {weight: score(library, weight) for weight in _TRIED}
        finally:
            library.close()
    for weight, found in scores.items():
        print(f"{weight}: own words first {found.own_first:.3f}, of the first three {found.own_in_three:.3f}; ", end="")
        print(f"an equal among the first ten {found.equal_in_ten:.3f} ({found.queries} queries)")
    chosen = scores[TERM_WEIGHT]._asdict()
    return 1 if any(chosen[name] < least for name, least in expected.items()) else 0


def score(library: Library, weight: float) -> Score:
    """The scores that a weight gives."""
    with patch.object(vector_search, "TERM_WEIGHT", weight):
        told = [_own(library, term.text) for row in read_terms(_CORPUS / "terms.csv").concepts for term in row.terms]
    counted = [own for own in told if any(own) and not all(own)]
    count = len(counted)
    return Score(
        sum(own[0] for own in counted) / count,
        sum(sum(own[:3]) / min(3, sum(own)) for own in counted) / count,
        sum(not all(own[:10]) for own in counted) / count,
        count,
    )


def _own(library: Library, query: str) -> list[bool]:
    """Whether each page of the results, best first, has the query's own words."""
    return [not hit.found_by for hit in library.search(query, {}, 200).hits]


if __name__ == "__main__":
    sys.exit(main())
