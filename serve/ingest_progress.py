"""How far an ingest is: what was read, what is being read, what failed, and how long the rest may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from core.records import Document, DocumentState, Page, PageState, Problem
from core.shown import shown
from ingest.files.folder import Work
from serve.problems import ProblemGroup, grouped_problems

_MOST_NAMED = 3
_LONG = 5.0
"""Seconds after which it is said how long a file has been read."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is: files done of all, pages read so far, and the file done last ("" before the first).

    `recognised` of the pages were scans. `share` in [0, 1] is how much of all bytes is done. `begun` and `at` are when the
    reading began and when this was true (seconds of `time.monotonic`). `reading` are the files under way and since when;
    `failed` are the problems of whole files so far. Once all files are read, `meaning` tells of how many pages of how many the
    vectors are made that the search by meaning needs.
    """

    done: int
    files: int
    pages: int
    file: str
    recognised: int = 0
    share: float = 0.0
    begun: float = 0.0
    at: float = 0.0
    reading: tuple[tuple[str, float], ...] = ()
    failed: tuple[Problem, ...] = ()
    meaning: tuple[int, int] = (0, 0)

    def seconds_left(self, now: float) -> float | None:
        """What the rest may take, if its bytes take as long as those that are done; None where nobody can tell yet."""
        if not 0.0 < self.share < 1.0 or now - self.begun < 1.0:
            return None
        return max(0.0, (self.at - self.begun) / self.share - (now - self.begun))


class Reporter:
    """Follows one ingest and tells its progress: whenever a file is begun, and whenever one is done."""

    def __init__(
        self, work: Sequence[Work], tell: Callable[[Progress], None] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._work, self._tell, self._clock = work, tell, clock
        self._bytes = sum(item.found.size for item in work)
        self._done = self._read = self._pages = self._recognised = 0
        self._last, self._begun = "", clock()
        self._reading: dict[str, float] = {}
        self._failed: list[Problem] = []

    def work(self) -> Sequence[Work]:
        """The files to be read; taking one out is beginning it."""
        return _Announced(self._work, self._begin)

    def _begin(self, item: Work) -> None:
        self._reading[item.found.file] = self._clock()
        self._report()

    def ended(self, item: Work, document: Document, pages: Sequence[Page]) -> None:
        """Counts a file that is done, well or not."""
        self._reading.pop(item.found.file, None)
        self._done += 1
        self._read += item.found.size
        self._pages += len(pages)
        self._recognised += sum(page.state == PageState.OCR for page in pages)
        self._last = item.found.file
        if document.state == DocumentState.FAILED:
            self._failed += [problem for problem in document.problems if problem.page is None]
        self._report()

    def _report(self) -> None:
        if self._tell:
            self._tell(
                Progress(
                    self._done, len(self._work), self._pages, self._last, self._recognised,
                    self._read / self._bytes if self._bytes else 0.0, self._begun, self._clock(),
                    tuple(self._reading.items()), tuple(self._failed),
                )
            )  # fmt: skip


class _Announced(Sequence[Work]):
    """A sequence that tells of every item that is taken out of it in turn."""

    def __init__(self, items: Sequence[Work], tell: Callable[[Work], None]) -> None:
        self._items, self._tell = items, tell

    @overload
    def __getitem__(self, place: int) -> Work: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Work]: ...
    def __getitem__(self, place: int | slice) -> Work | Sequence[Work]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Work]:
        for item in self._items:
            self._tell(item)
            yield item


def meaning_told(
    tell: Callable[[Progress], None] | None, files: int, pages: int, clock: Callable[[], float] = time.monotonic
) -> Callable[[int, int], None]:
    """What tells the progress of an ingest that has read its files and makes vectors: (pages done, pages of all)."""
    begun = clock()

    def told(done: int, total: int) -> None:
        if tell:
            share = done / max(1, total)
            tell(Progress(files, files, pages, "", share=share, begun=begun, at=clock(), meaning=(done, total)))

    return told


def progress_words(progress: Progress, now: float) -> str:
    """Counts, rate and time left: "12 of 78 files, 310 pages (28 recognised), 42 pages/s, about 2 min left"."""
    left = progress.seconds_left(now)
    remains = [f"about {duration(left)} left"] if left is not None else []
    if progress.meaning[1]:
        done, total = progress.meaning
        return ", ".join([f"Preparing the search by meaning: {done:,} of {total:,} pages", *remains])
    pages = f"{progress.pages:,} {'page' if progress.pages == 1 else 'pages'}"
    if progress.recognised:
        pages += f" ({progress.recognised:,} recognised)"
    parts = [f"{progress.done:,} of {progress.files:,} {'file' if progress.files == 1 else 'files'}", pages]
    if progress.pages:
        rate = progress.pages / max(now - progress.begun, 0.001)
        parts.append(f"{rate:.0f} pages/s" if rate >= 10 else f"{rate:.1f} pages/s")
    return ", ".join(parts + remains)


def reading_words(progress: Progress, now: float) -> str:
    """What is being read: "scan.pdf (for 40 s), deck.pdf and 2 more"; "" where nothing is."""
    named = [
        f"{shown(file)} (for {duration(now - since)})" if now - since >= _LONG else shown(file)
        for file, since in progress.reading[:_MOST_NAMED]
    ]
    rest = len(progress.reading) - len(named)
    return ", ".join(named) + (f" and {rest:,} more" if rest else "")


def is_slow(progress: Progress, now: float) -> bool:
    """Whether a file takes long, as scans do."""
    return any(now - since >= _LONG for _, since in progress.reading)


def failed_so_far(progress: Progress) -> list[ProblemGroup]:
    """The files that failed, newest first."""
    return grouped_problems(progress.failed)[::-1]


def duration(seconds: float) -> str:
    """ "40 s", "2 min", "1 h 5 min"; rounded up, nobody minds being done early."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = -(-int(seconds) // 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
