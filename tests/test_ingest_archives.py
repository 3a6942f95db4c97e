"""ZIP archives: the files in them are documents of their own; hostile and broken ones are told and cost nothing else."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from pdfs import pdf, words

from core.errors import FileUnreadable, NotFound
from core.records import Document
from ingest.files import unpack as unpacking
from ingest.files.archives import archive_problems, stored_file, walk_into_archives
from ingest.files.unpack import Contents, read_manifest, unpack


def packed(*members: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def contents(tmp_path: Path, archive: bytes) -> Contents:
    (tmp_path / "a.zip").write_bytes(archive)
    unpack(tmp_path / "a.zip", tmp_path / "unpacked")
    found = read_manifest(tmp_path / "unpacked")
    assert found is not None
    return found


def names(found: Contents) -> list[str]:
    return [member.name for member in found.members]


# In a worker


def test_files_of_the_kinds_that_are_read_are_unpacked_and_others_passed_over(tmp_path):
    found = contents(
        tmp_path,
        packed(
            ("a/report.pdf", b"1"), ("note.txt", b"22"), ("x.png", b""), (".hidden.pdf", b""), ("__MACOSX/._a.pdf", b"")
        ),
    )

    assert [(member.name, member.size) for member in found.members] == [("a/report.pdf", 1), ("note.txt", 2)]
    assert found.refusals == ()
    assert (tmp_path / "unpacked" / found.members[1].stored).read_bytes() == b"22"


def test_an_archive_without_a_file_that_is_read_says_so(tmp_path):
    ((name, problem, remedy),) = contents(tmp_path, packed(("x.png", b""))).refusals

    assert (name, problem) == ("", "No file of a kind that is read is in the archive.")
    assert ".pptx" in remedy


@pytest.mark.parametrize(
    "name", ["../evil.pdf", "a/../../evil.pdf", "/etc/evil.pdf", "C:\\evil.pdf", "..\\evil.pdf", "\\\\host\\evil.pdf"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    found = contents(tmp_path, packed((name, b"x"), ("good.pdf", b"y")))

    assert names(found) == ["good.pdf"]
    assert [refusal.problem for refusal in found.refusals] == ["The file's name leads out of the archive."]
    assert sorted(path.name for path in tmp_path.rglob("*.pdf")) == ["0.pdf"]


def test_links_encrypted_members_archives_and_second_names_are_refused_each_with_a_line(tmp_path):
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.warns(UserWarning, match="Duplicate"):
        archive = packed(
            (link, b"/etc/passwd"), ("inner.zip", b""), ("a.pdf", b"1"), ("a.pdf", b"2"), ("locked.pdf", b"3")
        )
    at = archive.rindex(b"PK\x01\x02")  # the list's entry of locked.pdf: set its flag of encryption
    archive = archive[: at + 8] + bytes([archive[at + 8] | 1]) + archive[at + 9 :]
    found = contents(tmp_path, archive)

    assert [(refusal.name, refusal.problem) for refusal in found.refusals] == [
        ("link.pdf", "This is a link or no ordinary file."),
        ("inner.zip", "An archive within an archive is not read."),
        ("a.pdf", "Another file in the archive has the same name; the first one is read."),
        ("locked.pdf", "The file is protected by the archive's password."),
    ]
    assert [(tmp_path / "unpacked" / member.stored).read_bytes() for member in found.members] == [b"1"]


def test_names_are_read_as_utf_8_said_or_not_and_as_dos_wrote_them(tmp_path):
    archive = packed(("Größe.pdf", b""), ("xGr\u00f6\u00dfe2.txt", b""), ("Mu\u0308ller.md", b""))
    unsaid = packed(("caf__.pdf", b"")).replace(b"caf__", "café".encode())
    dos = packed(("gr__e.pdf", b"")).replace(b"gr__e", "größe".encode("cp437"))

    assert names(contents(tmp_path, archive)) == ["Größe.pdf", "xGröße2.txt", "Müller.md"]
    assert names(contents(tmp_path, unsaid)) == ["café.pdf"]
    assert names(contents(tmp_path, dos)) == ["größe.pdf"]


def test_a_name_with_a_line_end_or_a_turned_direction_is_refused_and_shown_safely(tmp_path):
    found = contents(tmp_path, packed(("a\nb.pdf", b""), ("a\u202efdp.pdf", b"")))

    assert names(found) == []
    assert [refusal.name for refusal in found.refusals] == ["a\\nb.pdf", "a\\u202efdp.pdf"]


def test_a_member_that_is_damaged_is_told_and_the_others_are_read(tmp_path):
    archive = packed(("bad.pdf", b"good words" * 100), ("good.pdf", b"y"))
    at = archive.index(b"bad.pdf") + len(b"bad.pdf")
    found = contents(tmp_path, archive[: at + 3] + b"\xff\xff\xff" + archive[at + 6 :])

    assert names(found) == ["good.pdf"]
    assert found.refusals[0].problem.startswith("The file cannot be unpacked")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive", packed(("a.pdf", b"words" * 99))[:-30]])
def test_what_is_no_whole_archive_is_an_error_of_ours_and_leaves_nothing(tmp_path, content):
    with pytest.raises(FileUnreadable, match="damaged or incomplete"):
        contents(tmp_path, content)
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "_LARGE", 1_000_000)
    with pytest.raises(FileUnreadable, match="200 times"):
        contents(tmp_path, packed(("a.txt", b"\0" * 2_000_000)))
    monkeypatch.setattr(unpacking, "_MOST_BYTES", 1_500)
    with pytest.raises(FileUnreadable, match="unpacks to more than"):
        contents(tmp_path, packed(("a.txt", b"a" * 1000), ("b.txt", b"a" * 1000)))
    monkeypatch.setattr(unpacking, "_MOST_MEMBERS", 1)
    with pytest.raises(FileUnreadable, match="2 members"):
        contents(tmp_path, packed(("a.txt", b""), ("b.txt", b"")))


def test_a_member_larger_than_the_list_says_is_not_unpacked(tmp_path):
    archive = packed(("a.txt", b"a" * 5000))
    at = archive.rindex(b"PK\x01\x02") + 24
    found = contents(tmp_path, archive[:at] + (10).to_bytes(4, "little") + archive[at + 4 :])

    assert names(found) == []
    assert found.refusals[0].name == "a.txt"


# In the library


@pytest.fixture
def library(empty_library):
    (empty_library.settings.corpus / "bundle.zip").write_bytes(
        packed(("inner/report.pdf", pdf(words("a walrus"))), ("note.txt", "a narwhal"), ("old.zip", b""))
    )
    return empty_library


def only(documents: list[Document], file: str) -> Document:
    (found,) = (document for document in documents if document.file == file)
    return found


def test_files_of_an_archive_are_found_shown_and_opened_under_their_own_names(library):
    report = library.ingest()
    hit = library.search("walrus", {}).hits[0]

    assert report.added == ("bundle.zip/inner/report.pdf", "bundle.zip/note.txt")
    assert (hit.document.file, hit.document.id, hit.page.number) == ("bundle.zip/inner/report.pdf", "report", 1)
    assert library.file_of("report").read_bytes() == pdf(words("a walrus"))
    assert library.marked_page("report", 1, "walrus").boxes[0]
    assert [(problem.file, problem.problem) for problem in report.failed] == [
        ("bundle.zip/old.zip", "An archive within an archive is not read.")
    ]
    assert [problem.file for problem in library.status().failed] == ["bundle.zip/old.zip"]


def test_an_archive_that_did_not_change_is_not_opened_again(library, monkeypatch):
    library.ingest()
    (library.settings.corpus / "bundle.zip").chmod(0)
    monkeypatch.setattr("ingest.files.archives.content_hash", lambda path: pytest.fail("the archive was read"))
    report = library.ingest()

    assert (report.added, report.updated, report.removed, report.unchanged) == ((), (), (), 2)


def test_a_replaced_archive_reads_only_what_changed_and_keeps_nothing_of_the_old(library):
    library.ingest()
    (library.settings.corpus / "bundle.zip").write_bytes(
        packed(
            ("inner/report.pdf", pdf(words("a walrus"))), ("note.txt", "an orca, not a narwhal"), ("new.md", "a seal")
        )
    )
    report = library.ingest()

    assert (report.added, report.updated, report.removed) == (("bundle.zip/new.md",), ("bundle.zip/note.txt",), ())
    assert library.search("orca", {}).total_pages == 1
    assert len([path for path in (library.settings.data / "archives").iterdir() if path.is_dir()]) == 1


def test_an_archive_that_is_gone_takes_its_files_with_it(library):
    library.ingest()
    (library.settings.corpus / "bundle.zip").unlink()
    report = library.ingest()

    assert sorted(report.removed) == ["bundle.zip/inner/report.pdf", "bundle.zip/note.txt"]
    assert library.documents() == []
    assert [path.name for path in (library.settings.data / "archives").iterdir()] == ["index.json"]
    assert library.status().failed == ()


def test_an_archive_that_can_no_longer_be_opened_is_told_and_its_documents_stay(library):
    library.ingest()
    (library.settings.corpus / "bundle.zip").write_bytes(b"half copied")
    report = library.ingest()

    assert (report.removed, report.unchanged) == ((), 2)
    assert "Its documents stay as they were." in report.failed[0].problem
    assert library.file_of("report").is_file()
    assert library.search("walrus", {}).total_pages == 1
    assert library.status().failed[0].file == "bundle.zip"


def test_the_catalogue_may_name_a_file_of_an_archive(library):
    (library.settings.corpus / "catalogue.csv").write_text(
        "file,title,presenters\nbundle.zip/inner/report.pdf,On walruses,Ada Elm\n", encoding="utf-8"
    )
    library.ingest()

    assert only(library.documents(), "bundle.zip/inner/report.pdf").presenters == ("Ada Elm",)


def test_a_file_that_moves_into_an_archive_keeps_its_address(empty_library):
    corpus = empty_library.settings.corpus
    (corpus / "walrus-report.pdf").write_bytes(pdf(words("a walrus")))
    empty_library.ingest()
    (corpus / "walrus-report.pdf").unlink()
    (corpus / "b.zip").write_bytes(packed(("other.pdf", pdf(words("a walrus")))))
    report = empty_library.ingest()

    assert [document.id for document in empty_library.documents()] == ["walrus-report"]
    assert report.removed == ()


def test_nothing_but_members_of_archives_is_found_among_what_was_unpacked(library):
    library.ingest()
    settings = library.settings

    assert stored_file("bundle.zip/../index.json", settings) is None
    assert stored_file("bundle.zip/manifest.json", settings) is None
    assert stored_file("note.txt", settings) is None
    with pytest.raises(NotFound):
        library.file_of("manifest")


def test_a_walk_without_archives_writes_nothing(empty_library):
    walked = walk_into_archives(empty_library.settings.corpus, empty_library.settings)

    assert walked.found == []
    assert not os.path.lexists(empty_library.settings.data / "archives")
    assert archive_problems(empty_library.settings) == []
