"""More like this page: its most telling words, asked for all at once; any of them is enough, the score decides.

Selection as in Lucene's MoreLikeThis: of the words of the page those with the highest tf·idf over its language
(Salton & Buckley 1988, "Term-weighting approaches in automatic text retrieval"), each weighted by it in the query, which
is ranked by BM25. A page is compared with pages of its own language: nothing else has the same stems.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.records import Document, Page
from index.analysis import PageTerms, page_terms, stop_words, terms_of, written_words
from index.engine import Filters, Found, View, work_of
from index.marks import marks
from index.passage import passage
from index.queries.compiled import Compiled, WordLeaf
from index.search import Hit

TELLING_WORDS = 12
"""Words of the page that are asked for."""
ON_PAGES = 2
"""A word that stands on fewer pages, this one among them, leads nowhere."""

SHARED_PART = 0.3
"""Of the words asked for, how many a page must have to be called alike, rounded down, one at least: one rare word in common
is a coincidence. The part is that of Elasticsearch's more_like_this."""

_SHORTEST = 3
_LOOKED_THROUGH = 400
"""Pages that are ranked before copies and versions are taken together."""
_WORDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """A page that is like another one, and the words that make it so, most telling first, as this page spells them."""

    hit: Hit
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """Pages like one page: of other documents, and of its own. `words` are the page's most telling ones.

    Of the documents of one work (copies, versions) only the nearest speaks, of the page's own work only its document.
    """

    document: Document
    page: Page
    words: tuple[str, ...]
    elsewhere: tuple[Alike, ...]
    here: tuple[Alike, ...]
    generation: int


def similar(view: View, identifier: str, number: int, filters: Filters, limit: int = 10) -> Similar:
    """Up to `limit` pages elsewhere, and as many of the document itself. Raises NotFound."""
    page = view.page(identifier, number)
    document = view.documents[identifier]
    if page.language in ("", "und") and not page.text.strip():
        return Similar(document, page, (), (), (), view.generation)
    weights = telling(view, page)
    least = max(1, int(SHARED_PART * len(weights)))
    found = [
        hit
        for hit in view.weighted(weights, least, filters, _LOOKED_THROUGH)
        if (hit.document, hit.number) != (identifier, number)
    ]
    here = [hit for hit in found if hit.document == identifier][:limit]
    others = _one_of_each_work(view.documents, found, document)[:limit]
    spelled = _spelled(page, weights)
    compiled = _compiled(weights, spelled)
    return Similar(
        document, page, tuple(spelled.values()),
        tuple(_alike(view, hit, compiled, weights) for hit in others),
        tuple(_alike(view, hit, compiled, weights) for hit in here), view.generation,
    )  # fmt: skip


def telling(view: View, page: Page) -> dict[str, float]:
    """The most telling index terms of a page, most telling first, and their weights: tf·idf, the highest 1."""
    terms = page_terms(page.text, page.language, page.running)
    counts = _eligible(terms, page.language)
    pages = view.pages_in(page.language)
    holding = view.holding(list(counts))
    worth = {
        term: (1 + math.log(count)) * math.log((pages + 1) / holding[term])
        for term, count in counts.items()
        if holding[term] >= ON_PAGES
    }
    best = sorted(worth, key=lambda term: (-worth[term], term))[:TELLING_WORDS]
    most = max((worth[term] for term in best), default=1.0) or 1.0
    return {term: worth[term] / most for term in best if worth[term] > 0}


def _eligible(terms: PageTerms, language: str) -> dict[str, int]:
    """Stem → count, of words that are neither stop words, nor numbers, nor mere letters."""
    left_out = {
        terms_of(word, language)[1]
        for word in terms.words
        if word in stop_words(language) or word.isdecimal() or len(word) < _SHORTEST
    }
    return {term: count for term, count in terms.stems.items() if term not in left_out}


def _one_of_each_work(documents: Mapping[str, Document], found: Sequence[Found], own: Document) -> list[Found]:
    speaks = {work_of(own): own.id}
    for hit in found:
        speaks.setdefault(work_of(documents[hit.document]), hit.document)
    return [hit for hit in found if hit.document != own.id and speaks[work_of(documents[hit.document])] == hit.document]


def _spelled(page: Page, weights: Mapping[str, float]) -> dict[str, str]:
    """Term → the first word of the page that has it, as it stands there, in the order of the terms."""
    first: dict[str, str] = {}
    for written, _ in written_words(page.text):
        first.setdefault(terms_of(written, page.language)[1], written)
    return {
        term: first.get(term, term.partition(":")[2]).replace("\u00ad\n", "").replace("\u00ad", "") for term in weights
    }


def _compiled(weights: Mapping[str, float], spelled: Mapping[str, str]) -> Compiled:
    return Compiled(None, tuple(WordLeaf(spelled[term], frozenset([term]), frozenset()) for term in weights), ())


def _alike(view: View, found: Found, compiled: Compiled, weights: Mapping[str, float]) -> Alike:
    document, page = view.documents[found.document], view.page(found.document, found.number)
    lit = marks(compiled, page.text, page.language, page.running)
    worth = list(weights.values())
    shared = {mark.leaf: worth[mark.leaf] for mark in lit}
    words = sorted(shared, key=lambda leaf: -shared[leaf])[:_WORDS_SHOWN]
    own, window, speaker, about = passage(document, page, lit, worth)
    hit = Hit(document, page, found.score, own, window, speaker=speaker, about=about)
    return Alike(hit, tuple(compiled.leaves[leaf].text for leaf in words))  # type: ignore[union-attr]
