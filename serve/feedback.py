"""What readers say of answers: right, wrong, missing. Kept in the data folder, without names; the later word holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answer.records import Answer, Quote
from core.errors import BadInput
from core.records import Problem, Span
from serve.growing_file import append_line, read_records
from serve.naming import version_of

if TYPE_CHECKING:
    from serve.library import Library

_LONGEST_QUESTION = 2_000


class Verdict(StrEnum):
    """What is said of a place, or of the library as a whole where no place is named.

    Of a place: it answers (RIGHT), does not (WRONG), answers and was not shown (MISSING). Of the library: nothing in it
    answers (RIGHT, of an answer that is "not found", or MISSING); something does (WRONG). WITHDRAWN takes the word back.
    """

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a document, or a quote on it: `text` is what stood in `span`."""

    document: str
    file: str
    page: int
    span: Span | None = None
    text: str = ""


Key = tuple[str, str, int, Span | None, str]
"""What a verdict is about: question, document, page, quote, row. A later verdict about the same takes its place; so does one that
a page does not answer of those that quotes on it do, and one that a quote does of that on its page."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict. `row` says of what part of the library it speaks: the country or presenter whose row of an answer it is
    about, the filters that the reader chose ("": of all of it). `generation` is the index that answered, `date` the day (UTC).
    Who said it is not kept."""

    question: str
    verdict: Verdict
    place: Place | None = None
    row: str = ""
    generation: int = 0
    date: str = ""

    @property
    def key(self) -> Key:
        """What it is about."""
        place = self.place
        where = (place.document or place.file, place.page, place.span) if place else ("", 0, None)
        return (asked(self.question), *where, self.row)

    @property
    def holds(self) -> bool:
        """Of a place: whether it answers. Of the library: whether nothing answers."""
        return self.verdict in (Verdict.RIGHT, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that was said, in order; what of it stands, the last said last; how often a word was turned into its contrary;
    and lines that cannot be read."""

    said: tuple[Judgement, ...] = ()
    standing: Mapping[Key, Judgement] = field(default_factory=dict)
    contradictions: int = 0
    problems: tuple[Problem, ...] = ()

    def on(self, question: str, place: Place | None, row: str = "") -> Judgement | None:
        """What stands about a place, or about the library as a whole."""
        return self.standing.get(Judgement(question, Verdict.WITHDRAWN, place, row).key)


def asked(question: str) -> str:
    """A question as it is told apart from others: blanks and case do not matter."""
    return " ".join(question.split()).casefold()


def read_feedback(path: Path) -> Feedback:
    """What was said so far."""
    return _read(path, version_of(path))


@lru_cache(maxsize=4)
def _read(path: Path, _version: str) -> Feedback:
    return _weighed(*read_records(path, _judgement))


def _weighed(said: Sequence[Judgement], problems: Sequence[Problem]) -> Feedback:
    standing: dict[Key, Judgement] = {}
    on_page: dict[tuple[str, str, int], dict[Key, None]] = {}
    contradictions = 0
    for judgement in said:
        beside = on_page.setdefault(judgement.key[:3], {})
        ousted = [key for key in beside if key in standing and _ousts(judgement, standing[key])]
        before = [standing.pop(key) for key in ousted]
        beside[judgement.key] = None
        if judgement.verdict != Verdict.WITHDRAWN:
            contradictions += any(one.holds != judgement.holds for one in before)
            standing[judgement.key] = judgement
    return Feedback(tuple(said), standing, contradictions, tuple(problems))


def _ousts(later: Judgement, earlier: Judgement) -> bool:
    """Whether one of two verdicts on the same page cannot stand beside the later one: what was said of the same thing; that
    a quote answers, where its page does not; that a page does not, where a quote on it answers. What was said of quotes is
    taken back with their page."""
    if later.key == earlier.key:
        return True
    whole, was_whole = (one.place is not None and one.place.span is None for one in (later, earlier))
    if whole and not was_whole:
        return later.verdict == Verdict.WITHDRAWN or (not later.holds and earlier.holds)
    return was_whole and not whole and later.holds and not earlier.holds


def say(library: Library, question: str, verdict: Verdict, place: Place | None = None, row: str = "") -> Judgement:
    """Keeps a verdict. Raises BadInput where there is no question; RapporteurError where it cannot be kept."""
    text = " ".join(question.split())
    if not text:
        raise BadInput("There is no question.", "Give one.")
    if len(text) > _LONGEST_QUESTION:
        raise BadInput("The question is too long.", f"Ask it in at most {_LONGEST_QUESTION:,} letters.")
    today = datetime.now(UTC).date().isoformat()
    judgement = Judgement(text, verdict, place, row, library.view().generation, today)
    append_line(library.settings.feedback, judgement_json(judgement))
    return judgement


def say_of_all(library: Library, answer: Answer, verdict: Verdict) -> int:
    """The same of every quote that an answer shows, of the library where it shows none; how many verdicts were kept."""
    places = shown_places(answer)
    for place, row in places:
        say(library, answer.question, verdict, place, row)
    return len(places)


def shown_places(answer: Answer) -> list[tuple[Place | None, str]]:
    """What an answer as a whole is about: its quotes that are shown, each with its row; no place where there are none."""
    if answer.by:
        told = [(place_of(quote), part_of(answer, row.value)) for row in answer.rows for quote in row.quotes[:1]]
    else:
        told = [(place_of(quote), part_of(answer)) for quote in answer.quotes]
    return [*told] or [(None, part_of(answer))]


def part_of(answer: Answer, row: str = "") -> str:
    """Of what part of the library an answer, or a row of it, speaks: the row and the filters that the question does not name
    itself; "" for all of it."""
    own = answer.asked.filters
    chosen = [
        f"{facet}={value}"
        for facet, values in sorted(answer.filters.items())
        for value in sorted(values)
        if value not in own.get(facet, ())
    ]
    return " ".join([*([row] if answer.by and row else []), *chosen])


def place_of(quote: Quote) -> Place:
    """Where a quote stands."""
    return Place(quote.document.id, quote.document.file, quote.page.number, quote.span, quote.text)


def page_of(library: Library, word: str, page: int) -> Place:
    """A page, by its document's file or id. Raises NotFound, BadInput."""
    files = {document.file: document for document in library.documents() if document.file}
    document = files.get(word) or library.document(word)
    if not 1 <= page <= len(document.pages):
        raise BadInput(
            f"{document.file or document.title} has no page {page}.",
            f"It has {len(document.pages)}, counted from 1; nothing was kept.",
        )
    return Place(document.id, document.file, page)


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """A verdict as a line of the file."""
    place = judgement.place
    return {
        "question": judgement.question,
        "verdict": judgement.verdict.value,
        "document": place.document if place else "",
        "file": place.file if place else "",
        "page": place.page if place else None,
        "start": place.span.start if place and place.span else None,
        "end": place.span.end if place and place.span else None,
        "quote": place.text if place else "",
        "row": judgement.row,
        "generation": judgement.generation,
        "date": judgement.date,
    }


def _judgement(value: Mapping[str, Any]) -> Judgement | None:
    """A line of the file as a verdict; None where it is none."""
    try:
        verdict, question, page = Verdict(value["verdict"]), value["question"], value.get("page")
        place = None if page is None else _place(value, int(page))
        if not isinstance(question, str) or not question.strip():
            return None
        row, date = str(value.get("row") or ""), str(value.get("date") or "")
        return Judgement(question, verdict, place, row, int(value.get("generation") or 0), date)
    except (KeyError, OverflowError, TypeError, ValueError):  # JSON has Infinity
        return None


def _place(value: Mapping[str, Any], page: int) -> Place:
    start, end = value.get("start"), value.get("end")
    span = None if start is None or end is None else Span(int(start), int(end))
    document, file = str(value.get("document") or ""), str(value.get("file") or "")
    if page < 1 or not (document or file):
        raise ValueError(page)
    return Place(document, file, page, span, str(value.get("quote") or ""))


def questions_of(feedback: Feedback) -> Iterable[str]:
    """The questions that something stands about, as they were put last, the last said first."""
    last = {asked(judgement.question): judgement.question for judgement in feedback.standing.values()}
    order = dict.fromkeys(asked(judgement.question) for judgement in reversed([*feedback.standing.values()]))
    return [last[question] for question in order]
