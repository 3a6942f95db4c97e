"""What the checks of the known items found, over the ingests: kept in the data folder, so that a fall is seen and named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.records import Problem
from serve.growing_file import append_line, read_records
from serve.item_check import Check, ItemPage, Lost, Outcome, Shown, check_items, lost
from serve.known_items import read_known_items
from serve.naming import version_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from serve.library import Library


@dataclass(frozen=True, slots=True)
class History:
    """The checks so far, oldest first, and what is the matter with lines of the file."""

    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def last(self) -> Check | None:
        """The latest check."""
        return self.checks[-1] if self.checks else None

    @property
    def files(self) -> Mapping[str, str]:
        """What files of items were known by: file → document, as the latest check has it."""
        pages = [page for check in self.checks for outcome in check.outcomes for page in outcome.pages]
        return {page.file: page.document for page in pages if page.document}

    def before(self, check: Check) -> list[Check]:
        """What a check is to be held against: the last one of another generation, and the last of its own that came before
        it. So a loss stays one however often it is looked at, until the next ingest."""
        at = next((place for place, one in enumerate(self.checks) if one is check), len(self.checks))
        earlier = self.checks[:at]
        other = [one for one in earlier if state_of(one) != state_of(check)][-1:]
        own = [one for one in earlier if state_of(one) == state_of(check)][-1:]
        return [*other, *own]

    def lost(self, check: Check) -> list[Lost]:
        """What a check shows to be lost."""
        return lost(check, self.before(check))


def state_of(check: Check) -> tuple[int, int, int]:
    """What tells that the index is another one; generations alone count from 1 again where it was deleted."""
    return check.generation, check.documents, check.pages


def read_history(path: Path) -> History:
    """The checks that were kept."""
    return _read(path, version_of(path))


@lru_cache(maxsize=4)
def _read(path: Path, _version: str) -> History:
    checks, problems = read_records(path, _check)
    return History(tuple(checks), tuple(problems))


def run_check(library: Library, tell: Callable[[int, int], None] | None = None) -> tuple[Check, list[Lost]]:
    """Checks the known items, keeps what was found, and says what is lost. Raises BadInput, NoIndex; RapporteurError where
    it cannot be kept."""
    history = read_history(library.settings.checks)
    check = check_items(library, history.files, tell)
    append_line(library.settings.checks, check_json(check))
    return check, history.lost(check)


def is_stale(library: Library, last: Check | None) -> bool:
    """Whether the index or the items are others than those of the last check. Raises NoIndex."""
    items = read_known_items(library.settings.known_items).items
    if last is None or not items:
        return bool(items)
    documents = library.view().documents.values()
    pages = sum(len(document.pages) for document in documents)
    now = library.view().generation, sum(document.indexed for document in documents), pages
    was = [(one.question, tuple((page.file, page.page) for page in one.pages)) for one in last.outcomes]
    return now != state_of(last) or was != [(item.question, item.pages) for item in items]


def check_json(check: Check) -> dict[str, Any]:
    """A check as a line of the file."""
    told = asdict(check)
    return {**told, "seconds": round(check.seconds, 3)}


def _check(value: Mapping[str, Any]) -> Check | None:
    """A line of the file as a check; None where it is none."""
    try:
        outcomes = tuple(_outcome(one) for one in value["outcomes"])
        generation, documents, pages = (int(value[name]) for name in ("generation", "documents", "pages"))
        return Check(str(value["date"]), generation, documents, pages, float(value["seconds"]), outcomes)
    except (IndexError, KeyError, OverflowError, TypeError, ValueError):  # JSON has Infinity
        return None


def _outcome(value: Mapping[str, Any]) -> Outcome:
    pages = tuple(ItemPage(str(page[0]), int(page[1]), str(page[2])) for page in value["pages"])
    instead = value["instead"]
    shown = Shown(str(instead[0]), int(instead[1]), str(instead[2]), str(instead[3])) if instead else None
    place, quote = _number(value["place"]), _number(value["quote"])
    return Outcome(
        str(value["question"]), bool(value["is_question"]), pages, place, quote, bool(value["silent"]), shown
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def history_rows(history: History) -> Sequence[tuple[Check, int]]:
    """Each check but those that a later one of the same state took the place of, latest first, and how much was lost."""
    latest = {state_of(check): check for check in history.checks}
    kept = [check for check in history.checks if latest[state_of(check)] is check]
    return [(check, len(history.lost(check))) for check in reversed(kept)]
