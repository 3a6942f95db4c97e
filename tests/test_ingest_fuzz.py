"""Spoilt documents and catalogues, as hypothesis thinks of them: a result or a clear error comes of each, and nothing is lost."""

import io
import math
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import Slide, docx_bytes, pptx_bytes
from pdfs import pdf, protected, words

from core.errors import CatalogueUnreadable, FileUnreadable
from evaluation import fuzz
from evaluation.fuzz import TOKENS, Edit, answers, edited, keep_rows, read, repacked
from ingest.files.unpack import read_manifest, unpack
from ingest.formats.office_package import check_package
from ingest.messages import FileFacts
from ingest.metadata.catalogue import Row, add_rows, read_catalogue, write_catalogue
from ingest.workers import Job

PLAIN = pdf(
    words("Hello world", "über Straße"), words("second page", rotate=90), words("third"),
    title="Whole", labels={0: "/S /r", 1: "/S /D"}, outline=[("One", 0), ("Two", 1)], reads={"x": "ﬃ"},
)  # fmt: skip
PDFS = (PLAIN, protected(PLAIN, ""), pdf(words("many times"), times=20))


def packed(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


ZIP = packed(("a.pdf", PLAIN), ("inner/é.txt", b"words of a text\n"), ("b.md", b"# Title\n"))
PACKAGES = (
    ZIP,
    docx_bytes("A paragraph.", "And more.", title="T", heading="H"),
    pptx_bytes(Slide("One", ("a", "b"), "note")),
)
SUFFIXES = dict(zip(PACKAGES, (".zip", ".docx", ".pptx"), strict=True))

edits = st.lists(
    st.builds(
        Edit, st.floats(0, 1, exclude_max=True),
        st.integers(0, 4) | st.integers(0, 400), st.sampled_from(TOKENS) | st.binary(max_size=8),
    ), min_size=1, max_size=6,
)  # fmt: skip
in_one_place = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def pool(without_ocr):
    """One worker for all examples, that finds no programs: what LibreOffice makes of spoilt files is its own business."""
    with fuzz.readers() as pool:
        yield pool


@pytest.fixture
def sound(pool, tmp_path):
    """After whatever a test does, the pool reads a sound file."""
    yield
    (tmp_path / "sound.pdf").write_bytes(PLAIN)
    (facts, pages), error = answers(pool, Job("extract", (tmp_path / "sound.pdf", "sound")))
    assert error is None
    assert isinstance(facts, FileFacts)
    assert [page.text for page in pages] == ["Hello world\nüber Straße", "second page", "third"]


@pytest.mark.usefixtures("sound")
@settings(in_one_place, max_examples=120)
@given(st.sampled_from(PDFS), edits)
def test_a_spoilt_pdf_gives_all_its_pages_or_a_clear_error(pool, tmp_path, content, changes):
    (tmp_path / "a.pdf").write_bytes(edited(content, changes))
    for error in read(pool, tmp_path / "a.pdf"):
        assert error.problem.endswith(".")
        assert error.remedy.endswith(".")


@pytest.mark.usefixtures("sound")
@settings(in_one_place, max_examples=40)
@given(st.sampled_from(PACKAGES), st.booleans(), st.integers(0, 30), edits)
def test_a_spoilt_package_is_read_through_a_worker_or_told(pool, tmp_path, content, inside, member, changes):
    spoilt = repacked(content, member, changes) if inside else edited(content, changes)
    path = tmp_path / f"a{SUFFIXES[content]}"
    path.write_bytes(spoilt)
    for error in read(pool, path):
        assert error.problem.endswith(".")
        assert error.remedy.endswith(".")


@settings(in_one_place, max_examples=150)
@given(st.sampled_from(PACKAGES), edits)
def test_the_check_of_a_package_raises_nothing_but_that_the_file_is_unreadable(tmp_path, content, changes):
    spoilt = edited(content, changes)
    (tmp_path / "a.docx").write_bytes(spoilt)
    try:
        check_package(tmp_path / "a.docx")
    except FileUnreadable:
        assert spoilt != content


@settings(in_one_place, max_examples=100)
@given(edits)
def test_a_spoilt_archive_is_unpacked_whole_or_told_member_by_member(tmp_path, changes):
    (tmp_path / "a.zip").write_bytes(edited(ZIP, changes))
    target = tmp_path / "unpacked"
    try:
        unpack(tmp_path / "a.zip", target)
    except FileUnreadable:
        assert not list(tmp_path.glob("*.part"))
        return
    found = read_manifest(target)
    assert found is not None
    assert found.members or found.refusals
    stored = {path.name: path.stat().st_size for path in target.iterdir() if path.name != "manifest.json"}
    assert stored == {member.stored: member.size for member in found.members}


CATALOGUE = (
    "file,title,presenters,date,colour\r\n"
    'a.pdf,"One, two",Ada Elm | Élodie Roy,2011,red\r\n"b/c.pdf","quoted ""so""\nand on",,2011-10,\r\n'
    ",Awaited,Ada Elm,soon,\r\n,,,,\r\nd.pdf,Last,,-,blue"
).encode()


@settings(in_one_place, max_examples=200)
@given(
    st.sampled_from((CATALOGUE, CATALOGUE.replace(b",", b";"), b"\xef\xbb\xbf" + CATALOGUE)),
    edits,
    st.text(st.characters(exclude_categories=[])),
)
def test_no_good_row_of_a_spoilt_catalogue_is_lost_by_adding_or_editing(tmp_path, content, changes, title):
    (tmp_path / "catalogue.csv").write_bytes(edited(content, changes))
    keep_rows(tmp_path / "catalogue.csv", title)


@settings(in_one_place, max_examples=150)
@given(st.binary(max_size=400) | st.text().map(lambda text: ("file,title\n" + text).encode("utf-8", "surrogatepass")))
def test_whatever_bytes_stand_in_the_catalogue_it_is_read_or_refused(tmp_path, content):
    (tmp_path / "catalogue.csv").write_bytes(content)
    try:
        catalogue = read_catalogue(tmp_path / "catalogue.csv")
    except CatalogueUnreadable as exc:
        told = exc
    else:
        assert all(row.file or row.title for row in catalogue.rows)
        keep_rows(tmp_path / "catalogue.csv", "A title")
        return
    assert told.problem.startswith("catalogue.csv")
    assert told.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac-roman", "cp437"])
def test_a_catalogue_in_any_encoding_is_read_or_its_rows_are_told_and_kept(tmp_path, encoding):
    path = tmp_path / "catalogue.csv"
    path.write_bytes("file,title\na.pdf,plain\nb.pdf,Qu\u00e9bec\n".encode(encoding))
    try:
        found = read_catalogue(path)
    except CatalogueUnreadable:
        assert encoding.startswith("utf-16")
        return
    assert [row.file for row in found.rows] == ["a.pdf", "b.pdf"][: 2 - len(found.problems)]
    keep_rows(path, "A title")


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="|"), min_size=1, max_size=12
)
cells = cells.filter(lambda cell: cell not in ("-", "–", "—"))
names = st.lists(cells, max_size=3, unique=True).map(tuple)
rows = st.builds(
    Row, st.integers(0, 999).map("{}.pdf".format), cells | st.just(""), st.sampled_from(("", "report")), names, names,
    st.lists(st.sampled_from(("DE", "FR", "CA")), unique=True).map(tuple), event=cells | st.just(""),
    date=st.sampled_from(("", "2011", "2011-10", "2012-02-29")), language=st.sampled_from(("", "en", "de")),
    note=cells | st.just(""), settled=st.just(()),
)  # fmt: skip
tables = st.lists(rows, max_size=6, unique_by=lambda row: row.file)


