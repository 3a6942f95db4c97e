"""A page's text, made of what pdfium gives, and the way back from its characters to pdfium's."""

from __future__ import annotations

import re

LINE_HYPHEN = "\u00ad\n"
"""How page text writes a word broken at a line end; pdfium marks the place with U+FFFE."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def page_text(units: str) -> str:
    """The page's text: line ends as \\n, broken words as LINE_HYPHEN, control characters as blanks."""
    text = units.replace("\r\n", "\n").replace("\ufffe", LINE_HYPHEN)
    text = _CONTROL.sub(" ", text.replace("\r", "\n"))
    if not _SURROGATE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def unit_offsets(units: str) -> list[int]:
    """For each character of `page_text(units)`, the UTF-16 unit that it came from."""
    offsets: list[int] = []
    at = 0
    while at < len(units):
        size = 1
        if units[at : at + 2] == "\r\n" or _is_pair(units[at : at + 2]):
            size = 2
        offsets.extend([at] * (2 if units[at] == "\ufffe" else 1))
        at += size
    return offsets


def _is_pair(two: str) -> bool:
    return len(two) == 2 and "\ud800" <= two[0] <= "\udbff" and "\udc00" <= two[1] <= "\udfff"


def same_text(one: str, other: str) -> bool:
    """Whether two readings of a page agree; the kind of hyphen at a line end is a judgement and may differ."""
    return one.replace(LINE_HYPHEN, "-\n") == other.replace(LINE_HYPHEN, "-\n")
