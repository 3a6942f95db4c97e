"""What readers said of answers as a judged set, which `rapporteur evaluate --questions` runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.errors import NotFound
from core.records import Document, Problem
from serve.feedback import Feedback, Judgement, asked
from serve.known_items import KnownItem
from serve.spreadsheet import csv_rows

COLUMNS = ("question", "file", "page", "grade")


class JudgedPage(NamedTuple):
    """A page that answers a question (`grade` 1) or does not (0); with neither file nor page: nothing answers it."""

    question: str
    file: str
    page: int | None
    grade: int


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The judged pages, question by question; how often a question was said to have an answer and to have none; and what
    was said of pages that are no longer there."""

    pages: tuple[JudgedPage, ...]
    contradictions: int
    problems: tuple[Problem, ...]

    def of(self, question: str) -> tuple[JudgedPage, ...]:
        """The pages judged for a question."""
        return tuple(one for one in self.pages if asked(one.question) == asked(question))


def judged_set(feedback: Feedback, documents: Iterable[Document]) -> JudgedSet:
    """What stands, as pages of the documents as they are called now.

    A page answers where one of its quotes does, or it was named as a whole; else, where one is wrong, it does not. Of a
    question that was said to have no answer, and a page to answer it, the later word holds. What was said of a part of
    the library (a country's row, chosen filters) counts where it is right alone: what is wrong there may be right elsewhere.
    """
    by_id = {document.id: document for document in documents}
    by_file = {document.file: document for document in by_id.values() if document.file}
    told: dict[str, list[Judgement]] = {}
    problems: list[Problem] = []
    for judgement in feedback.standing.values():
        place = judgement.place
        found = (by_id.get(place.document) or by_file.get(place.file)) if place else None
        if place and (found is None or place.page > len(found.pages)):
            problems.append(_gone(judgement))
        elif not judgement.row or (place and judgement.holds):
            told.setdefault(asked(judgement.question), []).append(judgement)
    settled = [_settled(question, by_id, by_file) for question in told.values()]
    pages = tuple(page for several, _ in settled for page in several)
    return JudgedSet(pages, sum(contrary for _, contrary in settled), tuple(problems))


def _settled(
    told: list[Judgement], by_id: dict[str, Document], by_file: dict[str, Document]
) -> tuple[list[JudgedPage], bool]:
    """The pages of one question, and whether it was said to have an answer and to have none."""
    question = told[-1].question
    nothing = max((at for at, one in enumerate(told) if not one.place and one.holds), default=-1)
    something = max((at for at, one in enumerate(told) if one.place and one.holds), default=-1)
    grades: dict[tuple[str, int], int] = {}
    for one in told:
        if one.place and (not one.holds or something > nothing):
            file = (by_id.get(one.place.document) or by_file[one.place.file]).file
            key = file, one.place.page
            grades[key] = max(grades.get(key, 0), int(one.holds))
    pages = [JudgedPage(question, file, page, grade) for (file, page), grade in grades.items()]
    if nothing > something:
        pages.insert(0, JudgedPage(question, "", None, 1))
    return pages, min(nothing, something) >= 0


def _gone(judgement: Judgement) -> Problem:
    place = judgement.place
    assert place
    problem = f"Page {place.page}, judged for “{judgement.question}”, is not in the library."
    return Problem(place.file or place.document, place.page, problem, "Bring the file back and ingest, or judge anew.")


def judged_csv(judged: JudgedSet) -> Iterator[str]:
    """The set as a table."""
    rows = ([one.question, one.file, "" if one.page is None else one.page, one.grade] for one in judged.pages)
    return csv_rows(COLUMNS, rows)


def judged_lines(judged: JudgedSet) -> Iterator[str]:
    """The set as JSON, one object a line."""
    for one in judged.pages:
        yield json.dumps(one._asdict(), ensure_ascii=False) + "\n"


def known_of(judged: JudgedSet, question: str) -> KnownItem:
    """A judged question as a known item. Raises NotFound where nothing is known to answer it, nor that nothing does."""
    told = [page for page in judged.of(question) if page.grade]
    if not told:
        raise NotFound(
            f"No page is judged right for {question!r}, nor that nothing answers it.", "`rapporteur feedback` lists."
        )
    pages = tuple((page.file, page.page) for page in told if page.page is not None)
    return KnownItem(told[0].question, pages)
