"""Words of a question that say what is asked for more than of what: the answer may well use others."""

from __future__ import annotations

from functools import cache

from answer.asking.kinds import Kind
from answer.tables import table
from core.languages import STUDIED
from index.analysis import fold


@cache
def light_words(kind: Kind, language: str | None) -> frozenset[str]:
    """The folded words that say in a question of a kind that something is said, or that it began; of its language where that
    is a studied one, else of all of them."""
    languages = (language,) if language in STUDIED else STUDIED
    rows = [row for row in table("light.csv") if row["language"] in languages and row["kind"] in ("*", kind.name)]
    return frozenset(fold(word) for row in rows for word in row["words"].split())
