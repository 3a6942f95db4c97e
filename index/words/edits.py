"""How many edits lead from one word to others: insert, delete, replace a letter, swap two neighbours.

Damerau 1964; no part is edited twice (optimal string alignment).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def distance(one: str, other: str) -> int:
    """Edits from one word to another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def distances(word: str, others: Sequence[str], most: int) -> NDArray[np.uint8]:
    """Edits to each of many words, at once; more than `most` for any that is farther. Only the band of the matrix
    that can matter is computed (Ukkonen 1985)."""
    if not others:
        return np.zeros(0, np.uint8)
    table = np.array(others)
    letters = np.ascontiguousarray(table.view(np.uint32).reshape(len(others), -1).T)
    lengths = np.fromiter(map(len, others), np.int64, len(others))
    most = min(most, 250)
    far = np.uint8(most + 1)
    longest = len(letters)
    rows = [np.full((longest + 1, len(others)), far) for _ in range(3)]
    for j in range(min(longest, most) + 1):
        rows[0][j] = j
    last = rows[0]
    for i, letter in enumerate(map(ord, word), 1):
        earlier, before, now = rows[(i - 2) % 3], rows[(i - 1) % 3], rows[i % 3]
        now[:] = far
        now[0] = min(i, int(far))
        for j in range(max(1, i - most), min(longest, i + most) + 1):
            best = before[j - 1] + (letters[j - 1] != letter)
            np.minimum(best, before[j] + 1, out=best)
            np.minimum(best, now[j - 1] + 1, out=best)
            if i > 1 and j > 1:
                swapped = (letters[j - 2] == letter) & (letters[j - 1] == ord(word[i - 2]))
                np.minimum(best, np.where(swapped, earlier[j - 2] + 1, far), out=best, casting="unsafe")
            np.minimum(best, far, out=now[j], casting="unsafe")
        last = now
    return last[lengths, np.arange(len(others))]
