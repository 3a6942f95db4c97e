"""Does *more like this page* find what belongs to a page? Known pairs: the two halves of pages, `python -m evaluation.similar`.

Some pages of `data/load/pages.jsonl.xz` are cut in two. The second half stays in the index, the first asks for pages like
it, among all the others. Pages that have the first half itself (copies, other editions) are passed over: they are rightly
first. Printed are the mean reciprocal rank of the second half among ten, how often it is first, and how often a page of the
same report is.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.records import Document, Page
from evaluation.bench_queries import read_pages
from index.engine import Found, View
from index.similar import telling
from index.store.whoosh_backend import WhooshEngine

_SEED, _PAIRS, _DEEP, _LEAST_WORDS = 7, 400, 10, 250
_SAME = 0.1
"""Of a half's runs of four words, so many make another page a copy of it."""
_WORD = re.compile(r"\w+")

Half = tuple[Page, tuple[str, int]]
"""The first half of a page, and where the second stands: document and number."""


def main() -> int:
    """Measures and prints; 1 below the row of expected.toml; 0 also where the pages are not there, with a word on it."""
    path = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "load" / "pages.jsonl.xz"
    if not path.exists():
        print(f"{path} is not there: nothing to measure on.")
        return 0
    documents, halves = cut(read_pages(path))
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        with engine.writing() as writer:
            for document, pages in documents:
                writer.add(document, pages)
        view = engine.view()
        ranks = [place(view, half, where) for half, where in halves]
        engine.close()
    found = [rank for rank, _ in ranks if rank]
    reached = sum(1 / rank for rank in found) / len(halves)
    expected = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))["similar"]
    print(f"pairs: {len(halves)}")
    print(f"mrr@{_DEEP}: {reached:.3f} (at least {expected['mrr@10']})")
    print(f"the other half first: {found.count(1) / len(halves):.3f}")
    print(f"its report first: {sum(same for _, same in ranks) / len(halves):.3f}")
    return 0 if reached >= expected["mrr@10"] else 1


def cut(documents: Sequence[tuple[Document, list[Page]]]) -> tuple[list[tuple[Document, list[Page]]], list[Half]]:
    """The documents with some pages cut to their second halves, and the first halves."""
    long = [(d.id, p.number) for d, pages in documents for p in pages if len(p.text.split()) > _LEAST_WORDS]
    chosen = set(random.Random(_SEED).sample(long, _PAIRS))
    halves: list[Half] = []
    kept = []
    for document, pages in documents:
        own = []
        for page in pages:
            if (document.id, page.number) in chosen:
                words = page.text.split()
                half = len(words) // 2
                halves.append((replace(page, text=" ".join(words[:half])), (document.id, page.number)))
                page = replace(page, text=" ".join(words[half:]))
            own.append(page)
        kept.append((document, own))
    return kept, halves


def place(view: View, half: Page, where: tuple[str, int]) -> tuple[int, bool]:
    """The rank of the other half, 0 where it is not among the first ten; whether a page of its document is first."""
    own = _runs(half.text)
    ranked = [hit for hit in view.weighted(telling(view, half), 1, {}, 4 * _DEEP) if not _is_copy(view, hit, own)][
        :_DEEP
    ]
    places = [(hit.document, hit.number) for hit in ranked]
    return (places.index(where) + 1 if where in places else 0), bool(ranked) and ranked[0].document == where[0]


def _is_copy(view: View, hit: Found, own: frozenset[tuple[str, ...]]) -> bool:
    return len(_runs(view.page(hit.document, hit.number).text) & own) >= _SAME * len(own)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(zip(*(words[at:] for at in range(4)), strict=False))


if __name__ == "__main__":
    sys.exit(main())
