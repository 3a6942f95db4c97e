"""What a reader chose to look through, whatever the words: the filters, and the fields of the query.

A page that cannot be searched has no language and names no country that is known. It might be in any and speak of any: so it
belongs to the selection as soon as its document does, and filters by language or by country spoken of don't leave it out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from core.records import Document, DocumentState
from index.engine import PAGE_FACETS, Filters, Selection, document_values
from index.queries.compiled import AllOf, FacetLeaf, Tree
from index.speakers import SPOKEN


class Condition(NamedTuple):
    """A facet, and the values of which a page of the selection has one."""

    facet: str
    values: Collection[str]

    @property
    def of_document(self) -> bool:
        """Whether it decides over whole documents. One without values is kept by none."""
        return self.facet not in PAGE_FACETS or not self.values


def conditions(filters: Filters, tree: Tree | None) -> list[Condition]:
    """The filters, and the fields that a query asks of every page: those within Or and Not choose nothing."""
    members = tree.children if isinstance(tree, AllOf) else (tree,)
    fields = [Condition(member.facet, member.values) for member in members if isinstance(member, FacetLeaf)]
    return [*(Condition(facet, values) for facet, values in filters.items() if values), *fields]


def said_by(filters: Filters, tree: Tree | None) -> dict[str, frozenset[str]]:
    """Whose words are asked for, by the facets of SPOKEN; of two conditions on one facet, what both allow."""
    found: dict[str, frozenset[str]] = {}
    for facet, values in conditions(filters, tree):
        if facet in SPOKEN:
            found[facet] = frozenset(values) & found.get(facet, frozenset(values))
    return found


def holds(condition: Condition, values: Mapping[str, Collection[str]]) -> bool:
    """Whether a page or a document with these values of its facets keeps the condition."""
    return not set(condition.values).isdisjoint(values.get(condition.facet, ()))


def unread(documents: Iterable[Document]) -> list[Document]:
    """The documents of which no page is known because they could not be read."""
    return [document for document in documents if document.state == DocumentState.FAILED and not document.pages]


def count_chosen(documents: Iterable[Document], asked: Sequence[Condition]) -> int:
    """How many of some unread documents are in the selection; their pages' languages and countries are not known."""
    bound = [condition for condition in asked if condition.of_document]
    return sum(all(holds(condition, document_values(document)) for condition in bound) for document in documents)


def selection_notes(selection: Selection) -> Iterator[str]:
    """What of a selection cannot be searched, in sentences."""
    if selection.unsearchable:
        noun = "page" if selection.pages == 1 else "pages"
        yield f"{selection.unsearchable:,} of {selection.pages:,} {noun} in this selection cannot be searched."
    if selection.unread:
        noun = "document" if selection.unread == 1 else "documents"
        yield f"{selection.unread:,} {noun} of this selection could not be read."
