"""Unpacks an archive into the data folder, member by member, within bounds. Runs inside a worker: a bomb fails alone."""

from __future__ import annotations

import contextlib
import json
import lzma
import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from core.errors import FileUnreadable
from ingest.messages import ARCHIVES, SUFFIXES

MANIFEST = "manifest.json"

_MOST_MEMBERS = 5_000
_MOST_BYTES = 2 * 1024**3
_STEEPEST = 200
"""How many times a large member may grow; texts and slides stay far below."""
_LARGE = 64 * 1024**2
_BLOCK = 1024**2
_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Flags of a member."""
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
)
_PUT_IT = "Unpack it and put the file itself into the corpus."


class Member(NamedTuple):
    """A file of an archive: its path within it (NFC, forward slashes), the name it is stored under, its size in bytes."""

    name: str
    stored: str
    size: int


class Refusal(NamedTuple):
    """A member that is left, "" for the archive itself: why, and what to do."""

    name: str
    problem: str
    remedy: str


class Contents(NamedTuple):
    """What an archive holds of the kinds that are read, and what of it was left."""

    members: tuple[Member, ...]
    refusals: tuple[Refusal, ...]


def unpack(archive: Path, target: Path) -> None:
    """Writes the members of an archive into the folder `target`, with a manifest, in one step. Raises FileUnreadable.

    What lies in a folder of that name is replaced.
    """
    partial = target.with_name(f".{target.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        with zipfile.ZipFile(archive) as opened:
            contents = _contents(opened, partial)
        (partial / MANIFEST).write_text(json.dumps(contents), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    except _DAMAGE as exc:
        shutil.rmtree(partial, ignore_errors=True)
        raise FileUnreadable(
            f"The archive cannot be unpacked: it is damaged or incomplete ({exc}).", "Ask for a fresh copy of the file."
        ) from exc


def read_manifest(folder: Path) -> Contents | None:
    """What was unpacked into a folder; None where nothing was."""
    try:
        members, refusals = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Contents(tuple(Member(*each) for each in members), tuple(Refusal(*each) for each in refusals))
    except (OSError, ValueError, TypeError):
        return None


def _contents(archive: zipfile.ZipFile, folder: Path) -> Contents:
    parts = archive.infolist()
    if len(parts) > _MOST_MEMBERS:
        raise _too_much(f"it has {len(parts):,} members, {_MOST_MEMBERS:,} are allowed")
    wanted: dict[str, zipfile.ZipInfo] = {}
    refusals: list[Refusal] = []
    for part in parts:
        name = _name(part)
        if part.is_dir() or _unread(name):
            continue
        if why := _why_not(part, name, name in wanted):
            refusals.append(Refusal(_shown(name), *why))
        else:
            wanted["/".join(PurePosixPath(name).parts)] = part
    _check_sizes(wanted.values())
    members: list[Member] = []
    for number, (name, part) in enumerate(wanted.items()):
        stored = f"{number}{PurePosixPath(name).suffix.casefold()}"
        try:
            members.append(Member(name, stored, _write(archive, part, folder / stored)))
        except _DAMAGE as exc:
            refusals.append(
                Refusal(name, f"The file cannot be unpacked ({exc}).", "Ask for a fresh copy of the archive.")
            )
    if not wanted and not refusals:
        refusals.append(
            Refusal("", "No file of a kind that is read is in the archive.", f"These are: {', '.join(SUFFIXES)}.")
        )
    return Contents(tuple(members), tuple(refusals))


def _name(part: zipfile.ZipInfo) -> str:
    """The path within the archive: older programs write it in the characters of DOS, or in UTF-8 without saying so."""
    name = part.filename
    if not part.flag_bits & _UTF_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _unread(name: str) -> bool:
    """What is passed over in folders, too: hidden files, and other kinds. Nested archives are told."""
    hidden = any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in PurePosixPath(name).parts)
    return hidden or PurePosixPath(name).suffix.casefold() not in SUFFIXES


def _why_not(part: zipfile.ZipInfo, name: str, again: bool) -> tuple[str, str] | None:
    """Why a member is left: (problem, remedy); None where it is taken."""
    kind = stat.S_IFMT(part.external_attr >> 16)
    if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts:
        return "The file's name leads out of the archive.", _PUT_IT
    if not name.isprintable():
        return "The file's name has characters that cannot be shown.", "Rename the file and pack it again."
    if kind and not stat.S_ISREG(kind):
        return "This is a link or no ordinary file.", _PUT_IT
    if part.flag_bits & _ENCRYPTED:
        return "The file is protected by the archive's password.", _PUT_IT
    if PurePosixPath(name).suffix.casefold() in ARCHIVES:
        return "An archive within an archive is not read.", _PUT_IT
    if again:
        return "Another file in the archive has the same name; the first one is read.", "Rename one and pack it again."
    return None


def _check_sizes(parts: Iterable[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        total += part.file_size
        if part.file_size > _LARGE and part.file_size > _STEEPEST * part.compress_size:
            raise _too_much(f"{_shown(_name(part))!r} unpacks to {_STEEPEST} times its size and more")
    if total > _MOST_BYTES:
        raise _too_much(f"it unpacks to more than {_MOST_BYTES // 1024**3} GB")


def _too_much(why: str) -> FileUnreadable:
    return FileUnreadable(
        f"The archive is not unpacked: {why}.", "Unpack it and put the files themselves into the corpus."
    )


def _write(archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path) -> int:
    """Writes one member; its size is what the archive's list says, or it is damaged."""
    written = 0
    try:
        with archive.open(part) as source, target.open("wb") as stream:
            while block := source.read(_BLOCK):
                written += len(block)
                if written > part.file_size:
                    raise ValueError("it is larger than its archive says")
                stream.write(block)
    except _DAMAGE:
        target.unlink(missing_ok=True)
        raise
    return written


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
