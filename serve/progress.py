"""The progress bar of an ingest: files, pages, rate, time left. Owner of rich's progress display."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from serve.ingest_progress import Progress, progress_words, reading_words


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[Progress], None]]:
    """A function that shows an ingest's progress on the console while the block runs."""
    columns = (BarColumn(20), TextColumn("{task.fields[words]}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("ingest", total=None, words="Looking through the corpus…")

        def show(progress: Progress) -> None:
            now = time.monotonic()
            failed = f"; {len(progress.failed)} failed" if progress.failed else ""
            under_way = reading_words(progress, now)
            words = progress_words(progress, now) + failed + (f"; reading {under_way}" if under_way else "")
            bar.update(task, completed=progress.share, total=1.0, words=words)

        yield show
