"""Tells words broken at a line end from compounds whose own hyphen happens to stand there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.page_text import LINE_HYPHEN

_BROKEN = re.compile(rf"([^\W_]+){LINE_HYPHEN}(?=([^\W_]+))")
_WHOLE = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_HYPHENS = re.compile("[‐‑]")


def settle(texts: Sequence[str]) -> list[str]:
    """The pages of one document, with LINE_HYPHEN kept where a word was broken and "-\\n" where a compound was.

    The document's own spelling decides: if it writes "citizen-centred" within a line more often than
    "citizencentred", then the hyphen is the author's; and always at a figure, as in "COVID-19".
    Lengths and offsets stay as they are.
    """
    if not any(LINE_HYPHEN in text for text in texts):
        return [*texts]
    spellings = _spellings(texts)

    def settled(broken: re.Match[str]) -> str:
        first, second = broken.group(1), broken.group(2)
        compound, joined = f"{first}-{second}".casefold(), f"{first}{second}".casefold()
        figure = first[-1].isdigit() or second[0].isdigit()
        return f"{first}-\n" if figure or spellings[compound] > spellings[joined] else broken.group()

    return [_BROKEN.sub(settled, text) for text in texts]


def _spellings(texts: Sequence[str]) -> Counter[str]:
    """How often each word is written, case folded: what stands between blanks is counted first, and looked at once."""
    pieces = Counter[str]()
    for text in texts:
        pieces.update(text.split())
    spellings = Counter[str]()
    for piece, count in pieces.items():
        for word in (piece,) if piece.isalnum() else _WHOLE.findall(piece):
            spellings[(word if word.isascii() else _HYPHENS.sub("-", word)).casefold()] += count
    return spellings
