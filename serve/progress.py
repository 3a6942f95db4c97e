"""The progress bar of an ingest: files, pages, rate, time left. Owner of rich's progress display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from serve.library import Progress


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[Progress], None]]:
    """A function that shows an ingest's progress on the console while the block runs."""
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[pages]} pages, {task.fields[rate]} pages/s,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("ingest", total=None, pages=0, rate=0)

        def show(progress: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 1.0
            rate = round(progress.pages / elapsed)
            bar.update(task, completed=progress.done, total=progress.files, pages=progress.pages, rate=rate)

        yield show
