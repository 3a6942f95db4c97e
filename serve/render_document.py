"""A whole HTML document, to be kept as a file: nothing in it is loaded from anywhere."""

from __future__ import annotations

import re
from html import escape

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def whole_document(title: str, style: str, body: str) -> str:
    """The document; `body` is HTML, the title is not. Without control characters and halves of characters, which no file
    can hold."""
    text = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>\n"
    )
    return _CONTROLS.sub(" ", text).encode("utf-8", "replace").decode("utf-8")
