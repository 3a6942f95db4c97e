"""What understanding a query needs to know of an index: its documents and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.records import Document
from index.queries.compounds import Compounds
from index.words.lexicon import Lexicon


class Vocabulary(Protocol):
    """What the query language needs to know of an index."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents by id, awaited and failed ones too."""

    def spellings(self, folded: str) -> Sequence[str]:
        """The spellings with accents that stand in the corpus for a word without them."""

    @property
    def lexicon(self) -> Lexicon:
        """All words of the corpus."""

    @property
    def compounds(self) -> Compounds:
        """The German compounds of the corpus."""

    def standing(self, word: str, language: str = "") -> int:
        """On how many pages a folded word stands now, of one language where one is named."""
