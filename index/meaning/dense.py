"""The optional second ranking, by meaning: pages whose vectors are near that of what is asked, fused with the ranking by words.

What it may do: order the pages that have the words anew, and add pages that do not have them but are near in meaning. These
are told apart, and counted apart from everything else. Filters, fields and Not bind them as they bind all others. A query that
asks for exact words (quotes, a star, ~, OR), or for no words at all, is answered by words alone, and so is one in another order
than by relevance, or read in a language that the model was not made for. A page with an equal term has the words.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from index.analysis import fold
from index.engine import COUNTED, Filters, Matches, View
from index.meaning.fusion import fused, score_by_words
from index.meaning.page_vectors import PageVectors
from index.meaning.vectors import Encoder, VectorFiles, fill
from index.queries.query import And, Either, Field, Node, Not, Or, Phrase, Query, Word
from index.ranking.orders import RELEVANCE

# Each has its row in evaluation/expected.toml.
DEPTH = 200
"""Places of the ranking by words that are fused."""
NEAREST = 100
"""Places of the ranking by meaning that are fused."""
LEAST_SIMILARITY = 0.4
"""Cosine below which a page without the words is not near enough to be shown."""
_AGAIN = 20.0
"""Seconds until vectors that were lacking are looked for again."""


class Ranking(Protocol):
    """How pages are ranked: by words alone, or by meaning too."""

    def search(
        self,
        view: View,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = RELEVANCE,
    ) -> Matches:
        """What `View.search` gives; where meaning is looked at, in another order and with pages besides."""

    def check(self) -> None:
        """Raises ProgramMissing or BadInput where what it needs is not there."""

    def fill(self, view: View, tell: Callable[[int, int], None], stopped: Callable[[], bool]) -> int:
        """Makes the vectors that a view's documents lack; how many documents are left without (`index.meaning.vectors.fill`)."""


class NoDense:
    """Ranks by words alone: what there is without the extra."""

    def search(
        self,
        view: View,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = RELEVANCE,
    ) -> Matches:
        """What `View.search` gives."""
        return view.search(query, filters, limit, offset, any_word, counted, order)

    def check(self) -> None:
        """Needs nothing."""

    def fill(self, view: View, tell: Callable[[int, int], None], stopped: Callable[[], bool]) -> int:
        """There is nothing to make."""
        return 0


BY_WORDS = NoDense()


class Dense:
    """Ranks by words and by meaning. Safe to share between threads; holds the vectors of one view at a time."""

    def __init__(self, home: Path, load: Callable[[], Encoder]) -> None:
        """`home` is the folder of the vectors; `load` gives the model, which is asked for when it is first needed."""
        self._home, self._load = home, load
        self._encoder: Encoder | None = None
        self._kept: tuple[View, PageVectors] | None = None
        self._read = 0.0
        self._lock = threading.RLock()

    @property
    def encoder(self) -> Encoder:
        """The model. Raises ProgramMissing, BadInput."""
        with self._lock:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder

    def vectors(self, view: View) -> PageVectors:
        """The vectors of a view's pages; those of the view that was asked for last are kept.

        Where documents lack theirs, another process may be making them: they are looked for again after a while.
        """
        with self._lock:
            kept = self._kept
            if kept and kept[1].waiting and time.monotonic() > self._read + _AGAIN:
                kept = None
            if kept is None or kept[0] is not view:
                self._kept = None  # two at once would need twice the memory
                kept = view, PageVectors(view, VectorFiles(self._home, self.encoder), self.encoder)
                self._kept, self._read = kept, time.monotonic()
            return kept[1]

    def check(self) -> None:
        """Raises ProgramMissing or BadInput where the model is not there."""
        _ = self.encoder

    def fill(self, view: View, tell: Callable[[int, int], None], stopped: Callable[[], bool]) -> int:
        """Makes the vectors that a view's documents lack; how many documents are left without (`index.meaning.vectors.fill`)."""
        left = fill(view, VectorFiles(self._home, self.encoder), self.encoder, tell, stopped)
        with self._lock:
            self._kept = None
        return left

    def search(
        self,
        view: View,
        query: Query,
        filters: Filters,
        limit: int,
        offset: int = 0,
        any_word: bool = False,
        counted: Sequence[str] = COUNTED,
        order: str = RELEVANCE,
    ) -> Matches:
        """What `View.search` gives, fused with the ranking by meaning. Raises ProgramMissing, BadInput without its model."""
        asked = meant(query, any_word)
        if not asked or limit <= 0 or order != RELEVANCE or not self._knows(query.language):
            return view.search(query, filters, limit, offset, any_word, counted, order)
        first = view.search(query, filters, DEPTH, 0, any_word, counted)
        vectors = self.vectors(view)
        nearest = vectors.nearest(self.encoder.of_query(asked), NEAREST, _allowed(view, query, filters))
        near = {found.page: found for found in nearest}
        worded = {page for page in near if first.answers(*page)}
        ranked = [page for page, found in near.items() if page in worded or found.similarity >= LEAST_SIMILARITY]
        alone = {page: near[page].window for page in ranked if page not in worded}
        together = fused(first.pages, ranked, vectors.unread)
        if first.total_pages > DEPTH and offset + limit > len(together):
            raised = {(found.document, found.number) for found in together}
            more = view.search(query, filters, offset + limit, DEPTH, any_word, ()).pages
            together += [
                found._replace(score=score_by_words(rank))
                for rank, found in enumerate(more, DEPTH + 1)
                if (found.document, found.number) not in raised
            ]
        pages = together[offset : offset + limit]
        notes = (*first.compiled.notes, *_waiting_note(vectors))
        return replace(
            first,
            pages=tuple(pages),
            compiled=replace(first.compiled, notes=notes),
            by_meaning={page: alone[page] for found in pages if (page := (found.document, found.number)) in alone},
            pages_by_meaning=len(alone),
        )

    def _knows(self, language: str) -> bool:
        """Whether the model was made for the language that a query is to be read in; "": in any."""
        return not language or not self.encoder.languages or language in self.encoder.languages


def meant(query: Query, any_word: bool = False) -> str:
    """What of a query has a meaning to look for: its words. "" where it asks for exact words, or for none."""
    if any_word:
        return query.text.strip()
    words = [_words(member) for member in _members(query) if not isinstance(member, Field | Not)]
    return " ".join(words) if all(words) else ""


def _members(query: Query) -> Sequence[Node]:
    root = query.root
    return root.children if isinstance(root, And) else (root,) if root else ()


def _words(node: Node) -> str:
    """A plain word, or one written with a hyphen, which stands beside its joined form; with its equals or without."""
    match node:
        case Either(child):
            return _words(child)
        case Word(text):
            return text
        case Or((Phrase(parts), Word(joined))) if "".join(parts) == fold(joined):
            return "-".join(parts)
    return ""


def _allowed(view: View, query: Query, filters: Filters) -> Callable[[str, int], bool] | None:
    """Of which pages filters, fields and Not hold, whatever the words; None: of all."""
    binding = tuple(member for member in _members(query) if isinstance(member, Field | Not))
    if not binding and not any(filters.values()):
        return None
    bound = replace(query, root=And(binding) if binding else None)
    return view.search(bound, filters, 0, counted=()).answers


def _waiting_note(vectors: PageVectors) -> Iterator[str]:
    if vectors.waiting:
        noun = "document" if vectors.wanted == 1 else "documents"
        yield f"{vectors.waiting:,} of {vectors.wanted:,} {noun} cannot be found by meaning yet: run an ingest."
