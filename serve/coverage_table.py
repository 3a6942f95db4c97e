"""Coverage as data: CSV for spreadsheets, a row a country or presenter, and the JSON of the command line and the API."""

from __future__ import annotations

from collections.abc import Iterator

from core.countries import country_name
from index.coverage import AXES, UNDATED, Coverage, Covered
from index.engine import Count
from serve.as_json import Json
from serve.render import plural
from serve.spreadsheet import csv_rows

_NONE = Count("", 0, 0)


def covered_name(by: str, value: str) -> str:
    """What a country or presenter is called."""
    return country_name(value) if by in AXES else value


def year_name(year: str) -> str:
    """What a year is called, as a column's head."""
    return "No date" if year == UNDATED else year


def sentence(count: Count) -> str:
    """What a country or a presenter has, in words: "5 documents, 31 pages"."""
    spoken = [plural(count.interventions, "intervention")] if count.interventions else []
    return ", ".join((plural(count.documents, "document"), plural(count.pages, "page"), *spoken))


def coverage_csv(found: Coverage, separator: str = "comma") -> Iterator[str]:
    """The table, its head first, then a row a piece: the whole, and each year's documents and pages."""
    heads = [f"{year_name(year)}: {what}" for year in found.years for what in ("documents", "pages")]
    columns = (found.by, "name", "documents", "pages", "interventions", *heads)
    return csv_rows(columns, (_cells(found, row) for row in found.rows), separator)


def _cells(found: Coverage, row: Covered) -> list[str | int]:
    by_year = [row.by_year.get(year, _NONE) for year in found.years]
    numbers = [number for count in by_year for number in (count.documents, count.pages)]
    return [row.total.value, covered_name(found.by, row.total.value), *row.total[1:], *numbers]


def coverage_json(found: Coverage) -> Json:
    """`rapporteur coverage --json`: the year of pages without a date is ""."""
    return {
        "query": found.query,
        "by": found.by,
        "notes": list(found.notes),
        "total_documents": found.total_documents,
        "total_pages": found.total_pages,
        "without": found.without,
        "years": list(found.years),
        "rows": [_row_json(found, row) for row in found.rows],
        "looked_through": found.selection._asdict(),
    }


def _row_json(found: Coverage, row: Covered) -> Json:
    years = {year: _numbers(row.by_year[year]) for year in found.years if year in row.by_year}
    return {
        "value": row.total.value,
        "name": covered_name(found.by, row.total.value),
        **_numbers(row.total),
        "years": years,
    }


def _numbers(count: Count) -> Json:
    return {"documents": count.documents, "pages": count.pages, "interventions": count.interventions}
