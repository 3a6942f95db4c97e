"""When two spellings are the same letters: apart from case, blanks, kinds of signs, and honorifics before a full name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.people.person_name import without_honorifics

_DASHES, _QUOTES = re.compile(r"[‐‑–—−]"), re.compile(r"[’ʼ`´]")
_DOT = re.compile(r"\.(?=\s|$|-)")
_FULL = re.compile(r"[^\W\d_]{2,}(?!\.)")


@lru_cache(maxsize=200_000)
def letters(text: str) -> str:
    """A spelling without case, kinds of blanks, dashes and apostrophes, and dots behind words."""
    signs = _QUOTES.sub("'", _DASHES.sub("-", unicodedata.normalize("NFC", text)))
    return " ".join(_DOT.sub("", signs).casefold().split())


@lru_cache(maxsize=200_000)
def person_key(text: str) -> str:
    """The same for a person, without honorifics before a name of two full words: "Dr. Ann LEE" and "Ann Lee" are one spelling,
    "Ms Lee", "Ms A. Lee" and "M. Jean Lee" stay apart from "Lee", "A. Lee" and "Jean Lee"."""
    bare, _ = without_honorifics(text)
    return letters(bare if _is_full(bare) else text)


def bare_name(text: str) -> str:
    """A full name without honorifics and doubled blanks; any other spelling as it is, but for blanks."""
    bare, _ = without_honorifics(text)
    return bare if _is_full(bare) else " ".join(text.split())


def _is_full(bare: str) -> bool:
    return len(_FULL.findall(bare)) > 1


@lru_cache(maxsize=200_000)
def body_key(text: str) -> str:
    """The same for an organisation, without the article before it and the dots of an acronym."""
    return re.sub(r"^the (?=\S)", "", letters(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text)))
