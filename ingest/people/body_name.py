"""An organisation's name in its parts: what its words mean whatever the language, its country, its acronym."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from core.countries import country_code, mentions
from core.languages import STUDIED
from ingest.metadata.event_lines import country_named
from ingest.people.person_name import fold

_LEGAL_FORMS = (
    "gmbh ggmbh mbh ag ev kg ohg inc incorporated ltd limited llc llp lp plc sa sarl sas sprl bv nv corp corporation co company"
    " pty spa srl oy ab as aps kft ug se eg gug"
)
_SMALL_WORDS = (
    "of for and the on in at to a an de la le les des du d l et pour sur en au aux der die das dem den des fur und von vom im zu"
    " zur zum mit s"
)
_LEGAL, _SMALL = frozenset(_LEGAL_FORMS.split()), frozenset(_SMALL_WORDS.split())
_SPELLED = (
    (re.compile(r"isation"), "ization"), (re.compile(r"co-?operation"), "cooperation"), (re.compile(r"programme$"), "program"),
    (re.compile(r"centre(s?)$"), r"center\1"), (re.compile(r"defence$"), "defense"), (re.compile(r"labour$"), "labor"),
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:\.(?=[^\W_]))?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HYPHENED = re.compile(r"[-‐‑–]")
_ACRONYM = re.compile(r"[^\W\d_](?:[^\W_]|\.(?=\w)|&){1,11}\.?")


class BodyName(NamedTuple):
    """An organisation's name: its words that say something, folded, in order (hyphened ones joined); what these mean, the same
    in English, French and German; the countries it names; its acronym, by itself or in brackets; and all its words, each in its
    parts, with whether an acronym may pass it over. `words` is () for an acronym alone."""

    words: tuple[str, ...]
    meaning: frozenset[str]
    countries: frozenset[str]
    acronym: str
    letters: tuple[tuple[str, bool], ...]


@lru_cache(maxsize=100_000)
def body_name(text: str) -> BodyName:
    """The parts of an organisation's name as it is written. A text without letters has none."""
    clean = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    bracketed = [part.strip() for part in _BRACKETS.findall(clean)]
    acronym = next((_letters(part) for part in bracketed if is_acronym(part)), "")
    countries = {code for part in bracketed if (code := country_code(part))}
    bare = _BRACKETS.sub(" ", clean).strip(" ,")
    head, comma, last = bare.rpartition(",")
    if comma and (code := country_code(last)):
        bare, countries = head, countries | {code}
    if is_acronym(bare):
        return BodyName((), frozenset(), frozenset(countries), _letters(bare), ())
    if begun := re.fullmatch(r"(\S+)\s+[-–—:]\s+(.+)", bare):
        acronym, bare = (_letters(begun[1]), begun[2]) if is_acronym(begun[1]) else (acronym, bare)
    said = [(fold_word(word), word) for word in _words(bare)]
    words = [folded for folded, _ in said if folded and folded not in _SMALL]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    named, spoken = _countries(bare)
    known = _meanings()
    meaning = [concept for word in _telling(bare) for concept in _meant(word) if word not in named or concept in known]
    letters = tuple(_letters_of(bare, named))
    return BodyName(tuple(words), frozenset(meaning), frozenset(countries | spoken), acronym, letters)


def _telling(text: str) -> Iterator[str]:
    """The words that say something, folded; a hyphened one in its parts, but where it has a meaning as a whole."""
    for word in re.split(r"[\s/,;:']+", text):
        whole = fold_word(_HYPHENED.sub("", word))
        parts = [whole] if whole in _concepts() else map(fold_word, _HYPHENED.split(word))
        yield from (part for part in parts if part and part not in _SMALL and part not in _LEGAL)


def _letters_of(text: str, countries: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The words that may give letters to an acronym, and whether it may pass them over."""
    for word in re.split(r"[\s/,;:']+", text):
        for place, part in enumerate(filter(None, map(fold_word, _HYPHENED.split(word)))):
            if part not in _LEGAL:
                yield part, place > 0 or part in _SMALL or part in countries


def is_acronym(text: str) -> bool:
    """Whether a text is one word that is mostly capitals: "OECD", "O.E.C.D.", "StatCan"."""
    if not _ACRONYM.fullmatch(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) > 1 and capitals * 2 >= len(letters) and (capitals > 1) and letters[0].isupper()


def _letters(acronym: str) -> str:
    return "".join(fold(letter) for letter in acronym if letter.isalnum())


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """A word of an organisation's name without case, accents, and the differences of British and American English."""
    plain = "".join(fold(letter) if letter.isalpha() else letter for letter in word.casefold() if letter.isalnum())
    for spelled, usual in _SPELLED:
        plain = spelled.sub(usual, plain)
    return plain


def _words(text: str) -> Iterator[str]:
    """Words; hyphened ones joined, and letters with dots between ("e.V.")."""
    for word in re.split(r"[\s/,;:']+", text):
        yield _HYPHENED.sub("", word)


@lru_cache(maxsize=20_000)
def _countries(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The folded words by which a name tells countries, and the countries' codes."""
    words: set[str] = set()
    codes: set[str] = set()
    for language in STUDIED:
        for mention in mentions(text, language):
            if mention.sure:
                codes.add(mention.code)
                said = text[mention.span[0] : mention.span[1]]
                words.update(fold_word(word) for word in _words(said) if country_named(said))
    return frozenset(words), frozenset(codes)


@cache
def _concepts() -> dict[str, str]:
    """Folded word → what it means, by the first English word of its row."""
    found: dict[str, str] = {}
    text = (files("ingest.people") / "data" / "organisation_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        concept = row["en"].split("|")[0].strip()
        for cell in row.values():
            for word in cell.split("|"):
                found.setdefault(fold_word(word.strip()), concept)
    return found


@cache
def _meanings() -> frozenset[str]:
    return frozenset(_concepts().values())


@lru_cache(maxsize=50_000)
def _meant(word: str) -> tuple[str, ...]:
    """What a word means; a German compound what its parts do; a word of no known meaning, itself."""
    known = _concepts()
    if word in known:
        return (known[word],)
    for at in range(len(word) - 2, 3, -1):
        first, second = word[:at], word[at:]
        whole = next((known[form] for form in (first, first.removesuffix("s"), f"{first}s") if form in known), "")
        if whole and len(second) > 2:
            rest = _meant(second)
            if _meanings().issuperset(rest):
                return (whole, *rest)
    return (word,)


@cache
def known_bodies() -> dict[str, frozenset[str]]:
    """Name or acronym, as `spelled` makes it → the organisations of known_bodies.csv, by their English names."""
    found: dict[str, frozenset[str]] = {}
    text = (files("ingest.people") / "data" / "known_bodies.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for cell in row.values():
            for name in filter(None, map(str.strip, cell.split("|"))):
                key = spelled(body_name(name))
                found[key] = found.get(key, frozenset()) | {row["en"].split("|")[0].strip()}
    return found


def is_general(name: BodyName) -> bool:
    """Whether all words are such as organisations of any country have: "Ministry of Finance"."""
    return bool(name.meaning) and name.meaning <= _meanings()


def spelled(name: BodyName) -> str:
    """A name's own words, else its acronym: what makes two spellings the same letters."""
    return " ".join(name.words) or name.acronym
