"""Bounds an office document before any library unpacks it: no bombs, no XML that grows while it is read."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path

from core.errors import FileUnreadable

_MOST_PARTS = 20_000
_MOST_BYTES = 1024**3
_MOST_XML_BYTES = 256 * 1024**2
_BLOCK = 1024**2
_XML = (".xml", ".rels", ".vml")
_ENTITIES = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))
_ODF_PASSWORD = b"manifest:encryption-data"
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
)


def check_package(path: Path) -> None:
    """Raises FileUnreadable where the package is damaged, too large unpacked, needs a password, or defines entities."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package.infolist())
            for part in package.infolist():
                if part.filename.casefold().endswith(_XML):
                    _check_xml(package, part)
    except _DAMAGE as exc:
        raise FileUnreadable(
            "The file is damaged: it cannot be unpacked.", "Open it in its program and save it again."
        ) from exc


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    xml = sum(part.file_size for part in parts if part.filename.casefold().endswith(_XML))
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES or xml > _MOST_XML_BYTES:
        raise FileUnreadable(
            "The file unpacks to more than is allowed: it may be a trap.",
            "If it is sound, save it as PDF and put that into the corpus.",
        )


def _check_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    longest = max(map(len, _ENTITIES))
    with package.open(part) as stream:
        before = b""
        while block := stream.read(_BLOCK):
            seen = before + block
            if any(mark in seen for mark in _ENTITIES):
                raise FileUnreadable(
                    "The file defines XML entities, which office documents do not: it may be a trap.",
                    "Open it in its program and save it again.",
                )
            if _ODF_PASSWORD in seen:
                raise FileUnreadable("The file is protected by a password.", "Save a copy without the password.")
            before = block[-longest:]
