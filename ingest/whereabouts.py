"""Where a worker is: the page under its hands and since when, in a scrap of memory that it shares with its parent.

A message would wait in a pipe while the parent is busy, and be lost with a process that crashes before it sends it; this
is read at any time, of the dead too. Readers say `with at_page(7): …` around whatever they do with one page.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

_NUMBER, _TIME = struct.Struct("q"), struct.Struct("d")
_NUMBER_AT, _TIME_AT, _BYTES = 8, 0, 16


def shared_memory() -> int:
    """A file descriptor of the memory for one worker; whoever asks for it closes it."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("whereabouts")
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.ftruncate(descriptor, _BYTES)
    return descriptor


class Whereabouts:
    """One worker's page, 0 between pages, and the time.monotonic() of its beginning, one clock for all processes."""

    def __init__(self, descriptor: int | None = None) -> None:
        self._memory = mmap.mmap(-1 if descriptor is None else descriptor, _BYTES)

    def begin(self, page: int) -> None:
        """The page is begun; 0: none is under way."""
        # The time is written first and read last, so that a page is never paired with the time of one before it.
        _TIME.pack_into(self._memory, _TIME_AT, time.monotonic())
        _NUMBER.pack_into(self._memory, _NUMBER_AT, page)

    @property
    def page(self) -> int:
        """The number of the page under way, 0 where none is."""
        number: int = _NUMBER.unpack_from(self._memory, _NUMBER_AT)[0]
        return number

    @property
    def since(self) -> float | None:
        """When the page was begun, None where none is under way."""
        if not self.page:
            return None
        begun: float = _TIME.unpack_from(self._memory, _TIME_AT)[0]
        return begun

    def close(self) -> None:
        """Lets go of the memory."""
        self._memory.close()


_mine = Whereabouts()


def take_up(descriptor: int) -> Whereabouts:
    """Shares this process's whereabouts with its parent from now on."""
    global _mine
    _mine = Whereabouts(descriptor)
    return _mine


@contextmanager
def at_page(number: int) -> Iterator[None]:
    """What the block does, it does with page `number`: if it takes too long, crashes or needs too much memory, that page
    alone is left out. An exception that leaves the block leaves the page under way: it is to blame.
    """
    _mine.begin(number)
    yield
    _mine.begin(0)
