"""What an ingest keeps up with besides new files: names, catalogue rows, copies, versions, translations."""

import json
import os
import random
import re
import shutil
import subprocess
import sys

import pytest
from conftest import HOME
from pdfs import Sheet, pdf, words

from core.records import Kinship
from ingest.kin.sketch import Sketch
from ingest.metadata.catalogue import Row, write_catalogue
from serve.keeping_up import duplicates, related


def text(seed: int, language: str) -> Sheet:
    """Forty lines of a language's words, with figures that only the seed decides on."""
    chance, order = random.Random(seed), random.Random(f"{seed}{language}")
    known = {
        "en": ["the", "service", "and", "office", "with", "people", "was", "their", "which", "delivery", "country"],
        "fr": ["les", "services", "et", "bureau", "avec", "gens", "était", "leurs", "dont", "prestation", "pays"],
    }[language]
    return words(
        *(f"{' '.join(order.choices(known, k=7))} {chance.randrange(1_000, 9_999)}" for _ in range(40)), size=8
    )


@pytest.fixture
def put(empty_library):
    def written(name, *sheets):
        path = empty_library.settings.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf(*sheets))
        return path

    return written


def test_a_second_ingest_in_another_process_is_told_which_one_is_running(empty_library, put):
    put("one.pdf", text(1, "en"))
    place = ["--corpus", empty_library.settings.corpus, "--data", empty_library.settings.data]
    with empty_library._engine.writing():
        second = subprocess.run(
            [sys.executable, "-m", "serve.cli", "ingest", "--json", *place], capture_output=True, check=False, cwd="/",
            env={**os.environ, "PYTHONPATH": str(HOME)},
        )  # fmt: skip
    told = json.loads(second.stdout)["error"]
    assert second.returncode == 2
    assert re.search(rf"running already \(process {os.getpid()}, since \d\d:\d\d\)", told["problem"])
    assert told["remedy"]
    assert empty_library.ingest().added == ("one.pdf",)


def kin(library):
    return {document.file: {(k.document, k.kinship) for k in document.kin} for document in library.documents()}


def test_copies_are_told_and_counted_once_and_are_no_problem(empty_library, put):
    one = put("one.pdf", text(1, "en"))
    shutil.copy2(one, one.with_name("two.pdf"))
    put("other.pdf", text(2, "en"))

    report = empty_library.ingest()

    assert (report.duplicates, report.failed) == ((("one.pdf", "two.pdf"),), ())
    assert empty_library.ingest().duplicates == report.duplicates
    assert empty_library.status().duplicates == report.duplicates
    assert (empty_library.status().documents, empty_library.status().works) == (3, 2)
    found = empty_library.search("service", {})
    assert (found.total_pages, found.total_documents) == (3, 2)
    assert [(count.documents, count.pages) for count in found.facets["language"]] == [(2, 3)]


def test_a_copy_that_goes_leaves_the_other_alone_again(empty_library, put):
    one = put("one.pdf", text(1, "en"))
    shutil.copy2(one, one.with_name("two.pdf"))
    empty_library.ingest()
    one.unlink()

    report = empty_library.ingest()

    assert (report.removed, report.duplicates) == (("one.pdf",), ())
    assert kin(empty_library) == {"two.pdf": set()}
    assert empty_library.documents()[0].work == ""


def test_an_edition_in_another_language_is_linked_when_it_comes_later(empty_library, put):
    put("report.pdf", text(1, "en"))
    empty_library.ingest()
    put("rapport.pdf", text(1, "fr"))

    report = empty_library.ingest()

    assert (report.added, report.updated, report.unchanged, report.pages) == (("rapport.pdf",), (), 1, 1)
    assert kin(empty_library) == {
        "rapport.pdf": {("report", Kinship.LANGUAGE_TWIN)},
        "report.pdf": {("rapport", Kinship.LANGUAGE_TWIN)},
    }
    assert empty_library.search("service", {}).total_documents == 1


