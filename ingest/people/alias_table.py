"""Reads `people.csv` and `organisations.csv`: what people say of names. A row a person or an organisation; several spellings in a
cell separated by "|". Bad rows are told, good rows work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.countries import country_code
from core.errors import CatalogueUnreadable
from core.records import Problem
from ingest.metadata.catalogue import DASH, cells_of, text_of
from ingest.metadata.terms import REFUSED, SEPARATOR, decoded, swallows_rows

NAME, WRITTEN, ORGANISATION, COUNTRY, SAME, NOTE = (
    "name", "also written as", "organisation", "country", "same", "note",
)  # fmt: skip
COLUMNS = (NAME, WRITTEN, ORGANISATION, COUNTRY, SAME, NOTE)
_HEADS = {
    **{name: name for name in COLUMNS}, "aliases": WRITTEN, "also known as": WRITTEN, "spellings": WRITTEN,
    "organization": ORGANISATION, "organisations": ORGANISATION, "organizations": ORGANISATION, "countries": COUNTRY,
    "use": SAME, "notes": NOTE, "comment": NOTE,
}  # fmt: skip
_LONGEST = 200
"""Characters of a name."""
_MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One row: its number in the table (the header is row 1), the name to be shown, its other spellings, and the organisations
    and countries (codes) that tell its bearer from others of the same name. Where it is not `same`, the spellings are
    said to be somebody else's."""

    number: int
    name: str
    written: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    same: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its spellings, the name first."""
        return (self.name, *self.written)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The good rows, and what is the matter with the others."""

    rows: tuple[AliasRow, ...] = ()
    problems: tuple[Problem, ...] = ()


NO_ALIASES = Aliases()


def read_aliases(path: Path, key: Callable[[str], str]) -> Aliases:
    """The table at `path`; an empty one where there is no such file. What cannot be read is a problem, never an error.

    `key` is one of `person_key` and `body_key`: spellings with the same key are the same.
    """
    if not path.exists():
        return NO_ALIASES
    try:
        lines = cells_of(path, text_of(path))
    except CatalogueUnreadable as exc:
        return Aliases(problems=(Problem(path.name, None, exc.problem, exc.remedy),))
    heads = [decoded(cell).strip() for cell in next(lines, [])]
    names = [_HEADS.get(head.casefold(), "") for head in heads]
    if NAME not in names:
        remedy = f"Its first row must name the columns: {', '.join(COLUMNS)}."
        return Aliases(problems=(Problem(path.name, None, f"{path.name} has no column “{NAME}”.", remedy),))
    problems = [
        Problem(path.name, None, f"Column {head!r} is unknown and is not read.", f"Known are: {', '.join(COLUMNS)}.")
        for head, name in zip(heads, names, strict=True)
        if head and not name
    ]
    rows: list[AliasRow] = []
    for number, cells in enumerate(lines, 2):
        if number > _MOST_ROWS:
            problems.append(Problem(path.name, None, f"Only the first {_MOST_ROWS:,} rows are read.", "Take rows out."))
            break
        row, complaints = _row(number, names, [decoded(cell) for cell in cells])
        problems += [Problem(path.name, None, f"Row {number}: {what}.", remedy) for what, remedy in complaints]
        rows += [row] if row else []
    return Aliases(tuple(rows), (*problems, *_claimed_twice(path.name, rows, key)))


def head_of(cell: str) -> str:
    """Which of COLUMNS a header's cell is; "" for none."""
    return _HEADS.get(decoded(cell).strip().casefold(), "")


def _row(number: int, heads: Sequence[str], cells: Sequence[str]) -> tuple[AliasRow | None, list[tuple[str, str]]]:
    """The row, None where it cannot be used, and complaints: (what, remedy)."""
    if not any(cell.strip() for cell in cells):
        return None, []
    if any(swallows_rows(cell, len(heads)) for cell in cells):
        return None, [("a quote seems not to be closed; the row is left out", "Close the quote where its cell ends.")]
    if any("\ufffd" in cell for cell in cells):
        return None, [("it has characters that cannot be read; it is left out", "Save the table as “CSV UTF-8”.")]
    complaints: list[tuple[str, str]] = []
    if any(cell.strip() for cell in cells[len(heads) :]):
        complaints.append(("it has more cells than the header; the last ones are not read", "Name their columns."))
    said = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
    names = list(_names(said.get(NAME, ""), complaints))
    if len(names) != 1:
        complaints.append(
            ("it needs one name; it is left out", f"Write one name below “{NAME}”, the others below “{WRITTEN}”.")
        )
        return None, complaints
    written = tuple(name for name in dict.fromkeys(_names(said.get(WRITTEN, ""), complaints)) if name != names[0])
    same = said.get(SAME, "").strip().casefold() not in REFUSED
    if not same and not written:
        complaints.append(
            ("it says “not the same” of one name alone; it is left out", f"Write the other one below “{WRITTEN}”.")
        )
        return None, complaints
    organisations = tuple(_names(said.get(ORGANISATION, ""), complaints))
    return AliasRow(number, names[0], written, organisations, _countries(said, complaints), same), complaints


def _names(cell: str, complaints: list[tuple[str, str]]) -> Iterator[str]:
    for part in SEPARATOR.split(cell.strip()):
        text = " ".join(part.split())
        if text in ("", DASH):
            continue
        if not any(map(str.isalpha, text)) or len(text) > _LONGEST:
            complaints.append(
                (f"{text[:40]!r} is no name; it is left out", f"Write names of at most {_LONGEST} letters.")
            )
            continue
        yield text


def _countries(said: Mapping[str, str], complaints: list[tuple[str, str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in filter(None, SEPARATOR.split(said.get(COUNTRY, "").strip())):
        code = country_code(text)
        if code is None and text != DASH:
            remedy = "Use a country's name in English, French or German, or its two-letter code."
            complaints.append((f"the country {text!r} is unknown; it is left out", remedy))
        elif code:
            found[code] = None
    return tuple(found)


def _claimed_twice(file: str, rows: Sequence[AliasRow], key: Callable[[str], str]) -> Iterator[Problem]:
    """Spellings that stand in the rows of several names, where nothing tells whose they are."""
    claims: dict[str, dict[str, AliasRow]] = defaultdict(dict)
    spelled: dict[str, str] = {}
    for row in rows:
        if row.same and not (row.organisations or row.countries):
            for text in row.spellings:
                claims[key(text)].setdefault(key(row.name), row)
                spelled.setdefault(key(text), text)
    for claimed, by in claims.items():
        if len(by) > 1:
            numbers = " and ".join(str(row.number) for row in by.values())
            remedy = (
                f"Keep it in one row, or tell the two apart by “{ORGANISATION}” or “{COUNTRY}”. It stays as written."
            )
            yield Problem(file, None, f"Rows {numbers}: {spelled[claimed]!r} stands in both.", remedy)
