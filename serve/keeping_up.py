"""What an ingest does beside reading: records that change without their pages, and which documents belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from core.records import Document, Kinship
from index.engine import Writer
from ingest.files.folder import Plan
from ingest.kin.kinship import newest_first, relations
from ingest.people.known_names import KnownNames


def settle(
    writer: Writer, todo: Plan, untouched: Sequence[Document], read: Sequence[Document], names: KnownNames
) -> None:
    """Writes the records that are to be others, once the plan's files are `read`, but for the `untouched` ones: by their
    catalogue rows, by their kin, and by the names that people and organisations are known by."""
    rewritten = {document.id for document in (*todo.described, *todo.touched)}
    documents = [*todo.unchanged, *todo.described, *todo.touched, *untouched, *read]
    changed = read or rewritten or todo.removed
    related = relations(documents) if changed else {d.id: (d.work, d.kin) for d in documents}
    for document in documents:
        work, kin = related.get(document.id, ("", ()))
        settled = document if (document.work, document.kin) == (work, kin) else replace(document, work=work, kin=kin)
        settled = names.applied(settled)
        if document.id in rewritten or settled is not document:
            writer.describe(settled)


class Related(NamedTuple):
    """A document of the same work, how it belongs to the one that is looked at, and whether it is newer."""

    document: Document
    kinship: Kinship
    newer: bool


def related(document: Document, documents: Mapping[str, Document]) -> list[Related]:
    """The kin of a document, newest first."""
    kin = {one.document: one.kinship for one in document.kin if one.document in documents}
    order = newest_first([document, *(documents[identifier] for identifier in kin)])
    own = order.index(document)
    return [Related(one, kin[one.id], place < own) for place, one in enumerate(order) if place != own]


def language_twins(document: Document, documents: Mapping[str, Document]) -> list[Document]:
    """The editions of a document in other languages."""
    return [one.document for one in related(document, documents) if one.kinship == Kinship.LANGUAGE_TWIN]


def duplicates(documents: Iterable[Document]) -> tuple[tuple[str, ...], ...]:
    """The files that are exact copies of one another, each group once, newest first."""
    known = {document.id: document for document in documents}
    groups = set()
    for document in known.values():
        copies = {kin.document for kin in document.kin if kin.kinship == Kinship.SAME_FILE} & known.keys()
        if copies:
            groups.add(tuple(other.file for other in newest_first(known[one] for one in {document.id, *copies})))
    return tuple(sorted(groups))
