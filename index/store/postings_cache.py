"""Keeps the postings that were read last, within bounds of memory."""

from __future__ import annotations

import threading
from collections.abc import Callable

from index.store.kept import Kept
from index.store.whoosh_codec import Postings


class PostingsCache:
    """The most recently used postings of all segments, at most `most` bytes of them.

    `reading` is held while Whoosh reads its files, which threads must not do at once.
    """

    def __init__(self, most: int) -> None:
        self._kept: Kept[tuple[str, str, bytes], Postings] = Kept(most, _bytes)
        self.reading = threading.Lock()

    def get(self, key: tuple[str, str, bytes], read: Callable[[], Postings]) -> Postings:
        """What is kept under the key, else what `read` gives."""
        with self.reading:
            return self._kept.of(key, read)

    @property
    def nbytes(self) -> int:
        """Bytes that are kept; at most `most`, but for one list that is larger."""
        return self._kept.nbytes

    def clear(self) -> None:
        """Lets go of everything."""
        with self.reading:
            self._kept.clear()


def _bytes(postings: Postings) -> int:
    return sum(part.nbytes for part in postings) + 200
