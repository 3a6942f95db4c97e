"""Reads `terms.csv`: terms that stand for the same thing. A row a thing, a column a language, several terms in a cell
separated by "|". Bad rows are told, good rows work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import CatalogueUnreadable
from core.languages import STUDIED, language_code
from core.records import Concept, Problem, Term
from ingest.metadata.catalogue import DASH, cells_of, text_of

ACRONYMS, USE, NOTE = "acronyms", "use", "note"
COLUMNS = (*STUDIED, ACRONYMS, USE, NOTE)
"""The columns of a table that we begin; further languages may have one."""

_HEADS = {
    "acronym": ACRONYMS, "abbreviations": ACRONYMS, "acronymes": ACRONYMS, "sigles": ACRONYMS, "abkürzungen": ACRONYMS,
    "notes": NOTE, "comment": NOTE,
}  # fmt: skip
REFUSED = {"no", "n", "non", "nein", "0", "false", "-", "–", "—"}
SEPARATOR = re.compile(r"\s*[|;\n]\s*")
WINDOWS = "cp1252"
"""How a spreadsheet on Windows saves a table that it does not save as UTF-8."""
_LONGEST = 120
"""Characters of a term."""
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row: its number in the table (the header is row 1), its terms, and whether they are to be used."""

    number: int
    terms: tuple[Term, ...]
    used: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """The good rows, and what is the matter with the others."""

    rows: tuple[TermRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The rows that are to be used."""
        return tuple(Concept(row.terms) for row in self.rows if row.used)


def read_terms(path: Path) -> Terms:
    """The table at `path`; an empty one where there is no such file. What cannot be read is a problem, never an error."""
    if not path.exists():
        return Terms()
    try:
        lines = cells_of(path, text_of(path))
    except CatalogueUnreadable as exc:
        return Terms(problems=(Problem(path.name, None, exc.problem, exc.remedy),))
    written = [decoded(cell).strip() for cell in next(lines, [])]
    heads = list(map(head_of, written))
    if not any(heads):
        remedy = (
            f"Its first row must name the columns: {', '.join(COLUMNS)}; further languages by their two-letter codes."
        )
        return Terms(problems=(Problem(path.name, None, f"{path.name} has no header row.", remedy),))
    known = f"Use a two-letter language code, or one of {ACRONYMS}, {USE}, {NOTE}."
    problems = [
        Problem(path.name, None, f"Column {name!r} is unknown and is not read.", known)
        for name, head in zip(written, heads, strict=True)
        if name and not head
    ]
    rows: list[TermRow] = []
    for number, cells in enumerate(lines, 2):
        if number > _MOST_ROWS:
            problems.append(Problem(path.name, None, f"Only the first {_MOST_ROWS:,} rows are read.", "Take rows out."))
            break
        row, complaints = _row(number, heads, [decoded(cell) for cell in cells])
        problems += [Problem(path.name, None, f"Row {number}: {what}.", remedy) for what, remedy in complaints]
        rows += [row] if row else []
    return Terms(tuple(rows), tuple(problems))


def head_of(cell: str) -> str:
    """What a header's cell means: a language's code, ACRONYMS, USE, NOTE; "" where it means nothing."""
    name = decoded(cell).strip().casefold()
    return _HEADS.get(name) or (name if name in (ACRONYMS, USE, NOTE) else language_code(name) or "")


def decoded(cell: str) -> str:
    """A cell whose bytes are not UTF-8 was saved by a spreadsheet on Windows."""
    if not any("\udc80" <= character <= "\udcff" for character in cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode(WINDOWS, "replace")


def _row(number: int, heads: Sequence[str], cells: Sequence[str]) -> tuple[TermRow | None, list[tuple[str, str]]]:
    """The row, None where it cannot be used, and complaints: (what, remedy)."""
    if not any(cell.strip() for cell in cells):
        return None, []
    if any(swallows_rows(cell, len(heads)) for cell in cells):
        return None, [("a quote seems not to be closed; the row is left out", "Close the quote where its cell ends.")]
    complaints: list[tuple[str, str]] = []
    if any(cell.strip() for cell in cells[len(heads) :]):
        complaints.append(("it has more cells than the header; the last ones are not read", "Name their columns."))
    if any("\ufffd" in cell for cell in cells):
        return None, [("it has characters that cannot be read; it is left out", "Save the table as “CSV UTF-8”.")]
    terms = dict.fromkeys(_terms(heads, cells, complaints))
    said = [cell.strip().casefold() for head, cell in zip(heads, cells, strict=False) if head == USE]
    used = not any(word in REFUSED for word in said)
    if len(terms) < 2:
        complaints.append(("it has fewer than two terms; nothing is equal to anything", "Give a second term."))
        return None, complaints
    return TermRow(number, tuple(terms), used), complaints


def _terms(heads: Sequence[str], cells: Sequence[str], complaints: list[tuple[str, str]]) -> Iterator[Term]:
    for head, cell in zip(heads, cells, strict=False):
        if head in ("", USE, NOTE):
            continue
        for part in SEPARATOR.split(cell.strip()):
            text = " ".join(part.split())
            if text in ("", DASH):
                continue
            if not any(map(str.isalnum, text)) or len(text) > _LONGEST:
                what = f"{text[:40]!r} is no term; it is left out"
                complaints.append((what, f"Write a word or a few, at most {_LONGEST} letters."))
                continue
            yield Term(text, "" if head == ACRONYMS else head)


def swallows_rows(cell: str, columns: int) -> bool:
    """Whether a cell of several lines looks as if it held rows."""
    return any(max(map(line.count, ",;\t")) >= max(1, columns - 1) for line in cell.split("\n")[1:])


def as_cells(terms: Sequence[Term], said: Mapping[str, str]) -> dict[str, str]:
    """A row of the table: column → cell. `said` are the cells of the columns that hold no terms."""
    cells: dict[str, str] = dict(said)
    for term in terms:
        head = term.language or ACRONYMS
        cells[head] = f"{cells[head]} | {term.text}" if head in cells else term.text
    return cells
