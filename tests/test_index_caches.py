"""What is kept in memory of an index stays within its bound, whatever is asked."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from corpora import ask, assert_same_matches, entry, fill

from core.errors import BadInput
from core.settings import CACHE_BYTES, Settings
from index.reference.memory_backend import MemoryEngine
from index.store.whoosh_backend import WhooshEngine
from serve.environment import settings
from serve.library import Library

WORDS = [f"{first}{second}{third}" for first in "bdfgk" for second in "aeiou" for third in "lmnr"]
LARGEST = 30_000
"""Bytes of the largest list of these pages, about: one list is kept even where it alone is more than the bound."""


def pages() -> list[str]:
    chance = random.Random(5)
    return [" ".join(chance.choices(WORDS, k=60)) for _ in range(600)]


@pytest.mark.parametrize("bound", [60_000, 200_000, 1_000_000])
def test_caches_stay_within_their_bound_and_change_no_result(tmp_path: Path, bound: int) -> None:
    engine, reference = WhooshEngine(tmp_path, bound), MemoryEngine()
    texts = pages()
    view, same = (fill(made, entry("a", *texts[:300]), entry("b", *texts[300:])) for made in (engine, reference))
    most = 0
    again = 0
    for first, second in zip(WORDS[::5], WORDS[3::5], strict=False):
        for query, any_word in ((f"{first} {second}", True), (f'"{first} {second}" {second} absent', False)):
            matches = ask(view, query, limit=10, any_word=any_word)
            if first in WORDS[:50:25]:
                assert_same_matches(ask(same, query, limit=10, any_word=any_word), matches)
            assert any_word or matches.relaxed
            again = max(again, view._reranking.nbytes)
            assert view.cached_bytes <= bound + 3 * LARGEST
    assert bound / 10 < again <= bound * 0.3 + LARGEST
    for query in [*WORDS, *(f'"{a} {b}"' for a, b in zip(WORDS, WORDS[7:], strict=False)), "ba*", "d* OR k*"]:
        found = ask(view, query).total_pages
        assert query not in WORDS[::20] or found == ask(same, query).total_pages
        most = max(most, view.cached_bytes)
        assert view.cached_bytes <= bound + 3 * LARGEST
    assert most > bound / 3
    engine.close()
    assert view._cache.nbytes == 0


def test_all_of_it_is_kept_where_there_is_room(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    view = fill(engine, entry("a", *pages()))
    for query in WORDS:
        ask(view, query)
    kept = view.cached_bytes
    for query in WORDS:
        ask(view, query)
    assert view.cached_bytes == kept > 0
    engine.close()


def test_the_bound_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RAPPORTEUR_CACHE_MB", raising=False)
    assert settings().cache_bytes == CACHE_BYTES
    monkeypatch.setenv("RAPPORTEUR_CACHE_MB", "64")
    assert settings().cache_bytes == 64 * 1024**2
    monkeypatch.setenv("RAPPORTEUR_CACHE_MB", "much")
    with pytest.raises(BadInput, match="RAPPORTEUR_CACHE_MB"):
        settings()


def test_a_library_hands_its_bound_to_its_engine(tmp_path: Path) -> None:
    texts = pages()
    kept = {}
    for bound in (50_000, 5_000_000):
        chosen = Settings(corpus=tmp_path, data=tmp_path / str(bound), cache_bytes=bound)
        library = Library(chosen)
        with WhooshEngine(chosen.data).writing() as writer:
            writer.add(*entry("a", *texts))
        for word in WORDS:
            library.search(word, {})
        kept[bound] = library.view().cached_bytes  # type: ignore[attr-defined]
        library.close()
    assert kept[50_000] <= 50_000 + 2 * LARGEST < kept[5_000_000]
