"""Coverage by the command line and over HTTP: JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from asgi import get

from index.coverage import UNDATED, Coverage, Covered
from index.engine import Count, Selection
from serve.cli import main
from serve.coverage_table import coverage_csv, coverage_json


@pytest.fixture
def told(demonstration, capsys):
    """What a command on the demonstration library prints, and its exit code."""

    def run(*words: str) -> tuple[str, int]:
        where = ["--corpus", str(demonstration.settings.corpus), "--data", str(demonstration.settings.data)]
        code = main([*words, *where])
        return capsys.readouterr().out, code

    return run


def test_the_command_tells_each_country_with_its_years(told, demonstration):
    found = demonstration.coverage("privacy", {}, "about")
    canada = next(row for row in found.rows if row.total.value == "CA")

    printed, code = told("coverage", "privacy")

    assert code == 0
    head, *lines = printed.splitlines()
    assert head == f"{found.total_pages} pages in {found.total_documents} documents, of 181 pages looked through"
    years = ", ".join(f"{year} {count.pages}" for year, count in sorted(canada.by_year.items()))
    numbers = f"{canada.total.documents} documents, {canada.total.pages} pages"
    assert any(line.startswith(f"Canada: {numbers}") and line.endswith(f"({years})") for line in lines)


def test_the_command_gives_what_the_route_gives(told, app, demonstration):
    printed, _ = told("coverage", "service", "--axis", "from", "--year", "2023", "--json")
    answered = get(app, "/api/coverage?q=service&by=from&year=2023")

    assert json.loads(printed) == answered.json
    assert answered.json == coverage_json(demonstration.coverage("service", {"year": ["2023"]}, "from"))
    assert answered.json["years"] == ["2023"]


def test_presenters_are_covered_without_a_query_too(told, demonstration):
    printed, _ = told("coverage", "--by", "presenter", "--json")

    rows = json.loads(printed)["rows"]
    assert [row["value"] for row in rows] == [c.value for c in demonstration.search("", {}, 0).facets["presenter"]]


def test_the_table_is_written_where_it_is_asked_for(told, tmp_path, app):
    file = tmp_path / "coverage.csv"

    printed, code = told("coverage", "service", "--csv", str(file))

    head, *rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert code == 0
    assert printed == f"{len(rows)} rows written to {file}.\n"
    assert head[:5] == ["about", "name", "documents", "pages", "interventions"]
    assert head[5:7] == ["2011: documents", "2011: pages"]
    answered = get(app, "/api/coverage.csv?q=service")
    assert answered.body == file.read_bytes()
    assert answered.headers["content-disposition"] == 'attachment; filename="coverage.csv"'
    assert get(app, "/api/coverage.csv?q=service&separator=semicolon").body.count(b";") > len(rows)


def test_what_is_unknown_is_bad_input(app):
    for asked in ("by=language", "by=about&separator=tab", "about=Nowhere"):
        assert get(app, f"/api/coverage.csv?{asked}").status == 400


def test_cells_that_a_spreadsheet_would_compute_are_told_as_text():
    count = Count("=1+1", 1, 2, 3)
    found = Coverage(
        "q", "presenter", (), 1, 2, (Covered(count, {UNDATED: count}),), (UNDATED,), 0, {}, Selection(2, 0, 0), 1
    )

    head, row = csv.reader(io.StringIO("".join(coverage_csv(found)).removeprefix("\ufeff")))

    assert head[5:] == ["No date: documents", "No date: pages"]
    assert row == ["'=1+1", "'=1+1", "1", "2", "3", "1", "2"]
