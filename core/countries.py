"""Countries: their names in English, French and German, and where a text names them.

Names come from Babel (CLDR); demonyms, other names, states and provinces, cities and institutions from `core/data`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import NamedTuple
from unicodedata import normalize

from babel import Locale

from core.languages import STUDIED
from core.records import Span

# Two-letter territories of CLDR that are no ISO 3166-1 countries.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
_GERMAN_ENDINGS = ("", "e", "em", "en", "er", "es")
_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*|\u00ad\n?[^\\W_]+)*")
_PARTS = re.compile(f"({_WORD.pattern})")
_CERTAINTIES = ("sure", "usual", "language", "ambiguous")
_SHORTEST_ADJECTIVE = 4
_FEWEST_CAPITALS = 5
"""Letters from which words in capitals may be a name set in capitals: CANADA and NEW ZEALAND, but not URI."""
_MOST_KNOWN = 50_000
"""Words that are kept in mind: some megabytes."""
_LONGEST_GAP = 3
"""Characters that may stand between two words of one name: "Côte d'Ivoire", "U. S.", "New\\nZealand"."""


class Mention(NamedTuple):
    """Where a text names a country, whether the name can mean nothing else, and which other countries it could mean.

    `kinds` tells what it names of the country and of each of the rivals: its `name`, a `demonym`, `subdivision`, `city` or
    `institution`. `certainty` tells of a name that is not sure whether it is `usual`: seldom means something else; a
    `language`'s name, too; or `ambiguous`.
    """

    span: Span
    code: str
    sure: bool
    rivals: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    certainty: str = "sure"


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    """Case folded."""
    written: tuple[str, ...]
    code: str
    sure: bool
    proper: bool
    """A proper noun must be written as it is, or in capitals; an adjective (fr, de) in any case."""
    kinds: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    """Other countries that have the same name for something: Medicare, Victoria."""
    certainty: str = "sure"


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
        for name in _after(_names(language).get(key[0] if key else "", {}), key[1] if len(key) > 1 else ""):
            if name.words == key and name.code:
                return name.code
    return None


def another_country(one: str, other: str) -> bool:
    """Whether two words name two countries, in any of the studied languages: neither is the other one misspelled."""
    meant = country_code(one)
    return meant is not None and country_code(other) not in (None, meant)


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
    begun_by = _beginnings(language if language in STUDIED else "en")
    parts = _PARTS.split(text)
    words = parts[1::2]
    begins = [*map(begun_by.__getitem__, words)]
    spans: list[tuple[int, int]] = []
    found: list[Mention] = []
    end = 0
    for at in [at for at, names in enumerate(begins) if names]:
        following = _folded(words[at + 1]) if at + 1 < len(words) else ""
        for name in _after(begins[at], following) if at >= end else ():
            if not _reads(name, words[at : at + len(name.words)]):
                continue
            spans = spans or _spans(parts)
            if _close_together(spans[at : at + len(name.words)]):
                end = at + len(name.words)
                if name.code:
                    span = Span(spans[at][0], spans[end - 1][1])
                    found.append(Mention(span, name.code, name.sure, name.rivals, name.kinds, name.certainty))
                break
    return found


def _joined(word: str) -> str:
    """Without what a line end put into it; ß as ss, as it is written in Switzerland and in capitals."""
    if word.isascii():
        return word
    return normalize("NFC", word.replace("\u00ad", "").replace("\n", "")).replace("ß", "ss")


def _after(names: Mapping[str, Sequence[_Name]], following: str) -> Sequence[_Name]:
    """Of the names that begin with one word, those that may be meant where `following` is the next, case folded."""
    return names.get(following) or names.get("", ())


def _spans(parts: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word stands; `parts` are what is before, between and after words, and in turn the words."""
    ends = [*accumulate(map(len, parts))]
    return [*zip(ends[::2], ends[1::2], strict=False)]  # nothing begins after the last part


def _folded(word: str) -> str:
    return (word if word.isascii() else _joined(word)).casefold()


def _reads(name: _Name, words: Sequence[str]) -> bool:
    return tuple(map(_folded, words)) == name.words and _written_as(name, words)


def _close_together(spans: Sequence[tuple[int, int]]) -> bool:
    return all(after[0] - before[1] <= _LONGEST_GAP for before, after in pairwise(spans))


def _written_as(name: _Name, text: Sequence[str]) -> bool:
    letters = sum(map(len, text))
    return not name.proper or all(
        word == own or (word.isupper() and letters >= _FEWEST_CAPITALS)
        for word, own in zip(map(_joined, text), name.written, strict=True)
    )


def _begins_as(name: _Name, written: str) -> bool:
    """Whether a name may begin with a word that is written so; a quick no, to be asked again of all its words."""
    return not name.proper or written == name.written[0] or written.isupper()


