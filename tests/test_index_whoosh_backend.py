"""The embedded index on disk: one writer at a time, crashes and damage, versions, merging, threads."""

from __future__ import annotations

import functools
import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpora import Entry, Request, ask, assert_same_matches, entry, fill, found, ranked

import index.store.whoosh_backend
import index.store.whoosh_writer
from core.errors import IndexUnusable, IngestRunning, NoIndex
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "",
    "word",
    "word3",
    "word*",
    '"word word1"',
    "word -word2",
    "word1 OR word4",
    "élève",
    "from:DE",
    "absent word2",
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    made = WhooshEngine(tmp_path)
    yield made
    made.close()


def files(tmp_path: Path, pattern: str = "*") -> list[Path]:
    """The files of the index, smallest name first."""
    return sorted(path for path in tmp_path.glob(f"index/v*/{pattern}") if path.is_file())


def numbered(number: int, rng: random.Random) -> Entry:
    """A document whose words tell its number, among words that all have."""
    texts = [
        " ".join(rng.choices(["word", "word1", "word2", "word3", "élève", f"only{number}"], k=rng.randint(1, 30)))
        for _ in range(rng.randint(1, 4))
    ]
    return entry(f"d{number:03}", *texts, language=rng.choice(["en", "fr"]), countries_from=rng.choice([("DE",), ()]))


def read_all(engine: WhooshEngine) -> None:
    """Asks all questions, and reads the first page of every document."""
    view = engine.view()
    for query in QUESTIONS:
        ask(view, query)
    for document in view.documents.values():
        view.page(document.id, 1)


def assert_same(one: WhooshEngine, other: MemoryEngine) -> None:
    mine, yours = one.view(), other.view()
    assert dict(mine.documents) == dict(yours.documents)
    for query in QUESTIONS:
        request = Request(query, {}, 1_000, 0, False)
        assert_same_matches(request.on(mine), request.on(yours))
    for identifier, document in yours.documents.items():
        for number in range(1, len(document.pages) + 1):
            assert mine.page(identifier, number) == yours.page(identifier, number)


# One writer


def test_a_second_writer_is_told_that_an_ingest_is_running(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, entry("a", "word"))
    other = WhooshEngine(tmp_path)
    with engine.writing() as writer:
        writer.add(*entry("b", "word"))
        for second in (engine, other):
            with pytest.raises(IngestRunning) as caught, second.writing():
                pass
            assert caught.value.remedy
        assert found(other.view(), "word") == ["a/1"]
    assert found(fill(other, entry("c", "word")), "word") == ["a/1", "b/1", "c/1"]
    other.close()


def test_after_an_error_within_the_block_another_may_write(engine: WhooshEngine) -> None:
    with pytest.raises(KeyboardInterrupt), engine.writing() as writer:  # noqa: PT012
        writer.add(*entry("a", "word"))
        raise KeyboardInterrupt
    with pytest.raises(NoIndex):
        engine.view()
    assert found(fill(engine, entry("b", "word")), "word") == ["b/1"]


def test_an_error_while_a_document_is_added_leaves_the_generation_before(engine: WhooshEngine) -> None:
    def torn() -> Iterator:  # type: ignore[type-arg]
        yield entry("b", "word")[1][0]
        raise ZeroDivisionError

    fill(engine, entry("a", "word"))
    with pytest.raises(ZeroDivisionError), engine.writing() as writer:
        writer.add(entry("b", "word")[0], torn())
    assert found(engine.view(), "word") == ["a/1"]
    assert engine.view().generation == 1


def test_another_engine_sees_every_commit(engine: WhooshEngine, tmp_path: Path) -> None:
    other = WhooshEngine(tmp_path)
    for number in range(3):
        fill(engine, entry(f"d{number}", "word"))
        assert len(found(other.view(), "word")) == number + 1
        assert other.view() is other.view()
    other.close()


def test_an_index_deleted_and_built_anew_is_opened_anew(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, entry("a", "word"))
    other = WhooshEngine(tmp_path)
    assert found(other.view(), "word") == ["a/1"]
    shutil.rmtree(tmp_path / "index")
    assert fill(engine, entry("b", "word")).generation == 1
    assert found(other.view(), "word") == ["b/1"]
    other.close()


# Damage


def files_left_open(test: Callable[..., None]) -> Callable[..., None]:
    """Whoosh leaves files open where it meets damage."""

    @functools.wraps(test)
    def run(*args: object, **kwargs: object) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            test(*args, **kwargs)
            gc.collect()

    return run


