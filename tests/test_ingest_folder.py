"""The corpus folder against what the index knows: what is new, changed, gone, awaited."""

import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Document, DocumentState, Heading, Problem
from ingest.files.folder import Plan, path_of, plan, walk
from ingest.metadata.catalogue import Catalogue, Row


def put(corpus: Path, name: str, content: str = "words") -> Path:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def made(done: Plan) -> list[Document]:
    """What an index would know after this plan was carried out."""
    read = [Document(work.id, work.found.file, work.found.file, fingerprint=work.fingerprint) for work in done.work]
    return [*done.unchanged, *done.described, *done.touched, *read, *done.awaited]


def described_as(done: Plan) -> list[tuple[str, str]]:
    """(file, id) of the documents that get a new record."""
    return [(document.file, document.id) for document in done.described]


def files(done: Plan) -> list[str]:
    return [work.found.file for work in done.work]


def ids(done: Plan) -> dict[str, str]:
    return {document.file: document.id for document in made(done)}


def again(corpus: Path, before: Plan, catalogue: Catalogue = Catalogue()) -> Plan:  # noqa: B008
    return plan(corpus, catalogue, made(before))


# What is taken up


def test_files_of_the_known_kinds_are_found_in_the_order_of_their_names(tmp_path):
    for name in ("b.pdf", "a.txt", "sub/c.MD", "sub/deeper/d.html", "e.htm", "F.PDF"):
        put(tmp_path, name)
    assert [found.file for found in walk(tmp_path).found] == [
        "F.PDF", "a.txt", "b.pdf", "e.htm", "sub/c.MD", "sub/deeper/d.html",
    ]  # fmt: skip


def test_other_kinds_of_files_are_not_taken_up(tmp_path):
    for name in ("catalogue.csv", "image.png", "pdf", "a.pdf.part", "notes"):
        put(tmp_path, name)
    assert walk(tmp_path) == ([], [], [])


def test_hidden_files_and_folders_and_office_locks_are_not_taken_up(tmp_path):
    for name in (".hidden.pdf", ".git/a.pdf", "~$open.pdf", "~$folder/a.pdf", ".a.pdf.part", "sub/.b.txt"):
        put(tmp_path, name)
    assert walk(tmp_path) == ([], [], [])


def test_a_link_to_a_file_within_the_corpus_is_taken_up(tmp_path):
    put(tmp_path, "a.pdf")
    (tmp_path / "link.pdf").symlink_to("a.pdf")
    assert [found.file for found in walk(tmp_path).found] == ["a.pdf", "link.pdf"]


@pytest.mark.parametrize("target", ["../outside/secret.pdf", "/etc/hostname"])
def test_a_link_out_of_the_corpus_is_left_and_told(tmp_path, target):
    put(tmp_path, "outside/secret.pdf")
    corpus = tmp_path / "corpus"
    put(corpus, "a.pdf")
    (corpus / "link.pdf").symlink_to(target)
    found, problems, _ = walk(corpus)
    assert [each.file for each in found] == ["a.pdf"]
    assert [(each.file, each.problem) for each in problems] == [("link.pdf", "The link leads out of the corpus.")]


@pytest.mark.parametrize("target", ["nowhere.pdf", "link.pdf", "a/b/c.pdf"])
def test_a_link_to_nothing_or_in_a_circle_is_left_and_told(tmp_path, target):
    (tmp_path / "link.pdf").symlink_to(target)
    found, problems, _ = walk(tmp_path)
    assert found == []
    assert [(each.file, each.problem) for each in problems] == [("link.pdf", "The link leads nowhere.")]


@pytest.mark.parametrize("target", ["folder", "..", "."])
def test_a_link_to_a_folder_is_not_followed_and_told(tmp_path, target):
    corpus = tmp_path / "corpus"
    put(corpus, "folder/a.pdf")
    (corpus / "link").symlink_to(target)
    found, problems, _ = walk(corpus)
    assert [each.file for each in found] == ["folder/a.pdf"]
    assert [each.file for each in problems] == ["link"]


def test_a_corpus_that_is_itself_a_link_is_walked(tmp_path):
    put(tmp_path, "real/a.pdf")
    (tmp_path / "corpus").symlink_to("real")
    assert [found.file for found in walk(tmp_path / "corpus").found] == ["a.pdf"]


