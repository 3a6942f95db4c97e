"""Tells what a file is by its first bytes and, in a package, its parts; the ending decides only among texts."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from core.errors import FileUnreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024
"""PDF readers look for "%PDF-" within this many bytes."""


class FileKind(StrEnum):
    """A format, by its name for people."""

    PDF = "PDF"
    DOCX = "Word document (.docx)"
    PPTX = "PowerPoint presentation (.pptx)"
    ODT = "OpenDocument text (.odt)"
    ODP = "OpenDocument presentation (.odp)"
    DOC = "older Word document (.doc)"
    PPT = "older PowerPoint presentation (.ppt)"
    RTF = "rich text document (.rtf)"
    HTML = "web page (.html)"
    MARKDOWN = "Markdown text (.md)"
    TEXT = "text"
    ZIP = "ZIP archive (.zip)"


BY_ENDING = {
    ".pdf": FileKind.PDF, ".docx": FileKind.DOCX, ".pptx": FileKind.PPTX, ".odt": FileKind.ODT, ".odp": FileKind.ODP,
    ".doc": FileKind.DOC, ".ppt": FileKind.PPT, ".rtf": FileKind.RTF, ".html": FileKind.HTML, ".htm": FileKind.HTML,
    ".md": FileKind.MARKDOWN, ".txt": FileKind.TEXT, ".zip": FileKind.ZIP,
}  # fmt: skip
ENDINGS = {kind: ending for ending, kind in reversed(BY_ENDING.items())}
OFFICE = (FileKind.DOCX, FileKind.PPTX, FileKind.ODT, FileKind.ODP)
OLDER = (FileKind.DOC, FileKind.PPT, FileKind.RTF)
TEXTS = (FileKind.HTML, FileKind.MARKDOWN, FileKind.TEXT)

MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODP: "application/vnd.oasis.opendocument.presentation",
    FileKind.DOC: "application/msword",
    FileKind.PPT: "application/vnd.ms-powerpoint",
    FileKind.RTF: "application/rtf",
    FileKind.ZIP: "application/zip",
}
"""Media types of what is not text."""

_PARTS = {"word/document.xml": FileKind.DOCX, "ppt/presentation.xml": FileKind.PPTX}
_DECLARED = {MEDIA_TYPES[kind]: kind for kind in (FileKind.ODT, FileKind.ODP)}


def file_kind(path: Path) -> FileKind:
    """What the file is. Raises FileUnreadable where it cannot be opened, or is of no kind that is read."""
    named = BY_ENDING.get(path.suffix.casefold(), FileKind.TEXT)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as exc:
        raise FileUnreadable(f"The file cannot be opened ({exc.strerror}).", "Check that it can be read.") from exc
    if not head and named not in TEXTS:
        raise FileUnreadable("The file is empty.", "Ask for a fresh copy of the file.")
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and named not in TEXTS):
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _package_kind(path, named)
    if head.startswith(_OLE):
        return _older_kind(path, named)
    if head.startswith(b"{\\rtf"):
        return FileKind.RTF
    if named in (*OFFICE, *OLDER, FileKind.ZIP):
        raise FileUnreadable(
            f"The file is damaged or is no {named}.",
            "Open it in its program and save it again, or ask for a fresh copy.",
        )
    return named


def media_type(path: Path) -> str:
    """The media type to hand a file out with; texts of all kinds as plain text, what cannot be told as mere bytes."""
    try:
        return MEDIA_TYPES.get(file_kind(path), "text/plain; charset=utf-8")
    except FileUnreadable:
        return "application/pdf" if path.suffix.casefold() == ".pdf" else "application/octet-stream"


def _package_kind(path: Path, named: FileKind) -> FileKind:
    """An office document or an archive."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = next((kind for part, kind in _PARTS.items() if part in names), None)
            if kind is None and "mimetype" in names:
                with package.open("mimetype") as stream:
                    kind = _DECLARED.get(stream.read(100).decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, EOFError) as exc:
        raise FileUnreadable(
            f"The file is damaged: it begins as a {named} but cannot be unpacked.", "Ask for a fresh copy of the file."
        ) from exc
    if kind is None and named != FileKind.ZIP:
        raise FileUnreadable(
            "The file is a ZIP archive or an office document of another kind.",
            "Save it as .docx, .pptx, .odt, .odp or PDF; give an archive the ending .zip.",
        )
    return kind or FileKind.ZIP


def _older_kind(path: Path, named: FileKind) -> FileKind:
    """Word's and PowerPoint's older container; also what holds a newer document that needs a password."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileUnreadable("The file is protected by a password.", "Save a copy without the password.")
    if "PowerPoint Document".encode("utf-16-le") in content:
        return FileKind.PPT
    if "WordDocument".encode("utf-16-le") in content:
        return FileKind.DOC
    raise FileUnreadable(f"The file is no {named} that can be read.", "Save it as .docx, .pptx or PDF.")
