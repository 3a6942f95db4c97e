"""A reader's words for filters → facet values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.countries import country_code
from core.errors import BadInput
from core.languages import language_code
from index.engine import COUNTED, Filters

_YEAR = re.compile("[0-9]{4}")
FREEABLE = (*COUNTED, "by")
"""What a question can name itself, and a reader free it from: facets, and what its answer is told apart by."""


def read_filters(said: Mapping[str, Sequence[str]]) -> Filters:
    """Facet or "document" → values, countries and languages by code or name. Raises BadInput for one that is unknown, and
    for a year that is none; that no page has any other value, results say."""
    return {facet: [_value(facet, word) for word in said[facet]] for facet in COUNTED if said.get(facet)}


def _value(facet: str, word: str) -> str:
    if facet in ("from", "about"):
        return _known(
            country_code(word), word, "country", "Give its name in English, French or German, or its two-letter code."
        )
    if facet == "language":
        return _known(language_code(word), word, "language", "Give a two-letter code (en, fr, de) or its English name.")
    if facet == "year":
        return _known(word if _YEAR.fullmatch(word) else None, word, "year", "Give four figures, as 2023.")
    return word.casefold() if facet == "kind" else word


def _known(code: str | None, word: str, what: str, remedy: str) -> str:
    if code is None:
        raise BadInput(f"The {what} {word!r} is unknown.", remedy)
    return code