def test_related_documents_stand_newest_first_and_tell_which_are_newer(empty_library, put):
    for number, name in enumerate(("plan v1.pdf", "plan v2.pdf", "plan v3.pdf")):
        os.utime(put(name, text(1, "en"), words(f"Version {number} of the plan.")), (number, number))
    empty_library.ingest()

    found = related(empty_library.document("plan-v2"), empty_library.view().documents)

    assert [(one.document.id, one.kinship, one.newer) for one in found] == [
        ("plan-v3", Kinship.VERSION, True),
        ("plan-v1", Kinship.VERSION, False),
    ]
    assert {document.work for document in empty_library.documents()} == {"plan-v3"}
    assert duplicates(empty_library.documents()) == ()


def test_a_changed_row_rewrites_the_record_and_reads_no_page(empty_library, put):
    put("one.pdf", text(1, "en"))
    empty_library.ingest()
    own = empty_library.documents()[0].title
    write_catalogue(empty_library.settings.catalogue, [Row(file="one.pdf", title="Given", presenters=("Ada Elm",))])

    report = empty_library.ingest()

    assert (report.updated, report.unchanged, report.pages) == (("one.pdf",), 0, 0)
    assert empty_library.documents()[0].title == "Given"
    assert empty_library.search("presenter:elm service", {}).total_pages == 1
    empty_library.settings.catalogue.unlink()
    assert empty_library.ingest().pages == 0
    assert (empty_library.documents()[0].title, empty_library.documents()[0].reviewed) == (own, False)


def test_another_language_in_a_row_reads_the_file_again(empty_library, put):
    put("one.pdf", text(1, "en"))
    empty_library.ingest()
    write_catalogue(empty_library.settings.catalogue, [Row(file="one.pdf", title="Given", language="de")])

    assert empty_library.ingest().pages == 1
    assert empty_library.documents()[0].language == "de"
    assert empty_library.ingest().unchanged == 1


def test_a_moved_folder_is_not_read_again_and_its_pages_and_images_are_there(empty_library, put):
    put("old/one.pdf", text(1, "en"))
    empty_library.ingest()
    (empty_library.settings.corpus / "old").rename(empty_library.settings.corpus / "new")

    report = empty_library.ingest()

    assert (report.updated, report.removed, report.added, report.pages) == (("new/one.pdf",), (), (), 0)
    assert empty_library.page("one", 1).text
    assert empty_library.page_image("one", 1).startswith(b"\x89PNG")
    assert [hit.document.file for hit in empty_library.search("service", {}).hits] == ["new/one.pdf"]


def test_a_touched_file_is_looked_into_once(empty_library, put):
    path = put("one.pdf", text(1, "en"))
    empty_library.ingest()
    os.utime(path, (1_000, 1_000))

    assert (empty_library.ingest().unchanged, empty_library.ingest().unchanged) == (1, 1)
    assert empty_library.documents()[0].fingerprint.modified == 1_000 * 10**9
    assert empty_library.view().generation == 2


def test_a_rebuild_finds_the_same_kin(empty_library, put):
    for name, language in (("a.pdf", "en"), ("b.pdf", "fr")):
        put(name, text(1, language))
    empty_library.ingest()
    before = kin(empty_library)

    empty_library.ingest(rebuild=True)

    assert kin(empty_library) == before
    assert before["a.pdf"] == {("b", Kinship.LANGUAGE_TWIN)}


def test_every_document_with_words_has_a_sketch_and_the_demonstrations_brief_is_one_work_in_two_languages(
    demonstration,
):
    documents = {document.id: document for document in demonstration.documents()}
    assert all(Sketch(document.sketch).words for document in documents.values() if document.id == "minutes")
    linked = {document.id: document.kin for document in documents.values() if document.kin}
    assert {name: [tuple(one) for one in found] for name, found in linked.items()} == {
        "brief-en": [("brief-fr", Kinship.LANGUAGE_TWIN)],
        "brief-fr": [("brief-en", Kinship.LANGUAGE_TWIN)],
    }
    assert documents["brief-en"].work == documents["brief-fr"].work != ""
    assert demonstration.status().works == demonstration.status().documents - 1


def test_awaited_documents_are_still_awaited_after_a_rebuild(empty_library, put):
    put("one.pdf", text(1, "en"))
    write_catalogue(empty_library.settings.catalogue, [Row(title="A talk that is to come", presenters=("Ada Elm",))])
    empty_library.ingest()
    before = empty_library.status().awaited

    empty_library.ingest(rebuild=True)

    assert [document.title for document in before] == ["A talk that is to come"]
    assert empty_library.status().awaited == before
