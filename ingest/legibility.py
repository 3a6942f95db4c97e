"""Tells a junk text layer from words: unmapped glyphs, mojibake, glued or spaced-out words, text that is no language.

Judged by what a page would look like in any language written in Latin letters; other scripts are judged by their glyphs alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

MOST_UNMAPPED = 0.12
"""Share of a page's characters that may have no meaning (U+FFFD, private use: bullets are some of these)."""
MOST_MOJIBAKE = 0.01
"""Share of a page's characters that may look like UTF-8 read as Latin-1."""
MOST_GLUED = 0.4
"""Share of a page's letters that may stand in words of 30 letters and more."""
MOST_SPACED = 0.5
"""Share of a page's letters that may stand each for itself, eight and more in a row."""
LEAST_USUAL = 0.45
"""Share of a page's pairs of neighbouring letters that must be usual ones: real pages have 0.74 and more, ciphered 0.33 at
most."""
MOST_SYMBOLS = 0.7
"""Share of a page's characters that may be neither letter nor figure, runs of the same one counted once."""
LEAST_CONFIDENCE = 0.4
"""Mean word confidence from which recognised words may take the place of others."""
MUCH_MORE = 1.5
"""Times as many words that recognition must find on a page whose own words are sound."""

_FEWEST = 60
"""Characters, words, or pairs below which a page is not judged: a cover, a figure."""
_FEWEST_PAIRS = 90
_LONG = 30
_LOOKED_AT = 2000
"""Characters of a page that are judged letter by letter."""
_MOJIBAKE_STARTS = frozenset("ÃÂâï")
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€|Ã[ƒ‚…†‡ˆ‰Š‹Œ]|ï¿½")
_SPACED = re.compile(r"(?:\b[^\W\d_] ){8,}")
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = ("abcdfgilmnprstuv baeilru cacehilortu daceiou eabcdefghilmnprstuvx faefioru gaeioru haeiort iabcdefglmnoqrstv kaeo "
          "laeilostu maeimopu nacdefginostu ocdfgilmnprstuv paeiloprtu qu racdegimnorstu sacehiopstu taehiorstuy "
          "uabceilmnprstx vaeio waei zeu")  # fmt: skip
_USUAL = frozenset(group[0] + second for group in _PAIRS.split() for second in group[1:])
"""The 200 commonest pairs of letters of English, French and German, accents folded: nine of ten pairs of real text."""


def is_garbled(text: str) -> bool:
    """Whether a page's text is junk, so that nobody would find its words."""
    counted = Counter("".join(text.split()))
    inked = counted.total()
    if inked < _FEWEST:
        return False
    unmapped = sum(number for character, number in counted.items() if _is_unmapped(character))
    mojibake = sum(map(len, _MOJIBAKE.findall(text))) if not _MOJIBAKE_STARTS.isdisjoint(counted) else 0
    if unmapped > MOST_UNMAPPED * inked or mojibake > MOST_MOJIBAKE * inked:
        return True
    return _is_no_language(text[:_LOOKED_AT]) or _is_symbols(text[:_LOOKED_AT])


def reads_better(recognised: str, own: str, confidence: float) -> bool:
    """Whether the words recognised on a page should take the place of its own text."""
    if not any(character.isalnum() for character in own):
        return True
    if confidence < LEAST_CONFIDENCE or is_garbled(recognised):
        return False
    if is_garbled(own):
        return _count(recognised) > 0
    return _count(recognised) >= MUCH_MORE * _count(own) + 8


def _count(text: str) -> int:
    """Words of two letters and more."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


def _is_unmapped(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn")


def _is_no_language(text: str) -> bool:
    """Of Latin words: glued, spaced out, or of letters that never stand together."""
    words = [word for word in _WORD.findall(text.replace("\u00ad\n", "")) if word[0] < "\u0250"]
    letters = sum(map(len, words))
    if letters < _FEWEST:
        return False
    glued = sum(len(word) for word in words if len(word) >= _LONG)
    if glued > MOST_GLUED * letters:
        return True
    spaced = sum(len(run) // 2 for run in _SPACED.findall(text))
    if spaced > MOST_SPACED * letters:
        return True
    pairs = [pair for word in _folded(" ".join(words)).split() for pair in map("".join, pairwise(word))]
    return len(pairs) >= _FEWEST_PAIRS and sum(pair in _USUAL for pair in pairs) < LEAST_USUAL * len(pairs)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()


def _is_symbols(text: str) -> bool:
    """Mostly signs: runs of one sign (leaders, rules, boxes to tick) count once."""
    if sum(map(str.isalnum, text)) > (1 - MOST_SYMBOLS) * len(text):
        return False
    inked = "".join(text.split())
    once = ["", *(after for before, after in pairwise(inked) if after != before or after.isalnum())]
    signs = [c for c in once if c and not c.isalnum() and unicodedata.category(c)[0] in "PS" and c < "\u2000"]
    return len(once) >= 2 * _FEWEST and len(signs) > MOST_SYMBOLS * len(once)
