"""A quote's place on its page, as addresses write it: the characters from `start` to before `end`, "120-260"."""

from __future__ import annotations

import re

from core.errors import BadInput
from core.records import Span

_WRITTEN = re.compile(r"(\d{1,9})-(\d{1,9})")


def span_name(span: Span) -> str:
    """A span as addresses write it."""
    return f"{span.start}-{span.end}"


def read_span(text: str) -> Span | None:
    """The span that an address names; None for "". Raises BadInput for what is none."""
    if not text:
        return None
    read = _WRITTEN.fullmatch(text)
    span = Span(int(read[1]), int(read[2])) if read else Span(0, 0)
    if span.start >= span.end:
        raise BadInput(f"span={text[:40]!r} is no place on a page.", "Give its first and last character as 120-260.")
    return span
