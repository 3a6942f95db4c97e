"""What the best pages have in common speaks for others: pseudo-relevance feedback by a relevance model.

RM3 (Abdul-Jaleel et al. 2004, "UMass at TREC 2004"; Lavrenko & Croft 2001, "Relevance-based language models"): a page weighs
as much as it is likely, and a BM25 score is a logarithm of odds (Robertson & Zaragoza 2009), so its weight is exp(score).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.records import Page
from index.analysis import page_terms, stem, stop_words
from index.queries.compiled import EqualLeaf, TextLeaf, WordLeaf
from index.ranking import rounding

# Each has its row in evaluation/expected.toml.
FEEDBACK_PAGES = 5
FEEDBACK_TERMS = 20
FEEDBACK_WEIGHT = 1.0
LEAST_ASKED = 2


def asked_words(leaves: Sequence[TextLeaf]) -> int:
    """How many leaves count: not equal terms, nor a stop word of any language. With fewer than LEAST_ASKED too little is said."""
    return sum(not (isinstance(leaf, EqualLeaf) or (isinstance(leaf, WordLeaf) and leaf.stop_in)) for leaf in leaves)


def shares(page: Page) -> dict[str, float]:
    """Index term → its share of a page's words, without stop words."""
    terms = page_terms(page.text, page.language, page.running)
    common = _common(page.language)
    return {term: count / terms.length for term, count in terms.stems.items() if term not in common}


@lru_cache(maxsize=64)
def _common(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in stop_words(language))


def common_terms(pages: Sequence[tuple[float, Mapping[str, float]]]) -> list[tuple[str, float]]:
    """(score, shares) of the best pages → the terms that they have in common, each with its weight; all add up to 1."""
    total: dict[str, float] = {}
    for weight, (_, own) in zip(weights([score for score, _ in pages]), pages, strict=True):
        for term, share in own.items():
            total[term] = total.get(term, 0.0) + weight * share
    terms = list(total)
    return most_common(np.fromiter(total.values(), np.float64, len(total)), terms.__getitem__)


def weights(scores: Sequence[float]) -> list[float]:
    """How much each of the best pages weighs."""
    best = max(scores, default=0.0)
    return [math.exp(score - best) for score in scores]


def most_common(total: NDArray[np.float64], term: Callable[[int], str]) -> list[tuple[str, float]]:
    """How much some terms are worth, and the term of each place → those worth most; of equals the first in the alphabet."""
    if not len(total):
        return []
    least = max(0, len(total) - FEEDBACK_TERMS)
    floor = float(np.partition(total, least)[least]) - 10.0**-rounding.DIGITS
    near = [(term(place), float(total[place])) for place in np.flatnonzero(total >= floor).tolist()]
    # more digits than a score's, since a page of many words gives each a small share
    chosen = sorted(near, key=lambda item: (-round(item[1], rounding.DIGITS + 3), item[0]))[:FEEDBACK_TERMS]
    whole = sum(weight for _, weight in chosen)
    return [(term, weight / whole) for term, weight in chosen]