def damaged_in(path: Path, how: str) -> None:
    content = path.read_bytes()
    path.write_bytes(
        {"emptied": b"", "halved": content[: len(content) // 2], "noise": random.Random(1).randbytes(len(content))}[how]
    )


@pytest.mark.parametrize("how", ["emptied", "halved", "noise"])
@pytest.mark.parametrize("pattern", ["*.toc", "*.trm", "*.pst", "*.col"])
@files_left_open
def test_a_damaged_index_is_told_with_a_remedy_and_built_anew(tmp_path: Path, pattern: str, how: str) -> None:
    rng = random.Random(2)
    engine = WhooshEngine(tmp_path)
    fill(engine, *(numbered(number, rng) for number in range(10)))
    engine.close()
    engine = WhooshEngine(tmp_path)
    for path in files(tmp_path, pattern):
        damaged_in(path, how)
    with pytest.raises(IndexUnusable) as caught:
        read_all(engine)
    assert not isinstance(caught.value, NoIndex)
    assert "--rebuild" in caught.value.remedy
    with engine.writing(fresh=True) as writer:
        writer.add(*entry("new", "word"))
    assert found(engine.view(), "word") == ["new/1"]
    assert set(engine.view().documents) == {"new"}
    engine.close()


@files_left_open
def test_a_damaged_index_is_not_written_to_unless_afresh(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, entry("a", "word"))
    (toc,) = files(tmp_path, "*.toc")
    damaged_in(toc, "halved")
    with pytest.raises(IndexUnusable), engine.writing() as writer:
        writer.add(*entry("b", "word"))
    with pytest.raises(IndexUnusable):
        WhooshEngine(tmp_path).view()


@files_left_open
def test_a_missing_file_is_damage(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, entry("a", "word"))
    for path in files(tmp_path, "*.trm"):
        path.unlink()
    with pytest.raises(IndexUnusable, match="FileNotFoundError"):
        WhooshEngine(tmp_path).view()


@files_left_open
def test_damage_of_single_bytes_never_raises_anything_else(tmp_path: Path) -> None:
    rng = random.Random(3)
    engine = WhooshEngine(tmp_path / "sound")
    fill(engine, *(numbered(number, rng) for number in range(6)))
    engine.close()
    told = 0
    for trial in range(60):
        copy = tmp_path / f"copy{trial}"
        shutil.copytree(tmp_path / "sound", copy)
        path = rng.choice(files(copy, "*.*"))
        content = bytearray(path.read_bytes())
        for _ in range(8):
            content[rng.randrange(len(content))] = rng.randrange(256)
        path.write_bytes(content)
        engine = WhooshEngine(copy)
        try:
            read_all(engine)
        except IndexUnusable:
            told += 1
        engine.close()
    assert told > 5


def test_an_index_of_another_version_is_told_and_the_next_ingest_replaces_it(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, entry("a", "word"))
    monkeypatch.setattr(index.store.whoosh_backend, "_NAME", "v999.1")
    newer = WhooshEngine(tmp_path)
    with pytest.raises(NoIndex, match="another version") as caught:
        newer.view()
    assert caught.value.remedy
    assert found(fill(newer, entry("b", "word")), "word") == ["b/1"]
    assert [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()] == ["v999.1"]
    newer.close()


# Many commits


def test_many_small_commits_give_what_the_memory_engine_gives(engine: WhooshEngine) -> None:
    rng, memory = random.Random(4), MemoryEngine()
    known: list[str] = []
    for number in range(40):
        gone = rng.sample(known, min(len(known), rng.randint(0, 2)))
        came = [numbered(number, rng), *(numbered(int(name[1:]), rng) for name in gone[1:])]
        known = [name for name in known if name not in gone] + [document.id for document, _ in came]
        fill(memory, *came, remove=gone)
        fill(engine, *came, remove=gone)
        if number % 5 == 4:
            assert_same(engine, memory)
    assert_same(engine, memory)


def test_small_segments_are_merged_and_files_of_earlier_generations_go(engine: WhooshEngine, tmp_path: Path) -> None:
    rng = random.Random(5)
    for number in range(30):
        fill(engine, numbered(number, rng))
    assert len(files(tmp_path, "*.toc")) == 1
    assert 1 <= len(files(tmp_path, "*.trm")) < 10


def test_large_segments_stay_while_small_ones_are_merged(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, *(entry(f"large{n}", *["word"] * 10) for n in range(30)))
    (large,) = files(tmp_path, "*.trm")
    for number in range(40):
        fill(engine, entry(f"small{number}", "word"))
        assert large in files(tmp_path, "*.trm")
        assert len(files(tmp_path, "*.trm")) <= 14
    assert len(found(engine.view(), "word")) == 340


def test_a_segment_that_is_mostly_deleted_is_written_anew(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, *(entry(f"d{n}", "word", "other") for n in range(10)))
    (before,) = files(tmp_path, "*.trm")
    fill(engine, remove=[f"d{n}" for n in range(4)])
    assert files(tmp_path, "*.trm") == [before]
    view = fill(engine, entry("new", "word"), remove=["d4", "d5", "d6"])
    assert before not in files(tmp_path, "*.trm")
    assert sorted(found(view, "word")) == ["d7/1", "d8/1", "d9/1", "new/1"]


def test_a_generation_takes_over_what_is_known_of_the_segments_that_stay(engine: WhooshEngine) -> None:
    before = fill(engine, entry("a", "word"), entry("b", "word"), entry("d", "other"))
    after = fill(engine, entry("c", "word"), remove=["b"])
    assert set(after.documents) == {"a", "c", "d"}
    assert after.documents["a"] is before.documents["a"]
    assert found(after, "word") == ["a/1", "c/1"]
    assert set(before.documents) == {"a", "b", "d"}


def test_a_document_is_removed_and_added_again_and_again(engine: WhooshEngine) -> None:
    memory = MemoryEngine()
    other = entry("other", "word other")
    fill(engine, other)
    fill(memory, other)
    for number in range(12):
        changed = entry("same", *["word " * (number + 1), f"word{number}"][: 1 + number % 2])
        fill(engine, changed, remove=["same"])
        fill(memory, changed, remove=["same"])
        assert_same(engine, memory)


@pytest.mark.parametrize("fresh", [False, True])
def test_rolling_over_changes_no_result(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch, fresh: bool) -> None:
    rng, memory = random.Random(6), MemoryEngine()
    first = [numbered(number, rng) for number in range(12)]
    later = [numbered(number, rng) for number in range(8, 20)]
    gone = ["d003", *(document.id for document, _ in later[:4])]
    monkeypatch.setattr(index.store.whoosh_writer, "_MOST_BYTES", 1)
    for made in (engine, memory):
        fill(made, *first)
    assert_same(engine, memory)
    for made in (engine, memory):
        fill(made, *later, remove=[] if fresh else gone, fresh=fresh)
    assert_same(engine, memory)


def test_rolling_over_does_not_hinder_later_removals(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    rng, memory = random.Random(7), MemoryEngine()
    before, during, after = [numbered(number, rng) for number in range(3)]
    monkeypatch.setattr(index.store.whoosh_writer, "_MOST_BYTES", 1)
    for made in (engine, memory):
        fill(made, before)
        with made.writing() as writer:  # type: ignore[attr-defined]
            writer.add(*during)
            writer.remove(before[0].id)
            writer.add(*after)
    assert_same(engine, memory)


def test_an_error_after_rolling_over_leaves_the_generation_before(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.store.whoosh_writer, "_MOST_BYTES", 1)
    fill(engine, entry("a", "word"))
    with pytest.raises(ZeroDivisionError), engine.writing() as writer:  # noqa: PT012
        for number in range(5):
            writer.add(*entry(f"d{number}", "word"))
        raise ZeroDivisionError
    assert found(engine.view(), "word") == ["a/1"]


def test_a_small_cache_changes_no_result(tmp_path: Path) -> None:
    rng, memory = random.Random(8), MemoryEngine()
    engine = WhooshEngine(tmp_path, cache_bytes=1)
    corpus = [numbered(number, rng) for number in range(10)]
    for made in (engine, memory):
        fill(made, *corpus[:5])
        fill(made, *corpus[5:])
    assert_same(engine, memory)
    assert_same(engine, memory)
    engine.close()


def test_long_lists_of_postings_and_far_positions_are_kept(engine: WhooshEngine) -> None:
    memory = MemoryEngine()
    corpus = [entry(f"d{n}", *["word common"] * 70) for n in range(10)]
    corpus.append(entry("long", "filler " * 70_000 + "far phrase", "common " * 300))
    for made in (engine, memory):
        fill(made, *corpus)
    for query in ("word", '"far phrase"', "common", "filler", '"filler far"', '"common common"'):
        request = Request(query, {}, 2_000, 0, False)
        assert_same_matches(request.on(engine.view()), request.on(memory.view()))
    assert ranked(engine.view(), '"far phrase"') == ["long/1"]


# A process that is killed

_WRITE_FOR_EVER = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
import index.store.whoosh_writer
from corpora import entry
from index.store.whoosh_backend import WhooshEngine
index.store.whoosh_writer._MOST_BYTES = 6_000
engine = WhooshEngine(Path({data!r}))
number = engine.view().generation
print("started", flush=True)
while True:
    number += 1
    with engine.writing(fresh=number % 7 == 0) as writer:
        for name in "abcdef":
            writer.remove(name)
            writer.add(*entry(name, *[f"generation{{number}} word {{name}} " + "filler " * 50] * 10))
"""


@pytest.mark.parametrize("seed", range(8))
def test_a_writer_that_is_killed_leaves_the_last_generation(tmp_path: Path, seed: int) -> None:
    engine = WhooshEngine(tmp_path)
    fill(engine, *(entry(name, *[f"generation1 word {name}"] * 10) for name in "abcdef"))
    script = _WRITE_FOR_EVER.format(root=str(ROOT), tests=str(ROOT / "tests"), data=str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child, child.stdout:
        child.stdout.readline()
        wanted = random.Random(seed).randint(1, 6)
        written = random.Random(seed).randint(0, 40)
        # An instant: so many generations later, and so many looks at the folder's files further on.
        while engine.view().generation < wanted:
            pass
        for _ in range(written):
            list(os.walk(tmp_path / "index"))  # unlike rglob, it takes no offence at a folder that is gone meanwhile
        os.kill(child.pid, signal.SIGKILL)
    view = WhooshEngine(tmp_path).view()
    assert set(view.documents) == set("abcdef")
    assert len(found(view, f"generation{view.generation}")) == len(found(view, "word")) == 60
    view = fill(engine, entry("g", "word"))
    assert len(found(view, "word")) == 61
    view = fill(engine, entry("h", "word"), fresh=True)
    assert found(view, "word") == ["h/1"]
    engine.close()


# Threads


def run_together(workers: list[Callable[[], None]]) -> list[BaseException]:
    """Runs all at once to their ends; what they raised."""
    with ThreadPoolExecutor(len(workers)) as threads:
        running = [threads.submit(work) for work in workers]
        return [raised for future in running if (raised := future.exception())]


def written_at(generation: int) -> list[Entry]:
    """All pages of a generation say which it is."""
    names = [f"d{number}" for number in range(6 + generation % 3)]
    return [
        entry(name, *[f"generation{generation} word {name} Élève"] * 5, title=f"title{generation}") for name in names
    ]


def test_threads_search_while_commits_happen_and_never_mix_generations(tmp_path: Path) -> None:
    engine, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path, cache_bytes=20_000)
    fill(engine, *written_at(1))
    ended = threading.Event()
    searches = [0] * 8

    def write() -> None:
        try:
            for generation in range(2, 26):
                gone = list(engine.view().documents)
                assert fill(engine, *written_at(generation), remove=gone).generation == generation
        finally:
            ended.set()

    def search(number: int) -> None:
        made = (engine, reader)[number % 2]
        while not ended.is_set() or searches[number] < 5:
            view = made.view()
            pages = 5 * (6 + view.generation % 3)
            for query in ("word", f"generation{view.generation}", "wor*", "eleve", '"word d1" OR word', ""):
                matches = ask(view, query)
                assert (matches.total_pages, len(matches.pages)) == (pages, pages), query
            assert ask(view, f"generation{view.generation - 1}").total_pages == 0
            for found_page in matches.pages[:: 1 + number]:
                text = view.page(found_page.document, found_page.number).text
                assert text == f"generation{view.generation} word {found_page.document} Élève"
                assert view.documents[found_page.document].title == f"title{view.generation}"
            searches[number] += 1

    raised = run_together([write, *((lambda number=number: search(number)) for number in range(8))])
    assert raised == []
    assert min(searches) >= 5
    engine.close()
    reader.close()


def test_threads_read_pages_of_one_view_at_once(engine: WhooshEngine) -> None:
    texts = [f"page {number} " + chr(0x61 + number % 26) * (number * 37 % 4000) for number in range(1, 400)]
    view = fill(engine, entry("a", *texts))

    def read(seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(1_500):
            number = rng.randint(1, len(texts))
            assert view.page("a", number).text == texts[number - 1]

    assert run_together([(lambda seed=seed: read(seed)) for seed in range(8)]) == []
