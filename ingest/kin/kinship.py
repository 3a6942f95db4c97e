"""Which documents belong together: copies of one file, versions of one text, editions of one report in two languages.

What is certain counts more than how much is found: documents that are said to be one are counted as one. The thresholds
have their rows in evaluation/expected.toml; evaluation/kin.py judges them on real documents.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple, TypeVar

import numpy as np

from core.languages import UNKNOWN
from core.records import Document, Kin, Kinship
from ingest.kin.file_names import NameMarks, name_marks
from ingest.kin.sketch import Part, Sketch, resemblance

VERSION_WORDS = 0.6
"""Documents that share so many of their word runs are versions of one text, if they share their figures too."""
VERSION_FIGURES = 0.75
"""This year's report repeats last year's words, but not its figures."""
VERSION_WORDS_ALONE = 0.8
"""The same where there are hardly any figures."""
VERSION_NAMED = 0.08
"""The same where the file names say so: "rules v1.1" and "rules v2.0", "plan" and "plan draft"."""
VERSION_NUMBERED = 0.3
"""The same where they may say so: "rules 1.1" and "rules 2.0", which could be chapters too."""
TWIN_FIGURES = 0.7
"""Documents in two languages that share so many of their figures are editions of one text,"""
TWIN_RUNS = 0.2
"""if the figures also follow one another alike."""
TWIN_NAMED = 0.5
"""Figures shared, where the file names say so: "brief-en" and "brief-fr"."""
FEWEST_FIGURES = 10
"""Distinct figures below which they tell little."""

_Thing = TypeVar("_Thing")
_FEWEST_WORDS = 40
_WORDS_LOOKED_UP, _WORDS_SHARED, _RUNS_LOOKED_UP, _RUNS_SHARED, _MOST_SHARING = 24, 6, 48, 4, 24
"""Of each sample that many hashes find candidates; hashes that more documents share tell nothing of any two."""


class Relation(NamedTuple):
    """The work that a document belongs to ("" for its own), and its kin, newest first."""

    work: str = ""
    kin: tuple[Kin, ...] = ()


class _Member(NamedTuple):
    document: Document
    sketch: Sketch
    name: NameMarks


def relations(documents: Iterable[Document]) -> dict[str, Relation]:
    """How each document (by its id) is related to the others. Documents without a sketch have copies only."""
    present = [document for document in documents if document.fingerprint.content]
    copies = [*_grouped(present, lambda document: document.fingerprint.content if document.fingerprint.size else None)]
    later = {document.id for same in copies for document in same[1:]}
    members = [_Member(d, Sketch(d.sketch), name_marks(d.file)) for d in present if d.id not in later]
    found = {
        frozenset((one.id, other.id)): Kinship.SAME_FILE for same in copies for one, other in combinations(same, 2)
    }
    for one, other in _candidates(members):
        pair = frozenset((one.document.id, other.document.id))
        if pair not in found and (kinship := _kinship(one, other)):
            found[pair] = kinship
    return {
        document.id: Relation(work[0].id, _kin(document, work, found))
        for work in _works(present, found)
        for document in work
    }


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """Versions of one document: by the catalogue's dates where all have one, by version marks, by time of modification."""
    known = list(documents)
    dated = all(document.date for document in known)

    def age(document: Document) -> tuple[str, tuple[int, ...], bool, int]:
        marks = name_marks(document.file)
        return document.date if dated else "", marks.version, not marks.draft, document.fingerprint.modified

    return sorted(sorted(known, key=lambda document: document.id), key=age, reverse=True)


def _kinship(one: _Member, other: _Member) -> Kinship | None:
    if not (one.document.sketch and other.document.sketch):
        return None
    words = resemblance(one.sketch, other.sketch, Part.WORDS)
    figures = resemblance(one.sketch, other.sketch, Part.FIGURES)
    fewest = [min(sizes) for sizes in zip(one.sketch.sizes, other.sketch.sizes, strict=True)]
    if fewest[Part.WORDS] >= _FEWEST_WORDS and words >= _least_words(one, other, figures, fewest[Part.FIGURES]):
        return Kinship.VERSION
    if not _in_two_languages(one.document, other.document):
        return None
    if fewest[Part.FIGURES] >= FEWEST_FIGURES and figures >= TWIN_FIGURES:
        runs = resemblance(one.sketch, other.sketch, Part.FIGURE_RUNS)
        return Kinship.LANGUAGE_TWIN if runs >= TWIN_RUNS else None
    named = one.name.edition == other.name.edition and (one.name.language or other.name.language)
    return Kinship.LANGUAGE_TWIN if named and figures >= TWIN_NAMED and fewest[Part.FIGURES] > 1 else None


