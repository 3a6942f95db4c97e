"""What the parent and its workers say to one another; kept light, so that the parent needs none of the readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from core.records import Acronym, Heading, Intervention, Proposal

ITEM, DONE, ERROR = "item", "done", "error"
"""Kinds of messages: a value, the end of a job, or (problem, remedy, the page to blame or 0) and the end."""

SUFFIXES = (".pdf", ".pptx", ".docx", ".odp", ".odt", ".txt", ".md", ".html", ".htm", ".ppt", ".doc", ".rtf", ".zip")
"""The endings of files that can be read; .ppt, .doc and .rtf by LibreOffice only."""

ARCHIVES = (".zip",)
"""The endings of files whose members are read."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself: the first message of an extraction. The fields are those of Document.

    `doubtful` are the numbers of pages that have a text, but may show more words than it holds.
    """

    title: str
    language: str
    page_count: int
    copy: str = ""
    outline: tuple[Heading, ...] = ()
    attachments: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sketch: str = ""
    doubtful: tuple[int, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    turns: tuple[Intervention, ...] = ()


class Recognised(NamedTuple):
    """One recognised page: where it is kept, and its mean word confidence in [0, 1]."""

    path: Path
    confidence: float


@dataclass(frozen=True, slots=True)
class SearchableCopy:
    """A document's searchable copy: its path, the mean word confidence of each page recognised, by number, and the pages
    in which no word was."""

    path: Path
    pages: dict[int, float]
    wordless: frozenset[int] = frozenset()


def blamed(page: int) -> str:
    """What a sentence on a failure begins with: the page, or the file where no page is to blame."""
    return f"Page {page}" if page else "The file"
