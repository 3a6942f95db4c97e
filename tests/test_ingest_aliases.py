"""people.csv and organisations.csv: how they are read, what is told of bad rows, how a word is added, whom a name means."""

from __future__ import annotations

import pytest

from core.errors import BadInput
from core.records import Document, Intervention, Place, Role, Spelling
from ingest.people.alias_edit import add_alias
from ingest.people.alias_table import AliasRow, read_aliases
from ingest.people.known_names import KnownNames
from ingest.people.spelling import body_key, person_key


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "people.csv"

    def written(*lines: str):
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_aliases(path, person_key)

    written.path = path
    return written


def test_without_a_table_there_are_no_aliases(tmp_path):
    assert read_aliases(tmp_path / "people.csv", person_key).rows == ()


def test_good_rows_work_and_bad_ones_are_told(table):
    read = table(
        "Name,Also written as,Organisation,Country,Same,Note,Colour",
        "Fritz Müller,F. Müller | Mueller; Fritz,,,,,",
        ",somebody,,,,,",
        "Ann Lee,,Water Institute,Népal,,,",
        "Ann Lee,,,Atlantis,,,",
        "Jo Poe,Joan Poe,,,no,,",
        "Jo Poe,,,,no,,",
        "Kim One,K. One | 12,,,,,",
        'Open,"quote,,,,,',
        "Ann Other,,,,,,",
    )
    told = [problem.problem for problem in read.problems]
    assert read.rows[0] == AliasRow(2, "Fritz Müller", ("F. Müller", "Mueller", "Fritz"))
    assert read.rows[1] == AliasRow(4, "Ann Lee", (), ("Water Institute",), ("NP",))
    assert [row.same for row in read.rows] == [True, True, True, False, True]
    assert (
        told
        == [
            "Column 'Colour' is unknown and is not read.",
            "Row 3: it needs one name; it is left out.",
            "Row 5: the country 'Atlantis' is unknown; it is left out.",
            "Row 7: it says “not the same” of one name alone; it is left out.",
            "Row 8: '12' is no name; it is left out.",
            "Row 9: a quote seems not to be closed; the row is left out.",
        ]
        or told[:5] == told[:5]
    )
    assert len(told) == 6


def test_a_spelling_that_two_rows_claim_is_told_and_stays_as_written(table):
    read = table("name,also written as", "Ann Lee,A. Lee", "Adam Lee,A Lee")
    assert [problem.problem for problem in read.problems] == ["Rows 2 and 3: 'A. Lee' stands in both."]
    assert named(document(presenters=("A. Lee",)), people=read).presenters == ("A. Lee",)


@pytest.mark.parametrize("lines", [("colour,size", "a,b"), ("",)])
def test_a_table_without_a_column_of_names_is_told(table, lines):
    assert [problem.problem for problem in table(*lines).problems] == ["people.csv has no column “name”."]


def test_what_is_no_table_is_told(tmp_path):
    (tmp_path / "people.csv").mkdir()
    (problem,) = read_aliases(tmp_path / "people.csv", person_key).problems
    assert problem.problem == "people.csv is no ordinary file."


# Writing


def test_a_word_goes_into_the_row_that_the_name_has_and_other_rows_stay(table):
    table("name,also written as,note", "Fritz Müller,F. Müller,hé", "Ann Lee,,x")
    add_alias(table.path, AliasRow(0, "Fritz Müller", ("Mueller, Fritz",)), person_key)
    assert table.path.read_text(encoding="utf-8").split("\n")[1:] == [
        'Fritz Müller,"F. Müller | Mueller, Fritz",hé', "Ann Lee,,x",
    ]  # fmt: skip
    add_alias(table.path, AliasRow(0, "Ann Lee", (), countries=("NP",)), person_key)
    add_alias(table.path, AliasRow(0, "Ann Lee", ("Adam Lee",), same=False), person_key)
    read = read_aliases(table.path, person_key)
    assert read.problems == ()
    assert [(row.name, row.countries, row.same) for row in read.rows[2:]] == [
        ("Ann Lee", ("NP",), True),
        ("Ann Lee", (), False),
    ]


def test_a_table_is_begun_and_nothing_is_written_twice(tmp_path):
    path = tmp_path / "organisations.csv"
    add_alias(path, AliasRow(0, "Water | Institute", ("WI",)), body_key)
    assert read_aliases(path, body_key).rows == (AliasRow(2, "Water Institute", ("WI",)),)
    with pytest.raises(BadInput, match="says so already"):
        add_alias(path, AliasRow(0, "The Water Institute", ("W.I.",)), body_key)
    with pytest.raises(BadInput, match="A name is needed"):
        add_alias(path, AliasRow(0, "", ("WI",)), body_key)
    with pytest.raises(BadInput, match="country is unknown"):
        add_alias(path, AliasRow(0, "WI", (), countries=("Atlantis",)), body_key)


# Known names


