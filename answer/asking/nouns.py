"""Nouns that say what kind of thing is asked for: "which minister", "quelle ville", "welche Behörde"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from answer.asking.kinds import Kind
from answer.tables import table
from index.analysis import fold

_SHORTEST_TAIL = 4
"""Letters from which a noun also stands at the end of a German compound: Bundesministerin, Fachbehörde."""


def kind_of_noun(word: str, language: str) -> Kind | None:
    """What a noun, in the singular or the plural, asks for; None for one that does not tell."""
    known = _kinds(language)
    for form in _singulars(fold(word), language):
        if form in known:
            return known[form]
        if tail := next((tail for tail in _tails(language) if form.endswith(tail)), None):
            return known[tail]
    return None


@cache
def _kinds(language: str) -> Mapping[str, Kind]:
    rows = [row for row in table("nouns.csv") if row["language"] == language]
    return {fold(noun): Kind[row["kind"]] for row in rows for noun in row["nouns"].split()}


@cache
def _tails(language: str) -> tuple[str, ...]:
    """Longest first."""
    long = [noun for noun in _kinds(language) if len(noun) >= _SHORTEST_TAIL]
    return tuple(sorted(long, key=len, reverse=True)) if language == "de" else ()


def _singulars(word: str, language: str) -> Iterator[str]:
    """The word, and what it may be the plural of."""
    yield word
    match language:
        case "de":
            yield from (word[: -len(end)] for end in ("nen", "en", "n", "er", "e", "es", "s") if word.endswith(end))
        case "fr":
            yield from (word[:-1] for end in ("s", "x") if word.endswith(end))
        case _:
            yield from (f"{word[:-3]}y",) if word.endswith("ies") else ()
            yield from (word[:-1] for _ in (1,) if word.endswith("s"))
