"""Which countries each page of a document speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.countries import Mention, mentions
from core.records import Span
from core.settling import certain, most_named, settled

MOST_PAGES = 0.5
"""Of a document: a country in the running heads of more pages is its publisher's; one of fewer, the section's."""


def countries_named(
    texts: Sequence[str], languages: Sequence[str], running: Sequence[Sequence[Span]]
) -> list[tuple[str, ...]]:
    """For each page the codes of the countries it names, most named first. `running` are its running heads and feet."""
    pages = [mentions(text, language) for text, language in zip(texts, languages, strict=True)]
    heads = [{each for each in found if _within(each, spans)} for found, spans in zip(pages, running, strict=True)]
    frequent = Counter(code for head in heads for code in {each.code for each in head})
    kept = [
        [each for each in found if each not in head or frequent[each.code] <= MOST_PAGES * len(pages)]
        for found, head in zip(pages, heads, strict=True)
    ]
    known = certain(kept)
    return [
        most_named(settled(text, found, known, language))
        for text, found, language in zip(texts, kept, languages, strict=True)
    ]


def _within(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.start <= mention.span.start < span.end for span in spans)
