"""The façade: what an ingest adds, replaces and takes out, what survives a failure, what an upload refuses."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import HOME
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from pdfs import Sheet, pdf, words

from core.errors import BadInput, CatalogueUnreadable, IngestRunning, NoIndex, NotFound
from core.records import DocumentState
from core.settings import Settings
from serve.library import Library

HEADER = (
    "file,title,kind,presenters,organisations,presenter country,about countries,event,date,language,source address,note"
)


class PowerCut(Exception):
    """A fault that no part of the product knows."""


def write(library: Library, name: str, *pages: str) -> None:
    """A PDF in the library's corpus, a page for each text."""
    path = library.settings.corpus / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pdf(*(words(*text.split("\n")) for text in pages)))


def catalogue(library: Library, *rows: str) -> None:
    library.settings.catalogue.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def found(library: Library, query: str) -> list[tuple[str, int]]:
    return sorted((hit.document.file, hit.page.number) for hit in library.search(query, {}, 100).hits)


def test_without_an_ingest_there_is_no_index(empty_library):
    with pytest.raises(NoIndex, match="ingest"):
        empty_library.search("word", {})


def test_an_ingest_of_an_empty_folder_gives_an_empty_library(empty_library):
    report = empty_library.ingest()

    assert (report.added, report.updated, report.removed, report.unchanged, report.pages) == ((), (), (), 0, 0)
    assert empty_library.search("word", {}).total_pages == 0
    assert empty_library.status().documents == 0


def test_an_ingest_adds_new_files_and_tells_progress(empty_library):
    write(empty_library, "one.pdf", "walrus on the first page", "penguin on the second")
    write(empty_library, "two.pdf", "another walrus")
    seen = []

    report = empty_library.ingest(seen.append)

    assert sorted(report.added) == ["one.pdf", "two.pdf"]
    assert report.pages == 3
    told = dict.fromkeys((progress.done, progress.files) for progress in seen)  # of a file begun and of a file done
    assert list(told) == [(0, 2), (1, 2), (2, 2)]
    assert seen[-1].pages == 3
    assert found(empty_library, "walrus") == [("one.pdf", 1), ("two.pdf", 1)]
    assert found(empty_library, "penguins") == [("one.pdf", 2)]


