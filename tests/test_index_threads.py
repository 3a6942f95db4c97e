"""Twenty threads search while an ingest commits: no error, and every answer is of one generation in all its parts."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpora import Entry, entry, fill

from core.settings import Settings
from index.queries import expansion, known_words
from index.queries.compiled import compile_query
from index.queries.known_words import KnownWords
from index.queries.parser import parse
from index.reference.memory_backend import MemoryEngine
from index.search import Results, search
from index.store.whoosh_backend import WhooshEngine
from serve.library import Library

THREADS = 20
QUERIES = ("word", '"word here"', "wor*", "word -absent", "eleve OR absent", "")


def size(generation: int) -> int:
    return 5 + generation % 4


def written_at(generation: int) -> list[Entry]:
    """Text, title, presenter and year of every page say which generation it is of; so does their number."""
    return [
        entry(
            f"d{number}", *[f"generation{generation} has a word here, Élève"] * 3, title=f"title {generation}",
            presenters=(f"Presenter {generation}",), date=str(1000 + generation),
        )
        for number in range(size(generation))
    ]  # fmt: skip


def assert_of_one_generation(results: Results) -> None:
    """Hits, snippets, totals and counts are those of the generation that the results say they are of."""
    generation, documents = results.generation, size(results.generation)
    assert (results.total_pages, results.total_documents) == (3 * documents, documents)
    assert [(c.value, c.pages) for c in results.facets["presenter"]] == [(f"Presenter {generation}", 3 * documents)]
    assert [(c.value, c.documents) for c in results.facets["year"]] == [(str(1000 + generation), documents)]
    assert len(results.facets["document"]) == documents
    assert results.selection.pages == 3 * documents
    assert len(results.hits) == 10
    for hit in results.hits:
        assert hit.page.text.startswith(f"generation{generation} ")
        assert hit.snippet.text.startswith(f"generation{generation} ")
        assert hit.document.title == f"title {generation}"
        assert all(mark.of(hit.page.text).casefold() in ("word", "word here", "élève") for mark in hit.marks)


def test_twenty_threads_search_while_an_ingest_commits_and_every_answer_is_of_one_generation(tmp_path: Path) -> None:
    settings = Settings(corpus=tmp_path, data=tmp_path)
    engine = WhooshEngine(settings.data, settings.cache_bytes)
    fill(engine, *written_at(1))
    ended, generations = threading.Event(), set()

    def write() -> None:
        try:
            for generation in range(2, 22):
                fill(engine, *written_at(generation), remove=list(engine.view().documents))
        finally:
            ended.set()

    def look(number: int) -> int:
        done, last = 0, False
        while not last or done < len(QUERIES):
            last = ended.is_set()  # asked before: who looks once more after the last commit sees it
            results = search(engine.view(), QUERIES[(number + done) % len(QUERIES)], {})
            assert_of_one_generation(results)
            generations.add(results.generation)
            done += 1
        return done

    with ThreadPoolExecutor(THREADS + 1) as threads:
        writing = threads.submit(write)
        looking = [threads.submit(look, number) for number in range(THREADS)]
        assert all(future.result() >= len(QUERIES) for future in looking)
        writing.result()
    assert 21 in generations
    assert len(generations) > 1
    engine.close()


class ChangingLibrary(Library):
    """A library whose index is another one whenever it is looked at again."""

    looked_at = 0

    def view(self):  # type: ignore[no-untyped-def]
        self.looked_at += 1
        known = list(self._engine.view().documents) if self.looked_at > 1 else []
        fill(self._engine, *written_at(self.looked_at), remove=known)
        return super().view()


def test_an_answer_is_read_from_one_generation_however_fast_they_come(tmp_path: Path) -> None:
    library = ChangingLibrary(Settings(corpus=tmp_path, data=tmp_path / "data"))

    marked = library.marked_page("d1", 2, "word")
    assert library.looked_at == 1
    assert [span.of(marked.page.text) for span in marked.marks] == ["word"]

    grouped = library.grouped("word", {}, "presenter")
    groups = grouped.groups
    assert (library.looked_at, grouped.results.generation) == (2, 2)
    assert [group.count.value for group in groups] == ["Presenter 2"]
    assert all(hit.page.text.startswith("generation2 ") for group in groups for hit in group.hits)

    assert_of_one_generation(library.search("word", {}))
    status = library.status()
    assert (status.generation, status.pages, status.documents) == (4, 3 * size(4), size(4))
    library.close()


def test_what_is_kept_of_beginnings_and_words_may_be_forgotten_while_others_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expansion, "_MOST_KEPT", 1)
    monkeypatch.setattr(known_words, "MOST_WORDS", 3)
    view, known = fill(MemoryEngine(), entry("a", "word wand")), KnownWords()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)

    def look(number: int) -> None:
        for turn in range(200):
            text = f"w{'abcdef'[(number + turn) % 6]}* word{turn % 7}"
            assert compile_query(parse(text), view, ["en"], known) == compile_query(parse(text), view, ["en"])

    try:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(look, range(8)))
    finally:
        sys.setswitchinterval(interval)


def test_the_words_that_are_kept_are_bounded_whatever_the_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_words, "MOST_WORDS", 20)
    view, known = fill(MemoryEngine(), entry("a", "word")), KnownWords()
    most = 0
    for number in range(50):
        for languages in (["en"], ["fr"], ["de", "en"]):
            compile_query(parse(f"word{number} again"), view, languages, known)
            most = max(most, len(known))
    assert most == 20
