"""A question letter for letter in small letters without accents, so that places in it are those of the text; its language."""

from __future__ import annotations

from functools import cache

from core.languages import STUDIED
from index.analysis import fold, stop_words, tokens


def plainly(text: str) -> str:
    """The text so, as long as it was: but for ß and the ù of "où", which stay; every apostrophe is ', every blank a space."""
    return "".join(map(_letter, text))


@cache
def _letter(letter: str) -> str:
    if letter in "ùÙ":
        return "ù"
    if letter in "’‘ʼ`´":
        return "'"
    if letter.isspace():
        return " "
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def likely_languages(plain: str) -> list[str]:
    """The studied languages, whether the corpus has them or not, the one first that most of a plain text's words are of."""
    counts = _common_in(plain)
    return sorted(STUDIED, key=lambda code: -counts[code])


def likeliest_languages(plain: str) -> list[str]:
    """Those of them that as many of its words are of as of any."""
    counts = _common_in(plain)
    return [code for code in STUDIED if counts[code] == max(counts.values())]


def _common_in(plain: str) -> dict[str, int]:
    words = [word for word, _, _ in tokens(plain)]
    return {code: sum(word in common_words(code) for word in words) for code in STUDIED}


@cache
def common_words(language: str) -> frozenset[str]:
    """The stop words of a language, folded."""
    return frozenset(map(fold, stop_words(language)))
