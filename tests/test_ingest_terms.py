"""terms.csv: how it is read, what is told of bad rows, and how a row is added."""

from __future__ import annotations

import codecs

import pytest

from core.errors import BadInput
from core.records import Concept, Term
from ingest.metadata.terms import read_terms
from ingest.metadata.terms_edit import add_terms

JOINT, CONJOINTE = Term("joint service delivery", "en"), Term("prestation conjointe de services", "fr")
ROW = Concept((JOINT, CONJOINTE))
LONG, SHORT = Term("Institute for Citizen-Centred Service", "en"), Term("ICCS")


@pytest.fixture
def table(tmp_path):
    """Writes a table, and gives its path."""

    def written(content: str | bytes):
        path = tmp_path / "terms.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def told(path) -> list[str]:
    return [problem.problem for problem in read_terms(path).problems]


# Reading


def test_no_table_is_an_empty_one(tmp_path):
    assert read_terms(tmp_path / "terms.csv").concepts == ()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_every_way_of_saving_a_table_is_read(table, separator, end, mark):
    rows = [["en", "fr", "acronyms", "note"], [JOINT.text, CONJOINTE.text, "", "one"], ["é", "", "E | F", ""]]
    path = table(mark + (end.join(separator.join(row) for row in rows) + end).encode())
    assert read_terms(path).concepts == (ROW, Concept((Term("é", "en"), Term("E"), Term("F"))))
    assert told(path) == []


def test_a_table_that_windows_saved_keeps_its_accents(table):
    path = table("en;fr\r\nlife event;événement de vie\r\nheart;cœur – “là”\r\n".encode("cp1252"))
    assert [one.terms[1].text for one in read_terms(path).concepts] == ["événement de vie", "cœur – “là”"]


def test_columns_may_be_called_by_their_languages_names(table):
    path = table("English,français,Deutsch,Abkürzungen,sv\na,b,c,D,e\n")
    assert [term.language for term in read_terms(path).concepts[0].terms] == ["en", "fr", "de", "", "sv"]


def test_several_terms_of_a_cell_stand_on_its_lines_or_between_bars(table):
    path = table('en,fr\n"one-stop shop\nsingle window",guichet | guichet unique\n')
    assert [term.text for term in read_terms(path).concepts[0].terms] == [
        "one-stop shop", "single window", "guichet", "guichet unique"
    ]  # fmt: skip


def test_a_row_that_is_not_to_be_used_is_kept_and_not_used(table):
    read = read_terms(table("en,fr,use\na,b,no\nc,d,\ne,f,yes\n"))
    assert [row.used for row in read.rows] == [False, True, True]
    assert [one.terms[0].text for one in read.concepts] == ["c", "e"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("alone,", "Row 2: it has fewer than two terms; nothing is equal to anything."),
        ("a,---", "Row 2: '---' is no term; it is left out."),
        ("a,b,c,d", "Row 2: it has more cells than the header"),
        (f"a | {'x' * 121},b", "is no term; it is left out."),
        ('"a,b\nc,d,e\n', "Row 2: a quote seems not to be closed; the row is left out."),
    ],
)
def test_a_bad_row_is_told_with_what_to_do_and_the_others_work(table, row, what):
    path = table(f"en,fr\n{row}\n")
    (problem, *_) = read_terms(path).problems
    assert what in problem.problem
    assert problem.remedy
    before = f"en,fr\n{JOINT.text},{CONJOINTE.text}\n{row}\n"
    assert read_terms(table(before)).concepts[0] == ROW


def test_unknown_columns_and_a_missing_header_are_told(table):
    assert told(table("en,fr,colour\na,b,red\n")) == ["Column 'colour' is unknown and is not read."]
    path = table("joint service delivery,prestation conjointe\n")
    assert told(path) == ["terms.csv has no header row."]
    assert read_terms(path).concepts == ()


@pytest.mark.parametrize("content", [b"\xff\xfee\x00n\x00", b"", b"\n\n", b"\x00", b'"', b"en,fr\n\x81,\x8d\n"])
def test_nothing_in_a_table_raises(table, content):
    assert read_terms(table(content)).concepts == ()


def test_a_folder_in_its_place_is_told(tmp_path):
    (tmp_path / "terms.csv").mkdir()
    assert told(tmp_path / "terms.csv") == ["terms.csv is no ordinary file."]


# Adding a row


def test_a_row_is_put_below_the_others_which_stay_byte_for_byte(table):
    before = codecs.BOM_UTF8 + b'en;fr;acronyms\r\n  joint ;"con\njointe";\r\nbad\r\n'
    path = table(before)
    add_terms(path, (LONG, SHORT))
    assert path.read_bytes() == before + b"Institute for Citizen-Centred Service;;ICCS\r\n"


def test_a_table_that_windows_saved_gets_its_row_in_the_same_letters(table):
    before = "français;acronyms\r\névénement;E\r\n".encode("cp1252")
    path = table(before)
    add_terms(path, (Term("évaluation des facteurs", "fr"), Term("EF")))
    assert path.read_bytes() == before + "évaluation des facteurs;EF\r\n".encode("cp1252")


def test_columns_that_lack_are_put_behind_the_others(table):
    path = table("en,note\na | b,kept\n")
    add_terms(path, (Term("Onlinezugangsgesetz", "de"), Term("OZG")), used=False)
    read = read_terms(path)
    assert path.read_text().startswith("en,note,")
    assert "a | b,kept\n" in path.read_text()
    assert (read.rows[-1].terms, read.rows[-1].used) == ((Term("Onlinezugangsgesetz", "de"), Term("OZG")), False)


@pytest.mark.parametrize("there", [False, True])
def test_without_a_table_one_is_begun(tmp_path, there):
    path = tmp_path / "terms.csv"
    if there:
        path.write_bytes(b"")
    add_terms(path, (LONG, SHORT))
    assert path.read_bytes().startswith(codecs.BOM_UTF8 + b"en,fr,de,acronyms,use,note\r\n")
    assert read_terms(path).concepts == (Concept((LONG, SHORT)),)


def test_what_is_there_or_is_no_term_is_not_written(table):
    path = table("en,acronyms\nInstitute for Citizen-Centred Service,ICCS\n")
    before = path.read_bytes()
    for terms in ((LONG, SHORT), (LONG, Term("…")), (SHORT, SHORT)):
        with pytest.raises(BadInput) as caught:
            add_terms(path, terms)
        assert caught.value.remedy or "needed" in caught.value.problem
    assert path.read_bytes() == before


def test_a_term_cannot_break_out_of_its_cell(table):
    path = table("en,acronyms\na,B\n")
    add_terms(path, (Term('one | "two"; three,\nfour', "en"), Term("OTTF")))
    assert [term.text for term in read_terms(path).concepts[-1].terms] == ['one "two" three, four', "OTTF"]
