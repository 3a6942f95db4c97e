"""What the parent and its workers say to one another; kept light, so that the parent needs none of the readers."""

from __future__ import annotations

from dataclasses import dataclass

from core.records import Heading, Proposal

ITEM, DONE, ERROR = "item", "done", "error"
"""Kinds of messages: a value, the end of a job, or (problem, remedy, the page to blame or 0) and the end."""

SUFFIXES = (".pdf", ".pptx", ".docx", ".odp", ".odt", ".txt", ".md", ".html", ".htm", ".ppt", ".doc", ".rtf", ".zip")
"""The endings of files that can be read; .ppt, .doc and .rtf by LibreOffice only."""

ARCHIVES = (".zip",)
"""The endings of files whose members are read."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself: the first message of an extraction. The fields are those of Document."""

    title: str
    language: str
    page_count: int
    copy: str = ""
    outline: tuple[Heading, ...] = ()
    attachments: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sketch: str = ""


def blamed(page: int) -> str:
    """What a sentence on a failure begins with: the page, or the file where no page is to blame."""
    return f"Page {page}" if page else "The file"
