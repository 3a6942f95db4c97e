"""Lists the files within a PDF, by pdfium: those of the document and those pinned to its pages. Names only."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

MOST = 200
"""Names that are listed of one document; a portfolio may have thousands."""
_LONGEST = 200
_MOST_ANNOTATIONS = 1_000
"""Of one page that are looked through."""


def attached_to(document: Any) -> tuple[str, ...]:
    """The names of the files embedded in a pdfium document."""
    count = min(MOST, pdfium.FPDFDoc_GetAttachmentCount(document))
    return tuple(_name(pdfium.FPDFDoc_GetAttachment(document, index)) for index in range(count))


def pinned_to(page: Any) -> tuple[str, ...]:
    """The names of the files that a page's annotations hold."""
    return tuple(_pinned(page))[:MOST]


def _pinned(page: Any) -> Iterator[str]:
    for index in range(min(_MOST_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                yield _name(pdfium.FPDFAnnot_GetFileAttachment(annotation))
            pdfium.FPDFPage_CloseAnnot(annotation)


def _name(attachment: Any) -> str:
    """The file's own name, fit to be shown: no path, no line ends, no direction marks."""
    size = pdfium.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    buffer = ctypes.create_string_buffer(max(2, size))
    if size:
        pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    name = buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
    shown = "".join(character if character.isprintable() else " " for character in name)
    return " ".join(re.split(r"[/\\]", shown)[-1].split())[:_LONGEST] or "(without a name)"
