"""A reader's words for the layout of a comparison → Layout: of addresses, and of the command line's values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.errors import BadInput
from serve.comparing import COMPARED, MOST_PASSAGES, QUERIES, Layout
from serve.filters import read_filters

USUAL = Layout()


def read_layout(one: Callable[[str, str], str], many: Callable[[str], Sequence[str]]) -> Layout:
    """The layout that an address asks for by `by`, `row`, `across`, `column`, `versus` and `passages`; what is not said there
    is as usual. `one` gives a parameter or a default, `many` all values of one. Raises BadInput."""
    by, across = one("by", USUAL.by), one("across", USUAL.across)
    passages = one("passages", str(USUAL.passages))
    if not (passages.isascii() and passages.isdecimal() and 1 <= int(passages[:9]) <= MOST_PASSAGES):
        raise BadInput(f"passages={passages[:40]!r} is no number of passages.", f"Give 1 to {MOST_PASSAGES}.")
    versus = tuple(filter(None, many("versus"))) if across == QUERIES else ()
    return Layout(
        by, values_of(by, many("row")), across, values_of(across, many("column")), versus, int(passages)
    )  # fmt: skip


def values_of(facet: str, words: Sequence[str]) -> tuple[str, ...]:
    """Values of a facet, countries and languages by code or name. Raises BadInput for one that is unknown."""
    return tuple(read_filters({facet: words}).get(facet, ())) if facet in COMPARED else ()
