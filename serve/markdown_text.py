"""Pieces of page text in Markdown files: CommonMark, and nothing of a text is markup."""

from __future__ import annotations

from collections.abc import Sequence

from core.records import Span
from core.shown import joinable
from serve.render import plain, unmarked


def line(text: str) -> str:
    """The text on one line."""
    return unmarked(" ".join(plain(text).encode("utf-8", "replace").decode("utf-8").split()))


def marked(text: str, marks: Sequence[Span]) -> str:
    """The text on one line, its marks bold."""
    text = joinable(text)
    parts, at = [], 0
    for mark in marks:
        parts += [_kept(text[at : mark.start]), f"**{line(mark.of(text))}**"]
        at = mark.end
    return "".join([*parts, _kept(text[at:])]).strip()


def _kept(text: str) -> str:
    """As `line`, with the blanks at its ends."""
    inner = line(text)
    if not inner:
        return " " if text.strip("\u00ad") else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def target(address: str) -> str:
    """An address between angle brackets, which CommonMark ends at a blank or another bracket."""
    return f"<{address.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}>"
