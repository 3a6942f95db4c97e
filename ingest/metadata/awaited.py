"""Tells which document of the catalogue a new file may be: one that is awaited, and that the file's first page names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.records import Document
from ingest.metadata.event_lines import folded
from ingest.metadata.title_page import squeezed

_SHORTEST_TITLE = 12
"""Letters; a row that is called "Programme" is named on many pages."""
_MOST = 3
"""More rows than these on one page: it is a programme or a list of speakers, and none of them."""
_OF_AN_EVENT = re.compile(r"\s*\([^()]*\)$")


class Match(NamedTuple):
    """An awaited document, and the words of the page that name it."""

    document: Document
    evidence: str


def awaited_matches(text: str, awaited: Sequence[Document]) -> tuple[Match, ...]:
    """The awaited documents that a first page names: by title; else by all their presenters. () where too many are named.

    Case, accents, line breaks and hyphens make no difference.
    """
    letters, words = squeezed(text), set(re.findall(r"\w+", folded(text)))
    by_title = [Match(document, f"names its title: “{document.title}”") for document in _titled(letters, awaited)]
    found = by_title or [
        Match(document, f"names its presenters: “{', '.join(document.presenters)}”")
        for document in awaited
        if document.presenters and all(_named(name, letters, words) for name in document.presenters)
    ]
    return tuple(found) if len(found) <= _MOST else ()


def _titled(letters: str, awaited: Sequence[Document]) -> Iterator[Document]:
    for document in awaited:
        titles = (squeezed(document.title), squeezed(_OF_AN_EVENT.sub("", document.title)))
        if any(len(title) >= _SHORTEST_TITLE and title in letters for title in titles):
            yield document


def _named(name: str, letters: str, words: set[str]) -> bool:
    """Whether a full name stands there in either order; one word alone would be found in too many places."""
    parts = re.findall(r"\w+", folded(name))
    return len(parts) > 1 and (squeezed(name) in letters or set(parts) <= words)
