"""What a view keeps of each segment: its documents and where their pages are. Segments never change, so it is read once
and handed from one generation to the next: opening a new one costs what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.records import Document
from index.store.record_json import load_document
from index.store.segment_lexicon import SegmentLexicon

Rows = NDArray[np.int64]
LookUp = Callable[[str, bytes], Rows]
"""(field, term) → the rows that have it."""


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """Documents by the row of their record, the rows of every document's pages, deleted ones among them, and the words."""

    records: Mapping[int, Document]
    pages: Mapping[str, Rows]
    lexicon: SegmentLexicon


@dataclass(frozen=True, slots=True)
class OpenSegment:
    """A segment as one generation has it: rows that are deleted there are not live; row 0 is row `base` of the whole."""

    facts: SegmentFacts
    live: NDArray[np.bool_]
    base: int

    def documents(self) -> Iterator[Document]:
        """Those whose record is live."""
        return (document for row, document in self.facts.records.items() if self.live[row])

    def pages(self) -> Iterator[tuple[str, Rows]]:
        """The rows of the whole of each document that has live pages here."""
        whole = bool(self.live.all())
        for identifier, rows in self.facts.pages.items():
            own = rows if whole else rows[self.live[rows]]
            if len(own):
                yield identifier, own + self.base


def read_facts(segment: Any, rows_of: LookUp, lexicon: SegmentLexicon) -> SegmentFacts:
    """Reads a segment's records and rows. Records that are deleted by now are left out: they never come back."""
    records = {}
    for identifier in segment.lexicon("record"):
        for row in rows_of("record", identifier).tolist():
            if not segment.is_deleted(row):
                records[row] = load_document(segment.stored_fields(row)["body"])
    pages = {term.decode(): rows_of("document", term) for term in segment.lexicon("document")}
    return SegmentFacts(records, pages, lexicon)


def live_rows(segment: Any) -> NDArray[np.bool_]:
    """Which rows of a segment are not deleted."""
    live = np.ones(segment.doc_count_all(), bool)
    if segment.has_deletions():
        live[[row for row in range(len(live)) if segment.is_deleted(row)]] = False
    return live


def documents_of(segments: Sequence[OpenSegment]) -> dict[str, Document]:
    """All documents by their ids."""
    return {document.id: document for segment in segments for document in segment.documents()}


def rows_of(segments: Sequence[OpenSegment], documents: Mapping[str, Document]) -> dict[str, Rows]:
    """The rows of all documents that have pages; those of one document lie in one segment, in their order."""
    found = {identifier: rows for segment in segments for identifier, rows in segment.pages()}
    return {identifier: found[identifier] for identifier, document in documents.items() if document.pages}
