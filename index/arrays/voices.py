"""Who has words on which pages, as arrays: the facets *presenter* and *from*, and the pages that several people share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.interventions import has_turns
from core.records import Document
from index.speakers import SPOKEN, Voice, voices

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_Part = tuple[Rows, str, int, int]
"""Rows, a value, an intervention of the rows' document, a stretch."""


class Pairs(NamedTuple):
    """Rows, each with a value that somebody has who has words there (`codes`, its place in `values`), with the intervention
    (numbered over all works, -1: none that is known), and with the stretch of a shared page (-1: the page is not shared)."""

    values: tuple[str, ...]
    rows: Rows
    codes: Rows
    interventions: Rows
    stretches: Rows

    def of_stretches(self) -> Pairs:
        """Those of shared pages alone."""
        return Pairs(self.values, *(column[self.stretches >= 0] for column in self[1:]))

    def once(self) -> tuple[Rows, Rows]:
        """The rows and values, each pair once."""
        if (self.stretches < 0).all():
            return self.rows, self.codes
        most = max(1, len(self.values))
        pairs = np.unique(self.rows * most + self.codes)
        return pairs // most, pairs % most


class Voices:
    """The pages of some documents. A page that more than one intervention has words on is *shared*: cut into stretches.

    `rows` and `starts` are, for every stretch, the row of its page (ascending) and the character at which it begins; `shared`
    the rows of the shared pages, ascending. `pairs` are those of each of SPOKEN.
    """

    def __init__(self, documents: Iterable[Document], rows: Mapping[str, Rows], work_of: Rows) -> None:
        self._parts: dict[str, list[_Part]] = {facet: [] for facet in SPOKEN}
        cut: list[tuple[int, int]] = []
        for document in documents:
            self._add(document, rows[document.id], cut)
        found = np.array(cut, np.int64).reshape(-1, 2)
        order = np.argsort(found[:, 0], kind="stable")
        self.rows, self.starts = found[order].T
        self.shared = np.unique(self.rows)
        place = np.append(np.argsort(order), -1)  # the last one is that of no stretch
        most = 1 + max((nth for parts in self._parts.values() for _, _, nth, _ in parts), default=0)
        self.pairs = {facet: _pairs(parts, place, work_of, most) for facet, parts in self._parts.items()}
        self._of_stretches = {facet: pairs.of_stretches() for facet, pairs in self.pairs.items()}
        del self._parts

    def _add(self, document: Document, own: Rows, cut: list[tuple[int, int]]) -> None:
        there = voices(document)
        if not has_turns(document):
            self._keep(own, there[0][0], -1)
            return
        alone: dict[Voice, list[int]] = {}
        for row, on_page in zip(own.tolist(), there, strict=True):
            if len(on_page) == 1:
                alone.setdefault(on_page[0], []).append(row)
                continue
            where = np.array([row])
            for voice in on_page:
                self._keep(where, voice, len(cut))
                cut.append((row, voice.start))
        for voice, rows in alone.items():
            self._keep(np.array(rows), voice, -1)

    def _keep(self, rows: Rows, voice: Voice, stretch: int) -> None:
        for facet, values in zip(SPOKEN, voice.values, strict=True):
            self._parts[facet] += [(rows, value, voice.intervention, stretch) for value in values]

    def narrowed(self, mask: Mask, facet: str, wanted: Iterable[str], heard: Mask) -> Mask:
        """A mask of the pages that have any of the wanted values, with those shared pages alone on which a stretch that has
        one is `heard`."""
        pairs = self._of_stretches[facet]
        names = frozenset(wanted)
        chosen = np.array([value in names for value in pairs.values], bool)
        kept = mask.copy()
        kept[self.shared] = False
        kept[pairs.rows[chosen[pairs.codes] & heard[pairs.stretches]]] = True
        return kept


def _pairs(parts: Sequence[_Part], place: Rows, work_of: Rows, most: int) -> Pairs:
    """`place` is where each stretch stands by now, the last that of none; no document has more than `most` interventions."""
    values = tuple(sorted({value for _, value, _, _ in parts}))
    if not parts:
        return Pairs(values, *(np.empty(0, np.int64) for _ in range(4)))
    code_of = {value: code for code, value in enumerate(values)}
    rows = np.concatenate([part[0] for part in parts])
    said = np.array([(code_of[value], nth, stretch) for _, value, nth, stretch in parts], np.int64)
    codes, nth, stretches = np.repeat(said, [len(part[0]) for part in parts], axis=0).T
    interventions = np.where(nth < 0, -1, work_of[rows] * most + nth)
    return Pairs(values, rows, codes, interventions, place[stretches])
