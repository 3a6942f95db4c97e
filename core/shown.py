"""How names and page texts are shown: on one line, whatever characters they hold."""

from __future__ import annotations

import re

_LINE_HYPHEN = re.compile("\u00ad\n?")
_OWN_HYPHEN = re.compile(r"(?<=[^\W_]-)[ \t\r]*\n[ \t]*(?=[^\W_])(?!(?:and|or|und|oder|et|ou)\b)")
"""A line end behind a compound's own hyphen; but "front-" before "and back-office" is a word left open."""
_BLANKS = re.compile(r"(?<![ \t\r\f\v])[ \t\r\f\v]*\n\s*|[ \t]{2,}")


def shown(name: str) -> str:
    """The name on one line, with escapes for control, format and unpaired characters: "two\\nlines.pdf"."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def running_text(text: str) -> str:
    """A piece of page text with words broken at line ends joined, those with their own hyphen at it, and line ends as blanks."""
    return _BLANKS.sub(" ", _LINE_HYPHEN.sub("", joinable(text)))


def joinable(text: str) -> str:
    """A text, of which pieces are to be shown as running text, with compounds joined across its line ends whatever the pieces
    are; every character stays at its place."""
    return _OWN_HYPHEN.sub(lambda end: "\u00ad" * len(end.group()), text)