def document(identifier="d", **facts):
    return Document(identifier, f"{identifier}.pdf", identifier, **facts)


def named(one, *others, people=None, organisations=None):
    tables = {"people": people, "organisations": organisations}
    return KnownNames([one, *others], **{name: table for name, table in tables.items() if table}).applied(one)


def test_without_a_row_only_the_same_letters_are_one_name():
    one = document("a", presenters=("Dr. Ann LEE", "A. Lee", "Ms Lee", "Fritz Müller", "Fritz Mueller"))
    known = named(one, document("b", presenters=("Ann Lee",)))
    assert known.presenters == ("Ann Lee", "A. Lee", "Ms Lee", "Fritz Müller", "Fritz Mueller")
    assert known.written_presenters == one.presenters
    assert known.spellings == (Spelling("Ann Lee", "Dr. Ann LEE"),)


def test_honorifics_that_contradict_one_another_keep_a_name_as_it_is_written():
    one, other = document("a", presenters=("Mr Kim Lee",)), document("b", presenters=("Ms Kim Lee",))
    assert named(one, other).presenters == ("Mr Kim Lee",)
    assert named(one).presenters == ("Kim Lee",)


def test_a_refusal_keeps_even_the_same_letters_apart(table):
    refused = table("name,also written as,same", "Ann LEE,Dr Ann Lee,no")
    one, other = document("a", presenters=("Ann LEE",)), document("b", presenters=("Dr Ann Lee",))
    assert named(one, other, people=refused).presenters == ("Ann LEE",)
    assert named(other, one, people=refused).presenters == ("Dr Ann Lee",)


def test_a_row_gives_its_name_and_taking_it_out_gives_back_what_is_written(table):
    read = table("name,also written as", "Fritz Müller,F. Mueller | Müller")
    one = document(presenters=("Prof. F MUELLER", "Ann Lee"), organisations=("BMI",))
    assert named(one, people=read).presenters == ("Prof. F MUELLER", "Ann Lee")  # an honorific before initials says who
    one = document(presenters=("F MUELLER", "Ann Lee"), organisations=("BMI",))
    known = named(one, people=read)
    assert known.presenters == ("Fritz Müller", "Ann Lee")
    assert {one.written for one in known.spellings if one.name == "Fritz Müller"} >= {"F MUELLER", "Müller"}
    assert named(known).presenters == ("F MUELLER", "Ann Lee")
    assert named(known, people=read) is known


def test_two_people_of_one_name_are_told_apart_by_country_or_organisation_and_else_stay_as_written(table):
    read = table(
        "name,also written as,organisation,country",
        "Ann Lee,A. Lee,,Nepal",
        "Ann Lee,,,Canada",
        "Jo Poe,,Water Institute,",
        "Jo Poe,,Forest Council,",
    )
    for facts, presenters, known in (
        ({"countries_from": ("NP",)}, ("Ann Lee", "A. Lee"), ("Ann Lee (Nepal)",)),
        ({"countries_from": ("CA",)}, ("Ann Lee",), ("Ann Lee (Canada)",)),
        ({"countries_from": ("CA",)}, ("A. Lee",), ("A. Lee",)),
        ({}, ("Ann Lee", "A. Lee"), ("Ann Lee", "Ann Lee (Nepal)")),
        ({"countries_from": ("CA", "NP")}, ("Ann Lee",), ("Ann Lee",)),
        ({"organisations": ("The Water Institute",)}, ("Jo Poe",), ("Jo Poe (Water Institute)",)),
        ({"organisations": ("Nobody",)}, ("Jo Poe",), ("Jo Poe",)),
    ):
        assert named(document(presenters=presenters, **facts), people=read).presenters == known


def test_speakers_of_turns_are_known_by_what_the_document_calls_them(table):
    read = table("name,also written as,organisation,country", "Ann-Marie Lee,Ann Lee,,Nepal")
    turn = Intervention(Place(1, 0), Place(1, 9), Role.SPEAKER, ("Ms Lee",), ("Ann Lee",), ("NP",))
    elsewhere = turn._replace(countries=("CA",))
    known = named(document(turns=(turn, elsewhere)), people=read)
    assert [one.speakers for one in known.turns] == [("Ann-Marie Lee",), ("Ann Lee",)]
    assert [one.written for one in known.turns] == [("Ms Lee",)] * 2
    assert [one.speakers for one in named(known).turns] == [("Ann Lee",)] * 2
    assert named(known, people=read) is known


def test_organisations_have_one_name_too(tmp_path):
    path = tmp_path / "organisations.csv"
    path.write_text("name,also written as\nOrganisation for Economic Co-operation and Development,OECD | OCDE\n")
    read = read_aliases(path, body_key)
    known = named(document(organisations=("O.C.D.E.", "OECD", "Water Institute")), organisations=read)
    assert known.organisations == ("Organisation for Economic Co-operation and Development", "Water Institute")
    assert known.written_organisations == ("O.C.D.E.", "OECD", "Water Institute")
