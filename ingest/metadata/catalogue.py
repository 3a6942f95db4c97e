"""Reads and writes `catalogue.csv`: what people say of the documents. Bad rows are told, good rows work."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from pathlib import Path, PurePosixPath

from core.countries import country_code
from core.errors import CatalogueUnreadable
from core.languages import language_code
from core.records import Problem
from core.whole_file import write_whole

COLUMNS = (
    "file", "title", "kind", "presenters", "organisations", "presenter country", "about countries",
    "event", "date", "language", "source address", "note",
)  # fmt: skip
DASH = "-"
_DASHES = (DASH, "–", "—")
_SAVE_AS_UTF8 = "Save the table from the spreadsheet as “CSV UTF-8” and ingest again."
_FILE_CELL = re.compile(r"\s*[^,;]+\.(pdf|pptx?|docx?|od[pt]|rtf|txt|md|html?)\s*[,;]", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*\|\s*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: countries as ISO 3166-1 alpha-2, language as ISO 639-1, date as ISO 8601 (year, month or day).

    `file` is the path within the corpus; "" where the row's document has no file name yet.
    """

    file: str = ""
    title: str = ""
    kind: str = ""
    presenters: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    countries_from: tuple[str, ...] = ()
    countries_about: tuple[str, ...] = ()
    event: str = ""
    date: str = ""
    language: str = ""
    source: str = ""
    note: str = ""
    settled: tuple[str, ...] = ()
    """Fields whose cell has a dash: there is nothing to say, and nothing is to be proposed."""

    @property
    def digest(self) -> str:
        """Changes when anything in the row changes."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]

    def cells(self) -> list[str]:
        """The row as the cells of the table, in the order of COLUMNS."""
        said = {name: getattr(self, name) for name in FIELDS}
        told = {name: cell_of(" | ".join(value) if isinstance(value, tuple) else value) for name, value in said.items()}
        return [DASH if name in self.settled else told[name] for name in FIELDS]


def cell_of(text: str) -> str:
    """The text as a cell of one line, without what would make the whole table unreadable: NUL and unpaired surrogates."""
    return " ".join(text.replace("\0", "").encode("utf-8", "ignore").decode().split())


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The good rows in their order, and what is wrong with the others."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def row(self, file: str) -> Row | None:
        """The row of a file, if there is one."""
        return next((row for row in self.rows if row.file == file), None)


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue at `path`; an empty one where there is no such file.

    Raises CatalogueUnreadable where the file is not a table with these columns.
    """
    if not path.exists():
        return Catalogue()
    lines = cells_of(path, text_of(path))
    header = [cell.strip().casefold() for cell in next(lines, [])]
    if "file" not in header and "title" not in header:
        raise CatalogueUnreadable(
            f"{path.name} has no header row.", f"Its first row must name the columns: {', '.join(COLUMNS)}."
        )
    rows: list[Row] = []
    files: set[str] = set()
    problems = [
        Problem(path.name, None, f"Column {name!r} is unknown and is not read.", f"Known are: {', '.join(COLUMNS)}.")
        for name in header
        if name and name not in COLUMNS
    ]
    problems += [
        Problem(path.name, None, f"Column {name!r} stands more than once; its last one is read.", "Keep one of them.")
        for name in dict.fromkeys(header)
        if name in COLUMNS and header.count(name) > 1
    ]
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        row, complaints = parsed(dict(zip(header, cells, strict=False)))
        if any(_swallows_rows(cell) for cell in cells):
            remedy = "Close the quote where its cell ends; the rows after it are in that cell now."
            complaints.append(("a quote seems not to be closed", remedy, False))
        if not is_utf8(cells):
            complaints = [("the row is not UTF-8; it is left out", _SAVE_AS_UTF8, True)]
        elif row.file in files:
            complaints.append(
                (f"the file {row.file!r} has a row already", "Keep one row a file. The first one is used.", True)
            )
        problems += [Problem(path.name, None, f"Row {number}: {what}.", remedy) for what, remedy, _ in complaints]
        if not any(fatal for _, _, fatal in complaints):
            rows.append(row)
            files.update({row.file} - {""})
    return Catalogue(tuple(rows), tuple(problems))


def write_catalogue(path: Path, rows: Iterable[Row]) -> None:
    """Replaces the catalogue in one step: a crash leaves the old one or the new one."""
    replace_table(path, lines_of([list(COLUMNS), *(row.cells() for row in rows)], csv.excel, "\n"))


