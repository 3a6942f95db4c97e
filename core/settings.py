"""Where the corpus and the data lie, and the limits of an ingest. Read from the environment only in serve/."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

CACHE_BYTES = 320 * 1024**2


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A language model: where it is asked (`url`, to which /chat/completions is added), its name there, the key that is sent
    along (never shown; "" for none), and how many seconds an answer may take."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`corpus` holds the documents and the catalogue, `data` what can be rebuilt from them.

    Seconds and bytes are per document, and `page_seconds` per page image, `ocr_seconds` per
    page recognised; past them the file is reported and the run goes on.
    `cache_bytes` bounds what a process keeps of the index in memory to search faster.
    `semantic` names the model for searching by meaning, an installed package or a folder; "" for none.
    `endpoint` is the language model that may put quotes into sentences; None for none.
    """

    corpus: Path
    data: Path
    workers: int = max(1, os.cpu_count() or 1)
    document_seconds: float = 300.0
    page_seconds: float = 20.0
    ocr_seconds: float = 180.0
    worker_bytes: int = 4 * 1024**3
    upload_bytes: int = 200 * 1024**2
    cache_bytes: int = CACHE_BYTES
    semantic: str = ""
    endpoint: Endpoint | None = None

    @property
    def catalogue(self) -> Path:
        """The catalogue's path."""
        return self.corpus / "catalogue.csv"

    @property
    def terms(self) -> Path:
        """The path of the table of equal terms."""
        return self.corpus / "terms.csv"

    @property
    def people(self) -> Path:
        """The path of the table of people's names."""
        return self.corpus / "people.csv"

    @property
    def organisations(self) -> Path:
        """The path of the table of organisations' names."""
        return self.corpus / "organisations.csv"

    @property
    def known_items(self) -> Path:
        """The path of the table of known items: questions, and the pages that answer them."""
        return self.corpus / "known_items.csv"

    @property
    def feedback(self) -> Path:
        """The file of what readers said of answers. It cannot be rebuilt."""
        return self.data / "feedback.jsonl"

    @property
    def checks(self) -> Path:
        """The file of what each check of the known items found. It cannot be rebuilt."""
        return self.data / "checks.jsonl"

    @property
    def copies(self) -> Path:
        """The folder of the reading copies: searchable PDFs of scans, PDFs of other formats, by Document.copy."""
        return self.data / "copies"

    @property
    def vectors(self) -> Path:
        """The folder of the vectors of pages, which the search by meaning needs."""
        return self.data / "vectors"

    @property
    def answers(self) -> Path:
        """The folder of the answers that were kept: unlike all else there, it cannot be rebuilt."""
        return self.data / "answers"
