"""What of the library can be read: per document and page, counted and put in order; trouble first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from answer.records import Searched
from core.languages import language_name
from core.records import Document, DocumentState, PageEntry, PageState

TROUBLES = (PageState.NEEDS_OCR, PageState.GARBLED, PageState.UNREADABLE)
"""The states of pages that cannot be searched, mildest first."""

STATE_WORDS: Mapping[PageState, str] = {
    PageState.TEXT: "text of its own",
    PageState.OCR: "text recognised",
    PageState.EMPTY: "empty",
    PageState.NEEDS_OCR: "a picture without text: needs OCR",
    PageState.GARBLED: "text garbled",
    PageState.UNREADABLE: "cannot be read",
}
"""What a state means, after "the page is/has …"."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pages `first` to `last` of one document, one after the other, all in one state."""

    state: PageState
    first: int
    last: int

    @property
    def numbers(self) -> str:
        """Its page numbers: "3", "3–20"."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def name(self) -> str:
        """The same in words: "page 3", "pages 3–20"."""
        return f"{'page' if self.first == self.last else 'pages'} {self.numbers}"


def page_counts(document: Document) -> dict[PageState, int]:
    """How many pages of a document are in each state; every state has its count."""
    found = Counter(page.state for page in document.pages)
    return {state: found[state] for state in PageState}


def total_counts(documents: Iterable[Document]) -> dict[PageState, int]:
    """How many pages of all documents are in each state."""
    found: Counter[PageState] = Counter(page.state for document in documents for page in document.pages)
    return {state: found[state] for state in PageState}


def language_counts(documents: Iterable[Document]) -> dict[str, int]:
    """How many pages are in each language, most first; pages without words have "und"."""
    found = Counter(page.language for document in documents for page in document.pages)
    return dict(sorted(found.items(), key=lambda item: (item[0] == "und", -item[1], item[0])))


def confidence_of(document: Document) -> float | None:
    """How sure text recognition is, on the average of the pages it has read; None where it has read none."""
    read = (page.confidence for page in document.pages if page.state == PageState.OCR)
    known = [confidence for confidence in read if confidence is not None]
    return sum(known) / len(known) if known else None


def troubles(document: Document) -> list[Run]:
    """The pages that cannot be searched, as runs in the order of the pages."""
    return [run for run in runs(document) if not run.state.searchable]


def runs(document: Document) -> list[Run]:
    """All pages as runs of one state."""
    numbered = groupby(enumerate(document.pages, 1), key=lambda item: item[1].state)
    return [Run(state, pages[0][0], pages[-1][0]) for state, group in numbered if (pages := list(group))]


def is_troubled(document: Document) -> bool:
    """Whether something of the document cannot be searched."""
    return document.state == DocumentState.FAILED or any(not page.state.searchable for page in document.pages)


def mapped(documents: Iterable[Document]) -> list[Document]:
    """The documents whose files are there: those that failed first, then those with most trouble, then by file name."""
    present = (document for document in documents if document.state != DocumentState.AWAITED)

    def place(document: Document) -> tuple[bool, int, str]:
        blind = sum(not page.state.searchable for page in document.pages)
        return bool(document.pages) or document.state != DocumentState.FAILED, -blind, document.file

    return sorted(present, key=place)


def sheets(documents: Sequence[Document], most_documents: int, most_pages: int) -> list[list[Document]]:
    """The documents in portions that can be drawn at once: at most so many documents, and pages if there are several."""
    found: list[list[Document]] = []
    pages = 0
    for document in documents:
        size = len(document.pages)
        if not found or len(found[-1]) == most_documents or (found[-1] and pages + size > most_pages):
            found.append([])
            pages = 0
        found[-1].append(document)
        pages += size
    return found


def page_sentence(number: int, page: PageEntry) -> str:
    """A page in words: "p. xii (PDF 14): text recognised, confidence 93 %, German"."""
    label = f"p. {page.label}" if page.label == str(number) else f"p. {page.label} (PDF {number})"
    return f"{label}: {', '.join(_page_words(page))}"


def _page_words(page: PageEntry) -> Iterator[str]:
    if page.state == PageState.EMPTY and page.confidence is not None:
        yield "a picture in which no word was recognised"
        return
    yield STATE_WORDS[page.state]
    if page.confidence is not None:
        yield f"confidence {percent(page.confidence)}"
    if page.state.searchable and page.language != "und":
        yield language_name(page.language)


def percent(share: float) -> str:
    """0.931 → "93 %" (the blank does not break); rounded down, so that only what is sure is called 100 %."""
    return f"{int(share * 100 + 1e-9)}\u00a0%"


def summary(document: Document) -> str:
    """A document's pages in words: "118 pages: 100 text, 18 needs OCR"; "could not be read" where none is known."""
    if not document.pages:
        return "could not be read" if document.state == DocumentState.FAILED else "no pages"
    total = f"{len(document.pages):,} {'page' if len(document.pages) == 1 else 'pages'}"
    counts = [f"{count:,} {state.value}" for state, count in page_counts(document).items() if count]
    sure = confidence_of(document)
    told = f"; recognised with confidence {percent(sure)}" if sure is not None else ""
    return f"{total}: {', '.join(counts)}{told}"


