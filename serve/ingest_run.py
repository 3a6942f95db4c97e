"""One ingest, step by step, within one commit; and the report of what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from core.errors import IngestRunning
from core.records import Document, DocumentState, Problem
from core.settings import Settings
from index.engine import Engine, Writer
from index.meaning.dense import Ranking
from index.meaning.vectors import sweep_vectors
from ingest.files.folder import Plan, Work
from ingest.read import read_documents
from serve.ingest_progress import Progress, Reporter
from serve.keeping_up import duplicates, settle
from serve.naming import known_names
from serve.stop import Stop


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. Names are files of the corpus; `pages` were read in this run; `failed` needs a person.

    `duplicates` are the files of the whole corpus that are exact copies of one another. `left` counts the files that it
    did not come to because it was stopped: they are as they were before. `without_vectors` counts the documents that cannot
    be found by meaning yet because it was stopped.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Problem, ...]
    pages: int
    seconds: float
    duplicates: tuple[tuple[str, ...], ...] = ()
    left: int = 0
    without_vectors: int = 0


@dataclass(slots=True)
class Taken:
    """What an ingest has read so far (records without their pages), and the problems of all documents that stand."""

    problems: list[Problem]
    works: list[Work] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    pages: int = 0


def take_over(
    writer: Writer, todo: Plan, settings: Settings, problems: Iterable[Problem],
    progress: Callable[[Progress], None] | None, stop: Stop,
) -> Taken:  # fmt: skip
    """Reads what is new and changed, one document after the other, until it is to stop. `problems` are those of all files."""
    kept = (*todo.unchanged, *todo.described, *todo.touched)
    taken = Taken([*todo.problems, *problems, *(problem for document in kept for problem in document.problems)])
    reporter = Reporter(todo.work, progress)
    for work, document, read in read_documents(reporter.work(), settings, stop):
        writer.remove(work.id)  # what was known of it, or awaited
        writer.add(document, read)
        taken.works.append(work)
        taken.documents.append(document)
        taken.problems += document.problems
        taken.pages += len(read)
        stop.worthwhile = True
        reporter.ended(work, document, read)
    return taken


def bring_up_to_date(writer: Writer, todo: Plan, known: Sequence[Document], taken: Taken, settings: Settings) -> None:
    """Removes what is gone, awaits what is awaited now, and settles the records that change without their pages.

    A document whose file was not reached stays as it was, awaited too.
    """
    for document in todo.removed:
        writer.remove(document.id)
    planned = {work.id for work in todo.work}
    left = planned - {work.id for work in taken.works}
    before = {document.id: document for document in known if document.state == DocumentState.AWAITED}
    untouched = [document for document in known if document.id in left and document.id not in before]
    kept = (*todo.unchanged, *todo.described, *todo.touched)
    names = known_names(settings, (*kept, *untouched, *taken.documents, *todo.awaited))
    now = {document.id: names.applied(document) for document in todo.awaited}
    for identifier, document in before.items():
        if now.get(identifier) != document and identifier not in planned:
            writer.remove(identifier)
    for identifier, document in now.items():
        if before.get(identifier) != document:
            writer.add(document, [])
    settle(writer, todo, untouched, taken.documents, names)


def prepare_meaning(
    engine: Engine, ranking: Ranking, settings: Settings, tell: Callable[[int, int], None], stop: Stop
) -> int:
    """Makes the vectors that are lacking, sweeps those of what is gone; how many documents are left without.

    One ingest at a time does it; where another one has come in between, that one does.
    """
    if not (settings.semantic or settings.vectors.is_dir()):
        return 0
    try:
        with engine.writing():
            view = engine.view()
            left = ranking.fill(view, tell, stop)
            sweep_vectors(settings.vectors, view.documents.values())
            return left
    except IngestRunning:
        return 0


def report(
    todo: Plan, taken: Taken, documents: Iterable[Document], seconds: float, without_vectors: int = 0
) -> IngestReport:
    """What was done, and what is now among all `documents`."""
    return IngestReport(
        tuple(work.found.file for work in taken.works if not work.known),
        (*(work.found.file for work in taken.works if work.known), *(document.file for document in todo.described)),
        tuple(document.file for document in todo.removed),
        len(todo.unchanged) + len(todo.touched),
        tuple(taken.problems),
        taken.pages,
        seconds,
        duplicates(documents),
        len(todo.work) - len(taken.works),
        without_vectors,
    )
