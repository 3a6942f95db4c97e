"""A person's name in its parts: what is written before it, given names, family name; and how its letters compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MALE = "mr sir lord mister monsieur herr hr señor sr signor"
_FEMALE = "mrs ms miss mme mlle madame mademoiselle frau dame lady fr señora sra signora"
_EITHER = (
    "dr prof professor professeur professeure doctor docteur docteure hon honourable honorable rt right the mx"
    " me maître ing dipl-ing mag phd med jur rer nat pol phil hc senator sénateur sénatrice minister ministre"
    " ambassador ambassadeur ambassadrice excellency judge justice rev sen rep gov pd chair chairman chairwoman"
    " chairperson president président présidente vorsitzende vorsitzender"
)
_HONOUR = {
    **dict.fromkeys(_EITHER.split(), ""), **dict.fromkeys(_MALE.split(), "m"), **dict.fromkeys(_FEMALE.split(), "f"),
}  # fmt: skip
_NAMES_TOO = "fr me sr the right justice minister pd med nat pol phil rep gov"
_NO_HONOUR_BY_ITSELF = frozenset(_NAMES_TOO.split())
"""Honorifics that may be a name, or part of one: known as honorifics only behind or before another one."""
_SMALL_WORDS = (
    "af al ap da das de degli dei del della den der di do dos du el la las le los san st ten ter van von vom y zu zum zur d l"
    " v"
)
_PARTICLES = frozenset(_SMALL_WORDS.split())
_GENERATIONS = {
    "jr": "jr",
    "junior": "jr",
    "jun": "jr",
    "sr": "sr",
    "senior": "sr",
    "sen": "sr",
    "ii": "ii",
    "iii": "iii",
}
_ADDED = re.compile(
    r",?\s+(?:ph\.?\s?d\.?|m\.?p\.?p?\.?|mpa|mba|m\.?a\.?|m\.?sc\.?|b\.?sc\.?|ll\.?[mbd]\.?|esq\.?|c\.?b\.?e\.?|o\.?b\.?e\.?"
    r"|o\.?c\.?|c\.?m\.?|q\.?c\.?|k\.?c\.?|m\.?d\.?)(?=,|$)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?$")
_TWO_LETTERS = {"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
_ONE_LETTER = {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_DIGRAPH = re.compile(r"(?<![aeiouq])(?:(?<=[^aeiou])|^)([aou])e")
_DASHES = re.compile(r"[‐‑–—−]")


class PersonName(NamedTuple):
    """A name's words in small letters, parts of hyphened ones apart: those of the given names (initials are one letter), those
    of the family name without its particles, the particles, "jr" or the like, and "m" or "f" where an honorific says so.
    `given` is () for a surname alone."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    particles: tuple[str, ...] = ()
    generation: str = ""
    gender: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """All words in order, particles too."""
        return (*self.given, *self.particles, *self.family)


@lru_cache(maxsize=100_000)
def person_name(text: str) -> PersonName:
    """The parts of a name as it is written: "Surname, First", "SURNAME First" and honorifics are understood.

    Where nothing tells the family name, it is the last word with its particles. A text without letters has no parts.
    """
    clean, gender = without_honorifics(" ".join(_DASHES.sub("-", unicodedata.normalize("NFC", text)).split()))
    if not gender and re.match(r"M\.?\s(?!.*\b\w\.)", clean) and len(clean.split()) > 1:
        clean = clean.partition(" ")[2]
        gender = "" if " " in clean else "m"
    clean = _ADDED.sub("", re.sub(r"\s*\([^()]*\)", "", clean))
    given, family, generation = _split(clean)
    at = 0
    while at < len(family) - 1 and _bare(family[at]) in _PARTICLES:
        at += 1
    words = [part for word in family[at:] for part in _parts(word)]
    return PersonName(_given(given), tuple(words), tuple(map(fold, family[:at])), generation, gender)


def without_honorifics(text: str) -> tuple[str, str]:
    """The name without what is written before it, and "m" or "f" where that says so.

    "M." stays: it may be an initial. So does a name that would have no word left.
    """
    words, gender, certain, at = text.split(), "", False, 0
    while at < len(words) - 1:
        bare = _bare(words[at])
        if bare not in _HONOUR and not all(part in _HONOUR for part in bare.split("-")):
            break
        abbreviated = len(words) == 2 and words[0].endswith(".")
        if bare in _NO_HONOUR_BY_ITSELF and not (certain or abbreviated or _bare(words[at + 1]) in _HONOUR):
            break
        gender, certain, at = gender or _HONOUR.get(bare, ""), True, at + 1
    return " ".join(words[at:]), gender


def _split(clean: str) -> tuple[list[str], list[str], str]:
    """(given, family, generation), each word as it is written."""
    first, comma, last = (part.strip() for part in clean.partition(","))
    generation = ""
    if comma and _bare(last) in _GENERATIONS:
        clean, comma, generation = first, "", _GENERATIONS[_bare(last)]
    if comma and first and last:
        given = last.split()
        at = len(given)
        while at > 1 and _bare(given[at - 1]) in _PARTICLES:
            at -= 1
        return given[:at], [*given[at:], *first.split()], generation
    words = [word for word in clean.replace(",", " ").split() if any(map(str.isalpha, word))]
    if len(words) > 2 and _bare(words[-1]) in _GENERATIONS:
        generation = _GENERATIONS[_bare(words.pop())]
    loud = [word.isupper() and len(word) > 2 and "." not in word for word in words]
    if any(loud) and not all(loud):
        first_loud, last_loud = loud.index(True), len(loud) - 1 - loud[::-1].index(True)
        while first_loud > 0 and _bare(words[first_loud - 1]) in _PARTICLES:
            first_loud -= 1
        given = [*words[:first_loud], *words[last_loud + 1 :]]
        return given, words[first_loud : last_loud + 1], generation
    at = max(len(words) - 1, 0)
    fewest = 0 if words and words[0].islower() else 1
    while at > fewest and _bare(words[at - 1]) in _PARTICLES:
        at -= 1
    return words[:at], words[at:], generation


def _given(words: list[str]) -> tuple[str, ...]:
    """Given names, folded; initials that stand together ("J.-P.", "JP") each for itself."""
    found: list[str] = []
    for word in words:
        if _INITIALS.match(word) or (word.isupper() and 1 < len(word) < 4 and not re.search("[AEIOUY]", word)):
            found += [letter.casefold() for letter in word if letter.isalpha()]
        else:
            found += _parts(word)
    return tuple(found)


def _parts(word: str) -> list[str]:
    parts = (unicodedata.normalize("NFC", part.casefold()) for part in word.split("-"))
    return [letters for part in parts if (letters := "".join(filter(str.isalpha, part)))]


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",'’")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The letters of a word without case, accents and apostrophes: "o'brien" and "obrien" are "obrien"."""
    return _without_accents("".join(_ONE_LETTER.get(letter, letter) for letter in word.casefold()))


@lru_cache(maxsize=100_000)
def written_out(word: str) -> str:
    """The same with what stands for a letter that a keyboard lacks: "müller" is "mueller"."""
    plain = unicodedata.normalize("NFC", word.casefold())
    return _without_accents("".join(_TWO_LETTERS.get(letter, letter) for letter in plain))


@lru_cache(maxsize=100_000)
def skeleton(folded: str) -> str:
    """What all spellings of a folded word with an umlaut share: "mueller" and "muller" are "muller"; "bauer" stays."""
    return _DIGRAPH.sub(r"\1", folded.replace("ph", "f").replace("aa", "a"))


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))