def looked_through(searched: Searched) -> str:
    """What an answer was looked for in: "181 pages in 17 documents"."""
    pages = f"{searched.pages:,} {'page' if searched.pages == 1 else 'pages'}"
    return f"{pages} in {searched.documents:,} {'document' if searched.documents == 1 else 'documents'}"


def counted_works(documents: int, pages: int, works: int) -> str:
    """How much there is to search; where results count fewer documents than there are, that too."""
    noun = "document" if documents == 1 else "documents"
    told = f"{documents:,} {noun}, {pages:,} {'page' if pages == 1 else 'pages'} to search"
    return told if works >= documents else f"{told} ({works:,} without translations, earlier versions and copies)"


def unreadable_notes(searched: Searched) -> list[str]:
    """What could not be looked through for an answer, in sentences."""
    pages, documents = searched.unreadable_pages, searched.unreadable_documents
    notes = []
    if pages:
        notes.append(f"{pages:,} {'page' if pages == 1 else 'pages'} of this selection cannot be searched.")
    if documents:
        noun = "document" if documents == 1 else "documents"
        notes.append(f"{documents:,} {noun} of this selection could not be read.")
    return notes


def counts_json(document: Document) -> dict[str, int]:
    """State → number of pages, every state."""
    return {state.value: count for state, count in page_counts(document).items()}


def readability_json(document: Document) -> dict[str, Any]:
    """One document of `rapporteur readability --json`: counts, problems of the whole file, and every page."""
    return {
        "document": document.id,
        "file": document.file,
        "title": document.title,
        "state": document.state.value,
        "readability": counts_json(document),
        "confidence": _rounded(confidence_of(document)),
        "problems": [f"{problem.problem} {problem.remedy}" for problem in document.problems if problem.page is None],
        "pages": [
            {
                "page": number,
                "page_label": page.label,
                "state": page.state.value,
                "searchable": page.state.searchable,
                "confidence": _rounded(page.confidence),
                "language": page.language,
            }
            for number, page in enumerate(document.pages, 1)
        ],
    }


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 4)


def readability_lines(documents: Sequence[Document], every_page: bool) -> Iterator[str]:
    """For people: a line a document and its troubles; with `every_page`, a line a page."""
    for document in documents:
        yield f"{document.id}  {document.title}: {summary(document)}"
        yield from (f"    {p.problem} {p.remedy}" for p in document.problems if p.page is None)
        if every_page:
            yield from (f"    {page_sentence(number, page)}" for number, page in enumerate(document.pages, 1))
        else:
            yield from (f"    {run.name}: {STATE_WORDS[run.state]}" for run in troubles(document))
