"""Countries: their names in English, French and German, and where a text names them.

Names come from Babel (CLDR); demonyms, other names, states and provinces, cities and institutions from `core/data`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
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
_FEWEST_CAPITALS = 5
"""Letters from which words in capitals may be a name set in capitals: CANADA and NEW ZEALAND, but not URI."""
_MOST_KNOWN = 50_000
"""Words that are kept in mind: some megabytes."""
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
        for name in _after(_names(language).get(key[0] if key else "", {}), key[1] if len(key) > 1 else ""):
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
                found.append(Mention(Span(spans[at][0], spans[end - 1][1]), name.code, name.sure, name.rivals))
                break
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
    """One name from two rows: in doubt where either is, or where they name two countries."""
    rivals = dict.fromkeys((*one.rivals, *([other.code] if other.code != one.code else [])))
    return replace(one, sure=one.sure and other.sure and not rivals, rivals=tuple(rivals))


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
    return {first: _by_second_word(found.values()) for first, found in table.items()}


def _by_second_word(names: Iterable[_Name]) -> dict[str, list[_Name]]:
    longest_first = sorted(names, key=lambda name: -len(name.words))
    seconds = {name.words[1] if len(name.words) > 1 else "" for name in longest_first}
    return {s: [name for name in longest_first if name.words[1:2] in ((s,), ())] for s in seconds}


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
