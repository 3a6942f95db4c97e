"""The table of known items, `known_items.csv`: questions and searches, each with the page that answers it, or with none.

A row an item's page, so that an item which several pages answer has several rows; a row with neither file nor page says that
nothing in the library answers. What ends with a question mark is asked, anything else is searched for. Bad rows are told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.errors import BadInput, CatalogueUnreadable
from core.one_writer import one_writer
from core.records import Problem
from ingest.metadata.catalogue import append_cells, cell_of, cells_of, lines_of, replace_table, text_of
from ingest.metadata.terms import WINDOWS, decoded
from serve.feedback import asked
from serve.spreadsheet import cell_text, text_of_cell

COLUMNS = ("question", "file", "page", "note")
_PAGE = re.compile(r"0*[1-9][0-9]{0,6}")
_MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A question or search, and the pages (file as it is named in the corpus, page counted from 1) that answer it: any of
    them does; () where nothing in the library answers."""

    question: str
    pages: tuple[tuple[str, int], ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether it is to be answered, not only searched for."""
        return not self.pages or self.question.rstrip().endswith(("?", "？", "؟"))


@dataclass(frozen=True, slots=True)
class KnownItems:
    """The items, and what is the matter with rows."""

    items: tuple[KnownItem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def item(self, question: str) -> KnownItem | None:
        """The item of a question, if there is one."""
        return next((item for item in self.items if asked(item.question) == asked(question)), None)


def read_known_items(path: Path) -> KnownItems:
    """The table at `path`; an empty one where there is no such file. What cannot be read is a problem, never an error."""
    if not path.exists():
        return KnownItems()
    try:
        lines = cells_of(path, text_of(path))
    except CatalogueUnreadable as exc:
        return KnownItems(problems=(Problem(path.name, None, exc.problem, exc.remedy),))
    header = [decoded(cell).strip().casefold() for cell in next(lines, [])]
    if not {"question", "file", "page"} <= set(header):
        remedy = f"Its first row must name the columns: {', '.join(COLUMNS)}."
        return KnownItems(problems=(Problem(path.name, None, f"{path.name} has no header row.", remedy),))
    pages: dict[str, list[tuple[str, int]]] = {}
    silent: dict[str, int] = {}
    written: dict[str, str] = {}
    problems: list[Problem] = []
    for number, cells in enumerate(lines, 2):
        row = dict.fromkeys(COLUMNS, "")
        row |= {name: " ".join(text_of_cell(decoded(cell)).split()) for name, cell in zip(header, cells, strict=False)}
        if not any(row.values()):
            continue
        complaint = _complaint(row)
        key = asked(row["question"])
        if not complaint and key not in written and len(written) >= _MOST_ITEMS:
            complaint = f"there are more than {_MOST_ITEMS:,} items", "Take rows out."
        if complaint:
            problems.append(Problem(path.name, None, f"Row {number}: {complaint[0]}; it is left out.", complaint[1]))
            continue
        written.setdefault(key, row["question"])
        if row["file"]:
            page = str(PurePosixPath(row["file"].replace("\\", "/"))), int(row["page"])
            pages.setdefault(key, []).append(page)
        else:
            silent[key] = number
    problems += [_contrary(path, number) for key, number in silent.items() if key in pages]
    items = [KnownItem(question, tuple(dict.fromkeys(pages.get(key, ())))) for key, question in written.items()]
    return KnownItems(tuple(items), tuple(problems))


def _complaint(row: Mapping[str, str]) -> tuple[str, str] | None:
    """What makes a row useless, and what to do."""
    question, file, page = row["question"], row["file"], row["page"]
    if not question:
        return "it has no question", "Write the question, or the words to search for."
    if bool(file) != bool(page):
        return "it has a file or a page alone", "Give both; neither, where nothing in the library answers."
    if page and not _PAGE.fullmatch(page):
        return f"{page!r} is no page number", "Count the file's pages from 1."
    return None


def _contrary(path: Path, number: int) -> Problem:
    what = f"Row {number}: it says that nothing answers, and other rows name pages; the pages are used."
    return Problem(path.name, None, what, "Take one of the two out.")


def add_known_item(path: Path, item: KnownItem, note: str = "") -> None:
    """Puts an item below the others, which stay byte for byte; begins the table where there is none. No spreadsheet takes what a
    reader wrote for a formula.

    Raises BadInput where the table has the question already; CatalogueUnreadable.
    """
    question = cell_of(item.question)
    if not question:
        raise BadInput("There is no question.", "Give one. Nothing was written.")
    with one_writer(path):
        if not path.exists() or not text_of(path).strip():
            replace_table(
                path, "\ufeff" + lines_of([COLUMNS], csv.excel, "\r\n")
            )  # the mark tells spreadsheets of UTF-8
        known = read_known_items(path)
        if known.item(question):
            raise BadInput(f"{path.name} has this question already.", "Change it there.")
        if "question" not in [cell.strip().casefold() for cell in next(cells_of(path, text_of(path)), [])]:
            raise BadInput(known.problems[0].problem, known.problems[0].remedy)
        append_cells(path, list(_rows(question, item.pages, cell_of(note))), COLUMNS, WINDOWS)


def _rows(question: str, pages: Sequence[tuple[str, int]], note: str) -> Iterator[dict[str, str]]:
    for file, page in pages or [("", 0)]:
        told = {"question": question, "file": cell_of(file), "page": str(page) if file else "", "note": note}
        yield {name: cell_text(text) for name, text in told.items()}
