"""Countries: their names in English, French and German, and where a text names them.

Names come from Babel (CLDR); demonyms, other names, states and provinces, cities and institutions from `core/data`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from unicodedata import normalize

from babel import Locale

from core.languages import STUDIED
from core.records import Span

# Two-letter territories of CLDR that are no ISO 3166-1 countries.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
_GERMAN_ENDINGS = ("", "e", "em", "en", "er", "es")
_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*|\u00ad\n?[^\\W_]+)*")
_FEWEST_CAPITALS = 5
"""Letters from which words in capitals may be a name set in capitals: CANADA and NEW ZEALAND, but not URI."""
_LONGEST_GAP = 3
"""Characters that may stand between two words of one name: "Côte d'Ivoire", "U. S.", "New\\nZealand"."""


class Mention(NamedTuple):
    """Where a text names a country, whether the name can mean nothing else, and which other countries it could mean."""

    span: Span
    code: str
    sure: bool
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    """Case folded."""
    written: tuple[str, ...]
    code: str
    sure: bool
    proper: bool
    """A proper noun must be written as it is, or in capitals; an adjective (fr, de) in any case."""
    rivals: tuple[str, ...] = ()
    """Other countries that have the same name for something: Medicare, Victoria."""


@cache
def codes() -> frozenset[str]:
    """All ISO 3166-1 alpha-2 codes."""
    return frozenset(c for c in Locale("en").territories if len(c) == 2 and c.isalpha() and c not in _NOT_ISO)


def country_name(code: str, language: str = "en") -> str:
    """The country's short name in one of the studied languages (else English); the code itself if it is none."""
    return str(Locale(language if language in STUDIED else "en").territories.get(code, code))


def country_code(text: str) -> str | None:
    """The code that `text` means: a code, or a country's name in English, French or German; else None."""
    wanted = text.strip()
    if wanted.upper() in codes():
        return wanted.upper()
    key = _key(wanted)
    if key in _short_names():
        return _short_names()[key]
    for language in STUDIED:
        for name in _names(language).get(key[0] if key else "", ()):
            if name.words == key:
                return name.code
    return None


def _key(name: str) -> tuple[str, ...]:
    return tuple(_joined(w).casefold() for w in _WORD.findall(name))


@cache
def _short_names() -> dict[tuple[str, ...], str]:
    """The countries' own names in the studied languages, before cities and others of the same name: Salvador."""
    names = [(_key(country_name(code, language)), code) for language in reversed(STUDIED) for code in sorted(codes())]
    return dict(names)


def mentions(text: str, language: str) -> list[Mention]:
    """Every country named in `text`, longest name first at each place.

    `language` (ISO 639-1) chooses the names; languages without a table of their own are read with the English one.
    """
    table = _names(language if language in STUDIED else "en")
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]
    folded = [_joined(w).casefold() for _, _, w in words]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        name = _name_at(table, words, folded, at)
        if name is None:
            at += 1
            continue
        last = at + len(name.words) - 1
        found.append(Mention(Span(words[at][0], words[last][1]), name.code, name.sure, name.rivals))
        at = last + 1
    return found


def spoken_of(pages: Sequence[Sequence[Mention]]) -> list[tuple[str, ...]]:
    """The countries each page of one document speaks of, most named first.

    A name that could mean something else counts only in a document that names the same country beyond doubt; one that
    two countries share counts for that which the document names more often.
    """
    certain = Counter(mention.code for page in pages for mention in page if mention.sure)
    counts = [Counter(code for mention in page if (code := _settled(mention, certain))) for page in pages]
    return [tuple(code for code, _ in sorted(c.items(), key=lambda item: (-item[1], item[0]))) for c in counts]


def _settled(mention: Mention, certain: Mapping[str, int]) -> str | None:
    if mention.sure:
        return mention.code
    possible = [code for code in (mention.code, *mention.rivals) if code in certain]
    return max(possible, key=certain.__getitem__, default=None)


def _joined(word: str) -> str:
    return word if word.isascii() else normalize("NFC", word.replace("\u00ad", "").replace("\n", ""))


def _name_at(
    table: dict[str, list[_Name]], words: Sequence[tuple[int, int, str]], folded: Sequence[str], at: int
) -> _Name | None:
    for name in table.get(folded[at], ()):
        size = len(name.words)
        if tuple(folded[at : at + size]) != name.words or not _written_as(
            name, [w for _, _, w in words[at : at + size]]
        ):
            continue
        if all(words[at + k + 1][0] - words[at + k][1] <= _LONGEST_GAP for k in range(size - 1)):
            return name
    return None


def _written_as(name: _Name, text: Sequence[str]) -> bool:
    letters = sum(map(len, text))
    return not name.proper or all(
        word == own or (word.isupper() and letters >= _FEWEST_CAPITALS)
        for word, own in zip(map(_joined, text), name.written, strict=True)
    )


def _merged(one: _Name, other: _Name) -> _Name:
    """One name from two rows: in doubt where either is, or where they name two countries."""
    rivals = dict.fromkeys((*one.rivals, *([other.code] if other.code != one.code else [])))
    return replace(one, sure=one.sure and other.sure and not rivals, rivals=tuple(rivals))


@cache
def _names(language: str) -> dict[str, list[_Name]]:
    """First word (case folded) → the names that begin with it, longest first."""
    table: dict[str, dict[tuple[str, ...], _Name]] = {}
    for text, kind, code, sure in _rows(language):
        written = _WORD.findall(text)
        words = tuple(w.casefold() for w in written)
        if not words:
            continue
        proper = kind != "demonym" or language == "en" or written[0][0].isupper()
        name = _Name(words, tuple(written), code, sure, proper)
        known = table.setdefault(words[0], {}).get(words)
        table[words[0]][words] = _merged(known, name) if known else name
    return {first: sorted(found.values(), key=lambda n: -len(n.words)) for first, found in table.items()}


def _rows(language: str) -> Iterator[tuple[str, str, str, bool]]:
    """(name, kind, code, sure) of one language; doubtful Babel names are told by rows of kind `ambiguous_name`."""
    for code in sorted(codes()):
        name = Locale(language).territories.get(code)
        if name:
            yield name, "name", code, True
            if "(" in name:
                yield name.split("(")[0], "name", code, True
    for table in ("country_names.csv", "country_places.csv"):
        for row in _read(table):
            if row["language"] not in (language, "*"):
                continue
            sure = row["certainty"] == "sure" and row["kind"] != "ambiguous_name"
            if row["kind"] == "demonym_stem":
                for ending in _GERMAN_ENDINGS:
                    yield row["name"] + ending, "demonym", row["code"], sure
            else:
                yield row["name"], row["kind"], row["code"], sure


@cache
def _read(table: str) -> list[dict[str, str]]:
    text = (files("core") / "data" / table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
