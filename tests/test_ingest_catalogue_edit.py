"""One row of the catalogue is written; all that other people wrote stays as it is."""

from pathlib import Path

import pytest

from core.errors import BadInput
from ingest.metadata import catalogue_edit
from ingest.metadata.catalogue import COLUMNS, Row, read_catalogue
from ingest.metadata.catalogue_edit import set_row

SAID = {"file": "a.pdf", "title": "One; counter, “new”", "presenters": "Ada Elm | Élodie Roy", "date": "2011-10"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "catalogue.csv"


def test_a_new_row_makes_the_catalogue(path):
    row = set_row(path, SAID, None)
    assert (
        read_catalogue(path).rows
        == (row,)
        == (Row("a.pdf", "One; counter, “new”", presenters=("Ada Elm", "Élodie Roy"), date="2011-10"),)
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_all_other_rows_stay_byte_for_byte(path, end, mark, separator):
    lines = [
        "file,title,colour,date", 'x.pdf,"Two', 'lines",red,2001', "a.pdf,Old,blue,", ",,,", "x.pdf,twice,,",
        ' y.pdf ,"quoted ""so""",,soon', "z.pdf,last,,",
    ]  # fmt: skip
    text = end.join(lines).replace(",", separator)
    before = mark + text.encode()
    path.write_bytes(before)
    row = read_catalogue(path).row("a.pdf")
    set_row(path, {"title": "New", "date": "2011"}, row)
    old, new = f"a.pdf{separator}Old{separator}blue{separator}", f"a.pdf{separator}New{separator}blue{separator}2011"
    assert path.read_bytes() == before.replace(old.encode(), new.encode())


def test_of_two_columns_of_one_name_the_last_one_is_read_and_written_and_that_is_told(path):
    path.write_text("file,title,title\na.pdf,first,last\n", encoding="utf-8")
    (row,) = read_catalogue(path).rows
    written = set_row(path, {"title": "New"}, row)
    assert (row.title, written.title) == ("last", "New")
    assert path.read_text(encoding="utf-8") == "file,title,title\na.pdf,first,New\n"
    assert read_catalogue(path).rows == (written,)
    assert "stands more than once" in read_catalogue(path).problems[0].problem


def test_bytes_that_are_not_utf8_in_other_rows_stay(path):
    path.write_bytes("file,title\nb.pdf,Québec\na.pdf,Old\n".encode("cp1252"))
    set_row(path, {"title": "Neü"}, Row("a.pdf", "Old"))
    assert path.read_bytes() == "file,title\nb.pdf,Québec\n".encode("cp1252") + "a.pdf,Neü\n".encode()


def test_a_column_that_the_table_lacks_is_put_behind_its_own(path):
    path.write_text("title,file\nOld,a.pdf\nOther,b.pdf", encoding="utf-8")
    set_row(path, {"date": "2011", "event": ""}, Row("a.pdf", "Old"))
    assert path.read_text(encoding="utf-8") == "title,file,date\nOld,a.pdf,2011\nOther,b.pdf"


def test_an_edit_of_another_row_meanwhile_is_kept(path):
    path.write_text("file,title\na.pdf,A\nb.pdf,B\n", encoding="utf-8")
    row = read_catalogue(path).row("a.pdf")
    path.write_text("file,title\nc.pdf,C\na.pdf,A\nb.pdf,B2\n", encoding="utf-8")
    set_row(path, {"title": "New"}, row)
    assert path.read_text(encoding="utf-8") == "file,title\nc.pdf,C\na.pdf,New\nb.pdf,B2\n"


def test_an_edit_of_the_same_row_meanwhile_is_noticed_and_nothing_is_lost(path):
    path.write_text("file,title\na.pdf,A\n", encoding="utf-8")
    row = read_catalogue(path).row("a.pdf")
    path.write_text("file,title\na.pdf,By somebody else\n", encoding="utf-8")
    with pytest.raises(BadInput, match="changed meanwhile"):
        set_row(path, {"title": "New"}, row)
    with pytest.raises(BadInput, match="has a row for"):
        set_row(path, SAID, None)
    assert path.read_text(encoding="utf-8") == "file,title\na.pdf,By somebody else\n"


def test_an_edit_at_the_very_moment_is_kept(path, monkeypatch):
    path.write_text("file,title\na.pdf,A\n", encoding="utf-8")
    changed, edits = catalogue_edit._changed, iter(["file,title\nb.pdf,B\na.pdf,A\n"])

    def meanwhile(*arguments):
        text = changed(*arguments)
        if edit := next(edits, None):
            path.write_text(edit, encoding="utf-8")
        return text

    monkeypatch.setattr(catalogue_edit, "_changed", meanwhile)
    set_row(path, {"title": "New"}, Row("a.pdf", "A"))
    assert path.read_text(encoding="utf-8") == "file,title\nb.pdf,B\na.pdf,New\n"


@pytest.mark.parametrize("wrong", [{"date": "soon"}, {"presenter country": "Atlantis"}, {"language": "Klingonese"}])
def test_what_cannot_be_understood_is_refused_before_anything_is_written(path, wrong):
    with pytest.raises(BadInput) as refused:
        set_row(path, {**SAID, **wrong}, None)
    assert next(iter(wrong.values())) in refused.value.problem
    assert not path.exists()


def test_a_dash_says_that_there_is_nothing_to_say(path):
    path.write_text(f"{','.join(COLUMNS)}\na.pdf,–,,-,,,,,—,,,\n", encoding="utf-8")
    (row,) = read_catalogue(path).rows
    assert (row.title, row.presenters, row.date, row.settled) == ("", (), "", ("title", "presenters", "date"))
    assert row.cells()[:4] == ["a.pdf", "-", "", "-"]
    assert read_catalogue(path).problems == ()


def test_line_breaks_in_what_is_said_cannot_make_rows(path):
    set_row(path, {"file": "a.pdf", "title": 'A\nb.pdf,"B'}, None)
    assert [row.title for row in read_catalogue(path).rows] == ['A b.pdf,"B']


def test_the_file_keeps_its_permissions(path):
    path.write_text("file,title\na.pdf,A\n", encoding="utf-8")
    Path(path).chmod(0o640)
    set_row(path, {"title": "New"}, Row("a.pdf", "A"))
    assert path.stat().st_mode & 0o777 == 0o640


def test_characters_that_would_make_the_table_unreadable_are_not_written(path):
    set_row(path, {**SAID, "title": "Two\x00 words\ud800\udce9 \n on one line"}, None)
    assert [row.title for row in read_catalogue(path).rows] == ["Two words on one line"]
