"""Windows of pages, and the files of their vectors: made for what is new, kept whatever happens, swept with their documents."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from corpora import entry, fill
from meanings import Concepts

from core.errors import RapporteurError
from core.records import Page, Span
from index.meaning.vectors import VectorFiles, readable, sweep_vectors, windows
from index.meaning.vectors import fill as make
from index.reference.memory_backend import MemoryEngine

WORDS = " ".join(f"w{number}" for number in range(100))


@pytest.fixture
def engine():
    return MemoryEngine()


def made(view, home, encoder, stopped=lambda: False):
    """Makes what is lacking; how many pages of how many were told, and how many documents are left."""
    told = []
    left = make(view, VectorFiles(home, encoder), encoder, lambda *counts: told.append(counts), stopped)
    return told, left


def files(home):
    return sorted(path for path in home.rglob("*") if path.is_file())


# Windows


def test_a_page_is_cut_into_windows_that_overlap_and_leave_nothing_out():
    encoder = Concepts(window=42)
    cut = list(windows(Page("a", 2, "2", "en", WORDS), "Title", encoder))

    told = [encoder.words(window.pieces) for window in cut]
    assert [len(words) for words in told[:-1]] == [40] * (len(told) - 1)
    assert all(one[-5:] == other[:5] for one, other in pairwise(told))
    assert list(dict.fromkeys(word for words in told for word in words)) == WORDS.split()
    assert [window.span.of(WORDS).split() for window in cut] == told


def test_windows_of_the_first_page_alone_begin_with_the_title():
    encoder = Concepts(window=60)
    first, second = (next(windows(Page("a", n, "", "en", "tax"), "On Queues", encoder)) for n in (1, 2))

    assert encoder.words(first.pieces) == ["on", "queues", "tax"]
    assert encoder.words(second.pieces) == ["tax"]


def test_running_heads_are_not_in_windows_and_broken_words_are_whole():
    encoder, text = Concepts(window=60), "Annual report\nThe wal\u00ad\nrus sleeps on the ta\u00ad\nx"
    (window,) = windows(Page("a", 2, "", "en", text, running=(Span(0, 13),)), "", encoder)

    assert encoder.words(window.pieces) == ["the", "walrus", "sleeps", "on", "the", "tax"]
    assert window.span.of(text) == text[14:]


def test_a_window_after_broken_words_begins_where_it_stands_on_the_page():
    encoder, text = Concepts(window=42), "wal\u00ad\nrus " * 30 + WORDS
    for window in windows(Page("a", 2, "", "en", text), "", encoder):
        own = window.span.of(text).replace("\u00ad\n", "").split()
        assert own == encoder.words(window.pieces)


def test_a_page_without_words_has_no_window_and_a_page_without_end_a_bounded_number():
    assert list(windows(Page("a", 2, "", "en", " \n"), "", Concepts())) == []
    assert len(list(windows(Page("a", 2, "", "en", "word " * 50_000), "", Concepts(window=40)))) == 24


# Files


def test_vectors_are_made_for_new_and_changed_documents_alone(engine, tmp_path):
    encoder = Concepts()
    view = fill(engine, entry("a", "tax", "seal"), entry("b", "queue"))
    assert made(view, tmp_path, encoder) == ([(3, 3)], 0)
    assert encoder.encoded == 3

    assert made(view, tmp_path, encoder) == ([], 0)
    view = fill(engine, entry("b", "queue of seals"), entry("c", "levy"), remove=["b"])
    made(view, tmp_path, encoder)

    assert encoder.encoded == 5
    read = VectorFiles(tmp_path, encoder).read(view.documents["b"])
    assert read["page"].tolist() == [1]
    assert np.linalg.norm(read["vector"].astype(float)) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("change", [{"title": "Other"}, {"sketch": "7"}])
def test_another_title_wants_other_vectors_another_sketch_does_not(engine, tmp_path, change):
    encoder = Concepts()
    document, pages = entry("a", "tax")
    made(fill(engine, (document, pages)), tmp_path, encoder)
    made(fill(engine, (replace(document, **change), pages), remove=["a"]), tmp_path, encoder)

    assert encoder.encoded == (2 if "title" in change else 1)


def test_pages_in_languages_that_the_model_does_not_know_are_left_alone(engine, tmp_path):
    encoder = Concepts(languages=["en"])
    view = fill(engine, entry("a", "tax"), entry("b", "Steuer", language="de"), entry("c", "2011", language="und"))

    assert [bool(readable(view.documents[name], encoder)) for name in "abc"] == [True, False, True]
    made(view, tmp_path, encoder)
    assert encoder.encoded == 2


def test_a_run_that_is_stopped_keeps_what_is_done_and_the_next_one_goes_on(engine, tmp_path):
    encoder = Concepts()
    view = fill(engine, *(entry(f"d{n}", *["tax"] * 70) for n in range(3)))
    looks = iter([False, False, False, True])

    told, left = made(view, tmp_path, encoder, lambda: next(looks))

    assert left == 2
    assert len(files(tmp_path)) == 1
    assert told[-1][1] == 210
    before = encoder.encoded
    assert made(view, tmp_path, encoder)[1] == 0
    assert len(files(tmp_path)) == 3
    assert encoder.encoded == before + 140


def test_progress_counts_every_page_once(engine, tmp_path):
    view = fill(engine, entry("a", *[WORDS] * 9), entry("b", *["tax"] * 100))

    told, _ = made(view, tmp_path, Concepts(window=40))

    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (109, 109)


def test_vectors_that_cannot_be_read_count_as_missing(engine, tmp_path):
    encoder = Concepts()
    view = fill(engine, entry("a", "tax"))
    made(view, tmp_path, encoder)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for spoilt in (b"", whole[:-3], b"x" * 200, whole.replace(b"page", b"pace")):
        file.write_bytes(spoilt)
        assert VectorFiles(tmp_path, encoder).read(view.documents["a"]) is None
        made(view, tmp_path, encoder)
        assert file.read_bytes() == whole


def test_vectors_go_with_their_document_and_so_does_what_a_broken_off_run_left(engine, tmp_path):
    encoder = Concepts()
    view = fill(engine, entry("a", "tax"), entry("b", "seal"))
    made(view, tmp_path, encoder)
    (files(tmp_path)[0].parent / "x.npy.7.part").write_bytes(b"half")
    view = fill(engine, remove=["a"])

    sweep_vectors(tmp_path, view.documents.values())

    assert len(files(tmp_path)) == 1
    assert VectorFiles(tmp_path, encoder).read(view.documents["b"]) is not None
    sweep_vectors(tmp_path / "nothing", [])


def test_the_vectors_of_another_model_are_not_taken_for_ones_own_and_go_when_all_are_made(engine, tmp_path):
    one, other = Concepts(), Concepts(identity="other")
    view = fill(engine, entry("a", "tax"))
    made(view, tmp_path, one)

    assert VectorFiles(tmp_path, other).read(view.documents["a"]) is None
    made(view, tmp_path, other)
    assert VectorFiles(tmp_path, other).read(view.documents["a"]) is not None
    assert len(files(tmp_path)) == 1


def test_a_disk_that_refuses_is_told_and_leaves_nothing_half_written(engine, tmp_path, monkeypatch):
    view = fill(engine, entry("a", "tax"))

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(RapporteurError, match="No space left"):
        made(view, tmp_path, Concepts())
    assert files(tmp_path) == []
