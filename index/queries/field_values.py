"""What a field of a query asks for: its facet, and the values of that facet that read like what stands behind the colon."""

from __future__ import annotations

import re
from collections.abc import Collection

from core.countries import country_code
from core.languages import language_code
from core.records import Document, Role
from index.analysis import fold, tokens
from index.described import words_of

_YEARS = re.compile(r"([0-9]{4})?(\.\.|-)?([0-9]{4})?")


def facet_values(
    name: str, value: str, documents: Collection[Document], notes: list[str]
) -> tuple[str, frozenset[str]]:
    """(facet, values) of a field; `name` is a value of FIELDS. What is to be said of the value is added to `notes`."""
    match name:
        case "from" | "about":
            code = country_code(value)
            if code is None:
                notes.append(f"“{value}” is no country that is known; {name}: finds nothing.")
            return name, frozenset([code] if code else [])
        case "language":
            language = language_code(value)
            if language is None:
                notes.append(f"“{value}” is no language that is known; lang: finds nothing.")
            return name, frozenset([language] if language else [])
        case "year":
            return name, _years(value, documents, notes)
        case "title":
            return "document", frozenset(d.id for d in documents if _reads_like(value, d.title))
        case "section":
            titles = {heading.title for d in documents for heading in d.outline}
            return name, frozenset(title for title in titles if _reads_like(value, title))
        case "kind":
            return name, frozenset(d.kind for d in documents if d.kind and _reads_like(value, d.kind))
        case "presenter":
            return name, _called(value, documents, _speakers(documents))
    return name, _called(value, documents, {o for d in documents for o in d.organisations})


def _called(value: str, documents: Collection[Document], names: Collection[str]) -> frozenset[str]:
    """Those of the names that read like a value, or that have another spelling which does."""
    spelled = {one.name for d in documents for one in d.spellings if _reads_like(value, one.written)}
    return frozenset(name for name in names if name in spelled or _reads_like(value, name))


def _speakers(documents: Collection[Document]) -> set[str]:
    """Everybody who presents a document or has a turn in one."""
    turns = (turn for document in documents for turn in document.turns if turn.role != Role.REPORTED)
    presenters = {name for document in documents for name in document.presenters}
    return presenters.union(*(turn.speakers for turn in turns))


def _years(value: str, documents: Collection[Document], notes: list[str]) -> frozenset[str]:
    match = _YEARS.fullmatch(value)
    if not match or not (match[1] or match[3]):
        notes.append(f"“{value}” is no year: write year:2011 or year:2010..2012.")
        return frozenset()
    low = int(match[1] or 0)
    high = int(match[3] or (9999 if match[2] else match[1]))
    if low > high:
        notes.append(f"“{value}” ends before it begins: write year:{high}..{low}.")
    return frozenset(str(d.year) for d in documents if d.year and low <= d.year <= high)


def _reads_like(value: str, name: str) -> bool:
    """Whether every word of `value` begins a word of `name`, accents and case apart."""
    words = [fold(word) for word in words_of(name)]
    return all(any(word.startswith(fold(part)) for word in words) for part, _, _ in tokens(value))