def add_rows(path: Path, new: Iterable[Row]) -> list[Row]:
    """Adds the rows that the catalogue does not have yet (same file, or same title, event, date and presenters); those.

    The table's own text is kept and rows are put below it, so that rows with mistakes are not lost.
    """
    known = read_catalogue(path)
    keys = {key for row in known.rows for key in _keys(row)}
    added: list[Row] = []
    for row in new:
        if keys.isdisjoint(_keys(row)):
            added.append(row)
            keys.update(_keys(row))
    if not path.exists():
        write_catalogue(path, added)
    elif added:
        append_rows(path, added)
    return added


def append_rows(path: Path, rows: Sequence[Row]) -> None:
    """Puts rows below the table as it is: its separator, line ends, byte-order mark and bad rows stay.

    Columns that the table lacks and the rows need are put behind its own.
    """
    append_cells(path, [dict(zip(COLUMNS, row.cells(), strict=True)) for row in rows])


def append_cells(
    path: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str] = COLUMNS, otherwise: str = ""
) -> None:
    """The same for rows as cells (column, in small letters → text) of a table that may have these columns. `otherwise` is
    the encoding of the new rows where the table is not UTF-8 ("": UTF-8 all the same)."""
    before = text_of(path)
    dialect, end = dialect_of(before), "\r\n" if "\r\n" in before else "\n"
    wanted = {name for row in rows for name, cell in row.items() if cell}
    before, header = with_columns(path, before, wanted, columns)
    if not before.endswith(("\n", "\r")):
        before += end
    added = lines_of([[row.get(name, "") for name in header] for row in rows], dialect, end)
    after = before + (_as_encoded(added, otherwise) if otherwise and not is_utf8([before]) else added)
    if len(list(cells_of(path, after))) != len(list(cells_of(path, before))) + len(rows):
        raise CatalogueUnreadable(
            f"A quotation mark in {path.name} is never closed.", "Close it in its last rows; no row was added."
        )
    mark = "\ufeff" if path.read_bytes().startswith(codecs.BOM_UTF8) else ""
    replace_table(path, mark + after)


def _as_encoded(added: str, encoding: str) -> str:
    """New rows as the bytes of an encoding, those that are not UTF-8 escaped; as they are where it lacks a character."""
    try:
        return added.encode(encoding).decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return added


def with_columns(path: Path, text: str, wanted: Set[str], columns: Sequence[str] = COLUMNS) -> tuple[str, list[str]]:
    """The table with those of `columns` that are wanted and that it lacks put behind its own, and its header in small letters."""
    table = list(cells_of(path, text))
    header = [cell.strip().casefold() for cell in table[0]]
    lacking = [name for name in columns if name not in header and name in wanted]
    if not lacking:
        return text, header
    dialect = dialect_of(text)
    padding = [""] * (max(map(len, table)) - len(header))
    first = lines_of([[*table[0], *padding, *lacking]], dialect, "\r\n" if "\r\n" in text else "\n")
    return first + _after_header(text, dialect), [*header, *padding, *lacking]


def _after_header(text: str, dialect: type[csv.Dialect]) -> str:
    """The table without its first row, which may have line breaks in quotes."""
    lines = io.StringIO(text, newline="")
    next(csv.reader(iter(lines.readline, ""), dialect))
    return lines.read()


def lines_of(table: Iterable[Sequence[str]], dialect: type[csv.Dialect], end: str) -> str:
    """Rows of cells as a table's text, with its separator and line end."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, dialect, lineterminator=end).writerows(table)
    return buffer.getvalue()


def replace_table(path: Path, text: str) -> None:
    """Writes the whole table in one step: a crash leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def _keys(row: Row) -> set[tuple[str, ...]]:
    by_matter = (row.title.casefold(), row.event.casefold(), row.date, *sorted(p.casefold() for p in row.presenters))
    keys = {by_matter} if row.title else set()  # without a title there is no telling
    return keys | ({("file", row.file)} if row.file else set())


class _Semicolons(csv.excel):
    delimiter = ";"


_DIALECTS: dict[str, type[csv.Dialect]] = {",": csv.excel, ";": _Semicolons, "\t": csv.excel_tab}


