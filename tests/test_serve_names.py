"""Names by the façade and the command line: proposed, accepted, refused, told apart; any spelling is a way in."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

import pytest

from core.errors import BadInput, IngestRunning, NotFound
from serve.cli import main
from serve.comparing import Layout
from serve.library import Library
from serve.name_review import (
    ORGANISATION,
    PERSON,
    accept_name,
    keep_one,
    kind_of,
    name_proposal,
    name_review,
    refuse_name,
    tell_apart,
)

CATALOGUE = """file,title,kind,presenters,organisations,presenter country,event
a.txt,A,report,Fritz Müller,Bundesministerium des Innern,Germany,Roundtable
b.txt,B,report,"Mueller, Fritz",BMI,Germany,Roundtable
c.txt,C,report,Dr. Fritz MÜLLER,BMI,Germany,Roundtable
d.txt,D,report,Ann Lee,Water Institute,Nepal,
e.txt,E,report,Ann Lee,Forest Council,Canada,
awaited.pdf,Awaited,report,"Mueller, Fritz",,Germany,
"""


@pytest.fixture
def own(empty_library) -> Library:
    """A library of five documents by two people, or three, and an awaited one."""
    corpus = empty_library.settings.corpus
    (corpus / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    for name in "abcde":
        (corpus / f"{name}.txt").write_text(f"Document {name} is about walruses and the counter.")
    empty_library.ingest()
    return empty_library


def presenters(library: Library) -> dict[str, tuple[str, ...]]:
    return {document.file: document.presenters for document in library.documents()}


def by_command(library: Library, *arguments: str):
    places = ["--corpus", str(library.settings.corpus), "--data", str(library.settings.data)]
    out = io.StringIO()
    with redirect_stdout(out):
        code = main([*arguments, *places, "--json"])
    return code, json.loads(out.getvalue())


def test_spellings_are_proposed_with_what_bears_them_out_and_nothing_is_merged(own):
    person, body = name_review(own).proposals
    assert (person.kind, person.name, person.written) == (PERSON, "Fritz Müller", "Mueller, Fritz")
    assert (person.sure, person.documents) == (True, (2, 2))
    assert person.evidence == (
        "the same but for accents or umlauts",
        "both with BMI",
        "both at Roundtable",
        "both from Germany",
    )
    assert (body.kind, body.name, body.written) == (ORGANISATION, "Bundesministerium des Innern", "BMI")
    assert not body.sure
    assert presenters(own)["b.txt"] == ("Mueller, Fritz",)


def test_an_accepted_spelling_has_the_name_at_once_without_a_file_read_anew(own):
    assert accept_name(own, PERSON, "Fritz Müller", ["Mueller, Fritz"])
    assert presenters(own) == {
        "a.txt": ("Fritz Müller",), "b.txt": ("Fritz Müller",), "c.txt": ("Fritz Müller",), "d.txt": ("Ann Lee",),
        "e.txt": ("Ann Lee",), "awaited.pdf": ("Fritz Müller",),
    }  # fmt: skip
    assert {
        document.written_presenters for document in own.documents() if document.file in ("b.txt", "awaited.pdf")
    } == {("Mueller, Fritz",)}
    assert [(count.value, count.pages) for count in own.search("walruses", {}).facets["presenter"]] == [
        ("Fritz Müller", 3), ("Ann Lee", 2),
    ]  # fmt: skip
    assert [one.kind for one in name_review(own).proposals] == [ORGANISATION]
    before = own.view().generation
    report = own.ingest()
    assert (report.unchanged, report.updated, own.view().generation) == (5, (), before)


def test_an_edit_of_the_table_holds_from_the_next_ingest_on_and_taking_it_out_undoes_it(own):
    own.settings.people.write_text('name,also written as\nFritz Müller,"Mueller, Fritz"\n', encoding="utf-8")
    assert own.ingest().pages == 0
    assert presenters(own)["b.txt"] == ("Fritz Müller",)
    own.ingest(rebuild=True)
    assert presenters(own)["b.txt"] == ("Fritz Müller",)
    own.settings.people.unlink()
    own.ingest()
    assert presenters(own)["b.txt"] == ("Mueller, Fritz",)


def test_a_row_that_the_catalogue_changes_is_known_by_its_name_too(own):
    accept_name(own, PERSON, "Fritz Müller", ["Mueller, Fritz"])
    own.settings.catalogue.write_text(CATALOGUE.replace("Ann Lee,Water", '"Mueller, Fritz",Water'), encoding="utf-8")
    own.ingest()
    assert presenters(own)["d.txt"] == ("Fritz Müller",)


def test_a_refused_pair_is_not_proposed_again(own):
    refuse_name(own, PERSON, "Fritz Müller", "Mueller, Fritz")
    assert [one.kind for one in name_review(own).proposals] == [ORGANISATION]
    own.ingest(rebuild=True)
    assert [one.kind for one in name_review(own).proposals] == [ORGANISATION]
    with pytest.raises(BadInput, match="one and the same"):
        refuse_name(own, PERSON, "Ann Lee", "Ann Lee")


def test_two_people_of_one_name_are_asked_about_and_told_apart(own):
    (shared,) = name_review(own).shared
    assert (shared.name, [bearer[:2] for bearer in shared.bearers]) == (
        "Ann Lee", [(("NP",), ("Water Institute",)), (("CA",), ("Forest Council",))],
    )  # fmt: skip
    tell_apart(own, shared)
    assert (presenters(own)["d.txt"], presenters(own)["e.txt"]) == (("Ann Lee (Nepal)",), ("Ann Lee (Canada)",))
    assert name_review(own).shared == ()
    assert [one.written for one in name_review(own).proposals] == ["Mueller, Fritz", "BMI"]
    assert own.search("walruses", {"presenter": ["Ann Lee"]}).total_pages == 2
    assert own.search("walruses", {"presenter": ["Ann Lee (Nepal)"]}).total_pages == 1
    accept_name(own, PERSON, "Ann Lee (Nepal)", ["A. M. Lee"])
    assert "Ann Lee,A. M. Lee,,Nepal" in own.settings.people.read_text(encoding="utf-8")


def test_one_person_of_two_countries_is_one_when_a_person_says_so(own):
    keep_one(own, name_review(own).shared[0])
    assert name_review(own).shared == ()
    assert presenters(own)["e.txt"] == ("Ann Lee",)


@pytest.mark.parametrize(
    "spelling", ["Fritz Müller", "Mueller", "mueller, fritz", "Muller", "Dr. Fritz MULLER", "müller"]
)
def test_every_spelling_is_a_way_in(own, spelling):
    accept_name(own, PERSON, "Fritz Müller", ["Mueller, Fritz"])
    accept_name(own, ORGANISATION, "Bundesministerium des Innern", ["BMI"])
    assert own.search("walruses", {"presenter": [spelling]}).total_pages == 3
    assert own.search("walruses", {"organisation": ["B.M.I."]}).total_pages == 3
    assert own.search("walruses presenter:mueller org:bmi", {}).total_pages == 3
    assert own.search("walruses mueller", {}).total_pages == 3
    assert "Fritz Müller" in {one.text for one in own.complete("walruses muel")}
    assert own.search("walruses", {"presenter": ["Nobody"]}).total_pages == 0
    assert own.coverage("walruses", {"presenter": [spelling]}, "about").total_pages == 3
    assert own.matrix("walruses", {"presenter": [spelling]}).crossing.total.pages == 3
    assert own.presenter(spelling, "", {}).name == "Fritz Müller"
    compared = own.compare("walruses", {}, Layout("presenter", rows=(spelling, "Nobody")))
    assert [row.value for row in compared.rows] == ["Fritz Müller", "Nobody"]


def test_what_no_document_names_cannot_be_accepted_without_its_kind(own):
    assert (kind_of(own, "BMI"), kind_of(own, "Ann Lee")) == (ORGANISATION, PERSON)
    with pytest.raises(NotFound, match="No document names"):
        kind_of(own, "Nobody At All")
    with pytest.raises(NotFound, match="Nothing is proposed"):
        name_proposal(own, "Ann Lee", "BMI")
    assert name_proposal(own, "mueller, fritz", "FRITZ MÜLLER").written == "Mueller, Fritz"


def test_a_word_that_is_said_while_an_ingest_runs_is_kept_for_it(own):
    with own._engine.writing():
        with pytest.raises(IngestRunning):
            own.rename()
        assert accept_name(own, PERSON, "Fritz Müller", ["Mueller, Fritz"]) is False
    assert "Mueller, Fritz" in own.settings.people.read_text(encoding="utf-8")
    assert own.rename() == 4


def test_bad_rows_are_among_the_problems(own):
    own.settings.organisations.write_text("name,country\nWater Institute,Atlantis\n")
    assert "Row 2: the country 'Atlantis' is unknown; it is left out." in [one.problem for one in own.status().failed]


def test_the_command_line_lists_accepts_and_refuses(own):
    code, listed = by_command(own, "people")
    assert (code, listed["rows"], len(listed["proposals"]), len(listed["shared"])) == (0, 0, 2, 1)
    assert by_command(own, "people", "--kind", "organisation")[1]["shared"] == []
    _, said = by_command(own, "accept-name", "Fritz Müller", "Mueller, Fritz")
    assert said == {"kind": PERSON, "name": "Fritz Müller", "written": ["Mueller, Fritz"], "applied": True}
    assert (
        by_command(own, "refuse-name", "BMI", "Bundesministerium des Innern")[1]["not"]
        == "Bundesministerium des Innern"
    )
    assert by_command(own, "accept-name", "Ann Lee", "--country", "NP")[0] == 0
    assert by_command(own, "accept-name", "Ann Lee", "--country", "CA")[0] == 0
    assert by_command(own, "accept-name", "Ann Lee")[0] == 2
    _, found = by_command(own, "search", "walruses", "--presenter", "Mueller")
    assert found["total_pages"] == 3
    _, listed = by_command(own, "people")
    assert (listed["rows"], listed["proposals"], listed["shared"]) == (3, [], [])
