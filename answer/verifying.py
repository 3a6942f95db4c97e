"""What every quote goes through before it is shown: its words stand on its page, and are told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answer.records import Quote
from index.engine import View


def verified(view: View, told: Iterable[Quote]) -> Iterator[Quote]:
    """The quotes that stand on their page, character by character; what does not is dropped, never repaired."""
    for quote in told:
        if quote.span.of(view.page(quote.document.id, quote.page.number).text) == quote.text:
            yield quote


def distinct(told: Iterable[Quote]) -> Iterator[Quote]:
    """The same words once, the first time they are told."""
    seen: set[str] = set()
    for quote in told:
        words = " ".join(quote.text.split()).casefold()
        if words not in seen:
            seen.add(words)
            yield quote