def _least_words(one: _Member, other: _Member, figures: float, fewest: int) -> float:
    """How many of their word runs two documents must share to be versions of one."""
    if one.name.base == other.name.base and (one.name.version, one.name.draft) != (
        other.name.version,
        other.name.draft,
    ):
        return VERSION_NAMED if one.name.sure or other.name.sure else VERSION_NUMBERED
    if fewest < FEWEST_FIGURES:
        return VERSION_WORDS_ALONE
    return VERSION_WORDS if figures >= VERSION_FIGURES else 1.1


def _in_two_languages(one: Document, other: Document) -> bool:
    spoken = {one.language, other.language} - {"", UNKNOWN}
    return len(spoken) == 2


def _candidates(members: Sequence[_Member]) -> Iterator[tuple[_Member, _Member]]:
    """Pairs that may belong together, each once; how many grows with the documents, not with their square."""
    places = range(len(members))
    named = [
        *_grouped(places, lambda place: members[place].name.base),
        *_grouped(places, lambda place: members[place].name.edition),
    ]
    pairs = {pair for group in named if len(group) <= _MOST_SHARING for pair in combinations(group, 2)}
    pairs |= _sharing([member.sketch.words[:_WORDS_LOOKED_UP] for member in members], _WORDS_SHARED)
    pairs |= _sharing([member.sketch.figure_runs[:_RUNS_LOOKED_UP] for member in members], _RUNS_SHARED)
    return ((members[one], members[other]) for one, other in pairs)


def _sharing(samples: Sequence[Sequence[int]], fewest: int) -> set[tuple[int, int]]:
    """The places of any two samples that share so many hashes."""
    sizes = [len(sample) for sample in samples]
    numbers = np.fromiter(chain.from_iterable(samples), np.uint32, sum(sizes))
    order = np.argsort(numbers, kind="stable")
    having = np.repeat(np.arange(len(samples)), sizes)[order]  # the places, those of one hash side by side
    starts = np.flatnonzero(np.diff(numbers[order].astype(np.int64), prepend=-1))
    many = np.diff(starts, append=len(having))
    pairs = [np.empty(0, np.int64)]
    for size in range(2, _MOST_SHARING + 1):
        groups = having[starts[many == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        pairs.append((groups[:, one] * len(samples) + groups[:, other]).ravel())
    found, shared = np.unique(np.concatenate(pairs), return_counts=True)
    one, other = np.divmod(found[shared >= fewest], max(1, len(samples)))
    return {*zip(one.tolist(), other.tolist(), strict=True)}


def _grouped(things: Iterable[_Thing], key: Callable[[_Thing], Hashable | None]) -> Iterator[list[_Thing]]:
    groups: dict[Hashable, list[_Thing]] = {}
    for thing in things:
        if value := key(thing):
            groups.setdefault(value, []).append(thing)
    return (group for group in groups.values() if len(group) > 1)


def _works(documents: Sequence[Document], found: Mapping[frozenset[str], Kinship]) -> list[list[Document]]:
    """The documents that are linked, directly or through others, newest first."""
    root = {identifier: identifier for pair in found for identifier in pair}

    def top(identifier: str) -> str:
        while root[identifier] != identifier:
            root[identifier] = root[root[identifier]]
            identifier = root[identifier]
        return identifier

    for one, other in map(sorted, found):
        root[top(other)] = top(one)
    linked = (document for document in documents if document.id in root)
    return [newest_first(group) for group in _grouped(linked, lambda document: top(document.id))]


def _kin(document: Document, work: Sequence[Document], found: Mapping[frozenset[str], Kinship]) -> tuple[Kin, ...]:
    """Each other document of the work: linked directly, or through another one."""

    def kinship(other: Document) -> Kinship:
        through = Kinship.LANGUAGE_TWIN if _in_two_languages(document, other) else Kinship.VERSION
        return found.get(frozenset((document.id, other.id)), through)

    return tuple(Kin(other.id, kinship(other)) for other in work if other is not document)
