"""Keeps the postings that were read last, within bounds of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from index.whoosh_codec import Postings


class PostingsCache:
    """The most recently used postings of all segments, at most `most` bytes of them.

    `reading` is held while Whoosh reads its files, which threads must not do at once.
    """

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._kept: OrderedDict[tuple[str, str, bytes], Postings] = OrderedDict()
        self.reading = threading.Lock()

    def get(self, key: tuple[str, str, bytes], read: Callable[[], Postings]) -> Postings:
        """What is kept under the key, else what `read` gives."""
        with self.reading:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            postings = read()
            self._kept[key] = postings
            self._bytes += _bytes(postings)
            while self._bytes > self._most and len(self._kept) > 1:
                self._bytes -= _bytes(self._kept.popitem(last=False)[1])
            return postings

    @property
    def nbytes(self) -> int:
        """Bytes that are kept; at most `most`, but for one list that is larger."""
        return self._bytes

    def clear(self) -> None:
        """Lets go of everything."""
        with self.reading:
            self._kept.clear()
            self._bytes = 0


def _bytes(postings: Postings) -> int:
    return sum(part.nbytes for part in postings) + 200