def test_what_is_no_ordinary_file_is_left_and_told(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    found, problems, _ = walk(tmp_path)
    assert found == []
    assert [(each.file, each.problem) for each in problems] == [("pipe.pdf", "This is no ordinary file.")]


@pytest.mark.parametrize(
    "name",
    ["line\nend.pdf", "tab\tand  blanks .pdf", "\u202efdp.exe\u202c.pdf", "emoji \U0001f600.pdf", "-rf.pdf", "a'b\"c.pdf",
     "back\\slash.pdf", "%41.pdf", "?.pdf", "*.pdf", "x..pdf"],
)  # fmt: skip
def test_odd_names_are_taken_as_they_are_and_their_ids_are_plain(tmp_path, name):
    put(tmp_path, name)
    done = plan(tmp_path, Catalogue(), [])
    assert files(done) == [name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", done.work[0].id)
    assert again(tmp_path, done).work == ()


def test_a_name_that_is_not_utf_8_is_left_and_told(tmp_path):
    put(tmp_path, "a.pdf")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.pdf")).write_text("words")
    found, problems, _ = walk(tmp_path)
    assert [each.file for each in found] == ["a.pdf"]
    (problem,) = problems
    assert "UTF-8" in problem.problem
    assert problem.remedy
    assert problem.file.encode() == b"b\\udcff.pdf"


def test_a_decomposed_name_is_written_composed_and_its_file_is_found(tmp_path):
    put(tmp_path, unicodedata.normalize("NFD", "Bürger.txt"))
    (found,) = walk(tmp_path).found
    assert found.file == unicodedata.normalize("NFC", "Bürger.txt")
    assert found.path.read_text() == "words"


def test_a_file_is_found_again_by_the_name_that_the_index_has(tmp_path):
    path = put(tmp_path, unicodedata.normalize("NFD", "Büro/Bürger.txt"))
    assert path_of(tmp_path, unicodedata.normalize("NFC", "Büro/Bürger.txt")) == path
    assert path_of(tmp_path, "Büro/none.txt").name == "none.txt"
    assert path_of(tmp_path, "none/none.txt") == tmp_path / "none" / "none.txt"


def test_of_two_names_that_look_the_same_one_is_left_and_told(tmp_path):
    for form in ("NFC", "NFD"):
        put(tmp_path, unicodedata.normalize(form, "Bürger.txt"), form)
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes both names for one")
    found, problems, _ = walk(tmp_path)
    assert len(found) == 1
    assert [each.file for each in problems] == [unicodedata.normalize("NFC", "Bürger.txt")]
    first = plan(tmp_path, Catalogue(), [])
    assert again(tmp_path, first).work == ()


def test_a_folder_that_cannot_be_read_is_told_and_its_documents_stay(tmp_path):
    put(tmp_path, "open/a.pdf")
    put(tmp_path, "shut/b.pdf")
    put(tmp_path, "shut-not/c.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "shut-not" / "c.pdf").unlink()
    (tmp_path / "shut").chmod(0)
    if os.access(tmp_path / "shut", os.R_OK):
        pytest.skip("this user may read every folder")
    try:
        done = again(tmp_path, first)
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert {document.file for document in done.unchanged} == {"open/a.pdf", "shut/b.pdf"}
    assert [document.file for document in done.removed] == ["shut-not/c.pdf"]
    assert [problem.file for problem in done.problems] == ["shut"]


def test_when_the_corpus_itself_cannot_be_read_nothing_is_removed(tmp_path):
    put(tmp_path, "corpus/a.pdf")
    first = plan(tmp_path / "corpus", Catalogue(), [])
    (tmp_path / "corpus" / "a.pdf").unlink()
    (tmp_path / "corpus").rmdir()
    done = again(tmp_path / "corpus", first)
    assert [document.file for document in done.unchanged] == ["a.pdf"]
    assert done.removed == ()
    assert len(done.problems) == 1


# What there is to do


def test_all_is_new_at_first(tmp_path):
    put(tmp_path, "a.pdf")
    put(tmp_path, "b.pdf")
    done = plan(tmp_path, Catalogue(), [])
    assert [(work.found.file, work.known) for work in done.work] == [("a.pdf", False), ("b.pdf", False)]
    assert (done.removed, done.awaited, done.unchanged, done.problems) == ((), (), (), ())


def test_an_empty_corpus_has_nothing_to_do(tmp_path):
    assert plan(tmp_path, Catalogue(), []) == Plan((), (), (), (), ())


def test_nothing_is_read_twice(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    done = again(tmp_path, first)
    assert done.work == ()
    assert [document.file for document in done.unchanged] == ["a.pdf"]


def test_a_file_whose_content_changed_is_read_again_under_its_id(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "a.pdf", "other words")
    (work,) = again(tmp_path, first).work
    assert (work.id, work.known) == (first.work[0].id, True)


def test_a_change_that_keeps_the_size_is_seen(tmp_path):
    path = put(tmp_path, "a.pdf", "one")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "a.pdf", "two")
    os.utime(path, ns=(0, first.work[0].fingerprint.modified + 1))
    assert files(again(tmp_path, first)) == ["a.pdf"]


def test_a_file_that_was_only_touched_is_not_read_again(tmp_path):
    path = put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    os.utime(path, ns=(1, 1))
    done = again(tmp_path, first)
    assert (done.work, done.unchanged, done.described) == ((), (), ())
    assert [(document.file, document.fingerprint.modified) for document in done.touched] == [("a.pdf", 1)]
    assert [document.file for document in again(tmp_path, done).unchanged] == ["a.pdf"]


def test_a_file_that_could_not_be_opened_is_tried_again(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (document,) = made(first)
    unopened = replace(document, state=DocumentState.FAILED, fingerprint=replace(document.fingerprint, content=""))
    assert files(plan(tmp_path, Catalogue(), [unopened])) == ["a.pdf"]


def test_a_file_that_is_gone_is_removed(tmp_path):
    put(tmp_path, "a.pdf")
    put(tmp_path, "b.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "a.pdf").unlink()
    done = again(tmp_path, first)
    assert [document.file for document in done.removed] == ["a.pdf"]
    assert [document.file for document in done.unchanged] == ["b.pdf"]


def test_a_file_that_was_renamed_or_moved_keeps_its_id(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "old/keep.pdf", "others")
    (tmp_path / "a.pdf").rename(tmp_path / "old" / "b.pdf")
    done = again(tmp_path, first)
    assert done.removed == ()
    assert [(work.found.file, work.id, work.known) for work in done.work] == [("old/keep.pdf", "keep", False)]
    assert described_as(done) == [("old/b.pdf", "a")]
    assert len(again(tmp_path, done).unchanged) == 2


def test_two_files_that_swapped_their_names_keep_their_addresses(tmp_path):
    put(tmp_path, "a.pdf", "one")
    put(tmp_path, "b.pdf", "two")
    first = plan(tmp_path, Catalogue(), [])
    for old, new in (("a.pdf", "c"), ("b.pdf", "a.pdf"), ("c", "b.pdf")):
        (tmp_path / old).rename(tmp_path / new)
    done = again(tmp_path, first)
    assert (done.work, done.removed) == ((), ())
    assert described_as(done) == [("a.pdf", "b"), ("b.pdf", "a")]


def test_a_moved_folder_keeps_the_addresses_of_its_files_copies_too(tmp_path):
    for name in ("x.pdf", "copy.pdf"):
        put(tmp_path, f"old/{name}", "the same")
    put(tmp_path, "old/y.pdf", "another")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "old").rename(tmp_path / "new")
    done = again(tmp_path, first)
    assert (done.work, done.removed) == ((), ())
    assert described_as(done) == [("new/copy.pdf", "copy"), ("new/x.pdf", "x"), ("new/y.pdf", "y")]


def test_a_name_in_other_letters_of_the_same_word_is_a_new_name(tmp_path):
    put(tmp_path, "Report.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "Report.pdf").rename(tmp_path / "report.PDF")
    done = again(tmp_path, first)
    assert (done.work, done.removed, described_as(done)) == ((), (), [("report.PDF", "report")])


def test_accents_that_are_stored_in_another_way_are_no_new_name(tmp_path):
    put(tmp_path, unicodedata.normalize("NFC", "Bürger/é.pdf"))
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / unicodedata.normalize("NFC", "Bürger")).rename(tmp_path / unicodedata.normalize("NFD", "Bürger"))
    done = again(tmp_path, first)
    assert (done.work, done.removed, described_as(done), len(done.unchanged)) == ((), (), [], 1)


def test_a_file_that_takes_the_name_of_another_leaves_nothing_of_it(tmp_path):
    put(tmp_path, "a.pdf", "one")
    put(tmp_path, "b.pdf", "two")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "b.pdf").replace(tmp_path / "a.pdf")
    done = again(tmp_path, first)
    assert described_as(done) == [("a.pdf", "b")]
    assert [document.id for document in done.removed] == ["a"]


def test_a_file_that_is_renamed_while_it_waits_to_be_read_again_keeps_its_address(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "a.pdf").rename(tmp_path / "b.pdf")
    (work,) = plan(tmp_path, Catalogue(), made(first), again={"a"}).work
    assert (work.found.file, work.id, work.known) == ("b.pdf", "a", True)


def test_a_document_whose_file_may_be_the_one_that_is_arriving_is_not_removed(tmp_path):
    put(tmp_path, "a.pdf")
    put(tmp_path, "gone.pdf", "another length")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "a.pdf").rename(tmp_path / "b.pdf")
    (tmp_path / "gone.pdf").unlink()
    held = plan(tmp_path, Catalogue(), made(first), held={"b.pdf"})
    assert [document.file for document in held.unchanged] == ["a.pdf"]
    assert [document.file for document in held.removed] == ["gone.pdf"]
    assert described_as(again(tmp_path, held)) == [("b.pdf", "a")]


def test_a_held_file_that_is_known_stays_as_it_was_and_a_new_one_is_not_read(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "a.pdf", "half of")
    put(tmp_path, "new.pdf", "half of")
    done = plan(tmp_path, Catalogue(), made(first), held={"a.pdf", "new.pdf"})
    assert (done.work, done.removed, done.unchanged) == ((), (), tuple(made(first)))


def test_all_files_are_read_anew_on_request_under_the_addresses_that_they_had(tmp_path):
    put(tmp_path, "a.pdf", "one")
    put(tmp_path, "b.pdf", "two")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "b.pdf").rename(tmp_path / "c.pdf")
    done = plan(tmp_path, Catalogue(), made(first), again={document.id for document in made(first)})
    assert [(work.found.file, work.id, work.known) for work in done.work] == [
        ("a.pdf", "a", True),
        ("c.pdf", "b", True),
    ]
    assert (done.described, done.unchanged, done.touched, done.removed) == ((), (), (), ())


def test_a_renamed_file_keeps_its_row_until_another_one_names_it(tmp_path):
    put(tmp_path, "a.pdf")
    old, new = Row(file="a.pdf", title="Joint services"), Row(file="b.pdf", title="Joint services")
    first = plan(tmp_path, Catalogue((old,)), [])
    (tmp_path / "a.pdf").rename(tmp_path / "b.pdf")
    renamed = again(tmp_path, first, Catalogue((old,)))
    assert (described_as(renamed), renamed.awaited) == ([("b.pdf", "a")], ())
    assert [(document.title, len(document.problems)) for document in renamed.described] == [("Joint services", 1)]
    after = again(tmp_path, renamed, Catalogue((old,)))
    assert (after.work, after.described, after.awaited) == ((), (), ())
    mended = again(tmp_path, after, Catalogue((new,)))
    assert (described_as(mended), mended.awaited) == ([("b.pdf", "a")], ())
    assert [(document.title, document.problems) for document in mended.described] == [("Joint services", ())]


def test_of_two_copies_of_a_file_that_is_gone_one_takes_its_id(tmp_path):
    path = put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    path.unlink()
    put(tmp_path, "b.pdf")
    put(tmp_path, "c.pdf")
    done = again(tmp_path, first)
    assert described_as(done) == [("b.pdf", "a")]
    assert [(work.found.file, work.id, work.known) for work in done.work] == [("c.pdf", "c", False)]


def test_a_copy_of_a_file_that_is_still_there_is_a_document_of_its_own(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "b.pdf")
    done = again(tmp_path, first)
    assert [(work.found.file, work.id, work.known) for work in done.work] == [("b.pdf", "b", False)]


def test_a_new_file_under_an_old_name_and_the_old_file_under_a_new_one_are_told_apart(tmp_path):
    put(tmp_path, "a.pdf", "old")
    first = plan(tmp_path, Catalogue(), [])
    (tmp_path / "a.pdf").rename(tmp_path / "z.pdf")
    put(tmp_path, "a.pdf", "newer words")
    done = again(tmp_path, first)
    assert [(work.found.file, work.known) for work in done.work] == [("a.pdf", False)]
    assert (described_as(done), done.removed) == ([("z.pdf", "a")], ())


def test_a_row_that_changed_gives_a_new_record_and_leaves_the_pages(tmp_path):
    put(tmp_path, "a.pdf")
    one, two = (Catalogue((Row(file="a.pdf", title=title, presenters=("Ada Elm",)),)) for title in ("One", "Two"))
    first = plan(tmp_path, one, [])
    assert again(tmp_path, first, one).described == ()
    changed, cleared = again(tmp_path, first, two), again(tmp_path, first)
    assert (changed.work, cleared.work) == ((), ())
    assert [(d.title, d.presenters, d.reviewed) for d in changed.described] == [("Two", ("Ada Elm",), True)]
    assert [(d.title, d.presenters, d.reviewed) for d in cleared.described] == [("a", (), False)]


def test_what_a_file_says_of_itself_comes_back_when_a_cell_is_emptied(tmp_path):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (document,) = made(first)
    facts = {"own_title": "Its own", "outline": (Heading(1, "One", 1),), "limits": ("no notes",), "sketch": "1:x"}
    known = replace(document, title="Its own", **facts)
    titled = plan(tmp_path, Catalogue((Row(file="a.pdf", title="Given"),)), [known]).described[0]
    emptied = plan(tmp_path, Catalogue((Row(file="a.pdf", note="seen"),)), [titled]).described[0]
    assert (titled.title, emptied.title, emptied.note) == ("Given", "Its own", "seen")
    assert {name: getattr(emptied, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("read_with", "was", "now", "read_again"),
    [("", "de", "de", False), ("", "de", "fr", True), ("fr", "fr", "fr", False), ("fr", "fr", "de", True), ("fr", "fr", "", True),
     ("", "de", "", False)],
)  # fmt: skip
def test_another_language_in_the_catalogue_has_the_file_read_again(tmp_path, read_with, was, now, read_again):
    put(tmp_path, "a.pdf")
    first = plan(tmp_path, Catalogue(), [])
    (document,) = made(first)
    known = replace(document, language=was, given_language=read_with)
    done = plan(tmp_path, Catalogue((Row(file="a.pdf", title="New", language=now),)), [known])
    assert (len(done.work), len(done.described)) == ((1, 0) if read_again else (0, 1))


def test_a_row_finds_its_file_however_its_accents_are_stored(tmp_path):
    put(tmp_path, unicodedata.normalize("NFC", "Bürger.pdf"))
    row = Row(file=unicodedata.normalize("NFD", "Bürger.pdf"), title="Title")
    done = plan(tmp_path, Catalogue((row,)), [])
    assert [work.row for work in done.work] == [row]
    assert done.awaited == ()


def test_problems_of_the_catalogue_are_passed_on(tmp_path):
    problem = Problem("catalogue.csv", None, "Row 2: odd.", "Mend it.")
    assert plan(tmp_path, Catalogue((), (problem,)), []).problems == (problem,)


# What is awaited


def test_a_row_without_its_file_is_awaited_with_what_the_catalogue_says(tmp_path):
    row = Row(file="a.pdf", title="Joint services", kind="report", presenters=("A. Author",), countries_from=("CA",))
    (document,) = plan(tmp_path, Catalogue((row,)), []).awaited
    assert document.state is DocumentState.AWAITED
    assert (document.file, document.title, document.kind) == ("a.pdf", "Joint services", "report")
    assert (document.presenters, document.countries_from, document.reviewed) == (("A. Author",), ("CA",), True)


def test_a_file_that_comes_takes_the_place_of_the_awaited_one(tmp_path):
    catalogue = Catalogue((Row(file="a.pdf", title="Joint services"),))
    first = plan(tmp_path, catalogue, [])
    put(tmp_path, "a.pdf")
    done = again(tmp_path, first, catalogue)
    assert done.awaited == ()
    assert [(work.id, work.known) for work in done.work] == [(first.awaited[0].id, False)]


def test_a_file_that_goes_while_its_row_stays_is_removed_and_awaited(tmp_path):
    catalogue = Catalogue((Row(file="a.pdf", title="Joint services"),))
    path = put(tmp_path, "a.pdf")
    first = plan(tmp_path, catalogue, [])
    path.unlink()
    done = again(tmp_path, first, catalogue)
    assert [document.id for document in done.removed] == [document.id for document in done.awaited] == ["a"]


def test_awaited_documents_stay_the_same_from_ingest_to_ingest(tmp_path):
    catalogue = Catalogue((Row(file="a.pdf", title="One"), Row(title="Two"), Row(title="Two", event="Another")))
    first = plan(tmp_path, catalogue, [])
    assert again(tmp_path, first, catalogue).awaited == first.awaited


# Ids


def test_an_id_is_read_from_the_name(tmp_path):
    put(tmp_path, "2019/Der Bürger & die Verwaltung (Endfassung) v1.2.pdf")
    assert ids(plan(tmp_path, Catalogue(), [])) == {
        "2019/Der Bürger & die Verwaltung (Endfassung) v1.2.pdf": "der-burger-die-verwaltung-endfassung-v1-2"
    }


def test_an_id_is_never_long_and_never_ends_in_a_hyphen(tmp_path):
    put(tmp_path, "a" * 59 + " " + "b" * 100 + ".pdf")
    (identifier,) = ids(plan(tmp_path, Catalogue(), [])).values()
    assert identifier == "a" * 59


def test_names_in_other_scripts_have_ids_of_their_own(tmp_path):
    for name in ("отчёт.pdf", "报告.pdf", "تقرير.pdf", "!!.pdf"):
        put(tmp_path, name)
    found = ids(plan(tmp_path, Catalogue(), []))
    assert len(set(found.values())) == 4
    assert all(re.fullmatch(r"document(-[0-9a-f]{6})?", identifier) for identifier in found.values())


def test_files_of_one_name_in_several_folders_and_kinds_have_ids_of_their_own(tmp_path):
    for name in ("report.pdf", "report.txt", "a/report.pdf", "b/report.pdf", "Report.pdf"):
        put(tmp_path, name)
    found = ids(plan(tmp_path, Catalogue(), []))
    assert len(set(found.values())) == len(found)


def test_awaited_rows_of_one_title_have_ids_of_their_own(tmp_path):
    catalogue = Catalogue(tuple(Row(title="Opening speech", event=event) for event in ("A", "B", "C", "D")))
    awaited = plan(tmp_path, catalogue, []).awaited
    assert len({document.id for document in awaited}) == 4


def test_the_id_of_a_file_stays_when_another_of_its_name_comes_or_goes(tmp_path):
    put(tmp_path, "b/report.pdf")
    first = plan(tmp_path, Catalogue(), [])
    put(tmp_path, "a/report.pdf")
    second = again(tmp_path, first)
    assert ids(second)["b/report.pdf"] == ids(first)["b/report.pdf"] == "report"
    (tmp_path / "b/report.pdf").unlink()
    third = again(tmp_path, second)
    assert ids(third) == {"a/report.pdf": ids(second)["a/report.pdf"]}


NAMES = st.text(alphabet="aA1é .-_報", min_size=1, max_size=3).filter(
    lambda name: name.strip(" .") and name[0] not in "."
)


@given(st.lists(st.tuples(NAMES, st.sampled_from([".pdf", ".txt"])), max_size=6), st.lists(NAMES, max_size=6))
def test_ids_are_unique_plain_and_stable_whatever_the_names(tmp_path_factory, names, titles):
    corpus = tmp_path_factory.mktemp("corpus")
    for stem, suffix in names:
        put(corpus, stem + suffix)
    catalogue = Catalogue(tuple(Row(title=title) for title in titles))
    first = plan(corpus, catalogue, [])
    found = [document.id for document in made(first)]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", identifier) for identifier in found)
    second = again(corpus, first, catalogue)
    assert second.work == ()
    assert sorted(document.id for document in made(second)) == sorted(found)
