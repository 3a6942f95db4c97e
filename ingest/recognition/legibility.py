"""Tells a junk text layer from words: unmapped glyphs, mojibake, glued or spaced-out words, text that is no language.

Judged by what a page would look like in any language written in Latin letters; other scripts are judged by their glyphs alone.
Every page of every document comes by: first cheap counts tell whether anything is suspicious, and only then it is judged.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from operator import add

MOST_UNMAPPED = 0.12
"""Share of a page's characters that may have no meaning (U+FFFD, private use: bullets are some of these)."""
MOST_CODES = 0.3
"""Share of what pdfium gives of a page that may be control codes, which become blanks in the page's text."""
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
_FEW_PAIRS = 60
"""Of those glanced at: a page of signs and figures."""
_FEWEST_CODES = 20
_NO_CODES = bytes(
    code for code in range(256) if not (code < 32 or code == 127) or code in b"\t\n\v\f\r\x1c\x1d\x1e\x1f"
)
"""All bytes but the control codes that are no blanks to Python."""
_LONG = 30
_LOOKED_AT = 2000
"""Characters of a page that are judged letter by letter."""
_GLANCED_AT = 270
"""Characters of a page whose pairs of letters are counted to see whether it needs to be judged."""
_SUSPICIOUS = 0.65
"""Share of usual pairs among these few below which it does: 45 of 1,313 real pages, and all ciphered ones."""
_MOJIBAKE_STARTS = frozenset("ÃÂâï")
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€|Ã[ƒ‚…†‡ˆ‰Š‹Œ]|ï¿½")
_SPACED = re.compile(r"(?:\b[^\W\d_] ){8,}")
_GLUED = re.compile(r"[^\W\d_]{30,}")
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = ("abcdfgilmnprstuv baeilru cacehilortu daceiou eabcdefghilmnprstuvx faefioru gaeioru haeiort iabcdefglmnoqrstv kaeo "
          "laeilostu maeimopu nacdefginostu ocdfgilmnprstuv paeiloprtu qu racdegimnorstu sacehiopstu taehiorstuy "
          "uabceilmnprstx vaeio waei zeu")  # fmt: skip
_USUAL = frozenset(group[0] + second for group in _PAIRS.split() for second in group[1:])
"""The 200 commonest pairs of letters of English, French and German, accents folded: nine of ten pairs of real text."""


def is_unprintable(units: str) -> bool:
    """Whether much of what a page writes are control codes, as from a font that does not say which letters it has."""
    codes = len(units.encode("latin-1", "replace").translate(None, _NO_CODES))
    return codes >= _FEWEST_CODES and codes > MOST_CODES * len("".join(units.split()))


def is_garbled(text: str) -> bool:
    """Whether a page's text is junk, so that nobody would find its words."""
    tokens = text.split()
    lengths = list(map(len, tokens))
    inked = sum(lengths)
    if inked < _FEWEST:
        return False
    if not text.isascii() and _is_unmapped(text, inked):
        return True
    if not (_looks_glued(tokens, lengths, inked) or _looks_spaced(lengths, inked) or _looks_ciphered(text)):
        return False
    return any(_is_no_language(part) or _is_symbols(part) for part in (text[:_LOOKED_AT], _middle(text)) if part)


def _is_unmapped(text: str, inked: int) -> bool:
    """Whether many characters have no meaning, or another one than was meant."""
    used = set(text)
    unmapped = sum(map(text.count, filter(_has_no_meaning, used)))
    if unmapped > MOST_UNMAPPED * inked:
        return True
    return not _MOJIBAKE_STARTS.isdisjoint(used) and sum(map(len, _MOJIBAKE.findall(text))) > MOST_MOJIBAKE * inked


def _looks_glued(tokens: list[str], lengths: list[int], inked: int) -> bool:
    if sum(filter(_LONG.__le__, lengths)) <= MOST_GLUED * inked / 2:
        return False
    long = " ".join(token for token in tokens if len(token) >= _LONG)[:_LOOKED_AT]
    return sum(map(len, _GLUED.findall(long))) > MOST_GLUED * min(inked, _LOOKED_AT) / 2


def _looks_spaced(lengths: list[int], inked: int) -> bool:
    return lengths.count(1) > MOST_SPACED * inked / 2


def _looks_ciphered(text: str) -> bool:
    """Of a few characters from its beginning, middle and end: too few letters, or too few usual pairs."""
    step = _GLANCED_AT // 3
    middle = len(text) // 2
    glance = text if len(text) <= _GLANCED_AT else f"{text[:step]} {text[middle : middle + step]} {text[-step:]}"
    letters = _folded(glance)
    pairs = list(filter(str.isalpha, map(add, letters, letters[1:])))
    usual = sum(map(_USUAL.__contains__, pairs))
    return usual < _SUSPICIOUS * len(pairs) or len(pairs) < _FEW_PAIRS


def _middle(text: str) -> str:
    """The middle of a page that is longer than what is looked at: a sound heading may stand over junk."""
    start = (len(text) - _LOOKED_AT) // 2
    return text[start : start + _LOOKED_AT] if start > 0 else ""


def reads_better(recognised: str, own: str, confidence: float) -> bool:
    """Whether the words recognised on a page should take the place of its own text."""
    if not any(map(str.isalnum, own)):
        return any(map(str.isalnum, recognised))
    if confidence < LEAST_CONFIDENCE or is_garbled(recognised):
        return False
    if is_garbled(own):
        return _count(recognised) > 0
    return _count(recognised) >= MUCH_MORE * _count(own) + 8


def _count(text: str) -> int:
    """Words of two letters and more."""
    return sum(len(word) > 1 for word in _WORD.findall(text))


@cache
def _has_no_meaning(character: str) -> bool:
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
