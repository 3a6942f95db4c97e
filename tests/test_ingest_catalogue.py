"""The catalogue: good rows work, bad rows are told with their number and a remedy, and writing keeps everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import CatalogueUnreadable
from ingest.metadata.catalogue import COLUMNS, Catalogue, Row, add_rows, read_catalogue, write_catalogue

FULL = Row(
    "a/talk.pdf", "One “counter”, many; doors", "presentation", ("Ada Elm", "Bo Fir"), ("Land Berlin",), ("DE", "CA"), ("AU",),
    "Spring Event", "2011-10-21", "fr", "https://example.org/talk.pdf", "A note.",
)  # fmt: skip


def table(tmp_path: Path, *lines: str, encoding: str = "utf-8", end: str = "\n") -> Path:
    path = tmp_path / "catalogue.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def told(catalogue: Catalogue) -> list[str]:
    return [problem.problem for problem in catalogue.problems]


def test_a_missing_catalogue_is_an_empty_one(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "catalogue.csv") == Catalogue()


def test_what_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "new" / "catalogue.csv"
    rows = (FULL, Row(title="Awaited without a file"))
    write_catalogue(path, rows)
    assert read_catalogue(path) == Catalogue(rows)
    assert [file.name for file in path.parent.iterdir()] == ["catalogue.csv"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_names_of_countries_and_languages_become_codes(tmp_path: Path) -> None:
    path = table(tmp_path, "File,presenter country,About Countries,language", "a.pdf,Allemagne|Kanada,gb,French")
    row = read_catalogue(path).rows[0]
    assert (row.countries_from, row.countries_about, row.language) == (("DE", "CA"), ("GB",), "fr")


def test_an_unknown_country_is_told_with_its_row_and_the_row_still_works(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,about countries", "a.pdf,Canada", "b.pdf,Atlantis | DE"))
    assert found.rows[1] == Row("b.pdf", countries_about=("DE",))
    assert told(found) == ["Row 3: the country 'Atlantis' is unknown; it is left out."]
    assert "two-letter code" in found.problems[0].remedy


@pytest.mark.parametrize("wrong", ["21.10.2011", "2011-13", "2011-02-30", "autumn", "0000"])
def test_a_bad_date_is_told_and_left_out(tmp_path: Path, wrong: str) -> None:
    found = read_catalogue(table(tmp_path, "file,date", f"a.pdf,{wrong}", "b.pdf,2011-10"))
    assert [row.date for row in found.rows] == ["", "2011-10"]
    assert told(found) == [f"Row 2: the date '{wrong}' is not a date; it is left out."]
    assert "2011-10-21" in found.problems[0].remedy


def test_an_unknown_language_is_told(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,language", "a.pdf,Klingonish"))
    assert found.rows == (Row("a.pdf"),)
    assert told(found) == ["Row 2: the language 'Klingonish' is unknown; it will be detected."]


def test_the_first_row_of_a_file_counts_and_the_second_is_told(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,title", "a.pdf,First", "a.pdf,Second", "b.pdf,Third"))
    assert [row.title for row in found.rows] == ["First", "Third"]
    assert told(found) == ["Row 3: the file 'a.pdf' has a row already."]


@pytest.mark.parametrize("outside", ["../a.pdf", "/etc/a.pdf", "C:\\a.pdf", "x/../../a.pdf"])
def test_a_file_outside_the_corpus_is_refused(tmp_path: Path, outside: str) -> None:
    found = read_catalogue(table(tmp_path, "file,title", f"{outside},Outside", "b.pdf,Good"))
    assert [row.title for row in found.rows] == ["Good"]
    assert "lies outside the corpus" in told(found)[0]


def test_a_row_needs_a_file_or_a_title(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,title,note", ",,only a note", ",,", ",Awaited,"))
    assert found.rows == (Row(title="Awaited"),)
    assert told(found) == ["Row 2: neither file nor title is given."]


def test_an_unknown_column_is_told(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,colour", "a.pdf,red"))
    assert found.rows == (Row("a.pdf"),)
    assert told(found) == ["Column 'colour' is unknown and is not read."]


def test_semicolons_and_a_byte_order_mark_are_understood(tmp_path: Path) -> None:
    path = table(tmp_path, "file;title;presenters", "a.pdf;One, two;Ada Elm|Bo Fir", encoding="utf-8-sig", end="\r\n")
    assert read_catalogue(path) == Catalogue((Row("a.pdf", "One, two", presenters=("Ada Elm", "Bo Fir")),))


def test_a_line_break_within_a_cell_does_not_shift_the_row_number(tmp_path: Path) -> None:
    found = read_catalogue(table(tmp_path, "file,note,date", 'a.pdf,"two\nlines",', "b.pdf,,soon"))
    assert found.rows[0].note == "two lines"
    assert told(found) == ["Row 3: the date 'soon' is not a date; it is left out."]


def test_rows_that_are_not_utf8_are_named_and_the_others_work(tmp_path: Path) -> None:
    path = table(tmp_path, "file,title", "a.pdf,Plain", "b.pdf,Québec", "c.pdf,Also plain", encoding="cp1252")
    found = read_catalogue(path)
    assert [row.file for row in found.rows] == ["a.pdf", "c.pdf"]
    assert told(found) == ["Row 3: the row is not UTF-8; it is left out."]
    assert "CSV UTF-8" in found.problems[0].remedy


def test_adding_rows_keeps_the_bytes_of_rows_that_are_not_utf8(tmp_path: Path) -> None:
    path = table(tmp_path, "file,title", "b.pdf,Québec", encoding="cp1252")
    add_rows(path, [Row(file="z.pdf", title="New")])
    assert path.read_bytes().startswith("file,title\nb.pdf,Québec\n".encode("cp1252"))
    assert [row.file for row in read_catalogue(path).rows] == ["z.pdf"]


def test_a_catalogue_in_utf16_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = table(tmp_path, "file,title", "a.pdf,Plain", encoding="utf-16")
    with pytest.raises(CatalogueUnreadable, match=r"not UTF-8.*CSV UTF-8"):
        read_catalogue(path)


@pytest.mark.parametrize("lines", [(), ("a.pdf,One counter",)])
def test_a_table_without_header_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(CatalogueUnreadable, match="has no header row"):
        read_catalogue(table(tmp_path, *lines))


def test_adding_keeps_bad_rows_unknown_columns_and_the_tables_own_form(tmp_path: Path) -> None:
    header = ";".join([*COLUMNS, "colour"])
    path = table(
        tmp_path, header, "a.pdf;A", "a.pdf;twice", "b.pdf;B;;;;Atlantis;;;soon", encoding="utf-8-sig", end="\r\n"
    )
    before = path.read_bytes()
    assert add_rows(path, [FULL]) == [FULL]
    assert path.read_bytes().startswith(before)
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert read_catalogue(path).rows[-1] == FULL
    assert len(told(read_catalogue(path))) == 4


def test_adding_puts_columns_that_the_table_lacks_behind_its_own(tmp_path: Path) -> None:
    path = table(tmp_path, "title,file", "A,a.pdf,stray", "B,b.pdf")
    add_rows(path, [FULL])
    found = read_catalogue(path)
    assert found.rows == (Row("a.pdf", "A"), Row("b.pdf", "B"), FULL)
    assert path.read_text(encoding="utf-8").splitlines()[1:3] == ["A,a.pdf,stray", "B,b.pdf"]


def test_adding_to_a_table_without_a_last_line_end_starts_a_new_row(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text("file,title\na.pdf,A", encoding="utf-8")
    add_rows(path, [Row("b.pdf", "B")])
    assert [row.file for row in read_catalogue(path).rows] == ["a.pdf", "b.pdf"]


def test_adding_below_an_open_quotation_mark_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, "file,title", 'a.pdf,"never closed')
    before = path.read_bytes()
    with pytest.raises(CatalogueUnreadable, match="never closed"):
        add_rows(path, [FULL])
    assert path.read_bytes() == before


def test_adding_again_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    assert add_rows(path, [FULL, FULL]) == [FULL]
    before = path.read_bytes()
    renamed = Row("other.pdf", FULL.title.upper(), presenters=FULL.presenters[::-1], event=FULL.event, date=FULL.date)
    assert add_rows(path, [FULL, Row(FULL.file, "A title mended by hand"), renamed]) == []
    assert path.read_bytes() == before


def test_the_programmes_of_two_years_are_two_rows(tmp_path: Path) -> None:
    years = [Row(title="Programme", event="Annual Meeting", date=year) for year in ("2011", "2012")]
    assert add_rows(tmp_path / "catalogue.csv", years) == years
