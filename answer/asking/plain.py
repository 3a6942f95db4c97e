"""A text letter for letter in small letters without accents, so that places in it are those of the text."""

from __future__ import annotations

from functools import cache

from index.analysis import fold


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
