"""What is said of a question without an answer: what was looked for, which words stand nowhere, and which are like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.records import Tried, TriedWord
from serve.render import plural

RELATED = "Related, not an answer"
"""Above the passages that are nearest to a question without an answer."""
_FORMS = 3


def tried_lines(tried: Tried) -> Iterator[str]:
    """What was tried, in sentences; a word that stands nowhere comes first."""
    for word in tried.words:
        if not word.anywhere:
            yield f"“{word.word}” stands nowhere in the documents.{_like(word.nearest)}"
    for word in tried.words:
        if word.anywhere and not word.documents:
            yield f"“{word.word}” stands nowhere within the filters, but in {_documents(word.anywhere)} without them."
    if known := [word for word in tried.words if word.documents]:
        alone = len(known) == len(tried.words) > 1
        end = " No passage with them is sure enough to be an answer." if alone else ""
        yield f"In the documents: {', '.join(map(_known, known))}.{end}"
    if tried.equals:
        yield f"Looked for as well: {tried.equals}."


def _like(nearest: Sequence[str]) -> str:
    return f" Words like it that do: {', '.join(nearest)}." if nearest else ""


def _known(word: TriedWord) -> str:
    also = f" ({', '.join(word.forms[:_FORMS])})" if word.forms else ""
    return f"{word.word}{also} in {word.documents:,}"


def _documents(count: int) -> str:
    return plural(count, "document", "documents")
