"""Quality beside the peers, compared with evaluation/expected.toml: `make evaluate`. A fall below a score fails.

The judged sets are those of the folder RAPPORTEUR_SHARED (default ../shared), `data/ir`, in BEIR layout.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import ir_measures
from ir_measures import nDCG

from answer.ask import ask
from core.errors import ProgramMissing
from evaluation.beir import DEFAULT_MODEL, index, qrels_path, question, ranked_by, read_lines, read_qrels
from evaluation.peers import Bm25s, Tantivy
from index.engine import View
from index.meaning.dense import BY_WORDS, Ranking
from index.meaning.sentence_model import SentenceModel

_EXPECTED = Path(__file__).with_name("expected.toml")
_TOLERANCE = 0.0005
_MOST_QUERIES = 1_500
_DEPTH = 10
_BY_MEANING = "ndcg@10, by meaning too"

Search = Callable[[str], Sequence[tuple[str, float]]]


def main() -> int:
    """Prints a line a score, and how far ours is above the better peer; 1 where a score fell below what is expected."""
    home = Path(os.environ.get("RAPPORTEUR_SHARED", "../shared")) / "data" / "ir"
    expected = tomllib.loads(_EXPECTED.read_text(encoding="utf-8"))
    fallen, available = 0, _can_search_by_meaning()
    compared: dict[str, tuple[float, float]] = {}
    for name, row in expected["sets"].items():
        folder = home / name
        if not folder.is_dir():
            print(f"{name}: {folder} is not there: not measured")
            continue
        measured = measure(folder, row["language"], semantic=_BY_MEANING in row and available)
        if _BY_MEANING in row and not available:
            print(f"{name:14} {_BY_MEANING:34} not measured: `make semantic` installs what it takes")
        for score, value in measured.items():
            least = row.get(score)
            fell = least is not None and value < least - _TOLERANCE
            fallen += fell
            wanted = "" if least is None else f" (at least {least})" + (" FELL" if fell else "")
            print(f"{name:14} {score:34} {value:.4f}{wanted}", flush=True)
        compared[name] = measured["ndcg@10"], max(measured["ndcg@10, tantivy"], measured["ndcg@10, bm25s"])
        print(f"{name:14} {'above the better peer':34} {_margin(*compared[name]):+.4f}", flush=True)
    if compared:
        fallen += _fell(compared, expected["mean"])
    return 1 if fallen else 0


def _can_search_by_meaning() -> bool:
    try:
        SentenceModel(DEFAULT_MODEL)
    except ProgramMissing:
        return False
    return True


def _margin(ours: float, peer: float) -> float:
    return round(ours, 4) - round(peer, 4)


def _fell(compared: Mapping[str, tuple[float, float]], row: Mapping[str, float]) -> bool:
    """Prints the means over the sets; whether ours is less above that of the better peers than is expected."""
    ours, peers = (fmean(values) for values in zip(*compared.values(), strict=True))
    print(f"{'mean':14} {'ndcg@10':34} {ours:.4f}")
    print(f"{'mean':14} {'ndcg@10, the better peers':34} {peers:.4f}")
    lost = [name for name, (own, peer) in compared.items() if _margin(own, peer) < 0]
    fell = ours - peers < row["above the better peers"] - _TOLERANCE or bool(lost)
    least = f" (at least {row['above the better peers']}, and no set below)" + (" FELL" if fell else "")
    print(f"{'mean':14} {'above the better peers':34} {ours - peers:+.4f}{least}", flush=True)
    for name in lost:
        print(f"{name:14} a peer is better FELL")
    return fell


def measure(folder: Path, language: str, semantic: bool = False) -> dict[str, float]:
    """nDCG@10 of ours and the peers; where answers are given, how often the quotes contain them.

    `semantic`: of ours fused with the ranking by meaning, too.
    """
    queries = list(read_lines(folder / "queries.jsonl"))[:_MOST_QUERIES]
    judged = list(read_qrels(qrels_path(folder)))
    rows = list(read_lines(folder / "corpus.jsonl"))
    names = [str(row["_id"]) for row in rows]
    texts = [f"{row.get('title') or ''} {row['text']}" for row in rows]
    with tempfile.TemporaryDirectory() as data:
        view = index(folder / "corpus.jsonl", language, Path(data, "ours"))
        tantivy, bm25s = Tantivy(texts, language, Path(data, "tantivy")), Bm25s(texts, language)
        searches: dict[str, Search] = {
            "ndcg@10": lambda text: _ours(view, names, text, BY_WORDS),
            "ndcg@10, tantivy": lambda text: [(names[n], score) for n, score in tantivy.search(text, _DEPTH)],
            "ndcg@10, bm25s": lambda text: [(names[n], score) for n, score in bm25s.search(text, _DEPTH)],
        }
        if semantic:
            fused = ranked_by(DEFAULT_MODEL, view, Path(data))
            searches[_BY_MEANING] = lambda text: _ours(view, names, text, fused)
        scores = {name: _ndcg(judged, queries, search) for name, search in searches.items()}
        if any(query.get("answers") for query in queries):
            scores |= _answers(view, queries)
    return scores


def _ours(view: View, names: Sequence[str], text: str, ranking: Ranking) -> list[tuple[str, float]]:
    pages = ranking.search(view, question(text), {}, _DEPTH, any_word=True, counted=()).pages
    return [(names[int(found.document[1:])], found.score) for found in pages]


def _ndcg(judged: Sequence[Any], queries: Sequence[dict[str, Any]], search: Search) -> float:
    wanted = {str(query["_id"]) for query in queries}
    run = [
        ir_measures.ScoredDoc(str(query["_id"]), name, score)
        for query in queries
        for name, score in search(str(query["text"]))
    ]
    inside = [entry for entry in judged if entry.query_id in wanted]
    return float(ir_measures.calc_aggregate([nDCG @ 10], inside, run)[nDCG @ 10])


def _answers(view: View, queries: Sequence[dict[str, Any]]) -> dict[str, float]:
    """How often the first quote, and one of the first three, contains a judged answer; and how often one is given."""
    first = any_of_three = answered = 0
    asked = [query for query in queries if query.get("answers")]
    for query in asked:
        quotes = [plain(quote.text) for quote in ask(view, str(query["text"]), {}).quotes]
        answers = [plain(str(answer)) for answer in query["answers"]]
        hits = [any(answer in quote for answer in answers) for quote in quotes]
        answered += bool(quotes)
        first += bool(hits[:1] and hits[0])
        any_of_three += any(hits[:3])
    size = max(1, len(asked))
    return {
        "answered": answered / size,
        "first quote has the answer": first / size,
        "one of three has the answer": any_of_three / size,
    }


def plain(text: str) -> str:
    """A text as answers are compared: blanks are one, letters small."""
    return re.sub(r"\s+", " ", text).casefold()


if __name__ == "__main__":
    sys.exit(main())
