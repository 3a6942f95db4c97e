"""What awaits a person's word: documents with what they seem to say of themselves, and how that word is written down."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.countries import country_name
from core.errors import BadInput, NotFound
from core.languages import language_name
from core.records import Document, DocumentState, Proposal
from index.engine import View
from ingest.metadata.awaited import Match, awaited_matches
from ingest.metadata.catalogue import COLUMNS, DASH, FIELDS, Row, read_catalogue
from ingest.metadata.catalogue_edit import set_row

if TYPE_CHECKING:
    from serve.library import Library

ASKED = ("title", "presenters", "organisations", "date")
"""Fields for which a document with a row is asked about again, where they are empty and something is proposed."""
OFFERED = (*ASKED, "kind", "countries_from", "countries_about", "event", "language")
"""Fields that a person is offered to fill."""
_COLUMN = dict(zip(FIELDS, COLUMNS, strict=True))
_FIRST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Review:
    """A document, its catalogue row (None: it has none), what is proposed for it, and the awaited documents it may be."""

    document: Document
    row: Row | None
    proposals: tuple[Proposal, ...]
    awaited: tuple[Document, ...] = ()

    def proposal(self, field: str) -> Proposal | None:
        """What is proposed for a field, if anything is."""
        return next((proposal for proposal in self.proposals if proposal.field == field), None)

    def text(self, field: str) -> str:
        """A field as a person would write it into the catalogue: what is proposed, else what its row has."""
        proposal = self.proposal(field)
        said = proposal.values if proposal else getattr(self.row, field, ())
        values = (said,) if isinstance(said, str) else said
        if field in ("countries_from", "countries_about"):
            values = tuple(map(country_name, values))
        return " | ".join(language_name(value) if field == "language" and value else value for value in values)

    @property
    def offered(self) -> tuple[str, ...]:
        """The fields to be filled: all where the document has no row, else those that are proposed."""
        return OFFERED if self.row is None else tuple(field for field in OFFERED if self.proposal(field))


def reviews(library: Library) -> list[Review]:
    """The documents that a person has not spoken of, and those with gaps that could be filled, by file name. Raises NoIndex."""
    view, catalogue = library.view(), read_catalogue(library.settings.catalogue)
    named = {unicodedata.normalize("NFC", row.file): row for row in catalogue.rows if row.file}
    read_with = {row.digest: row for row in catalogue.rows}
    documents = sorted(view.documents.values(), key=lambda document: document.file)
    awaited = [document for document in documents if document.state == DocumentState.AWAITED]
    found: list[Review] = []
    for document in documents:
        if document.state == DocumentState.AWAITED or not document.pages:
            continue
        row = named.get(document.file) or read_with.get(document.fingerprint.row)
        if row is None:
            matches = _matches(view, document, awaited)
            known = (*document.proposals, *_file_proposal(matches))
            found.append(Review(document, None, known, tuple(match.document for match in matches)))
        elif gaps := tuple(proposal for proposal in document.proposals if _asked(proposal, row)):
            found.append(Review(document, row, gaps))
    return found


def review_of(library: Library, identifier: str) -> Review:
    """One of them. Raises NotFound."""
    found = next((review for review in reviews(library) if review.document.id == identifier), None)
    if found is None:
        title = library.document(identifier).title
        raise NotFound(f"Nothing of {title!r} awaits a word.", "`rapporteur proposals` lists what does.")
    return found


def accept(library: Library, review: Review, said: Mapping[str, str]) -> None:
    """Writes what a person says (`said`: field → text) into the catalogue; an ingest then brings it into the index.

    A proposal that was emptied leaves a dash. Raises BadInput: a cell cannot be understood, or the row is another one now.
    """
    cells = {"file": review.document.file} if review.row is None else {}
    for field, text in said.items():
        cells[_COLUMN[field]] = text.strip() or (DASH if review.proposal(field) else "")
    set_row(library.settings.catalogue, cells, review.row)


def accept_as(library: Library, review: Review, awaited: Document) -> None:
    """Writes the file's name into the row that awaits it; the row's words then apply, at the file's own address."""
    rows = read_catalogue(library.settings.catalogue).rows
    row = next((row for row in rows if (row.file, row.title) == (awaited.file, awaited.title)), None)
    if row is None:
        raise BadInput(f"{awaited.title!r} is no longer awaited.", "Look at the catalogue: nothing was written.")
    set_row(library.settings.catalogue, {"file": review.document.file}, row)


def dismiss(library: Library, review: Review) -> None:
    """Writes down that nothing of what is proposed is right: dashes, so that it does not come back. Raises BadInput."""
    cells = {_COLUMN[p.field]: DASH for p in review.proposals if p.field in OFFERED and p.field != "language"}
    if review.row is None:
        cells["file"] = review.document.file
    set_row(library.settings.catalogue, cells, review.row)


def corrected(review: Review, said: Mapping[str, str]) -> dict[str, str]:
    """All proposals by field, with a person's corrections and additions."""
    proposed = {
        proposal.field: review.text(proposal.field) for proposal in review.proposals if proposal.field in OFFERED
    }
    return {**proposed, **said}


def _asked(proposal: Proposal, row: Row) -> bool:
    return proposal.field in ASKED and not getattr(row, proposal.field) and proposal.field not in row.settled


def _matches(view: View, document: Document, awaited: Sequence[Document]) -> tuple[Match, ...]:
    number = next((n for n, entry in enumerate(document.pages[:_FIRST_PAGES], 1) if entry.length), None)
    if number is None or not awaited:
        return ()
    found = awaited_matches(view.page(document.id, number).text, awaited)
    return tuple(match._replace(evidence=f"page {number} {match.evidence}") for match in found)


def _file_proposal(matches: Sequence[Match]) -> Iterator[Proposal]:
    if matches:
        titles = tuple(match.document.title for match in matches)
        yield Proposal("file", titles, "; ".join(dict.fromkeys(match.evidence for match in matches)))
