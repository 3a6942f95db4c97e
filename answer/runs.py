"""How much of a question's wording a text has: runs of four characters of its words, the blanks between them too.

Order, stop words, inflections and parts of compounds all count a little, where a word in the index counts whole or not at all
(McNamee & Mayfield 2004, "Character N-Gram Tokenization for European Language Text Retrieval").
"""

from __future__ import annotations

from index.analysis import fold, words_and_ends

RUN = 4
"""Characters. Its row is in evaluation/expected.toml."""
_LONGEST = 1_000
"""Characters of a question that are looked at."""


class Runs:
    """The runs of characters of one question; some of them are one number, in which the bits at their places are set."""

    def __init__(self, question: str) -> None:
        text = _plain(question[:_LONGEST])
        self._runs = [*dict.fromkeys(text[at : at + RUN] for at in range(len(text) - RUN + 1))]

    def on(self, text: str) -> int:
        """The runs that stand in a text."""
        plain = _plain(text)
        return sum(1 << place for place, run in enumerate(self._runs) if run in plain)

    def share(self, runs: int) -> float:
        """How much of the question some runs are, in [0, 1]."""
        return runs.bit_count() / max(1, len(self._runs))


def _plain(text: str) -> str:
    return " ".join(map(fold, words_and_ends(text)[0]))
