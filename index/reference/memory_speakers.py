"""Whose words a query's are, in the reference engine: page by page, told from the pages' texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.occurring import begins_at, stretch_at
from index.queries.compiled import TextLeaf, WordLeaf
from index.reference.memory_ranking import Entry, count_in
from index.speakers import SPOKEN


def interventions(entry: Entry, facet: str) -> Iterator[tuple[str, int]]:
    """The values of one of SPOKEN in whose words the query's are, each with the intervention."""
    for at in entry.heard if facet in SPOKEN else ():
        _, intervention, values = entry.voices[at]
        if intervention >= 0:
            yield from ((value, intervention) for value in values[SPOKEN.index(facet)])


def heard(entry: Entry, leaves: Sequence[TextLeaf]) -> Entry:
    """The entry with those of its voices, and with their values, in whose words one of the leaves begins."""
    if not leaves:
        there: Mapping[int, int] = dict.fromkeys(range(len(entry.voices)), 0)
    else:
        first = [0 for leaf in leaves if isinstance(leaf, WordLeaf) and _in_head(leaf, entry)]
        places = [*first, *(place for leaf in leaves for place in begins_at(leaf, entry.page))]
        there = Counter(stretch_at(entry.begins, place) for place in places)
    own = [[value for at in sorted(there) for value in entry.voices[at].values[n]] for n in range(len(SPOKEN))]
    values = {facet: tuple(dict.fromkeys(found)) for facet, found in zip(SPOKEN, own, strict=True)}
    return replace(entry, heard=there, values={**entry.values, **values})


def _in_head(leaf: WordLeaf, entry: Entry) -> bool:
    """Whether a word is in the title, or in the words about a document's first page."""
    in_title = any(word.term in leaf.stems for word in entry.title)
    return in_title or (entry.page.number == 1 and not leaf.stems.isdisjoint(entry.meta))


def _own(entry: Entry, facet: str, value: str) -> list[bool]:
    """Which of a page's voices have a value."""
    return [value in voice.values[SPOKEN.index(facet)] for voice in entry.voices]


def said(leaf: TextLeaf, entry: Entry, facet: str, value: str) -> int:
    """How often a leaf stands on a page; by one of SPOKEN, in the words of who has the value."""
    if facet not in SPOKEN:
        return count_in(leaf, entry, titled=False)
    own = _own(entry, facet, value)
    return sum(own[stretch_at(entry.begins, place)] for place in begins_at(leaf, entry.page))


def words_of(entry: Entry, facet: str, value: str) -> int:
    """The words of a page; by one of SPOKEN, those of who has the value."""
    if facet not in SPOKEN:
        return entry.terms.length
    lengths = [end - begin for begin, end in pairwise((*entry.begins, entry.terms.length))]
    return sum(length for length, own in zip(lengths, _own(entry, facet, value), strict=True) if own)
