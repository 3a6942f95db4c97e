"""The judged kin: the file is whole, and the measure can tell right from wrong."""

import tomllib
from pathlib import Path

from core.records import Document, Kin, Kinship
from evaluation.kin import pairs_of, score, told

JUDGED = tomllib.loads(Path(__file__).parent.parent.joinpath("evaluation", "kin.toml").read_text(encoding="utf-8"))


def test_every_judged_pair_names_two_files_and_a_kinship():
    pairs = pairs_of(JUDGED)
    assert len(pairs) == len(JUDGED["pairs"])
    assert all(len(files) == 2 and Kinship(kinship) for files, kinship in pairs)


def test_every_judged_file_is_there(shared):
    corpus = Path(__file__).parent.parent / "corpus"
    files = [file for pair in JUDGED["pairs"] for file in pair["files"]]
    assert [f for f in files if not (shared / "data" / "pdfs" / f).is_file() and not (corpus / f).is_file()] == []


def test_what_is_wrong_and_what_is_missed_lowers_the_scores():
    judged = {(frozenset("ab"), "version"), (frozenset("cd"), "version")}
    said = {(frozenset("ab"), "version"), (frozenset("cd"), "same file"), (frozenset("ef"), "version")}
    found = score(judged, said)
    assert (found.precision, found.recall) == (1 / 3, 1 / 2)
    assert (found.missed, len(found.wrong)) == ({(frozenset("cd"), "version")}, 2)


def test_a_pair_that_both_documents_name_is_told_once():
    one = Document("1", "a.pdf", "A", kin=(Kin("2", Kinship.VERSION),))
    other = Document("2", "b.pdf", "B", kin=(Kin("1", Kinship.VERSION),))
    assert told([one, other]) == {(frozenset(("a.pdf", "b.pdf")), "version")}
