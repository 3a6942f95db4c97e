"""What was made or read last, kept up to a bound of bytes: most recently used first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """At most `most` bytes of values as `size_of` counts them, and one in any case. Safe to share between threads."""

    def __init__(self, most: int, size_of: Callable[[Value], int]) -> None:
        self._most, self._bytes, self._size_of = most, 0, size_of
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """What is kept under a key, else what `make` gives: made twice at worst, where two threads ask for it at once."""
        with self._lock:
            known = self._values.get(key)
            if known is not None:
                self._values.move_to_end(key)
                return known
        made = make()
        with self._lock:
            if key not in self._values:
                self._values[key] = made
                self._bytes += self._size_of(made)
            while self._bytes > self._most and len(self._values) > 1:
                self._bytes -= self._size_of(self._values.popitem(last=False)[1])
        return made

    @property
    def nbytes(self) -> int:
        """Bytes that are kept; at most `most`, but for one value that is larger."""
        return self._bytes

    def clear(self) -> None:
        """Lets go of everything."""
        with self._lock:
            self._values.clear()
            self._bytes = 0
