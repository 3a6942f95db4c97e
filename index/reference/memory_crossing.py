"""The reference of `crossed`: every page looked at for every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.interventions import countries_of
from core.records import Document, Intervention
from index.engine import Cell, Crossing
from index.reference.memory_ranking import Entry

_NONE = ("",)


def crossing(
    entries: Sequence[Entry], documents: Mapping[str, Document], held: Mapping[str, Sequence[Intervention]]
) -> Crossing:
    """The pages that answer, by country of origin and country spoken of."""
    origins = sorted({code for entry in entries for code in _values(entry, "from")}, key=_none_last)
    abouts = sorted({code for entry in entries for code in _values(entry, "about")}, key=_none_last)

    def cell(origin: str | None, about: str | None) -> Cell:
        spoken = [entry for entry in entries if about is None or about in _values(entry, "about")]
        here = [entry for entry in spoken if origin is None or origin in _values(entry, "from")]
        works = {entry.work for entry in here}
        said = {
            (entry.page.document, number)
            for entry in spoken
            for number, one in enumerate(held[entry.page.document])
            if one.first.page <= entry.page.number <= one.last.page
            and (origin is None or origin in (countries_of(documents[entry.page.document], one) or _NONE))
        }
        return Cell(origin or "", about or "", len(works), len(here), len(said))

    cells = [cell(origin, about) for origin in origins for about in abouts]
    return Crossing(
        tuple(one for one in cells if one.pages),
        tuple(cell(origin, None) for origin in origins),
        tuple(cell(None, about) for about in abouts),
        cell(None, None),
    )


def _values(entry: Entry, facet: str) -> Sequence[str]:
    return tuple(entry.values[facet]) or _NONE


def _none_last(code: str) -> tuple[bool, str]:
    return not code, code
