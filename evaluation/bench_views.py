"""How long each view takes at the size of a large library: `python -m evaluation.bench_views`.

The pages of the load set, with the countries that they name, and presenters, dates and turns of our own making: every tenth
document is minutes of people who take turns on a page. The first time is that of a generation just opened; warm is the middle of
the queries.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from core.records import Intervention, Page, Place, Role
from core.settings import Settings
from evaluation.bench_queries import PAGES, Entry, read_pages
from evaluation.timing import ms, p50
from index.store.whoosh_backend import WhooshEngine
from ingest.words.countries_named import countries_named
from serve.comparing import Layout
from serve.library import Library

QUERIES = ("public service", "risk", "privacy", "interest rates", "employees benefits")
_RESULTS = Path(__file__).with_name("speed_views.json")
_CODES = ("CA", "DE", "FR", "AU", "GB", "CH", "NP", "JP")
_MINUTES = 10
"""One document in so many is minutes."""
_PRESENTERS = 400
_LONGEST_TURN = 400
View = Callable[[str], object]


def main() -> int:
    """Measures and writes evaluation/speed_views.json; 0 also where the pages are not there, with a word on it."""
    if not PAGES.exists():
        print(f"{PAGES} is not there: nothing to measure on.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "corpus").mkdir()
        count = _filled(place / "data")
        found: dict[str, object] = {"pages": count}
        library = Library(Settings(place / "corpus", place / "data"))
        names = list(_views(library))
        library.close()
        for name in names:
            found[name] = _measured(name, place)
            print(f"{name}: {found[name]}")
    _RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def _measured(name: str, place: Path) -> str:
    """A view of a library that was just opened and searched once: first time / warm / most, in milliseconds."""
    library = Library(Settings(place / "corpus", place / "data"))
    library.search("opened", {})
    view = _views(library)[name]
    first = _seconds(view, "")
    taken = [_seconds(view, query) for query in (*QUERIES, *QUERIES)]
    library.close()
    return f"{ms(first)} / {ms(p50(taken[len(QUERIES) :]))} / {ms(max(taken[len(QUERIES) :]))}"


def _seconds(view: View, query: str) -> float:
    started = time.perf_counter()
    view(query)
    return time.perf_counter() - started


def _views(library: Library) -> Mapping[str, View]:
    document = next(one for one in library.documents() if one.kind == "presentation")
    return {
        "search": lambda query: library.search(query, {}),
        "presenter": lambda query: library.presenter("Presenter 7", query, {}),
        "presenter of turns": lambda query: library.presenter("Speaker 7", query, {}),
        "presenters": lambda query: library.presenters(query, {}),
        "country": lambda query: library.country("US", query, {}),
        "countries": lambda query: library.countries(query, {}),
        "matrix": lambda query: library.matrix(query, {}),
        "coverage, about": lambda query: library.coverage(query, {}, "about"),
        "coverage, presenter": lambda query: library.coverage(query, {}, "presenter"),
        "compare, from": lambda query: library.compare(query or "service", {}, Layout("from")),
        "compare, about": lambda query: library.compare(query or "service", {}, Layout("about")),
        "compare, presenter": lambda query: library.compare(query or "service", {}, Layout("presenter")),
        "counterparts": lambda _query: library.counterparts(document.id, 1),
    }


def _filled(data: Path) -> int:
    """Makes the index; gives its number of pages."""
    chance = random.Random(2011)
    pages = read_pages()
    with WhooshEngine(data).writing() as writer:
        for number, entry in enumerate(pages):
            writer.add(*_described(entry, number, chance))
    return sum(len(own) for _, own in pages)


def _described(entry: Entry, number: int, chance: random.Random) -> Entry:
    document, own = entry
    abouts = countries_named([page.text for page in own], ["en"] * len(own), [()] * len(own))
    told = [replace(page, about=about) for page, about in zip(own, abouts, strict=True)]
    minutes = number % _MINUTES == 0
    known = replace(
        document, presenters=(f"Presenter {number % _PRESENTERS}",), countries_from=(_CODES[number % len(_CODES)],),
        countries_about=(), event=f"Event {number // 20}", kind="minutes" if minutes else document.kind,
        turns=_turns(told, chance) if minutes else (),
    )  # fmt: skip
    return known, told


def _turns(own: Sequence[Page], chance: random.Random) -> tuple[Intervention, ...]:
    turns, since = [], Place(own[0].number, 0)
    for page in own:
        for offset in range(_LONGEST_TURN, len(page.text), _LONGEST_TURN):
            place = Place(page.number, offset)
            name = (f"Speaker {chance.randrange(_PRESENTERS)}",)
            turns.append(Intervention(since, place, Role.SPEAKER, name, name, (chance.choice(_CODES),), (), "Item 1"))
            since = place
    return tuple(turns)


if __name__ == "__main__":
    sys.exit(main())
