"""The known items, put to the library: which are found, which are answered, what came instead."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from answer.question import question_query
from core.errors import BadInput
from core.records import Document, DocumentState, Problem
from serve.feedback import asked
from serve.known_items import KnownItem, read_known_items

if TYPE_CHECKING:
    from serve.library import Library

MOST_HITS = 10
"""Among so many results an item's page is looked for: the first page of a search."""


class ItemPage(NamedTuple):
    """A page of an item as the table has it, and its document's id ("": there is none such)."""

    file: str
    page: int
    document: str


class Shown(NamedTuple):
    """A page that was shown: document, page, printed label, title."""

    document: str
    page: int
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an item fared. `pages` are those that answer it (() where nothing does), `place` is where the first of them stands
    among the results, `quote` which of an answer's quotes is of one of them (None: none; of a search, none is asked for).
    `silent`: nothing was found that answers. `instead` is what came first where something else should."""

    question: str
    is_question: bool
    pages: tuple[ItemPage, ...]
    place: int | None = None
    quote: int | None = None
    silent: bool = False
    instead: Shown | None = None

    @property
    def reached(self) -> Mapping[str, bool]:
        """What was to be reached (of REACHED), and whether it was."""
        if not self.pages:
            return {"silent": self.silent}
        found = {"first place": self.place == 1, "first ten": self.place is not None}
        return {**found, "first quote": self.quote == 1} if self.is_question else found

    @property
    def good(self) -> bool:
        """Whether there is nothing to complain of: found among the first ten, and answered by the first quote."""
        return all(held for what, held in self.reached.items() if what != "first place")


REACHED = {
    "first place": "found in the first place",
    "first ten": f"found in the first {MOST_HITS}",
    "first quote": "answered by the first quote",
    "silent": "rightly silent",
}
"""What an item can reach, in words."""


class Score(NamedTuple):
    """How many of so many items reached something."""

    held: int
    total: int


@dataclass(frozen=True, slots=True)
class Check:
    """One run of all items on one generation, of so many documents and pages; when (UTC), and how long it took."""

    date: str
    generation: int
    documents: int
    pages: int
    seconds: float
    outcomes: tuple[Outcome, ...]

    @property
    def scores(self) -> Mapping[str, Score]:
        """What of REACHED how many items reached."""
        told = [outcome.reached for outcome in self.outcomes]
        return {
            what: Score(sum(reached.get(what, False) for reached in told), sum(what in reached for reached in told))
            for what in REACHED
        }


def check_items(library: Library, was: Mapping[str, str], tell: Callable[[int, int], None] | None = None) -> Check:
    """Puts every item to the library as readers do; `tell` hears how many of how many are done.

    `was` is what files were known by before: file → document. Raises BadInput where there are no items; NoIndex.
    """
    items = read_known_items(library.settings.known_items).items
    if not items:
        name = library.settings.known_items.name
        raise BadInput(
            f"{name} holds no item.",
            "Write rows with question, file, page into it, beside the catalogue; or add judged questions"
            " (`rapporteur feedback known`).",
        )
    started, view = time.monotonic(), library.view()
    documents = list(view.documents.values())
    outcomes = []
    for at, item in enumerate(items):
        if tell:
            tell(at, len(items))
        pages = tuple(page for page, _ in placed(item, documents, was))
        outcomes.append(_outcome(library, item, pages))
    if tell:
        tell(len(items), len(items))
    pages_read = sum(len(document.pages) for document in documents)
    now = datetime.now(UTC).isoformat(timespec="minutes")
    indexed = sum(document.indexed for document in documents)
    return Check(now, view.generation, indexed, pages_read, time.monotonic() - started, tuple(outcomes))


def _outcome(library: Library, item: KnownItem, pages: tuple[ItemPage, ...]) -> Outcome:
    wanted = {(page.document, page.page) for page in pages if page.document}
    quotes = library.ask(item.question, {}).quotes if item.is_question else ()
    told = [Shown(one.document.id, one.page.number, one.page.label, one.document.title) for one in quotes]
    if not item.pages:
        return Outcome(item.question, True, (), silent=not told, instead=told[0] if told else None)
    found = _found(library, item)
    place, quote = _place(found, wanted), _place(told, wanted)
    first = told if place and item.is_question else found
    wrong = first[0] if first and first[0][:2] not in wanted else None
    return Outcome(item.question, item.is_question, pages, place, quote, item.is_question and not told, wrong)


def _found(library: Library, item: KnownItem) -> list[Shown]:
    """The first pages for an item: of a question those with any of its words, as its answer is looked for in them."""
    if not item.is_question:
        hits = library.search(item.question, {}, MOST_HITS).hits
        return [Shown(hit.document.id, hit.page.number, hit.page.label, hit.document.title) for hit in hits]
    view, query = library.view(), question_query(item.question, library.terms())
    pages = view.search(query, {}, MOST_HITS, any_word=True, counted=()).pages
    told = ((view.documents[found.document], found.number) for found in pages)
    return [Shown(one.id, number, one.pages[number - 1].label, one.title) for one, number in told]


def _place(shown: Sequence[Shown], wanted: Iterable[tuple[str, int]]) -> int | None:
    return next((place for place, one in enumerate(shown, 1) if one[:2] in wanted), None)


def placed(
    item: KnownItem, documents: Sequence[Document], was: Mapping[str, str]
) -> list[tuple[ItemPage, Problem | None]]:
    """Each page of an item with its document as it is now, and what is the matter with it.

    A file that is called otherwise now is followed by what it was known as (`was`: file → document), and told all the same.
    """
    return [_placed(item, file, page, documents, was) for file, page in item.pages]


def _placed(
    item: KnownItem, file: str, page: int, documents: Sequence[Document], was: Mapping[str, str]
) -> tuple[ItemPage, Problem | None]:
    document = next((one for one in documents if one.file == file), None)
    told = None
    if document is None:
        document = next((one for one in documents if was.get(file) == one.id and one.file), None)
        if document is None:
            return ItemPage(file, page, ""), _missing(item, file, documents)
        told = _problem(item, file, None, f"{file} is {document.file} now", f"Write {document.file} into its row.")
    elif moved := next((one for one in documents if one.id == was.get(file) != document.id and one.file), None):
        what = f"{file} is another document now, and what it was is {moved.file}"
        told = _problem(item, file, None, what, f"Write {moved.file} into its row, if its page is meant.")
    if document.state == DocumentState.AWAITED or not document.pages:
        why = "is awaited" if document.state == DocumentState.AWAITED else "could not be read"
        remedy = "Put the file into the corpus, or see to it under Problems; then ingest."
        return ItemPage(file, page, ""), _problem(item, file, None, f"{file} {why}", remedy)
    if page > len(document.pages):
        what = f"{file} has no page {page}: it has {len(document.pages)}"
        return ItemPage(file, page, ""), _problem(item, file, page, what, "Correct the page in its row.")
    return ItemPage(file, page, document.id), told


def _missing(item: KnownItem, file: str, documents: Sequence[Document]) -> Problem:
    name = file.rsplit("/", 1)[-1].casefold()
    alike = [one.file for one in documents if one.file.rsplit("/", 1)[-1].casefold() == name]
    remedy = "Put the file back and ingest, correct its name in the row, or take the row out."
    if len(alike) == 1:
        remedy = f"If it is {alike[0]} now, write that into its row."
    return _problem(item, file, None, f"{file} is not in the library", remedy)


def _problem(item: KnownItem, file: str, page: int | None, what: str, remedy: str) -> Problem:
    return Problem(file, page, f"Known item “{item.question}”: {what}.", remedy)


def item_problems(library: Library, was: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is the matter with the table, and with the pages that it names. Raises NoIndex."""
    known, documents = read_known_items(library.settings.known_items), list(library.view().documents.values())
    told = [problem for item in known.items for _, problem in placed(item, documents, was)]
    return (*known.problems, *(problem for problem in told if problem))


class Lost(NamedTuple):
    """An item that no longer reaches what it reached before (one of REACHED)."""

    question: str
    what: str

    @property
    def sentence(self) -> str:
        """In words."""
        return f"“{self.question}” is no longer {REACHED[self.what]}."


def lost(now: Check, before: Sequence[Check]) -> list[Lost]:
    """What was reached in one of the checks before and is not any more. Where an item stands among the first ten is no
    matter."""
    held = {
        (asked(outcome.question), what)
        for check in before
        for outcome in check.outcomes
        for what, reached in outcome.reached.items()
        if reached and what != "first place"
    }
    return [
        Lost(outcome.question, what)
        for outcome in now.outcomes
        for what, reached in outcome.reached.items()
        if not reached and (asked(outcome.question), what) in held
    ]