def test_a_second_ingest_leaves_the_unchanged_alone_and_makes_no_new_generation(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    before = empty_library.view()

    report = empty_library.ingest()

    assert (report.unchanged, report.added, report.updated, report.pages) == (1, (), (), 0)
    assert empty_library.view() is before


def test_a_file_that_was_only_touched_is_unchanged(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    os.utime(empty_library.settings.corpus / "one.pdf", (1, 1))

    assert empty_library.ingest().unchanged == 1


def test_a_replaced_file_is_read_again_under_its_old_address(empty_library):
    write(empty_library, "one.pdf", "walrus", "seal")
    empty_library.ingest()
    address = empty_library.documents()[0].id
    write(empty_library, "one.pdf", "penguin")

    report = empty_library.ingest()

    assert (report.updated, report.added, report.unchanged) == (("one.pdf",), (), 0)
    assert found(empty_library, "walrus OR seal") == []
    assert found(empty_library, "penguin") == [("one.pdf", 1)]
    assert [document.id for document in empty_library.documents()] == [address]


def test_a_file_of_the_same_size_and_time_stamp_is_taken_as_the_same_but_a_new_time_stamp_is_looked_into(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    write(empty_library, "one.pdf", "falcon")
    os.utime(empty_library.settings.corpus / "one.pdf", (2_000_000_000, 2_000_000_000))

    assert empty_library.ingest().updated == ("one.pdf",)
    assert found(empty_library, "falcon") == [("one.pdf", 1)]


def test_a_renamed_file_keeps_its_address(empty_library):
    write(empty_library, "old.pdf", "walrus")
    empty_library.ingest()
    address = empty_library.documents()[0].id
    (empty_library.settings.corpus / "old.pdf").rename(empty_library.settings.corpus / "new.pdf")

    report = empty_library.ingest()

    assert (report.added, report.removed, report.updated) == ((), (), ("new.pdf",))
    assert found(empty_library, "walrus") == [("new.pdf", 1)]
    assert [document.id for document in empty_library.documents()] == [address]


def test_a_deleted_file_is_gone_from_results_and_documents(empty_library):
    write(empty_library, "one.pdf", "walrus")
    write(empty_library, "two.pdf", "walrus")
    empty_library.ingest()
    (empty_library.settings.corpus / "one.pdf").unlink()

    assert empty_library.ingest().removed == ("one.pdf",)
    assert found(empty_library, "walrus") == [("two.pdf", 1)]
    with pytest.raises(NotFound):
        empty_library.document("one")


def test_a_new_catalogue_row_is_enough_to_read_a_file_again(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    assert not empty_library.document("one").reviewed
    catalogue(empty_library, "one.pdf,On Walruses,report,Ada Elm,,Norway,Iceland,,2011-10,en,,")

    report = empty_library.ingest()

    document = empty_library.document("one")
    assert report.updated == ("one.pdf",)
    assert document.reviewed
    assert (document.title, document.presenters, document.countries_from) == ("On Walruses", ("Ada Elm",), ("NO",))


def test_an_awaited_row_takes_its_metadata_when_the_file_comes(empty_library):
    catalogue(empty_library, "later.pdf,On Walruses,report,Ada Elm,Zoo,Norway,Iceland,Summit,2011-10-21,en,,")
    empty_library.ingest()
    (waiting,) = empty_library.status().awaited
    assert (waiting.state, waiting.title, waiting.presenters) == (DocumentState.AWAITED, "On Walruses", ("Ada Elm",))
    assert found(empty_library, "walrus") == []
    write(empty_library, "later.pdf", "walrus")

    report = empty_library.ingest()

    (document,) = empty_library.documents()
    assert report.added == ("later.pdf",)
    assert document.state == DocumentState.READY
    assert document.id == waiting.id, "its address is the same before and after"
    assert (document.title, document.presenters, document.organisations) == ("On Walruses", ("Ada Elm",), ("Zoo",))
    assert (document.event, document.date, document.countries_from) == ("Summit", "2011-10-21", ("NO",))
    assert empty_library.status().awaited == ()
    assert found(empty_library, "walrus from:Norway") == [("later.pdf", 1)]


def test_a_file_that_goes_away_again_is_awaited_again(empty_library):
    catalogue(empty_library, "later.pdf,On Walruses,,,,,,,,,,")
    write(empty_library, "later.pdf", "walrus")
    empty_library.ingest()
    (empty_library.settings.corpus / "later.pdf").unlink()

    empty_library.ingest()

    assert [document.state for document in empty_library.documents()] == [DocumentState.AWAITED]
    assert found(empty_library, "walrus") == []


def test_an_awaited_row_that_is_taken_away_is_awaited_no_more(empty_library):
    catalogue(empty_library, "later.pdf,On Walruses,,,,,,,,,,", ",Without a File,,,,,,,,,,")
    empty_library.ingest()
    assert {d.title for d in empty_library.status().awaited} == {"On Walruses", "Without a File"}
    catalogue(empty_library)

    empty_library.ingest()

    assert empty_library.documents() == []


def test_a_damaged_file_is_told_and_the_others_are_found(empty_library):
    write(empty_library, "good.pdf", "walrus")
    (empty_library.settings.corpus / "bad.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    report = empty_library.ingest()

    (problem,) = report.failed
    assert (problem.file, problem.page) == ("bad.pdf", None)
    assert problem.problem
    assert problem.remedy
    assert empty_library.document("bad").state == DocumentState.FAILED
    assert found(empty_library, "walrus") == [("good.pdf", 1)]


def test_a_damaged_replacement_is_told_until_it_is_mended_and_the_old_words_are_not_shown(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    (empty_library.settings.corpus / "one.pdf").write_bytes(b"damaged")

    report = empty_library.ingest()
    again = empty_library.ingest()

    assert [problem.file for problem in report.failed] == ["one.pdf"]
    assert again.failed == report.failed, "still told in a run that reads nothing"
    assert found(empty_library, "walrus") == []
    assert [problem.file for problem in empty_library.status().failed] == ["one.pdf"]
    write(empty_library, "one.pdf", "walrus")
    assert empty_library.ingest().failed == ()
    assert found(empty_library, "walrus") == [("one.pdf", 1)]


def test_text_markdown_and_html_are_documents_of_one_page(empty_library):
    corpus = empty_library.settings.corpus
    (corpus / "note.txt").write_text("A note on walruses", encoding="utf-8")
    (corpus / "note.md").write_text("# Heading\n\nA *walrus* in Markdown", encoding="utf-8")
    (corpus / "event.html").write_text("<h1>Event</h1><p>The walrus <b>speaks</b>", encoding="utf-8")

    empty_library.ingest()

    assert found(empty_library, "walrus") == [("event.html", 1), ("note.md", 1), ("note.txt", 1)]


def test_a_bad_catalogue_row_is_told_and_the_good_ones_work(empty_library):
    write(empty_library, "one.pdf", "walrus")
    catalogue(empty_library, "one.pdf,On Walruses,,,,Atlantis,,,2011-13-45,en,,")

    report = empty_library.ingest()

    told = " ".join(problem.problem for problem in report.failed)
    assert "Row 2" in told
    assert "Atlantis" in told
    assert "2011-13-45" in told
    assert empty_library.document("one").title == "On Walruses"


def test_a_catalogue_that_is_no_table_changes_nothing(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    empty_library.settings.catalogue.write_bytes(HEADER.encode("utf-16"))

    with pytest.raises(CatalogueUnreadable, match="UTF-8"):
        empty_library.ingest()

    assert found(empty_library, "walrus") == [("one.pdf", 1)]
    assert "UTF-8" in empty_library.status().failed[0].problem


def test_a_second_ingest_at_the_same_time_is_refused_and_the_first_goes_on(empty_library):
    write(empty_library, "one.pdf", "walrus")
    other = Library(empty_library.settings)
    told = []

    def start_another(_):
        with pytest.raises(IngestRunning) as caught:
            other.ingest()
        told.append(caught.value)

    empty_library.ingest(start_another)

    assert told
    assert told[0].remedy
    assert found(other, "walrus") == [("one.pdf", 1)]
    assert other.ingest().unchanged == 1
    other.close()


def test_an_exception_inside_an_ingest_keeps_the_earlier_generation(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    before = empty_library.view().generation
    write(empty_library, "one.pdf", "penguin")
    write(empty_library, "two.pdf", "penguin")

    def fail(_):
        raise PowerCut

    with pytest.raises(PowerCut):
        empty_library.ingest(fail)

    assert empty_library.view().generation == before
    assert found(empty_library, "walrus") == [("one.pdf", 1)]
    assert found(empty_library, "penguin") == []
    assert sorted(empty_library.ingest().added + empty_library.ingest().updated) == ["two.pdf"]
    assert found(empty_library, "penguin") == [("one.pdf", 1), ("two.pdf", 1)]


def test_a_killed_ingest_keeps_the_earlier_generation_and_the_next_one_works(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    write(empty_library, "one.pdf", "penguin")
    script = (
        "import os, sys; from pathlib import Path; from core.settings import Settings\n"
        "from serve.library import Library\n"
        "Library(Settings(Path(sys.argv[1]), Path(sys.argv[2]), workers=1)).ingest(lambda _: os._exit(9))"
    )
    settings = empty_library.settings

    ended = subprocess.run([sys.executable, "-c", script, settings.corpus, settings.data], cwd=HOME, check=False)

    assert ended.returncode == 9
    assert found(empty_library, "walrus") == [("one.pdf", 1)]
    assert empty_library.ingest().updated == ("one.pdf",)
    assert found(empty_library, "penguin") == [("one.pdf", 1)]


def test_a_reader_sees_the_old_index_during_an_ingest_and_the_new_one_after(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    reader = Library(empty_library.settings)
    write(empty_library, "one.pdf", "penguin")
    during = []

    empty_library.ingest(lambda _: during.append((found(reader, "walrus"), found(reader, "penguin"))))

    assert len(during) == 2, "it was looked for when the file was begun and when it was done"
    assert all(seen == ([("one.pdf", 1)], []) for seen in during)
    assert (found(reader, "walrus"), found(reader, "penguin")) == ([], [("one.pdf", 1)])
    reader.close()


def test_a_rebuild_reads_everything_anew(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()

    report = empty_library.ingest(rebuild=True)

    assert (report.updated, report.unchanged) == (("one.pdf",), 0)
    assert found(empty_library, "walrus") == [("one.pdf", 1)]


def test_an_ingest_needs_a_corpus_folder_and_a_data_folder_that_can_be_made(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "corpus").mkdir()

    with pytest.raises(BadInput, match="--corpus"):
        Library(Settings(tmp_path / "none", tmp_path / "data")).ingest()
    with pytest.raises(BadInput, match="--data"):
        Library(Settings(tmp_path / "corpus", tmp_path / "file" / "data")).ingest()


# Pages, marks, boxes


def test_every_mark_has_boxes_on_the_page(demonstration):
    marked = demonstration.marked_page("deck-uk", 4, "family registrar")

    assert len(marked.marks) == len(marked.boxes) >= 3
    assert {span.of(marked.page.text).casefold() for span in marked.marks} >= {"family", "registrar"}
    assert all(marked.boxes)
    assert marked.note == ""


def test_a_word_broken_at_a_line_end_has_a_box_on_each_line(demonstration):
    hits = demonstration.search("co-location", {}, 100).hits
    broken = [(hit, span) for hit in hits for span in hit.marks if "\n" in span.of(hit.page.text)]
    assert broken, "the demonstration library has such a word"

    hit, span = broken[0]
    marked = demonstration.marked_page(hit.document.id, hit.page.number, "co-location")
    first, second = marked.boxes[marked.marks.index(span)]

    assert second.top > first.bottom - 2
    assert second.x0 < first.x0


def test_the_marks_of_a_page_are_those_of_its_hit(demonstration):
    for query in ("joint delivery", '"service canada"', "deliver*", "service -canada", "prestation"):
        for hit in demonstration.search(query, {}, 20).hits:
            assert demonstration.marked_page(hit.document.id, hit.page.number, query).marks == hit.marks


def test_a_page_without_a_query_or_with_odd_ones_has_no_marks(demonstration):
    for query in ("", "   ", "()", '"', "-", "zzzzqqq", "presenter:Nobody"):
        marked = demonstration.marked_page("deck-uk", 4, query)
        assert (marked.marks, marked.boxes, marked.note) == ((), (), "")


@pytest.mark.parametrize(("document", "number"), [("deck-uk", 0), ("deck-uk", -1), ("deck-uk", 10_000), ("nobody", 1)])
def test_a_page_that_is_not_there_is_not_found(demonstration, document, number):
    for ask in (demonstration.page, demonstration.marked_page, demonstration.page_image):
        with pytest.raises(NotFound):
            ask(document, number)


def test_a_file_changed_since_the_ingest_gives_a_note_instead_of_wrong_boxes(empty_library):
    write(empty_library, "one.pdf", "a walrus", "another walrus")
    empty_library.ingest()
    write(empty_library, "one.pdf", "now a penguin stands before the walrus")

    first = empty_library.marked_page("one", 1, "walrus")
    second = empty_library.marked_page("one", 2, "walrus")

    for marked in (first, second):
        assert [span.of(marked.page.text) for span in marked.marks] == ["walrus"]
        assert marked.boxes == ((),)
        assert "ingest" in marked.note


def test_a_file_gone_since_the_ingest_gives_a_note_and_its_text_still_stands(empty_library):
    write(empty_library, "one.pdf", "a walrus")
    empty_library.ingest()
    (empty_library.settings.corpus / "one.pdf").unlink()

    marked = empty_library.marked_page("one", 1, "walrus")

    assert [span.of(marked.page.text) for span in marked.marks] == ["walrus"]
    assert marked.note
    for ask in (empty_library.file_of, lambda one: empty_library.page_image(one, 1)):
        with pytest.raises(NotFound, match="not in the corpus"):
            ask("one")


def test_a_link_that_came_to_lead_out_of_the_corpus_is_not_followed(empty_library, tmp_path):
    write(empty_library, "one.pdf", "a walrus")
    empty_library.ingest()
    (tmp_path / "secret.pdf").write_bytes(pdf(Sheet()))
    (empty_library.settings.corpus / "one.pdf").unlink()
    (empty_library.settings.corpus / "one.pdf").symlink_to(tmp_path / "secret.pdf")

    with pytest.raises(NotFound):
        empty_library.file_of("one")


def test_the_matches_in_a_document_are_the_marks_of_its_pages_in_order(demonstration):
    for query in ("service canada", "deliver*", '"tell us once"', "privacy OR identity"):
        for document in ("background-report", "roundtable-report"):
            places = demonstration.matches_in(document, query)
            assert places, query
            assert [number for number, _ in places] == sorted({number for number, _ in places})
            for number, count in places:
                assert len(demonstration.marked_page(document, number, query).marks) == count


def test_the_matches_in_a_document_are_told_where_another_thread_forgets_them_at_once(demonstration, monkeypatch):
    class Forgetful(dict):
        def __setitem__(self, key, value):
            """As if all that is kept were cleared before it is read again."""

    told = demonstration.matches_in("roundtable-report", "privacy")
    monkeypatch.setattr(demonstration._places, "_kept", Forgetful())

    assert demonstration.matches_in("roundtable-report", "privacy") == told != ()


def test_pages_like_a_page_are_of_other_documents_too_where_the_results_were_of_one(demonstration):
    narrowed = {"language": ["en"], "document": ["deck-germany"]}

    found = demonstration.similar("deck-germany", 5, narrowed)

    assert found == demonstration.similar("deck-germany", 5, {"language": ["en"]})
    assert found.elsewhere
    assert demonstration.similar("deck-germany", 5, {**narrowed, "year": ["1901"]}).elsewhere == ()


# Groups and status


def test_the_status_counts_what_is_there(demonstration, demonstration_report):
    status = demonstration.status()

    assert status.documents == len(demonstration_report.added)
    assert status.pages == demonstration_report.pages == sum(status.languages.values())
    assert set(status.languages) == {"en", "fr", "de"}
    assert status.failed == demonstration_report.failed
    assert status.generation == 1


# Uploads


def test_an_upload_is_found_after_the_next_ingest(empty_library):
    empty_library.ingest()

    path = empty_library.upload("New report.PDF", pdf(words("a walrus")))
    report = empty_library.ingest()

    assert path == empty_library.settings.corpus / "New report.PDF"
    assert path.stat().st_mode & 0o444 == 0o444, "others may read it, as any file put there by hand"
    assert report.added == ("New report.PDF",)
    assert found(empty_library, "walrus") == [("New report.PDF", 1)]


def test_an_upload_never_overwrites(empty_library):
    write(empty_library, "one.pdf", "walrus")
    before = (empty_library.settings.corpus / "one.pdf").read_bytes()

    for name in ("one.pdf", "../corpus/one.pdf", "sub/one.pdf", "C:\\papers\\one.pdf"):
        with pytest.raises(BadInput, match="already"):
            empty_library.upload(name, b"other")

    assert (empty_library.settings.corpus / "one.pdf").read_bytes() == before


@pytest.mark.parametrize(("name", "kept"), [("../x.pdf", "x.pdf"), ("a/b.pdf", "b.pdf"), ("C:\\a\\b.pdf", "b.pdf")])
def test_an_upload_takes_only_the_last_part_of_a_name(empty_library, name, kept):
    assert empty_library.upload(name, b"content") == empty_library.settings.corpus / kept
    assert [path.name for path in empty_library.settings.corpus.parent.rglob("*.pdf")] == [kept]


@pytest.mark.parametrize(
    "name", [".hidden.pdf", "", ".", "..", "/", "x", "x.exe", "x.pdf.exe", "catalogue.csv", ".pdf", "~$x.pdf", "a\0b.pdf",
             "a\nb.pdf", f"{'x' * 300}.pdf"]
)  # fmt: skip
def test_an_upload_refuses_odd_names_and_other_kinds_of_file(empty_library, name):
    with pytest.raises(BadInput) as caught:
        empty_library.upload(name, b"content")

    assert caught.value.remedy
    assert list(empty_library.settings.corpus.iterdir()) == []


@given(name=st.text(min_size=1, max_size=20), suffix=st.sampled_from(["", ".pdf", ".PDF", "/.pdf", ".html"]))
@with_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_its_name_an_upload_lands_in_the_corpus_or_is_refused(empty_library, name, suffix):
    corpus = empty_library.settings.corpus
    try:
        path = empty_library.upload(name + suffix, b"content")
    except BadInput:
        return
    assert path.parent == corpus
    assert path.read_bytes() == b"content"
    assert list(corpus.iterdir()) == [path], "nothing is left behind"
    path.unlink()


def test_an_upload_too_large_is_refused(tmp_path):
    (tmp_path / "corpus").mkdir()
    library = Library(Settings(tmp_path / "corpus", tmp_path / "data", upload_bytes=10))

    with pytest.raises(BadInput, match="too large"):
        library.upload("x.pdf", b"x" * 11)
    assert library.upload("x.pdf", b"x" * 10).stat().st_size == 10


def test_an_upload_without_a_corpus_folder_is_refused(tmp_path):
    library = Library(Settings(tmp_path / "none", tmp_path / "data"))

    with pytest.raises(BadInput):
        library.upload("x.pdf", b"content")


def test_an_event_page_becomes_awaited_rows_and_a_document(empty_library, shared):
    page = next((shared / "data" / "event_page").glob("*.txt"))

    _, added = empty_library.import_event(page)
    _, again = empty_library.import_event(page)
    empty_library.ingest()

    assert added
    assert not again
    assert len(empty_library.status().awaited) >= 8
    assert [file for file, _ in found(empty_library, "turf protection")] == [
        d.file for d in empty_library.documents() if d.state == DocumentState.READY
    ]


def test_the_data_folder_can_be_thrown_away(empty_library):
    write(empty_library, "one.pdf", "walrus")
    empty_library.ingest()
    shutil.rmtree(empty_library.settings.data)

    with pytest.raises(NoIndex):
        empty_library.search("walrus", {})
    assert empty_library.ingest().added == ("one.pdf",)
    assert found(empty_library, "walrus") == [("one.pdf", 1)]
