"""How long calls take: the middle of many, and what one in twenty exceeds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

_ROUNDS = 3


def times(
    run: Callable[[str], object], queries: Sequence[str], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds of each query by a clock, warm: a first round is not counted, of the others the fastest, since other work on the
    machine only slows. No result is kept between them, only postings and leaves."""
    for text in queries:
        run(text)
    rounds = []
    for _ in range(_ROUNDS):
        measured = []
        for text in queries:
            started = clock()
            run(text)
            measured.append(clock() - started)
        rounds.append(measured)
    return [min(each) for each in zip(*rounds, strict=True)]


def p50(measured: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(measured)


def p95(measured: Sequence[float]) -> float:
    """What one in twenty exceeds."""
    return sorted(measured)[int(len(measured) * 0.95)]


def ms(seconds: float) -> float:
    """Milliseconds, rounded."""
    return round(seconds * 1000, 2)


def spread(measured: Sequence[float]) -> str:
    """Both, in milliseconds."""
    return f"{ms(p50(measured))} / {ms(p95(measured))}"
