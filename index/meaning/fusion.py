"""Two rankings made one: reciprocal rank fusion (Cormack, Clarke & Büttcher 2009)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.engine import Found

# Each has its row in evaluation/expected.toml.
RRF_K = 10
"""How much the first ranks count more than the next ones. The paper's 60 was set on runs of 1,000 documents."""
MEANING_WEIGHT = 1.0
"""What a place in the ranking by meaning counts beside the same place in the one by words."""

PageName = tuple[str, int]


def fused(by_words: Sequence[Found], by_meaning: Sequence[PageName], unread: Collection[PageName]) -> list[Found]:
    """The pages of both rankings, best first, with their scores by both ranks.

    Pages in `unread`, which the model does not know, keep their place by words as their place by meaning: a page in
    a language that the model cannot read is neither raised nor lowered by it.
    """
    scores: dict[PageName, float] = {}
    for rank, found in enumerate(by_words, 1):
        name = found.document, found.number
        scores[name] = (1 + MEANING_WEIGHT * (name in unread)) / (RRF_K + rank)
    for rank, name in enumerate(by_meaning, 1):
        scores[name] = scores.get(name, 0.0) + MEANING_WEIGHT / (RRF_K + rank)
    return [Found(*name, score) for name, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))]


def score_by_words(rank: int) -> float:
    """The score of a page by its rank by words alone, from 1: of those that are too far down to be fused."""
    return 1 / (RRF_K + rank)