def _merged(one: _Name, other: _Name) -> _Name:
    """One name from two rows: in doubt where either is, or where they name two countries; the usual one comes first."""
    if not (one.code and other.code):
        return other if one.code else one
    if _CERTAINTIES.index(other.certainty) < _CERTAINTIES.index(one.certainty):
        one, other = other, one
    both = zip((one.code, *one.rivals, other.code, *other.rivals), (*one.kinds, *other.kinds), strict=True)
    meant = dict(reversed([*both]))
    codes_meant = (one.code, *(code for code in reversed(meant) if code != one.code))
    kinds = tuple(map(meant.__getitem__, codes_meant))
    certainty = one.certainty
    if len(meant) == 1:
        certainty = other.certainty if other.certainty != "ambiguous" else one.certainty
    elif certainty == "sure":
        certainty = "ambiguous" if other.certainty == "sure" else "usual"
    free = one if one.proper <= other.proper else other
    return replace(
        one, sure=certainty == "sure", rivals=codes_meant[1:], kinds=kinds, certainty=certainty, proper=free.proper,
        written=free.written,
    )  # fmt: skip


class _Beginnings(dict[str, Mapping[str, Sequence[_Name]]]):
    """The names that a word may begin, by their second words; each word is looked up once, however often it comes."""

    def __init__(self, language: str) -> None:
        self._names = _names(language)

    def __missing__(self, word: str) -> Mapping[str, Sequence[_Name]]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        written = _joined(word)
        after = self._names.get(written.casefold(), {})
        names = self[word] = {
            second: kept
            for second, all_of_them in after.items()
            if (kept := [name for name in all_of_them if _begins_as(name, written)])
        }
        return names


@cache
def _beginnings(language: str) -> _Beginnings:
    return _Beginnings(language)


@cache
def _names(language: str) -> dict[str, dict[str, list[_Name]]]:
    """First word → second word ("" where there is none; all case folded) → the names they may begin, longest first."""
    begun: dict[str, dict[tuple[str, ...], _Name]] = {}
    for text, kind, code, certainty in _rows(language):
        written = [*map(_joined, _WORD.findall(text))]
        words = tuple(w.casefold() for w in written)
        if not words:
            continue
        proper = kind not in ("demonym", "prefix") or language == "en" or written[0][0].isupper()
        name = _Name(words, tuple(written), code, certainty == "sure", proper, (kind,), certainty=certainty)
        known = begun.setdefault(words[0], {}).get(words)
        begun[words[0]][words] = _merged(known, name) if known else name
    return {first: _by_second_word(found.values()) for first, found in begun.items()}


def _by_second_word(names: Iterable[_Name]) -> dict[str, list[_Name]]:
    longest_first = sorted(names, key=lambda name: -len(name.words))
    seconds = {name.words[1] if len(name.words) > 1 else "" for name in longest_first}
    return {s: [name for name in longest_first if name.words[1:2] in ((s,), ())] for s in seconds}


def _rows(language: str) -> Iterator[tuple[str, str, str, str]]:
    """(name, kind, code, certainty) of one language; doubtful Babel names are told by rows of kind `ambiguous_name`.

    The code of what only sounds like a country (Swiss cheese, Paris Agreement) is "".
    """
    for code in sorted(codes()):
        name = Locale(language).territories.get(code)
        doubt = _doubtful(language).get((code, name), "sure")
        if name:
            yield name, "name", code, doubt
            short = name.split("(")[0].strip()
            if short != name:
                others = Locale(language).territories.values()
                yield short, "name", code, "ambiguous" if short in others else doubt
    for names in ("country_names.csv", "country_places.csv"):
        for row in table(names):
            if row["language"] not in (language, "*") or row["kind"] == "ambiguous_name":
                continue
            endings = _GERMAN_ENDINGS if row["kind"] == "demonym_stem" else _endings(row) if language == "de" else ("",)
            kind = "demonym" if row["kind"] == "demonym_stem" else row["kind"]
            for ending in endings:
                yield row["name"] + ending, kind, row["code"], row["certainty"]
    for row in table("country_unmeant.csv"):
        if row["language"] in (language, "*"):
            yield row["name"], "unmeant", "", "sure"


def _endings(row: Mapping[str, str]) -> tuple[str, ...]:
    """Of a place's name in German: as it is, its genitive (Denvers), of a city also its adjective (Londoner)."""
    name = row["name"]
    if (
        row["kind"] not in ("city", "subdivision")
        or row["certainty"] not in ("sure", "usual")
        or " " in name
        or name[-1] in "sxzß"
    ):
        return ("",)
    adjective = row["kind"] == "city" and len(name) > _SHORTEST_ADJECTIVE and name[-1] not in "aeiuyáéíóú"
    return ("", "s", "er") if adjective and not name.endswith(("en", "er")) else ("", "s")


@cache
def _doubtful(language: str) -> dict[tuple[str, str], str]:
    """(code, Babel name) → how far it can be believed."""
    rows = [row for row in table("country_names.csv") if row["kind"] == "ambiguous_name"]
    return {(row["code"], row["name"]): row["certainty"] for row in rows if row["language"] == language}


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables in `core/data`."""
    text = (files("core") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
