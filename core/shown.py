"""How names are shown: a name may hold characters that break a line, or turn around what follows it."""

from __future__ import annotations


def shown(name: str) -> str:
    """The name on one line, with escapes for control, format and unpaired characters: "two\\nlines.pdf"."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)
