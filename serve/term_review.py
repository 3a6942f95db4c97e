"""Acronyms that documents define, as proposals for the table of equal terms; and how a person's word on them is written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from answer.sentences import sentences
from core.errors import BadInput, NotFound
from core.records import Acronym, Document, Problem, Span, Term
from index.analysis import fold, stem
from index.engine import View, work_of
from index.queries.query import Phrase, Query
from index.queries.terms import TermTable, is_common, words_of_term
from ingest.metadata.terms import TermRow, read_terms
from ingest.metadata.terms_edit import add_terms

if TYPE_CHECKING:
    from serve.library import Library

_LONGEST_EVIDENCE = 400

_Key = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TermProposal:
    """An acronym and the long form that documents define for it: how many do (those of one work once), on how many pages,
    and where one does. `rivals` are other long forms of the same acronym, which may mean another thing."""

    short: str
    long: str
    language: str
    documents: int
    pages: int
    document: Document
    page: int
    span: Span
    rivals: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, Term]:
        """The long form and the acronym."""
        return Term(self.long, self.language), Term(self.short)


@dataclass(slots=True)
class _Gathered:
    first: Acronym
    document: Document
    works: set[str] = field(default_factory=set)
    pages: int = 0


def term_proposals(library: Library, view: View | None = None) -> list[TermProposal]:
    """What the documents of a view (the latest, where none is given) define and the table does not have, neither used nor
    refused; most documents first. Raises NoIndex."""
    gathered = _gathered((view or library.view()).documents.values())
    spoken = {language for _, language, _ in gathered}
    settled = {key for row in read_terms(library.settings.terms).rows for key in _keys_of(row, spoken)}
    longs: dict[str, list[str]] = {}
    for one in gathered.values():
        longs.setdefault(fold(one.first.short), []).append(one.first.long)
    found = [
        TermProposal(
            one.first.short, one.first.long, one.first.language, len(one.works), one.pages, one.document, one.first.page,
            one.first.span, tuple(long for long in longs[fold(one.first.short)] if long != one.first.long),
        )
        for key, one in gathered.items()
        if key not in settled and not is_common(Term(one.first.short))
    ]  # fmt: skip
    return sorted(found, key=lambda proposal: (-proposal.documents, -proposal.pages, proposal.short, proposal.long))


def term_proposal(library: Library, short: str, long: str = "") -> TermProposal:
    """The proposal for an acronym, of several the one with that long form. Raises NotFound, BadInput."""
    found = [one for one in term_proposals(library) if fold(one.short) == fold(short)]
    chosen = [one for one in found if fold(one.long) == fold(long)] if long else found
    if not chosen:
        raise NotFound(f"Nothing is proposed for {short!r}.", "`rapporteur terms` lists what is.")
    if len(chosen) > 1:
        several = "; ".join(one.long for one in chosen)
        raise BadInput(f"{short!r} has several long forms: {several}.", "Give the one that is meant.")
    return chosen[0]


def accept_term(library: Library, proposal: TermProposal, short: str = "", long: str = "", language: str = "") -> None:
    """Writes the two terms, corrected by what a person says, into the table. Raises BadInput, CatalogueUnreadable."""
    meant = Term(long or proposal.long, language or proposal.language)
    add_terms(library.settings.terms, (meant, Term(short or proposal.short)))


def common_terms(terms: TermTable, table: str) -> Iterator[Problem]:
    """The terms of a table that are not looked for, each with what to do about it."""
    for term in terms.common:
        remedy = "Its equals are found by their own words; take it out of the row."
        yield Problem(table, None, f"{term.text!r} reads like a word of every page: it is not looked for.", remedy)


def dismiss_term(library: Library, proposal: TermProposal) -> None:
    """Writes down that the two are not to be equal, so that they are not proposed again. Raises BadInput, CatalogueUnreadable."""
    add_terms(library.settings.terms, proposal.terms, used=False)


def evidence(view: View, proposal: TermProposal) -> str:
    """The sentence that defines the acronym, as it stands on its page."""
    page = view.page(proposal.document.id, proposal.page)
    around = [one for one in sentences(page.text, page.running) if one.overlaps(proposal.span)]
    span = Span(min(one.start for one in around), max(one.end for one in around)) if around else proposal.span
    return (span if span.end - span.start <= _LONGEST_EVIDENCE else proposal.span).of(page.text)


def used_on(view: View, short: str) -> tuple[int, int]:
    """How many pages of how many documents have an acronym's letters as a word."""
    words = tuple(fold(word) for word in words_of_term(Term(short)))
    found = view.search(Query(short, Phrase(words)), {}, 0, counted=())
    return found.total_pages, found.total_documents


def _gathered(documents: Iterable[Document]) -> Mapping[_Key, _Gathered]:
    """The definitions of all documents: those whose long forms differ in inflection alone are one."""
    found: dict[_Key, _Gathered] = {}
    for document in sorted(documents, key=lambda document: document.file):
        for acronym in document.acronyms:
            key = _key(acronym.short, acronym.long, acronym.language)
            one = found.setdefault(key, _Gathered(acronym, document))
            one.works.add(work_of(document))
            one.pages += acronym.pages
    return found


def _key(short: str, long: str, language: str) -> _Key:
    words = words_of_term(Term(long, language))
    return fold(short), language, tuple(stem(word, language) for word in words)


def _keys_of(row: TermRow, languages: Iterable[str]) -> Iterator[_Key]:
    """What a row has a word on: in whatever language a page speaks that defines it."""
    shorts = [term.text for term in row.terms if not term.language]
    for short, language in product(shorts, languages):
        yield from (_key(short, term.text, language) for term in row.terms if term.language)
