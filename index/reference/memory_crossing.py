"""The reference of `crossed`: the pages that speak of each country, counted by where their words come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.engine import Cell, Count, Crossing
from index.reference.memory_ranking import Entry


def crossing(entries: Sequence[Entry], count: Callable[[Sequence[Entry]], Sequence[Count]]) -> Crossing:
    """The pages that answer, by country of origin and country spoken of; `count` counts some pages by country of origin."""
    abouts = sorted({code for entry in entries for code in entry.values["about"] or ("",)}, key=_none_last)
    columns = {about: [entry for entry in entries if about in (entry.values["about"] or ("",))] for about in abouts}
    cells = [cell for about, own in columns.items() for cell in _cells(own, about, count)]
    return Crossing(
        tuple(sorted(cells, key=lambda cell: (_none_last(cell.origin), _none_last(cell.about)))),
        tuple(_cells(entries, "", count)),
        tuple(_whole(own, about) for about, own in columns.items()),
        _whole(entries, ""),
    )


def _cells(entries: Sequence[Entry], about: str, count: Callable[[Sequence[Entry]], Sequence[Count]]) -> list[Cell]:
    found = [Cell(each.value, about, *each[1:]) for each in sorted(count(entries))]
    unknown = [entry for entry in entries if not entry.values["from"]]
    return [*found, _whole(unknown, about)] if unknown else found


def _whole(entries: Sequence[Entry], about: str) -> Cell:
    said = {
        (entry.work, entry.voices[at].intervention)
        for entry in entries
        for at in entry.heard
        if entry.voices[at].intervention >= 0 and any(entry.voices[at].values)
    }
    return Cell("", about, len({entry.work for entry in entries}), len(entries), len(said))


def _none_last(code: str) -> tuple[bool, str]:
    return not code, code
