"""The names by which people and organisations are known, as the tables say now: applied to documents, and as a way in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.records import Document
from core.settings import Settings
from index.engine import Filters, View, Writer
from ingest.people.alias_table import Aliases, read_aliases
from ingest.people.known_names import KnownNames
from ingest.people.person_name import fold, person_name, written_out
from ingest.people.spelling import body_key, person_key

if TYPE_CHECKING:
    from serve.name_review import NameReview


def people_aliases(settings: Settings) -> Aliases:
    """The table of people as it is now."""
    return read_aliases(settings.people, person_key)


def organisation_aliases(settings: Settings) -> Aliases:
    """The table of organisations as it is now."""
    return read_aliases(settings.organisations, body_key)


def known_names(settings: Settings, documents: Iterable[Document]) -> KnownNames:
    """The names of some documents, as the tables say now."""
    return KnownNames(documents, people_aliases(settings), organisation_aliases(settings))


def rename(writer: Writer, settings: Settings, documents: Sequence[Document]) -> int:
    """Rewrites the records of documents that have other names now; how many. No file is read for it."""
    names = known_names(settings, documents)
    changed = [named for document in documents if (named := names.applied(document)) is not document]
    for document in changed:
        writer.describe(document)
    return len(changed)


def version_of(path: Path) -> str:
    """Changes when a table does; "" where there is none."""
    try:
        told = path.stat()
    except OSError:
        return ""
    return f"{told.st_mtime_ns}-{told.st_size}-{told.st_ino}"


class Naming:
    """The known names of one generation, and what readers may call them."""

    def __init__(self, settings: Settings, view: View, version: tuple[str, ...]) -> None:
        self.version = version
        self.review: NameReview | None = None
        documents = list(view.documents.values())
        self.names = known_names(settings, documents)
        self._people = {name for document in documents for name in _people_of(document)}
        self._bodies = {name for document in documents for name in document.organisations}
        self._spelled: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._families: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in sorted(self._people):
            for parsed in map(person_name, (name, *self.names.spellings_of(name))):
                for way in (fold, written_out):
                    _add(self._spelled, tuple(map(way, parsed.parts)), name)
                    _add(self._families, tuple(map(way, parsed.family)), name)

    def meant(self, filters: Filters) -> Filters:
        """The filters with the known names of whatever spellings they give. What nobody is called stays, and finds nothing."""
        return {facet: self._values(facet, values) for facet, values in filters.items()}

    def _values(self, facet: str, values: Sequence[str]) -> Sequence[str]:
        match facet:
            case "presenter":
                return list(dict.fromkeys(name for value in values for name in self.people(value) or (value,)))
            case "organisation":
                return list(dict.fromkeys(name for value in values for name in self.organisations(value) or (value,)))
        return values

    def people(self, text: str) -> Sequence[str]:
        """The known names that a reader's spelling may mean, () for none: the name itself; else those that a table or a document
        spells so; else those of the same letters without accents; else those of a family name."""
        if text in self._people:
            return (text,)
        if found := [name for name in self.names.person(text) if name in self._people]:
            return found
        parsed = person_name(text)
        for known, parts in ((self._spelled, parsed.parts), (self._families, () if parsed.given else parsed.family)):
            if found := [name for way in (fold, written_out) for name in known.get(tuple(map(way, parts)), ())]:
                return list(dict.fromkeys(found))
        return ()

    def organisations(self, text: str) -> Sequence[str]:
        """The same for an organisation: the name itself, else those that a table or a document spells so."""
        return (text,) if text in self._bodies else [n for n in self.names.organisation(text) if n in self._bodies]


def _people_of(document: Document) -> Iterable[str]:
    return (*document.presenters, *(name for turn in document.turns for name in turn.speakers))


def _add(known: Mapping[tuple[str, ...], list[str]], parts: tuple[str, ...], name: str) -> None:
    if parts and name not in known[parts]:
        known[parts].append(name)