def dialect_of(text: str) -> type[csv.Dialect]:
    """Commas, semicolons or tabs: what its first row has most of; commas where it has none."""
    first = text.split("\n", 1)[0]
    return _DIALECTS[max(_DIALECTS, key=first.count)]


def text_of(path: Path) -> str:
    """The table's characters as they stand, line ends too, without a byte-order mark; bytes that are not UTF-8 escaped."""
    if not path.is_file():  # reading a pipe would wait for ever
        raise CatalogueUnreadable(f"{path.name} is no ordinary file.", "Put the table itself in its place.")
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise CatalogueUnreadable(
            f"{path.name} cannot be opened ({exc.strerror}).", "Check that it can be read."
        ) from exc
    if b"\x00" in raw:
        raise CatalogueUnreadable(f"{path.name} is not UTF-8.", _SAVE_AS_UTF8)
    return raw.decode("utf-8-sig", "surrogateescape")


def cells_of(path: Path, text: str) -> Iterator[list[str]]:
    """The cells of each row. Raises CatalogueUnreadable."""
    try:
        return iter(list(csv.reader(io.StringIO(text, newline=""), dialect_of(text))))
    except csv.Error as exc:
        raise CatalogueUnreadable(
            f"{path.name} is not a table ({exc}).", "Save it from the spreadsheet as CSV."
        ) from exc


def _swallows_rows(cell: str) -> bool:
    """Whether a cell of several lines looks as if it held rows: a file name or several separators on a further line."""
    return any(_FILE_CELL.match(line) or line.count(",") + line.count(";") > 5 for line in cell.split("\n")[1:])


def is_utf8(cells: Sequence[str]) -> bool:
    """Whether no byte of some cells had to be escaped."""
    return not any("\udc80" <= character <= "\udcff" for cell in cells for character in cell)


def parsed(cells: dict[str, str]) -> tuple[Row, list[tuple[str, str, bool]]]:
    """The row, and complaints: (what, remedy, whether the row cannot be used)."""
    complaints: list[tuple[str, str, bool]] = []
    text = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS}
    settled = tuple(name for name, cell in zip(FIELDS, text.values(), strict=True) if cell in _DASHES)
    text = {name: "" if cell in _DASHES else cell for name, cell in text.items()}
    row = Row(
        file=_file(text["file"], complaints),
        title=text["title"],
        kind=text["kind"].casefold(),
        presenters=_list(text["presenters"]),
        organisations=_list(text["organisations"]),
        countries_from=_countries(text["presenter country"], complaints),
        countries_about=_countries(text["about countries"], complaints),
        event=text["event"],
        date=_date(text["date"], complaints),
        language=_language(text["language"], complaints),
        source=text["source address"],
        note=text["note"],
        settled=settled,
    )
    if not row.file and not row.title:
        complaints.append(("neither file nor title is given", "Give at least one of the two.", True))
    return row, complaints


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _SEPARATOR.split(cell.strip()) if part))


def _file(cell: str, complaints: list[tuple[str, str, bool]]) -> str:
    path = PurePosixPath(cell.replace("\\", "/"))
    if cell and (path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", cell)):
        complaints.append(
            (f"the file {cell!r} lies outside the corpus", "Give its path within the corpus folder.", True)
        )
        return ""
    return str(path) if cell else ""


def _countries(cell: str, complaints: list[tuple[str, str, bool]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in _list(cell):
        code = country_code(part)
        if code is None:
            remedy = "Use a country's name in English, French or German, or its two-letter code."
            complaints.append((f"the country {part!r} is unknown; it is left out", remedy, False))
        else:
            found[code] = None
    return tuple(found)


def _date(cell: str, complaints: list[tuple[str, str, bool]]) -> str:
    match = _DATE.fullmatch(cell)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        match = None
    if cell and not match:
        complaints.append(
            (f"the date {cell!r} is not a date; it is left out", "Write 2011, 2011-10 or 2011-10-21.", False)
        )
    return cell if match else ""


def _language(cell: str, complaints: list[tuple[str, str, bool]]) -> str:
    code = language_code(cell) if cell else ""
    if code is None:
        remedy = "Use a two-letter code (en, fr, de) or the language's English name."
        complaints.append((f"the language {cell!r} is unknown; it will be detected", remedy, False))
    return code or ""


FIELDS = tuple(each.name for each in fields(Row) if each.name != "settled")
"""The fields of a row, in the order of COLUMNS."""
assert len(COLUMNS) == len(FIELDS)