@settings(in_one_place, max_examples=150)
@given(tables)
def test_what_is_written_into_the_catalogue_is_read_again(tmp_path, table):
    write_catalogue(tmp_path / "catalogue.csv", table)
    assert read_catalogue(tmp_path / "catalogue.csv").rows == tuple(table)


@settings(in_one_place, max_examples=80)
@given(tables, tables)
def test_rows_that_are_added_stand_below_those_that_were_there(tmp_path, old, new):
    path = tmp_path / "catalogue.csv"
    write_catalogue(path, old)
    added = add_rows(path, new)
    assert read_catalogue(path).rows == (*old, *added)
    there = [*old, *added]
    files, titles = {row.file for row in there}, {row.title.casefold() for row in there if row.title}
    assert all(row.file in files or row.title.casefold() in titles for row in new)


def test_the_trials_by_command_find_a_lost_row(tmp_path, monkeypatch):
    path: Path = tmp_path / "catalogue.csv"
    path.write_bytes(CATALOGUE)
    monkeypatch.setattr(fuzz, "add_rows", lambda path, new: write_catalogue(path, new) or list(new))
    with pytest.raises(AssertionError, match="rows lost by adding"):
        keep_rows(path, "A title")


def test_the_trials_by_command_spoil_and_read(tmp_path):
    trials = fuzz.Fuzz([("a.pdf", PLAIN), ("a.zip", ZIP), ("catalogue.csv", CATALOGUE)], tmp_path)
    trials.run(math.inf, 1, 120)
    assert trials.trials == 120
