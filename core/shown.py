"""How names and page texts are shown: on one line, whatever characters they hold."""

from __future__ import annotations

import re

_LINE_HYPHEN = re.compile("\u00ad\n?")
_BLANKS = re.compile(r"(?<![ \t\r\f\v])[ \t\r\f\v]*\n\s*|[ \t]{2,}")


def shown(name: str) -> str:
    """The name on one line, with escapes for control, format and unpaired characters: "two\\nlines.pdf"."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def running_text(text: str) -> str:
    """A piece of page text with words broken at line ends joined, and line ends as blanks."""
    return _BLANKS.sub(" ", _LINE_HYPHEN.sub("", text))
